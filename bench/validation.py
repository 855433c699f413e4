"""How fast a table of a million rows is checked against its schema, beside other validators.

    python bench/validation.py [--rows N] [--table NAME ...] [--engine NAME ...] [--folder DIR]

The tables are made of the declarations' rows (`manyrows.py`). Each engine runs in a process of its own and reads the
file itself; its imports are not counted. `ours` takes types, required, unique, patterns, enums, bounds, clean texts,
primary and unique keys; frictionless, pandera and dataframely what they have of these: none has clean texts, or unique
keys of several columns. "with references" is foreign keys too, of which pandera and dataframely have none. The peak of
memory is read from /proc, so that this runs on Linux alone. An engine that is not installed is left out;
`pip install -e '.[bench]'` gets them all.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from manyrows import as_parquet, make_table
from sco_declarations.build.schemas import Schema, schema

ROOT = Path(__file__).resolve().parent.parent
TABLES = ("paragraphs", "segments", "entity_mentions")


def ours(declared: Schema, folder: Path, form: str, references: bool) -> int:
    from sco_declarations.build.checks.bulk import check_table
    from sco_declarations.build.checks.parts import read_parts
    from sco_declarations.build.checks.rules import Findings

    found, targets = Findings(), {}
    for key in declared.foreign_keys if references else ():
        targets[key.resource] = partial(read_parts, folder / f"{key.resource}.{form}", list(key.targets))
    check_table(declared, partial(read_parts, folder / f"{declared.name}.{form}"), targets, found)
    return len(found)


def frictionless(declared: Schema, folder: Path, form: str, references: bool) -> int:
    from frictionless import Package, Resource
    from frictionless import Schema as Described

    def described(name: str) -> Resource:
        spec = json.loads(json.dumps(schema(name).spec))
        if name != declared.name or not references:
            spec.pop("foreignKeys", None)
        path = f"{name}.{form}"
        return Resource(name=name, path=path, basepath=str(folder), schema=Described.from_descriptor(spec))

    names = {declared.name, *(key.resource for key in declared.foreign_keys if references)}
    package = Package(resources=[described(name) for name in names], basepath=str(folder))
    report = package.get_resource(declared.name).validate(limit_errors=1_000_000)
    return sum(len(task.errors) for task in report.tasks) + len(report.errors)


def pandera(declared: Schema, folder: Path, form: str, references: bool) -> int:
    import pandas as pd
    import pandera.pandas as pa

    types = {"string": "string", "integer": "Int64", "number": "Float64", "boolean": "boolean"}
    columns: dict[str, Any] = {}
    for field in declared.fields:
        rules = field.constraints
        tests = [pa.Check.str_matches(rf"\A(?:{rules['pattern']})\Z")] if "pattern" in rules else []
        tests += [pa.Check.isin(rules["enum"])] if "enum" in rules else []
        tests += [pa.Check.ge(rules["minimum"])] if "minimum" in rules else []
        tests += [pa.Check.le(rules["maximum"])] if "maximum" in rules else []
        columns[field.name] = pa.Column(
            types[field.type], tests, nullable=not field.required, unique=bool(rules.get("unique"))
        )
    frame = pd.read_csv(
        folder / f"{declared.name}.{form}", dtype={f.name: types[f.type] for f in declared.fields},
        keep_default_na=False, na_values=[""],
    )  # fmt: skip
    try:
        pa.DataFrameSchema(columns, strict=True, ordered=True).validate(frame, lazy=True)
    except pa.errors.SchemaErrors as error:
        return len(error.failure_cases)
    return 0


def dataframely(declared: Schema, folder: Path, form: str, references: bool) -> int:
    import dataframely as dy
    import polars as pl

    made: dict[str, Any] = {}
    for field in declared.fields:
        rules, is_key = field.constraints, (field.name,) == declared.primary_key
        common: dict[str, Any] = {"nullable": not field.required and not is_key, "primary_key": is_key}
        if field.type == "integer":
            made[field.name] = dy.Int64(min=rules.get("minimum"), max=rules.get("maximum"), **common)
        elif "enum" in rules:
            made[field.name] = dy.String(check=lambda cell, enum=rules["enum"]: cell.is_in(enum), **common)
        else:
            pattern = rf"^(?:{rules['pattern']})$" if "pattern" in rules else None
            made[field.name] = dy.String(regex=pattern, **common)
    types = {field.name: pl.Int64 if field.type == "integer" else pl.String for field in declared.fields}
    frame = pl.read_csv(folder / f"{declared.name}.{form}", schema=types)
    _, failure = type(declared.name, (dy.Schema,), made).filter(frame)
    return len(failure)


ENGINES: dict[str, tuple[Callable[[Schema, Path, str, bool], int], str, str, bool]] = {
    "frictionless": (frictionless, "frictionless", "csv", False),
    "frictionless, with references": (frictionless, "frictionless", "csv", True),
    "ours": (ours, "pyarrow", "csv", False),
    "ours, with references": (ours, "pyarrow", "csv", True),
    "ours, Parquet": (ours, "pyarrow", "parquet", False),
    "ours, Parquet, with references": (ours, "pyarrow", "parquet", True),
    "pandera": (pandera, "pandera", "csv", False),
    "dataframely": (dataframely, "dataframely", "csv", False),
}
#: What an engine needs is imported before its time is taken.
IMPORTS = {
    "frictionless": ("frictionless",), "pyarrow": ("pandas", "pyarrow.csv", "pyarrow.parquet", "pyarrow.compute"),
    "pandera": ("pandera.pandas",), "dataframely": ("dataframely",),
}  # fmt: skip


def run(engine: str, table: str, folder: Path) -> None:
    """Check one table in this process, and print seconds, seconds of the processor, megabytes and faults as JSON."""
    check, library, form, references = ENGINES[engine]
    for name in IMPORTS[library]:
        importlib.import_module(name)
    began, busy = time.perf_counter(), time.process_time()
    faults = check(schema(table), folder, form, references)
    taken = time.perf_counter() - began
    status = Path("/proc/self/status").read_text(encoding="ascii")  # getrusage gives the peak of the parent too
    peak = next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))
    print(json.dumps([taken, time.process_time() - busy, peak, faults]))


def make(table: str, rows: int, folder: Path) -> None:
    """The table with so many rows, and those that it refers to, as CSV and Parquet."""
    with (ROOT / f"data/parquet/{table}.parquet").open("rb") as file:
        import pyarrow.parquet as pq

        repetitions = -(-rows // pq.read_metadata(file).num_rows)
    for name in {table, *(key.resource for key in schema(table).foreign_keys)}:
        as_parquet(make_table(ROOT, name, repetitions, folder))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--table", action="append", choices=TABLES)
    parser.add_argument("--engine", action="append", choices=list(ENGINES))
    parser.add_argument("--folder", type=Path, help="where the tables are made, and found again")
    parser.add_argument("--run", nargs=2, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.run:
        run(*arguments.run, arguments.folder)
        return
    print("| table | engine | s | processor s | rows/s | x frictionless | MB | faults |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for table in arguments.table or TABLES:
        with tempfile.TemporaryDirectory() as made:
            folder = (arguments.folder or Path(made)) / table
            if not (folder / f"{table}.parquet").exists():
                folder.mkdir(parents=True, exist_ok=True)
                make(table, arguments.rows, folder)
            measure(table, arguments.engine or list(ENGINES), folder)


def measure(table: str, engines: list[str], folder: Path) -> None:
    import pyarrow.parquet as pq

    rows = pq.read_metadata(folder / f"{table}.parquet").num_rows
    slowest: dict[bool, float] = {}
    for engine in engines:
        _, library, _, references = ENGINES[engine]
        if importlib.util.find_spec(library) is None:
            continue
        command = [sys.executable, __file__, "--folder", str(folder), "--run", engine, table]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        taken, busy, peak, faults = json.loads(done.stdout.splitlines()[-1])
        if library == "frictionless":
            slowest[references] = taken
        times = f"{slowest[references] / taken:.0f}" if references in slowest else ""
        cells = (f"{taken:.2f}", f"{busy:.2f}", f"{rows / taken:,.0f}", times, f"{peak:.0f}", str(faults))
        print(f"| {' | '.join((table, engine, *cells))} |", flush=True)


if __name__ == "__main__":
    main()
