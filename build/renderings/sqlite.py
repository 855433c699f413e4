"""All tables as one SQLite database with their keys enforced, and the views as SQL views.

The file is written in memory with everything fixed that SQLite lets one fix, so that the same tables give
the same bytes. Booleans are 0 and 1, dates are ISO 8601 text.
"""

from __future__ import annotations

from typing import Any

from ..metadata import SEMVER
from ..model import Metadata
from ..schemas import TABLES, VIEWS, Field, ForeignKey, Schema, Tables, schema
from ..types import TYPES, to_sqlite
from ..views import view_sql

#: Written in place of the version of the library that happens to run (header, bytes 96 to 99).
LIBRARY_VERSION = 3_040_000


def sqlite_bytes(tables: Tables, metadata: Metadata) -> bytes:
    """The database file. A table that breaks its keys or constraints raises `sqlite3.IntegrityError`."""
    import sqlite3

    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        for pragma in (
            "page_size = 4096",
            "encoding = 'UTF-8'",
            "auto_vacuum = NONE",
            "secure_delete = ON",  # else freed bytes keep what stood there, and builds of SQLite differ in it
            # Checked at once at the end: row by row, a reference to a later row costs a scan for each row.
            "foreign_keys = OFF",
            f"user_version = {user_version(metadata.version)}",
        ):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN")
        for name in TABLES:
            connection.execute(table_sql(schema(name)))
        for name in TABLES:
            slots = ", ".join("?" * len(schema(name).fields))
            rows = ([to_sqlite(row[column]) for column in schema(name).names] for row in tables[name])
            connection.executemany(f'INSERT INTO "{name}" VALUES ({slots})', rows)
        for name in VIEWS:
            connection.execute(view_sql(name))
        connection.execute("COMMIT")
        for table, row, target, _ in connection.execute("PRAGMA foreign_key_check"):
            raise sqlite3.IntegrityError(f"row {row} of {table} refers to a row of {target} that is not there")
        raw = bytearray(connection.serialize())
    finally:
        connection.close()
    # https://www.sqlite.org/fileformat.html#the_database_header: the change counter, the change that the
    # version number is valid for, and the version number of the library.
    for offset, number in ((24, 1), (92, 1), (96, LIBRARY_VERSION)):
        raw[offset : offset + 4] = number.to_bytes(4, "big")
    return bytes(raw)


def user_version(version: str) -> int:
    """A semantic version as one number: 1.2.3 is 1002003; what follows the three numbers is left out."""
    match = SEMVER.fullmatch(version)
    major, minor, patch = (int(match[n]) for n in (1, 2, 3)) if match else (0, 0, 0)
    return min(major * 1_000_000 + minor * 1000 + patch, 2**31 - 1)


def table_sql(table: Schema) -> str:
    """The `CREATE TABLE` statement of a schema: types, NOT NULL, CHECK, primary, unique and foreign keys."""
    lines = [_column_sql(field) for field in table.fields]
    lines.append(f"PRIMARY KEY ({_names(table.primary_key)})")
    single = [(field.name,) for field in table.fields if field.constraints.get("unique")]
    for key in dict.fromkeys([*single, *table.unique_keys]):
        if key != table.primary_key:
            lines.append(f"UNIQUE ({_names(key)})")
    lines += [_foreign_key_sql(table, key) for key in table.foreign_keys]
    return f'CREATE TABLE "{table.name}" (\n  ' + ",\n  ".join(lines) + "\n)"


def _column_sql(field: Field) -> str:
    parts = [f'"{field.name}"', TYPES[field.type].sqlite]
    if field.required:
        parts.append("NOT NULL")
    if field.type == "boolean":
        parts.append(f'CHECK ("{field.name}" IN (0, 1))')
    if "enum" in field.constraints:
        parts.append(f'CHECK ("{field.name}" IN ({", ".join(map(_literal, field.constraints["enum"]))}))')
    for constraint, operator in (("minimum", ">="), ("maximum", "<=")):
        if constraint in field.constraints:
            parts.append(f'CHECK ("{field.name}" {operator} {_literal(field.constraints[constraint])})')
    return " ".join(parts)


def _foreign_key_sql(table: Schema, key: ForeignKey) -> str:
    sql = f'FOREIGN KEY ({_names(key.fields)}) REFERENCES "{key.resource}" ({_names(key.targets)})'
    # Rows that are not there yet when a row refers to them: in the table itself, or in a later one.
    later = TABLES.index(key.resource) >= TABLES.index(table.name)
    return sql + (" DEFERRABLE INITIALLY DEFERRED" if later else "")


def _names(names: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _literal(value: Any) -> str:
    return str(value) if isinstance(value, (int, float)) else "'" + str(value).replace("'", "''") + "'"
