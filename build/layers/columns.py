"""Columns of a signature block: what stands side by side on a page, and what a text made of it line by line.

Two states often sign side by side. A text then has both on one line, with tabs or a run of blanks between them or,
where the page was flattened, a single blank. Only two columns are told apart without a run of blanks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ..layout.back import FOR, OFFICE, PARTY_WORDS, WIDEST_GAP
from .words import PARTICLES

_GAP = re.compile(r"\t[ \t\u00a0]*|[ \u00a0]{3,}")
#: The blanks between columns, or behind the first where the second was put on the next line.
_WIDE = re.compile(rf"[ \t\u00a0]{{{WIDEST_GAP},}}")
_TAB = 8
_FOR_AGAIN = re.compile(rf"(?<=\S)(?<!Signed)(?<!SIGNED) (?=(?:{PARTY_WORDS}|on behalf of) (?:the |THE |and )?[A-Z])")
_PARENTHESES = re.compile(r"(?<=\)) (?=\()")
_GOVERNMENT_AGAIN = re.compile(r"(?<=\S) (?=(?:Governments?|GOVERNMENT) (?:of|OF) )")
_NOT_BEFORE_OFFICE = frozenset(
    "of and the for to & , - prime deputy first vice foreign general acting state chief".split()
)
_PREFIX = re.compile(
    r"(?:(?:For|On behalf of) )?(?:and on behalf of )?(?:the )?(?:Governments? of )?(?:the )?", re.IGNORECASE
)
#: Forms of address, and a word in capitals that is no initial.
_TITLES = frozenset("Mr Mrs Ms Dr Prof Sir Shri Hon".split())
_CAPITALS = re.compile(r"[A-Z][A-Z'\u2019-]{2,}")
_NAME_WORD = re.compile(rf"(?:[A-Z][\w.'\u2019-]*|{PARTICLES})$")


class BlockLine(NamedTuple):
    """A line of a signature block as printed, its offset in the source, and the blanks before and behind it.

    `follows` says that no blank line parts it from the line above.
    """

    raw: str
    start: int
    indent: int
    trail: int = 0
    follows: bool = False


class Piece(NamedTuple):
    """What one column has of a line: its text, white space folded, and its span in the source."""

    text: str
    start: int
    end: int


class Names:
    """Names of states, to ask whether words are one or the beginning of one."""

    def __init__(self, names: Sequence[str]) -> None:
        self._whole = {name.lower() for name in names}
        self._begun = {
            " ".join(words[:count])
            for name in self._whole
            for words in [name.split()]
            for count in range(1, len(words))
        }

    def rank(self, text: str) -> int:
        """2 for words that are a party's name, with what brings it on, 1 for the beginning of one, else 0."""
        plain = " ".join(text.replace("\u2019", "'").split()).rstrip(" :,")
        name = _PREFIX.sub("", plain, count=1).lower().removeprefix("the ")  # it ended one line and begins the next
        if not name:
            return 1
        return 2 if name in self._whole else int(name in self._begun)


def split_columns(lines: Sequence[BlockLine], names: Names) -> list[list[Piece]]:
    """The columns of a block, each with its pieces in order; one column where nothing tells of two."""
    return (
        _wrapped(lines)
        or _by_gaps(lines)
        or _flattened(lines, names)
        or [[_piece(line, 0, len(line.raw)) for line in lines]]
    )


def _piece(line: BlockLine, start: int, end: int) -> Piece:
    raw = line.raw[start:end]
    begin = start + len(raw) - len(raw.lstrip())
    return Piece(" ".join(raw.split()), line.start + begin, line.start + start + len(raw.rstrip()))


def _wrapped(lines: Sequence[BlockLine]) -> list[list[Piece]]:
    """Two columns with wide gaps between them, of which the second goes on below where a line was too short for it.

    Every line has such a gap, inside or at its end, goes on from one that has, or stands apart, as the first column
    does where the second has nothing; at least two lines have both columns.
    """
    left: list[Piece] = []
    right: list[Piece] = []
    is_open, both = False, 0
    for line in lines:
        gap = _WIDE.search(line.raw)
        if gap is not None:
            left.append(_piece(line, 0, gap.start()))
            right.append(_piece(line, gap.end(), len(line.raw)))
            both += 1
        elif is_open and line.follows:
            piece = _piece(line, 0, len(line.raw))
            if right and left and right[-1].start > left[-1].start:
                begun = right.pop()
                piece = Piece(f"{begun.text} {piece.text}", begun.start, piece.end)
            else:
                both += 1
            right.append(piece)
        elif line.trail >= WIDEST_GAP or not line.follows:
            left.append(_piece(line, 0, len(line.raw)))
        else:
            return []
        is_open = gap is not None or line.trail >= WIDEST_GAP
    wrapped = any(line.trail >= WIDEST_GAP for line in lines)
    return [left, right] if wrapped and both > 1 else []


def _by_gaps(lines: Sequence[BlockLine]) -> list[list[Piece]]:
    """Columns that tabs or runs of blanks keep apart; the same number on at least two lines."""
    cells: list[list[tuple[int, int]]] = []
    for line in lines:
        at, row = 0, []
        for gap in _GAP.finditer(line.raw):
            row.append((at, gap.start()))
            at = gap.end()
        row.append((at, len(line.raw)))
        cells.append(row)
    counts = [len(row) for row in cells if len(row) > 1]
    parties = any(
        len(row) > 1 and all(FOR.match(line.raw, start) for start, _ in row)
        for line, row in zip(lines, cells, strict=True)
    )
    if not (parties and counts) and (len(counts) < 2 or len(set(counts)) > 1):
        return []
    if len(set(counts)) > 1:
        return []
    second = min(
        line.indent + _width(line.raw[: row[1][0]]) for line, row in zip(lines, cells, strict=True) if len(row) > 1
    )
    columns: list[list[Piece]] = [[] for _ in range(counts[0])]
    for line, row in zip(lines, cells, strict=True):
        first = 1 if len(row) == 1 and line.indent > second * 0.6 else 0
        for number, cell in enumerate(row, first):
            columns[number].append(_piece(line, *cell))
    return columns


def _width(text: str) -> int:
    return sum(_TAB if char == "\t" else 1 for char in text)


def _flattened(lines: Sequence[BlockLine], names: Names) -> list[list[Piece]]:
    """Two columns of which each line has run together; only where a line shows that there are two."""
    texts = [" ".join(line.raw.split()) for line in lines]
    if not any(_FOR_AGAIN.search(text) or _PARENTHESES.search(text) for text in texts):
        return []
    left: list[str] = []
    right: list[str] = []
    columns: list[list[Piece]] = [[], []]
    for line, text in zip(lines, texts, strict=True):
        cut = _cut(text, " ".join(left), " ".join(right), names)
        for words, column, bounds in ((left, 0, (0, cut)), (right, 1, (cut, len(text)))):
            part = text[slice(*bounds)].strip()
            if part:
                if FOR.match(part):
                    words[:] = [part]  # another party begins
                elif _PREFIX.match(part).end() or words:  # type: ignore[union-attr]
                    words.append(part)
                columns[column].append(_piece_of(line, part, column == 1))
        for words in (left, right):
            if names.rank(" ".join(words)) == 2:
                words[:] = ["\0"]  # this party is named in full
    return columns if columns[0] and columns[1] else []


def _piece_of(line: BlockLine, part: str, last: bool) -> Piece:
    """The piece of a line that holds the words of `part`, at its beginning or its end."""
    words = [re.escape(word) for word in part.split()]
    pattern = re.compile(r"\s+".join(words) + (r"\s*$" if last else ""))
    found = pattern.search(line.raw)
    assert found is not None
    return _piece(line, found.start(), found.end())


def _cut(text: str, left: str, right: str, names: Names) -> int:
    """Where the second column begins in a line: 0 where all of it is of the second, its length where none is."""
    for pattern in (_FOR_AGAIN, _PARENTHESES, _GOVERNMENT_AGAIN):
        if pattern is _FOR_AGAIN and OFFICE.match(text):
            continue  # "Minister for Trade"
        found = pattern.search(text)
        if found:
            return found.end()
    words = text.split()
    places = [0, *(len(" ".join(words[:count])) + 1 for count in range(1, len(words))), len(text)]
    open_left, open_right = left not in ("", "\0"), right not in ("", "\0")
    if open_left or open_right:
        ranked = []
        for place in places:
            before, after = text[:place].strip(), text[place:].strip()
            fits_left = names.rank(f"{left} {before}") if open_left else _fits_beside(before)
            fits_right = names.rank(f"{right} {after}") if open_right else _fits_beside(after)
            if fits_left and fits_right:
                ranked.append((fits_left + fits_right, place))
        if ranked:
            return max(ranked)[1]
    half = len(words) // 2
    if half and words[:half] == words[half:]:
        return places[half]
    goes_on = words[-1].lower() == "and"  # then the first office may go on below, too
    for count in range(1, len(words)):
        office = OFFICE.match(" ".join(words[count:]))
        before = words[count - 1].lower().rstrip(",")
        if office and (before not in _NOT_BEFORE_OFFICE or (goes_on and before == "and")) and OFFICE.match(text):
            return places[count]
    return _between_names(words, places, text)


def _fits_beside(words: str) -> int:
    """How well words fit below a party that is named in full: 2 for none, 1 for a person's name, else 0."""
    return 2 if not words else int(len(words.split()) > 1 and all(map(_NAME_WORD.match, words.split())))


def _between_names(words: list[str], places: list[int], text: str) -> int:
    """Where the second of two names begins; the line's length where it is one name, or nothing tells."""
    if len(words) < 3 or not all(map(_NAME_WORD.match, words)):
        return len(text)
    titled = [count for count in range(1, len(words)) if words[count].rstrip(".") in _TITLES]
    if len(titled) == 1 or (len(titled) == 2 and titled[0] == 1):
        return places[titled[-1]]
    full = [count for count in range(1, len(words)) if _CAPITALS.fullmatch(words[count - 1])]
    if len(full) == 1 and not words[full[0]].isupper():
        return places[full[0]]  # a family name in capitals ends the first
    initials = [
        count for count in range(2, len(words)) if len(words[count].rstrip(".")) == 1 and words[count][-1] == "."
    ]
    if initials and len(words[initials[0] - 1].rstrip(".")) != 1:
        return places[initials[0]]
    return places[len(words) // 2] if len(words) % 2 == 0 else len(text)
