"""Where values come from: origins, evidence, dates, and what only a curator can supply."""

from __future__ import annotations

from functools import cache

from ..dates import bounds
from ..schemas import schema
from .columns import is_curated
from .ground import Ground, Record, cell, csv_path, expect
from .rules import Findings, count, quote

#: Origins that call for a row of evidence.
EVIDENCED = ("text", "supplied")


@cache
def originated(table: str) -> list[str]:
    """Columns with a column `<name>_origin` beside them that can say "supplied"."""
    declared = schema(table)
    return [
        name
        for name in declared.names
        if f"{name}_origin" in declared.names
        and "supplied" in declared.field(f"{name}_origin").constraints.get("enum", [])
    ]


def check(ground: Ground, found: Findings) -> None:
    for table in ("documents", "instruments"):
        for record in ground.records[table]:
            for column in originated(table):
                origin = record[f"{column}_origin"]
                if (record[column] is None) != (origin is None):
                    problem = f"{column} is {quote(record[column])}, but its origin is {quote(origin)}."
                    cell(found, "origin", table, record, f"{column}_origin", problem)
            _dates(table, record, found)
    _evidence(ground, found)
    _authority(ground, found)


def _dates(table: str, record: Record, found: Findings) -> None:
    if record["date"] is None:
        for column in ("date_earliest", "date_latest"):
            expect(found, "date-bounds", table, record, column, None, "without a date it is")
        return
    days = bounds(record["date"])
    if days is None:
        cell(found, "date", table, record, "date", f"There is no day, month or year {quote(record['date'])}.")
        return
    for column, day in zip(("date_earliest", "date_latest"), days, strict=True):
        expect(found, "date-bounds", table, record, column, day, "by the date it is")


def _evidence(ground: Ground, found: Findings) -> None:
    columns = originated("documents")
    given: dict[tuple[str, str], list[Record]] = {}
    for row in ground.records["evidence"]:
        if row.has("document_id", "column_name"):
            given.setdefault((row["document_id"], row["column_name"]), []).append(row)
        _support(ground, row, found)
    documents = ground.by_id("documents")
    for document_id, document in documents.items():
        for column in columns:
            rows = given.pop((document_id, column), [])
            origin = document[f"{column}_origin"]
            wanted = document[column] is not None and origin in EVIDENCED
            if len(rows) != wanted:
                problem = (
                    f"{column} is {quote(document[column])} with origin {quote(origin)}, "
                    f"which calls for {count(int(wanted), 'row')} of evidence, not {len(rows)}."
                )
                cell(found, "evidence-rows", "documents", document, column, problem)
            for row in rows:
                if document[column] is not None:
                    value = str(document[column])
                    expect(found, "evidence-value", "evidence", row, "value", value, "in documents it is")
                if origin in EVIDENCED:
                    expect(found, "evidence-value", "evidence", row, "origin", origin, "in documents it is")
    for (document_id, column), rows in given.items():
        if document_id in documents:
            place = f"row {rows[0].n}, column column_name"
            problem = f"{quote(column)} is no column of documents that has evidence."
            found.add("evidence-rows", csv_path("evidence"), place, problem)


def _support(ground: Ground, row: Record, found: Findings) -> None:
    """What a row of evidence rests on: characters of the source, or a curator's statement."""
    if row["origin"] == "text":
        span = ground.span(row)
        if span is None and row["document_id"] in ground.texts:
            cell(
                found,
                "evidence-text",
                "evidence",
                row,
                "char_start and char_end",
                "There is no slice of the source.",
            )
        elif span is not None:
            there = ground.reading(span)
            expect(
                found,
                "evidence-text",
                "evidence",
                row,
                "printed",
                there,
                "at its offsets in the source stands",
            )
        expect(found, "evidence-text", "evidence", row, "statement", None, "for a value read from the text it is")
    elif row["origin"] == "supplied":
        if not (row["statement"] or "").strip():
            problem = f"The value {quote(row['value'])} is supplied without saying why."
            cell(found, "evidence-statement", "evidence", row, "statement", problem)
        for column in ("printed", "char_start", "char_end"):
            expect(found, "evidence-statement", "evidence", row, column, None, "for a supplied value it is")


def _authority(ground: Ground, found: Findings) -> None:
    curated = [field.name for field in schema("instruments").fields if is_curated(field)]
    for record in ground.records["instruments"]:
        if record["registered"] is False:
            for column in curated:
                expect(found, "provisional", "instruments", record, column, None, "in a provisional record it is")
            if record["date_origin"] == "supplied":
                problem = "The date of a provisional record cannot be supplied."
                cell(found, "provisional", "instruments", record, "date_origin", problem)
        if record["parties"] is not None:
            codes = record["parties"].split(" ")
            if codes != sorted(set(codes)) or not all(c.isascii() and c.isupper() and 3 <= len(c) <= 4 for c in codes):
                problem = f"parties is {quote(record['parties'])}, no list of codes in alphabetical order."
                cell(found, "parties", "instruments", record, "parties", problem)
