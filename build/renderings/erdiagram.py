"""The entity-relationship diagram, drawn from the schemas."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from ..schemas import TABLES, Schema, schema
from .erlayout import BOX, MARGIN, ROW, Box, Plan, layout
from .svg import BLUE, FAINT, GREEN, INK, ORANGE, PAPER, PURPLE, RULE, SKY, VERMILION, Drawing, ellipse

COLOURS = (BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY, "#000000", "#7a5195", "#8c6d1f")
GREY = "#b3b3b3"


@cache
def _of_dataset() -> bytes:
    return er_diagram([schema(name) for name in TABLES])


def er_diagram(tables: Sequence[Schema] | None = None) -> bytes:
    """The diagram of `tables` (those of the dataset by default) as SVG."""
    if tables is None:
        return _of_dataset()
    plan = layout(tables)
    spoken = "; ".join(f"{wire.table}.{wire.column} refers to {wire.target}" for wire in plan.wires)
    drawing = Drawing(
        "er-diagram",
        "Tables of the dataset and how they refer to each other",
        f"{len(tables)} tables with their key columns. {spoken}.",
    )
    colours = _colours(tables)
    drawing.text(MARGIN, 30, "Tables and how they refer to each other", 16, font_weight="bold")
    drawing.text(
        MARGIN,
        50,
        "A link has the colour of the table that it leads to. PK: primary key. FK: refers to another table;"
        " dashed where it may be empty.",
        fill=FAINT,
    )
    _draw_nets(drawing, plan, colours)
    for table in tables:
        _draw_box(drawing, plan.boxes[table.name], table, colours[table.name])
    return drawing.render(plan.width, plan.height)


def _colours(tables: Sequence[Schema]) -> dict[str, str]:
    """A colour for each table that others refer to, grey for the rest."""
    targets = {key.resource for table in tables for key in table.foreign_keys}
    referred = [table.name for table in tables if table.name in targets]
    coloured = {name: COLOURS[n % len(COLOURS)] for n, name in enumerate(referred)}
    return {table.name: coloured.get(table.name, GREY) for table in tables}


def _trunks(plan: Plan) -> dict[tuple[str, bool, float], list[float]]:
    """The lanes and rails: by net, direction (upright or not) and place, the ends of all lines there."""
    ends: dict[tuple[str, bool, float], list[float]] = {}
    for wire in plan.wires:
        for (x0, y0), (x1, y1) in pairwise(wire.points[1:-1]):
            is_upright = x0 == x1
            key = (wire.target, is_upright, x0 if is_upright else y0)
            ends.setdefault(key, []).extend((y0, y1) if is_upright else (x0, x1))
    return ends


def _draw_nets(drawing: Drawing, plan: Plan, colours: dict[str, str]) -> None:
    """The lines: a crow's foot where many rows refer, a bar where one row is referred to.

    A dot stands where a line branches off another of its net, which tells it from a crossing.
    """

    def path(d: str, net: str, **more: str | float) -> None:
        drawing.add("path", "", "", d=d, fill="none", stroke=colours[net], stroke_width=1.6, **more)

    drawn = set()
    for wire in plan.wires:
        leave, first, *_, last, enter = wire.points
        out, back = (1 if first[0] > leave[0] else -1), (1 if last[0] > enter[0] else -1)
        dashes = {"stroke_dasharray": "3 2.5"} if wire.optional else {}
        path(f"M{leave[0] + 8 * out:g} {leave[1]:g} H{first[0]:g}", wire.target, **dashes)
        path(f"M{leave[0]:g} {leave[1] - 4:g} l{8 * out} 4 l{-8 * out} 4", wire.target)
        if (wire.target, enter) not in drawn:
            path(f"M{last[0]:g} {last[1]:g} H{enter[0]:g} m{6 * back} -5 v10", wire.target)
        drawn.add((wire.target, enter))
    for (net, is_upright, at), ends in _trunks(plan).items():
        start, end = min(ends), max(ends)
        d = f"M{at:g} {start:g} V{end:g}" if is_upright else f"M{start:g} {at:g} H{end:g}"
        path(d, net, stroke_linecap="square")
        for along in sorted({along for along in ends if start < along < end}):
            x, y = (at, along) if is_upright else (along, at)
            drawing.add("circle", "", "", cx=x, cy=y, r=2.4, fill=colours[net])


def _draw_box(drawing: Drawing, box: Box, table: Schema, colour: str) -> None:
    def rect(high: float, wide: float = BOX, **more: str | float) -> None:
        drawing.add("rect", "", "", x=box.x, y=box.y, width=wide, height=high, rx=3, **more)

    rect(box.height, fill=PAPER)
    rect(ROW, fill="#f0f0f0")
    rect(box.height, 6, fill=colour)
    drawing.add(
        "rect",
        "",
        table.spec["description"],
        x=box.x,
        y=box.y,
        width=BOX,
        height=box.height,
        rx=3,
        fill="none",
        stroke=INK,
    )
    drawing.text(box.x + 14, box.y + 14.5, ellipse(table.name, 13, BOX - 20), 13, font_weight="bold")
    linking = {name for key in table.foreign_keys for name in key.fields}
    for key in box.keys:
        y = box.middle(key) + 4
        is_primary = key in table.primary_key
        drawing.text(box.x + 14, y, "PK" if is_primary else "FK", 10, FAINT)
        drawing.text(
            box.x + 36,
            y,
            ellipse(key, 12, BOX - 42),
            font_weight="bold" if is_primary else "normal",
            font_style="italic" if key in linking and not table.field(key).required else "normal",
        )
    if box.others:
        y = box.bottom - ROW
        drawing.line(box.x + 6, y, box.right, y, RULE)
        more = f"and {box.others} more column" + ("s" if box.others > 1 else "")
        drawing.text(box.x + 36, y + 14, more, 11, FAINT)
