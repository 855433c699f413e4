"""The referee: what frictionless says of a package, as faults.

It reads the CSV files once more by itself. What it gets wrong or leaves out in version 5.21 (Parquet,
categories, uniqueKeys, misspelt properties, versions, roles, line ends, byte-order marks) is checked by the
other modules.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from ..faults import Fault
from ..places import DESCRIPTOR
from .rules import Findings, quote


def referee(root: Path) -> list[Fault]:
    """The verdict of `frictionless validate datapackage.json`, one fault for each of its errors."""
    from frictionless import FrictionlessException, validate

    found = Findings()
    try:
        report = validate(DESCRIPTOR, basepath=str(root), limit_errors=1_000_000)
    except FrictionlessException as error:
        found.add("frictionless", DESCRIPTOR, "", f"{error.error.title}: {error.error.note}.")
        return found.sorted()
    except Exception as error:  # it stumbles over descriptors of shapes that it did not foresee
        said = f"frictionless cannot read the descriptor: {type(error).__name__}: {error}."
        found.add("frictionless", DESCRIPTOR, "", said)
        return found.sorted()
    for problem in report.errors:
        _note(problem, DESCRIPTOR, found)
    for task in report.tasks:
        for problem in task.errors:
            _note(problem, task.place or DESCRIPTOR, found)
    return found.sorted()


def _note(error: Any, file: str, found: Findings) -> None:
    """Row errors have a number and cells, label errors a field, others neither."""
    row, column, cell = (getattr(error, name, None) for name in ("row_number", "field_name", "cell"))
    place = ", ".join(part for part in (f"row {row}" if row else "", f"column {column}" if column else "") if part)
    quoted = f" The cell is {quote(cell)}." if isinstance(cell, str) and cell else ""
    found.add("frictionless", file, place, f"{error.title}: {str(error.note).rstrip('.')}.{quoted}")


def beyond(verdict: Iterable[Fault], ours: Iterable[Fault]) -> list[Fault]:
    """The referee's faults in files and rows of which we have said nothing, so that each is reported once."""
    said = {(fault.file, _row(fault)) for fault in ours}
    return [fault for fault in verdict if (fault.file, _row(fault)) not in said]


def _row(fault: Fault) -> str:
    """The row of a fault, "row 1" for the header, or "" where it concerns the whole file."""
    match = re.match(r"row \d+", fault.place)
    return match[0] if match else "row 1" if fault.place.startswith("column") else ""
