"""Views: flat tables for people who do not join, put together by the foreign keys of the tables.

`schemas/views/NAME.json` says for each column of a view which column of which table it is. The first
column's table is the base, with one row of the view for each of its rows; each other table is reached by a
foreign key of the base, with nulls where the key is null.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache

from .places import SCHEMAS
from .schemas import ForeignKey, Row, Tables, schema


@dataclass(frozen=True)
class Column:
    """A column of a view: its name, and the table and column that it shows."""

    name: str
    table: str
    source: str


@cache
def columns(name: str) -> tuple[Column, ...]:
    """The columns of a view, in order."""
    spec = json.loads((SCHEMAS / "views" / f"{name}.json").read_text(encoding="utf-8"))
    split = [(column["name"], *column["from"].split(".")) for column in spec["columns"]]
    return tuple(Column(*parts) for parts in split)


def joins(name: str) -> dict[str, ForeignKey]:
    """The tables that a view joins to its base, each with the base's foreign key to it."""
    base = columns(name)[0].table
    keys = {key.resource: key for key in schema(base).foreign_keys}
    return {column.table: keys[column.table] for column in columns(name) if column.table != base}


def view_rows(name: str, tables: Tables) -> list[Row]:
    """The rows of a view, in the order of its base table."""
    wanted = columns(name)
    base = wanted[0].table
    reached = {
        table: (key, {tuple(row[target] for target in key.targets): row for row in tables[table]})
        for table, key in joins(name).items()
    }
    rows: list[Row] = []
    for row in tables[base]:
        beside: dict[str, Row] = {base: row}
        for table, (key, found) in reached.items():
            beside[table] = found.get(tuple(row[field] for field in key.fields), {})
        rows.append({column.name: beside[column.table].get(column.source) for column in wanted})
    return rows


def view_sql(name: str) -> str:
    """The view as a `CREATE VIEW` statement."""
    wanted = columns(name)
    base = wanted[0].table
    selected = ",\n".join(f'  "{c.table}"."{c.source}" AS "{c.name}"' for c in wanted)
    joined = "".join(
        f'\nLEFT JOIN "{table}" ON '
        + " AND ".join(
            f'"{table}"."{target}" = "{base}"."{field}"' for field, target in zip(key.fields, key.targets, strict=True)
        )
        for table, key in joins(name).items()
    )
    return f'CREATE VIEW "{name}" AS\nSELECT\n{selected}\nFROM "{base}"{joined}'
