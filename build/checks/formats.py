"""The same cells in every format: CSV against Parquet, CSV against SQLite, views against their tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Any

from ..places import PARQUET, VIEWS
from ..schemas import TABLES, Row, Schema, schema, view
from ..schemas import VIEWS as VIEW_NAMES
from ..types import TYPES, arrow_type, from_sqlite
from ..views import view_rows
from .folder import Package, Resource
from .ground import records
from .rules import Findings, count, quote

if TYPE_CHECKING:
    import sqlite3

    import pyarrow as pa


def check(package: Package, found: Findings) -> None:
    for name in (*TABLES, *VIEW_NAMES):
        declared = view(name) if name in VIEW_NAMES else schema(name)
        resource = package.at(f"{VIEWS if name in VIEW_NAMES else PARQUET}/{name}.parquet")
        if resource and resource.raw is not None:
            _parquet(package, declared, resource, found)
    for resource in package.by_suffix(".sqlite"):
        if resource.raw is not None:
            _sqlite(package, resource, found)
    _views(package, found)


def compare(
    rule: str,
    declared: Schema,
    ours: Sequence[Row],
    theirs: Sequence[Row],
    file: str,
    names: tuple[str, str],
    found: Findings,
    ordered: bool = True,
    first: int = 2,
) -> None:
    """Note every cell in which two tables differ, rows matched by primary key; `file` holds the second.

    `names` say in a message what each of the two is, "the CSV" and "Parquet", say; `first` is the number of the
    first row of both.
    """

    def keyed(rows: Sequence[Row]) -> dict[tuple[Any, ...], tuple[int, Row]]:
        matched: dict[tuple[Any, ...], tuple[int, Row]] = {}
        for n, row in enumerate(rows, first):
            matched.setdefault(tuple(row.get(column) for column in declared.primary_key), (n, row))
        return matched

    one, other = keyed(ours), keyed(theirs)
    if len(ours) != len(theirs):
        problem = f"{declared.name} has {count(len(ours), 'row')} in {names[0]}, but {len(theirs)} in {names[1]}."
        found.add(rule, file, "", problem)
    for key, (n, _) in one.items():
        if key not in other:
            problem = f"{names[1]} has no row {', '.join(map(quote, key))} of {declared.name}, {names[0]} has."
            found.add(rule, file, f"row {n}", problem)
    for key in other:
        if key not in one:
            problem = f"{names[1]} has a row {', '.join(map(quote, key))} of {declared.name}, {names[0]} has not."
            found.add(rule, file, "", problem)
    common = [key for key in one if key in other]
    if ordered and common != [key for key in other if key in one]:
        found.add(rule, file, "", f"The rows of {declared.name} stand in another order than in {names[0]}.")
    for key in common:
        n, row = one[key]
        twin = other[key][1]
        for column in declared.names:
            # True equals 1 in Python, but not in a table.
            if row.get(column) != twin.get(column) or type(row.get(column)) is not type(twin.get(column)):
                problem = (
                    f"{column} of {', '.join(map(quote, key))} is {quote(row.get(column))} in {names[0]}, "
                    f"but {quote(twin.get(column))} in {names[1]}."
                )
                found.add(rule, file, f"row {n}, column {column}", problem)


def _parquet(package: Package, declared: Schema, resource: Resource, found: Findings) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    path = str(resource.path)
    try:
        table = pq.ParquetFile(pa.BufferReader(resource.raw)).read()
    except (pa.ArrowException, OSError) as error:
        found.add("parquet-columns", path, "", f"The file cannot be read as Parquet: {error}.")
        return
    check_columns(declared, table.schema, path, found)
    if declared.name in package.tables:
        rows = _arrow_rows(table)
        compare(
            "parquet-cells",
            declared,
            package.tables[declared.name],
            rows,
            path,
            ("the CSV", "Parquet"),
            found,
        )


def check_columns(declared: Schema, stored: pa.Schema, path: str, found: Findings) -> bool:
    """Whether a Parquet file has the columns of the schema, in that order and of their types; what differs is noted."""
    before = len(found)
    if stored.names != declared.names:
        problem = f"The columns are {', '.join(stored.names)}, but should be {', '.join(declared.names)}."
        found.add("parquet-columns", path, "", problem)
    for field in declared.fields:
        if stored.names.count(field.name) == 1:
            actual = stored.field(field.name).type
            if field.type not in TYPES or actual != arrow_type(field.type):
                problem = f"{field.name} is declared as {field.type}, but stored as {actual}."
                found.add("parquet-columns", path, f"column {field.name}", problem)
    return len(found) == before


def _arrow_rows(table: pa.Table) -> list[Row]:
    names = [name for name in table.column_names if table.column_names.count(name) == 1]
    columns = [table.column(name).to_pylist() for name in names]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def _sqlite(package: Package, resource: Resource, found: Findings) -> None:
    import sqlite3

    path = str(resource.path)
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            if not resource.raw:  # which deserialize takes for a lack of memory
                raise sqlite3.DatabaseError("it is empty")
            connection.deserialize(resource.raw)
            for (verdict,) in connection.execute("PRAGMA integrity_check").fetchall():
                if verdict != "ok":
                    found.add("sqlite-tables", path, "", f"The database is not sound: {verdict}.")
            for table, row, target, _ in connection.execute("PRAGMA foreign_key_check").fetchall():
                problem = f"Row {row} of {table} refers to a row of {target} that is not there."
                found.add("sqlite-tables", path, f"table {table}", problem)
            for name in TABLES:
                _sqlite_table(package, schema(name), connection, path, found)
            there = {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}
            for name in VIEW_NAMES:
                if name in there:
                    _sqlite_cells(package, view(name), connection, path, found)
        except sqlite3.Error as error:
            found.add("sqlite-tables", path, "", f"The file cannot be read as SQLite: {error}.")


def _sqlite_table(
    package: Package, declared: Schema, connection: sqlite3.Connection, path: str, found: Findings
) -> None:
    name, place = declared.name, f"table {declared.name}"
    columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{name}")')]
    if columns != declared.names:
        problem = f"The columns are {', '.join(columns) or 'none'}, but should be {', '.join(declared.names)}."
        found.add("sqlite-tables", path, place, problem)
        return
    keys: dict[int, list[tuple[str, str, str]]] = {}
    for number, _, target, column, there, *_ in connection.execute(f'PRAGMA foreign_key_list("{name}")'):
        keys.setdefault(number, []).append((column, target, there))
    enforced = {tuple(key) for key in keys.values()}
    for key in declared.foreign_keys:
        if tuple((f, key.resource, t) for f, t in zip(key.fields, key.targets, strict=True)) not in enforced:
            problem = f"The foreign key of {' and '.join(key.fields)} to {key.resource} is not declared."
            found.add("sqlite-tables", path, place, problem)
    _sqlite_cells(package, declared, connection, path, found)


def _sqlite_cells(
    package: Package, declared: Schema, connection: sqlite3.Connection, path: str, found: Findings
) -> None:
    if declared.name not in package.tables:
        return
    cursor = connection.execute(f'SELECT * FROM "{declared.name}"')
    names = [column[0] for column in cursor.description]
    types = {field.name: field.type for field in declared.fields}
    rows = [{n: from_sqlite(types.get(n, "string"), v) for n, v in zip(names, row, strict=True)} for row in cursor]
    ours = package.tables[declared.name]
    compare("sqlite-cells", declared, ours, rows, path, ("the CSV", "SQLite"), found, ordered=False)


def _views(package: Package, found: Findings) -> None:
    tables: Mapping[str, list[Row]] = {
        name: list(records(schema(name), package.tables.get(name, []))) for name in TABLES
    }
    for name in VIEW_NAMES:
        path = f"{VIEWS}/{name}.csv"
        if name in package.tables:
            expected = view_rows(name, dict(tables))
            names = ("the tables", "the view")
            compare("view-cells", view(name), expected, package.tables[name], path, names, found)
