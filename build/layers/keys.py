"""What an instrument that no curator knows is known by: the key of its name or number, and its status."""

from __future__ import annotations

import re

from ..dates import MONTHS
from ..names import name_key
from .words import ADJECTIVE, YEAR

#: Beginnings of words that, in the clause before a phrase, say that its instrument is a draft, or proposed.
_DRAFT_CUE = re.compile(r"\s(?:draft|elaborat|finalis|finaliz|completion|preparation|negotiat|develop|formulat)")
_PROPOSED_CUE = re.compile(r"\s(?:conclude|concluding|propos|initiative|future|possible|call|need)")
_TAIL_DATE = re.compile(r"\s(?:of|dated)\s(?:the\s)?(?:\d{1,2}\s)?[A-Z][a-z]+\s(?:\d{1,2},\s?)?\d{4}$")
#: The year before a name, perhaps with a month: "2030 Agenda", "November 2022 Lake Statement".
LEADING_YEAR = re.compile(rf"(?:(?:{'|'.join(month.title() for month in MONTHS)}) )?{YEAR} (?=[A-Z])")
_DIGITS = re.compile(r"\d+|[A-Z]\b|[IVXLC]+\b")
_FROM_DIGIT = re.compile(r"\d[^a-z]*")
_BODY = re.compile(r"(?:[A-Z][\w-]* )+(?:Council|Assembly|Commission|Committee|Conference)\b")
#: A parenthesis that is no year, which tells two instruments of one name apart.
#: What a name can do without; not what an act is on, inside its name: "Lakes (Keeping of Waters) Act".
_PARENTHESIS = re.compile(r"\s\((?!\d{4}\)|(?=[^()]*[a-z])[^()]*\) Act\b)[^()]*\)")


def number_key(noun: str, printed: str) -> str:
    """What a numbered resolution or decision is known by, however it is written: "resolution 1373 2001"."""
    undated = _without_date(printed)
    number = _FROM_DIGIT.search(undated)
    body = _BODY.search(undated)
    common = body is None or body.group().endswith(("General Assembly", "Security Council"))
    own = [] if common or body is None else [name_key(body.group())]
    return " ".join([noun, *_DIGITS.findall(number.group() if number else undated), *own])


def status_after(before: str) -> str:
    """What the words before a phrase, in its clause, say of the instrument: adopted, draft or proposed."""
    begin = max(before.rfind(". "), before.rfind("; "), before.rfind(": ")) + 1
    clause = before[begin:].lower() if begin else f" {before.lower()}"
    if "drawn up" in clause or _DRAFT_CUE.search(clause):
        return "draft"
    return "proposed" if _PROPOSED_CUE.search(clause) else "adopted"


def shortened(printed: str) -> list[str]:
    """A name and what is left of it without a date, a parenthesis or an adjective in lower case."""
    forms = [printed]
    undated = _without_date(printed)
    plain = _PARENTHESIS.sub("", undated) if "(" in undated else undated
    year = LEADING_YEAR.match(plain)
    bald = plain[year.end() :] if year else plain
    for form in (undated, plain, bald):
        if form not in forms:
            forms.append(form)
    while (
        len(first := bald.split(" ", 1)) > 1 and first[0].islower() and (first[0] == "and" or _is_adjective(first[0]))
    ):
        bald = first[1]
        forms.append(bald)
    return forms


def _without_date(printed: str) -> str:
    """A name without the date that ends it."""
    return _TAIL_DATE.sub("", printed) if printed.rstrip("\n")[-1:].isdecimal() else printed


def _is_adjective(word: str) -> bool:
    return word not in ("agreement", "covenant", "statement", "instrument") and ADJECTIVE.match(word) is not None
