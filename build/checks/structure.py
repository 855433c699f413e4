"""Order and nesting: positions, numbers, parents, spans inside spans."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from operator import itemgetter
from typing import Any

from ..schemas import schema
from .ground import Ground, Record, cell, csv_path, expect
from .rules import Findings, count, quote

#: Tables with a position in the document, and those among them whose position follows the text.
POSITIONED = ("sections", "paragraphs", "signatories", "segments")
IN_TEXT_ORDER = ("sections", "paragraphs", "segments")


def check(ground: Ground, found: Findings) -> None:
    for table in POSITIONED:
        for document_id, rows in ground.of(table).items():
            _count_up("position", table, "position", document_id, rows, found)
    by_section: dict[str, list[Record]] = {}
    for paragraph in ground.records["paragraphs"]:
        if paragraph["section_id"] is not None:
            by_section.setdefault(paragraph["section_id"], []).append(paragraph)
    for section_id, rows in by_section.items():
        _count_up("number", "paragraphs", "number", section_id, rows, found)
        placed = [p for p in rows if p["number"] is not None and p["position"] is not None]
        in_order = sorted(placed, key=itemgetter("number"))
        for before, after in pairwise(in_order):
            if before["position"] > after["position"]:
                problem = f"Number {after['number']} of {section_id} stands before number {before['number']}."
                cell(found, "number", "paragraphs", after, "number", problem)
    _text_order(ground, found)
    _row_order(ground, found)
    _parents(ground, found)
    _containment(ground, found)
    _overlaps(ground, found)


def _count_up(rule: str, table: str, column: str, where: str, rows: Iterable[Record], found: Findings) -> None:
    """The values of a column are 1..n, each once."""
    values = [row for row in rows if row[column] is not None]
    if [row[column] for row in values] == list(range(1, len(values) + 1)):
        return
    seen: dict[int, Record] = {}
    for row in values:
        if seen.setdefault(row[column], row) is not row:
            problem = f"{column} {row[column]} of {where} stands in row {seen[row[column]].n} already."
            cell(found, rule, table, row, column, problem)
        elif not 1 <= row[column] <= len(values):
            problem = f"{column} is {row[column]}, but {where} has {count(len(values), 'row')}, counted from 1."
            cell(found, rule, table, row, column, problem)


def _text_order(ground: Ground, found: Findings) -> None:
    for table in IN_TEXT_ORDER:
        for rows in ground.of(table).values():
            placed = [r for r in rows if r["position"] is not None and r["char_start"] is not None]
            ranked = sorted(placed, key=itemgetter("position"))
            starts = list(map(itemgetter("char_start"), ranked))
            if starts == sorted(starts):
                continue
            for before, after in pairwise(ranked):
                if before["char_start"] > after["char_start"]:
                    problem = (
                        f"Position {after['position']} begins at {after['char_start']}, before position "
                        f"{before['position']}, which begins at {before['char_start']}."
                    )
                    cell(found, "text-order", table, after, "position", problem)


#: Columns that tell a row's place in its document, where they are not `position` or `char_start`.
_PLACES: dict[str, tuple[str, ...]] = {"evidence": (), "statements": ("char_start",)}


def place_of(table: str) -> str | None:
    """The column that tells a row's place in its document, where its table has one."""
    names = schema(table).names
    return next((c for c in _PLACES.get(table, ("position", "char_start")) if c in names), None)


def _row_order(ground: Ground, found: Findings) -> None:
    rank = ground.order
    for table, rows in ground.records.items():
        if table in ("quality", "diagnostics"):  # in orders of their own
            continue
        keys: list[tuple[Any, Any]]
        if table in ("instruments", "entities"):
            keys = [(0, row[schema(table).primary_key[0]] or "") for row in rows]
        elif table == "documents":
            keys = [(rank.get(row["document_id"], len(rank)), "") for row in rows]
        else:
            place = place_of(table)
            ranks = [rank.get(document_id, len(rank)) for document_id in ground.column(table, "document_id")]
            places = [value or 0 for value in ground.column(table, place)] if place else [0] * len(rows)
            keys = list(zip(ranks, places, strict=True))
        if keys == sorted(keys):
            continue
        for before, after, row in zip(keys, keys[1:], rows[1:], strict=False):
            if before > after:
                note_order(table, row[schema(table).primary_key[0]], row.n, found)


def note_order(table: str, key: object, n: int, found: Findings) -> None:
    """Note that a row does not stand where it should; `key` is its identifier, `n` its number."""
    problem = f"{quote(key)} should stand before the row above it."
    found.add("row-order", csv_path(table), f"row {n}", problem)


def _parents(ground: Ground, found: Findings) -> None:
    sections = ground.by_id("sections")
    for section in ground.records["sections"]:
        parent = sections.get(section["parent_id"])
        if section["parent_id"] is None:
            expect(found, "parent", "sections", section, "level", 1, "at the top it is")
        elif parent is not None:
            if parent["level"] is not None:
                level = parent["level"] + 1
                expect(found, "parent", "sections", section, "level", level, "below its parent it is")
            if parent["document_id"] != section["document_id"] or (
                parent.has("position") and section.has("position") and parent["position"] >= section["position"]
            ):
                problem = f"The parent {section['parent_id']} does not stand before the section in its document."
                cell(found, "parent", "sections", section, "parent_id", problem)


def _containment(ground: Ground, found: Findings) -> None:
    """Children and paragraphs inside their section; segments are checked with the rows they belong to."""
    sections = ground.by_id("sections")
    for table, column in (("sections", "parent_id"), ("paragraphs", "section_id")):
        for record in ground.records[table]:
            section = sections.get(record[column])
            span, whole = ground.span(record), ground.span(section) if section else None
            if span and whole and not (whole.start <= span.start and span.end <= whole.end):
                problem = (
                    f"The row runs from {span.start} to {span.end}, but {record[column]} from "
                    f"{whole.start} to {whole.end}."
                )
                cell(found, "containment", table, record, "char_start and char_end", problem)


def _overlaps(ground: Ground, found: Findings) -> None:
    groups: dict[tuple[str, str, str | None], list[Record]] = {}
    for paragraph in ground.records["paragraphs"]:
        groups.setdefault(("paragraphs", str(paragraph["document_id"]), None), []).append(paragraph)
    for section in ground.records["sections"]:
        groups.setdefault(("sections", str(section["document_id"]), section["parent_id"]), []).append(section)
    for (table, _, _), rows in groups.items():
        _no_overlap(ground, table, rows, found)


def _no_overlap(ground: Ground, table: str, rows: Sequence[Record], found: Findings) -> None:
    placed = sorted((span, r.n, r) for r in rows if (span := ground.span(r)))
    for (before, first, _), (after, _, row) in pairwise(placed):
        if after.start < before.end:
            problem = f"The row begins at {after.start}, but row {first} ends only at {before.end}."
            cell(found, "no-overlap", table, row, "char_start", problem)
