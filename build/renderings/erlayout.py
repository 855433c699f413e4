"""Where the tables and links of the entity-relationship diagram stand.

Tables stand in columns, each to the right of the tables it refers to. All links to one table form one
net: they leave the boxes sideways, run up and down in lanes between the columns and, where they pass a
column, along a rail above all boxes. So no line runs through a box, and no two nets share a stretch of line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import permutations, product
from math import factorial, prod

from ..schemas import Schema

ROW, BOX, LANE, MARGIN, TOP = 20, 196, 12, 24, 64
#: Where lines meet a row, from its middle: apart for each direction, so that facing lines never coincide.
LEAVE_LEFT, LEAVE_RIGHT, ENTER_RIGHT, ENTER_LEFT = 3, 7, -3, -7
#: Orders of the tables in their columns tried, at most, for the one with the shortest links.
TRIED = 20_000


@dataclass(frozen=True)
class Box:
    """A table: its top left corner, and the columns written in it (keys first, in the table's order)."""

    name: str
    column: int
    x: float
    y: float
    keys: tuple[str, ...]
    others: int

    @property
    def height(self) -> float:
        return ROW * (1 + len(self.keys) + (1 if self.others else 0))

    @property
    def right(self) -> float:
        return self.x + BOX

    @property
    def bottom(self) -> float:
        return self.y + self.height

    def middle(self, key: str) -> float:
        return self.y + ROW * (1.5 + self.keys.index(key))


@dataclass(frozen=True)
class Wire:
    """One foreign key: corners of its line from the referring column to the key referred to."""

    table: str
    column: str
    target: str
    optional: bool
    points: tuple[tuple[float, float], ...]


@dataclass
class Plan:
    """Where everything stands."""

    boxes: dict[str, Box] = field(default_factory=dict)
    wires: list[Wire] = field(default_factory=list)
    width: float = 0
    height: float = 0


@dataclass(frozen=True)
class _Link:
    """A foreign key with the gaps that it runs in; gap `n` is the one to the left of column `n`."""

    table: str
    column: str
    target: str
    key: str
    optional: bool
    gap_from: int
    gap_to: int


def layout(tables: Sequence[Schema]) -> Plan:
    """Boxes and wires for `tables`, which stand in reading order: a table after those it mostly refers to."""
    columns = _order(_columns(tables), tables)
    by_name = {table.name: table for table in tables}
    place = {name: n for n, column in enumerate(columns) for name in column}
    links = _links(tables, place)

    lanes: dict[int, list[str]] = {gap: [] for gap in range(len(columns) + 1)}
    rails: list[str] = []
    for link in links:
        for gap in {link.gap_from, link.gap_to}:
            if link.target not in lanes[gap]:
                lanes[gap].append(link.target)
        if link.gap_from != link.gap_to and link.target not in rails:
            rails.append(link.target)

    plan = Plan()
    top = TOP + LANE * (len(rails) + 1)
    x: float = MARGIN
    gap_x: dict[int, float] = {}
    for n, column in enumerate([*columns, []]):
        gap_x[n] = x
        x += LANE * (len(lanes[n]) + 3) if lanes[n] else 0
        y = float(top)
        for name in column:
            box = _box(by_name[name], n, x, y)
            plan.boxes[name] = box
            y = box.bottom + 2 * ROW
        x += BOX if column else 0
    plan.width = x + MARGIN
    plan.height = max((box.bottom for box in plan.boxes.values()), default=float(top)) + MARGIN

    for gap, nets in lanes.items():
        lanes[gap] = _lane_order(gap, nets, links, plan.boxes, rails)
    for link in links:
        plan.wires.append(_wire(link, plan.boxes, lanes, gap_x, rails))
    return plan


def _columns(tables: Sequence[Schema]) -> list[list[str]]:
    """Tables by column: right of all they refer to, and close to those that refer to them.

    Only links to tables earlier in the order count, so that tables may refer to each other.
    """
    rank = {table.name: n for n, table in enumerate(tables)}
    parents = {
        table.name: [k.resource for k in table.foreign_keys if rank.get(k.resource, len(rank)) < rank[table.name]]
        for table in tables
    }
    depth: dict[str, int] = {}
    for table in tables:
        depth[table.name] = max((depth[parent] + 1 for parent in parents[table.name]), default=0)
    for table in reversed(tables):
        children = [depth[child] for child in parents if table.name in parents[child]]
        if children:
            depth[table.name] = min(children) - 1
    return [[name for name in depth if depth[name] == n] for n in range(max(depth.values(), default=-1) + 1)]


def _order(columns: list[list[str]], tables: Sequence[Schema]) -> list[list[str]]:
    """The columns, each in the order that keeps links short; the given order where there are too many."""
    pairs = [(t.name, k.resource) for t in tables for k in t.foreign_keys if t.name != k.resource]
    if prod(factorial(len(column)) for column in columns) > TRIED:
        return columns
    heights = {table.name: 3 + len(_keys(table)) for table in tables}

    def middles(order: tuple[str, ...]) -> dict[str, float]:
        placed, y = {}, 0.0
        for name in order:
            placed[name] = y + heights[name] / 2
            y += heights[name] + 1
        return placed

    # Each order of a column is measured once, not anew beside every order of the others.
    orders = [[(order, middles(order)) for order in permutations(column)] for column in columns]
    place = {name: number for number, column in enumerate(columns) for name in column}
    links = [(a, place[a], b, place[b]) for a, b in pairs if a in place and b in place]

    def length(arrangement: tuple[tuple[tuple[str, ...], dict[str, float]], ...]) -> float:
        return sum([abs(arrangement[i][1][a] - arrangement[j][1][b]) for a, i, b, j in links])

    return [list(order) for order, _ in min(product(*orders), key=length)]


def _keys(table: Schema) -> tuple[str, ...]:
    linking = {name for key in table.foreign_keys for name in key.fields}
    return tuple(name for name in table.names if name in linking or name in table.primary_key)


def _box(table: Schema, column: int, x: float, y: float) -> Box:
    keys = _keys(table)
    return Box(table.name, column, x, y, keys, len(table.fields) - len(keys))


def _links(tables: Sequence[Schema], place: dict[str, int]) -> list[_Link]:
    links = []
    for table in tables:
        for key in table.foreign_keys:
            if key.resource not in place:
                continue
            here, there = place[table.name], place[key.resource]
            # To the left where the table stands there; else round by the right.
            gap_from, gap_to = (here, there + 1) if there < here else (here + 1, there if there > here else here + 1)
            optional = not all(table.field(name).required for name in key.fields)
            links.append(_Link(table.name, key.fields[0], key.resource, key.targets[0], optional, gap_from, gap_to))
    return links


def _ends(link: _Link, boxes: dict[str, Box]) -> tuple[tuple[float, float], tuple[float, float]]:
    """The points where a link leaves its box and enters the other."""
    start, end = boxes[link.table], boxes[link.target]
    leaves_left, enters_left = link.gap_from == start.column, link.gap_to == end.column
    return (
        (
            start.x if leaves_left else start.right,
            start.middle(link.column) + (LEAVE_LEFT if leaves_left else LEAVE_RIGHT),
        ),
        (
            end.x if enters_left else end.right,
            end.middle(link.key) + (ENTER_LEFT if enters_left else ENTER_RIGHT),
        ),
    )


def _lane_order(gap: int, nets: list[str], links: list[_Link], boxes: dict[str, Box], rails: list[str]) -> list[str]:
    """The nets of a gap from left to right, in the order in which their lines cross least."""
    stubs: list[tuple[str, float, bool]] = []
    extent: dict[str, list[float]] = {net: [] for net in nets}
    for link in links:
        leave, enter = _ends(link, boxes)
        for point, in_gap, box in (
            (leave, link.gap_from, boxes[link.table]),
            (enter, link.gap_to, boxes[link.target]),
        ):
            if in_gap == gap:
                stubs.append((link.target, point[1], box.column == gap))
                extent[link.target].append(point[1])
        if link.gap_from != link.gap_to and gap in (link.gap_from, link.gap_to):
            extent[link.target].append(0)
    if len(nets) > 6:
        return nets

    def crossings(order: Sequence[str]) -> int:
        rank = {net: n for n, net in enumerate(order)}
        return sum(
            1
            for net, y, from_right in stubs
            for other in nets
            if other != net and (rank[other] > rank[net]) == from_right and min(extent[other]) < y < max(extent[other])
        )

    return min(map(list, permutations(nets)), key=crossings)


def _wire(
    link: _Link, boxes: dict[str, Box], lanes: dict[int, list[str]], gap_x: dict[int, float], rails: list[str]
) -> Wire:
    def lane(gap: int) -> float:
        return gap_x[gap] + LANE * (lanes[gap].index(link.target) + 2)

    leave, enter = _ends(link, boxes)
    first, last = lane(link.gap_from), lane(link.gap_to)
    points = [leave, (first, leave[1])]
    if link.gap_from != link.gap_to:
        rail = TOP + LANE * (rails.index(link.target) + 1)
        points += [(first, rail), (last, rail)]
    points += [(last, enter[1]), enter]
    return Wire(link.table, link.column, link.target, link.optional, tuple(points))
