"""The slices of a large package shared out to processes: each reads the rows of a range of documents and checks them.

The ranges are told from one column of each table. Where its rows do not stand in the order of their documents there are
none, and the slices are checked one after the other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..faults import Fault
from ..workers import workers
from . import streams
from .fingerprints import fingerprints
from .folder import Package
from .parts import read_rows
from .rules import Findings
from .slices import Checked, Registry, Tally, check_slice
from .streams import paths_of, slices

#: Ranges for each process, so that none is idle for long while another has the last of them.
EACH = 2
#: For fewer slices no process is begun.
FEWEST_SLICES = 4
#: By table or view the number of the first row of a range, from 0, and of the row behind its last.
Bounds = Mapping[str, tuple[int, int]]


@dataclass(frozen=True)
class Range:
    """A range of documents of a package: the `number`-th, and what its slices are checked with."""

    number: int
    package: Package
    views: Sequence[str]
    rows: Bounds
    registry: Registry


def ranges(package: Package, names: Sequence[str], processes: int) -> list[Bounds]:
    """The bounds of ranges of whole slices, for so many processes, of the tables and views `names`.

    None where one process is enough, or where rows do not stand in the order of their documents, or of none.
    """
    import numpy as np

    known = [fingerprints([batch.column(0)]) for batch in _documents(package, "documents")]
    prints = np.concatenate(known) if known else np.zeros(0, dtype=np.uint64)
    count = -(-len(prints) // streams.DOCUMENTS)
    order = np.argsort(prints, kind="stable")
    ordered = prints[order]
    if processes < 2 or count < FEWEST_SLICES or not ordered[0] or (ordered[1:] == ordered[:-1]).any():
        return []
    shares = min(processes * EACH, count)
    firsts = [count * share // shares * streams.DOCUMENTS for share in range(shares)] + [len(prints)]
    bounds: dict[str, list[int]] = {"documents": firsts}
    for name in names:
        found = firsts if name == "documents" else _first_rows(package, name, ordered, order, firsts)
        if found is None:
            return []
        bounds[name] = found
    return [{name: (at[share], at[share + 1]) for name, at in bounds.items()} for share in range(shares)]


def _documents(package: Package, name: str) -> Iterator[Any]:
    """The column of a table or view that says which document a row belongs to, in batches."""
    paths = [package.root / path for path in paths_of(package, name)[1]]
    return read_rows(paths, 0, 2**62, names=["document_id"])


def _first_rows(package: Package, name: str, ordered: Any, order: Any, firsts: Sequence[int]) -> list[int] | None:
    """The number of the first row of each range of documents, and of the rows; None where they are out of order.

    `ordered` are the fingerprints of documents, `order` the number of each of them, `firsts` those that ranges begin
    with.
    """
    import numpy as np

    at, last, rows = 0, 0, [0] * len(firsts)
    for batch in _documents(package, name):
        prints = fingerprints([batch.column(0)])
        places = np.searchsorted(ordered, prints).clip(max=len(ordered) - 1)
        numbers = order[places]
        if (ordered[places] != prints).any() or numbers[0] < last or (numbers[1:] < numbers[:-1]).any():
            return None
        for share, first in enumerate(firsts):
            if last < first <= numbers[-1]:
                rows[share] = at + int(np.searchsorted(numbers, first))
        at, last = at + len(prints), int(numbers[-1])
    return [row if first <= last and at else at for row, first in zip(rows, firsts, strict=True)]


def check_ranges(
    package: Package, views: Sequence[str], bounds: Sequence[Bounds], processes: int, registry: Registry
) -> Iterator[Checked]:
    """What is found in the slices of these ranges, in the order of documents, by so many processes."""
    tasks = [Range(number, package, views, rows, registry) for number, rows in enumerate(bounds)]
    waiting: dict[int, tuple[list[Fault], list[Tally]]] = {}
    following = 0
    with workers(processes) as crew:
        for number, faults, tallies in crew.each(check_range, tasks):
            waiting[number] = faults, tallies
            while following in waiting:
                faults, tallies = waiting.pop(following)
                yield from ((faults if not place else [], tally) for place, tally in enumerate(tallies))
                following += 1


def check_range(task: Range) -> tuple[int, list[Fault], list[Tally]]:
    """The number of a range, the faults of its slices and views, and what each slice leaves behind."""
    from . import INVARIANTS

    found = Findings()
    tallies: list[Tally] = []
    for piece in slices(task.package, task.views, found, task.rows):
        faults, tally = check_slice(piece, task.registry, INVARIANTS)
        found.extend(faults)
        tallies.append(tally)
    return task.number, found.sorted(), tallies
