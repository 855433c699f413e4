"""Holds up: what a pack holds of a document is all of it, and open cells are filled in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from sco_declarations.build.document import Document
from sco_declarations.build.packs import DOCUMENT_TABLES, FILLED, PACKED, fill, header, pack, unpack_found, with_header
from sco_declarations.build.renderings.csvfile import read_csv
from sco_declarations.build.schemas import VIEWS, schema
from sco_declarations.build.views import view_rows

TEXT = """\
STATEMENT ON LAKES

The Republic of Kazakhstan and the "Lake Union" recall the Lake Treaty of 3 May 1999, the UN Charter
and the respective agreement.

I
The sides agree, inter-
nally, to meet the Secretary of the Lake Union again.

Done at Osh, 3 May 2001.

For the Republic of Kazakhstan:
A. Akhmetov
"""


@pytest.fixture(scope="module")
def document(read: Callable[..., Document]) -> Document:
    return read(TEXT, "lakes")


def test_every_table_and_view_is_in_the_pack(document: Document) -> None:
    raw, sizes = pack(document)
    assert len(raw) == sizes.total and set(PACKED) == {*document.tables, *VIEWS}
    assert sum(bool(rows) for rows in sizes.rows) > 8
    for table in DOCUMENT_TABLES:
        at, size = sizes.place(table)
        lines = fill(raw[at : at + size], iter(["x"] * 99))
        rows = read_csv(schema(table), with_header(table, [lines]), table)
        column = FILLED.get(table)
        assert rows == [
            {**row, column: "x"} if column and row[column] is None else row for row in document.tables[table]
        ]
    at, size = sizes.place("paragraphs_flat")
    assert raw[at : at + size].count(b"lakes:") >= len(view_rows("paragraphs_flat", document.tables))
    assert unpack_found(raw[sum(sizes.bytes) :]) == (document.instruments, document.entities)


def test_mentions_without_a_record_are_open(document: Document) -> None:
    assert any(one.link is None for one in document.instruments) and any(one.link for one in document.instruments)
    raw, sizes = pack(document)
    at, size = sizes.place("instrument_mentions")
    opened = sum(one.link is None for one in document.instruments)
    assert raw[at : at + size].count(b"\0") == opened and raw.count(b"\0") == opened + sum(
        one.link is None for one in document.entities
    )


def test_cells_are_filled_in_order_and_no_further() -> None:
    names: Iterator[str] = iter(["one", "two", "three"])
    assert fill(b"a,\0,b\nc,\0,d\n", names) == b"a,one,b\nc,two,d\n"
    assert next(names) == "three"
    assert fill(b"a,b\n", names) == b"a,b\n"


def test_the_header_is_that_of_the_csv_file() -> None:
    assert header("edits") == ",".join(schema("edits").names).encode() + b"\n"
    assert header("paragraphs_flat").startswith(b"paragraph_id,")
