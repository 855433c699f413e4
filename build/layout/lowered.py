"""Texts that lost their capitals and line ends: "... on lakessource: the governments ... agree: ARTICLE iall lakes".

One collection keeps treaties so. What was a line's end is a sign of punctuation with a letter hard behind it, and the
number of an article is told by the one before it: after "ARTICLE i" comes "ii", whatever letters follow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..labels import to_roman
from .inlinelabels import LONGEST_REFERRING, REFERRING

#: Of the letters of such a text no more are capitals, but for words that the collection put in capitals.
_MOST_CAPITALS = 0.01
_PUT_IN_CAPITALS = re.compile(r"\b(?:ARTICLE|PROTOCOL|ANNEX|CHAPTER|PART|SECTION|APPENDIX)\b")
#: The title, with the name of the field that stands hard behind it, and where the text was taken from.
_SOURCE = re.compile(
    r"(?<=[\w)\]])source: "
    r"(?:https?://\S*[.)](?=[a-z]{2})|(?=[^;]{0,160}?(?:\bpp?\.|https?:|\bvol\b|/))[^;]{3,220}?[.)](?=[a-z\u00e0-\u00ff]{2}))?"
)
LONGEST_TITLE = 700
_ARTICLE = re.compile(r"\bARTICLE (?P<run>premier|primero|[ivxlc]+|\d{1,3})")
_FIRST = ("premier", "primero")
#: The same where the word lost its capitals, too.
_PLAIN_ARTICLE = re.compile(r"\barticle (?P<run>[ivxlc]+|\d{1,3})")
#: Where a line ended: a sign of punctuation with a word hard behind it.
_LINE_END = re.compile(
    r"(?<=[^\W_]{2}[.;:,])(?=[a-z\u00e0-\u00ff\"\u201c][^\W\d_]*[ ,'\u2019])|(?<=\)[.;:,])(?=[a-z]{2})"
)
#: So many articles must count on.
FEWEST = 3
_WITHOUT_CAPITALS = 400


def is_lowered(text: str) -> bool:
    """True for a long text without capitals."""
    plain = _PUT_IN_CAPITALS.sub("", text)
    letters = sum(map(str.isalpha, plain))
    return letters > _WITHOUT_CAPITALS and sum(map(str.isupper, plain)) < letters * _MOST_CAPITALS


def title_ends(text: str) -> list[int]:
    """Where the title of such a text ends, and the field behind it; none where it has no such field."""
    source = _SOURCE.search(text, 0, LONGEST_TITLE)
    return [source.start(), source.end()] if source else []


def article_labels(text: str) -> list[tuple[int, int]]:
    """The spans of the labels of articles that count 1, 2, 3, ..., in a text whose labels lost what followed them."""
    return _counted(text, _ARTICLE) or _counted(text, _PLAIN_ARTICLE)


def _counted(text: str, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
    """The spans of the labels that one pattern finds, where they count on."""
    spans: list[tuple[int, int]] = []
    number = 0
    for match in pattern.finditer(text):
        if pattern is _PLAIN_ARTICLE and REFERRING.search(
            text, max(0, match.start() - LONGEST_REFERRING), match.start()
        ):
            continue
        run, following = match["run"], number + 1
        numeral = str(following) if run.isdecimal() else to_roman(following).lower()
        if run in _FIRST and following == 1:
            numeral = run
        if run.startswith(numeral):
            spans.append((match.start(), match.start("run") + len(numeral)))
            number = following
    return spans if len(spans) >= FEWEST else []


def line_ends(text: str, start: int, end: int) -> Iterator[int]:
    """Where lines ended in a stretch of such a text."""
    for match in _LINE_END.finditer(text, start, end):
        yield match.start()
