"""Every column is fully declared, and its example is a value that its own declaration allows."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest
from sco_declarations.build.schemas import ORIGINS, TABLES, VIEWS, schema, view

ALL = [schema(name) for name in TABLES] + [view(name) for name in VIEWS]
FIELDS = [pytest.param(field.spec, id=f"{table.name}.{field.name}") for table in ALL for field in table.fields]
#: How an example, which the standard keeps as text, is read; an error means that it is not of the type.
READERS: dict[str, Callable[[str], Any]] = {
    "string": str,
    "integer": int,
    "number": float,
    "boolean": {"true": True, "false": False}.__getitem__,
    "date": date.fromisoformat,
}


def faults(spec: Mapping[str, Any]) -> list[str]:
    """What is missing from a column's declaration, and what its example breaks."""
    found = [f"no {key}" for key in ("name", "type", "title", "description") if not spec.get(key)]
    if spec.get("sco:origin") not in ORIGINS:
        found.append(f"origin {spec.get('sco:origin')!r} is not known")
    if "example" not in spec:
        return [*found, "no example"]
    example, constraints = spec["example"], spec.get("constraints", {})
    try:
        if not isinstance(example, str):
            raise ValueError
        value = READERS[spec.get("type", "")](example)
    except (KeyError, ValueError):
        return [*found, f"example {example!r} is not of the type"]
    if "pattern" in constraints and not re.fullmatch(constraints["pattern"], example):
        found.append("example breaks the pattern")
    if "enum" in constraints and example not in constraints["enum"]:
        found.append("example is not in enum")
    if "minimum" in constraints and value < constraints["minimum"]:
        found.append("example is below the minimum")
    if "categories" in spec:
        if [one["value"] for one in spec["categories"]] != constraints.get("enum"):
            found.append("categories and enum differ")
        if not all(one.get("label") for one in spec["categories"]):
            found.append("a category has no label")
    return found


@pytest.mark.parametrize("spec", FIELDS)
def test_a_column_is_declared_in_full_and_its_example_is_valid(spec: Mapping[str, Any]) -> None:
    assert faults(spec) == []


@pytest.mark.parametrize("table", ALL, ids=lambda table: table.name)
def test_a_table_is_declared_in_full(table: Any) -> None:
    assert table.spec["title"] and table.spec["description"] and table.spec["missingValues"] == [""]
    assert len(set(table.names)) == len(table.names)
    assert all(table.field(name).required for name in table.primary_key)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"title": ""}, "no title"),
        ({"sco:origin": "guessed"}, "origin"),
        ({"example": 3}, "not of the type"),
        ({"example": "Moscow 2003"}, "pattern"),
        ({"constraints": {"enum": ["a"]}}, "not in enum"),
        ({"type": "integer", "example": "-1", "constraints": {"minimum": 0}}, "minimum"),
        ({"type": "boolean", "example": "True"}, "not of the type"),
        ({"type": "date", "example": "2003-02-30", "constraints": {}}, "not of the type"),
        ({"categories": [{"value": "b", "label": ""}]}, "categories and enum differ"),
        ({"categories": [{"value": "b", "label": ""}]}, "no label"),
    ],
)
def test_the_check_sees_a_planted_fault(change: dict[str, Any], said: str) -> None:
    spec = copy.deepcopy(dict(schema("documents").field("document_id").spec)) | change
    assert any(said in fault for fault in faults(spec))
