"""A sidecar says what it says with its evidence; every slip in it is named with its line and a remedy."""

from __future__ import annotations

import pytest
from sco_declarations.build.faults import INVALID, FaultsFound
from sco_declarations.build.sidecars import Fact, Link, Sidecar, read_sidecar

WHOLE = """\
document_id: lakes-1999
source_file: lakes.txt
language: en
encoding: cp1252
title:
  value: Declaration on
    Lakes
  evidence: The archive's list.
document_type:
  value: declaration
  evidence: As the title.
date:
  value: 1999-05
  evidence: The postmark.
mentions:
  - passage: I.2
    text: respective agreement
    instrument: lake-treaty
    evidence: The sentence says which.
"""


def test_a_whole_sidecar() -> None:
    assert read_sidecar(WHOLE, "lakes.yaml") == Sidecar(
        file="lakes.yaml",
        document_id="lakes-1999",
        source_file="lakes.txt",
        language="en",
        encoding="cp1252",
        facts={
            "title": Fact("Declaration on Lakes", "The archive's list."),
            "document_type": Fact("declaration", "As the title."),
            "date": Fact("1999-05", "The postmark."),
        },
        links=(Link("I.2", "respective agreement", "lake-treaty", "The sentence says which.", "line 16"),),
    )


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "mentions: []\n"])
def test_a_sidecar_may_say_nothing(text: str) -> None:
    read = read_sidecar(text, "lakes.yaml")
    assert (read.document_id, read.facts, read.links) == (None, {}, ())


@pytest.mark.parametrize("date", ["1999", "1999-05", "1999-05-03", "2004-02-29"])
def test_a_date_may_be_partly_known(date: str) -> None:
    text = f"date:\n  value: {date}\n  evidence: The postmark.\n"
    assert read_sidecar(text, "lakes.yaml").facts["date"].value == date


FAULTY = {
    "a wrong key": ("documentid: x\n", "key-unknown", "line 1", "document_id"),
    "a wrong key in a fact": ("place:\n  value: Osh\n  evidence: x\n  proof: x\n", "key-unknown", "line 4", "evidence"),
    "a fact without evidence": ("language: en\ntitle:\n  value: X\n", "key-missing", "line 3", "Add"),
    "evidence without a value": ("place:\n  evidence: x\n", "key-missing", "line 2", "Add"),
    "a bare value": ("title: Declaration\n", "value", "line 1", "evidence:"),
    "an empty value": ("place:\n  value: ''\n  evidence: x\n", "value", "line 2", "value"),
    "a list for a value": ("place:\n  value: [Osh]\n  evidence: x\n", "value", "line 2", "value"),
    "an empty identifier": ("document_id:\n", "value", "line 1", "value"),
    "a bad identifier": ("document_id: Lakes 1999\n", "value", "line 1", "sco-2003-moscow"),
    "no language": ("language: English\n", "value", "line 1", "en"),
    "a day that is not": ("date:\n  value: 2003-02-30\n  evidence: x\n", "date", "line 2", "YYYY-MM-DD"),
    "a date in words": ("date:\n  value: 29 May 2003\n  evidence: x\n", "date", "line 2", "YYYY-MM-DD"),
    "a month 13": ("date:\n  value: 2003-13\n  evidence: x\n", "date", "line 2", "YYYY-MM-DD"),
    "an unknown type": ("document_type:\n  value: poem\n  evidence: x\n", "value", "line 2", "declaration"),
    "the same key twice": ("language: en\nlanguage: ru\n", "key-duplicate", "line 2", "Keep one"),
    "no YAML": ("title: a: b\n", "yaml", "line 1, column 9", "quotation marks"),
    "a list": ("- title\n", "value", "line 1", "key: value"),
    "mentions that are no list": ("mentions: I.2\n", "value", "line 1", "- "),
    "a mention with a wrong key": (
        "mentions:\n  - passage: I.1\n    text: x\n    instrument: y\n    evidence: z\n    why: q\n",
        "key-unknown", "line 6", "evidence",
    ),
    "a mention without evidence": (
        "mentions:\n  - passage: I.1\n    text: x\n    instrument: y\n", "key-missing", "line 2", "Add",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "code", "place", "remedy"), FAULTY.values(), ids=FAULTY.keys())
def test_a_slip_is_named_with_its_line(text: str, code: str, place: str, remedy: str) -> None:
    with pytest.raises(FaultsFound) as raised:
        read_sidecar(text, "lakes.yaml")
    (fault,) = raised.value.faults
    assert (fault.file, fault.code, fault.place) == ("lakes.yaml", code, place)
    assert remedy in fault.remedy
    assert raised.value.exit_status == INVALID


def test_a_mention_that_is_no_mapping_is_named_with_its_line() -> None:
    text = "mentions:\n  - passage: I.1\n    text: x\n    instrument: y\n    evidence: z\n  - just a phrase\n"
    with pytest.raises(FaultsFound) as raised:
        read_sidecar(text, "lakes.yaml")
    (fault,) = raised.value.faults
    assert fault.place == "line 6"
    assert fault.remedy


def test_all_slips_are_named_at_once() -> None:
    text = "titel: X\nlanguage: English\ndate:\n  value: 2003-02-30\n  evidence: x\n  place: Osh\nmentions: x\n"
    with pytest.raises(FaultsFound) as raised:
        read_sidecar(text, "lakes.yaml")
    assert [(fault.place, fault.code) for fault in raised.value.faults] == [
        ("line 1", "key-unknown"), ("line 2", "value"), ("line 4", "date"), ("line 6", "key-unknown"),
        ("line 7", "value"),
    ]  # fmt: skip
