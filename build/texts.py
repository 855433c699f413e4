"""Small things done to running text: counting its words and sentences, making identifiers of it."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff]")
#: Signs that stand alone between blanks, and are no words.
_ALONE = re.compile(r" [^\w\s]+(?= |$)")
#: What may end a sentence inside a paragraph.
_ENDS = re.compile(r"[.?!][)\"\u201d]? ")


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
    if text.isascii() and not _ENDS.search(text):
        return 1
    from sentencex import segment

    return max(1, sum(1 for sentence in segment((language or "en").split("-")[0], text) if sentence.strip()))


@cache
def slug(text: str) -> str:
    """Lower-case letters and digits of a text, joined by hyphens: `slug("St. Petersburg") == "st-petersburg"`."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower()))
