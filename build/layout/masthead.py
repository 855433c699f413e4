"""What stands above a title and is no part of it: mastheads, fields of a catalogue's record, announcements."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..lines import Line
from .shape import last_sign

#: Lines that stand above a title and are no part of it: who issues a document, its symbol, its distribution.
MASTHEAD = re.compile(
    r"(?:(?:United Nations|UNITED NATIONS)(?:\s+[A-Z]+/\S+.*)?$|[A-Z]$|UNITED$|NATIONS$"
    r"|.{0,60}\b[Dd]ocument [A-Z]{1,3}/\S"
    r"|(?:[A-Z][a-z]+ )?(?:text|version|translation) (?:published|provided|supplied|made available) by\b"
    r"|[Dd]ate of (?:signing|signature|ratification|adoption|entry into force)\s?:"
    r"|(?:General Assembly|Security Council|Economic and Social Council)"
    r"(?:\s+Distr.*|[,.]?\s?[-\u2013\u2014]+\s?\S+ Session)?$"
    r"|Distr\b|DISTR\b|(?:ORIGINAL|Original)\s?:|\S+\s+[Ss]ession(?: of \d{4}|\s+Agenda item.*)?$"
    r"|ORGANISATION MONDIALE$|DE LA SANT[E\u00c9]$|WORLD HEALTH$|ORGANIZATION$"
    r"|(?:[A-Z]{3,}\s){2}.{0,220}\bOriginal: ?[A-Z][a-z]+$"
    r"|WORLD HEALTH ORGANI[SZ]ATION\b[A-Z ]{0,60}$"
    r"|[A-Z]{2,}(?: [A-Z]{2,}){2,10}\s+[A-Z]{2,5}(?:/[A-Z]{1,4}\d{1,3}){1,2}[/.]\S+"
    r"|Agenda item|\[.*\]$|Resolutions? adopted (?:by|on)"
    r"|\(?[A-Z]{1,2}/[A-Z0-9][\w./()-]+(?:\s?\(\d{4}\))?\)?$|[*\d][\d-]{4,}\*?(?:\s\([A-Z]\))?(?:\s\*?\d+\*?)?$"
    r"|\d{1,2}[./-]\d{1,2}[./-]\d{4},? \d{1,2}:\d\d\b.{0,20}$"
    r"|\d{1,2} (?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.? \d{4}$"
    r"|on \d{1,2} [A-Z][a-z]+ \d{4}$|English$|GENERAL$|ENGLISH$"
    r"|(?:Top )?Secret$|Confidential$"
    r"|(?:(?:TOP )?SECRET|CONFIDENTIAL|(?:UN)?RESTRICTED|UNCLASSIFIED|(?:MOST )?IMMEDIATE|PRIORITY|URGENT)$"
    r"|(?:[A-Z][a-z]+ )?Treaty Series"
    r"|(?:Updated|Published|Posted|Printed|Source|URL|Retrieved|Date|Views?)\s?:|[(\[]?(?:[Uu]nofficial|[Oo]fficial|Provisional)"
    r" (?:English )?[Tt]ranslation|Translat(?:ion|ed) (?:by|from)\b|来源[:：]|.{0,12}社.{1,12}电$)"
)
#: The session of a body, above what it adopted, with its symbol: "FORTIETH LAKE ASSEMBLY LA40.2", "47th LAKE COUNCIL".
SESSION = re.compile(
    r"(?:\d{1,3}(?:st|nd|rd|th|ST|ND|RD|TH)|[A-Z]+(?:-[A-Z]+)?(?:ST|ND|RD|TH)) (?:[A-Z][A-Z'\u2019]+ )*"
    r"(?:ASSEMBLY|COUNCIL|CONFERENCE|SESSION|COMMITTEE|BOARD)(?: OF (?:THE )?[A-Z ]{3,60}?)?"
    r"(?:\s+[A-Z]{2,5}\d{1,3}[./]R?\d{1,3})?$"
    r"|(?:(?!(?:BY|OF|THE|ON|FOR|TO|AND|IN|WITH|BETWEEN|FROM|AT)\b)[A-Z][A-Z&'\u2019-]* )+ORGANI[SZ]ATION$"
)
#: The symbol of a resolution alone on its line, and the word above it.
_SYMBOL = re.compile(
    r"(?:[A-Z][A-Z ]+ )?[A-Z]{2,5}(?:/[A-Z]{1,4})?\d{1,3}[./]R?[./]?\d{1,3}"
    r"(?:\.?$|(?:\s+[A-Z]{2,})*\s+[A-Z][a-z]+ \d{4}$)"
)
#: Names of fields of a catalogue's record, alone on a line; what they hold stands on the next.
FIELD = re.compile(
    r"(?:Publisher|Publication Date|Citation(?: / Document Symbol)?|Document Symbol|Reference|Cite as|Author|Country"
    r"|Topics|Available at|Disclaimer|[A-Z][a-z]+Text):?|\[(?:Place|Source)\]"
)


def is_symbol(lines: Sequence[Line], index: int) -> bool:
    """True for the symbol of a resolution alone on its line, and for the word "Resolution" above it."""
    text = lines[index].text
    if text.upper() == "RESOLUTION" and index + 1 < len(lines):
        text = lines[index + 1].text
    return _SYMBOL.match(text) is not None


#: An editor's sentence before a text: "The following is the full text of the communiqué."
_ANNOUNCED = re.compile(
    r"\b(?:full|complete|following is the|unofficial) (?:text|translation) of (?:the|this)\b|\bfull text\b"
    r"|\btext follows\b|\bfollowing text reproduces\b",
    re.IGNORECASE,
)


def announcement(lines: Sequence[Line], kinds: Sequence[str], index: int) -> int:
    """The index after the sentence, begun on line `index`, that announces the text; 0 where there is none."""
    for end in range(index, min(index + 6, len(lines))):
        if kinds[end] or (end > index and lines[end].gap):
            return 0
        if last_sign(lines[end].text) in (".", ":") and (end + 1 == len(lines) or not lines[end + 1].text[0].islower()):
            said = " ".join([lines[i].text for i in range(index, end + 1)])
            if len(said) >= 500:
                return 0
            lower = said.lower()
            if ("text" in lower or "tran" in lower) and _ANNOUNCED.search(said):
                return end + 1
    return 0
