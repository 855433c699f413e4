"""The part of the codebook that describes tables and their variables, from schemas and rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import accumulate
from typing import Any

from ..schemas import ORIGINS, TABLES, Field, Schema, schema
from ..summary import ColumnSummary, Cut, TableSummary
from .markdown import code, link, prose, shown, table

#: Up to so many different values are all listed; of more, the most frequent.
LISTED, FREQUENT = 12, 5
#: Longer values are not listed, or cut.
LONG = 90


def describe_table(declared: Schema, summary: TableSummary) -> str:
    """What the table holds, how it is linked, an overview of its variables, and each of them."""
    overview = []
    for field in declared.fields:
        column = summary.columns[field.name]
        overview.append(
            (
                link(f"{declared.name}.{field.name}", code(field.name)),
                field.type,
                _share(column.filled, summary.rows),
                _distinct(column, summary.limit),
                prose(field.spec["title"]),
            )
        )
    parts = [
        prose(declared.spec["description"]),
        _facts(declared, summary.rows),
        table(("Variable", "Type", "Filled", "Distinct", "Title"), overview, right=(2, 3)),
        *(describe_variable(declared, field, summary) for field in declared.fields),
    ]
    return "\n\n".join(part.strip() for part in parts)


def describe_variable(declared: Schema, field: Field, summary: TableSummary) -> str:
    """A variable: type, description, example, rule, fill rate, distinct values, origin and values."""
    column, rows = summary.columns[field.name], summary.rows
    filled = f"{column.filled:,} of {rows:,} ({_share(column.filled, rows)})" if rows else "no rows"
    origin = field.spec["sco:origin"]
    facts = [
        ("Type", field.type),
        ("Example", code(field.spec["example"], 160)),
        ("Rule", "; ".join(_rules(declared, field))),
        ("Filled", f"{filled}; distinct values: {_distinct(column, summary.limit)}"),
        ("Origin", f"{prose(ORIGINS[origin])}."),
    ]
    if listed := _values(declared, field, column):
        facts.append(listed)
    lines = [
        f"### {declared.name}.{field.name}",
        "",
        f"**{prose(field.spec['title'])}.** {prose(field.description)}",
        "",
        *(f"- {name}: {said}" for name, said in facts),
    ]
    if (categories := field.spec.get("categories")) and column.counts is not None:
        lines += ["", _categories(categories, column.counts)]
    return "\n".join(lines)


def _distinct(column: ColumnSummary, limit: int) -> str:
    return f"more than {limit:,}" if column.distinct is None else f"{column.distinct:,}"


def _categories(categories: Sequence[dict[str, Any]], counts: Mapping[Any, int]) -> str:
    """The values of a category with what they mean and how often they occur; those that never do, below."""
    used = [one for one in categories if one["value"] in counts]
    unused = [one for one in categories if one["value"] not in counts]
    parts = []
    if used:
        rows = [(code(one["value"]), prose(str(one["label"])), f"{counts[one['value']]:,}") for one in used]
        parts.append(table(("Value", "Meaning", "Rows"), rows, right=(2,)).rstrip())
    if unused:
        listed = [
            code(one["value"])
            if str(one["label"]).lower() == str(one["value"]).lower()
            else f"{code(one['value'])} ({prose(str(one['label']))})"
            for one in unused
        ]
        parts.append(f"Allowed, but in no row of this version: {'; '.join(listed)}.")
    return "\n\n".join(parts)


def _facts(declared: Schema, rows: int) -> str:
    """Rows, keys, and the links to and from the table."""
    facts = [f"Rows: {rows:,}", f"Primary key: {_columns(declared.primary_key)}"]
    if declared.unique_keys:
        facts.append("Also unique: " + "; ".join(" with ".join(map(code, key)) for key in declared.unique_keys))
    if declared.foreign_keys:
        to = (f"{_columns(key.fields)} to {link(key.resource)}" for key in declared.foreign_keys)
        facts.append("Refers to: " + "; ".join(to))
    back = [
        f"{link(other)} ({_columns(key.fields)})"
        for other in TABLES
        for key in schema(other).foreign_keys
        if key.resource == declared.name
    ]
    if back:
        facts.append("Referred to by: " + ", ".join(back))
    return "\n".join(f"- {fact}" for fact in facts)


def _columns(names: Sequence[str]) -> str:
    return ", ".join(map(code, names))


def _share(filled: int, rows: int) -> str:
    """A percentage that says 100 or 0 only where it is exact."""
    if not rows:
        return "-"
    percent = round(100 * filled / rows)
    if 0 < filled < rows:
        percent = min(max(percent, 1), 99)
    return f"{percent} %"


def _rules(declared: Schema, field: Field) -> list[str]:
    """What a value must be, in words."""
    rules = ["always filled" if field.required else "may be empty"]
    if field.constraints.get("unique") or declared.primary_key == (field.name,):
        rules.append("no two rows have the same")
    if field.spec.get("categories"):
        rules.append("one of the values below")
    elif enum := field.constraints.get("enum"):
        rules.append("one of " + ", ".join(map(code, enum)))
    for key, words in (("minimum", "at least"), ("maximum", "at most")):
        if key in field.constraints:
            rules.append(f"{words} {field.constraints[key]}")
    if pattern := field.constraints.get("pattern"):
        rules.append(f"matches {code(pattern)} as a whole")
    for foreign in declared.foreign_keys:
        if field.name in foreign.fields:
            target = f"{foreign.resource}.{foreign.targets[foreign.fields.index(field.name)]}"
            rules.append(f"refers to {link(target)}")
    return rules


def _values(declared: Schema, field: Field, column: ColumnSummary) -> tuple[str, str] | None:
    """The values that occur, or their range; none where each row has its own or they are categories."""
    is_key = field.name in declared.primary_key or field.constraints.get("unique")
    if not column.filled or is_key or field.spec.get("categories"):
        return None
    counts = column.counts
    if counts is None:
        return ("Range", _range(field, column)) if column.low is not None else None
    if field.type == "number" and len(counts) > 1:
        return "Range", f"{_range(field, column)}, median {_median(counts)}"
    if field.type == "integer" and len(counts) > min(LISTED, column.filled // 2):
        return "Range", f"{_range(field, column)}, median {_median(counts):,}"
    if field.type == "integer":
        ranked = sorted(counts.items())
    else:
        ranked = sorted(
            ((_kept(value), count) for value, count in counts.items()), key=lambda item: (-item[1], shown(item[0]))
        )
    is_short = all(len(shown(value)) <= LONG for value, _ in ranked)
    if is_short and (len(ranked) <= 3 or (len(ranked) <= LISTED and len(ranked) < column.filled)):
        return "Values", ", ".join(f"{code(value)} ({count:,})" for value, count in ranked)
    if field.type == "date":
        return "Range", _range(field, column)
    frequent = [f"{code(value, LONG)} ({count:,})" for value, count in ranked[:FREQUENT] if count > 1]
    return ("Most frequent", ", ".join(frequent)) if frequent else None


def _kept(value: Any) -> Any:
    """A value as far as it is kept: of a long text the beginning, which is more than is shown."""
    return value.start if isinstance(value, Cut) else value


def _range(field: Field, column: ColumnSummary) -> str:
    low, high = column.low, column.high
    return f"{low:,} to {high:,}" if field.type == "integer" else f"{shown(low)} to {shown(high)}"


def _median(counts: Mapping[Any, int]) -> Any:
    """The middle value, the lower of two."""
    ranked = sorted(counts)
    middle = (sum(counts.values()) + 1) // 2
    upto = accumulate(counts[value] for value in ranked)
    return next(value for value, count in zip(ranked, upto, strict=True) if count >= middle)
