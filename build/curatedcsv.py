"""CSV files that people edit: read strictly, every fault with its line.

They are UTF-8, with or without a byte-order mark; lines may end as on any system. Empty lines are skipped.
"""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Sequence
from difflib import get_close_matches

from .faults import Fault, FaultsFound, quote
from .yamlfile import HIDDEN

_REMEDY = "Close every quotation mark, double those inside a cell, and save the file as CSV in UTF-8."


def read_rows(text: str, file: str, columns: Sequence[str]) -> list[tuple[dict[str, str], str]]:
    """The rows of a CSV file by column, each with its place (`line 7`); the first column is never empty.

    Raises FaultsFound: code `csv-columns` where the header is not `columns`, else code `csv` for text that is not
    well-formed, a row with a wrong number of cells and a character that cannot be seen, `key-missing` for an empty
    first cell.
    """
    records = _records(text, file)
    header = records[0][0] if records else []
    if header != list(columns):
        raise FaultsFound([_wrong_header(header, columns, file)])
    rows, faults = [], []
    for cells, place in records[1:]:
        if len(cells) != len(columns):
            problem = f"The row has {len(cells)} cells, the header {len(columns)}; it begins {quote(cells[0])}."
            remedy = "Put a comma for each empty cell, and quotation marks around a cell with a comma in it."
            faults.append(Fault(file, place, "csv", problem, remedy, ",".join(cells)[:200]))
        elif hidden := HIDDEN.search("".join(cells)):
            problem = f"The row holds U+{ord(hidden[0]):04X}, which cannot be seen; it begins {quote(cells[0])}."
            faults.append(Fault(file, place, "csv", problem, "Remove it.", ",".join(cells)[:200]))
        elif not cells[0].strip():
            remedy = "Give it a value, or remove the row."
            faults.append(Fault(file, place, "key-missing", f"The row has no {columns[0]}.", remedy))
        else:
            rows.append((dict(zip(columns, cells, strict=True)), place))
    if faults:
        raise FaultsFound(faults)
    return rows


def _records(text: str, file: str) -> list[tuple[list[str], str]]:
    """The cells of each row that has any, with the place where it begins."""
    if "\0" in text:
        place = f"line {text.count(chr(10), 0, text.index(chr(0))) + 1}"
        raise FaultsFound([Fault(file, place, "csv", "A NUL character stands here.", "Remove it.")])
    records = []
    begin = 1
    limit = csv.field_size_limit(sys.maxsize)  # the default refuses a cell of more than 131,072 characters
    try:
        reader = csv.reader(io.StringIO(text, newline=""), strict=True)
        for cells in reader:
            if cells:
                records.append((cells, f"line {begin}"))
            begin = reader.line_num + 1
    except csv.Error as error:
        start = text.splitlines()[begin - 1 : begin]
        problem = f"From the row that begins here on, the file is not well-formed CSV: {error}."
        raise FaultsFound([Fault(file, f"line {begin}", "csv", problem, _REMEDY, "".join(start)[:200])]) from None
    finally:
        csv.field_size_limit(limit)
    return records


def _wrong_header(header: Sequence[str], columns: Sequence[str], file: str) -> Fault:
    missing = [name for name in columns if name not in header]
    unknown = [name for name in header if name not in columns]
    near = {name: get_close_matches(name, missing, n=1) for name in unknown}
    meant = [f"{quote(name)} for {quote(found[0])}" for name, found in near.items() if found]
    said = f"The columns are {quote(', '.join(header))}; they must be {', '.join(columns)}."
    remedy = f"Did you write {', '.join(meant)}?" if meant else "Correct the first line."
    return Fault(file, "line 1", "csv-columns", said, remedy, ",".join(header)[:200])
