"""What a reader of a sound package should know: cells of CSV files that a spreadsheet would run as formulas."""

from __future__ import annotations

from pathlib import Path

from ..schemas import TABLES
from ..spreadsheet import runs
from .folder import open_package
from .ground import csv_path
from .rules import Findings, count, quote


def cautions(root: Path) -> list[str]:
    """A sentence for each CSV file with such cells, which are no fault: they are published as the text has them."""
    package = open_package(root, Findings())
    said = []
    for name in TABLES if package else ():
        rows = package.tables.get(name, []) if package else []
        cells = [
            (n, column, value)
            for n, row in enumerate(rows, 2)
            for column, value in row.items()
            if isinstance(value, str) and runs(value)
        ]
        if cells:
            n, column, value = cells[0]
            said.append(
                f"{csv_path(name)}: {count(len(cells), 'cell')} like a formula, first in row {n}, column {column}: "
                f"{quote(value)}. In a spreadsheet, open the workbook instead."
            )
    return said
