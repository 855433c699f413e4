"""Signatories: the states that are party to a document, and who signs for each.

Read from the signature block where there is one, else from a list of states in the opening sentences. No name is
completed, and where the text names no person, none is given.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ..layout.back import FOR, OFFICE, SIGNED

#: States whose citizens' names put the family name first.
FAMILY_FIRST = frozenset({"CHN", "PRK", "KOR", "VNM", "TWN"})
_HONORIFICS = re.compile(
    r"(?:(?:H\.\s?E\.|His Excellency|Her Excellency|Mr\.?|Mrs\.?|Ms\.?|Dr\.?|Prof\.?|General|Gen\.|Sir|Sri|Shri|Sheikh"
    r"|Sheik|H\.R\.H\.|HRH|H\.M\.|His Majesty|His Highness|Hon\.|The Honourable)\s+)+"
)
_PARTICLE = re.compile(r"(?:bin|ibn|al|el|von|van|de|da|di|du|la|le|ben|ould|bint)$", re.IGNORECASE)
#: Words that bring on the list of those in whose name a text speaks.
_SPEAKERS = re.compile(
    r"\b(?:heads?\s+of\s+(?:the\s+)?(?:member\s+)?(?:state|government)s?|governments?|(?:contracting\s+|states?\s+)?part(?:y|ies)"
    r"|leaders|presidents|representatives|plenipotentiaries|member\s+states|signator(?:y|ies)|ministers)\b",
    re.IGNORECASE,
)
#: A name that a page's columns have put into the name of the state: "of the Islamic Republic of Mian / Pakistan".
_SPLIT_STATE = re.compile(
    r"\b(?P<style>(?:[A-Z][\w'\u2019]+ ){0,3}(?:Republic|Kingdom|State|Federation|Sultanate|Emirate|Union) of) "
    r"(?P<name>[A-Z][\w.'\u2019-]*(?: [A-Z][\w.'\u2019-]*)*)$"
)
_GLUE = re.compile(
    r"(?:\s*[,;]\s*|\s+)?(?:and|as well as|&)?\s*(?:the\s+)?(?:Governments?\s+of\s+(?:the\s+)?)?",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Signatory:
    """One signatory; spans are offsets in the text that was read, code points, half-open."""

    basis: str
    state_printed: str
    state_code: str | None
    office_printed: str | None
    person_printed: str | None
    given_names: str | None
    family_name: str | None
    start: int
    end: int
    proxy_printed: str | None = None


class States:
    """The names of states, found in running text: the longest name at each place."""

    def __init__(self, names: dict[str, str]) -> None:
        from ahocorasick_rs import AhoCorasick, MatchKind

        forms = {form: code for name, code in names.items() for form in (name, name.upper())}
        self._codes = list(forms.values())
        self._automaton = AhoCorasick(list(forms), matchkind=MatchKind.LeftmostLongest)

    def find(self, text: str) -> list[tuple[int, int, str]]:
        """Start, end and code of each state named in `text`, whose white space is folded."""
        plain = text.replace("\u2019", "'") if "\u2019" in text else text
        return [
            (start, end, self._codes[index])
            for index, start, end in self._automaton.find_matches_as_indexes(plain)
            if not (start and (plain[start - 1].isalnum() or plain[start - 1] in "-_"))
            and not plain[end : end + 1].isalnum()
        ]


def split_name(person: str, state_code: str | None) -> tuple[str | None, str | None]:
    """Given names and family name of a person as printed: `split_name("E. Sh. Rakhmonov", "TJK")`.

    Capitals mark a family name; else the last word is it, or the first where the state's custom is so. A single
    word is a family name.
    """
    name = _HONORIFICS.sub("", person, count=1).strip(" ,")
    words = name.split()
    if not words:
        return None, None
    if len(words) == 1:
        return None, words[0]
    full = [word for word in words if len(word) > 2 and "." not in word]
    capitals = [word for word in full if word.isupper()]
    if capitals and len(capitals) < len(full):
        first, last = words.index(capitals[0]), words.index(capitals[-1])
        given = words[:first] or words[last + 1 :]
        return " ".join(given) or None, " ".join(words[first : last + 1])
    if state_code in FAMILY_FIRST and not re.match(r"\w\.", words[0]):
        return " ".join(words[1:]), words[0]
    cut = len(words) - 1
    while cut > 1 and _PARTICLE.match(words[cut - 1]):
        cut -= 1
    return " ".join(words[:cut]), " ".join(words[cut:])


def read_signature_lines(lines: Sequence[tuple[str, int]], states: States) -> list[Signatory]:
    """Signatories of a block: `lines` are (text, offset) pairs with white space folded, in order.

    Lines of the form "office of the state name", one or more lines each; and "For X:" with name and office on the
    lines below.
    """
    groups = _group(lines, states)
    signatories = []
    for group in groups:
        read = _read_party(group, states) if FOR.match(group[0][0]) else _read_office(group, states)
        signatories += read
    return signatories


def _group(lines: Sequence[tuple[str, int]], states: States) -> list[list[tuple[str, int]]]:
    """The lines of each signatory: a new one begins with "For ..." or with an office."""
    groups: list[list[tuple[str, int]]] = []
    by_party = sum(1 for text, _ in lines if FOR.match(text)) >= 1
    for text, offset in lines:
        begins = FOR.match(text) if by_party else OFFICE.match(text)
        if begins or not groups:
            groups.append([(text, offset)])
        else:
            groups[-1].append((text, offset))
    return groups


def _read_office(group: list[tuple[str, int]], states: States) -> list[Signatory]:
    """ "President of the Republic of Kazakhstan N. A. Nazarbayev", perhaps over several lines."""
    text = " ".join(line for line, _ in group)
    found = states.find(text)
    if not found:
        return []
    first, last, code = found[0]
    state_printed, before, person = text[first:last], text[:first].strip(), text[last:]
    split = _SPLIT_STATE.search(before)
    if split:
        state_printed = f"{split['style']} {state_printed}"
        before, person = before[: split.start("style")].strip(), f"{split['name']} {person}"
    office = re.sub(r"\s+(?:of|for)(?:\s+the)?$|,$", "", before, flags=re.IGNORECASE).strip(" ,")
    person = " ".join(SIGNED.sub("", person).split()).strip(" ,:-\u2013")
    given, family = split_name(person, code) if person else (None, None)
    start = group[0][1]
    end = group[-1][1] + len(group[-1][0])
    return [Signatory("signature", state_printed, code, office or None, person or None, given, family, start, end)]


def _read_party(group: list[tuple[str, int]], states: States) -> list[Signatory]:
    """ "For the Government of X:" with, on the lines below, the name and then the office."""
    lines = [(text, offset) for text, offset in group if not SIGNED.fullmatch(text.strip())]
    head = [lines[0]]
    rest = lines[1:]
    while (
        rest
        and not head[-1][0].rstrip().endswith(":")
        and (re.match(r"(?:of|and|the)\b", rest[0][0]) or not states.find(" ".join(t for t, _ in head)))
    ):
        head.append(rest.pop(0))
    text = " ".join(line for line, _ in head)
    party, _, after = text.partition(":")
    party = re.sub(r"^(?:For|FOR|On behalf of)\s+(?:and on behalf of\s+)?(?:the\s+)?", "", party, flags=re.IGNORECASE)
    if after.strip():
        rest = [(after.strip(), head[-1][1]), *rest]
    found = states.find(party)
    state = party[found[0][0] : found[0][1]] if found else party.strip()
    code = found[0][2] if found else None
    start, end = group[0][1], group[-1][1] + len(group[-1][0])
    person, office = _person_and_office([line for line, _ in rest])
    if person is None and not state:
        return []
    given, family = split_name(person, code) if person else (None, None)
    return [Signatory("signature", state, code, office, person, given, family, start, end)]


def _person_and_office(lines: Sequence[str]) -> tuple[str | None, str | None]:
    """Name and office of the lines below a party: the name stands first, or after the office."""
    lines = [SIGNED.sub("", line).strip(" ,:[]()") for line in lines]
    lines = [line for line in lines if line]
    if not lines:
        return None, None
    if len(lines) == 1 and "," in lines[0] and not OFFICE.match(lines[0]):
        name, _, title = lines[0].partition(",")
        return name.strip(), title.strip() or None
    names = [line for line in lines if not OFFICE.match(line)]
    offices = [line for line in lines if OFFICE.match(line)]
    person = names[0] if names else None
    office = " ".join([*offices, *names[1:]]) if offices else (" ".join(names[1:]) or None)
    return person, office


def read_listed_states(text: str, states: States) -> list[Signatory]:
    """Signatories listed in an opening sentence: at least two states in a row, brought on by who speaks.

    `text` is the reading of the opening paragraph.
    """
    found = states.find(text)
    best: list[tuple[int, int, str]] = []
    run: list[tuple[int, int, str]] = []
    for state in found:
        if run and _GLUE.fullmatch(text, run[-1][1], state[0]):
            run.append(state)
        else:
            run = [state]
        if len(run) > len(best) and _brought_on(text, run[0][0]):
            best = list(run)
    if len(best) < 2:
        return []
    return [
        Signatory("preamble", text[start:end], code, None, None, None, None, start, end) for start, end, code in best
    ]


def _brought_on(text: str, start: int) -> bool:
    """True where the list that begins at `start` is that of the speakers."""
    before = text[:start]
    if re.fullmatch(
        r"\s*(?:(?:We|Today we),?\s+)?(?:the\s+)?(?:Governments?\s+of\s+(?:the\s+)?)?", before, re.IGNORECASE
    ):
        return True
    speakers = list(_SPEAKERS.finditer(before))
    last = speakers[-1] if speakers else None
    return last is not None and len(before) - last.end() < 160 and not re.search(r"[.!?]\s", before[last.end() :])
