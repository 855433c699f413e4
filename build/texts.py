"""Counting words and sentences of running text."""

from __future__ import annotations

import re

_SIGNS = re.compile(r"(?<!\S)[^\w\s]+(?!\S)")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\u3040-\u30ff]")


def count_words(text: str) -> int:
    """The runs of characters between blanks that hold a letter or digit; of Chinese and Japanese, the characters."""
    if text.isascii():
        return len(text.split()) - (len(_SIGNS.findall(text)) if "- " in text or " &" in text or " *" in text else 0)
    characters = _HAN.findall(text)
    if characters:
        text = _HAN.sub(" ", text)
    return len(characters) + len(text.split()) - len(_SIGNS.findall(text))


def count_sentences(text: str, language: str | None) -> int:
    """The sentences of a paragraph, as sentencex cuts them; at least one."""
    if len(text) < 40:
        return 1
    from sentencex import segment

    return max(1, sum(1 for sentence in segment((language or "en").split("-")[0], text) if sentence.strip()))
