"""Curated files: every scalar stays the text it is, and what can mislead is a fault with its line."""

from __future__ import annotations

import pytest
from sco_declarations.build import yamlfile
from sco_declarations.build.faults import Fault, FaultsFound


def faults(text: str) -> list[tuple[str, str]]:
    with pytest.raises(FaultsFound) as caught:
        yamlfile.load(text, "x.yaml")
    assert all(fault.file == "x.yaml" and fault.problem for fault in caught.value.faults)
    return [(fault.place.split(",")[0], fault.code) for fault in caught.value.faults]


@pytest.mark.parametrize(
    "scalar",
    ["2002-06-07", "NO", "no", "on", "yes", "true", "null", "~", "1_000", "0x1F", "1e3", "12:30:00", ".inf"],
)
def test_every_scalar_is_the_text_it_shows(scalar: str) -> None:
    assert yamlfile.load(f"a: {scalar}\n", "x.yaml") == {"a": scalar}
    assert yamlfile.load(f"- {scalar}\n", "x.yaml") == [scalar]


def test_empty_values_and_files() -> None:
    assert yamlfile.load("a:\nb: ''\n", "x.yaml") == {"a": "", "b": ""}
    assert yamlfile.load("", "x.yaml") == {}
    assert yamlfile.load("# nothing but a comment\n", "x.yaml") == {}
    assert yamlfile.load("\ufeffa: b\n", "x.yaml") == {"a": "b"}


def test_a_merge_key_is_a_key_like_any_other() -> None:
    assert yamlfile.load("<<: b\n", "x.yaml") == {"<<": "b"}


def test_lines_are_remembered() -> None:
    loaded = yamlfile.load("# head\na: 1\nb:\n  - c: x\n  - d: y\n    e: >-\n      long\n", "x.yaml")
    assert loaded.lines == {"a": 2, "b": 3}
    assert loaded.place("b") == "line 3"
    assert loaded["b"].lines == [4, 5]
    assert loaded["b"].place(1) == "line 5"
    assert loaded["b"][1].lines == {"d": 5, "e": 6}
    assert loaded["b"][1].place() == "line 5"


def test_duplicate_keys_are_all_found() -> None:
    text = "a: 1\nb:\n  c: 1\n  c: 2\na: 2\n"
    assert faults(text) == [("line 4", "key-duplicate"), ("line 5", "key-duplicate")]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: &x 1\n", 1),
        ("b: 2\na: &x [1]\n", 2),
        ("a: &x 1\nb: *x\n", 1),
        ("a: !!int 1\n", 1),
        ("a: !python/object:os.system x\n", 1),
        ("a: b\n---\nc: d\n", 2),
        ("? [a, b]\n: c\n", 1),
    ],
)
def test_a_feature_that_is_not_allowed_is_a_fault(text: str, line: int) -> None:
    assert (f"line {line}", "yaml-feature") in faults(text)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: b\n c: d\n", 2),
        ("a: 'b\n", 2),
        ("a: [b\n", 2),
        ("\ta: b\n", 1),
        ("a: x\nb: \x07\n", 2),
        ("a: " + "é" * 50 + "\nb: \x07\n", 2),  # found by bench/fuzz.py: its place is not what libyaml says
        ("é" * 50 + ": \x07", 1),
        ("a: " + "[" * 5000, 1),
    ],
)
def test_what_is_malformed_is_a_fault(text: str, line: int) -> None:
    assert (f"line {line}", "yaml") in faults(text)


def test_both_parsers_of_pyyaml_give_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    import yaml

    text = "a: 2002-06-07\nb:\n  - c: 'x'\n  - |\n    y\n\n"
    fast = yamlfile.load(text, "x.yaml")
    monkeypatch.delattr(yaml, "CBaseLoader", raising=False)
    slow = yamlfile.load(text, "x.yaml")
    assert (fast, fast.lines, fast["b"].lines) == (slow, slow.lines, slow["b"].lines)
    assert ("line 2", "yaml") in faults("a: x\nb: \x07\n")
    assert ("line 1", "yaml") in faults("a: " + "[" * 5000)


def test_a_mapping_can_be_insisted_on() -> None:
    assert yamlfile.load_mapping("", "x.yaml") == {}
    for text in ("- a\n", "a\n"):
        with pytest.raises(FaultsFound) as caught:
            yamlfile.load_mapping(text, "x.yaml")
        assert [fault.code for fault in caught.value.faults] == ["value"]


def test_an_unknown_key_is_explained() -> None:
    mapping = yamlfile.load("title: x\n\nlicence: y\n", "x.yaml")
    fault = yamlfile.unknown_key(mapping, "licence", ["title", "licenses"], "x.yaml")
    assert isinstance(fault, Fault)
    assert (fault.place, fault.code, fault.remedy) == ("line 3", "key-unknown", "Did you mean 'licenses'?")
    assert "title, licenses" in yamlfile.unknown_key(mapping, "qqq", ["title", "licenses"], "x.yaml").remedy


def test_a_word_is_near_to_the_one_it_resembles() -> None:
    assert yamlfile.nearest("langauge", ["title", "language"]) == "language"
    assert yamlfile.nearest("xyz", ["title", "language"]) is None
    assert yamlfile.nearest("language" * 10, ["language" * 10]) is None, "a long word is no misspelling"


def test_a_character_that_cannot_be_seen_is_a_fault() -> None:
    for escape in ("\\x1b", "\\u202e", "\\0", "\\uffff"):
        assert faults(f'a: b\nc: "d{escape}"\n') == [("line 2", "value")]
    assert yamlfile.load('a: "b\\tc\u200d"\n', "x.yaml") == {"a": "b\tc\u200d"}


def test_a_file_of_faults_is_not_read_to_its_end() -> None:
    found = faults("a: 1\n" * 3000)
    assert len(found) == yamlfile.MOST_FAULTS + 1 and ("line 1001", "yaml") in found
