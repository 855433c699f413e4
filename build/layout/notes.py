"""Notes below pages and at the end of a text: below a rule, after a star, behind a number that the text refers to."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from ..dates import MONTHS
from ..labels import SectionLabel
from ..lines import Line
from .front import is_dateline
from .shape import TERMINAL, last_sign

#: A page has no more lines.
LONGEST_PAGE = 80
#: A date that begins a line: "18 November 1981".
_DAY_FIRST = re.compile(rf"\d{{1,2}} (?:{'|'.join(month.title() for month in MONTHS)})\b")
_END_NOTE = re.compile(r"(?:\[(?=\d{1,2}\]))?(\d{1,2})(?:\]\s*|\s+)(?=[A-Z\"\u201c(])")
_NUMBERED = re.compile(r"(\d{1,2})\s*\S")
#: The same without the blank, as a page loses what raised the number.
_MARKED = re.compile(r"(\d{1,2})\s*(?=[A-Z\"\u201c(])")
_NOTE = re.compile(r"(?:\d{1,3}|[a-z]/|\*{1,3})(?:\s+\S|$)")
#: What heads the notes at the end of a text, and the first of them.
_NOTES_HEAD = re.compile(r"(?:foot|end)?notes?\s?:?$", re.IGNORECASE)
_FIRST_NOTE = re.compile(r"[(\[]?1[)\].]?\s")
#: A note that a caret marks, and the caret that points to it.
_CARET = re.compile(r"\^[A-Z]")
_CARET_MARK = re.compile(r"[^\W_]\^|[:;,.]\^$")
_STARRED = re.compile(r"[^\W\d_]\*(?=[\s,.;:])")


def mark_notes(
    lines: Sequence[Line], kinds: list[str], likely: Sequence[int], labels: Mapping[int, SectionLabel]
) -> None:
    """Set the kind of lines that are notes; `likely` are the lines, by index, that can begin one.

    `labels` are the labels of sections that lines begin with, by index.
    """
    _mark_starred(lines, kinds, likely)
    _mark_below_rules(lines, kinds)
    _mark_notes_between(lines, kinds, likely)
    _mark_end_notes(lines, kinds, likely, labels)
    _mark_headed_notes(lines, kinds)


def _mark_starred(lines: Sequence[Line], kinds: list[str], likely: Sequence[int]) -> None:
    """A note below a page that a star in the text refers to: "their means of delivery,* constitutes"."""
    starred = [i for i in likely if lines[i].text.startswith("* ") and not kinds[i]]
    if 0 < len(starred) <= 2 and any(_STARRED.search(line.text) or ",*" in line.text for line in lines[: starred[0]]):
        for index in starred:
            kinds[index] = "note"
    marked = [i for i in likely if lines[i].text[0] == "^" and _CARET.match(lines[i].text) and not kinds[i]]
    if marked and any(_CARET_MARK.search(line.text) for line in lines[: marked[0]]):
        for index in marked:
            kinds[index] = "note"


def _mark_below_rules(lines: Sequence[Line], kinds: list[str]) -> None:
    """Below a rule, lines that begin with a mark of reference are notes, up to the end of the page."""
    if "other" not in kinds:
        return
    index = 0
    while index < len(lines):
        below_rule = kinds[index] == "other" and lines[index].text[0] == "_"
        index += 1
        if not below_rule:
            continue
        if index < len(lines) and not _NOTE.match(lines[index].text):
            continue
        first = index
        while index < len(lines) and not kinds[index]:
            if index > first and (lines[index].page or lines[index].gap > 1):
                break
            kinds[index] = "note"
            index += 1


def _mark_notes_between(lines: Sequence[Line], kinds: list[str], likely: Sequence[int]) -> None:
    """Notes below a page with no rule above them: lines with a number that stands behind a word further up.

    They begin behind a line that no sentence ends on, or stand above what pages leave. Their numbers go up through the
    whole text, as those of paragraphs in articles do not.
    """
    _mark_sure_notes(lines, kinds, likely)
    found: list[tuple[int, int]] = []
    others: list[tuple[int, int]] = []
    for index in likely:
        match = _MARKED.match(lines[index].text) if index and not kinds[index] else None
        if match is None or _DAY_FIRST.match(lines[index].text):
            continue
        others.append((index, int(match.group(1))))
        if not _stands_below(lines, kinds, index, found):
            continue
        mark = re.compile(rf"(?:[^\W\d_](?:[,.;:)\u201d\"]+\s?)?|\d[,;.)]){match.group(1)}(?=[\s,.;:)]|$)")
        if any(mark.search(lines[i].text) for i in range(max(0, index - LONGEST_PAGE), index) if not kinds[i]):
            found.append(others.pop())
    # the number after that of a paragraph is another paragraph's
    counted = {(index, number) for index, number in found for other in others if other[1] == number + 1}
    if counted or any(after <= before for (_, before), (_, after) in pairwise(found)):
        return
    for index, _ in found:
        kinds[index] = "note"
        end = index + 1
        while end < len(lines) and not kinds[end] and not lines[end].gap and lines[end].text[0].islower():
            if not last_sign(lines[end - 1].text).isalnum():
                break
            kinds[end] = "note"
            end += 1


def _mark_sure_notes(lines: Sequence[Line], kinds: list[str], likely: Sequence[int]) -> None:
    """Notes that need no count: the number ends the line above, or is the next after that of a note right above."""
    for index in likely:
        match = _MARKED.match(lines[index].text) if index and not kinds[index] else None
        if match is None or _DAY_FIRST.match(lines[index].text):
            continue
        number, above = int(match.group(1)), lines[index - 1].text
        before = _NUMBERED.match(above) if kinds[index - 1] == "note" else None
        ends = not kinds[index - 1] and re.search(rf"[^\W\d_][,.;:]{number}$", above) is not None
        if ends or (before is not None and 0 < number - int(before.group(1)) <= 2):
            kinds[index] = "note"


def _stands_below(lines: Sequence[Line], kinds: Sequence[str], index: int, notes: Sequence[tuple[int, int]]) -> bool:
    """True where a line stands where notes do: behind one, in the middle of a sentence, or above what pages leave."""
    behind = kinds[index - 1] == "note" or (len(notes) > 0 and notes[-1][0] == index - 1)
    broken = (
        not kinds[index - 1] and last_sign(lines[index - 1].text) not in (*TERMINAL, *";:,") and not lines[index].gap
    )
    above = index + 1 < len(lines) and kinds[index + 1] in ("page_number", "running_head", "note")
    return behind or broken or above


def _mark_end_notes(
    lines: Sequence[Line], kinds: list[str], likely: Sequence[int], labels: Mapping[int, SectionLabel]
) -> None:
    """Notes at the end of the text: lines that count 1, 2, 3 without a point, in its last third.

    No article stands among notes: where one does, they are its paragraphs.
    """
    numbers = [
        (index, int(match.group(1)))
        for index in likely
        if kinds[index] in ("", "note")
        and (lines[index].text[0].isdigit() or lines[index].text[0] == "[")
        and (match := _END_NOTE.match(lines[index].text))
        and not is_dateline(lines[index].text)
    ]
    starts = [position for position, (_, number) in enumerate(numbers) if number == 1]
    if not starts:
        return
    chain = numbers[starts[-1] :]
    first = chain[0][0]
    end = lines[-1].end
    if [number for _, number in chain] != list(range(1, len(chain) + 1)):
        return
    above = next((i for i in range(first - 1, -1, -1) if not kinds[i]), None)
    if lines[first].start * 3 < end * 2 or above is None:
        return
    below = next((i for i in range(first + 1, len(lines)) if not kinds[i]), None)
    if last_sign(lines[above].text).isalnum() and below is not None and lines[below].text[0].islower():
        return  # a note below a page, in the middle of a sentence
    if any(labels[i].word and labels[i].end == len(lines[i].text) for i in range(first, len(lines)) if i in labels):
        return
    for index in range(first, len(lines)):
        kinds[index] = kinds[index] or "note"


def _mark_headed_notes(lines: Sequence[Line], kinds: list[str]) -> None:
    """All from "FOOTNOTES:" on, where note 1 stands below it, in the second half of a text."""
    for index in range(len(lines) - 2, 0, -1):
        text = lines[index].text
        if lines[index].start * 2 < lines[-1].end:
            return
        if len(text) < 12 and _NOTES_HEAD.match(text) and _FIRST_NOTE.match(lines[index + 1].text):
            for below in range(index, len(lines)):
                kinds[below] = kinds[below] or "note"
            return
