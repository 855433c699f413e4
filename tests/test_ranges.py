"""Holds up: the slices of a large package checked by several processes give the faults that they give one by one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from largely import COUNT, build_large, write_texts
from sco_declarations.build.checks import INVARIANTS, check_package, large, ranges, streams
from sco_declarations.build.checks.folder import list_package
from sco_declarations.build.checks.rules import Findings
from sco_declarations.build.checks.slices import OF_DOCUMENTS, Registry, check_slice
from sco_declarations.build.checks.streams import slices
from sco_declarations.build.faults import Fault
from sco_declarations.build.workers import workers

#: Documents of a slice here.
SLICE = 2
NAMES = (*OF_DOCUMENTS, "paragraphs_flat")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made")
    build_large(write_texts(folder / "texts"), folder / "package")
    return folder / "package"


@pytest.fixture(autouse=True)
def small_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "DOCUMENTS", SLICE)
    monkeypatch.setattr(large, "is_large", lambda root: True)


def bounds_of(root: Path, processes: int = 2) -> list[ranges.Bounds]:
    package = list_package(root, Findings())
    assert package is not None
    return ranges.ranges(package, NAMES, processes)


def test_ranges_are_whole_slices_that_hold_every_row_once(made: Path) -> None:
    found = bounds_of(made, 3)
    assert len(found) == 6
    for name in NAMES:
        rows = [at[name] for at in found]
        assert rows[0][0] == 0
        assert all(before[1] == after[0] for before, after in pairwise(rows))
        assert rows[-1][1] == sum(len(batch) for batch, _ in streams.batches(package_of(made), name))
    firsts = [at["documents"][0] for at in found]
    assert all(first % SLICE == 0 for first in firsts)
    assert found[-1]["documents"][1] == COUNT


def package_of(root: Path) -> Any:
    package = list_package(root, Findings())
    assert package is not None
    return package


def test_few_documents_or_one_process_are_not_shared_out(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert bounds_of(made, 1) == []
    monkeypatch.setattr(streams, "DOCUMENTS", COUNT)
    assert bounds_of(made) == []


def one_by_one(root: Path) -> list[Fault]:
    return check_package(root)


def shared_out(root: Path, processes: int = 1) -> list[Fault]:
    """The faults that ranges for three processes give, in so many processes."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ranges, "workers", lambda _: workers(processes))
        return check_package(root, processes=3)


def change(root: Path, table: str, row: int, column: str, value: Any) -> None:
    """Write another value into a cell of a table's Parquet parts."""
    at = 0
    folder = root / "data/parquet"
    for path in sorted(folder.glob(f"{table}/*.parquet")) or [folder / f"{table}.parquet"]:
        read = pq.read_table(path)
        if at <= row < at + read.num_rows:
            values = read.column(column).to_pylist()
            values[row - at] = value
            place = read.schema.get_field_index(column)
            pq.write_table(
                read.set_column(place, read.schema.field(place), pa.array(values, read.schema.types[place])), path
            )
            return
        at += read.num_rows
    raise AssertionError(f"{table} has no row {row}")


@pytest.fixture
def copied(made: Path, tmp_path: Path) -> Iterator[Path]:
    for path in made.rglob("*"):
        if path.is_file():
            (tmp_path / path.relative_to(made)).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path.relative_to(made)).write_bytes(path.read_bytes())
    yield tmp_path


def test_a_sound_package_has_no_fault(made: Path) -> None:
    assert bounds_of(made, 3)
    assert shared_out(made) == one_by_one(made) == []


def test_faults_of_slices_and_of_the_whole_are_the_same(copied: Path) -> None:
    change(copied, "segments", 60, "kind", "signature")
    change(copied, "paragraphs", 30, "words", 1)
    change(copied, "instrument_mentions", 20, "instrument_id", "no-such-instrument")
    (copied / "data/raw/text-07.txt").write_text("Another text.\n")
    assert bounds_of(copied, 3)
    faults = shared_out(copied, processes=2)
    assert {"segments.csv", "paragraphs.csv", "instrument_mentions.csv"} <= {Path(fault.file).name for fault in faults}
    assert faults == one_by_one(copied)


@pytest.mark.parametrize("value", ["text-00", "no-such-document"])
def test_rows_out_of_the_order_of_documents_are_not_shared_out(copied: Path, value: str) -> None:
    change(copied, "segments", 60, "document_id", value)
    assert bounds_of(copied, 3) == []
    assert shared_out(copied) == one_by_one(copied) != []


def test_what_comes_back_is_in_the_order_of_documents(made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Backwards:
        def __enter__(self) -> Backwards:
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def each(self, do: Any, tasks: Any) -> Iterator[Any]:
            yield from [do(task) for task in reversed(list(tasks))]

    package, registry = package_of(made), Registry({}, {})
    here = [check_slice(piece, registry, INVARIANTS)[1] for piece in slices(package, (), Findings())]
    monkeypatch.setattr(ranges, "workers", lambda processes: Backwards())
    there = [tally for _, tally in ranges.check_ranges(package, (), bounds_of(made), 2, registry)]
    assert [tally.documents for tally in there] == [tally.documents for tally in here]
