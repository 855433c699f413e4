"""The package: the same bytes everywhere, the same cells in every format, and written all or nothing."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import subprocess
import sys
from datetime import datetime
from functools import cache
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from sample import EXTRA, METADATA, sample_corpus, sample_files
from sco_declarations.build import package, staging
from sco_declarations.build.faults import FaultsFound
from sco_declarations.build.package import plan, publish, read_tables, recover, render
from sco_declarations.build.renderings.csvfile import csv_bytes, read_csv
from sco_declarations.build.schemas import TABLES, VIEWS, Row, schema, view

CHECK = Path(__file__).resolve().parents[2] / "shared" / "checks" / "check_package.py"


def snapshot(root: Path) -> dict[str, tuple[bytes, int]]:
    """Every file in a folder, with the time of its last change."""
    return {
        path.relative_to(root).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def contents(root: Path) -> dict[str, bytes]:
    return {path: content for path, (content, _) in snapshot(root).items()}


def next_release() -> dict[str, bytes]:
    """A package that differs from the sample in some files, lacks some, and has others."""
    return dict(_next_release())


@cache
def _next_release() -> dict[str, bytes]:
    corpus = sample_corpus()
    corpus.tables["instruments"][0]["place"] = "Elsewhere"
    extra = {**EXTRA, "docs/new.md": b"new\n"}
    del extra["docs/figures/lake-treaties.svg"]
    return render(corpus, extra)


def described(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files with a descriptor that gives their sizes and hashes."""
    descriptor = json.loads(files["datapackage.json"])
    for resource in descriptor["resources"]:
        content = files[resource["path"]]
        resource |= {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
    return {**files, "datapackage.json": json.dumps(descriptor).encode()}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    publish(sample_files(), tmp_path / "p")
    return tmp_path / "p"


def fault(files: dict[str, bytes], root: Path) -> tuple[str, str, str]:
    with pytest.raises(FaultsFound) as caught:
        publish(files, root)
    (found,) = caught.value.faults
    assert found.problem and found.remedy
    return found.code, found.file, found.problem


# What is rendered


@pytest.mark.skipif(not CHECK.is_file(), reason="the independent check is not beside this checkout")
def test_the_independent_check_passes(root: Path) -> None:
    done = subprocess.run([sys.executable, str(CHECK), str(root)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 failed" in done.stdout


def test_the_same_bytes_in_another_zone_locale_and_hash_seed() -> None:
    code = (
        "import hashlib, json; from sample import sample_files;"
        "print(json.dumps({p: hashlib.sha256(c).hexdigest() for p, c in sample_files().items()}))"
    )
    here = {path: hashlib.sha256(content).hexdigest() for path, content in sample_files().items()}
    for zone, seed, locale in (("Pacific/Kiritimati", "1", "C"), ("America/Caracas", "2", "tr_TR.UTF-8")):
        settings = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": locale, "LANG": locale}
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=Path(__file__).parent, env=settings, capture_output=True, check=True
        )
        assert json.loads(done.stdout) == here
    assert dict(sample_files()) == render(sample_corpus(), EXTRA)


@pytest.mark.parametrize("name", [*TABLES, *VIEWS])
def test_all_formats_hold_the_same_cells(name: str) -> None:
    import sqlite3

    import openpyxl

    files = sample_files()
    declared = view(name) if name in VIEWS else schema(name)
    folders = ("data/views", "data/views") if name in VIEWS else ("data/csv", "data/parquet")
    rows = read_csv(declared, files[f"{folders[0]}/{name}.csv"], "x.csv")
    assert rows, "nothing to compare"

    assert pq.read_table(io.BytesIO(files[f"{folders[1]}/{name}.parquet"])).to_pylist() == rows

    database = sqlite3.connect(":memory:")
    database.deserialize(files["data/sample-texts.sqlite"])
    stored = [dict(zip(declared.names, cells, strict=True)) for cells in database.execute(f"SELECT * FROM {name}")]
    database.close()
    as_stored: list[Row] = [{k: str(v) if hasattr(v, "isoformat") else v for k, v in row.items()} for row in rows]
    assert stored == as_stored

    sheet = openpyxl.load_workbook(io.BytesIO(files["data/sample-texts.xlsx"]))[name]
    cells = [list(row) for row in sheet.iter_rows(min_row=2, values_only=True)]
    shown = [[c.date() if isinstance(c, datetime) else c for c in row] for row in cells]
    assert shown == [list(row.values()) for row in rows]


def test_the_sources_are_in_it_byte_for_byte() -> None:
    for source in sample_corpus().sources:
        assert sample_files()[source.path] == source.raw
        assert hashlib.sha256(source.raw).hexdigest() == source.sha256


def test_a_file_is_rendered_once() -> None:
    with pytest.raises(ValueError, match="two files"):
        render(sample_corpus(), {"data/csv/edits.csv": b""})


# Publishing


def test_what_is_published_is_what_was_rendered(root: Path) -> None:
    assert contents(root) == dict(sample_files())
    assert read_tables(root) == sample_corpus().tables


def test_an_unchanged_file_is_not_touched(root: Path) -> None:
    before = snapshot(root)
    assert publish(sample_files(), root) == package.Plan((), ())
    assert snapshot(root) == before
    assert publish(next_release(), root).remove == ("docs/figures/lake-treaties.svg",)
    after = snapshot(root)
    assert after["data/csv/edits.csv"] == before["data/csv/edits.csv"]
    assert after["data/csv/instruments.csv"] != before["data/csv/instruments.csv"]
    assert contents(root) == next_release()


def test_the_descriptor_is_written_last(root: Path) -> None:
    wanted = plan(next_release(), root)
    assert wanted.write[-1] == "datapackage.json"
    assert wanted.remove == ("docs/figures/lake-treaties.svg",)
    assert set(wanted.write) == {
        "data/csv/instruments.csv", "data/parquet/instruments.parquet", "data/sample-texts.sqlite",
        "data/sample-texts.xlsx", "docs/new.md", "datapackage.json",
    }  # fmt: skip


def test_only_what_an_earlier_build_made_is_removed(root: Path) -> None:
    for path in ("data/csv/README.md", "data/csv/mine.csv", "data/raw/other.txt", "notes.txt"):
        (root / path).write_text("mine")
    spec = json.loads((root / "datapackage.json").read_text())
    spec["resources"] += [
        {"name": "a", "path": "data/raw/other.txt", "sco:origin": "generated"},
        {"name": "b", "path": "data/csv/mine.csv"},
        {"name": "c", "path": "../outside.txt", "sco:origin": "generated"},
    ]
    (root / "datapackage.json").write_text(json.dumps(spec))
    (root.parent / "outside.txt").write_text("mine")
    files = next_release()
    del files["data/raw/tashkent.txt"]
    publish(files, root)
    assert not (root / "docs/figures/lake-treaties.svg").exists()
    for path in ("data/csv/README.md", "data/csv/mine.csv", "data/raw/other.txt", "notes.txt", "../outside.txt"):
        assert (root / path).read_text() == "mine"
    assert (root / "data/raw/tashkent.txt").exists()


def test_a_dataset_of_a_new_name_leaves_no_files_of_the_old_one(root: Path) -> None:
    from dataclasses import replace

    publish(render(replace(sample_corpus(), metadata=replace(METADATA, name="new-name")), EXTRA), root)
    assert {path.name for path in (root / "data").glob("*.*")} == {"new-name.xlsx", "new-name.sqlite"}


def test_a_package_of_another_making_is_left_alone(tmp_path: Path) -> None:
    foreign = '{"name": "theirs", "resources": [{"name": "x", "path": "x.csv"}]}'
    (tmp_path / "datapackage.json").write_text(foreign)
    code, file, problem = fault(dict(sample_files()), tmp_path)
    assert code == "output-unwritable" and file.endswith("datapackage.json") and "another making" in problem
    assert contents(tmp_path) == {"datapackage.json": foreign.encode()}


def test_a_broken_descriptor_is_built_over(root: Path) -> None:
    (root / "datapackage.json").write_text("<<<<<<< HEAD\n")
    publish(sample_files(), root)
    assert contents(root) == dict(sample_files())


def test_a_text_that_no_build_put_there_is_not_overwritten(root: Path) -> None:
    (root / "data/raw/windhoek.txt").write_text("the only copy")
    before = snapshot(root)
    code, file, _ = fault(dict(sample_files()), root)
    assert (code, Path(file).name) == ("output-unwritable", "windhoek.txt")
    assert snapshot(root) == before


def test_a_text_that_an_earlier_build_copied_is_replaced(root: Path) -> None:
    files = described({**next_release(), "data/raw/windhoek.txt": b"a better scan\n"})
    publish(files, root)
    assert (root / "data/raw/windhoek.txt").read_bytes() == b"a better scan\n"


def test_paths_that_lead_out_are_an_error_of_ours(tmp_path: Path) -> None:
    for path in ("../x", "/x", "", "a\\b", ".sco-staging/x"):
        with pytest.raises(ValueError, match="no path"):
            publish({path: b""}, tmp_path / "p")


# When something goes wrong


@pytest.mark.parametrize("failing", range(1, 6))
def test_a_failure_while_swapping_leaves_the_old_files(
    root: Path, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    before = snapshot(root)
    real, calls = Path.replace, 0

    def replace(self: Path, target: Path) -> Path:
        nonlocal calls
        if self.is_relative_to(root / package.STAGING / "new"):
            calls += 1
            if calls == failing:
                raise OSError(errno.EIO, "planted", str(target))
        return real(self, target)

    monkeypatch.setattr(Path, "replace", replace)
    code, _, problem = fault(next_release(), root)
    assert calls == failing and code == "output-unwritable" and "planted" in problem
    assert snapshot(root) == before
    assert not (root / package.STAGING).exists()
    monkeypatch.undo()
    publish(next_release(), root)
    assert contents(root) == next_release()


def test_an_interruption_while_swapping_leaves_the_old_files(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = snapshot(root)
    real = Path.mkdir

    def mkdir(self: Path, *args: object, **kwargs: object) -> None:
        if self == root / "docs":
            raise KeyboardInterrupt
        real(self, *args, **kwargs)  # type: ignore[arg-type]

    monkeypatch.setattr(Path, "mkdir", mkdir)
    with pytest.raises(KeyboardInterrupt):
        publish(next_release(), root)
    assert snapshot(root) == before


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EROFS])
def test_a_full_or_broken_disk_leaves_the_old_files(root: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    before = snapshot(root)

    def fsync(_: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", fsync)
    assert fault(next_release(), root)[0] == "output-unwritable"
    assert snapshot(root) == before and not (root / package.STAGING).exists()


KILLED = """
import os, sys
from pathlib import Path
from test_package import next_release, publish
real, calls = Path.replace, 0
def replace(self, target):
    global calls
    calls += "new" in self.parts
    if calls == int(sys.argv[2]):
        os._exit(9)
    return real(self, target)
Path.replace = replace
publish(next_release(), Path(sys.argv[1]))
"""


@pytest.mark.parametrize("at", [1, 6])
def test_a_killed_run_is_undone_at_the_next_start(root: Path, at: int) -> None:
    before = contents(root)
    done = subprocess.run([sys.executable, "-c", KILLED, str(root), str(at)], cwd=Path(__file__).parent, check=False)
    assert done.returncode == 9
    assert (root / package.STAGING / "journal.json").exists()
    assert not (root / "docs/figures/lake-treaties.svg").exists(), "the kill came too early to show anything"
    recover(root)
    assert contents(root) == before
    publish(next_release(), root)
    assert contents(root) == next_release()


def test_leftovers_of_a_run_killed_earlier_are_cleared(root: Path) -> None:
    staged = root / package.STAGING / "new" / "data" / "x"
    staged.parent.mkdir(parents=True)
    staged.write_text("half")
    (root / package.STAGING / "lock").write_text("")
    publish(sample_files(), root)
    assert contents(root) == dict(sample_files())


def test_recovering_where_nothing_is_wrong_does_nothing(root: Path, tmp_path: Path) -> None:
    before = snapshot(root)
    recover(root)
    recover(tmp_path / "nowhere")
    assert snapshot(root) == before and not (tmp_path / "nowhere").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no flock")
def test_a_second_build_at_the_same_time_stops(root: Path) -> None:
    with staging.writing(root):
        code, _, problem = fault(next_release(), root)
        assert code == "output-unwritable" and "Another build" in problem
    assert contents(root) == dict(sample_files())
    publish(next_release(), root)


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "p").write_text("x")
    for root in (tmp_path / "p", tmp_path / "p" / "q"):
        assert fault(dict(sample_files()), root)[0] == "output-unwritable"
    assert (tmp_path / "p").read_text() == "x"


@pytest.mark.parametrize("path", ["data/csv/edits.csv", "data/csv", "datapackage.json"])
def test_a_folder_or_file_in_the_way(tmp_path: Path, path: str) -> None:
    way = tmp_path / path
    if path == "data/csv":
        way.parent.mkdir(parents=True)
        way.write_text("a file where a folder is needed")
    else:
        way.mkdir(parents=True)
    before = contents(tmp_path)
    assert fault(dict(sample_files()), tmp_path)[0] == "output-unwritable"
    assert contents(tmp_path) == before


def test_without_hard_links_the_old_files_are_copied(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def link(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", link)
    publish(next_release(), root)
    assert contents(root) == next_release()


def test_csv_bytes_are_the_published_ones() -> None:
    edits = sample_corpus().tables["edits"]
    assert sample_files()["data/csv/edits.csv"] == csv_bytes(schema("edits"), edits)
