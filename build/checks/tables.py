"""Rows against their schemas: types, constraints and keys, all taken from the Schema objects."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from ..schemas import Field, Row, Schema
from ..types import TYPES
from .ground import Record, cell, csv_path, misfits
from .rules import Findings, count, quote

CONSTRAINTS = ("required", "unique", "pattern", "enum", "minimum", "maximum")

#: Columns that hold characters exactly as they stand in the source or in its place, white space included.
EXACT = frozenset({("edits", "source"), ("edits", "replacement")})

#: Control characters, and code points that stand for no character: XML, and so a spreadsheet, cannot hold them.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def check_schema(declared: Schema, found: Findings, file: str) -> None:
    """The schema itself: nothing declared that would go unchecked, categories and enum alike."""
    for field in declared.fields:
        place = f"field {field.name}"
        if field.type not in TYPES:
            found.add("declared", file, place, f"The type {quote(field.type)} is not one that the checks know.")
        for name in field.constraints:
            if name not in CONSTRAINTS:
                found.add("declared", file, place, f"The constraint {quote(name)} is not one that the checks know.")
        values = [c["value"] if isinstance(c, Mapping) else c for c in field.spec.get("categories", [])]
        enum = list(field.constraints.get("enum", []))
        if values != enum and (values or "categories" in field.spec):
            found.add("categories", file, place, f"The categories are {values}, but the enum is {enum}.")


def check_rows(declared: Schema, rows: Sequence[Row], sound: Sequence[Record], found: Findings) -> None:
    """Columns, types, constraints, primary and unique keys of one table; `sound` are their records."""
    _check_columns(declared, rows, found)
    for field in declared.fields:
        _check_field(declared, field, rows, sound, found)
    _check_key("primary-key", declared, declared.primary_key, sound, found)
    for key in declared.unique_keys:
        _check_key("unique-key", declared, key, sound, found)


def check_references(schemas: Iterable[Schema], tables: Mapping[str, Sequence[Record]], found: Findings) -> None:
    """Foreign keys, self-references included. A reference with an empty part points nowhere and passes."""
    for declared in schemas:
        for key in declared.foreign_keys:
            there = {tuple(row[c] for c in key.targets) for row in tables.get(key.resource, [])}
            for row in tables.get(declared.name, []):
                values = tuple(row[c] for c in key.fields)
                if None not in values and values not in there:
                    shown = ", ".join(map(quote, values))
                    problem = f"{' and '.join(key.fields)} is {shown}, which is not in {key.resource}."
                    cell(found, "foreign-key", declared.name, row, " and ".join(key.fields), problem)


def _check_columns(declared: Schema, rows: Sequence[Row], found: Findings) -> None:
    """Report each way of having wrong columns once, at the first row that has it."""
    seen: dict[tuple[str, ...], list[int]] = {}
    for n, row in enumerate(rows, 2):
        seen.setdefault(tuple(row), []).append(n)
    for names, numbers in seen.items():
        if list(names) == declared.names:
            continue
        missing = [c for c in declared.names if c not in names]
        extra = [c for c in names if c not in declared.names]
        what = [f"{', '.join(map(str, missing))} missing"] if missing else []
        what += [f"{', '.join(map(str, extra))} unknown"] if extra else []
        said = "; ".join(what) or "they stand in another order"
        problem = f"The columns are not those of the schema: {said} ({count(len(numbers), 'row')})."
        found.add("columns", csv_path(declared.name), f"row {numbers[0]}", problem)


def _check_field(declared: Schema, field: Field, rows: Sequence[Row], sound: Sequence[Record], found: Findings) -> None:
    name, constraints = field.name, field.constraints
    given = [row.get(name) for row in rows]
    values = [record[name] for record in sound]

    def fault(rule: str, index: int, problem: str) -> None:
        cell(found, rule, declared.name, sound[index], name, problem)

    for i in misfits(field.type, given):
        noun = TYPES[field.type].noun if field.type in TYPES else field.type
        fault("type", i, f"{name} should be {noun}, but the cell is {quote(given[i])}.")
    if field.required:
        # A cell of the wrong type is not empty, and has been reported already.
        for i in [i for i, v in enumerate(given) if v is None or v == ""]:
            fault("required", i, f"{name} is empty, but must have a value.")
    key_already = (name,) == declared.primary_key or (name,) in declared.unique_keys
    if constraints.get("unique") and not key_already:
        first: dict[Any, int] = {}
        for i, value in enumerate(values):
            if value is not None and first.setdefault(value, i) != i:
                fault("unique", i, f"{name} repeats {quote(value)} of row {sound[first[value]].n}.")
    # Each value that occurs is judged once.
    accept = _accepts(declared, field)
    wrong = {v: verdict for v in set(values) if v is not None and (verdict := accept(v))}
    if wrong:
        for i, value in enumerate(values):
            if value in wrong:
                fault(wrong[value][0], i, wrong[value][1])


def is_curated(field: Field) -> bool:
    """Whether the values of a column come from a curator alone."""
    return bool(field.spec.get("sco:origin") == "curated")


def _unclean(value: str, free: bool) -> str | None:
    """Why a text is not clean. In `free` text, which a curator wrote, lines may be broken."""
    if value != value.strip():
        return "begins or ends with white space"
    bad = _CONTROL.search(value.replace("\n", "") if free else value)
    if bad is None:
        return None
    return f"holds {bad[0]!r}, which is a control character or no character at all"


def _accepts(declared: Schema, field: Field) -> Callable[[Any], tuple[str, str] | None]:
    """What is wrong with a single value: rule and problem, or None."""
    name, constraints = field.name, field.constraints
    pattern = re.compile(constraints["pattern"]) if "pattern" in constraints else None
    enum = constraints.get("enum")
    low, high = (_bound(field, constraints.get(key)) for key in ("minimum", "maximum"))
    exact, free = (declared.name, name) in EXACT, is_curated(field)

    def accept(value: Any) -> tuple[str, str] | None:
        if value == "":
            empty = f"{name} is an empty text; a missing value has none."
            return None if field.required else ("text-clean", empty)
        if pattern and not pattern.fullmatch(value):
            return "pattern", f"{name} is {quote(value)}, which does not match {pattern.pattern}."
        if enum is not None and value not in enum:
            return "enum", f"{name} is {quote(value)}, which is none of {', '.join(map(str, enum))}."
        if low is not None and value < low:
            return "bounds", f"{name} is {quote(value)}, below the least value {low}."
        if high is not None and value > high:
            return "bounds", f"{name} is {quote(value)}, above the greatest value {high}."
        if field.type == "string" and not exact and (why := _unclean(value, free)):
            return "text-clean", f"{name} {why}: {quote(value)}."
        return None

    return accept


def _bound(field: Field, value: Any) -> Any:
    return date.fromisoformat(value) if field.type == "date" and isinstance(value, str) else value


def _check_key(rule: str, declared: Schema, key: Sequence[str], sound: Sequence[Record], found: Findings) -> None:
    first: dict[tuple[Any, ...], int] = {}
    columns = " and ".join(key)
    for record in sound:
        values = tuple(record[c] for c in key)
        if None in values:
            # An incomplete primary key identifies nothing; other keys let empty cells differ.
            if rule == "primary-key":
                cell(found, rule, declared.name, record, columns, f"The primary key {columns} is incomplete.")
            continue
        if first.setdefault(values, record.n) != record.n:
            shown = ", ".join(map(quote, values))
            cell(
                found,
                rule,
                declared.name,
                record,
                columns,
                f"{columns} repeats {shown} of row {first[values]}.",
            )
