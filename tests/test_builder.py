"""Holds up: a package is the same bytes, whoever read its texts, in whatever order and batches; large ones too."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from largely import COUNT, build, contents, few_rows, write_texts
from sco_declarations.build import batches, builder, checks, pipeline, workers
from sco_declarations.build.batches import Packed
from sco_declarations.build.faults import Fault, FaultsFound
from sco_declarations.build.places import STAGING


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_texts(tmp_path_factory.mktemp("texts") / "in")


@pytest.fixture(scope="module")
def whole(texts: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The package of the texts, read in one batch."""
    output = tmp_path_factory.mktemp("whole")
    pipeline.build(texts, output)
    return contents(output)


def test_the_number_of_processes_changes_nothing(
    texts: Path, whole: dict[str, bytes], tmp_path: Path, small_batches: None
) -> None:
    assert build(texts, tmp_path / "one", workers=1).read == COUNT
    assert contents(tmp_path / "one") == whole
    build(texts, tmp_path / "two", workers=2)
    assert contents(tmp_path / "two") == whole


def shuffled(monkeypatch: pytest.MonkeyPatch, seed: int) -> None:
    """Batches of texts picked at random, read in random order."""
    made = batches.batches

    def at_random(entries: Sequence[Any]) -> Iterator[Any]:
        mixed = list(entries)
        random.Random(seed).shuffle(mixed)
        yield from made(mixed)

    monkeypatch.setattr(builder, "batches", at_random)


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_texts_changes_nothing(
    texts: Path,
    whole: dict[str, bytes],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    small_batches: None,
    seed: int,
) -> None:
    shuffled(monkeypatch, seed)
    build(texts, tmp_path)
    assert contents(tmp_path) == whole


def test_a_build_that_was_stopped_goes_on_from_its_finished_batches(
    texts: Path, whole: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small_batches: None
) -> None:
    read = builder.read_batch
    done: list[int] = []

    def stopped(*arguments: Any) -> Packed:
        if len(done) == 3:
            raise KeyboardInterrupt
        done.append(1)
        return read(*arguments)

    with monkeypatch.context() as patch:
        patch.setattr(builder, "read_batch", stopped)
        with pytest.raises(KeyboardInterrupt):
            build(texts, tmp_path)
    assert not (tmp_path / "datapackage.json").exists()
    report = build(texts, tmp_path, resume=True)
    assert report.read == COUNT - 3 * 5
    assert contents(tmp_path) == whole


def test_without_being_told_to_go_on_a_build_begins_anew(
    texts: Path, whole: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small_batches: None
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(builder, "check_tables", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            build(texts, tmp_path)
    assert (tmp_path / STAGING / "work").is_dir()
    assert build(texts, tmp_path).read == COUNT
    assert contents(tmp_path) == whole


def test_only_what_changed_is_read_again(tmp_path: Path, small_batches: None) -> None:
    texts, cache = write_texts(tmp_path / "in"), tmp_path / "cache"
    assert build(texts, tmp_path / "out", cache=cache).read == COUNT
    assert build(texts, tmp_path / "out", cache=cache).read == 0
    (texts / "text-03.txt").write_text("STATEMENT ON PEACE\n\nThe sides recall the Convention on Lakes of 1999.\n")
    (texts / "text-04.yaml").write_text("document_id: fourth\n")
    (texts / "text-05.txt").unlink()
    (texts / "text-99.txt").write_text("The sides recall the Convention on Fish of 3 May 1990.\n")
    report = build(texts, tmp_path / "out", cache=cache)
    assert (report.read, report.documents) == (3, COUNT)
    build(texts, tmp_path / "anew")
    anew, changed = contents(tmp_path / "anew"), contents(tmp_path / "out")
    # A text that is no longer there stays in the folder of received texts, and in no table.
    assert changed.pop("data/raw/text-05.txt") and changed == anew


def test_what_was_kept_is_not_used_where_authority_files_changed(tmp_path: Path, small_batches: None) -> None:
    texts, cache = write_texts(tmp_path / "in", 6), tmp_path / "cache"
    build(texts, tmp_path / "out", cache=cache)
    (texts / "instruments.yaml").write_text(
        "instruments:\n- id: wells-1992\n  name: Convention on Wells\n  type: convention\n  date: '1992-05-03'\n"
        "  status: adopted\n  statement: A list.\n"
    )
    assert build(texts, tmp_path / "out", cache=cache).read == 6


def test_a_text_with_a_fault_is_read_again_and_named_as_it_is_now(tmp_path: Path, small_batches: None) -> None:
    texts, cache = write_texts(tmp_path / "in", 6), tmp_path / "cache"
    (texts / "bad.txt").write_bytes(b"\0")
    assert build(texts, tmp_path / "out", cache=cache).read == 7
    texts = texts.rename(tmp_path / "moved")
    report = build(texts, tmp_path / "out", cache=cache)
    assert report.read == 1
    assert [fault.file for fault in report.faults] == [str(texts / "bad.txt")]


def test_a_batch_that_is_at_fault_as_a_whole_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small_batches: None
) -> None:
    texts = write_texts(tmp_path / "in", 6)
    fault = Fault("data/csv/edits.csv", "", "invariant", "Planted.")

    def check(tables: Any, sources: Any) -> list[Fault]:
        return [fault] if len(sources) == 5 else []

    with monkeypatch.context() as patch:
        patch.setattr(checks, "check_tables", check)
        for again in (False, True):
            with pytest.raises(FaultsFound, match="Planted"):
                build(texts, tmp_path / "out", workers=1, resume=again)
    assert build(texts, tmp_path / "out", resume=True).read >= 5


def test_a_pack_that_is_gone_is_read_again(tmp_path: Path, small_batches: None) -> None:
    texts, cache = write_texts(tmp_path / "in", 12), tmp_path / "cache"
    build(texts, tmp_path / "out", cache=cache)
    first, *_ = sorted((cache / "packs").iterdir())
    first.unlink()
    assert 0 < build(texts, tmp_path / "out", cache=cache).read <= 5
    (cache / "index.sqlite").write_bytes(b"no database")
    assert build(texts, tmp_path / "out", cache=cache).read == 12
    assert build(texts, tmp_path / "out", cache=cache).read == 0


# -- large packages


@pytest.fixture(scope="module")
def large_package(texts: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("large")
    with pytest.MonkeyPatch.context() as patch:
        few_rows(patch)
        build(texts, output / "out", cache=output / "cache")
    return output / "out"


def rows(folder: Path, table: str) -> list[dict[str, Any]]:
    """The rows in the Parquet files of a table, whole or in parts, in their order."""
    parts_of = sorted((folder / table).glob("part-*.parquet")) or [folder / f"{table}.parquet"]
    return [row for path in parts_of for row in pq.ParquetFile(path).read().to_pylist()]


def test_a_large_package_has_the_same_rows(large_package: Path, whole: dict[str, bytes], tmp_path: Path) -> None:
    found = contents(large_package)
    for path in whole:
        if path.endswith((".csv", ".txt")):
            assert found[path] == whole[path]
    assert not [path for path in found if path.endswith((".xlsx", ".sqlite"))]
    assert "data/parquet/segments/part-00001.parquet" in found and "data/parquet/documents.parquet" in found
    assert "data/views/paragraphs_flat/part-00001.parquet" in found
    for path, raw in whole.items():
        if path.endswith(".parquet"):
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_bytes(raw)
            folder = Path(path).parent
            assert rows(large_package / folder, Path(path).stem) == rows(tmp_path / folder, Path(path).stem)


def test_the_rows_of_a_document_are_in_one_part(large_package: Path) -> None:
    seen: dict[str, str] = {}
    for path in sorted((large_package / "data/parquet/segments").iterdir()):
        table = pq.ParquetFile(path).read()
        for document_id in table.column("document_id").to_pylist():
            assert seen.setdefault(document_id, path.name) == path.name
    assert len(set(seen.values())) > 2


def test_the_descriptor_of_a_large_package_lists_parts_and_no_texts(large_package: Path) -> None:
    from sco_declarations.build.published import read_descriptor

    resources = {one["name"]: one for one in read_descriptor(large_package)["resources"]}
    assert resources["segments-parquet-00001"]["sco:table"] == "segments"
    assert not [one for one in resources.values() if one["path"].startswith("data/raw/")]
    with (large_package / "data/csv/documents.csv").open() as file:
        listed = [row["source_file"] for row in csv.DictReader(file)]
    assert sorted(listed) == sorted(f"data/raw/{path.name}" for path in (large_package / "data/raw").iterdir())


def test_a_large_package_is_the_same_from_processes_shuffled_and_from_a_cache(
    texts: Path,
    large_package: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    small_batches: None,
    small_parts: None,
) -> None:
    wanted = contents(large_package)
    build(texts, tmp_path / "two", workers=2)
    assert contents(tmp_path / "two") == wanted
    shuffled(monkeypatch, 3)
    build(texts, tmp_path / "out", cache=tmp_path / "cache")
    assert contents(tmp_path / "out") == wanted
    assert not build(texts, tmp_path / "out", cache=tmp_path / "cache").written


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_in_which_parts_are_done_changes_nothing(
    texts: Path, large_package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small_parts: None, seed: int
) -> None:
    def in_any_order(_: object, do: Any, tasks: Any) -> Iterator[Any]:
        done = [do(task) for task in tasks]
        random.Random(seed).shuffle(done)
        return iter(done)

    monkeypatch.setattr(workers.ThisProcess, "each", in_any_order)
    build(texts, tmp_path / "out", cache=tmp_path / "cache")
    assert contents(tmp_path / "out") == contents(large_package)


def test_one_batch_of_many_rows_is_a_large_package_too(
    texts: Path, large_package: Path, tmp_path: Path, small_parts: None
) -> None:
    assert build(texts, tmp_path).read == COUNT
    assert contents(tmp_path) == contents(large_package)
    build(texts, tmp_path)
    (tmp_path / "data/csv/edits.csv").unlink()
    assert build(texts, tmp_path).written == ("data/csv/edits.csv",)


def test_registers_of_a_large_package_are_checked(
    texts: Path, tmp_path: Path, small_parts: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = builder.Registers.entity_rows

    def twice(self: Any) -> Iterator[Any]:
        for row in rows(self):
            yield row
            yield {**row, "type": "lake"}

    monkeypatch.setattr(builder.Registers, "entity_rows", twice)
    with pytest.raises(FaultsFound) as raised:
        build(texts, tmp_path / "out")
    assert {fault.rule for fault in raised.value.faults} >= {"enum", "row-order"}
    assert not (tmp_path / "out" / "datapackage.json").exists()


def test_a_large_package_that_becomes_small_may_have_other_texts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small_batches: None
) -> None:
    texts = write_texts(tmp_path / "in", 12)
    with monkeypatch.context() as patch:
        patch.setattr(builder, "LARGE_ROWS", 30)
        build(texts, tmp_path / "out")
    (texts / "text-03.txt").write_text("STATEMENT ON PEACE\n\nThe sides met again.\n")
    build(texts, tmp_path / "out")
    build(texts, tmp_path / "anew")
    assert contents(tmp_path / "out") == contents(tmp_path / "anew")
    (tmp_path / "out/data/raw/text-04.txt").write_text("Someone's own words.\n")
    for limit in (30, 10**6):
        monkeypatch.setattr(builder, "LARGE_ROWS", limit)
        (texts / "text-04.txt").write_text(f"The sides met {limit} times.\n")
        with pytest.raises(FaultsFound, match="Another text of this name"):
            build(texts, tmp_path / "out")


def test_gold_is_measured_in_a_large_package(
    texts: Path, tmp_path: Path, small_parts: None, small_batches: None
) -> None:
    source = write_texts(tmp_path / "in")
    (source / "gold").mkdir()
    said = "text-03:body.1,The sides recall nothing.\n"
    (source / "gold" / "paragraphs.csv").write_text("paragraph_id,text\n" + said)
    build(source, tmp_path / "large")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(builder, "LARGE_ROWS", 10**6)
        build(source, tmp_path / "small")
    quality = (tmp_path / "large/data/csv/quality.csv").read_bytes()
    assert quality == (tmp_path / "small/data/csv/quality.csv").read_bytes() and quality.count(b"\n") > 1


# -- texts that cannot be read


def test_a_text_that_cannot_be_read_is_left_out_and_named(tmp_path: Path) -> None:
    texts = write_texts(tmp_path / "in", 3)
    (texts / "bad.txt").write_bytes(b"\xff\xfe\x00\xd8 x")
    (texts / "text-01.yaml").write_text("lang: en\ntitel: x\n")
    report = build(texts, tmp_path / "out")
    assert (report.documents, report.left_out) == (2, 2)
    with (tmp_path / "out/data/csv/diagnostics.csv").open() as file:
        found = [(row["diagnostic_id"], row["file"], row["code"]) for row in csv.DictReader(file)]
    assert found == [
        ("bad.txt#1", "bad.txt", "surrogate"),
        ("text-01.txt#1", "text-01.yaml", "key-unknown"),
        ("text-01.txt#2", "text-01.yaml", "key-unknown"),
    ]
    assert not (tmp_path / "out/data/raw/bad.txt").exists()
    assert {fault.code for fault in report.faults} == {"surrogate", "key-unknown"}


def test_strict_builds_end_over_it(tmp_path: Path) -> None:
    texts = write_texts(tmp_path / "in", 3)
    build(texts, tmp_path / "out")
    before = contents(tmp_path / "out")
    (texts / "bad.txt").write_bytes(b"\xff\xfe\x00\xd8 x")
    with pytest.raises(FaultsFound) as raised:
        build(texts, tmp_path / "out", strict=True)
    assert [fault.code for fault in raised.value.faults] == ["surrogate"]
    assert contents(tmp_path / "out") == before


def test_a_project_is_strict_unless_it_is_told_not_to_be(tmp_path: Path) -> None:
    source = tmp_path / "data"
    source.mkdir()
    write_texts(source / "raw", 3)
    (source / "raw" / "bad.txt").write_bytes(b"\0")
    with pytest.raises(FaultsFound):
        build(source, tmp_path / "out")
    assert build(source, tmp_path / "out", strict=False).left_out == 1


def test_where_no_text_can_be_read_the_build_ends(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in ("a.txt", "b.txt"):
        (tmp_path / "in" / name).write_bytes(b"")
    with pytest.raises(FaultsFound) as raised:
        build(tmp_path / "in", tmp_path / "out")
    assert [fault.code for fault in raised.value.faults] == ["input-empty"] * 2
    assert not (tmp_path / "out").exists()


def test_a_text_that_changes_in_the_middle_ends_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small_batches: None
) -> None:
    texts = write_texts(tmp_path / "in", 8)
    read = builder.read_batch

    def changing(*arguments: Any) -> Packed:
        packed = read(*arguments)
        (texts / "text-02.txt").write_text("Another text.\n")
        return packed

    monkeypatch.setattr(builder, "read_batch", changing)
    with pytest.raises(FaultsFound) as raised:
        build(texts, tmp_path / "out")
    assert "changed" in raised.value.faults[0].problem
