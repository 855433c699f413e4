"""The types of columns: what each of them is in Python, CSV, Arrow and SQLite. Nothing else lists them.

A value is written in one way only, so that reading a cell and writing it again gives the same characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from math import isfinite
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True)
class Type:
    """A type of Table Schema.

    `python` is the exact type of a value, `noun` what a message calls one, `parse` reads a cell that is not empty
    and raises ValueError where it is not written as `text` writes it, `sqlite` is the type of a column there.
    """

    name: str
    python: type
    noun: str
    parse: Callable[[str], Any]
    text: Callable[[Any], str]
    sqlite: str


_INTEGER = re.compile(r"0|-?[1-9][0-9]*")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_BOOLEANS = {"true": True, "false": False}


def _integer(cell: str) -> int:
    if not _INTEGER.fullmatch(cell):
        raise ValueError(cell)
    return int(cell)


def _number(cell: str) -> float:
    value = float(cell)
    if not isfinite(value) or repr(value) != cell:
        raise ValueError(cell)
    return value


def _boolean(cell: str) -> bool:
    if cell not in _BOOLEANS:
        raise ValueError(cell)
    return _BOOLEANS[cell]


def _date(cell: str) -> date:
    if not _DATE.fullmatch(cell):
        raise ValueError(cell)
    return date.fromisoformat(cell)


#: The types by their names in Table Schema (https://datapackage.org/standard/table-schema/#field-types).
TYPES: dict[str, Type] = {
    one.name: one
    for one in (
        Type("string", str, "text", str, str, "TEXT"),
        Type("integer", int, "a whole number", _integer, str, "INTEGER"),
        # As Python prints it: the shortest digits that give the same float64 back.
        Type("number", float, "a number with a point", _number, repr, "REAL"),
        Type("boolean", bool, "true or false", _boolean, lambda value: "true" if value else "false", "INTEGER"),
        Type("date", date, "a date (YYYY-MM-DD)", _date, date.isoformat, "TEXT"),
    )
}


def fits(kind: str, value: object) -> bool:
    """Whether a value is of a type; None fits every type, a number that is infinite or none at all fits none."""
    if value is None:
        return True
    if isinstance(value, bool):  # a kind of int in Python
        return kind == "boolean"
    if isinstance(value, datetime):  # a kind of date in Python
        return False
    if isinstance(value, float) and not isfinite(value):
        return False
    return kind in TYPES and isinstance(value, TYPES[kind].python)


def arrow_type(kind: str) -> pa.DataType:
    """The type of a column in Arrow and Parquet."""
    import pyarrow as pa

    types: dict[str, pa.DataType] = {
        "string": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "date": pa.date32(),
    }
    return types[kind]


def to_sqlite(value: Any) -> str | int | float | None:
    """A value as SQLite stores it: true and false as 1 and 0, a date as ISO 8601 text, an empty text as null."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, date):
        return value.isoformat()
    cell: str | int | float | None = value
    return None if cell == "" else cell


def from_sqlite(kind: str, value: Any) -> Any:
    """The value that SQLite stores as `value`; itself where it is none of the type."""
    if kind == "boolean" and type(value) is int and value in (0, 1):
        return bool(value)
    if kind == "date" and isinstance(value, str):
        try:
            return _date(value)
        except ValueError:
            return value
    return value
