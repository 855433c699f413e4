"""Values and tables in Markdown that no value can break: pipes, line breaks, markup are written as text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date

from ..texts import UNRULY

#: Characters that mean something in Markdown or HTML, as they are written to stand for themselves.
_ENTITIES = {ord(char): f"&#{ord(char)};" for char in "|`\\*[]<>&~$"}
_EDGE_UNDERSCORE = re.compile(r"(?<!\w)_|_(?!\w)")
#: What begins a heading, an item or a rule where a line begins with it.
_OPENING = re.compile(r"\A(?:[#+=-]|\d+[.)](?= |\Z))")
#: What a code span holds as it is, in a table too.
_PLAIN = re.compile(r"[^|`]+")


def prose(text: str) -> str:
    """`text` on one line, every character of it standing for itself; what changes its neighbours is shown by its code
    point.

    >>> prose("a | b\\n*c*, instrument_mentions")
    'a &#124; b &#42;c&#42;, instrument_mentions'
    """
    seen = " ".join(UNRULY.sub(lambda match: f"<U+{ord(match[0]):04X}>", text).split())
    written = _EDGE_UNDERSCORE.sub("&#95;", seen.translate(_ENTITIES))
    # What the pattern matches is written as it is; its last character is the one that counts.
    return _OPENING.sub(lambda match: f"{match[0][:-1]}&#{ord(match[0][-1])};", written)


def shown(value: object) -> str:
    """A value as the CSV files have it, with what cannot be seen made visible.

    Control characters show as Unicode's control pictures (a line feed as U+240A), blanks at an edge as an
    open box, other characters without a shape by their code point.

    >>> shown(True), shown("a\\r\\nb "), shown("no\\xa0break")
    ('true', 'a␍␊b␣', 'no<U+00A0>break')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    inner = text.strip(" ")
    left, right = len(text) - len(text.lstrip(" ")), len(text) - len(text.rstrip(" "))
    if not inner:
        return "␣" * len(text)
    seen = inner if inner.isprintable() else "".join(map(_visible, inner))
    return "␣" * left + seen + "␣" * right


def _visible(char: str) -> str:
    if char < " ":
        return chr(0x2400 + ord(char))
    if char != " " and unicodedata.category(char) in ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs"):
        return f"<U+{ord(char):04X}>"
    return char


def code(value: object, limit: int = 0) -> str:
    """A value in type of fixed width, cut after `limit` characters where that is not zero.

    A single character beyond ASCII is followed by its code point, since look-alikes are what it may be about.
    """
    text = shown(value)
    if limit and len(text) > limit:
        text = text[: limit - 1].rstrip() + "…"
    note = f" (U+{ord(text):04X})" if len(text) == 1 and text > "~" and text == str(value) else ""
    if _PLAIN.fullmatch(text):
        return f"`{text}`{note}"
    return f"<code>{_EDGE_UNDERSCORE.sub('&#95;', text.translate(_ENTITIES))}</code>{note}"


def table(header: Sequence[str], rows: Iterable[Sequence[str]], right: Iterable[int] = ()) -> str:
    """A table of cells that are Markdown already; the columns `right` are set to the right."""
    aligned = set(right)
    rule = ["---:" if n in aligned else "---" for n in range(len(header))]
    lines = (header, rule, *rows)
    return "".join("| " + " | ".join(" ".join(cell.split()) for cell in line) + " |\n" for line in lines)


def anchor(heading: str) -> str:
    """The fragment that GitHub gives a heading.

    >>> anchor("What counts as a mention?")
    'what-counts-as-a-mention'
    """
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def link(heading: str, text: str = "") -> str:
    """A link to a heading of the same page."""
    return f"[{text or heading}](#{anchor(heading)})"
