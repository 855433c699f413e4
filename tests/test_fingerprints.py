"""Holds up: equal keys have equal fingerprints wherever they stand, others differ, and repetitions are found."""

from __future__ import annotations

import datetime
import itertools
from typing import Any

import pyarrow as pa
import pytest
from sco_declarations.build.checks import vectors
from sco_declarations.build.checks.bulk import check_table
from sco_declarations.build.checks.fingerprints import changes, fingerprints, repeated
from sco_declarations.build.checks.rules import Findings
from sco_declarations.build.schemas import parse

TEXTS = ["", "a", "a\0", "\0a", "ab", "ba", "ab" * 4, "ab" * 4 + "a", "Ж", "Ж" * 9, "x" * 1_023, "x" * 1_025]


def texts(length: int) -> list[str]:
    return ["".join(letters) for size in range(length + 1) for letters in itertools.product("ab.\0", repeat=size)]


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (list(dict.fromkeys([*TEXTS, *texts(6)])), pa.string()),
        ([f"{n}:{'segment' * (n % 5)}.{m}" for n in range(60) for m in range(60)], pa.string()),
        ([*range(-300, 300), 2**63 - 1, -(2**63)], pa.int64()),
        ([datetime.date.fromordinal(700_000 + n) for n in range(500)], pa.date32()),
        ([n / 7 for n in range(500)], pa.float64()),
        ([True, False], pa.bool_()),
    ],
)
def test_equal_values_have_equal_fingerprints_and_others_differ(values: list[Any], kind: pa.DataType) -> None:
    whole = fingerprints([pa.array(values, kind)]).tolist()
    assert len(set(whole)) == len(values) and 0 not in whole
    apart = [fingerprints([pa.array([value], kind)])[0] for value in values[:200]]
    assert whole[:200] == apart
    turned = pa.array([values[0], None, *reversed(values)], kind)
    assert fingerprints([turned.slice(2)]).tolist() == whole[::-1]
    assert fingerprints([turned])[1] == 0


def test_runs_of_one_text_are_looked_at_once_and_give_the_same() -> None:
    values = pa.array([text for text in texts(3) for _ in range(5)] + [None])
    assert changes(values) is not None
    assert fingerprints([values]).tolist() == [fingerprints([values.slice(n, 1)])[0] for n in range(len(values))]


def test_a_key_of_several_columns_tells_which_is_which() -> None:
    names, numbers = ["a", "b", "1", "2"], [1, 2, 3, None]
    pairs = list(itertools.product(names, numbers))
    made = fingerprints([pa.array([one for one, _ in pairs]), pa.array([other for _, other in pairs])]).tolist()
    assert [number == 0 for number in made] == [other is None for _, other in pairs]
    assert len(set(made)) == 1 + sum(other is not None for _, other in pairs)
    both = fingerprints([pa.array(["a", "b"]), pa.array(["b", "a"])])
    assert both[0] != both[1]


def test_repetitions_are_found_across_parts_and_empty_keys_are_none() -> None:
    parts = [fingerprints([pa.array(cells, pa.string())]) for cells in (["a", "b", None], [], ["c", None, "a", "d"])]
    assert repeated(parts) == [0, 5]
    assert repeated([]) == [] and repeated(parts[:1]) == []


def test_two_keys_that_end_alike_are_looked_at_and_found_sound() -> None:
    declared = parse({"name": "t", "fields": [{"name": "a", "type": "string"}], "primaryKey": ["a"]})
    keys = ["a" + "x" * 1_024, "b" + "x" * 1_024, "c"]
    batch, found = pa.record_batch({"a": keys}), Findings()
    assert repeated([fingerprints([batch.column("a")])]) == [0, 1]
    check_table(declared, lambda: [batch], {}, found)
    assert not found.sorted()
    check_table(declared, lambda: [pa.record_batch({"a": [*keys, keys[1]]})], {}, found)
    assert [(fault.rule, fault.place) for fault in found.sorted()] == [("primary-key", "row 5, column a")]


@pytest.mark.parametrize("piece", [1, 2, 3, 1 << 18])
def test_control_characters_are_found_wherever_pieces_of_the_bytes_end(
    piece: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors, "_PIECE", piece)
    declared = parse({"name": "t", "fields": [{"name": "a", "type": "string"}], "primaryKey": ["a"]})
    bad = ["a\x07b", "é\x85é", "a\x7fb", "é\ufffeé", "\uffff", "a\x1f"]
    cells = [text for one in bad for text in ("“é”", one, "a\xa0b", "\ufffd\ud7ff", "")]
    suspects, _ = vectors.suspects(declared, pa.record_batch({"a": pa.array([c or None for c in cells])}))
    assert suspects == [n for n, cell in enumerate(cells) if cell in bad]
