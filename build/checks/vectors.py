"""The rules of a schema over Arrow data: which rows may break one, told by whole columns of a batch.

`pyarrow.compute` and numpy look at the columns; the few rows that they find go to `tables`, which words the faults. So
a rule has one wording, and here it need only be told what is surely sound. A batch holds cells of their types, as
Parquet has them, or texts, as CSV has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import compress
from typing import TYPE_CHECKING, Any

from ..schemas import Row, Schema
from ..types import arrow_type
from .columns import Column, columns_of
from .folder import parse

if TYPE_CHECKING:
    import pyarrow as pa

#: What RE2 may read otherwise than Python does: there the values are tried one by one. What stays are classes, groups
#: and repetitions, and \\w and \\d, which are of ASCII alone in RE2, so that it never matches what Python does not.
_UNLIKE = re.compile(r"\\[^wd.]|\[\^|\[:|\(\?|[*+?}][+]|[$^]")
#: White space beyond ASCII, each character in UTF-8.
_BLANKS = tuple(chr(code).encode() for code in range(0x80, 0x3001) if chr(code).isspace())


def keys_of(declared: Schema) -> list[tuple[str, ...]]:
    """Primary and unique keys, and single columns that are unique without being one."""
    keys = [declared.primary_key, *declared.unique_keys]
    return [*keys, *((column.name,) for column in columns_of(declared) if column.unique)]


def rows_of(declared: Schema, batch: pa.RecordBatch) -> list[Row]:
    """The rows of a batch as Python values; a text that is not written as its type is stays a text."""
    columns = []
    for field in declared.fields:
        values = batch.column(field.name).to_pylist()
        if _is_text(batch.column(field.name).type):
            # CSV has no empty text: an empty cell is none.
            values = [None if v is None else parse(field.type, v) if field.type != "string" else v for v in values]
        columns.append(values)
    names = declared.names
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def suspects(declared: Schema, batch: pa.RecordBatch) -> tuple[list[int], pa.RecordBatch]:
    """The rows, from 0, that may break a rule of a column, but for keys; every one that does is among them.

    Also the batch with each cell of its column's type, null where it is of another.
    """
    import pyarrow as pa

    rows: set[int] = set()
    columns = []
    for column in columns_of(declared):
        wrong, values = _typed(column, batch.column(column.name))
        rows.update(wrong)
        rows.update(_of_column(column, values))
        columns.append(values)
    return sorted(rows), pa.RecordBatch.from_arrays(columns, declared.names)


def _is_text(kind: pa.DataType) -> bool:
    import pyarrow as pa

    return bool(pa.types.is_string(kind))


def _where(mask: Any) -> list[int]:
    """The indices at which a boolean array is true; null is not."""
    import pyarrow.compute as pc

    found: list[int] = pc.indices_nonzero(mask).to_pylist()
    return found


def _of_column(column: Column, values: pa.Array) -> set[int]:
    import pyarrow.compute as pc

    rows: set[int] = set()
    if column.required and values.null_count:
        rows.update(_where(pc.is_null(values)))
    if values.null_count == len(values):
        return rows
    if column.low is not None or column.high is not None:
        ends = pc.min_max(values)
        least, most = ends["min"].as_py(), ends["max"].as_py()
        if column.low is not None and least < column.low:
            rows.update(_where(pc.less(values, column.low)))
        if column.high is not None and most > column.high:
            rows.update(_where(pc.greater(values, column.high)))
    if column.python is str:
        rows.update(_of_texts(column, values))
    elif column.enum is not None:
        rows.update(i for i, value in enumerate(values.to_pylist()) if value is not None and value not in column.enum)
    return rows


def _typed(column: Column, values: pa.Array) -> tuple[Iterable[int], pa.Array]:
    """The rows whose cells are not of the column's type or not written as it is, and the values of the others."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if column.python is None:  # a type that is not known, which the schema's own check reports
        return range(len(values)), pa.nulls(len(values), pa.string())
    kind = arrow_type(column.field.type)
    if values.type == kind:
        return (_where(pc.invert(pc.is_finite(values))) if kind == pa.float64() else ()), values
    if not _is_text(values.type):
        return range(len(values)), pa.nulls(len(values), kind)
    try:
        if kind == pa.bool_():
            written, typed = pc.is_in(values, value_set=_array(["true", "false"])), pc.equal(values, "true")
        elif kind == pa.float64():
            raise pa.ArrowInvalid  # Arrow writes 1.0 as 1
        else:
            typed = values.cast(kind)
            written = pc.equal(typed.cast(pa.string()), values)
        if pc.all(pc.or_(written, pc.is_null(values))).as_py() is not False:
            return (), typed
    except pa.ArrowInvalid:
        pass
    return _parsed(column, values.to_pylist(), kind)


def _parsed(column: Column, texts: Sequence[str | None], kind: pa.DataType) -> tuple[list[int], pa.Array]:
    import pyarrow as pa

    parsed = [None if text is None else parse(column.field.type, text) for text in texts]
    wrong = [i for i, value in enumerate(parsed) if value is not None and not _is_held(value, column)]
    for i in wrong:
        parsed[i] = None
    return wrong, pa.array(parsed, kind)


def _is_held(value: Any, column: Column) -> bool:
    """Whether a value is of its column's type, and Arrow's too: a whole number of Python may have more than 64 bits."""
    return type(value) is column.python and not (type(value) is int and not -(2**63) <= value < 2**63)


def _of_texts(column: Column, values: pa.Array) -> set[int]:
    import pyarrow.compute as pc

    rows = set(_where(pc.equal(pc.binary_length(values), 0)))
    if column.enum is not None:
        tried = pc.unique(values)
        rows.update(_where(pc.and_(pc.invert(pc.is_in(values, value_set=_array(column.enum))), pc.is_valid(values))))
    else:
        heads = changes(values)
        tried = values if heads is None else values.filter(heads)
    for test in (_unmatched, _unclean):
        bad = test(column, tried)
        if bad and len(tried) < len(values):
            bad = test(column, values)
        rows.update(bad)
    return rows


def _array(values: Sequence[Any]) -> pa.Array:
    import pyarrow as pa

    return pa.array(list(values), pa.string())


def changes(values: pa.Array) -> pa.Array | None:
    """Where a value differs from the one before it, where most do not; else None.

    In tables that stand in the order of documents, identifiers of what a row belongs to repeat in runs.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    if len(values) < 2:
        return None
    other = pc.not_equal(values.slice(1), values.slice(0, len(values) - 1))
    if values.null_count:
        other = pc.fill_null(other, True)
    if pc.sum(other).as_py() * 2 > len(values):
        return None
    return pa.concat_arrays([pa.array([True]), other])


def _unmatched(column: Column, values: pa.Array) -> list[int]:
    """The values of which the column's pattern does not match the whole."""
    import pyarrow.compute as pc

    pattern = column.pattern
    if pattern is None:
        return []
    if _UNLIKE.search(pattern.pattern) is None:
        missed = _where(pc.invert(pc.match_substring_regex(values, rf"\A(?:{pattern.pattern})\z")))
    else:
        missed = _where(pc.is_valid(values))
    tried = values.take(missed).to_pylist() if missed else []
    return list(compress(missed, [pattern.fullmatch(value) is None for value in tried]))


def _unclean(column: Column, values: pa.Array) -> list[int]:
    """The texts with white space at their ends, or with control characters or no characters at all in them."""
    import numpy as np

    if not column.text:
        return []
    offsets, data = _buffers(values)
    if not len(data):
        return []
    controls = (np.searchsorted(offsets, at, side="right") - 1 for at in _controls(data, column.free))
    rows: list[int] = np.unique(np.concatenate([_edges(offsets, data), *controls])).tolist()
    return rows


def _buffers(values: pa.Array) -> tuple[Any, Any]:
    """Where each text of an array begins, and the end of the last, and the bytes of all; a null is an empty text."""
    import numpy as np

    _, offsets_, data_ = values.buffers()
    offsets = np.frombuffer(offsets_, dtype=np.int32)[values.offset : values.offset + len(values) + 1]
    if data_ is None:
        return offsets - offsets[0], np.empty(0, dtype=np.uint8)
    return offsets - offsets[0], np.frombuffer(data_, dtype=np.uint8)[offsets[0] : offsets[-1]]


def _edges(offsets: Any, data: Any) -> Any:
    """The texts that begin or end with white space."""
    import numpy as np

    filled = np.flatnonzero(offsets[1:] > offsets[:-1])
    begins, ends = offsets[:-1][filled], offsets[1:][filled]
    blank = np.array([chr(byte).isspace() for byte in range(128)] + [False] * 128)
    is_edge = blank[data[begins]] | blank[data[ends - 1]]
    beyond = np.flatnonzero(data[begins] >= _BLANKS[0][0])
    for character in _BLANKS if len(beyond) else ():
        is_edge[beyond] |= _stands(character, begins[beyond], data)
    beyond = np.flatnonzero(data[ends - 1] >= 0x80)
    for character in _BLANKS if len(beyond) else ():
        is_edge[beyond] |= _stands(character, ends[beyond] - len(character), data)
    return filled[is_edge]


def _stands(character: bytes, at: Any, data: Any) -> Any:
    """At which of some places the bytes of a character stand."""
    import numpy as np

    inside = (at >= 0) & (at + len(character) <= len(data))
    safe = np.where(inside, at, 0)
    found = inside & (data[safe] == character[0])
    for n, byte in enumerate(character[1:], 1):
        if not found.any():
            break
        found &= data[np.minimum(safe + n, len(data) - 1)] == byte
    return found


def _controls(data: Any, free: bool) -> list[Any]:
    """Where bytes of control characters and of no characters stand."""
    import numpy as np

    low = data < 0x20
    if free:
        low &= data != 0x0A
    found = [np.flatnonzero(low), np.flatnonzero(data == 0x7F)]
    if data.max() >= 0x80:
        for lead, after, least in ((0xC2, (1,), 0x80), (0xEF, (1, 2), 0xBE), (0xED, (1,), 0xA0)):
            at = np.flatnonzero(data[: -after[-1]] == lead)
            if lead == 0xC2:
                at = at[data[at + 1] < 0xA0]
            elif lead == 0xEF:
                at = at[(data[at + 1] == 0xBF) & (data[at + 2] >= least)]
            else:
                at = at[data[at + 1] >= least]
            found.append(at)
    return found


def repeated(key: Sequence[pa.Array], nulls: bool = True) -> list[int]:
    """The rows whose key stands in another row too; with `nulls` those too that lack a part of it."""
    import pyarrow.compute as pc

    empty = [i for values in key if values.null_count for i in _where(pc.is_null(values))]
    said = empty if nulls else []
    if not empty and _is_unique(key):
        return said
    if len(key) == 1:
        counts = pc.value_counts(key[0].drop_null())
        twice = counts.field(0).filter(pc.greater(counts.field(1), 1))
        return [*said, *_where(pc.is_in(key[0], value_set=twice))] if len(twice) else said
    seen: dict[tuple[Any, ...], list[int]] = {}
    for i, values in enumerate(zip(*(values.to_pylist() for values in key), strict=True)):
        if None not in values:
            seen.setdefault(values, []).append(i)
    return [*said, *(i for rows in seen.values() if len(rows) > 1 for i in rows)]


def _is_unique(key: Sequence[pa.Array]) -> bool:
    """Whether no two rows have one key; false may also mean that it takes a closer look to tell.

    A key of two columns is unique where the values of the first stand in one run each, and in a run those of the second
    ascend.
    """
    import pyarrow.compute as pc

    size = len(key[0])
    if len(key) == 1:
        return bool(pc.count_distinct(key[0]).as_py() == size)
    if len(key) > 2 or size < 2:
        return size < 2
    first, second = key
    other = pc.not_equal(first.slice(1), first.slice(0, size - 1))
    heads = first.slice(1).filter(other)
    if pc.count_distinct(heads).as_py() != len(heads) or pc.is_in(first.slice(0, 1), value_set=heads)[0].as_py():
        return False
    ascends = pc.greater(second.slice(1), second.slice(0, size - 1))
    return pc.all(pc.or_(other, ascends)).as_py() is True


def dangling(values: pa.Array, targets: pa.Array) -> list[int]:
    """The rows whose reference is to none of the targets; an empty reference points nowhere and is sound."""
    import pyarrow.compute as pc

    heads = changes(values)
    tried = values if heads is None else values.filter(heads)
    if pc.all(pc.is_in(tried.drop_null(), value_set=targets)).as_py() is not False:
        return []
    return _where(pc.and_(pc.invert(pc.is_in(values, value_set=targets)), pc.is_valid(values)))


def differing(declared: Schema, texts: pa.RecordBatch, typed: pa.RecordBatch) -> list[int]:
    """The rows in which cells of CSV and of Parquet differ."""
    import pyarrow.compute as pc

    rows: set[int] = set()
    for column in columns_of(declared):
        wrong, ours = _typed(column, texts.column(column.name))
        theirs = typed.column(column.name)
        rows.update(wrong)
        if not ours.equals(theirs):
            one_is_none = pc.xor(pc.is_null(ours), pc.is_null(theirs))
            rows.update(_where(pc.or_(one_is_none, pc.fill_null(pc.not_equal(ours, theirs), False))))
    return sorted(rows)
