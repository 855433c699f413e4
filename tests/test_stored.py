"""Holds up: `load`, `info`, `show` and `cite` say the same of a large package as of the same texts in a small one."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pandas as pd
import pyarrow.parquet as pq
import pytest
from largely import build, build_large, write_texts
from sco_declarations.build import load, stored
from sco_declarations.build.faults import FaultsFound
from sco_declarations.build.published import read_descriptor, read_tables
from sco_declarations.build.schemas import TABLES, VIEWS, schema
from sco_declarations.build.stored import StoredTable, is_large, stored_tables
from sco_declarations.cli import main as cli

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The same texts as a small package and as a large one, the last of them in two parts at least."""
    folder = tmp_path_factory.mktemp("packages")
    texts = write_texts(folder / "in")
    (texts / "bad.txt").write_bytes(b"\xff\xfe\x00\xd8 x")
    build(texts, folder / "small")
    build_large(texts, folder / "large")
    assert len(list((folder / "large/data/parquet/paragraphs").iterdir())) > 1
    return {name: folder / name for name in ("small", "large")}


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def ran(*arguments: str | Path) -> tuple[int, str, str]:
        status = cli.main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return ran


def identifiers(package: Path) -> list[str]:
    """The first and the last identifier of every table."""
    found = []
    for name, rows in read_tables(package).items():
        keys = [row[schema(name).primary_key[0]] for row in rows]
        found += [keys[at] for at in (0, -1)] if keys else []
    return found


def test_which_is_large(packages: dict[str, Path]) -> None:
    assert not is_large(read_descriptor(packages["small"]))
    assert is_large(read_descriptor(packages["large"]))


@pytest.mark.parametrize("name", [*TABLES, *VIEWS])
def test_parts_are_one_frame(packages: dict[str, Path], name: str) -> None:
    whole = load(name, packages["small"])
    pd.testing.assert_frame_equal(load(name, packages["large"]), whole)
    pd.testing.assert_frame_equal(load(name, packages["large"], format="csv"), whole)


def test_a_stored_table_has_the_rows(packages: dict[str, Path]) -> None:
    tables = stored_tables(packages["large"], read_descriptor(packages["large"]))
    for name, rows in read_tables(packages["small"]).items():
        assert (len(tables[name]), list(tables[name])) == (len(rows), rows)
        for column in schema(name).names:
            if column.endswith("_id") and rows:
                wanted = {rows[-1][column], rows[0][column]}
                expected = [row for row in rows if row[column] in wanted - {None}]
                assert tables[name].where(column, wanted) == expected, (name, column)
    assert all(row in tables["documents"] for row in read_tables(packages["small"])["documents"])


@pytest.mark.parametrize("options", [[], ["--json"]])
def test_what_info_says(packages: dict[str, Path], run: Run, options: list[str]) -> None:
    small, large = (run("info", package, *options) for package in packages.values())
    assert small == large and small[0] == 0
    assert not options or len(json.loads(small[1])["documents"]) == 24


def test_what_show_says(packages: dict[str, Path], run: Run) -> None:
    asked = identifiers(packages["small"])
    assert len(asked) > 20
    for number, identifier in enumerate(asked):
        for options in [[], ["--json"]][number % 2 :]:
            small, large = (run("show", identifier, "--package", one, *options) for one in packages.values())
            assert small == large and small[0] == 0 and small[1], identifier


def test_what_cite_says(packages: dict[str, Path], run: Run) -> None:
    found = 0
    for identifier in ([], *([name] for name in identifiers(packages["small"]))):
        small, large = (run("cite", *identifier, "--package", package) for package in packages.values())
        assert small == large
        found += small[0] == 0
    assert found == 7


def test_an_identifier_that_is_not_there(packages: dict[str, Path], run: Run) -> None:
    for asked, meant in (("TEXT-03", "text-03"), ("text-03:body.9", "text-03:body"), ("un-chartr", "un-charter")):
        status, _, said = run("show", asked, "--package", packages["large"])
        assert status == 1 and "identifier-unknown" in said and meant in said


def test_show_reads_few_rows(packages: dict[str, Path], run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """No row of another document becomes an object of Python."""
    made: list[str] = []

    class Noting(StoredTable):
        def where(self, column: str, values: object) -> list[dict[str, object]]:
            rows = super().where(column, values)  # type: ignore[arg-type]
            made.extend(str(row.get("document_id")) for row in rows)
            return rows

        def __iter__(self):  # type: ignore[no-untyped-def]
            raise AssertionError("a whole table is read")

    monkeypatch.setattr(stored, "StoredTable", Noting)
    assert run("show", "text-03:body.1", "--package", packages["large"])[0] == 0
    assert made and set(made) == {"text-03"}


def test_a_long_list_of_documents_is_cut(packages: dict[str, Path], run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_module("sco_declarations.cli.info"), "LISTED", 20)
    for package in packages.values():
        _, out, _ = run("info", package)
        assert "and 4 more, in data/csv/documents.csv" in out and out.count("\ntext-") == 20


def test_a_part_that_is_gone_or_broken_is_a_fault(tmp_path: Path, run: Run) -> None:
    texts = write_texts(tmp_path / "in")
    build_large(texts, tmp_path / "out")
    part = tmp_path / "out/data/parquet/paragraphs/part-00001.parquet"
    raw = part.read_bytes()
    for content in (raw[:-20], b"PAR1"):
        part.write_bytes(content)
        status, _, said = run("show", "text-03:body.1", "--package", tmp_path / "out")
        assert (status, "part-00001.parquet" in said, "[table]" in said) == (1, True, True)
        with pytest.raises(FaultsFound) as caught:
            load("paragraphs", tmp_path / "out")
        assert [(Path(fault.file).name, fault.code) for fault in caught.value.faults] == [(part.name, "table")]
    part.unlink()
    assert "[file]" in run("info", tmp_path / "out")[2]
    with pytest.raises(FaultsFound) as caught:
        load("paragraphs", tmp_path / "out")
    assert [(Path(fault.file).name, fault.code) for fault in caught.value.faults] == [(part.name, "file")]
    part.write_bytes(raw)
    whole = tmp_path / "out/data/parquet/documents.parquet"
    pq.write_table(pq.read_table(whole).drop_columns(["title"]), whole)
    assert "The table lacks title" in run("info", tmp_path / "out")[2]
