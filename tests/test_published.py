"""Reading a package back: the same rows as went in, and a fault with file and place for whatever is broken."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sample import sample_corpus, sample_files
from sco_declarations.build.faults import FaultsFound
from sco_declarations.build.package import publish, recover
from sco_declarations.build.places import JOURNAL
from sco_declarations.build.published import read_descriptor, read_tables


@pytest.fixture
def root(tmp_path: Path) -> Path:
    publish(sample_files(), tmp_path / "p")
    return tmp_path / "p"


def faults(read: Callable[[Path], Any], root: Path) -> list[tuple[str, str, str]]:
    with pytest.raises(FaultsFound) as caught:
        read(root)
    return [(Path(f.file).name, f.place, f.code) for f in caught.value.faults]


def test_tables_come_back_as_they_were(root: Path) -> None:
    assert read_tables(root) == sample_corpus().tables


def test_a_package_of_which_half_is_replaced_is_not_read(root: Path) -> None:
    (root / JOURNAL).parent.mkdir()
    (root / JOURNAL).write_text('{"replaced": [], "added": []}')
    assert faults(read_descriptor, root) == [("journal.json", "", "package")]
    recover(root)
    assert read_tables(root) == sample_corpus().tables


def test_no_package(tmp_path: Path) -> None:
    assert faults(read_descriptor, tmp_path) == [("datapackage.json", "", "input-missing")]
    assert faults(read_tables, tmp_path / "nowhere") == [("datapackage.json", "", "input-missing")]
    (tmp_path / "datapackage.json").mkdir()
    assert faults(read_descriptor, tmp_path) == [("datapackage.json", "", "not-a-file")]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("", "line 1"),
        ('{\n"name": "x",\n}', "line 3"),
        ("\udcff", ""),
        ("[]", ""),
        ("{}", ""),
        ('{"resources": []}', ""),
        ('{"resources": {}}', ""),
        ('{"resources": ["x"]}', "resource 1"),
        ('{"resources": [{"name": "x"}]}', "resource 1"),
        ('{"resources": [{"name": "x", "path": ["a", "b"]}]}', "resource 1"),
        ('{"resources": [{"name": "x", "path": "../a.csv"}]}', "resource x"),
        ('{"resources": [{"name": "x", "path": "/etc/passwd"}]}', "resource x"),
    ],
)
def test_a_broken_descriptor_is_a_fault(tmp_path: Path, text: str, place: str) -> None:
    (tmp_path / "datapackage.json").write_bytes(text.encode("utf-8", "surrogateescape"))
    assert faults(read_descriptor, tmp_path) == [("datapackage.json", place, "package")]


def test_broken_tables_are_all_named(root: Path) -> None:
    (root / "data/csv/edits.csv").unlink()
    path = root / "data/csv/sections.csv"
    path.write_text(path.read_text().replace(",3,body,", ",three,body,"))
    assert faults(read_tables, root) == [
        ("edits.csv", "", "file"),
        ("sections.csv", "row 4, column position", "table"),
    ]


@pytest.mark.parametrize("broken", [None, "x", {}, {"fields": [{"name": "a"}], "primaryKey": ["a"]}])
def test_a_schema_that_is_none_is_a_fault(root: Path, broken: Any) -> None:
    spec = read_descriptor(root)
    spec["resources"][0]["schema"] = broken
    (root / "datapackage.json").write_text(json.dumps(spec))
    assert faults(read_tables, root) == [("datapackage.json", "resource documents", "package")]


def test_a_type_that_is_not_known_is_a_fault(root: Path) -> None:
    spec = read_descriptor(root)
    spec["resources"][0]["schema"]["fields"][0]["type"] = "geopoint"
    (root / "datapackage.json").write_text(json.dumps(spec))
    assert faults(read_tables, root) == [("datapackage.json", "resource documents", "package")]


def test_files_are_named_as_the_user_knows_them(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (root / "data/csv/edits.csv").unlink()
    monkeypatch.chdir(root)
    with pytest.raises(FaultsFound) as caught:
        read_tables(Path())
    assert caught.value.faults[0].file == "data/csv/edits.csv"
