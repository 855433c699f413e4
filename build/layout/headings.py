"""Which lines are headings: what their words, the blank lines about them and markup say."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence

from ..labels import SectionLabel, read_annex_label, read_headed_annex
from ..lines import Line
from .closings import CLOSING
from .front import OPENER, is_preamble_heading, is_title_case
from .markup import BOLD
from .shape import DEGREES, FINITE, OPEN_END, Shape, is_capitals, last_sign

LONGEST_HEADING = 200
#: The label of an annex alone on a line is shorter.
LONGEST_ANNEX_LABEL = 40
#: A heading without a label has no more characters than this, but where markup says that it is one.
LONGEST_LONE = 120
#: A heading in the case of a sentence, between blank lines, is shorter than what follows it.
LONGEST_SENTENCE_CASE = 70
MOST_WORDS_SENTENCE_CASE = 10
#: So many of them a text must have: one alone may be anything.
FEWEST_SENTENCE_CASE = 2
#: A heading may begin with the year of what it names: "2030 Agenda for Sustainable Development".
_YEAR_FIRST = re.compile(r"(?:19|20)\d\d [A-Z]")
#: A heading of several lines that a blank line parts from the text is no longer than this.
LONGEST_APART = 260
#: One before the first numbered paragraph, or before a blank line, has no more words.
MOST_WORDS = 36
#: Words that no heading ends with; it may with "on" or "in", as titles may not: "Number of seamen to sign on".
UNFINISHED = re.compile(r"\s(?:an?|the|this|that|its|their|and|or|of|for|to|by|from|with|into|between|under|which)$")
#: What pages leave between a heading and the text before it.
_PASSED_OVER = ("page_number", "running_head", "other", "note")


def is_heading(text: str) -> bool:
    """True for words that read as a heading: they begin with a capital and end without punctuation."""
    if len(text) > LONGEST_HEADING or text[0].islower():
        return False
    sign = last_sign(text)
    return (
        (not sign or sign.isalnum() or sign == "》")
        and any(map(str.isalpha, text))
        and (is_capitals(text) or is_title_case(text) or len(text.split()) <= 12)
    )


def is_block_apart(lines: Sequence[Line], text: str, last: int) -> bool:
    """True where `text` is several lines that end on line `last`, and a blank line parts them from what follows."""
    below = last + 1 < len(lines) and lines[last + 1].gap > 0
    return below and len(text) > len(lines[last].text) and len(text) <= LONGEST_APART


def ends_apart(lines: Sequence[Line], kinds: Sequence[str], index: int) -> bool:
    """True where the lines in title case from `index` on end at a blank line."""
    while index + 1 < len(lines) and not lines[index + 1].gap and not kinds[index]:
        index += 1
        if not is_title_case(lines[index].text):
            return False
    return index + 1 < len(lines)


def fills(lines: Sequence[Line], kinds: Sequence[str], shape: Shape, begun: Container[int], index: int) -> bool:
    """True where line `index` of a wrapped text ends because the next word would not fit: no heading does.

    `begun` are the lines that labels and items begin.
    """
    if not shape.wrapped or index + 1 >= len(lines) or lines[index + 1].gap:
        return False
    if kinds[index + 1] or index + 1 in begun:
        return False
    room = shape.width - lines[index].width - 1 - len(lines[index + 1].text.split(None, 1)[0])
    return room < shape.width * 0.12


def find_annex(lines: Sequence[Line], index: int) -> SectionLabel | None:
    """The label of an annex that a line begins: alone on it, or after a gap and before a heading in title case.

    None where the line above ends in the middle of a sentence: "... are set out in / Annex 1."
    """
    line = lines[index]
    text = line.text
    if index and not line.gap and not line.page and OPEN_END.search(lines[index - 1].text):
        return None
    if len(text) < LONGEST_ANNEX_LABEL and (label := read_annex_label(text)):
        return label
    label = read_headed_annex(text) if line.gap or line.page else None
    rest = text[label.end :] if label else ""
    if label is None or rest.startswith("《"):
        return label
    return label if rest and is_heading(rest) and (is_title_case(rest) or is_capitals(rest)) else None


def find_set_apart(lines: Sequence[Line], kinds: Sequence[str]) -> frozenset[int]:
    """The lines, by index, that are headings in the case of a sentence: "Strengthening our shared security".

    Each stands alone between blank lines, after the end of a sentence and before a longer line, and there are
    several of them.
    """
    found = {index for index in range(1, len(lines) - 1) if _is_set_apart(lines, kinds, index)}
    return frozenset(found) if len(found) >= FEWEST_SENTENCE_CASE else frozenset()


def _is_set_apart(lines: Sequence[Line], kinds: Sequence[str], index: int) -> bool:
    line, after = lines[index], lines[index + 1]
    if not line.gap or not after.gap or line.width > LONGEST_SENTENCE_CASE or kinds[index] or kinds[index + 1]:
        return False
    text = line.text
    if not text[0].isupper() or not text[-1].isalnum() or not 2 <= len(text.split()) <= MOST_WORDS_SENTENCE_CASE:
        return False
    if len(after.text) < max(60, len(text)) or not after.text[0].isupper() or last_sign(text) in ".,;:":
        return False
    before = _before(kinds, index)
    if before < 0 or (not kinds[before] and last_sign(lines[before].text) not in tuple(".?!")):
        return False
    return not (FINITE.search(text) or OPENER.match(text) or CLOSING.match(text))


def is_lone_heading(
    lines: Sequence[Line], kinds: Sequence[str], items: Container[int], apart: Container[int], index: int
) -> bool:
    """A heading with no label: set apart by blank lines (or one of `apart`), or in capitals, and followed by text."""
    line = lines[index]
    text = line.text
    if len(text) > LONGEST_LONE or index + 1 >= len(lines) or kinds[index + 1] == "signature":
        return False
    if is_preamble_heading(text):
        return True
    if not (text[0].isupper() or _YEAR_FIRST.match(text)):
        return False
    if index in apart:
        return True
    if not text[-1].isalnum() or CLOSING.match(text) or DEGREES.search(text):
        return False
    after = lines[index + 1]
    if after.text[0].islower():
        return False
    capitals = is_capitals(text) and len(text) > 3 and len(text.split()) <= 14
    between = line.gap > 0 and after.gap > 0 and is_title_case(text) and len(text.split()) <= 14
    # a few words between a sentence and the first of some numbered paragraphs
    before_items = (
        index > 0
        and index + 1 in items
        and last_sign(lines[index - 1].text) in (".", ":", ";")
        and len(text.split()) <= 6
        and is_title_case(text)
    )
    if not (capitals or between or before_items):
        return False
    before = _before(kinds, index)
    return before < 0 or bool(kinds[before]) or last_sign(lines[before].text) != ","


def is_marked_heading(
    lines: Sequence[Line],
    kinds: Sequence[str],
    labels: Container[int],
    headings: Mapping[int, tuple[int, int]],
    index: int,
) -> bool:
    """True where what markup says of a line, or of several, can be: text follows, and it is no whole paragraph."""
    last, level = headings[index]
    follows = last + 1
    if follows >= len(lines) or any(kinds[i] or i in labels for i in range(index, last + 1)):
        return False
    if level < BOLD:
        return True
    signed = kinds[follows] in ("signature", "dateline")
    return not signed and last_sign(lines[last].text) not in ";:," and not CLOSING.match(lines[index].text)


def find_above_labels(
    lines: Sequence[Line], kinds: Sequence[str], labels: Mapping[int, SectionLabel], items: Container[int]
) -> tuple[dict[int, int], frozenset[int]]:
    """The headings on the line above a label, "Scope / Article 1": by the index of their labels, and all of them.

    A few words stand between the end of a sentence and the label, which has nothing behind it; several do so. They
    are headings of the labelled sections where half of these or more have one, and none below; else of sections
    between them.
    """
    above: dict[int, int] = {}
    below = alone = 0
    for index, label in labels.items():
        if not label.word or label.word == "annex" or label.end < len(lines[index].text):
            continue
        alone += 1
        under = index + 1
        if under < len(lines) and not kinds[under] and under not in items and under not in labels:
            below += _is_short(lines[under].text) and under + 1 < len(lines)
        before = index - 1
        if before < 1 or kinds[before] or before in labels or before in items or before - 1 in labels:
            continue
        ends = bool(kinds[before - 1]) or last_sign(lines[before - 1].text) in (".", ":", ";", "?")
        if ends and _is_short(lines[before].text) and not lines[index].gap - lines[before].gap > 0:
            above[index] = before
    if len(above) < FEWEST_SENTENCE_CASE:
        return {}, frozenset()
    is_own = len(above) * 2 >= alone and below * 4 <= alone
    return (above if is_own else {}), frozenset(above.values())


def _is_short(text: str) -> bool:
    """True for a few words that can be a heading."""
    few = len(text) <= LONGEST_SENTENCE_CASE and len(text.split()) <= MOST_WORDS_SENTENCE_CASE
    return few and is_heading(text) and not FINITE.search(text) and UNFINISHED.search(text) is None


def _before(kinds: Sequence[str], index: int) -> int:
    """The last line before `index` that is nothing which pages leave; -1 where there is none."""
    before = index - 1
    while before >= 0 and kinds[before] in _PASSED_OVER:
        before -= 1
    return before
