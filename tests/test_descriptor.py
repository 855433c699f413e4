"""The descriptor: every file with its true size and hash, and a package that frictionless really checks."""

from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sample import EXTRA, METADATA, sample_corpus, sample_files
from sco_declarations.build.descriptor import describe, descriptor_bytes
from sco_declarations.build.metadata import NAME, default_metadata
from sco_declarations.build.package import measured
from sco_declarations.build.schemas import TABLES, VIEWS, schema, view

CONTENTS = {path: content for path, content in sample_files().items() if path != "datapackage.json"}
FILES = {path: measured(content) for path, content in CONTENTS.items()}


@pytest.fixture(scope="module")
def spec() -> dict[str, Any]:
    return describe(METADATA, sample_corpus().sources, FILES)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for path, content in sample_files().items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(content)
    return tmp_path


def verdict(folder: Path) -> dict[str, set[str]]:
    """What frictionless finds wrong, by path."""
    from frictionless import Package

    report = Package(str(folder / "datapackage.json")).validate()
    assert not report.errors
    found = {str(task.place): {error.type for error in task.errors} for task in report.tasks}
    return {path: types for path, types in found.items() if types}


def test_what_the_dataset_is(spec: dict[str, Any]) -> None:
    assert spec["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert (spec["name"], spec["title"], spec["version"]) == ("sample-texts", METADATA.title, "1.2.3")
    assert spec["created"] == "2020-02-29T00:00:00Z"
    assert spec["licenses"] == list(METADATA.licenses) and spec["sources"] == list(METADATA.sources)
    assert spec["contributors"] == list(METADATA.contributors) and spec["keywords"] == list(METADATA.keywords)


def test_nothing_is_said_that_is_not_known() -> None:
    spec = describe(default_metadata("x"), (), {})
    assert spec.keys() == {"$schema", "name", "title", "description", "version", "resources"}


def test_every_file_is_a_resource_with_its_size_and_hash(spec: dict[str, Any]) -> None:
    resources = {resource["path"]: resource for resource in spec["resources"]}
    assert len(resources) == len(spec["resources"])
    assert resources.keys() == FILES.keys() - {".zenodo.json"}, "Data Package allows no hidden paths"
    for path, resource in resources.items():
        assert resource["bytes"] == len(CONTENTS[path])
        assert resource["hash"] == f"sha256:{hashlib.sha256(CONTENTS[path]).hexdigest()}"
        assert resource["$schema"] == "https://datapackage.org/profiles/2.0/dataresource.json"
        assert resource["format"] and "/" in resource["mediatype"] and resource["title"]
        expected = "received" if path.startswith("data/raw/") else "generated"
        assert resource["sco:origin"] == expected


def test_names_are_slugs_and_unique_and_tables_have_their_own(spec: dict[str, Any]) -> None:
    names = [resource["name"] for resource in spec["resources"]]
    assert len(set(names)) == len(names) and all(map(NAME.fullmatch, names))
    assert names[: len(TABLES) + len(VIEWS)] == [*TABLES, *VIEWS]
    assert {"paragraphs-parquet", "codebook", "citation", "windhoek-1999-text"} <= set(names)


def test_tables_stand_alone_and_twins_name_them(spec: dict[str, Any]) -> None:
    by_name = {resource["name"]: resource for resource in spec["resources"]}
    for name in (*TABLES, *VIEWS):
        table, twin = by_name[name], by_name[f"{name}-parquet"]
        assert table["type"] == "table" and table["schema"] == (view if name in VIEWS else schema)(name).spec
        assert table["encoding"] == "utf-8" and table["dialect"]["lineTerminator"] == "\n"
        assert twin["sco:table"] == name and not {"type", "schema", "encoding"} & twin.keys()
        for key in table["schema"].get("foreignKeys", []):
            assert key["reference"].get("resource", name) in by_name


def test_texts_say_their_encoding_by_its_registered_name() -> None:
    source = sample_corpus().sources[0]
    names = {"utf-8-sig": "utf-8", "cp1251": "windows-1251", "latin-1": "iso-8859-1", "mac_roman": "macintosh"}
    names |= {"ascii": "us-ascii", "utf_16_le": "utf-16-le", "gb18030": "gb18030", "koi8_r": "koi8-r"}
    for python, registered in names.items():
        said = describe(METADATA, [replace(source, encoding=python)], FILES)["resources"][-1]
        assert (said["path"], said["encoding"]) == (source.path, registered)


def test_files_of_one_stem_get_names_of_their_own() -> None:
    paths = ("docs/a b.md", "docs/a-b.md", "docs/paragraphs.md", "data/csv/paragraphs.csv")
    files = {path: measured(b"") for path in paths}
    names = [resource["name"] for resource in describe(METADATA, (), files)["resources"]]
    assert names == ["paragraphs", "a-b", "a-b-2", "paragraphs-2"]


def test_the_written_form_is_plain_json(spec: dict[str, Any]) -> None:
    raw = descriptor_bytes(spec)
    assert json.loads(raw) == spec and raw.endswith(b"}\n") and "Côte".encode() in raw
    assert raw == sample_files()["datapackage.json"] and EXTRA.keys() <= sample_files().keys()


#: One file of every kind that is not a table to frictionless.
OTHERS = [
    "data/parquet/paragraphs.parquet",
    "data/views/paragraphs_flat.parquet",
    "data/sample-texts.xlsx",
    "data/sample-texts.sqlite",
    "data/raw/tashkent.txt",
    "docs/codebook.md",
    "docs/figures/lake-treaties.svg",
]


def test_frictionless_finds_the_package_valid(folder: Path) -> None:
    assert verdict(folder) == {}


def test_frictionless_sees_changed_files(folder: Path) -> None:
    for path in OTHERS:
        raw = (folder / path).read_bytes()
        (folder / path).write_bytes(raw[:-1] + bytes([raw[-1] ^ 1]))
    table = folder / "data/csv/paragraphs.csv"
    table.write_bytes(table.read_bytes().replace(b"windhoek-1999:II.A,", b"windhoek-1999:II.B,"))
    found = verdict(folder)
    assert all(found[path] == {"hash-count"} for path in OTHERS)
    assert {"hash-count", "foreign-key"} <= found["data/csv/paragraphs.csv"]


def test_frictionless_sees_longer_files(folder: Path) -> None:
    for path in OTHERS:
        with (folder / path).open("ab") as file:
            file.write(b" ")
    found = verdict(folder)
    assert set(found) == set(OTHERS) and all("byte-count" in types for types in found.values())
