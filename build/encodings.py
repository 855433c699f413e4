"""Which encoding bytes that are not UTF-8 are in.

charset-normalizer says which encodings make text of them. Between those the signs beyond ASCII decide: quotes
that open before a word and close after one, dashes between blanks, accented letters inside words. That tells
Windows-1252 from Mac Roman where a text has no more than a few apostrophes.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

#: Encodings that are tried, by the names that Python gives them.
CANDIDATES = ("cp1252", "mac_roman", "cp1251", "koi8_r", "gb18030", "big5", "latin_1")
_BEYOND = re.compile(r"[^\x00-\x7f]")
#: Most signs that are looked at.
SAMPLE = 4000


def detect_encoding(raw: bytes) -> str | None:
    """The name of the likeliest encoding, or None where none makes text of the bytes."""
    from charset_normalizer import from_bytes

    names = {match.encoding for match in from_bytes(raw, cp_isolation=list(CANDIDATES))}
    if not names:
        return None
    names |= {"cp1252", "mac_roman"}  # of a few quotes it may name one of these two and mean the other
    scores = []
    for rank, name in enumerate(CANDIDATES):
        try:
            if name in names:
                scores.append((plausibility(raw.decode(name)), -rank, name))
        except UnicodeDecodeError:
            continue
    best = max(scores, default=None)
    return best[2] if best and best[0] > 0 else None


def plausibility(text: str) -> float:
    """How much the signs of `text` beyond ASCII stand as they would in print: from -1 to 1, on average."""
    signs = [match.start() for match in _BEYOND.finditer(text)][:SAMPLE]
    return sum(_fits(text, at) for at in signs) / len(signs) if signs else 1.0


def _fits(text: str, at: int) -> float:
    char, before, after = text[at], text[at - 1 : at], text[at + 1 : at + 2]
    category = unicodedata.category(char)
    if category == "Cc":
        return -1
    if char in "\u201c\u2018\u00ab\u201e\u300a":
        return 1 if not before.isalnum() and not after.isspace() else -0.5
    if char in "\u201d\u2019\u00bb\u300b":
        return 1 if before and not before.isspace() else -0.5
    if char in "\u2013\u2014":
        return 1 if before.isspace() == after.isspace() else 0
    if char in "\u00a0\u2026\u2022\u00b7\u00a7\u00b0\u00b6":
        return 0.8 if char != "\u00a7" or after in (" ", "\u00a7", "\u00a0") or after.isdigit() else -0.5
    if char in "\u00a3\u20ac\u00a5":
        return 0.8 if after.isdigit() or before.isdigit() else -0.5
    if category == "Lo":
        return 0.9
    if category in ("Ll", "Lu"):
        return _fits_letter(char, before, after)
    return -0.7 if category in ("Sm", "Sk", "So", "Co", "Cn") else 0


def _fits_letter(char: str, before: str, after: str) -> float:
    """A letter should stand among letters of its own script, and a small one not before a capital."""
    latin = char <= "\u024f"
    near = [c for c in (before, after) if c.isalpha()]
    if not near:
        return -0.8 if latin else 0.2
    if any((c <= "\u024f") != latin for c in near):
        return -0.9
    if char.islower() and after.isupper():
        return -1
    if char.isupper() and (before.islower() or (latin and not before.isalpha() and after.isupper())):
        return -0.6
    return 0.9 if len(near) == 2 or not latin else 0.4


#: Codecs of Python between bytes and text that no text was ever saved in.
_NO_ENCODINGS = frozenset(("idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem"))


def is_text_encoding(name: str) -> bool:
    """True for the name of an encoding that texts are saved in; Python has other codecs, such as hex or punycode."""
    try:
        if codecs.lookup(name).name.replace("_", "-") in _NO_ENCODINGS:
            return False
        return "a".encode(name).decode(name) == "a"
    except (LookupError, UnicodeError, TypeError, ValueError):
        return False
