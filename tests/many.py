"""Corpora of any size for tests, rows of any kind, and tables cut into parts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import pyarrow as pa
from sample import TASHKENT, WINDHOEK, sample_corpus
from sco_declarations.build.head import Head
from sco_declarations.build.model import Corpus
from sco_declarations.build.schemas import TABLES, Row, Tables, schema
from sco_declarations.build.summary import Files, Summary, TableSummary
from sco_declarations.build.types import arrow_type

#: Values that say nothing in common: empty, long and alike, of other scripts, what a spreadsheet runs or converts.
TEXTS = [
    "a", "b", "c d", "", " ", "=1+1", "\n-x", "\uff1dA1", "2003-05", "May", " 5 ", "TRUE", "1,5\u00a0%",
    "detected", "other",
    "x" * 100, "x" * 101, "x" * 100 + "y", "x" * 80 + " " * 60, "x" * 80 + " " * 61,
    "x" * 80 + " " * 60 + "z", "1" * 61, "\u65e5\u672c" * 80, "\U0001f600",
]  # fmt: skip
VALUES: dict[str, list[Any]] = {
    "string": TEXTS,
    "integer": [0, 1, 1, 2, 3, 5, 8, 1000, -7, 2**40],
    "number": [0.5, 0.25, 1.0, 0.0],
    "boolean": [True, False],
    "date": [date(2003, 5, 29), date(2002, 6, 7), date(9999, 12, 31), date(1, 1, 1)],
}


def rows_of(table: str, count: int, draw: Random) -> list[Row]:
    """Rows with any values of the types of the columns; keys are all different."""
    rows = []
    for number in range(count):
        row = {one.name: draw.choice([None, *VALUES[one.type]]) for one in schema(table).fields}
        rows.append({**row, schema(table).primary_key[0]: f"row-{number}"})
    return rows


def to_arrow(table: str, rows: Sequence[Row]) -> pa.Table:
    fields = [pa.field(one.name, arrow_type(one.type)) for one in schema(table).fields]
    return pa.Table.from_pylist(list(rows), schema=pa.schema(fields))


def parts(rows: Sequence[Row], draw: Random) -> list[Sequence[Row]]:
    """The rows cut at places that are drawn, perhaps into parts without any."""
    at = sorted(draw.randrange(len(rows) + 1) for _ in range(draw.randrange(6)))
    return [rows[start:end] for start, end in zip([0, *at], [*at, len(rows)], strict=True)]


def many(copies: int) -> Corpus:
    """The sample with its two documents copied so many times; the copies mention the same instruments."""
    sample = sample_corpus()
    tables: Tables = {name: [] for name in TABLES}
    sources = []
    for number in range(copies):

        def renamed(value: Any, number: int = number) -> Any:
            for name in (WINDHOEK, TASHKENT):
                value = value.replace(name, f"{name}-{number}") if isinstance(value, str) else value
            return value

        for name in TABLES:
            if name not in ("instruments", "entities", "quality", "diagnostics"):
                tables[name] += [{key: renamed(value) for key, value in row.items()} for row in sample.tables[name]]
        sources += [replace(source, document_id=renamed(source.document_id)) for source in sample.sources]
    for name in ("instruments", "entities", "quality", "diagnostics"):
        tables[name] = sample.tables[name]
    return Corpus(sample.metadata, tuple(sources), tables)


def in_parts(corpus: Corpus, limit: int, draw: Random, files: Files | None = None) -> Summary:
    """The summary of a corpus whose documents come in parts, as rows or as Arrow tables, some merged afterwards."""
    documents = [row["document_id"] for row in corpus.tables["documents"]]
    tables = {name: TableSummary(name, limit) for name in TABLES}
    head = Head()
    for part in parts(documents, draw):
        rows = {name: [row for row in corpus.tables[name] if row.get("document_id") in part] for name in TABLES}
        for name in ("instruments", "entities", "quality", "diagnostics"):
            rows[name] = []
        as_arrow = {name: to_arrow(name, rows[name]) for name in TABLES}
        head.add(draw.choice([rows, as_arrow]))
        for name, summary in tables.items():
            if draw.random() < 0.5:
                summary.add_arrow(as_arrow[name])
            else:
                other = TableSummary(name, limit)
                other.add_rows(rows[name])
                summary.merge(other)
    for name in ("instruments", "entities", "quality", "diagnostics"):
        for cut in parts(corpus.tables[name], draw):
            tables[name].add_rows(cut)
    instruments = to_arrow("instruments", corpus.tables["instruments"])
    first = head.corpus(corpus.metadata, corpus.sources, instruments, corpus.tables["quality"])
    return Summary(corpus.metadata, tables, first, files or Files())
