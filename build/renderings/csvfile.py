"""Tables as CSV, and back: UTF-8 without a byte-order mark, LF, RFC 4180 quoting, a header, an empty cell
for null.

An empty text and a null are one and the same in every published format, since CSV cannot tell them apart.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterable
from operator import itemgetter
from types import NoneType

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

#: What is quoted: cells with one of these, which must be, and those with blanks at the edges, which some readers strip
#: where they stand bare.
_SIGNS = '",\r\n'
#: Rows are taken by columns, since most columns hold nothing that needs quoting and one look at all cells tells; in
#: blocks, which keep what is at hand small.
_BLOCK_ROWS = 1024


def csv_bytes(schema: Schema, rows: Iterable[Row]) -> bytes:
    """The rows as a CSV file. A value that is not of its column's type raises `TypeError`."""
    # The csv module of Python 3.11 leaves a lone CR unquoted, that of 3.13 does not: quoting is ours, so that
    # the bytes do not depend on the release.
    rows = rows if isinstance(rows, list) else list(rows)
    blocks = [",".join(map(_quoted, schema.names)).encode("utf-8")]
    for at in range(0, len(rows), _BLOCK_ROWS):
        block = rows[at : at + _BLOCK_ROWS]
        columns = [_column(schema, field.name, TYPES[field.type], block) for field in schema.fields]
        blocks.append("\n".join(map(",".join, zip(*columns, strict=True))).encode("utf-8"))
    return b"\n".join([*blocks, b""])


def _column(schema: Schema, name: str, kind: Type, rows: list[Row]) -> list[str]:
    """The cells of one column as they stand in the file."""
    values = list(map(itemgetter(name), rows))
    types = set(map(type, values))
    if not types <= {kind.python, NoneType} or (kind.python is float and not all(fits(kind.name, v) for v in values)):
        wrong = next(v for v in values if v is not None and (type(v) is not kind.python or not fits(kind.name, v)))
        raise TypeError(f"{schema.name}.{name} is a column of the type {kind.name}, which {wrong!r} is not")
    if NoneType in types:
        cells = ["" if value is None else kind.text(value) for value in values]
    else:
        cells = values if kind.python is str else list(map(kind.text, values))
    if kind.python is not str:
        return cells  # in which nothing needs quoting
    whole = "".join(cells)
    bare = not any(sign in whole for sign in _SIGNS) and list(map(str.strip, cells)) == cells
    return cells if bare else list(map(_quoted, cells))


def _quoted(cell: str) -> str:
    if '"' in cell:
        return '"' + cell.replace('"', '""') + '"'
    # no pattern: "in" is several times quicker, and most texts have a comma
    special = "," in cell or "\n" in cell or "\r" in cell or cell.strip() != cell
    return f'"{cell}"' if special else cell


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
