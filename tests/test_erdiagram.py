"""The diagram shows every table and every foreign key; no line runs through a box or along another net."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from itertools import combinations, pairwise
from typing import Any

import pytest
from sco_declarations.build.renderings.erdiagram import er_diagram
from sco_declarations.build.renderings.erlayout import Plan, Wire, layout
from sco_declarations.build.schemas import TABLES, Schema, parse, schema


def made(name: str, *links: tuple[str, str, str]) -> Schema:
    """A table with the foreign keys `links` (column, table, column of it) and four more columns."""
    names = [f"{name}_id", *(column for column, _, _ in links), *"abcd"]
    return parse(
        {
            "name": name,
            "description": f"A <table> of {name} & more.",
            "primaryKey": [f"{name}_id"],
            "fields": [{"name": column, "type": "string"} for column in names],
            "foreignKeys": [
                {"fields": [column], "reference": {"resource": resource, "fields": [target]}}
                for column, resource, target in links
            ],
        }
    )


OURS = [schema(name) for name in TABLES]
MORE = [
    *OURS,
    made("entity", ("parent_id", "entity", "entity_id"), ("first_id", "found", "found_id")),
    made(
        "found",
        ("paragraph_id", "paragraphs", "paragraph_id"),
        ("document_id", "documents", "document_id"),
        ("entity_id", "entity", "entity_id"),
    ),
    made("statement", ("document_id", "documents", "document_id"), ("of", "paragraphs", "paragraph_id")),
    made("alone"),
]
SETS = {
    "ours": OURS,
    "more": MORE,
    "one": [made("alone")],
    "none": [],
    "many": [made(f"t{n}") for n in range(30)],
}


def faults(plan: Plan) -> list[str]:
    """What is wrong with a plan: lines through boxes, nets on one line, boxes on boxes, lines outside."""
    found = []
    for a, b in combinations(plan.boxes.values(), 2):
        if a.x < b.right and b.x < a.right and a.y < b.bottom and b.y < a.bottom:
            found.append(f"{a.name} overlaps {b.name}")
    lines = []
    for wire in plan.wires:
        for (x0, y0), (x1, y1) in pairwise(wire.points):
            if x0 != x1 and y0 != y1:
                found.append(f"{wire.table}.{wire.column} is slanted")
            low, high = (min(x0, x1), min(y0, y1)), (max(x0, x1), max(y0, y1))
            lines.append((wire, low, high))
            for box in plan.boxes.values():
                if low[0] < box.right and high[0] > box.x and low[1] < box.bottom and high[1] > box.y:
                    found.append(f"{wire.table}.{wire.column} runs through {box.name}")
            if low[0] < 0 or low[1] < 0 or high[0] > plan.width or high[1] > plan.height:
                found.append(f"{wire.table}.{wire.column} leaves the canvas")
    for (a, a0, a1), (b, b0, b1) in combinations(lines, 2):
        if a.target == b.target:
            continue
        for along, across in ((0, 1), (1, 0)):
            is_line = a0[across] == a1[across] == b0[across] == b1[across]
            if is_line and a0[along] < b1[along] and b0[along] < a1[along]:
                found.append(f"{a.table}.{a.column} and {b.table}.{b.column} share a line")
    return found


@pytest.mark.parametrize("tables", SETS.values(), ids=SETS.keys())
def test_lines_keep_clear_of_boxes_and_of_each_other(tables: list[Schema]) -> None:
    assert faults(layout(tables)) == []


@pytest.mark.parametrize("tables", SETS.values(), ids=SETS.keys())
def test_each_foreign_key_has_a_line_from_its_column_to_its_target(tables: list[Schema]) -> None:
    plan = layout(tables)
    declared = [(t.name, k.fields[0], k.resource) for t in tables for k in t.foreign_keys]
    assert sorted((w.table, w.column, w.target) for w in plan.wires) == sorted(declared)
    for wire in plan.wires:
        start, end = plan.boxes[wire.table], plan.boxes[wire.target]
        assert wire.points[0][0] in (start.x, start.right)
        assert abs(wire.points[0][1] - start.middle(wire.column)) < 10
        assert wire.points[-1][0] in (end.x, end.right)
        assert end.y < wire.points[-1][1] < end.bottom


@pytest.mark.parametrize(
    ("points", "said"),
    [
        (((0.0, 130.0), (1000.0, 130.0)), "runs through"),
        (((-5.0, 3.0), (4.0, 3.0)), "leaves the canvas"),
        (((1.0, 3.0), (4.0, 5.0)), "slanted"),
    ],
)
def test_the_check_sees_a_bad_line(points: Any, said: str) -> None:
    plan = layout(OURS)
    plan.wires.append(Wire("edits", "bad", "alone", False, points))
    assert any(said in fault for fault in faults(plan))


def test_the_check_sees_two_nets_on_one_line() -> None:
    plan = layout(OURS)
    wire = plan.wires[0]
    plan.wires.append(Wire("edits", "bad", "alone", False, wire.points))
    assert any("share a line" in fault for fault in faults(plan))


@pytest.mark.parametrize("tables", SETS.values(), ids=SETS.keys())
def test_the_picture_names_every_table_and_speaks_its_links(tables: list[Schema]) -> None:
    root = ET.fromstring(er_diagram(tables))
    texts = {element.text for element in root.iter("{http://www.w3.org/2000/svg}text")}
    assert {table.name for table in tables} <= texts
    spoken = root[1].text or ""
    assert all(f"{t.name}.{k.fields[0]} refers to {k.resource}" in spoken for t in tables for k in t.foreign_keys)


def test_it_is_the_same_each_time() -> None:
    assert er_diagram() == er_diagram()
