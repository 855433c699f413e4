"""Lines keep their place: every character that is no white space lies on one line, at the offsets given.

What a line may be besides a line of the file, several that plainly run on, is tested through what is read from it.
"""

from __future__ import annotations

import random

import pytest
from sco_declarations.build.lines import LineNumbers, split_lines

TEXT = "Statement on Lakes\n\n  The sides met,\nand they agreed.\n\n\n\tThe end. \n"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end_gives_the_same_lines(end: str) -> None:
    lines = split_lines(TEXT.replace("\n", end))
    assert [(line.text, line.indent, line.gap, line.page) for line in lines] == [
        ("Statement on Lakes", 0, 0, False),
        ("The sides met,", 2, 1, False),
        ("and they agreed.", 0, 0, False),
        ("The end.", 1, 2, False),
    ]


@pytest.mark.parametrize(
    ("text", "gap", "page"),
    [
        ("a\nb", 0, False),
        ("a\n\nb", 1, False),
        ("a\n \u00a0\t\nb", 1, False),
        ("a\r\n\r\n\r\nb", 2, False),
        ("a\fb", 0, True),
        ("a\n\fb", 0, True),
        ("a\r\n\fb", 0, True),
        ("a\n\n\fb", 1, True),
        ("a\u2028b", 0, False),
        ("a\x85b", 0, False),
        ("a\vb", 0, False),
    ],
)
def test_what_stands_between_two_lines_is_counted(text: str, gap: int, page: bool) -> None:
    before, after = split_lines(text)
    assert (before.text, after.text) == ("a", "b")
    assert (after.gap, after.page) == (gap, page)


@pytest.mark.parametrize("text", ["", " ", "\n\r\n\f \t\u3000\n"])
def test_white_space_alone_makes_no_line(text: str) -> None:
    assert split_lines(text) == []


def test_lines_cover_everything_but_white_space() -> None:
    rng = random.Random(11)
    pieces = ["a", "Lakes", "два", "湖", "𝔏", " ", "  ", "\t", "\u00a0", "\n", "\n\n", "\r\n", "\r", "\f", "\u2029"]
    for _ in range(500):
        text = "".join(rng.choices(pieces, k=rng.randint(0, 30)))
        at = 0
        for line in split_lines(text):
            printed = text[line.start : line.end]
            assert printed.replace("\n", "\r") == line.text.replace("\n", "\r") == line.text.strip() != ""
            assert not text[at : line.start].strip()
            at = line.end
        assert not text[at:].strip()


def test_lines_that_plainly_run_on_may_be_one() -> None:
    lines = split_lines("The lakes of the region and\nthe rivers that feed the lakes\nare clean.\n\nThe end.")
    assert " ".join(line.text.replace("\r", " ") for line in lines) == (
        "The lakes of the region and the rivers that feed the lakes are clean. The end."
    )
    assert (lines[-2].width, lines[-1].gap) == (len("are clean."), 1)


def test_line_numbers_are_those_of_an_editor() -> None:
    text = "a\r\nb\rc\nd\fe\u2028f"
    numbers = LineNumbers(text)
    assert [(char, numbers.at(at)) for at, char in enumerate(text) if char.isalpha()] == [
        ("a", 1), ("b", 2), ("c", 3), ("d", 4), ("e", 4), ("f", 4),
    ]  # fmt: skip


def test_line_numbers_agree_with_counting() -> None:
    rng = random.Random(13)
    for _ in range(100):
        text = "".join(rng.choices(["x", "yz", "\n", "\r\n", "\r"], k=40))
        numbers = LineNumbers(text)
        for at in range(len(text)):
            if not text[at].isspace():
                whole = text[:at].replace("\r\n", "\n").replace("\r", "\n")
                assert numbers.at(at) == 1 + whole.count("\n")
