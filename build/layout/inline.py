"""Labels inside a line: texts that came as one long line are cut at the labels that count on in them.

"... have agreed as follows: ARTICLE 1 A Council shall be established ... ARTICLE 2 ..." A label counts only where
its number is the next, and not in a reference ("in accordance with Article 2").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..labels import SectionLabel, read_section_label
from ..lines import Line

#: Shorter lines are not looked into.
SHORTEST = 1500
#: So many labels must count on before a line is cut.
FEWEST = 3
_LABEL = re.compile(
    r"(?<=\s)(?:Article|ARTICLE|Principle|PRINCIPLE|Section|SECTION|Chapter|CHAPTER|Rule|RULE|Статья|СТАТЬЯ|Артикул)"
    r"\s+(?:\d{1,3}|[IVXLC]{1,7}|[A-Z][a-z]{2,8}|[A-Z]{3,9})(?=[\s.:])[.:]?"
)
_REFERRING = re.compile(
    r"\b(?:of|in|under|to|with|and|by|see|or|from|per|the|this|said|that|paragraph|except|as|at|for|pursuant)\s+$",
    re.IGNORECASE,
)


def cut_long_lines(lines: Sequence[Line]) -> list[Line]:
    """The lines, those cut in pieces that hold a chain of labels: each label becomes a line of its own."""
    out: list[Line] = []
    for line in lines:
        cuts = _labels_in(line.text) if len(line.text) >= SHORTEST else []
        if len(cuts) < FEWEST:
            out.append(line)
            continue
        at = 0
        for start, end in cuts:
            out += _piece(line, at, start)
            out += _piece(line, start, end)
            at = end
        out += _piece(line, at, len(line.text))
    return out


def _piece(line: Line, start: int, end: int) -> list[Line]:
    """The stretch `start`..`end` of a line as a line, without the blanks around it; none where it is empty."""
    text = line.text[start:end]
    stripped = text.strip()
    if not stripped:
        return []
    begin = line.start + start + text.index(stripped[0])
    return [Line(begin, begin + len(stripped), stripped, 0, 1 if start else line.gap, False, len(stripped))]


def _labels_in(text: str) -> list[tuple[int, int]]:
    """The spans of the longest chain of labels 1, 2, 3, ... in a line; of two as long, the one spread wider."""
    chains: list[list[tuple[int, int]]] = []
    chain: list[tuple[int, int]] = []
    word, last = "", 0
    for match in _LABEL.finditer(text):
        label: SectionLabel | None = read_section_label(match.group())
        if label is None or _REFERRING.search(text, max(0, match.start() - 14), match.start()):
            continue
        if label.value == 1 and (label.word != word or last):
            chains.append(chain)
            chain, word, last = [match.span()], label.word, 1
        elif label.word == word and label.value == last + 1:
            chain.append(match.span())
            last = label.value
    chains.append(chain)
    return max(chains, key=lambda spans: (len(spans), spans[-1][1] - spans[0][0] if spans else 0))
