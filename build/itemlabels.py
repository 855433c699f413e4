"""Labels of paragraphs: the number, letter, dash or bullet that is printed before one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

#: Signs that are printed before each item of a list; before a number they are no part of it.
BULLETS = "\u2022\u00b7\u25cf\u25aa\u25a0\u25e6\u2023\u25cb\u27a2\u23af\uf0b7"
_ITEM = re.compile(
    r"(?P<printed>[\"\u201c\u2018']?\(\s?(?:\d{1,3}|[A-Za-z]|[ivxlc]{1,6}|[IVXLC]{2,6}|[а-я])\s?\)\.?|\d{1,3}\s?\([a-z]{1,4}\)|\d{1,3}(?:\.\d{1,3}){0,3}\s?[.)]"
    r"|(?:\d{1,3}\.){1,3}\d{1,3}|[A-Za-z][.)]|[а-я]\)|[ivxlc]{1,6}[.)]|[IVXLC]{1,6}[.)]"
    rf"|[{BULLETS}]\.?|[*\u2013\u2014-])(?=\s|$)"
)
_GLUED = re.compile(
    r"(?P<printed>[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\(\d{1,3}\)|\([a-z]\)|\d{1,2}[.)](?=[A-Z])"
    r"|[A-H]\.(?=[a-z„“\"]|(?:The|It|Any|Each|In|As|If|This|For|All|No|To) )"
    rf"|[{BULLETS}])(?=\S)"
)


#: What can follow the first sign of an item's label where that is a letter.
_AFTER_LETTER = ".)ivxlcIVXLC一二三四五六七八九十、"
_QUANTITY = re.compile(
    r"\s+(?:million|billion|thousand|hundred|per\b|percent|%|times|degrees|km|metres|meters|tons|tonnes)"
)


def read_item_labels(texts: Sequence[str]) -> dict[int, tuple[str, int]]:
    """What is printed before the paragraphs that lines of text begin, and its end, by the index of the line."""
    items = {
        index: item
        for index, text in enumerate(texts)
        if (text[1:2] in _AFTER_LETTER or not text[0].isalpha()) and (item := read_item_label(text))
    }
    return items | _read_misread_letters(texts, items) | _read_bullets(texts, items)


#: What bullets become in a text that was taken out of a word processor's file, before a blank.
_BULLETS = frozenset("o.\u00a7\u00d8\u00fcv\uf0a7\uf0d8\uf0fc\u27a4\u2756\u2713")
#: So many lines begin with one.
FEWEST_BULLETS = 3


def _read_bullets(texts: Sequence[str], items: Mapping[int, tuple[str, int]]) -> dict[int, tuple[str, int]]:
    """Like `items`, the lines that begin with a letter or sign that stands for a bullet, where several do."""
    found: dict[str, list[int]] = {}
    for index, text in enumerate(texts):
        if text[0] in _BULLETS and text[1:2] in (" ", "\t", "\u00a0") and text[2:].strip() and index not in items:
            found.setdefault(text[0], []).append(index)
    return {
        index: (sign, len(texts[index]) - len(texts[index][1:].lstrip()))
        for sign, lines in found.items()
        if len(lines) >= FEWEST_BULLETS
        for index in lines
    }


#: A sign where a letter of a list was: "({) lakes", "/. lakes".
_SIGN_FOR_LETTER = re.compile(
    r"(?P<printed>\([^\w\s()]\)|[^\w\s()\"'\u201c\u2018.,;:*\u2022\u2013\u2014-][.)])\s+(?=\S)"
)
_LETTERED = re.compile(r"(?P<opens>\(?)(?P<letter>[a-z])[.)]")
#: The letter before it stands no more lines above, and one that it may be no more lines below.
MOST_BETWEEN = 12


def _read_misread_letters(texts: Sequence[str], items: Mapping[int, tuple[str, int]]) -> dict[int, tuple[str, int]]:
    """Like `items`, the lines whose letter was misread as a sign: where the next of a list is to come and does not."""
    found: dict[int, tuple[str, int]] = {}
    last: tuple[int, str, int] | None = None
    for index, text in enumerate(texts):
        lettered = _LETTERED.fullmatch(items[index][0]) if index in items else None
        if lettered:
            last = index, lettered["opens"], ord(lettered["letter"])
            continue
        sign = _SIGN_FOR_LETTER.match(text) if last and not text[0].isalnum() and index not in items else None
        if sign is None or last is None or index - last[0] > MOST_BETWEEN or (last[1] == "(") != (text[0] == "("):
            continue
        missing = f"{last[1]}{chr(last[2] + 1)}{sign['printed'][-1]}"
        below = range(index + 1, index + 1 + MOST_BETWEEN)
        if not any(items[i][0] == missing for i in below if i in items):
            found[index] = sign["printed"], sign.end()
            last = index, last[1], last[2] + 1
    return found


def read_item_label(line: str) -> tuple[str, int] | None:
    """The number, letter or dash printed before a paragraph, and where the text after it begins.

    `read_item_label("(a) to act") == ("(a)", 4)`; the end is the line's length where nothing follows.
    """
    first = line[0]
    if first.isalpha() and line[1:2] not in _AFTER_LETTER:
        return None  # most lines are running text
    match = _ITEM.match(line) or _GLUED.match(line)
    if not match:
        return None
    printed = match["printed"]
    end = match.end()
    if printed[-1].isdigit() and _QUANTITY.match(line, end):
        return None  # a number in the sentence: "3.5 million people"
    while end < len(line) and line[end].isspace():
        end += 1
    return printed, end
