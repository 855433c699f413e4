"""The date of an instrument, as the phrase that names it or the clause after it prints it."""

from __future__ import annotations

import re

from ..dates import DATE, MONTHS
from .words import YEAR

_DATE = re.compile(DATE)
_DIGIT = re.compile(r"\d")
_CLAUSE_DATE = re.compile(
    r" ?+,?+ ?+(?=[acdmorsw])(?:which was |as |done |and )?"
    r"(?:signed|adopted|approved|concluded|done|dated|opened|ratified|agreed|reached|made)\b"
    rf"[^.;:]{{0,90}}?({DATE})"
)
#: Signs at which neither of the two begins.
_NO_CLAUSE = frozenset(").;:")
_PAREN_DATE = re.compile(rf" ?\([^()]{{0,40}}?({DATE})[^()]{{0,20}}\)")

#: What a protocol belongs to is said before it: "Additional Protocols thereto of 1977".
THERETO = re.compile(rf" thereto of (?:the )?(?:{DATE}|{YEAR}\b)")
#: The date between a name and those that it binds: "Agreement dated March 30, 1984 between Osh and Naryn".
DATED_FIRST = re.compile(rf" dated ({DATE})(?=,? between )")
#: A date ends here, of which the year is: "of 16 November 2002 Treaty" is none.
DAY_BEFORE = re.compile(rf"(?:\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{'|'.join(MONTHS)})|\d{{1,2}},) $", re.IGNORECASE)
#: What may end a name: its years, or the year after a comma.
YEARS = re.compile(
    rf"(?: \([A-Z][A-Za-z-]*[A-Z]\))? \({YEAR}\s?[-\u2013\u2014]\s?(?:{YEAR}|\d\d)\)"
    rf"| \([A-Z][A-Za-z-]*[A-Z]\) {YEAR}(?![\w-])| {YEAR}(?:[-\u2013]\d{{2,4}})?(?![\w-])"
    rf"|, (?:of )?{YEAR}(?: \([Nn]o\. ?\d{{1,4}}\))?(?=[,.;:)]| (?:and|as|or|by|is|are|was|were|which|in)\b|$)"
)
YEARS_BEGIN = frozenset({" (", " 1", " 2", ", "})


def printed_date(text: str, head_end: int, end: int, high: int) -> str | None:
    """The date that a phrase gives between its head and its `end`, or a clause or a parenthesis after it to `high`."""
    if end > head_end and _DIGIT.search(text, head_end, end):
        inside = _DATE.search(text, head_end, end)
        if inside:
            return inside.group()
    if text[end : end + 1] in _NO_CLAUSE:
        return None
    after = _CLAUSE_DATE.match(text, end, high)
    if after is None and "(" in text[end : end + 2]:
        after = _PAREN_DATE.match(text, end, high)
    return after.group(1) if after else None
