"""Small things done to running text: counting its words and sentences, making identifiers of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache

from .spreadsheet import is_converted

#: Characters that change what stands beside them: controls other than white space, and marks that turn the direction of
#: the text after them. A name or title loses nothing without them.
UNRULY = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069]")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff]")
#: Signs that stand alone between blanks, and are no words.
_ALONE = re.compile(r" [^\w\s]+(?= |$)")
#: What may end a sentence inside a paragraph: of ASCII, and of Latin letters with other marks.
_ENDS = re.compile(r"[.?!][)\"]? ")
_LATIN_ENDS = re.compile(r"[.?!\u2024-\u2026](?![a-z\d]|$)")
#: Characters among which may be other ends of sentences.
_BEYOND_LATIN = re.compile("[^\x00-\u024f\u2010-\u2027]")


def count_words(text: str) -> int:
    """The runs of characters between blanks, signs that stand alone left out, in text with white space folded.

    Of Chinese and Japanese, each character counts.
    """
    words = text.count(" ") + 1 - len(_ALONE.findall(text))
    if text[1:2] == " " and not text[0].isalnum():
        words -= 1
    if text.isascii():
        return words
    characters = len(_HAN.findall(text))
    if not characters:
        return words
    apart = _HAN.sub(" ", text).split()
    return characters + sum(any(map(str.isalnum, word)) for word in apart)


def count_sentences(text: str, language: str | None) -> int:
    """The sentences of a paragraph, as sentencex cuts them; at least one."""
    if text.isascii():
        # most paragraphs have no other mark than the full stop at their end
        stop = text.find(".")
        bare = stop in (-1, len(text) - 1) and "?" not in text and "!" not in text
        one = bare or _ENDS.search(text) is None
    else:
        one = _LATIN_ENDS.search(text) is None and _BEYOND_LATIN.search(text) is None
    if one:
        return 1
    segment = _segmenter()
    return max(1, sum(1 for sentence in segment((language or "en").split("-")[0], text) if sentence.strip()))


@cache
def _segmenter() -> Callable[[str, str], list[str]]:
    """The function that cuts sentences; its library is loaded only where a text needs it."""
    from sentencex import segment

    cut: Callable[[str, str], list[str]] = segment
    return cut


@cache
def slug(text: str) -> str:
    """Lower-case letters and digits of a text, joined by hyphens: `slug("St. Petersburg") == "st-petersburg"`.

    What a spreadsheet would take for a number or a date has `text-` before it: `slug("2003-05") == "text-2003-05"`.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    made = "-".join(re.findall(r"[a-z0-9]+", plain.lower()))
    return f"text-{made}" if is_converted(made) else made


_MARKS = re.compile(r"[,:;()\[\]]")


def stands_in_order(value: str, text: str) -> bool:
    """True where the words of `value` stand in `text` in this order, perhaps with others between them.

    A page's columns may put a name into the name of a state, and the words of one column among those of another.
    """
    words = iter(_MARKS.sub(" ", text).split())
    return all(word in words for word in _MARKS.sub(" ", value).split())
