"""Counting words and sentences of running text."""

from __future__ import annotations

import re

_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff]")
#: Signs that stand between blanks and are no words.
SIGNS = (" - ", " \u2013 ", " \u2014 ", " & ", " * ", " / ")
#: What may end a sentence inside a paragraph.
_ENDS = re.compile(r"[.?!][)\"\u201d]? ")


def count_words(text: str) -> int:
    """The runs of characters between blanks, signs that stand alone left out, in text with white space folded.

    Of Chinese and Japanese, each character counts.
    """
    words = text.count(" ") + 1 - text.count(" - ")
    if text[-2:-1] == " " and not text[-1].isalnum():
        words -= 1
    if text.isascii() and "&" not in text and "*" not in text and "/" not in text:
        return words
    words -= sum(text.count(sign) for sign in SIGNS[1:])
    characters = len(_HAN.findall(text))
    return words if not characters else characters + len(_HAN.sub(" ", text).split())


def count_sentences(text: str, language: str | None) -> int:
    """The sentences of a paragraph, as sentencex cuts them; at least one."""
    if text.isascii() and not _ENDS.search(text):
        return 1
    from sentencex import segment

    return max(1, sum(1 for sentence in segment((language or "en").split("-")[0], text) if sentence.strip()))
