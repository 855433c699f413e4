"""One table of any size against its schema, read batch by batch: what `tables` checks, by way of `vectors`.

Held whole are fingerprints of keys, eight bytes to a row, and references without repetitions that follow each other;
the rest goes by. Where nothing is found the files are read once. The rows that may be at fault are read again, to be
judged one by one and quoted.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from ..schemas import ForeignKey, Schema
from .fingerprints import changes, fingerprints, repeated
from .ground import records
from .parts import shared_out
from .rules import Findings
from .tables import check_rows, note_dangling
from .vectors import keys_of, rows_of, suspects

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
    references = [key for key in declared.foreign_keys if key.resource in targets and len(key.fields) == 1]
    prints: dict[tuple[str, ...], list[Any]] = {key: [] for key in keys_of(declared)}
    referred: dict[ForeignKey, list[pa.Array]] = {key: [] for key in references}
    first = 0
    for size, bad, of_keys, of_references in shared_out(read(), partial(_look, declared, references)):
        rows.update(first + row for row in bad)
        for key, made in of_keys.items():
            prints[key].append(made)
        for reference, values in of_references.items():
            referred[reference].append(values)
        first += size
    for parts in prints.values():
        rows.update(repeated(parts))
    lost = dict(shared_out(referred.items(), partial(_lost, targets)))
    if rows or any(map(len, lost.values())):
        _word(declared, read, rows, lost, found)


def _look(
    declared: Schema, references: Sequence[ForeignKey], batch: pa.RecordBatch
) -> tuple[int, set[int], dict[tuple[str, ...], Any], dict[ForeignKey, pa.Array]]:
    """Of a batch the number of rows, those that may be at fault, fingerprints of keys, and what it refers to."""
    import pyarrow.compute as pc

    suspected, typed = suspects(declared, batch)
    rows = set(suspected)
    for name in declared.primary_key:
        if typed.column(name).null_count:
            rows.update(pc.indices_nonzero(pc.is_null(typed.column(name))).to_pylist())
    prints = {key: fingerprints([typed.column(name) for name in key]) for key in keys_of(declared)}
    heads = {key: _heads(typed.column(key.fields[0])) for key in references}
    return batch.num_rows, rows, prints, heads


def _heads(values: pa.Array) -> pa.Array:
    """The values without those that are the same as the one before them."""
    heads = changes(values)
    return values if heads is None else values.filter(heads)


def _lost(
    targets: Mapping[str, Batches], reference: tuple[ForeignKey, Sequence[pa.Array]]
) -> tuple[ForeignKey, pa.Array]:
    """A foreign key and the references to rows that are not there; an empty one points nowhere and is sound."""
    import pyarrow as pa
    import pyarrow.compute as pc

    key, values = reference
    if not values:
        return key, pa.nulls(0)
    wanted = pa.chunked_array(values).drop_null()
    there = [batch.column(key.targets[0]) for batch in targets[key.resource]()]
    known = pa.chunked_array(there, wanted.type) if there else pa.nulls(0, wanted.type)
    is_there = pc.is_in(wanted, value_set=known)
    return key, pc.unique(wanted.filter(pc.invert(is_there)))


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
