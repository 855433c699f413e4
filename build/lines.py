"""Lines of a source: where each begins and ends, and what white space stands before it."""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

# What ends a line. A form feed ends a page, and so a line too.
LINE = re.compile("[^\n\r\f\v\x85\u2028\u2029]+")
NEWLINE = re.compile("\r\n|[\n\r\v\x85\u2028\u2029]")


class Line(NamedTuple):
    """A line that holds more than white space.

    `start` and `end` are offsets in the source of the line without the white space around it, in code points,
    half-open; `text` is that slice; `indent` counts the blanks before it; `gap` the blank lines before it;
    `page` says that a form feed stands before it.
    """

    start: int
    end: int
    text: str
    indent: int
    gap: int
    page: bool


def split_lines(text: str) -> list[Line]:
    """The lines of `text` that hold more than white space, in order."""
    lines: list[Line] = []
    add = lines.append
    last_end = 0
    for match in LINE.finditer(text):
        raw = match.group()
        stripped = raw.strip()
        if not stripped:
            continue
        begin = match.start()
        indent = 0 if raw[0] == stripped[0] else len(raw) - len(raw.lstrip())
        start = begin + indent
        between = text[last_end:begin]
        if between == "\n" or not between:
            gap, page = 0, False
        else:
            page = "\f" in between
            gap = max(0, len(NEWLINE.findall(between)) - 1)
        end = start + len(stripped)
        add(Line(start, end, stripped, indent, gap, page))
        last_end = match.end()
    return lines


class LineNumbers:
    """Numbers of lines, from 1, as an editor counts them: a line ends at CR LF, LF or CR."""

    def __init__(self, text: str) -> None:
        self._ends = [match.end() for match in re.finditer("\r\n|\n|\r", text)]

    def at(self, offset: int) -> int:
        """The number of the line on which the character at `offset` stands."""
        return bisect_right(self._ends, offset) + 1
