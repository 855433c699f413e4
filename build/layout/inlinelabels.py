"""The labels inside a line: articles that count on, and the chapters above them.

A label counts only where its number is the next, and not in a reference ("in accordance with Article 2"). One number
may be missing, and a treaty annexed to another counts from 1 again.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from ..labels import SectionLabel, read_section_label

#: So many labels must count on before a line is cut.
FEWEST = 3
#: A heading behind a label is no longer than this.
LONGEST_HEADING = 130
_SENTENCE_END = re.compile(r"[.;:]\s")
#: Labels that stand closer to each other are of a list of contents.
CONTENTS = 120
#: So many counts are kept open, in case that the last one was of something else.
MOST_OPEN = 8
_LABEL = re.compile(
    r"(?=[APSCRT\u0410\u0421])(?<!\S)(?:(?P<parted>(?:Article|ARTICLE)\s+[1-9]\s\d(?=\s[A-Z]))"
    r"|(?:Article|ARTICLE|Principle|PRINCIPLE|Section|SECTION|Chapter|CHAPTER|Rule|RULE|TITLE|Title|PART|Part|Статья|СТАТЬЯ|Артикул)"
    r"\s+(?:(?:\d{1,3}|[IVXLC]{1,7}|[A-Z][a-z]{2,8}|[A-Z]{3,9}|premier)(?=[\s.:])(?:[.:]|\s?[:\u2013\u2014-](?=[\sA-Z]))?|\d{1,3}(?=[a-z])))"
)
#: The number of an article with that of its first paragraph hard behind it.
_GLUED_NUMBER = re.compile(r"(\d{1,2})1\.$")
#: What follows the number in a reference that says what the article is on: "Article 6 (Payments), Article 7 (...)".
_REFERRED = re.compile(r"\s*\([^()]{2,120}\)(?:\s*[,;.]|\s+[a-z])")
#: What stands before a reference, and in how many characters.
LONGEST_REFERRING = 14
REFERRING = re.compile(
    r"\b(?:of|in|under|to|with|and|by|see|or|from|per|the|this|said|that|paragraph|except|as|at|for|pursuant)\s+$",
    re.IGNORECASE,
)
#: A dash before a paragraph of a line, and the signs that are one.
DASH = re.compile(r"[-\u2013\u2014\u2022](?<=[:;,.]\s.)(?=\s[A-Z])")
_DASHES = "-\u2013\u2014"


def without_dashes(text: str, labels: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans of labels, without the dash at their end in a text where a dash begins each paragraph."""
    spans = [*labels, (len(text), len(text))]
    if not any(text[end - 1] in _DASHES and DASH.search(text, end, then) for (_, end), (then, _) in pairwise(spans)):
        return list(labels)
    return [(start, end - 1 if text[end - 1] in _DASHES else end) for start, end in labels]


def labels_above(text: str, labels: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The labels of chapters among those of articles: each, with its heading, right before one of these.

    At least two of a word count on.
    """
    begins = [start for start, _ in labels]
    words = {text[start:end].split()[0].lower() for start, end in labels}
    found: dict[str, list[tuple[int, tuple[int, int]]]] = {}
    for match in _LABEL.finditer(text) if labels else ():
        label = read_section_label(match.group())
        place = bisect_left(begins, match.end())
        if label is None or label.word in words or place == len(begins) or match.start() in begins:
            continue
        between = text[match.end() : begins[place]].lstrip(" .:\u2013\u2014-")
        if len(between) <= LONGEST_HEADING and not _SENTENCE_END.search(between):
            chain = found.setdefault(label.word, [])
            last = chain[-1][0] if chain else 0
            if label.value in (last + 1, 1) or (last and label.value == last + 2):
                chain.append((label.value, match.span()))
    return [span for chain in found.values() if len(chain) > 1 for _, span in chain]


class _Candidate(NamedTuple):
    """What may be the label of a division inside a line: its word, its number and its span."""

    word: str
    value: int
    start: int
    end: int
    first: tuple[int, int] | None
    """Where the number of its first paragraph stands hard behind it, "ARTICLE 81." for 8: that number and its end."""


def labels_in(text: str) -> list[tuple[int, int]]:
    """The spans of labels 1, 2, 3, ... in a line: of the word that counts furthest, each time that it counts from 1.

    One number may be missing. What counts within a few lines is a list of contents, unless nothing else counts.
    """
    chains: list[list[_Candidate]] = []
    of_word: dict[str, list[list[_Candidate]]] = {}
    candidates = _candidates(text)
    for one, follows in zip(candidates, _following(candidates), strict=True):
        counts = of_word.setdefault(one.word, [])
        candidate, chain = one, _ending(counts, one.value - 1)
        if chain is None and one.first is not None:
            value, end = one.first
            before = _ending(counts, value - 1)
            if before is not None or value == 1:
                candidate, chain = one._replace(value=value, end=end), before
        if chain is None and candidate.value > 1:
            chain = _ending(counts, one.value - 2) if follows == one.value + 1 else None
            if chain is None and (counts or one.value != 2 or follows != 3):
                continue
        if chain is None:
            chain = []
            chains.append(chain)
            counts.append(chain)
            if len(counts) > MOST_OPEN:
                counts.remove(min(counts[:-1], key=len))
        chain.append(candidate)
    if not chains:
        return []
    best = max(chains, key=lambda chain: (len(chain), chain[-1].start - chain[0].start))
    taken = [best]
    for chain in chains:
        if chain[-1].word != best[-1].word or len(chain) < FEWEST or _spacing(chain) <= CONTENTS:
            continue
        if all(chain[-1].end <= other[0].start or other[-1].end <= chain[0].start for other in taken):
            taken.append(chain)
    return sorted((one.start, one.end) for chain in taken for one in chain)


def _candidates(text: str) -> list[_Candidate]:
    """The labels in a line that nothing refers to: "in accordance with Article 2" is none."""
    found = []
    for match in _LABEL.finditer(text):
        label: SectionLabel | None = read_section_label(match.group())
        if label is None or REFERRING.search(text, max(0, match.start() - LONGEST_REFERRING), match.start()):
            continue
        if _REFERRED.match(text, match.end()):
            continue
        glued = _GLUED_NUMBER.search(match.group())
        first = (int(glued[1]), match.start() + glued.end(1)) if glued else None
        found.append(_Candidate(label.word, label.value, *match.span(), first))
    return found


def _ending(chains: Sequence[list[_Candidate]], value: int) -> list[_Candidate] | None:
    """The last of the chains that ends with this number; None where none does."""
    return next((chain for chain in reversed(chains) if chain[-1].value == value), None)


def _following(candidates: Sequence[_Candidate]) -> list[int]:
    """For each label the number of the next one of the same word; 0 where there is none."""
    after: dict[str, int] = {}
    numbers = []
    for one in reversed(candidates):
        numbers.append(after.get(one.word, 0))
        after[one.word] = one.value
    return numbers[::-1]


def _spacing(chain: Sequence[_Candidate]) -> float:
    """How many characters there are between two labels of a chain, about."""
    return (chain[-1].start - chain[0].start) / (len(chain) - 1)
