"""How a text that came as one line opens, and the marks of pages in it.

What a registry put before it, its title, where and when it was signed, the word "Preamble": each is to be a line of its
own.
"""

from __future__ import annotations

import re
from itertools import pairwise

from ..dates import DAY_DATE
from .shape import CLAUSE_WORDS

#: A title is no shorter than this, and no longer.
SHORTEST_TITLE, LONGEST_TITLE = 15, 420
#: What a registry prints above a text that was notified to it, up to the language; that a text is a translation.
_REGISTERED = re.compile(
    r"(?=[^_]{0,160}?\b[A-Z]{2,4}/[A-Z]+\d*/\d)(?:[A-Z]{3,}\s){2}[^_]{0,220}?\bOriginal: ?[A-Z][a-z]+\s+"
    r"|\(?(?:[Uu]nofficial|[Oo]fficial|[Pp]rovisional) [Tt]ranslation\)?\s+"
)
#: Its sentence between the title and the text, above a rule.
_REPRODUCED = re.compile(r"The following text [^_]{10,500}?\.\s+(?P<rule>_{3,})\s+")
#: What a title names, one of which it has.
_NAMES = re.compile(
    r"\b(?:agreement|treaty|convention|protocol|charter|declaration|memorandum|statute|pact|accord|arrangement|covenant"
    r"|constitution)\b",
    re.IGNORECASE,
)
#: How running text begins behind a title.
_PARTICIPLES = (
    *CLAUSE_WORDS,
    *"Desiring Recalling Considering Noting Wishing Believing Confirming Reaffirming Recognizing Recognising".split(),
)
_BEGINS = re.compile(
    r"(?<=\S)\s+(?=(?:The|THE) (?:[A-Z\"\u201c]|following text )"
    r"|(?:HIS|HER|His|Her) (?:MAJESTY|Majesty|EXCELLENCY|Excellency)|(?:PREAMBLE|Preamble)\b"
    rf"|(?:{'|'.join([*_PARTICIPLES, *map(str.upper, _PARTICIPLES)])})\b)"
)
#: Words at the end of which no title can be: an article or a name belongs to them.
_OPEN = frozenset(
    "a an the of and or between among for in to by with on from at into under against as concerning regarding relating "
    "establishing amending within through de la du et".split()
)
#: The end of a sentence, which no title has; "No. 7" is none.
_SENTENCE_END = re.compile(r"(?:[;:?!]|(?<!\bNo)(?<!\b[A-Z])\.(?=\s[^a-z]))\s")
#: Where and when a text was signed, behind its title.
_SIGNED = re.compile(r"(?P<stop>[.,]?)\s+(?=(?:Signed|SIGNED|Done|DONE) (?:at|AT|in|IN) [A-Z])")
_DATED = re.compile(rf"\S[,.]?\s+(?=(?:{DAY_DATE})$)")
_PREAMBLE = re.compile(r"(?:PREAMBLE|Preamble)\s+")
#: The mark at the head of a page, with the symbol of a document: "LA/REG7/1 Page 2".
_PAGE = re.compile(r"(?<=\s)(?:[A-Z]{1,4}/[A-Z]{1,5}\d*/\S+ )?Page (?P<number>\d{1,3})(?=\s)")


def opening_cuts(text: str, end: int) -> list[int]:
    """Where to cut the opening of a text of one line, up to `end`; none where no title is told from what follows."""
    cuts: list[int] = []
    begin = 0
    registered = _REGISTERED.match(text, 0, end)
    if registered:
        begin = registered.end()
        cuts.append(begin)
    title = _title_end(text, begin, end)
    whole = text[begin:end].rstrip()
    if title is None and len(whole) < LONGEST_TITLE and _NAMES.search(whole) and not _SENTENCE_END.search(whole):
        dated = _DATED.search(whole)  # the first label follows the title
        alone = dated is not None and whole[: dated.start() + 1].rsplit(None, 1)[-1].lower() not in _OPEN
        return [*cuts, begin + dated.end()] if dated and alone else cuts
    if title is None:
        return cuts
    signed = _SIGNED.search(text, begin + SHORTEST_TITLE, title)
    cuts += [signed.end(), title] if signed else [title]
    reproduced = _REPRODUCED.match(text, title, end)
    if reproduced:
        cuts += [reproduced.start("rule"), reproduced.end()]
        again = _title_end(text, reproduced.end(), end)
        cuts += [again] if again is not None else []
        title = again or reproduced.end()
    preamble = _PREAMBLE.match(text, title, end)
    return [*cuts, preamble.end()] if preamble else cuts


def _title_end(text: str, begin: int, end: int) -> int | None:
    """Where running text begins behind the title that begins at `begin`; None where no title is told from it."""
    last = min(end, begin + LONGEST_TITLE)
    for match in _BEGINS.finditer(text, begin + SHORTEST_TITLE, last):
        before = text[begin : match.start()]
        signed = _SIGNED.search(before)
        if _SENTENCE_END.search(before[: signed.start()] if signed else before):
            return None
        word = before.rsplit(None, 1)[-1].strip(",()").lower()
        listed = before[-1] == "," and before.isupper()  # "BETWEEN THE REPUBLIC OF KENYA, THE REPUBLIC OF ..."
        if word not in _OPEN and not listed and _NAMES.search(before):
            return match.end()
    return None


def is_named(title: str) -> bool:
    """True where words name a kind of text, as titles do."""
    return _NAMES.search(title) is not None


def page_marks(text: str) -> list[tuple[int, int]]:
    """The spans of the marks of pages in a text of one line: they count up, and there are two at least."""
    found = list(_PAGE.finditer(text)) if "Page " in text else []
    numbers = [int(match["number"]) for match in found]
    rising = len(found) > 1 and all(0 < after - before <= 2 for before, after in pairwise(numbers))
    return [match.span() for match in found] if rising else []
