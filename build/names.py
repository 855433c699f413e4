"""Keys of names: what two spellings of one name have in common."""

from __future__ import annotations

import re

_ARTICLE = re.compile(r"(?:the|a|an)\s+")
_WORD = re.compile(r"[^\W_]+")
#: Spellings of one word that differ between varieties of English, and what an organisation is usually cut to.
_SPELLINGS = {
    "organisation": "organization", "organisations": "organizations", "programme": "program",
    "programmes": "programs", "nonproliferation": "non proliferation", "antiterrorist": "anti terrorist",
    "neighbourliness": "neighborliness", "defence": "defense", "labour": "labor", "centre": "center",
    "un": "united nations", "uno": "united nations",
}  # fmt: skip


def name_key(name: str) -> str:
    """Letters and digits of a name in lower case, in one spelling, without a leading article.

    `name_key("the Comprehensive Nuclear-Test-Ban Treaty") == name_key("Comprehensive Nuclear Test Ban Treaty")`.
    """
    plain = name.lower()
    article = _ARTICLE.match(plain)
    if article:
        plain = plain[article.end() :]
    plain = plain.replace("-", " ")
    words = plain.split() if plain.replace(" ", "").isalnum() else _WORD.findall(plain)
    if not _SPELLINGS.keys().isdisjoint(words):
        words = [_SPELLINGS.get(word, word) for word in words]
    return " ".join(words)
