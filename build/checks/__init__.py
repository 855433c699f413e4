"""Checks: tables, sources and packages against their schemas and the guarantees of the data model.

`check_tables` is what the build runs before anything is published, `check_package` what `sco validate` runs
over a published folder. Both collect every fault and raise none; each fault names its rule, and `RULES` says
what each rule holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from ..faults import Fault
from ..model import Source
from ..schemas import TABLES, VIEWS, Tables, schema, view
from . import (
    counting,
    descriptor,
    files,
    formats,
    identifiers,
    layers,
    measures,
    omissions,
    provenance,
    readings,
    segments,
    sources,
    structure,
    workbook,
)
from . import tables as schema_rules
from .cautions import cautions
from .folder import open_package
from .frictionless_ import beyond
from .frictionless_ import referee as ask_referee
from .ground import Ground, Record, csv_path, records
from .large import check as check_large
from .large import is_large
from .rules import RULES, Findings, Rule, rule_of

__all__ = ["RULES", "Rule", "cautions", "check_package", "check_tables", "rule_of"]

INVARIANTS = (sources, segments, readings, identifiers, structure, provenance, counting, layers, measures, omissions)


def check_tables(tables: Tables, texts: Sequence[Source]) -> list[Fault]:
    """Every fault of the tables against schemas, sources and data model, in order of file and row.

    Pure: reads no file but the schemas and the list of states. Rows are numbered as a spreadsheet shows the
    published CSV. Where a whole table is missing, what depends on several tables is left out, since every row
    would be at fault.
    """
    found = Findings()
    schemas = [schema(name) for name in TABLES]
    sound: dict[str, list[Record]] = {}
    for declared in schemas:
        found.extend(_of_schema(declared.name))
        rows = tables.get(declared.name, [])
        sound[declared.name] = records(declared, rows)
        schema_rules.check_rows(declared, rows, sound[declared.name], found)
    missing = [name for name in TABLES if name not in tables]
    for name in missing:
        found.add("table-missing", csv_path(name), "", f"The table {name} is not there.")
    if not missing:
        ground = Ground(sound, texts)
        schema_rules.check_references(schemas, ground.records, found)
        for invariant in INVARIANTS:
            invariant.check(ground, found)
    return found.sorted()


@cache
def _of_schema(name: str) -> tuple[Fault, ...]:
    """What is wrong with a schema of the project itself."""
    found = Findings()
    schema_rules.check_schema(schema(name), found, f"schemas/{name}.json")
    return tuple(found.sorted())


def check_package(root: Path, referee: bool = True, processes: int = 1) -> list[Fault]:
    """Every fault of the package in the folder `root`, in order of file and row; files are named below `root`.

    Reads only, and raises for nothing that is in the folder. Looks at the descriptor, the files, the formats
    against each other, and the tables against schemas and sources; then asks frictionless, unless `referee`
    is false, and reports what it says of files and rows in which nothing was found before. A large package is read in
    slices, by so many processes, and frictionless is not asked. More than one are begun anew, so that a script which
    asks for them needs `if __name__ == "__main__"`; where they are killed again and again, FaultsFound is raised.
    """
    found = Findings()
    if is_large(root):
        check_large(root, INVARIANTS, found, processes)
        return [_shown(fault, root) for fault in found.sorted()]
    package = open_package(root, found)
    if package is not None:
        descriptor.check(package, found)
        files.check(package, found)
        formats.check(package, found)
        workbook.check(package, found)
        texts = files.sources(package, found)
        tables = {name: rows for name, rows in package.tables.items() if name in TABLES}
        # Why a table could not be read has been said already.
        found.extend(fault for fault in check_tables(tables, texts) if rule_of(fault) != "table-missing")
        for name in VIEWS:
            if name in package.tables:
                rows = package.tables[name]
                schema_rules.check_rows(view(name), rows, records(view(name), rows), found)
        if referee:
            found.extend(beyond(ask_referee(root), found.sorted()))
    return [_shown(fault, root) for fault in found.sorted()]


def _shown(fault: Fault, root: Path) -> Fault:
    """The fault with its file as the user knows it: below the folder that was named."""
    inside = not fault.file.startswith("schemas/")
    return replace(fault, file=(root / fault.file).as_posix()) if inside else fault
