"""Faults made from the schemas: for each rule of each column and key, one cell that breaks it.

A fault is planted in the cells of a CSV file, as a reader of the package meets them. A column of text has no cell of
the wrong type in CSV, so that its type is broken in Parquet. What a schema declares and nothing here can break raises
KeyError: then the matrix has a gap.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from judging import file_report, kinds, table_report
from sample import sample_corpus, sample_files
from sco_declarations.build.checks import check_tables, rule_of
from sco_declarations.build.checks import descriptor as descriptor_checks
from sco_declarations.build.checks import formats as format_checks
from sco_declarations.build.checks import tables as schema_checks
from sco_declarations.build.checks.folder import Package, Resource, read_table
from sco_declarations.build.checks.ground import records
from sco_declarations.build.checks.rules import Findings
from sco_declarations.build.renderings.csvfile import csv_bytes
from sco_declarations.build.schemas import TABLES, VIEWS, Field, Schema, schema, view
from sco_declarations.build.types import TYPES

Cells = list[dict[str, str]]

#: What a schema may say of itself or of a field without making a rule of it.
WORDS = {"$schema", "name", "title", "description", "example", "sco:origin", "fields", "constraints"}


@dataclass(frozen=True)
class Planted:
    """A fault: where, the rule of the schema that it breaks, in words what it is, and the rule that must report it.

    `plant` changes the rows of the CSV file; where it is None, the fault is planted in `form`, "Parquet" or
    "descriptor".
    """

    table: str
    place: str
    rule: str
    what: str
    expected: str
    plant: Callable[[Cells], None] | None
    form: str = "CSV"


def declared_of(table: str) -> Schema:
    return view(table) if table in VIEWS else schema(table)


def faults_of(table: str) -> Iterator[Planted]:
    """A fault for each rule that the schema of the table declares, in the order of its columns."""
    declared = declared_of(table)
    for field in declared.fields:
        rules = {**field.spec, **field.constraints}
        for rule in sorted(rules.keys() - WORDS, key=list(rules).index):
            if rules[rule] is not False:
                what, expected, plant, form = FIELD_RULES[rule](declared, field)
                yield Planted(table, field.name, rule, what, expected, plant, form)
    for rule in declared.spec.keys() - WORDS - {"missingValues"}:
        assert rule in KEY_RULES, f"{table}: {rule}"
    for rule, make in KEY_RULES.items():
        for place, what, expected, plant in make(declared) if rule in declared.spec else ():
            yield Planted(table, place, rule, what, expected, plant)
    assert declared.spec["missingValues"] == [""]
    what = "`missingValues` has `NA` too in the descriptor"
    yield Planted(table, "", "missingValues", what, "inline-schema", None, "descriptor")


# -- rules of a column -----------------------------------------------------------------------------------------------

Made = tuple[str, str, "Callable[[Cells], None] | None", str]


def put(column: str, cell: str, at: int = 0) -> Callable[[Cells], None]:
    return lambda cells: cells[at].update({column: cell})


def _shown(cell: str) -> str:
    return f"`{cell}`" if cell else "an empty cell"


def _in_first_row(field: Field, cell: str, expected: str) -> Made:
    return _shown(cell), expected, put(field.name, cell), "CSV"


def _type(declared: Schema, field: Field) -> Made:
    if field.type == "string":
        return "the column is binary in Parquet", "parquet-columns", None, "Parquet"
    wrong = {"integer": "1.5", "number": "much", "boolean": "yes", "date": "2003-02-30"}
    return _in_first_row(field, wrong[field.type], "type")


def _required(declared: Schema, field: Field) -> Made:
    return _in_first_row(field, "", "required")


def _unique(declared: Schema, field: Field) -> Made:
    expected = "primary-key" if (field.name,) == declared.primary_key else "unique"
    if expected == "unique" and (field.name,) in declared.unique_keys:
        expected = "unique-key"
    return "the value of another row", expected, _repeat(declared, (field.name,)), "CSV"


def _enum(declared: Schema, field: Field) -> Made:
    assert "none-of-these" not in field.constraints["enum"]
    return _in_first_row(field, "none-of-these", "enum")


def _pattern(declared: Schema, field: Field) -> Made:
    """A value of the column that goes on after what the pattern allows, so that a match in part will not do."""
    values = [row[field.name] for row in _sound(declared.name) if row[field.name]]
    value = values[0] if values else str(field.spec["example"])
    pattern = re.compile(field.constraints["pattern"])
    broken = next(cell for cell in (f"{value}!", f"{value} ", "!") if not pattern.fullmatch(cell))
    assert pattern.fullmatch(value), (declared.name, field.name, value)
    return _in_first_row(field, broken, "pattern")


def _beyond(by: int) -> Callable[[Schema, Field], Made]:
    def made(declared: Schema, field: Field) -> Made:
        limit = field.constraints["minimum" if by < 0 else "maximum"]
        if field.type == "date":
            return _in_first_row(field, (date.fromisoformat(limit) + timedelta(days=by)).isoformat(), "bounds")
        return _in_first_row(field, TYPES[field.type].text(TYPES[field.type].python(limit + by)), "bounds")

    return made


def _categories(declared: Schema, field: Field) -> Made:
    return "the last category is missing in the descriptor", "categories", None, "descriptor"


#: How each rule of a column is broken. There is none for minLength, maxLength and the like: no schema has them, and
#: the check named `declared` reports one that would.
FIELD_RULES: Mapping[str, Callable[[Schema, Field], Made]] = {
    "type": _type, "required": _required, "unique": _unique, "enum": _enum, "pattern": _pattern,
    "minimum": _beyond(-1), "maximum": _beyond(+1), "categories": _categories,
}  # fmt: skip


# -- keys ------------------------------------------------------------------------------------------------------------

Key = tuple[str, str, str, Callable[[Cells], None]]


def _repeat(declared: Schema, columns: tuple[str, ...]) -> Callable[[Cells], None]:
    """A last row with the first one's cells in these columns; it is a row of its own, with a primary key of its own
    unless that is what repeats."""

    def plant(cells: Cells) -> None:
        row = dict(cells[-1] if len(cells) > 1 else cells[0])
        if len(cells) == 1 or not set(columns) & set(declared.primary_key):
            for column in declared.primary_key:
                row[column] += "9" if row[column][-1].isdigit() else "x"
        row.update({column: cells[0][column] for column in columns})
        cells.append(row)

    return plant


def _primary(declared: Schema) -> Iterator[Key]:
    columns = declared.primary_key
    yield " and ".join(columns), "the key of another row", "primary-key", _repeat(declared, columns)
    for column in columns:
        yield column, "no key", "primary-key", put(column, "")


def _uniques(declared: Schema) -> Iterator[Key]:
    for columns in declared.unique_keys:
        yield " and ".join(columns), "the values of another row", "unique-key", _repeat(declared, columns)


def _foreign(declared: Schema) -> Iterator[Key]:
    """A value that the pattern allows and that no row of the other table has."""
    expected = "view-cells" if declared.name in VIEWS else "foreign-key"
    for key in declared.foreign_keys:
        (column,), (target,) = key.fields, key.targets
        value = str(_sound(key.resource)[0][target]).replace("windhoek-1999", "lisbon-2003") + "9"
        pattern = declared.field(column).constraints["pattern"]
        assert re.fullmatch(pattern, value) and value not in {row[target] for row in _sound(key.resource)}
        yield f"{column} to {key.resource}.{target}", f"`{value}`", expected, put(column, value)


KEY_RULES: Mapping[str, Callable[[Schema], Iterator[Key]]] = {
    "primaryKey": _primary, "uniqueKeys": _uniques, "foreignKeys": _foreign,
}  # fmt: skip


# -- planting and judging --------------------------------------------------------------------------------------------


@cache
def _sound(table: str) -> list[dict[str, Any]]:
    path = f"data/{'views' if table in VIEWS else 'csv'}/{table}.csv"
    rows = read_table(declared_of(table), sample_files()[path], path, Findings())
    assert rows
    return rows


def cells_of(table: str) -> Cells:
    declared = declared_of(table)
    texts = {field.name: TYPES[field.type].text for field in declared.fields}
    return [
        {name: "" if row[name] is None else texts[name](row[name]) for name in declared.names} for row in _sound(table)
    ]


def csv_of(declared: Schema, cells: Cells) -> bytes:
    """Written as columns of text, so that a cell may be of any kind."""
    plain = Schema(declared.name, tuple(Field(name, "string", {}) for name in declared.names), (), (), (), {})
    return csv_bytes(plain, cells)


@dataclass(frozen=True)
class Judged:
    """A fault with the rules of ours that report it, and the kinds of errors that frictionless finds."""

    planted: Planted
    ours: list[str]
    theirs: list[str]


@cache
def judge(table: str) -> tuple[Judged, ...]:
    """Every fault of a table, judged."""
    in_cells = _errors_of_cells(table)
    return tuple(judge_one(planted, in_cells.get((planted.place, planted.rule))) for planted in faults_of(table))


def judge_one(planted: Planted, theirs: list[str] | None = None) -> Judged:
    """One fault, judged; `theirs` is given where it is known already."""
    if planted.form == "descriptor":
        return Judged(planted, *_judge_descriptor(planted))
    if planted.form == "Parquet":
        return Judged(planted, *_judge_parquet(planted))
    return Judged(planted, _judge_csv(planted), theirs or _errors_of_file(planted))


def _judge_csv(planted: Planted) -> list[str]:
    assert planted.plant
    declared, cells = declared_of(planted.table), cells_of(planted.table)
    planted.plant(cells)
    found, corpus = Findings(), sample_corpus()
    rows = read_table(declared, csv_of(declared, cells), f"{planted.table}.csv", found)
    assert rows is not None
    if planted.table in TABLES:
        found.extend(check_tables({**corpus.tables, planted.table: rows}, corpus.sources))
    else:
        schema_checks.check_rows(declared, rows, records(declared, rows), found)
        format_checks.check(Package(Path(), {}, [], {**corpus.tables, planted.table: rows}), found)
    return _rules(found)


def _errors_of_file(planted: Planted) -> list[str]:
    assert planted.plant
    declared, cells = declared_of(planted.table), cells_of(planted.table)
    planted.plant(cells)
    foreign = next((k for k in declared.foreign_keys if planted.place.startswith(f"{k.fields[0]} to ")), None)
    return kinds(table_report(declared, csv_of(declared, cells), foreign))


def _errors_of_cells(table: str) -> dict[tuple[str, str], list[str]]:
    """What frictionless says of single cells, by column and rule: one file with a row for each fault, for speed."""
    declared = declared_of(table)
    single = [p for p in faults_of(table) if p.plant and p.rule in FIELD_RULES and p.rule != "unique"]
    rows = []
    for planted in single:
        assert planted.plant
        cells = cells_of(table)
        planted.plant(cells)
        rows.append(cells[0])
    errors: dict[tuple[str, str], list[str]] = {}
    for task in table_report(declared, csv_of(declared, rows)).tasks:
        for error in task.errors:
            planted = single[error.row_number - 2]
            if getattr(error, "field_name", None) == planted.place:
                errors.setdefault((planted.place, planted.rule), []).append(error.type)
    return errors


def _rules(found: Findings) -> list[str]:
    return sorted({str(rule_of(fault)) for fault in found.sorted()})


def _judge_parquet(planted: Planted) -> tuple[list[str], list[str]]:
    path = f"data/{'views' if planted.table in VIEWS else 'parquet'}/{planted.table}.parquet"
    table = pq.read_table(io.BytesIO(sample_files()[path]))
    at = table.column_names.index(planted.place)
    table = table.set_column(at, pa.field(planted.place, pa.binary()), table.column(at).cast(pa.binary()))
    sink = io.BytesIO()
    pq.write_table(table, sink)
    found = Findings()
    package = Package(Path(), {}, [Resource(1, {"path": path}, path, sink.getvalue())])
    format_checks.check(package, found)
    resources = json.loads(sample_files()["datapackage.json"])["resources"]
    spec = next(resource for resource in resources if resource["path"] == path)
    return [rule for rule in _rules(found) if rule != "view-cells"], kinds(file_report(spec, sink.getvalue()))


def _judge_descriptor(planted: Planted) -> tuple[list[str], list[str]]:
    spec = deepcopy(dict(declared_of(planted.table).spec))
    if planted.rule == "missingValues":
        spec["missingValues"] = ["", "NA"]
    else:
        next(f for f in spec["fields"] if f["name"] == planted.place)["categories"].pop()
    path = f"data/{'views' if planted.table in VIEWS else 'csv'}/{planted.table}.csv"
    found = Findings()
    resource = Resource(1, {"name": planted.table, "path": path, "schema": spec}, path)
    descriptor_checks.check(Package(Path(), {"resources": [resource.spec]}, [resource]), found)
    mine = {planted.expected, "inline-schema"}
    raw = sample_files()[path]
    theirs = kinds(table_report(declared_of(planted.table), raw, None, spec))
    return [rule for rule in _rules(found) if rule in mine], theirs
