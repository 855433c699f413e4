"""The rules of a schema over Arrow data: which rows may break one, told by whole columns of a batch.

`pyarrow.compute` and numpy look at the columns; the few rows that they find go to `tables`, which words the faults. So
a rule has one wording, and here it need only be told what is surely sound. A batch holds cells of their types, as
Parquet has them, or texts, as CSV has them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress
from typing import TYPE_CHECKING, Any

from ..schemas import Row, Schema
from ..types import arrow_type
from .columns import Column, columns_of
from .fingerprints import changes, text_buffers
from .folder import parse

if TYPE_CHECKING:
    import pyarrow as pa

#: What RE2 may read otherwise than Python does: there the values are tried one by one. What stays are classes, groups
#: and repetitions, and \\w and \\d, which are of ASCII alone in RE2, so that it never matches what Python does not.
_UNLIKE = re.compile(r"\\[^wd.]|\[\^|\[:|\(\?|[*+?}][+]|[$^]")
#: Bytes that are looked at together, few enough to stay in a core's cache.
_PIECE = 1 << 18
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
            if kind == pa.int64() and _are_plain(values, typed):
                return (), typed
            written = pc.equal(typed.cast(pa.string()), values)
        if pc.all(pc.or_(written, pc.is_null(values))).as_py() is not False:
            return (), typed
    except pa.ArrowInvalid:
        pass
    return _parsed(column, values.to_pylist(), kind)


def _are_plain(texts: pa.Array, numbers: pa.Array) -> bool:
    """Whether whole numbers are surely written as they are, told by the length of each text, which is quickest.

    What else Arrow reads as a number has zeros or a sign before it, so that it is longer; only 0x before digits of
    sixteen can be as long as the number, from 0xf4240 on.
    """
    import numpy as np
    import pyarrow.compute as pc

    values = numbers.drop_null().to_numpy(zero_copy_only=False)
    least, most = values.min(initial=0), values.max(initial=0)
    if least < 0 or most >= 1_000_000:
        return False
    lengths = np.ones(len(values), dtype=np.int32)
    for digits in range(1, len(str(most))):
        lengths += values >= 10**digits
    return bool((pc.binary_length(texts.drop_null()).to_numpy(zero_copy_only=False) == lengths).all())


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
    offsets, data = text_buffers(values)
    if not len(data):
        return []
    controls = (np.searchsorted(offsets, at, side="right") - 1 for at in _controls(data, column.free))
    rows: list[int] = np.unique(np.concatenate([_edges(offsets, data), *controls])).tolist()
    return rows


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


def _controls(data: Any, free: bool) -> Iterator[Any]:
    """Where bytes of control characters and of no characters stand, piece by piece; a place may come twice."""
    for start in range(0, len(data), _PIECE):
        piece = data[start : start + _PIECE + 2]  # a character may run over the end
        for at in _controls_of(piece, free):
            yield at + start


def _controls_of(data: Any, free: bool) -> Iterator[Any]:
    import numpy as np

    if data.min() < 0x20:
        low = data < 0x20
        yield np.flatnonzero(low & (data != 0x0A) if free else low)
    if (is_delete := data == 0x7F).any():
        yield np.flatnonzero(is_delete)
    if data.max() < 0x80:
        return
    for lead, size in ((0xC2, 2), (0xEF, 3), (0xED, 3)):
        is_lead = data[: 1 - size] == lead
        if not is_lead.any():
            continue
        at = np.flatnonzero(is_lead)
        if lead == 0xC2:
            yield at[data[at + 1] < 0xA0]
        elif lead == 0xEF:
            yield at[(data[at + 1] == 0xBF) & (data[at + 2] >= 0xBE)]
        else:
            yield at[data[at + 1] >= 0xA0]


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
