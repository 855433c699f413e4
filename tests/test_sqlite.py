"""The SQLite file: all cells, keys and constraints enforced, and bytes that do not show the library's release."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest
from sample import METADATA, sample_corpus
from sco_declarations.build.renderings.sqlite import sqlite_bytes, user_version
from sco_declarations.build.schemas import TABLES, VIEWS, schema, view
from sco_declarations.build.views import view_rows


@pytest.fixture
def database() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.deserialize(sqlite_bytes(sample_corpus().tables, METADATA))
    connection.execute("PRAGMA foreign_keys = ON")
    yield connection
    connection.close()


def test_every_cell_is_there(database: sqlite3.Connection) -> None:
    tables = sample_corpus().tables
    for name, declared, rows in [
        *((name, schema(name), tables[name]) for name in TABLES),
        *((name, view(name), view_rows(name, tables)) for name in VIEWS),
    ]:
        cursor = database.execute(f'SELECT * FROM "{name}"')
        assert [column[0] for column in cursor.description] == declared.names
        dates = [field.name for field in declared.fields if field.type == "date"]
        expected = [
            tuple(str(cell) if key in dates and cell is not None else cell for key, cell in row.items()) for row in rows
        ]
        assert cursor.fetchall() == expected


def test_the_file_is_sound(database: sqlite3.Connection) -> None:
    assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    assert database.execute("PRAGMA user_version").fetchall() == [(1_002_003,)]


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO signatories SELECT * FROM signatories",
        "UPDATE documents SET source_file = 'data/raw/windhoek.txt'",
        "UPDATE paragraphs SET number = 1",
        "UPDATE paragraphs SET section_id = 'x'",
        "UPDATE paragraphs SET text = NULL",
        "UPDATE segments SET kind = 'banana'",
        "UPDATE segments SET char_start = -1",
        "UPDATE instruments SET collective = 2",
        "UPDATE instruments SET first_mention_id = 'x'",
        "UPDATE sections SET parent_id = 'x'",
        "DELETE FROM documents",
    ],
)
def test_keys_and_constraints_hold(database: sqlite3.Connection, statement: str) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        database.execute(statement)


def test_a_table_that_breaks_its_keys_is_not_written() -> None:
    tables = sample_corpus().tables
    tables["instruments"][0]["first_mention_id"] = "windhoek-1999:I.1@99"
    with pytest.raises(sqlite3.IntegrityError):
        sqlite_bytes(tables, METADATA)


def test_the_header_is_fixed() -> None:
    raw = sqlite_bytes(sample_corpus().tables, METADATA)
    assert raw == sqlite_bytes(sample_corpus().tables, METADATA)
    assert raw[24:28] == raw[92:96] == b"\0\0\0\1"
    assert int.from_bytes(raw[96:100], "big") == 3_040_000
    assert int.from_bytes(raw[28:32], "big") * 4096 == len(raw)


@pytest.mark.parametrize(
    ("version", "number"), [("0.1.0", 1000), ("1.2.3-rc.1", 1_002_003), ("9999.0.0", 2**31 - 1), ("", 0)]
)
def test_a_version_is_a_number(version: str, number: int) -> None:
    assert user_version(version) == number
