"""Packs: what was read of a batch of documents, as one run of bytes.

A document stands in a pack as the lines of CSV of each of its tables and views, without header, one after the other,
and its mentions as identity sees them. A cell that only the whole corpus can fill (what a mention without a registered
record refers to) holds `OPEN`, which occurs in no text.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .document import Document
from .identities import Found
from .renderings.csvfile import csv_bytes
from .schemas import VIEWS, Schema, Tables, schema, view
from .views import view_rows

#: Tables whose rows all follow from one document.
DOCUMENT_TABLES = (
    "documents", "sections", "paragraphs", "signatories", "instrument_mentions", "entity_mentions", "statements",
    "segments", "edits", "evidence",
)  # fmt: skip
#: Everything that a pack holds of a document, in order.
PACKED = (*DOCUMENT_TABLES, *VIEWS)
#: Columns that the whole corpus fills, by table.
FILLED = {"instrument_mentions": "instrument_id", "entity_mentions": "entity_id"}
OPEN = "\0"


class Sizes(NamedTuple):
    """How many rows a document has in each of `PACKED`, how many bytes these take, and how many its mentions."""

    rows: tuple[int, ...]
    bytes: tuple[int, ...]
    found: int

    @property
    def total(self) -> int:
        return sum(self.bytes) + self.found

    def place(self, table: str) -> tuple[int, int]:
        """Where the lines of a table begin in what a pack holds of the document, and how many bytes they take."""
        at = PACKED.index(table)
        return sum(self.bytes[:at]), self.bytes[at]


def declared(table: str) -> Schema:
    """The schema of a table or view."""
    return view(table) if table in VIEWS else schema(table)


def header(table: str) -> bytes:
    """The first line of the CSV file of a table or view."""
    return csv_bytes(declared(table), [])


def pack(document: Document) -> tuple[bytes, Sizes]:
    """What a pack holds of a document, and the sizes of its parts."""
    tables: Tables = dict(document.tables)
    for table, column in FILLED.items():
        tables[table] = [row if row[column] is not None else {**row, column: OPEN} for row in tables[table]]
    for name in VIEWS:
        tables[name] = view_rows(name, tables)
    parts = [csv_bytes(declared(name), tables[name]).removeprefix(header(name)) for name in PACKED]
    found = json.dumps([document.instruments, document.entities], ensure_ascii=False).encode()
    sizes = Sizes(tuple(len(tables[name]) for name in PACKED), tuple(map(len, parts)), len(found))
    return b"".join((*parts, found)), sizes


def unpack_found(raw: bytes) -> tuple[list[Found], list[Found]]:
    """The mentions of instruments and of entities of a document, as identity sees them."""
    instruments, entities = json.loads(raw)
    return [Found(*one) for one in instruments], [Found(*one) for one in entities]


def fill(lines: bytes, identifiers: Iterator[str]) -> bytes:
    """The lines of a table with the next identifiers in the open cells."""
    before, *rest = lines.split(OPEN.encode())
    filled: list[bytes] = [before]
    for piece in rest:
        filled += [next(identifiers).encode(), piece]
    return b"".join(filled)


def count_open(lines: bytes) -> int:
    """How many cells are open."""
    return lines.count(OPEN.encode())


def with_header(table: str, lines: Iterable[bytes]) -> bytes:
    """The CSV file of a table or view with these lines."""
    return b"".join((header(table), *lines))
