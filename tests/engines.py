"""Two ways to check one table against its schema, row by row and as Arrow data, and the faults they differ on."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from planting import Planted, cells_of, csv_of, declared_of, judge
from sample import sample_corpus
from sco_declarations.build.checks import tables as schema_checks
from sco_declarations.build.checks.bulk import check_table
from sco_declarations.build.checks.folder import read_table
from sco_declarations.build.checks.ground import records
from sco_declarations.build.checks.parts import read_parts
from sco_declarations.build.checks.rules import Findings
from sco_declarations.build.faults import Fault
from sco_declarations.build.renderings.csvfile import csv_bytes
from sco_declarations.build.schemas import Row, Schema, schema


def by_rows(declared: Schema, raw: bytes, tables: dict[str, list[Row]]) -> list[Fault]:
    found = Findings()
    rows = read_table(declared, raw, "", Findings())
    assert rows is not None
    sound = records(declared, rows)
    schema_checks.check_rows(declared, rows, sound, found)
    targets = {name: records(schema(name), there) for name, there in tables.items()}
    if tables:
        schema_checks.check_references([declared], {**targets, declared.name: sound}, found)
    return found.sorted()


def by_arrow(declared: Schema, raw: bytes, tables: dict[str, list[Row]], folder: Path) -> list[Fault]:
    folder.mkdir(exist_ok=True)
    for name in {key.resource for key in declared.foreign_keys} & tables.keys():
        (folder / f"{name}.csv").write_bytes(csv_bytes(schema(name), tables[name]))
    path = folder / f"{declared.name}.csv"
    path.write_bytes(raw)
    found = Findings()
    targets = {
        key.resource: partial(read_parts, folder / f"{key.resource}.csv") for key in declared.foreign_keys if tables
    }
    check_table(declared, lambda: read_parts(path), targets, found)
    return found.sorted()


def disagreements(table: str, folder: Path) -> list[Planted]:
    """The faults planted in a table of which the two ways say something else, or nothing where frictionless does."""
    declared, found = declared_of(table), []
    tables = sample_corpus().tables
    for one in judge(table):
        if one.planted.plant is not None:
            cells = cells_of(table)
            one.planted.plant(cells)
            raw = csv_of(declared, cells)
            faults = by_arrow(declared, raw, tables, folder)
            if faults != by_rows(declared, raw, tables) or (one.theirs and not faults):
                found.append(one.planted)
    return found
