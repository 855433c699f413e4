"""Keys of rows as numbers of 64 bits, so that repetitions are found without any key being held.

Equal keys have equal fingerprints. Of different keys one pair in 2 ** 64 has equal ones too, so that rows with one
fingerprint are only rows to look at.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa

#: Odd numbers without pattern: those of the mixing step of SplitMix64 (Steele, Lea, Flood 2014).
_FIRST, _SECOND, _STEP = 0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0x9E3779B97F4A7C15
#: Bytes of a text that are looked at, from its end, where identifiers differ.
_MOST = 1_024
_WORD = 8
_MASK = 2**64 - 1


def fingerprints(key: Sequence[pa.Array]) -> Any:
    """The fingerprint of each row's key, as a numpy array of uint64: 0 where a part of the key is null, and only there.

    The columns hold texts, whole numbers, days or anything that Arrow writes as text.
    """
    import numpy as np
    import pyarrow.compute as pc

    made = np.zeros(len(key[0]), dtype=np.uint64)
    for values in key:
        made = _mixed(made * np.uint64(_STEP) + _of(values))
    made[made == 0] = 1
    for values in key:
        if values.null_count:
            made[pc.is_null(values).to_numpy(zero_copy_only=False)] = 0
    return made


def repeated(parts: Sequence[Any]) -> list[int]:
    """The rows of a table, given in parts, whose fingerprint another row has too."""
    import numpy as np

    if not parts:
        return []
    whole = np.concatenate(parts)
    ordered = np.sort(whole)
    twice = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
    rows: list[int] = np.flatnonzero(np.isin(whole, twice[twice > 0])).tolist() if len(twice) else []
    return rows


def _of(values: pa.Array) -> Any:
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    if pa.types.is_date32(values.type):
        values = values.cast(pa.int32())
    if not pa.types.is_integer(values.type):
        return _of_runs(values if pa.types.is_string(values.type) else values.cast(pa.string()))
    numbers = pc.fill_null(values, 0).to_numpy(zero_copy_only=False)
    return _mixed(numbers.astype(np.int64).view(np.uint64))


def _of_runs(values: pa.Array) -> Any:
    """As `_of_texts`, each run of the same text looked at once."""
    import numpy as np

    heads = changes(values)
    if heads is None:
        return _of_texts(values)
    run = np.cumsum(heads.to_numpy(zero_copy_only=False)) - 1
    return _of_texts(values.filter(heads))[run]


def _of_texts(values: pa.Array) -> Any:
    """The length of each text and its words of eight bytes, counted from its end, in one number."""
    import numpy as np

    offsets, data = text_buffers(values)
    lengths = np.diff(offsets)
    made = lengths.astype(np.uint64) * np.uint64(_STEP)
    padded = np.zeros(_WORD + len(data), dtype=np.uint8)
    padded[_WORD:] = data
    # Each place as the eight bytes that end there; of the word in which a text begins its own bytes are kept.
    words = np.lib.stride_tricks.as_strided(padded[:_WORD].view("<u8"), (len(data) + 1,), (1,))
    ends, least, most = offsets[1:], int(lengths.min(initial=0)), int(lengths.max(initial=0))
    rows: Any = slice(None)
    for done in range(0, min(most, _MOST), _WORD):
        if done >= least:
            rows = np.flatnonzero(lengths > done)
        word = words[ends[rows] - done]
        if done + _WORD > least:
            word >>= np.clip(_WORD + done - lengths[rows], 0, _WORD - 1).astype(np.uint64) * np.uint64(8)
        word *= np.uint64(done * _FIRST & _MASK | 1)
        word ^= word >> np.uint64(32)
        word *= np.uint64(_SECOND)
        made[rows] += word
    return made


def _mixed(numbers: Any) -> Any:
    import numpy as np

    numbers = (numbers ^ (numbers >> np.uint64(30))) * np.uint64(_FIRST)
    numbers = (numbers ^ (numbers >> np.uint64(27))) * np.uint64(_SECOND)
    return numbers ^ (numbers >> np.uint64(31))


def text_buffers(values: pa.Array) -> tuple[Any, Any]:
    """Where each text of an array begins, and the end of the last, and the bytes of all; a null is an empty text."""
    import numpy as np

    _, offsets_, data_ = values.buffers()
    offsets = np.frombuffer(offsets_, dtype=np.int32)[values.offset : values.offset + len(values) + 1]
    if data_ is None:
        return offsets - offsets[0], np.empty(0, dtype=np.uint8)
    return offsets - offsets[0], np.frombuffer(data_, dtype=np.uint8)[offsets[0] : offsets[-1]]


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
