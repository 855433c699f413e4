"""What a reader of a sound package should know: cells of CSV files that a spreadsheet would run as formulas."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ..schemas import TABLES, schema
from ..spreadsheet import FORMULA_STARTS
from .ground import csv_path
from .parts import read_parts
from .rules import count, quote

#: As `spreadsheet.runs` has it.
_STARTS = rf"\A\n*[{''.join(map(re.escape, FORMULA_STARTS))}]"


def cautions(root: Path) -> list[str]:
    """A sentence for each CSV file with such cells, which are no fault: they are published as the text has them."""
    said = []
    for name in TABLES:
        cells = 0
        first: tuple[int, str, str] | None = None
        for n, column, value in _cells(name, root / csv_path(name)):
            cells += 1
            first = first or (n, column, value)
        if first:
            n, column, value = first
            said.append(
                f"{csv_path(name)}: {count(cells, 'cell')} like a formula, first in row {n}, column {column}: "
                f"{quote(value)}. In a spreadsheet, open the workbook instead."
            )
    return said


def _cells(table: str, path: Path) -> Iterator[tuple[int, str, str]]:
    """Row, column and value of each cell of a CSV file that a spreadsheet would run, batch by batch."""
    import pyarrow as pa
    import pyarrow.compute as pc

    n = 2
    try:
        for batch in read_parts(path):
            found = []
            for name in (field.name for field in schema(table).fields if field.type == "string"):
                values = batch.column(name)
                rows = pc.indices_nonzero(pc.match_substring_regex(values, _STARTS)).to_pylist()
                found += [(n + row, name, values[row].as_py()) for row in rows]
            yield from sorted(found, key=lambda cell: (cell[0], batch.schema.names.index(cell[1])))
            n += batch.num_rows
    except (pa.ArrowException, OSError, KeyError):
        return  # it is no such file, which is a fault, and so has been told
