"""Dataset metadata: what is written is what is read, and each slip is named with its line and a way out."""

from __future__ import annotations

import re

import pytest
from sco_declarations.build.faults import FaultsFound
from sco_declarations.build.metadata import NAME, default_metadata, read_metadata
from sco_declarations.build.model import Metadata
from sco_declarations.build.places import CURATED

GOOD = """\
name: some-texts
title: Some texts
description: Texts for a test.
version: 0.1.0
released: 2024-02-29
language: en
homepage: https://example.org/texts
keywords:
  - law
licenses:
  - name: CC-BY-4.0
    path: https://creativecommons.org/licenses/by/4.0/
contributors:
  - title: Some contributors
    roles: [creator]
sources:
  - title: A text
    path: data/raw/a.txt
"""


def faults(text: str) -> list[tuple[str, str, str]]:
    with pytest.raises(FaultsFound) as caught:
        read_metadata(text, "dataset.yaml")
    assert all(fault.file == "dataset.yaml" for fault in caught.value.faults)
    return [(fault.place, fault.code, fault.remedy) for fault in caught.value.faults]


def test_good_metadata_are_read_as_written() -> None:
    assert read_metadata(GOOD, "dataset.yaml") == Metadata(
        name="some-texts",
        title="Some texts",
        description="Texts for a test.",
        version="0.1.0",
        released="2024-02-29",
        language="en",
        homepage="https://example.org/texts",
        keywords=("law",),
        licenses=({"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"},),
        contributors=({"title": "Some contributors", "roles": ["creator"]},),
        sources=({"title": "A text", "path": "data/raw/a.txt"},),
    )


def test_only_four_keys_are_needed() -> None:
    read = read_metadata("name: a\ntitle: b\ndescription: c\nversion: 1.0.0\n", "dataset.yaml")
    assert read == Metadata("a", "b", "c", "1.0.0")


def test_our_own_file_is_read() -> None:
    own = read_metadata((CURATED / "dataset.yaml").read_text(encoding="utf-8"), "data/curated/dataset.yaml")
    assert own.name == "sco-declarations"
    assert own.licenses and own.contributors and own.sources and own.released


def test_missing_keys_are_all_named() -> None:
    assert [code for _, code, _ in faults("")] == ["key-missing"] * 4


LICENSE = "  - name: CC-BY-4.0\n    path: https://creativecommons.org/licenses/by/4.0/"


@pytest.mark.parametrize(
    ("old", "new", "line", "code"),
    [
        ("keywords:", "keyword:", 8, "key-unknown"),
        ("    roles: [creator]", "    role: creator", 15, "key-unknown"),
        ("title: Some texts", "title:", 2, "value"),
        ("title: Some texts", "title: [a, b]", 2, "value"),
        ("name: some-texts", "name: Some Texts", 1, "value"),
        ("name: some-texts", "name: ../some", 1, "value"),
        ("name: some-texts", "name: a/b", 1, "value"),
        ("version: 0.1.0", "version: 0.1", 4, "value"),
        ("version: 0.1.0", "version: banana", 4, "value"),
        ("version: 0.1.0", "version: 01.0.0", 4, "value"),
        ("released: 2024-02-29", "released: 2023-02-29", 5, "date"),
        ("released: 2024-02-29", "released: 20240229", 5, "date"),
        ("released: 2024-02-29", "released: 2024-W09-4", 5, "date"),
        ("released: 2024-02-29", "released: 29 February 2024", 5, "date"),
        ("language: en", "language: English language", 6, "value"),
        ("homepage: https://example.org/texts", "homepage: example", 7, "value"),
        ("  - law", "  law", 8, "value"),
        ("  - law", "  - law\n  -", 10, "value"),
        (LICENSE, "  - title: Free", 11, "key-missing"),
        (LICENSE, "  - CC-BY-4.0", 11, "value"),
        ("    path: https://creativecommons.org/licenses/by/4.0/", "    path: /etc/passwd", 12, "value"),
        ("    path: data/raw/a.txt", "    path: data/../../a.txt", 18, "value"),
        ("  - title: Some contributors\n    roles: [creator]", "  - roles: [creator]", 14, "key-missing"),
        ("    roles: [creator]", "    roles: creator", 15, "value"),
        ("  - title: A text\n    path: data/raw/a.txt", "  - version: '1'", 17, "key-missing"),
        ("language: en", "language: en\nlanguage: fr", 7, "key-duplicate"),
        ("language: en", "language: *x", 6, "yaml-feature"),
    ],
)
def test_each_slip_is_found_in_its_line(old: str, new: str, line: int, code: str) -> None:
    assert GOOD.count(old) == 1
    assert (f"line {line}", code) in [found[:2] for found in faults(GOOD.replace(old, new))]


def test_all_slips_are_found_at_once() -> None:
    broken = GOOD.replace("0.1.0", "1").replace("2024-02-29", "x").replace("[creator]", "creator")
    assert sorted(code for _, code, _ in faults(broken)) == ["date", "value", "value"]


def test_a_misspelt_key_is_guessed() -> None:
    assert faults(GOOD.replace("licenses:", "licences:"))[0][2] == "Did you mean 'licenses'?"


@pytest.mark.parametrize(
    ("folder", "name"),
    [("My Texts", "my-texts"), ("Çà et là", "ca-et-la"), ("тексты", "texts"), ("", "texts")],
)
def test_a_folder_without_metadata_gets_a_name_and_no_licence(folder: str, name: str) -> None:
    made = default_metadata(folder)
    assert made.name == name and NAME.fullmatch(name)
    assert re.match("Texts in .", made.title) and folder in made.title
    assert (made.version, made.licenses, made.contributors, made.released) == ("0.0.0", (), (), None)
