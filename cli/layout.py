"""Text for a terminal: escaped, wrapped to a width, set in columns. Pure functions of strings.

Widths are in columns of the terminal: a wide East Asian character takes two, a combining mark none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

#: Categories of characters that a terminal could obey instead of showing: controls, format characters (the
#: bidirectional ones among them), surrogates, private use, and line and paragraph separators.
HIDDEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))


def visible(text: str) -> str:
    r"""`text` on one line, with every control, bidirectional or otherwise invisible character as an escape.

    >>> print(visible("one\ntwo\u202e\x1b[31m"))
    one\ntwo\u202e\x1b[31m
    """
    return "".join(_escape(char) if _hidden(char) else char for char in text)


def visible_json(text: str) -> str:
    """JSON text with the same characters as JSON escapes; line ends between values stay."""
    return "".join(_json_escape(char) if char != "\n" and _hidden(char) else char for char in text)


def guarded(text: str, styled: bool = False) -> str:
    """Lines with the same characters escaped, whatever let them through; `styled` lets bold type be bold."""
    if text.isprintable():
        return text
    parts = re.split("(\n|\x1b\\[[01]m)" if styled else "(\n)", text)
    # Every second part is what the pattern found.
    return "".join(part if n % 2 else visible(part) for n, part in enumerate(parts))


def _hidden(char: str) -> bool:
    return not " " <= char <= "~" and unicodedata.category(char) in HIDDEN


def _escape(char: str) -> str:
    if char in "\n\r\t":
        return {"\n": "\\n", "\r": "\\r", "\t": "\\t"}[char]
    code = ord(char)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _json_escape(char: str) -> str:
    units = char.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2))


def columns(text: str) -> int:
    """The columns that `text` takes."""
    if text.isascii():
        return len(text)
    return sum(_columns(char) for char in text)


def _columns(char: str) -> int:
    if unicodedata.combining(char) or unicodedata.category(char) == "Me":
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def wrap(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` columns, cut at blanks; a longer word is cut where it must be."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        joined = f"{line} {word}" if line else word
        if columns(joined) <= width:
            line = joined
            continue
        if line:
            lines.append(line)
        *full, line = _broken(word, width)
        lines += full
    return [*lines, line]


def _broken(word: str, width: int) -> list[str]:
    parts, part, used = [], "", 0
    for char in word:
        size = _columns(char)
        if part and used + size > width:
            parts.append(part)
            part, used = "", 0
        part += char
        used += size
    return [*parts, part]


def counted(number: int, noun: str) -> str:
    """A number with its noun.

    >>> counted(1, "fault"), counted(2, "fault")
    ('1 fault', '2 faults')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def prose(text: str, width: int, indent: int = 0) -> str:
    """A paragraph, wrapped and indented."""
    return "\n".join(" " * indent + line for line in wrap(text, max(width - indent, 20)))


def pairs(items: Iterable[tuple[str, str]], width: int) -> str:
    """Lines of "label  value", the values in one column and wrapped in it."""
    rows = [(label, value) for label, value in items if value]
    left = max((columns(label) for label, _ in rows), default=0) + 2
    lines = []
    for label, value in rows:
        first, *rest = wrap(value, max(width - left, 20))
        lines.append(_padded(label, left) + first)
        lines += [" " * left + line for line in rest]
    return "\n".join(lines)


def table(headings: Sequence[str], rows: Iterable[Sequence[object]], width: int) -> str:
    """A table within `width` columns.

    Numbers stand right. Where the table is too wide, the widest cells are wrapped at blanks; where that is not
    enough, the gap between columns is narrowed, and only then are words cut. No cell is ever cut off.
    """
    rows = list(rows)
    numeric = [bool(rows) and all(isinstance(row[i], int) for row in rows) for i in range(len(headings))]
    grid = [list(headings), *([("" if cell is None else str(cell)) for cell in row] for row in rows)]
    widths, gap = _fitted(grid, width)
    lines = []
    for row in grid:
        wrapped = [wrap(cell, size) for cell, size in zip(row, widths, strict=True)]
        for k in range(max(map(len, wrapped))):
            parts = [
                _padded(cell[k] if k < len(cell) else "", size, right)
                for cell, size, right in zip(wrapped, widths, numeric, strict=True)
            ]
            lines.append((" " * gap).join(parts).rstrip())
    return "\n".join(lines)


def _fitted(grid: list[list[str]], width: int) -> tuple[list[int], int]:
    """Widths of columns, and of the gap between them, that fit."""
    natural = [max(map(columns, cells)) for cells in zip(*grid, strict=True)]
    words = [max(columns(word) for cell in cells for word in cell.split(" ")) for cells in zip(*grid, strict=True)]
    for least, gap in ((words, 2), (words, 1), ([1] * len(words), 1)):
        widths = list(natural)
        room = width - gap * (len(widths) - 1)
        while sum(widths) > room:
            spare = [i for i in range(len(widths)) if widths[i] > least[i]]
            if not spare:
                break
            widths[max(spare, key=widths.__getitem__)] -= 1
        if sum(widths) <= room:
            break
    return widths, gap


def _padded(text: str, size: int, right: bool = False) -> str:
    blanks = " " * max(size - columns(text), 0)
    return blanks + text if right else text + blanks
