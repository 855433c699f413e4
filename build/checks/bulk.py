"""One table of any size against its schema, read batch by batch: what `tables` checks, by way of `vectors`.

Held whole are only columns of keys and references, without repetitions that follow each other; the rest goes by. Where
nothing is found the files are read once. The rows that are at fault are read again, to be quoted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from ..schemas import ForeignKey, Schema
from .ground import records
from .parts import ahead
from .rules import Findings
from .tables import check_rows, note_dangling
from .vectors import changes, dangling, keys_of, repeated, rows_of, suspects

if TYPE_CHECKING:
    import pyarrow as pa

Batches = Callable[[], Iterable["pa.RecordBatch"]]


def check_table(declared: Schema, read: Batches, targets: Mapping[str, Batches], found: Findings) -> None:
    """Note every fault of a table that `check_rows` and `check_references` would.

    `read` gives its batches anew each time, with the columns of the schema; `targets` those of each table that it
    refers to, by its name, with at least the columns that are referred to. Where a target is missing, the references
    to it are not looked at.
    """
    rows: set[int] = set()
    keys: dict[tuple[str, ...], list[list[pa.Array]]] = {key: [] for key in keys_of(declared)}
    references = [key for key in declared.foreign_keys if key.resource in targets and len(key.fields) == 1]
    referred: dict[ForeignKey, list[pa.Array]] = {key: [] for key in references}
    first = 0
    for batch in ahead(read()):
        found_, typed = suspects(declared, batch)
        rows.update(first + row for row in found_)
        for key, parts in keys.items():
            parts.append([typed.column(name) for name in key])
        for reference, values in referred.items():
            values.append(_heads(typed.column(reference.fields[0])))
        first += batch.num_rows
    for parts in keys.values():
        if parts:
            rows.update(repeated([_joined(column) for column in zip(*parts, strict=True)]))
    lost = {key: _lost(values, targets[key.resource], key) for key, values in referred.items()}
    if rows or any(map(len, lost.values())):
        _word(declared, read, rows, lost, found)


def _joined(parts: Sequence[pa.Array]) -> pa.Array:
    import pyarrow as pa

    return parts[0] if len(parts) == 1 else pa.concat_arrays(parts)


def _heads(values: pa.Array) -> pa.Array:
    heads = changes(values)
    return values if heads is None else values.filter(heads)


def _lost(values: Sequence[pa.Array], targets: Batches, key: ForeignKey) -> pa.Array:
    """The references to rows that are not there."""
    import pyarrow as pa
    import pyarrow.compute as pc

    there = [batch.column(key.targets[0]) for batch in targets()]
    if not values:
        return pa.nulls(0)
    wanted = pc.unique(pa.chunked_array(values))
    known = pa.chunked_array(there, wanted.type) if there else pa.nulls(0, wanted.type)
    return wanted.take(pa.array(dangling(wanted, known), pa.int64()))


def _word(
    declared: Schema, read: Batches, rows: set[int], lost: Mapping[ForeignKey, pa.Array], found: Findings
) -> None:
    import pyarrow.compute as pc

    quoted: list[pa.RecordBatch] = []
    numbers: list[int] = []
    first = 0
    for batch in read():
        wanted = {row - first for row in rows if first <= row < first + batch.num_rows}
        for key, values in lost.items():
            if len(values):
                wanted.update(pc.indices_nonzero(pc.is_in(batch.column(key.fields[0]), value_set=values)).to_pylist())
        if wanted:
            quoted.append(batch.take(sorted(wanted)))
            numbers += [first + row + 2 for row in sorted(wanted)]
        first += batch.num_rows
    given = [row for batch in quoted for row in rows_of(declared, batch)]
    sound = records(declared, given)
    for record, number in zip(sound, numbers, strict=True):
        record.n = number
    check_rows(declared, given, sound, found)
    for key, values in lost.items():
        gone = set(values.to_pylist())
        for record in sound:
            if record[key.fields[0]] in gone:
                note_dangling(declared, key, record, found)
