"""By what resolutions and decisions are known: a number or symbol, the body that took them, and one date or several."""

from __future__ import annotations

import re

from ..dates import DATE, MONTHS
from .words import BODIES

#: Types of instruments that are known by their numbers.
NUMBERED = frozenset({"resolution", "decision"})
NUMBER = re.compile(
    r" (?:[Nn]o\. ?)?(?:\d{1,3}/[A-Z]{2,4}\.\d{1,3}|\d[\d/]*(?:\.\d+)?)(?: ?[A-Z](?![\w.]))?"
    r"(?: ?\((?:\d{4}|[IVXLC]+|[A-Z]+-[A-Z]+|[a-z])\))?(?![\w%])"
)
#: The symbol of a resolution or recommendation of a body: "EUR/RC51/R5", "WHA55.10", "R(90)22".
SYMBOL = re.compile(r" (?=\S*\d)[A-Z][A-Za-z]{0,4}[\w/().-]*[\w)](?![\w/])")
#: The body whose numbered resolution it is: "resolution 242 of the Security Council".
OF_BODY = re.compile(
    r" of the (?:[A-Z][\w-]* ){0,3}(?:Council|Assembly|Commission|Committee|Conference|Congress|Board|Secretariat)\b"
    r"(?: of (?:the (?=[A-Z][\w-]+ [A-Z]))?[A-Z][\w-]+(?:,? (?:and )?[A-Z][\w-]+)*){0,2}"
    r"(?:(?<=Conference) on (?:the )?[A-Z][\w-]+(?:,? (?:and )?[A-Z][\w-]+)*)?(?: \(\d{4}\))?"
)
_NAME = r"[A-Z][\w-]+(?:(?:,? and | of (?:the )?| )[A-Z][\w-]+)*"
_A_BODY = (
    rf"(?:the )?(?:(?:[A-Z][\w-]* ){{0,4}}(?:{BODIES})\b(?: (?:of|for|on) (?:the )?{_NAME})?"
    r"|[A-Z]{2,}(?: [a-z]+)? (?:bodies|organs|institutions|authorities))"
)
#: The bodies whose decisions a set of them is: "decisions taken by EAEC bodies", "decisions of the Council".
_OF_BODIES = re.compile(
    rf" (?:of|(?:(?:adopted|taken|made|issued) )?by) {_A_BODY}(?:(?:, {_A_BODY})*,? and {_A_BODY})?"
)
#: Who makes the statements of a council.
_PRESIDENT = re.compile(r" (?:of|by) (?:its|the) President(?: of the (?:[A-Z][\w-]* )?Council)?(?![\w'\u2019])")
_OF_DATE = re.compile(rf"(?:,? as|,)? of (?:the )?({DATE})")
_DAY = rf"\d{{1,2}}(?: (?:{'|'.join(month.title() for month in MONTHS)}))?(?:, and |, | and )"
#: Several dates: "of 24 and 28 December 1948", "of 1 August 1947, 25 August 1947, and 1 November 1947".
_OF_DATES = re.compile(rf" of (?:{_DAY})*{DATE}(?:(?:, and |, | and )(?:{_DAY})*{DATE})*")


def number_end(text: str, at: int, limit: int) -> int | None:
    """Where the number or symbol ends that begins with the blank at `at`; None where there is none."""
    number = NUMBER.match(text, at, limit) or SYMBOL.match(text, at, limit)
    return number.end() if number else None


def body_end(text: str, at: int, limit: int) -> int | None:
    """Where "of the Security Council" and the like ends that begins with the blank at `at`."""
    body = OF_BODY.match(text, at, limit)
    return body.end() if body else None


def bodies_end(text: str, at: int, limit: int) -> int | None:
    """Where the bodies end whose decisions a set of them is: "of the Council and the Assembly"."""
    bodies = _OF_BODIES.match(text, at, limit)
    return bodies.end() if bodies else None


def president_end(text: str, at: int, limit: int) -> int | None:
    """Where "of its President" ends, which makes a text of a statement."""
    president = _PRESIDENT.match(text, at, limit)
    return president.end() if president else None


def read_dates(text: str, at: int, limit: int, several: bool) -> tuple[int, str | None] | None:
    """Where "of DATE" ends and the date as printed; of `several` dates none is that of the set."""
    dated = _OF_DATE.match(text, at, limit)
    if several:
        listed = _OF_DATES.match(text, at, limit)
        if listed and (dated is None or listed.end() > dated.end()):
            return listed.end(), None
    return (dated.end(), dated.group(1)) if dated else None
