"""Reading: the text of a stretch of the source, with its edits applied and white space folded.

`Reading.text` gives the text, `Reading.offsets` the way back to the source. Where a stretch has no edit, the way back
only counts the blanks that folding left out; else it is a short list of runs.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence, Set
from functools import partial
from itertools import pairwise
from typing import Protocol

from .layout import UNSETTLED, Edit

_WORD = re.compile(r"\S+")
#: A run: words with one blank between them, which folding leaves as they are.
_RUN = re.compile(r"\S+(?: \S+)*")
#: White space of which folding leaves one character.
_LONG_GAP = re.compile(r"\s\s+")
_SPACE = re.compile(r"\s*")
_TAIL = re.compile(r"[^\W\d_]+$")
#: Parts of what stands after a hyphen at a line end: letters and signs in turn; and the signs at its ends alone.
_PART = re.compile(r"\w+|\W+")
_OUTER_PART = re.compile(r"\w(?:\S*\w)?|\W+")
_LETTERS = re.compile(r"[^\W\d_]+")
_HYPHENED = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*+(?P<broken>-(?=\s))?")
#: Of so many broken words each is looked for in the text; for more the words of the text are put into a set.
_FEW = 8
#: First halves that English joins to a word with a hyphen.
_HYPHENATED = frozenset(
    "self low high long short well full half part mid near all cross vice quasi politico socio economico military "
    "trade good large small medium state law decision policy world non one two three four five six seven eight nine "
    "ten twenty thirty forty fifty sixty seventy eighty ninety".split()
)


class Reading:
    """The reading of one source: `text(start, end)` of any stretch of it. Offsets are code points, half-open."""

    def __init__(self, source: str, edits: Sequence[Edit], plain: bool = False) -> None:
        """`plain`: blanks and line feeds are all the white space of the source, which saves work."""
        self.source = source
        self.edits = edits
        self._starts = [edit.start for edit in edits]
        self._plain = plain

    def inside(self, start: int, end: int) -> Sequence[Edit]:
        """The edits that lie wholly in a stretch."""
        if not self._starts:
            return ()
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return [edit for edit in self.edits[first:last] if edit.end <= end] if first < last else ()

    def cut(self, start: int, end: int) -> int:
        """`end`, or where before it an edit begins that reaches over it."""
        last = bisect_left(self._starts, end) - 1
        return self._starts[last] if last >= 0 and self.edits[last].end > end and self._starts[last] > start else end

    def text(self, start: int, end: int) -> str:
        """The source from `start` to `end` with the edits inside applied and white space folded."""
        edits = self.inside(start, end)
        if not edits:
            stretch = self.source[start:end]
            if self._plain:
                lines = stretch.replace(" \n", " ").replace("\n", " ")
                if "  " not in lines and lines[:1] != " " and lines[-1:] != " ":
                    return lines  # quicker than to split into words
            return " ".join(stretch.split())
        parts, at = [], start
        for edit in edits:
            parts += [self.source[at : edit.start], edit.replacement]
            at = edit.end
        parts.append(self.source[at:end])
        return " ".join("".join(parts).split())

    def offsets(self, start: int, end: int, text: str | None = None) -> Offsets:
        """The way back from the text of a stretch to the source; `text`, where it is known, saves looking for gaps."""
        if self.inside(start, end):
            return Runs(self, start, end)
        left_out = -1
        if text is not None:
            left_out = end - start - len(text)
            if not left_out:
                return Folded(start, (), (0,))
        if self._plain and self.source.count(" \n", start, end) == left_out:
            # nothing is left out but one character at each end of a line
            folded, at = [], start
            for number in range(1, left_out + 1):
                at = self.source.find(" \n", at, end) + 2
                folded.append(at - start - number)
            return Folded(start, folded, range(left_out + 1))
        return self._folded(start, end)

    def _folded(self, start: int, end: int) -> Folded:
        space = _SPACE.match(self.source, start, end)
        first = space.end() if space else start
        folded, counts, left_out = list[int](), [0], 0
        for match in _LONG_GAP.finditer(self.source, first, end):
            begin, after = match.span()
            left_out += after - begin - 1
            folded.append(after - left_out - first)
            counts.append(left_out)
        return Folded(first, folded, counts)


class Offsets(Protocol):
    """The way back from the text of a stretch to the source. Offsets are code points, half-open."""

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the source that the text from `start` to `end` was read from."""
        ...


class Folded:
    """The way back from a stretch without edits: past the blanks of which folding leaves one."""

    __slots__ = ("_base", "_gaps", "_left_out")

    def __init__(self, base: int, gaps: Sequence[int], left_out: Sequence[int]) -> None:
        """`base`: where the text begins in the source; `gaps`: where in the text each gap of several blanks ends;
        `left_out`: how many characters are left out up to gap 0, 1, 2 ..."""
        self._base, self._gaps, self._left_out = base, gaps, left_out

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the source that the text from `start` to `end` was read from."""
        base, gaps = self._base, self._gaps
        if not gaps:
            return base + start, base + end
        begin = base + start + self._left_out[bisect_right(gaps, start)]
        return begin, base + end + self._left_out[bisect_right(gaps, end - 1)]


class Runs:
    """Runs of characters that the text of a stretch shares with the source, and the replacements between."""

    def __init__(self, reading: Reading, start: int, end: int) -> None:
        # a run: offset in the text, length there, first and last offset in the source, and whether it is
        # a replacement, which goes back to the whole of what it replaces
        self._runs: list[tuple[int, int, int, int, bool]] = []
        self._length = 0
        self._pending = False
        at = start
        for edit in reading.inside(start, end):
            self._add(reading.source, at, edit.start)
            self._replace(edit)
            at = edit.end
        self._add(reading.source, at, end)
        self._at = [run[0] for run in self._runs]

    def _gap(self, apart: bool) -> None:
        if (apart or self._pending) and self._length:
            self._length += 1
        self._pending = False

    def _add(self, source: str, start: int, end: int) -> None:
        last = start
        for match in _RUN.finditer(source, start, end):
            self._gap(match.start() > last)
            size = match.end() - match.start()
            self._runs.append((self._length, size, match.start(), match.end(), False))
            self._length += size
            last = match.end()
        self._pending = self._pending or last < end

    def _replace(self, edit: Edit) -> None:
        last = 0
        for match in _RUN.finditer(edit.replacement):
            self._gap(match.start() > last)
            size = match.end() - match.start()
            self._runs.append((self._length, size, edit.start, edit.end, True))
            self._length += size
            last = match.end()
        self._pending = self._pending or last < len(edit.replacement)

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the source that the text from `start` to `end` was read from."""
        at, _, first, _, replaced = self._runs[bisect_right(self._at, start) - 1]
        begin = first if replaced else first + start - at
        at, _, first, last, replaced = self._runs[bisect_right(self._at, end - 1) - 1]
        return begin, last if replaced else first + end - at


def settle_hyphens(source: str, edits: list[Edit]) -> None:
    """Decide for each hyphen at a line end whether it stays, from how the text itself writes the word.

    It goes where the text has the word unbroken elsewhere, stays where the text has it with a hyphen, before a
    capital, or where both halves are words of the text or the first is a combining form; else it goes.
    """
    open_edits = [edit for edit in edits if edit.replacement == UNSETTLED]
    if not open_edits:
        return
    settled = [edit for edit in edits if edit.replacement != UNSETTLED]
    written = _written_words(source).__contains__ if len(open_edits) > _FEW else partial(_is_written, source.lower())
    for edit in open_edits:
        mark = source[edit.start]
        edit.replacement = mark if _keeps_hyphen(source, edit, written) and mark != "\u00ad" else ""
    found, left_out = Reading(source, tuple(settled)), set[int]()
    for word in _broken_words(source, open_edits):
        if any(edit.end < edit.resume or "\r" in source[edit.start : edit.end] for edit in word):
            moved, replaced = _moved_up(source, word, found)
            settled += moved
            left_out.update(map(id, replaced))
        else:
            settled += word
    edits[:] = sorted((edit for edit in settled if id(edit) not in left_out), key=lambda edit: edit.start)


def _broken_words(source: str, hyphens: list[Edit]) -> list[list[Edit]]:
    """The edits of hyphens by the word that they stand in; some words are broken more than once."""
    words: list[list[Edit]] = []
    for edit in hyphens:
        if words and _word_end(source, words[-1][-1].resume) == edit.start + 1:
            words[-1].append(edit)
        else:
            words.append([edit])
    return words


def _word_end(source: str, start: int) -> int:
    match = _WORD.match(source, start)
    return match.end() if match else start


def _moved_up(source: str, word: list[Edit], settled: Reading) -> tuple[list[Edit], list[Edit]]:
    """Other edits for a broken word: its first line takes in what stands of it below. Also the edits they replace.

    A cell of a table should hold no carriage return, and a page mark between the halves has an edit of its own: so
    no edit reaches over them. What stands between is folded to the blank after the word.

    A mention may begin or end at the hyphen or at a sign after the word. So that its stretch of the source reads as it
    does, each part goes in the place of a letter of its own before the hyphen, and the last in that of the hyphen.
    """
    hyphen, kind = word[0].start, word[0].kind
    moved: list[Edit] = []
    replaced: list[Edit] = []
    joined = ""
    for number, edit in enumerate(word, 1):
        end = settled.cut(edit.resume, _word_end(source, edit.resume))
        joined += edit.replacement + settled.text(edit.resume, end if number == len(word) else end - 1)
        replaced += settled.inside(edit.resume, end)
        moved.append(Edit(edit.resume, end, kind, ""))
    tail = _TAIL.search(source, max(0, hyphen - 40), hyphen)
    letters = len(tail.group()) if tail else 0
    parts = _PART.findall(joined)
    if len(parts) > letters:
        parts = _OUTER_PART.findall(joined)
    glued = 0 if word[0].replacement or len(parts) == 1 else 1
    glued = max(glued, len(parts) - letters) if letters else 0
    first, parts = "".join(parts[:glued]), (parts[glued:] if letters else []) or [joined]
    held = len(parts) - 1
    at = hyphen - held
    moved += [Edit(at + number, at + number + 1, kind, part) for number, part in enumerate(parts)]
    if held or first:
        moved.append(Edit(at - 1, at, kind, source[at - 1 : hyphen] + first))
    return moved, replaced


def _keeps_hyphen(source: str, edit: Edit, written: Callable[[str], bool]) -> bool:
    tail = _TAIL.search(source, max(0, edit.start - 40), edit.start)
    head = _LETTERS.match(source, edit.resume)
    if not tail or not head:
        return True
    first, second = tail.group().lower(), head.group().lower()
    if written(first + second):
        return False
    if head.group()[0].isupper() or written(f"{first}-{second}"):
        return True
    if first in _HYPHENATED:
        return len(second) > 3 or written(second)
    if len(first) < 4 or len(second) < 4:
        return False
    return written(first) and written(second)


def _is_written(text: str, word: str) -> bool:
    """True where `word` is among the `_written_words` of a text, which is given in lower case."""
    at = text.find(word)
    while at >= 0:
        end = at + len(word)
        whole = not (at and _LETTERS.match(text, at - 1, at)) and not _LETTERS.match(text, end, end + 1)
        if whole and not (text[end : end + 1] == "-" and text[end + 1 : end + 2].isspace()):
            return True
        at = text.find(word, at + 1)
    return False


def _written_words(source: str) -> Set[str]:
    """The words of a text in lower case, those with a hyphen whole and in parts.

    The half before a hyphen at a line's end is none.
    """
    text = source.lower()
    printed = text.split()
    once = set(printed)  # most come again
    hyphened = {word for word in once if "-" in word}
    written = set(_LETTERS.findall(" ".join(once - hyphened)))
    # a hyphen that ends the text is before no line's end
    for match in _HYPHENED.finditer(" ".join([*hyphened, printed[-1] if text.endswith("-") else ""])):
        parts = match.group().split("-")
        if match["broken"]:
            parts = parts[:-2]
        written.update(parts)
        written.update(map("-".join, pairwise(parts)))
    return written
