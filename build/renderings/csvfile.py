"""Tables as CSV, and back: UTF-8 without a byte-order mark, LF, RFC 4180 quoting, a header, an empty cell
for null.

An empty text and a null are one and the same in every published format, since CSV cannot tell them apart.
"""

from __future__ import annotations

import csv
import io
import re
import sys
from collections.abc import Iterable
from typing import Any

from ..faults import Fault, FaultsFound
from ..schemas import Row, Schema
from ..types import TYPES, Type, fits

#: The dialect as Table Dialect says it (https://datapackage.org/standard/table-dialect/); its own default for
#: the end of lines is CR LF, so all of it is stated.
DIALECT = {
    "$schema": "https://datapackage.org/profiles/2.0/tabledialect.json",
    "header": True,
    "delimiter": ",",
    "lineTerminator": "\n",
    "quoteChar": '"',
    "doubleQuote": True,
}

#: What is quoted: what must be, and blanks at the edges, which some readers strip where they stand bare.
_SPECIAL = re.compile(r'[",\r\n]|^\s|\s$')


def csv_bytes(schema: Schema, rows: Iterable[Row]) -> bytes:
    """The rows as a CSV file. A value that is not of its column's type raises `TypeError`."""
    # The csv module of Python 3.11 leaves a lone CR unquoted, that of 3.13 does not: quoting is ours, so that
    # the bytes do not depend on the release.
    lines = [",".join(map(_quoted, schema.names))]
    types = [(field.name, TYPES[field.type]) for field in schema.fields]
    for row in rows:
        lines.append(",".join([_quoted(_text(schema, name, kind, row[name])) for name, kind in types]))
    return "".join(f"{line}\n" for line in lines).encode("utf-8")


def _text(schema: Schema, name: str, kind: Type, value: Any) -> str:
    if value is None:
        return ""
    if type(value) is not kind.python or not fits(kind.name, value):
        raise TypeError(f"{schema.name}.{name} is a column of the type {kind.name}, which {value!r} is not")
    return kind.text(value)


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if _SPECIAL.search(cell) else cell


def read_csv(schema: Schema, raw: bytes, file: str) -> list[Row]:
    """The rows of a CSV file, each value of its column's type, an empty cell None.

    Raises `FaultsFound` with a fault of code `table` for every cell that is not of its column's type, and for
    a header that is not the schema's. Required cells, keys and other constraints are not looked at.
    """
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        problem = "The file is not UTF-8."
        raise FaultsFound([Fault(file, f"byte {error.start}", "table", problem)]) from None
    limit = csv.field_size_limit(sys.maxsize)  # the default refuses a paragraph of more than 131,072 characters
    try:
        records = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise FaultsFound([Fault(file, "", "table", f"The file is not CSV: {error}.")]) from None
    finally:
        csv.field_size_limit(limit)
    header = records[0] if records else []
    if header != schema.names:
        problem = f"The header is {','.join(header)!r}; the schema says {','.join(schema.names)!r}."
        raise FaultsFound([Fault(file, "row 1", "table", problem)])
    faults: list[Fault] = []
    rows: list[Row] = []
    for number, record in enumerate(records[1:], 2):
        if len(record) != len(header):
            problem = f"The row has {len(record)} cells; the header has {len(header)}."
            faults.append(Fault(file, f"row {number}", "table", problem))
            continue
        row: Row = {}
        for field, cell in zip(schema.fields, record, strict=True):
            try:
                row[field.name] = None if cell == "" else TYPES[field.type].parse(cell)
            except ValueError:
                place = f"row {number}, column {field.name}"
                faults.append(Fault(file, place, "table", f"{cell!r} is not of type {field.type}."))
        rows.append(row)
    if faults:
        raise FaultsFound(faults)
    return rows
