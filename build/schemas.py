"""Table Schemas, read from `schemas/`: the one declaration of every table and column.

Everything else that speaks of columns (Arrow schemas, CSV headers, the descriptor, SQL, the codebook, checks)
is rendered from the objects here. The files follow Table Schema 2.0 (https://datapackage.org/standard/table-schema/)
with one property of our own on each field, `sco:origin`: how the values of the column come about.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from .places import SCHEMAS

Row = dict[str, Any]
#: Rows of each table, by the table's name. Values are str, int, float, bool, datetime.date or None.
Tables = dict[str, list[Row]]

#: The tables in the order in which people read them.
TABLES = (
    "documents",
    "sections",
    "paragraphs",
    "signatories",
    "instruments",
    "instrument_mentions",
    "entities",
    "entity_mentions",
    "statements",
    "segments",
    "edits",
    "evidence",
    "quality",
    "diagnostics",
)
VIEWS = ("paragraphs_flat",)

#: What `sco:origin` can say, and what it means.
ORIGINS = {
    "verbatim": "Characters of the source",
    "read": "Read from the text and normalised",
    "curated": "Supplied by a curator",
    "read or curated": "Read from the text or supplied by a curator; a column beside it says which",
    "assigned": "Assigned by rule",
    "computed": "Computed from the source",
    "counted": "Counted",
}


@dataclass(frozen=True)
class Field:
    """One column: its declaration, and the parts of it that are used often."""

    name: str
    type: str
    spec: Mapping[str, Any]

    @property
    def constraints(self) -> Mapping[str, Any]:
        constraints: Mapping[str, Any] = self.spec.get("constraints", {})
        return constraints

    @property
    def required(self) -> bool:
        return bool(self.constraints.get("required"))

    @property
    def description(self) -> str:
        return str(self.spec["description"])


@dataclass(frozen=True)
class ForeignKey:
    """Columns `fields` of a table refer to columns `targets` of `resource`."""

    fields: tuple[str, ...]
    resource: str
    targets: tuple[str, ...]


@dataclass(frozen=True)
class Schema:
    """One table: its columns in order, its keys, and the JSON object as it stands in the file."""

    name: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    unique_keys: tuple[tuple[str, ...], ...]
    foreign_keys: tuple[ForeignKey, ...]
    spec: Mapping[str, Any]

    @cached_property
    def names(self) -> list[str]:
        return [field.name for field in self.fields]

    @cached_property
    def _blank(self) -> Row:
        return dict.fromkeys(self.names)

    def field(self, name: str) -> Field:
        return next(field for field in self.fields if field.name == name)

    def row(self, **values: Any) -> Row:
        """A row with every column in order, absent ones None; an unknown column is an error of ours."""
        if len(values) == len(self.fields) and list(values) == self.names:
            return values
        row = self._blank | values
        if len(row) > len(self.fields):
            raise KeyError(f"{self.name} has no column {sorted(values.keys() - set(self.names))}")
        return row


def parse(spec: Mapping[str, Any]) -> Schema:
    """A `Schema` from a Table Schema object."""
    name = spec["name"]
    foreign = tuple(
        ForeignKey(tuple(key["fields"]), key["reference"].get("resource") or name, tuple(key["reference"]["fields"]))
        for key in spec.get("foreignKeys", [])
    )
    return Schema(
        name=name,
        fields=tuple(Field(f["name"], f["type"], f) for f in spec["fields"]),
        primary_key=tuple(spec["primaryKey"]),
        unique_keys=tuple(tuple(key) for key in spec.get("uniqueKeys", [])),
        foreign_keys=foreign,
        spec=spec,
    )


@cache
def schema(name: str) -> Schema:
    """The schema of a table, from `schemas/NAME.json`."""
    return parse(_read(SCHEMAS / f"{name}.json"))


@cache
def view(name: str) -> Schema:
    """The schema of a view, put together from the columns that `schemas/views/NAME.json` names.

    A view's file lists `{"name", "from": "table.column"}`; type, title, description, example and categories are
    those of the column it comes from, so that nothing is declared twice.
    """
    spec = _read(SCHEMAS / "views" / f"{name}.json")
    fields = []
    for column in spec["columns"]:
        table, _, source = column["from"].partition(".")
        declared = dict(schema(table).field(source).spec)
        constraints = dict(declared.pop("constraints", {}))
        constraints.pop("unique", None)
        if column.get("optional"):
            constraints.pop("required", None)
        fields.append({**declared, "name": column["name"], "constraints": constraints})
    rest = {key: value for key, value in spec.items() if key != "columns"}
    return parse({**rest, "fields": fields})


def _read(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return loaded
