"""Holds up: a large package is checked in slices, and every fault of its files, formats and tables is told."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from large import as_large, seal, write
from sample import EXTRA, WINDHOEK, sample_corpus, sample_files
from sco_declarations.build import checks
from sco_declarations.build.checks import cautions, check_package, large, rule_of, streams
from sco_declarations.build.model import Corpus
from sco_declarations.build.package import render

Files = dict[str, bytes]
PARTS = "data/parquet/segments"


@pytest.fixture(autouse=True)
def slices_of_one_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "DOCUMENTS", 1)
    monkeypatch.setattr(streams, "ROWS", 4)

    def ask(root: Path) -> None:
        raise AssertionError("frictionless is not asked about a large package")

    monkeypatch.setattr(checks, "ask_referee", ask)


def rules(root: Path) -> set[str | None]:
    return {rule_of(fault) for fault in check_package(root)}


def test_a_sound_large_package_has_no_fault(tmp_path: Path) -> None:
    root = write(as_large(sample_files()), tmp_path)
    assert large.is_large(root)
    assert check_package(root) == []
    assert cautions(root) == cautions(write(sample_files(), tmp_path / "small"))


def test_a_package_is_large_by_its_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = write(sample_files(), tmp_path)
    assert not large.is_large(root)
    monkeypatch.setattr(large, "LARGE_ROWS", 17)
    assert large.is_large(root)
    monkeypatch.setattr(large, "LARGE_ROWS", 18)
    assert not large.is_large(root)
    (root / "data/parquet/segments.parquet").write_bytes(b"none")
    assert not large.is_large(root) and not large.is_large(tmp_path / "nothing")


def edit(path: str, old: bytes, new: bytes) -> Callable[[Files], None]:
    def plant(files: Files) -> None:
        assert old in files[path], path
        files[path] = files[path].replace(old, new, 1)

    return plant


def drop(path: str) -> Callable[[Files], None]:
    return lambda files: files.__delitem__(path)


def column(path: str, name: str, change: Callable[[pa.ChunkedArray], pa.ChunkedArray]) -> Callable[[Files], None]:
    """One column of a Parquet file, changed."""

    def plant(files: Files) -> None:
        table = pq.read_table(io.BytesIO(files[path]))
        at, sink = table.column_names.index(name), io.BytesIO()
        pq.write_table(table.set_column(at, name, change(table.column(at))), sink)
        files[path] = sink.getvalue()

    return plant


def swap_parts(files: Files) -> None:
    one, other = f"{PARTS}/part-00000.parquet", f"{PARTS}/part-00001.parquet"
    files[one], files[other] = files[other], files[one]


def stray_part(files: Files) -> None:
    files[f"{PARTS}/part-00009.parquet"] = files[f"{PARTS}/part-00000.parquet"]


def cut_short(files: Files) -> None:
    files["data/csv/edits.csv"] = files["data/csv/edits.csv"].rpartition(f"{WINDHOEK}:edit".encode())[0]


def no_parquet(files: Files) -> None:
    files[f"{PARTS}/part-00001.parquet"] = b"none"


def not_utf_8(files: Files) -> None:
    files["data/csv/edits.csv"] += b"\xff"


CASES: list[tuple[str, Callable[[Files], None], str]] = [
    ("another cell in CSV", edit("data/csv/segments.csv", b"signature", b"dateline"), "parquet-cells"),
    ("number written otherwise", edit("data/csv/segments.csv", b"ent.2,windhoek-1999,", b"ent.2,windhoek-1999,0"),
     "parquet-cells"),
    ("rows missing in CSV", cut_short, "parquet-cells"),
    ("no header", edit("data/csv/edits.csv", b"edit_id", b"id"), "csv-header"),
    ("CSV that is not UTF-8", not_utf_8, "csv-shape"),
    ("another cell in Parquet", column(f"{PARTS}/part-00002.parquet", "kind", pc.utf8_upper),
     "parquet-cells enum segment-kind"),
    ("binary column", column(f"{PARTS}/part-00001.parquet", "kind", lambda values: values.cast(pa.binary())),
     "parquet-columns"),
    ("no Parquet", no_parquet, "parquet-columns"),
    ("parts in another order", swap_parts, "parquet-cells row-order"),
    ("part gone", drop(f"{PARTS}/part-00001.parquet"), "file-missing"),
    ("part that is not listed", stray_part, "file-listed"),
    ("CSV gone", drop("data/csv/edits.csv"), "file-missing"),
    ("text gone", drop("data/raw/windhoek.txt"), "file-missing source-set"),
    ("text changed", edit("data/raw/windhoek.txt", b"3 March", b"4 March"),
     "source-facts paragraph-text mention-source"),
    ("text that does not decode", edit("data/raw/windhoek.txt", b"3 March", b"3 M\xffrch"), "source-decode source-set"),
    ("view of other cells", edit("data/views/paragraphs_flat.csv", b"preamble", b"foreword"), "parquet-cells"),
    ("name of a part", edit("datapackage.json", b"segments-parquet-00001", b"segments-parquet-1"), "resource"),
]  # fmt: skip


@pytest.mark.parametrize(("plant", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_planted_fault_is_caught(plant: Callable[[Files], None], expected: str, tmp_path: Path) -> None:
    files = as_large(sample_files())
    plant(files)
    assert rules(write(seal(files), tmp_path)) >= set(expected.split())


def test_sizes_and_hashes_are_looked_at(tmp_path: Path) -> None:
    files = as_large(sample_files())
    files[f"{PARTS}/part-00000.parquet"] += b" "
    assert rules(write(files, tmp_path)) >= {"file-bytes", "file-hash"}


def faulty(corpus: Corpus) -> None:
    """A fault in each kind of table, in the second document or in what goes over both."""
    tables = corpus.tables
    tables["paragraphs"][5]["words"] += 1
    tables["instruments"][0]["mentions"] = 7
    tables["documents"][1]["place"] = " Tashkent"
    tables["quality"][2]["value"] = 0.6


def test_faults_of_tables_are_those_of_a_small_package(tmp_path: Path) -> None:
    corpus = sample_corpus()
    faulty(corpus)
    files = render(corpus, EXTRA)
    small, whole = write(files, tmp_path / "small"), write(as_large(files), tmp_path / "large")
    expected = {
        (fault.place, fault.problem) for fault in check_package(small, referee=False) if fault.rule != "sqlite-tables"
    }
    assert {(fault.place, fault.problem) for fault in check_package(whole)} == expected
    assert {"text-counts", "counts", "text-clean", "quality-value"} <= rules(whole)
