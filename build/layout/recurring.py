"""Labels of sections in any language: the same word with a number that counts on, "1-бап", "अनुच्छेद १", "Neni 1.".

The words that labels begin with are known for a few languages (`labels.py`). Where a text has none of these, a word
that stands with 1, 2, 3, ... on short lines of its own, or at the head of lines with a stop after the number, divides
it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from ..labels import DIVISIONS, SectionLabel

#: A label alone on its line has no more characters, and no more words beside the number.
_LONGEST, _MOST_WORDS = 60, 4
#: So many words at most, the number one of them, where it stands between others: "Dit 4 tiaof".
_MOST_IF_BETWEEN = 3
#: So many numbers count on where a word divides a text.
_FEWEST = 4
#: No number is more than this above the one before.
_FARTHEST = 3
#: Letters of a word in scripts that have small letters; fewer are an ending of the number: "1-nci", "2nd", "3º".
_SHORTEST = 3
#: Where so many lines begin with a word that is known, the text is divided by that.
_KNOWN = 3
_RANK, _RANK_ABOVE = DIVISIONS["article"], DIVISIONS["chapter"]
#: What is counted in a text and does not divide it.
_COUNTED = frozenset(
    "page pages table tables figure figures fig box note notes footnote image photo slide step option question version "
    "страница стр таблица рисунок рис página tabla cuadro figura tableau seite tabelle صفحة صفحه جدول "
    "पृष्ठ तालिका".split()
)
#: First to fourth, as they stand in labels: what comes after them with the same word is counted.
_ORDINALS = tuple(
    tuple(words.split())
    for words in (
        "первая вторая третья четвертая", "первый второй третий четвертый", "primero segundo tercero cuarto",
        "primeiro segundo terceiro quarto", "primo secondo terzo quarto", "premier deuxième troisième quatrième",
        "erster zweiter dritter vierter", "бірінші екінші үшінші төртінші", "биринчи экинчи үчүнчү төртүнчү",
        "birinchi ikkinchi uchinchi toʻrtinchi", "birinci ikinci üçüncü dördüncü", "якум дуюм сеюм чорум",
        "нэгдүгээр хоёрдугаар гуравдугаар дөрөвдүгээр", "перша друга третя четверта", "першы другі трэці чацвёрты",
        "اول دوم سوم چهارم", "لومړۍ دوهمه دريمه څلورمه", "الأولى الثانية الثالثة الرابعة", "पहला दूसरा तीसरा चौथा",
    )
)  # fmt: skip
_NUMBER = re.compile(r"\d{1,3}")
#: Between a number and a word that is joined to it: "1-бап".
_JOINED = re.compile(r"(?<=\d)\s?[-\u2010\u2011]|[-\u2010\u2011](?=\d)")
#: The word first, then the number and a stop, before a heading or text: "المادة 1: ...".
_WORD_FIRST = re.compile(r"(?P<word>[^\s\d.,:;()]{2,24})\s{1,3}(?P<number>\d{1,3})\s?(?P<stop>[.:\u2013\u2014-])\s")
#: The number first, as some languages have it: "1-бап. ...".
_NUMBER_FIRST = re.compile(
    r"(?P<number>\d{1,3})\s?[-\u2010\u2011]?\s?(?:[^\W\d]{1,4}\s)?(?P<word>[^\s\d.,:;()-]{3,24})\s?(?P<stop>[.:\u2013\u2014])\s"
)


#: A word and its number, either first, with what closes them, before more.
_HEADED = re.compile(
    r"(?P<word>[^\s\d]+)\s{1,3}\(?\d{1,3}\)?[\u00ba\u00aa\u00b0]?\s?[.:\u2013\u2014-]?(?=\s)"
    r"|\d{1,3}[.\u00ba\u00aa\u00b0]?\s?[-\u2010\u2011]?\s?(?P<name>[^\s\d.:()-]+)\s?[.:\u2013\u2014-]?(?=\s)"
)


class _Candidate(NamedTuple):
    """A line that may be a label: its words, casefolded, the number, and where what is printed ends (code points).

    `alone` says that nothing stands behind it on the line.
    """

    line: int
    words: frozenset[str]
    number: int
    end: int
    alone: bool = True


def find_recurring_labels(texts: Sequence[str], known: Mapping[int, SectionLabel]) -> dict[int, SectionLabel]:
    """The labels of lines by a word that recurs with numbers, by index; none where words of `known` divide the text.

    Where two words count on, the one with fewer numbers divides the text into what the other does.
    """
    if sum(bool(label.word) and label.word != "annex" for label in known.values()) >= _KNOWN:
        return {}
    candidates = [one for index, text in enumerate(texts) if (one := _candidate(index, text)) is not None]
    chains: list[tuple[str, list[_Candidate]]] = []
    while len(candidates) >= _FEWEST and len(chains) < 2:
        word, lines = _longest(candidates)
        if not lines:
            break
        lines = _with_misprinted(lines, candidates)
        chains.append((word, lines))
        taken = {one.line for one in lines}
        candidates = [one for one in candidates if one.line not in taken and word not in one.words]
    if not chains:
        chains = _by_ordinals(texts)
    found: dict[int, SectionLabel] = {}
    for place, (word, lines) in enumerate(chains):
        counts = Counter(one for line in lines for one in line.words)
        often = frozenset(one for one, count in counts.items() if count * 2 > len(lines))
        for line in [*_first_in_words(texts, often, lines), *lines]:
            end = _end(texts[line.line], line, often)
            printed = texts[line.line][:end].rstrip()
            rank = _RANK_ABOVE if place else _RANK
            found[line.line] = SectionLabel(word, str(line.number), line.number, printed, end, rank)
    return found


def _end(text: str, line: _Candidate, often: frozenset[str]) -> int:
    """Where the label of a line ends: behind the number, where more follows that most labels do not have, a heading."""
    match = _HEADED.match(text)
    if match is None or match.end() >= line.end or _bare(match["word"] or match["name"]) not in often:
        return line.end
    rest = text[match.end() : line.end]
    return match.end() if any(map(str.isalpha, rest)) and not often.intersection(_words(rest)) else line.end


def _candidate(index: int, text: str) -> _Candidate | None:
    numbers = _NUMBER.findall(text[:_LONGEST])
    if not numbers:
        return None
    if len(text) <= _LONGEST and len(numbers) == 1 and sum(map(str.isdecimal, text)) == len(numbers[0]):
        words, tokens = frozenset(_words(text)), text.split()
        at_end = numbers[0] in tokens[0] or numbers[0] in tokens[-1] or len(tokens) <= _MOST_IF_BETWEEN
        headed = len(tokens) > 1 and numbers[0] in tokens[1] and text[-1].isalpha()
        if words and len(words) <= _MOST_WORDS and (at_end or headed):
            return _Candidate(index, words, int(numbers[0]), len(text))
    match = _WORD_FIRST.match(text) or _NUMBER_FIRST.match(text)
    if match is None or text[match.end() : match.end() + 1].islower():
        return None
    if len(word := _bare(match["word"])) < _SHORTEST or word in _COUNTED:
        return None
    return _Candidate(index, frozenset([word]), int(match["number"]), match.end("stop"), False)


def _words(text: str) -> Iterable[str]:
    """The words of a line without its number and what is joined to that, casefolded."""
    for token in text.split():
        for part in _JOINED.split(token) if any(map(str.isdecimal, token)) else [token]:
            word = _bare(part)
            if part.isascii() and any(map(str.isdecimal, part)):
                continue  # "Layer1" is a name
            is_long = len(word) >= _SHORTEST or (word and word[0] == word[0].upper())
            if is_long and word not in _COUNTED:
                yield word


def _bare(token: str) -> str:
    """A word without the signs around it. Marks that are written with a letter stay: \u093f and the like."""
    start, end = 0, len(token)
    while start < end and unicodedata.category(token[start])[0] not in "LM":
        start += 1
    while end > start and unicodedata.category(token[end - 1])[0] not in "LM":
        end -= 1
    return token[start:end].casefold()


def _longest(candidates: Sequence[_Candidate]) -> tuple[str, list[_Candidate]]:
    """The word whose numbers count on the farthest, and its lines; none where no word's do."""
    by_word: dict[str, list[_Candidate]] = {}
    for candidate in candidates:
        for word in candidate.words:
            by_word.setdefault(word, []).append(candidate)
    best: tuple[str, list[_Candidate]] = ("", [])
    for word, lines in by_word.items():
        chain = _counting_on(lines)
        if len(chain) > len(best[1]) and _divide(chain):
            best = word, chain
    return best


def _counting_on(lines: Sequence[_Candidate]) -> list[_Candidate]:
    chain: list[_Candidate] = []
    longest = 0
    for line in lines:
        if chain and 0 < line.number - chain[-1].number <= _FARTHEST:
            chain.append(line)
        elif line.number == 1 or (not chain and line.number == 2):
            # A numbering that begins again, in an annex, belongs to the same division.
            chain.append(line)
        longest = max(longest, line.number)
    return chain


def _divide(chain: Sequence[_Candidate]) -> bool:
    """Whether lines that count on have something between them, and most numbers are the next."""
    steps = [after.number - before.number for before, after in pairwise(chain)]
    apart = sum(not before.alone or after.line - before.line > 1 for before, after in pairwise(chain))
    return len(chain) >= _FEWEST and steps.count(1) * 4 >= len(steps) * 3 and apart * 4 >= len(steps) * 3


def _with_misprinted(chain: Sequence[_Candidate], candidates: Sequence[_Candidate]) -> list[_Candidate]:
    """The chain with lines between its own that have the one number missing there, and another word by a misprint."""
    whole = [chain[0]]
    for line in chain[1:]:
        missing = line.number - 1
        if missing == whole[-1].number + 1:
            between = [one for one in candidates if whole[-1].line < one.line < line.line and one.number == missing]
            whole += between[:1]
        whole.append(line)
    return whole


def _first_in_words(texts: Sequence[str], often: frozenset[str], lines: Sequence[_Candidate]) -> list[_Candidate]:
    """The line before the second label on which its word stands with "first", where the numbers begin with 2."""
    if lines[0].number != 2:
        return []
    for index in range(lines[0].line - 1, -1, -1):
        text = texts[index]
        if len(text) <= _LONGEST and len(text.split()) <= _MOST_WORDS and often.intersection(_words(text)):
            return [_Candidate(index, often, 1, len(text))]
    return []


def _by_ordinals(texts: Sequence[str]) -> list[tuple[str, list[_Candidate]]]:
    """The word that stands with first, second, third, ... in words on short lines, and its lines."""
    short = [
        (index, frozenset(words))
        for index, text in enumerate(texts)
        if len(text) <= _LONGEST and len(text.split()) <= _MOST_WORDS and (words := list(_words(text)))
    ]
    for ordinals in _ORDINALS:
        firsts = [next((line for line in short if ordinal in line[1]), None) for ordinal in ordinals]
        if None in firsts:
            continue
        common = frozenset.intersection(*(words for line in firsts if line for words in line[1:]))
        for word in common:
            start = next(line[0] for line in firsts if line)
            lines = [index for index, words in short if word in words and index >= start]
            chain = [_Candidate(i, frozenset([word]), n, len(texts[i])) for n, i in enumerate(lines, 1)]
            if [line[0] for line in firsts if line] == lines[: len(ordinals)] and _divide(chain):
                return [(word, chain)]
    return []
