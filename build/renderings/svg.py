"""A drawing as SVG text: escaping, numbers, and estimates of how wide a label is.

Lengths are pixels, x to the right and y down. Widths of text are estimates with slack, since the
reader's font is not known; nothing is measured.
"""

from __future__ import annotations

import html
import re
import unicodedata

from ..texts import UNRULY

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', Arial, sans-serif"
INK, FAINT, RULE, PAPER = "#1a1a1a", "#595959", "#d9d9d9", "#ffffff"

#: Okabe and Ito's palette, told apart with every common kind of colour blindness.
BLUE, VERMILION, GREEN, PURPLE, ORANGE, SKY = "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"

#: Characters that XML 1.0 does not allow, and white space that is no blank.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_NARROW, _BROAD = frozenset("iljtfrI.,;:|!'()[]-/ "), frozenset("mwMW@%—…")


def clean(text: str) -> str:
    """`text` on one line, without the characters that XML does not allow and those that turn what follows them.

    >>> clean("a\\r\\n b\\x0c")
    'a b'
    """
    return " ".join(UNRULY.sub("", _FORBIDDEN.sub("", text)).split())


def width(text: str, size: float) -> float:
    """About how wide `text` is in a sans-serif font of `size` pixels, rather too wide than too narrow."""
    return sum(map(_em, text)) * size


def _em(char: str) -> float:
    if unicodedata.combining(char) or unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0.0
    if unicodedata.east_asian_width(char) in "WF":
        return 1.05
    if char in _NARROW:
        return 0.38
    if char in _BROAD:
        return 1.0
    if char.isascii():
        return 0.74 if char.isupper() else 0.61
    return 0.78


def ellipse(text: str, size: float, limit: float) -> str:
    """`text`, cut and ended with an ellipsis where it is wider than `limit`."""
    text = clean(text)
    if width(text, size) <= limit:
        return text
    room, kept = limit - width("…", size), ""
    for char in text:
        room -= _em(char) * size
        if room < 0:
            break
        kept += char
    return kept.rstrip(" ,;:-–") + "…"


def wrap(text: str, size: float, limit: float, lines: int) -> list[str]:
    """`text` in at most `lines` lines of at most `limit`; the last takes an ellipsis where words are left.

    A word wider than a line is cut between characters, as scripts without blanks are.
    """
    wrapped: list[str] = []
    rest = clean(text)
    while rest and len(wrapped) < lines - 1 and width(rest, size) > limit:
        room, cut = limit, 0
        for char in rest:
            room -= _em(char) * size
            if room < 0:
                break
            cut += 1
        blank = rest.rfind(" ", 1, cut + 1)
        cut = blank if blank > 0 else max(cut, 1)
        wrapped.append(rest[:cut].strip())
        rest = rest[cut:].strip()
    return [*wrapped, ellipse(rest, size, limit)] if rest or not wrapped else wrapped


def number(value: float) -> str:
    """A length as it is written: one decimal at most, no trailing zero."""
    return f"{round(value, 1) + 0.0:.1f}".removesuffix(".0")


def _escape(text: str) -> str:
    """Text as it stands in an element or between double quotes."""
    return html.escape(text, quote=False).replace('"', "&quot;")


class Drawing:
    """An SVG picture on opaque white, drawn in order; `title` and `description` are for screen readers."""

    def __init__(self, name: str, title: str, description: str) -> None:
        self.name, self.title, self.description = name, title, description
        self._parts: list[str] = []

    def add(self, tag: str, content: str = "", tip: str = "", /, **attributes: str | float) -> None:
        """An element; `content` is its text, `tip` its title; `_` in an attribute's name stands for `-`."""
        written = "".join(
            f' {key.replace("_", "-")}="{_escape(value) if isinstance(value, str) else number(value)}"'
            for key, value in attributes.items()
        )
        inner = (f"<title>{_escape(clean(tip))}</title>" if tip else "") + _escape(clean(content))
        self._parts.append(f"<{tag}{written}>{inner}</{tag}>" if inner else f"<{tag}{written}/>")

    def text(
        self,
        x: float,
        y: float,
        content: str,
        size: float = 12,
        fill: str = INK,
        anchor: str = "start",
        tip: str = "",
        **more: str | float,
    ) -> None:
        """A line of text with its baseline at `y`."""
        self.add("text", content, tip, x=x, y=y, font_size=size, fill=fill, text_anchor=anchor, **more)

    def line(self, x1: float, y1: float, x2: float, y2: float, stroke: str = RULE, **more: str | float) -> None:
        self.add("line", "", "", x1=x1, y1=y1, x2=x2, y2=y2, stroke=stroke, **more)

    def render(self, wide: float, high: float) -> bytes:
        """The picture as a UTF-8 SVG file of `wide` by `high` pixels."""
        w, h, name = number(wide), number(high), self.name
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{w}" height="{h}" viewBox="0 0 {w} {h}"'
            f' role="img" aria-labelledby="{name}-title {name}-desc" font-family="{FONT}">'
        )
        lines = [
            head,
            f'<title id="{name}-title">{_escape(clean(self.title))}</title>',
            f'<desc id="{name}-desc">{_escape(clean(self.description))}</desc>',
            f'<rect width="{w}" height="{h}" fill="{PAPER}"/>',
            *self._parts,
            "</svg>\n",
        ]
        return "\n".join(lines).encode()
