"""Quality: tables compared with gold, and the rows of the table `quality` that say how well they agree.

Pure functions. Only the documents that gold annotates are looked at. A row of the table and a row of gold make a
pair once at most; of spans that overlap, as many pairs are made as can be.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

from .gold import Gold, document_of, gold_schema
from .schemas import Row, Tables, schema

#: The normal deviate of a 95 % interval of two sides.
Z = 1.959963984540054
#: Decimals of published figures.
DECIMALS = 4
#: Documents named in `measured_on`; of more, only the number is said.
NAMED = 5

#: Layers whose rows are compared as a whole, by identifier.
KEYED = ("paragraphs", "sections", "signatories")
#: Layers of spans, and what is compared in pairs of the same span: level and column.
SPANS = {
    "instrument_mentions": (("linked", "instrument_id"), ("form", "form"), ("date", "date_printed")),
    "entity_mentions": (("linked", "entity_id"), ("form", "form")),
}
#: What is compared in pairs of statements, whether or not their spans are the same.
STATEMENT = (("lemma", "verb_lemma"), ("speaker", "speaker"), ("force", "force"))
LAYERS = (*KEYED, *SPANS, "statements")

Pair = tuple[Row, Row]


@dataclass(frozen=True)
class Difference:
    """One thing on which a table and gold do not agree.

    `kind` is `missed` (in gold alone), `false` (in the table alone), `span` (found, with other limits), or the level
    at which a pair differs. `passage` is the identifier of the row, or paragraph and offset. `expected` is what
    gold has and `found` what the table has; each is None where there is nothing.
    """

    layer: str
    kind: str
    passage: str
    expected: str | None
    found: str | None


@dataclass(frozen=True)
class Comparison:
    """The rows of `quality`, and every difference in the order of layers and text."""

    rows: list[Row]
    differences: list[Difference]


def compare(gold: Gold, tables: Tables, unaided: Tables | None = None) -> Comparison:
    """Tables against gold. A layer without a file of gold, or without a table, has no rows.

    `unaided` are the tables as they were if no curator had said what single phrases mean; where they are given, the
    links of their mentions are measured as well.
    """
    rows: list[Row] = []
    differences: list[Difference] = []
    for layer in LAYERS:
        if layer not in gold.tables or layer not in tables:
            continue
        found = [row for row in tables[layer] if document_of(row) in gold.documents]
        if layer in KEYED:
            counted, said = _keyed(layer, gold.tables[layer], found)
        else:
            texts = [{row["paragraph_id"]: row["text"] for row in rows_} for rows_ in _paragraphs(gold, tables)]
            counted, said = _spans(layer, gold.tables[layer], found, (texts[0], texts[1]))
            if layer == "instrument_mentions" and unaided:
                after = 1 + [level for _, level, *_ in counted].index("linked")
                counted.insert(after, _linked_unaided(gold.tables[layer], unaided[layer]))
        rows += [_row(gold, layer, *counts) for counts in counted]
        differences += said
    return Comparison(rows, differences)


def measure(metric: str, correct: int, found: int, gold: int) -> tuple[float | None, float | None, float | None]:
    """A metric with the ends of its interval; None where there is nothing to divide by, or no interval.

    >>> measure("precision", 9, 10, 12)
    (0.9, 0.5958, 0.9821)
    >>> measure("f1", 9, 10, 12)
    (0.8182, None, None)
    """
    if metric == "f1":
        return (round(2 * correct / (found + gold), DECIMALS) if found + gold else None), None, None
    trials = gold if metric == "recall" else found
    if not trials:
        return None, None, None
    low, high = wilson(correct, trials)
    return round(correct / trials, DECIMALS), round(low, DECIMALS), round(high, DECIMALS)


def wilson(successes: int, trials: int) -> tuple[float, float]:
    """The 95 % interval of a share by Wilson's score method, without continuity correction (Wilson 1927).

    It stays inside 0..1, and holds what it promises for few trials and for shares near 0 and 1 as well.
    """
    share, square = successes / trials, Z * Z
    middle = (share + square / (2 * trials)) / (1 + square / trials)
    half = Z / (1 + square / trials) * sqrt(share * (1 - share) / trials + square / (4 * trials * trials))
    # At the ends the sum is exact but for rounding.
    low = 0.0 if successes == 0 else middle - half
    high = 1.0 if successes == trials else middle + half
    return low, high


def match(gold: Sequence[Row], found: Sequence[Row], may: Callable[[Row, Row], bool]) -> list[Pair]:
    """The most pairs of rows for which `may` holds, each row in one at most; a larger overlap is preferred."""
    options = [
        sorted((j for j, other in enumerate(found) if may(one, other)), key=lambda j: -_shared(one, found[j]))
        for one in gold
    ]
    taken: dict[int, int] = {}

    def place(i: int, tried: set[int]) -> bool:
        for j in options[i]:
            if j not in tried:
                tried.add(j)
                if j not in taken or place(taken[j], tried):
                    taken[j] = i
                    return True
        return False

    for i in range(len(gold)):
        place(i, set())
    return [(gold[i], found[j]) for j, i in sorted(taken.items(), key=lambda pair: pair[1])]


# -- counts of a layer: metric, level, correct, found, gold ------------------------------------------------

Counts = tuple[str, str, int, int, int]


def _shares(level: str, correct: int, found: int, gold: int) -> list[Counts]:
    return [(metric, level, correct, found, gold) for metric in ("precision", "recall", "f1")]


def _keyed(layer: str, gold: Sequence[Row], found: Sequence[Row]) -> tuple[list[Counts], list[Difference]]:
    columns = gold_schema(layer).names
    rows = [{column: row[column] for column in columns} for row in found]
    both = _common([tuple(row.values()) for row in gold], [tuple(row.values()) for row in rows])
    counted = _shares("exact", both, len(found), len(gold))
    if layer == "paragraphs":
        texts = [[(document_of(row), row["text"]) for row in side] for side in (gold, rows)]
        counted += _shares("text", _common(*texts), len(found), len(gold))
    return counted, list(_key_differences(layer, gold, rows))


def _common(gold: Sequence[tuple[object, ...]], found: Sequence[tuple[object, ...]]) -> int:
    return (Counter(gold) & Counter(found)).total()


def _key_differences(layer: str, gold: Sequence[Row], found: Sequence[Row]) -> Iterator[Difference]:
    key = gold_schema(layer).names[0]
    there, wanted = ({row[key]: row for row in side} for side in (found, gold))
    for identifier, row in wanted.items():
        if identifier not in there:
            yield Difference(layer, "missed", identifier, _said(row, list(row)[1:]), None)
            continue
        differing = [column for column in row if row[column] != there[identifier][column]]
        if differing:
            expected, got = _said(row, differing), _said(there[identifier], differing)
            yield Difference(layer, "exact", identifier, expected, got)
    for identifier, row in there.items():
        if identifier not in wanted:
            yield Difference(layer, "false", identifier, None, _said(row, list(row)[1:]))


def _said(row: Row, columns: Sequence[str]) -> str:
    return "; ".join(f"{column} {row[column]!r}" for column in columns if row[column] is not None) or "nothing"


def _paragraphs(gold: Gold, tables: Tables) -> tuple[list[Row], list[Row]]:
    return gold.tables["paragraphs"], tables.get("paragraphs", gold.tables["paragraphs"])


def _spans(
    layer: str, gold: Sequence[Row], found: Sequence[Row], texts: tuple[dict[str, str], dict[str, str]]
) -> tuple[list[Counts], list[Difference]]:
    is_statements = layer == "statements"
    pairs = [pair for one, other in _by_paragraph(gold, found) for pair in match(one, other, _MAY[is_statements])]
    same = [pair for pair in pairs if _span(pair[0]) == _span(pair[1])]
    counted = _shares("exact", len(same), len(found), len(gold))
    counted += _shares("overlap", len(pairs), len(found), len(gold))
    compared = [(*level, pairs) for level in STATEMENT] if is_statements else [(*one, same) for one in SPANS[layer]]
    for level, column, among in compared:
        right = sum(one[column] == other[column] for one, other in among)
        counted.append(("accuracy", level, right, len(among), len(among)))

    def words(row: Row, side: int) -> str:
        return texts[side].get(row["paragraph_id"], "")[row["start"] : row["end"]]

    paired_gold, paired_found = {id(one) for one, _ in pairs}, {id(other) for _, other in pairs}
    rank = {name: number for number, name in enumerate(texts[0])}
    said: list[tuple[int, int, Difference]] = []

    def note(row: Row, kind: str, expected: str | None, got: str | None) -> None:
        passage = f"{row['paragraph_id']}@{row['start']}"
        order = rank.get(row["paragraph_id"], len(rank))
        said.append((order, row["start"], Difference(layer, kind, passage, expected, got)))

    for row in gold:
        if id(row) not in paired_gold:
            note(row, "missed", words(row, 0), None)
    for row in found:
        if id(row) not in paired_found:
            note(row, "false", None, words(row, 1))
    for one, other in pairs:
        if _span(one) != _span(other):
            note(one, "span", words(one, 0), words(other, 1))
    for level, column, among in compared:
        for one, other in among:
            if one[column] != other[column]:
                of = f" ({words(one, 0)})"
                note(one, level, f"{one[column] or 'nothing'}{of}", str(other[column] or "nothing"))
    return counted, [difference for *_, difference in sorted(said, key=lambda item: item[:2])]


def _linked_unaided(gold: Sequence[Row], found: Sequence[Row]) -> Counts:
    there = {(row["paragraph_id"], *_span(row)): row for row in found}
    pairs = [(row, there[key]) for row in gold if (key := (row["paragraph_id"], *_span(row))) in there]
    right = sum(one["instrument_id"] == other["instrument_id"] for one, other in pairs)
    return "accuracy", "unaided", right, len(pairs), len(pairs)


def _by_paragraph(gold: Sequence[Row], found: Sequence[Row]) -> Iterator[tuple[list[Row], list[Row]]]:
    groups: dict[str, tuple[list[Row], list[Row]]] = {}
    for side, rows in enumerate((gold, found)):
        for row in rows:
            groups.setdefault(row["paragraph_id"], ([], []))[side].append(row)
    yield from groups.values()


def _span(row: Row) -> tuple[int, int]:
    return row["start"], row["end"]


def _shared(one: Row, other: Row) -> int:
    """The characters that two spans of one paragraph share."""
    return int(min(one["end"], other["end"]) - max(one["start"], other["start"]))


def _overlap(one: Row, other: Row) -> bool:
    return _shared(one, other) > 0


def _overlap_in_verb(one: Row, other: Row) -> bool:
    return _overlap(one, other) and (one["verb_lemma"] == other["verb_lemma"] or one["end"] == other["end"])


_MAY = {False: _overlap, True: _overlap_in_verb}


def _row(gold: Gold, layer: str, metric: str, level: str, correct: int, found: int, wanted: int) -> Row:
    value, low, high = measure(metric, correct, found, wanted)
    few = len(gold.documents) <= NAMED
    documents = ", ".join(gold.documents) if few else f"{len(gold.documents)} documents"
    return schema("quality").row(
        quality_id=f"{layer}.{metric}.{level}", layer=layer, metric=metric, level=level, value=value, low=low,
        high=high, correct=correct, found=found, gold=wanted,
        measured_on=f"{documents}; gold/{layer}.csv, SHA-256 {gold.digests[layer][:12]}",
    )  # fmt: skip
