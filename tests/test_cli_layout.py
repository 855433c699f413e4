"""Text on a terminal fits its width, loses nothing, and holds no character that a terminal obeys."""

from __future__ import annotations

import doctest
import json
import unicodedata

import pytest
from sco_declarations.cli import layout
from sco_declarations.cli.layout import HIDDEN, columns, guarded, pairs, prose, table, visible, visible_json, wrap


def test_every_hidden_character_is_escaped_and_no_other() -> None:
    for code in (*range(0x20000), *range(0xE0000, 0xE0200), 0x10FFFF):
        char = chr(code)
        hidden = unicodedata.category(char) in HIDDEN
        assert (visible(char) != char) is hidden
        if hidden:
            assert visible(char).isascii() and visible(char).startswith("\\")


def test_nothing_gets_through_but_line_ends_and_bold() -> None:
    text = "a\nb\x1b[1mc\x1b[0m\x1b[31m\u202e\r\x1b[1;31m"
    assert guarded(text, styled=True) == "a\nb\x1b[1mc\x1b[0m\\x1b[31m\\u202e\\r\\x1b[1;31m"
    assert guarded(text) == "a\nb\\x1b[1mc\\x1b[0m\\x1b[31m\\u202e\\r\\x1b[1;31m"
    assert guarded("plain ж 中") == "plain ж 中" and guarded("") == ""


def test_bidirectional_characters_are_among_them() -> None:
    for char in "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069":
        assert visible(char) == f"\\u{ord(char):04x}"
    assert visible("a\tb\r\n\x1b\x9b\U000e0041") == "a\\tb\\r\\n\\x1b\\x9b\\U000e0041"
    assert visible("Ж é 中 – “a” \u00a0") == "Ж é 中 – “a” \u00a0"


def test_json_is_the_same_value() -> None:
    value = {"a\u202e": ["\x1b", "\u2028\U000e0041\ud800 Ж", "line\nend"], "b": [1, None, True]}
    text = visible_json(json.dumps(value, indent=2, ensure_ascii=False))
    assert json.loads(text) == value and "Ж" in text
    assert not any(unicodedata.category(char) in HIDDEN for char in text.replace("\n", ""))


@pytest.mark.parametrize(("text", "wide"), [("abc", 3), ("Жé", 2), ("中文", 4), ("e\u0301", 1), ("", 0)])
def test_columns(text: str, wide: int) -> None:
    assert columns(text) == wide


@pytest.mark.parametrize("width", [8, 20, 80])
@pytest.mark.parametrize("text", ["", "one", "word " * 40, "x" * 100, "中" * 50, "a  b", " lead", "trail "])
def test_wrapped_text_fits_and_loses_nothing(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert all(columns(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_prose_is_indented() -> None:
    assert prose("aaa " * 12, 24, 2).splitlines() == ["  " + "aaa aaa aaa aaa aaa"] * 2 + ["  aaa aaa "]


def test_pairs_align_and_leave_out_what_is_empty() -> None:
    assert pairs([("a", "1"), ("none", ""), ("long", "2")], 80) == "a     1\nlong  2"


ROWS = [("sco-2002-st-petersburg", "St. Petersburg", 38), ("b", "a place of many words in one cell", 7)]


@pytest.mark.parametrize("width", [24, 40, 60, 80, 200])
def test_a_table_fits_and_loses_nothing(width: int) -> None:
    text = table(("document", "place", "paragraphs"), ROWS, width)
    assert max(map(columns, text.splitlines())) <= width
    squeezed = "".join(sorted(text.replace("\n", "").replace(" ", "")))
    expected = "documentplaceparagraphs" + "".join(str(cell) for row in ROWS for cell in row)
    assert squeezed == "".join(sorted(expected.replace(" ", "")))


def test_an_identifier_stays_whole_while_there_is_room() -> None:
    text = table(("document", "place", "paragraphs"), ROWS, 48)
    assert "sco-2002-st-petersburg" in text and "a place of" in text


def test_numbers_stand_right() -> None:
    assert table(("n", "count"), [("a", 5), ("b", 10)], 80).splitlines() == ["n  count", "a      5", "b     10"]


def test_examples_in_docstrings() -> None:
    assert doctest.testmod(layout).failed == 0
