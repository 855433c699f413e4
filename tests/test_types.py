"""Each type of column is written in one way, read back as it was, and the same in Arrow and SQLite."""

from __future__ import annotations

import re
import sqlite3
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sco_declarations.build.arrow import arrow_schema, arrow_table
from sco_declarations.build.metadata import default_metadata
from sco_declarations.build.renderings.csvfile import csv_bytes, read_csv
from sco_declarations.build.renderings.sqlite import table_sql
from sco_declarations.build.schemas import parse
from sco_declarations.build.types import TYPES, arrow_type, fits, from_sqlite, to_sqlite

BUILD = Path(__file__).resolve().parent.parent / "build"
NUMBERS = [0.0, 1.0, 0.9762, -0.5, 0.1 + 0.2, 1e-07, 1e22, 123456789.123, 5e-324, 1.7976931348623157e308]
VALUES: dict[str, list[Any]] = {
    "string": ["a", "1.0", "nan", "true", " é\r\n"],
    "integer": [0, -12, 2**62],
    "number": NUMBERS,
    "boolean": [True, False],
    "date": [date(2003, 5, 29), date(987, 6, 5)],
}
PAIRS = [(kind, value) for kind, values in VALUES.items() for value in values]


def table(kind: str) -> Any:
    fields = [
        {"name": name, "type": of, "title": name, "description": name} for name, of in (("k", "string"), ("n", kind))
    ]
    return parse({"name": "t", "title": "T", "description": "A table.", "fields": fields, "primaryKey": ["k"]})


def test_every_type_has_values_here() -> None:
    assert VALUES.keys() == TYPES.keys()


@pytest.mark.parametrize(("kind", "value"), PAIRS)
def test_a_value_is_the_same_in_every_format(kind: str, value: Any) -> None:
    assert fits(kind, value)
    assert TYPES[kind].parse(TYPES[kind].text(value)) == value
    rows = [{"k": "a", "n": value}, {"k": "b", "n": None}]
    raw = csv_bytes(table(kind), rows)
    assert read_csv(table(kind), raw, "t.csv") == rows
    assert arrow_table(table(kind), raw, default_metadata("x")).to_pylist() == rows
    with sqlite3.connect(":memory:") as connection:
        connection.execute(table_sql(table(kind)))
        connection.execute("INSERT INTO t VALUES (?, ?)", ["a", to_sqlite(value)])
        ((stored,),) = connection.execute("SELECT n FROM t").fetchall()
    assert from_sqlite(kind, stored) == value and type(from_sqlite(kind, stored)) is type(value)


def test_a_number_is_written_as_python_prints_it() -> None:
    assert [TYPES["number"].text(value) for value in NUMBERS[:5]] == ["0.0", "1.0", "0.9762", "-0.5", str(0.1 + 0.2)]
    assert str(arrow_schema(table("number"), default_metadata("x")).field("n").type) == "double"


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        *(("number", cell) for cell in ("1", "1.", ".5", "0.50", "1e5", "nan", "inf", "-inf", "0,5", " 0.5", "x")),
        *(("integer", cell) for cell in ("01", "+1", "1.0", "-0", "1_0", "\u0661")),
        *(("boolean", cell) for cell in ("True", "1", "yes")),
        *(("date", cell) for cell in ("20030529", "2003-5-29", "2003-02-30", "2003-05-29T00:00")),
    ],
)
def test_what_is_written_otherwise_is_refused(kind: str, cell: str) -> None:
    with pytest.raises(ValueError):
        TYPES[kind].parse(cell)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("number", 1), ("number", True), ("number", "1.0"), ("number", float("nan")), ("number", float("inf")),
        ("integer", 1.0), ("integer", True), ("boolean", 1), ("date", datetime(2003, 5, 29)), ("date", "2003-05-29"),
        ("string", 1), ("geojson", "x"),
    ],
)  # fmt: skip
def test_a_value_of_another_type_does_not_fit(kind: str, value: Any) -> None:
    assert not fits(kind, value)
    if kind in TYPES:
        with pytest.raises(TypeError):
            csv_bytes(table(kind), [{"k": "a", "n": value}])


def test_a_type_that_is_not_known_has_no_column() -> None:
    with pytest.raises(KeyError):
        arrow_type("geojson")


def test_types_are_listed_in_one_module_alone() -> None:
    """Beside the program that proves a package and shares nothing with the pipeline."""
    listing = re.compile(r'"boolean": ')
    there = {path.name for path in BUILD.rglob("*.py") if listing.search(path.read_text(encoding="utf-8"))}
    assert there == {"types.py", "verify.py"}
