"""Holds up: the published program proves a large package too, and catches what is planted in one."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from largely import build_large, write_texts
from sco_declarations.build.pipeline import build
from sco_declarations.build.standalone import verify as program
from sco_declarations.build.standalone.verify import verify

Rows = list[dict[str, str]]
Plant = Callable[[Path], Any]
PART = "data/parquet/segments/part-00001.parquet"


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_texts(tmp_path_factory.mktemp("texts") / "in")
    (folder / "bad.txt").write_bytes(b"\xff\xfe\x00\xd8 x")
    return folder


@pytest.fixture(scope="module")
def sound(texts: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("large") / "out"
    build_large(texts, output)
    return output


@pytest.fixture(autouse=True)
def in_small_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few documents at a time, and the keys of the corpus in several shares."""
    monkeypatch.setattr(program, "BATCH_BYTES", 3000)
    monkeypatch.setattr(program, "SHARE", 10)


def seal(root: Path) -> None:
    """Sizes and hashes as the files have them, as a careless forger would set them."""
    descriptor = json.loads((root / "datapackage.json").read_text())
    for resource in descriptor["resources"]:
        raw = (root / resource["path"]).read_bytes()
        resource.update(bytes=len(raw), hash=f"sha256:{hashlib.sha256(raw).hexdigest()}")
    (root / "datapackage.json").write_text(json.dumps(descriptor))


def edit(table: str, change: Callable[[Rows], Any]) -> Plant:
    def plant(root: Path) -> None:
        path = root / f"data/csv/{table}.csv"
        rows = list(csv.DictReader(io.StringIO(path.read_bytes().decode(), newline="")))
        out = io.StringIO(newline="")
        writer = csv.DictWriter(out, list(rows[0]), lineterminator="\n")
        change(rows)
        writer.writeheader()
        writer.writerows(rows)
        path.write_bytes(out.getvalue().encode())
        seal(root)

    return plant


def put(table: str, index: int, **values: object) -> Plant:
    return edit(table, lambda rows: rows[index].update({key: str(value) for key, value in values.items()}))


def overwrite(path: str, raw: bytes) -> Plant:
    def plant(root: Path) -> None:
        (root / path).write_bytes(raw)

    return plant


def exchange(rows: Rows, one: int, other: int, column: str) -> None:
    rows[one][column], rows[other][column] = rows[other][column], rows[one][column]


def replace(path: str, old: bytes, new: bytes) -> Plant:
    def plant(root: Path) -> None:
        raw = (root / path).read_bytes()
        assert old in raw
        (root / path).write_bytes(raw.replace(old, new, 1))
        seal(root)

    return plant


def test_a_large_package_is_proven_as_the_small_one_is(sound: Path, texts: Path, tmp_path: Path) -> None:
    large = verify(str(sound))
    assert (large.faults, large.exit_status) == ([], 0)
    build(texts, tmp_path)
    small = verify(str(tmp_path))
    apart = {"files", "bytes", "sqlite"}
    assert {kind: n for kind, n in large.proven.items() if kind not in apart} == {
        kind: n for kind, n in small.proven.items() if kind not in apart
    }
    assert large.proven["sources"] == 24 and large.proven["sqlite"] == 0 and large.proven["diagnostics"] == 1


CASES: list[tuple[str, Plant, str, str]] = [
    ("part changed", overwrite(PART, b"PAR1"), "file-bytes", PART),
    ("part gone", lambda root: (root / PART).unlink(), "file-missing", PART),
    ("part not listed", overwrite(PART.replace("00001", "00099"), b"PAR1"), "file-listed", "part-00099"),
    ("text changed", overwrite("data/raw/text-03.txt", b"STATEMENT"), "source-facts", "documents.csv, row "),
    ("text gone", lambda root: (root / "data/raw/text-03.txt").unlink(), "source-file", "documents.csv, row "),
    ("text out of the package", put("documents", 3, source_file="../text.txt"), "source-file", "row 5"),
    ("texts of two documents exchanged", edit("documents", lambda rows: exchange(rows, 2, 19, "source_file")),
     "source-facts", "documents.csv, row 4, column source_sha256"),
    ("text of two documents", edit("documents", lambda rows: rows[20].update(source_file=rows[1]["source_file"])),
     "unique", "documents.csv, row 22, column source_file"),
    ("document twice", edit("documents", lambda rows: rows.append(rows[2])), "primary-key", "documents.csv, row 26"),
    ("paragraph late in the corpus", put("paragraphs", 40, text="No."), "paragraph-text", "paragraphs.csv, row 42"),
    ("identifier of another document", edit("segments", lambda rows: rows[60].update(segment_id=rows[1]["segment_id"])),
     "document-prefix", "segments.csv, row 62"),
    ("identifier twice", edit("segments", lambda rows: rows[61].update(segment_id=rows[60]["segment_id"])),
     "primary-key", "segments.csv, row 63"),
    ("row of no document", put("segments", 60, document_id="nowhere"), "row-order", "segments.csv, row 62"),
    ("row far from its document", edit("segments", lambda rows: rows.append(rows.pop(0))), "row-order",
     "segments.csv, row "),
    ("instrument that is not there", put("instrument_mentions", 30, instrument_id="treaty-on-nothing"), "foreign-key",
     "instrument_mentions.csv, row 32"),
    ("first mention that is not there", put("instruments", 1, first_mention_id="text-03:body.1@9999"), "foreign-key",
     "instruments.csv, row 3"),
    ("mentions miscounted", put("instruments", 0, mentions=99), "counts", "instruments.csv, row 2, column mentions"),
    ("documents miscounted", put("entities", 0, documents=99), "counts", "entities.csv, row 2, column documents"),
    ("instrument twice", edit("instruments", lambda rows: rows.append(rows[0])), "primary-key", "instruments.csv"),
    ("cell of the view", replace("data/views/paragraphs_flat.csv", b",body,", b",annex,"), "view-cells",
     "paragraphs_flat.csv, row 2"),
    ("diagnostic of a document", put("diagnostics", 0, text_file="text-03.txt", diagnostic_id="text-03.txt#1"),
     "diagnostic-text", "diagnostics.csv, row 2"),
    ("diagnostic of another number", put("diagnostics", 0, diagnostic_id="bad.txt#2"), "diagnostic-id", "row 2"),
    ("code of no error", put("diagnostics", 0, code="unlucky"), "diagnostic-code", "diagnostics.csv, row 2"),
]  # fmt: skip


@pytest.mark.parametrize(("plant", "rule", "where"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_planted_fault_is_caught(sound: Path, tmp_path: Path, plant: Plant, rule: str, where: str) -> None:
    root = tmp_path / "out"
    shutil.copytree(sound, root)
    plant(root)
    report = verify(str(root))
    said = "\n".join(report.complaints())
    assert any(fault["rule"] == rule and where in f"{fault['file']}, {fault['place']}" for fault in report.faults), said
    assert report.exit_status == 1 and "unexpected" not in {fault["rule"] for fault in report.faults}, said


def test_few_rows_are_held(sound: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of no table more rows than those of a few documents, wherever they stand."""
    held: dict[str, list[int]] = {}
    take = program.Feed.take

    def taking(feed: program.Feed, ranks: dict[Any, int], alone: bool) -> list[program.Row]:
        rows = take(feed, ranks, alone)
        held.setdefault(feed.table.name, []).append(len(rows))
        return rows

    monkeypatch.setattr(program.Feed, "take", taking)
    report = verify(str(sound))
    assert report.exit_status == 0
    assert set(map(len, held.values())) == {8} and set(held) == {*program.SLICES, "paragraphs_flat"}
    assert max(held["segments"]) <= sum(held["segments"]) / 7
