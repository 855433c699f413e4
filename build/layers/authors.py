"""Authors as subjects: the states and persons who issue a text, named one by one or together.

"The United States reiterates", "Japan, the Republic of Korea and the United States are determined", "President X and
the Prime Minister agreed", "The Government of A and the Government of B". Who they are is known from the signatories;
where they are named, from the mentions of entities.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Mapping

from .speakers import Subject

_TITLES = (
    r"(?:(?:His|Her|Their) Excellenc(?:y|ies) |H\. ?E\. )?(?:the )?(?:(?:Deputy |Acting |Federal |Vice[- ]|State )*"
    r"(?:President|Prime Minister|Premier|Chancellor|King|Queen|Emperor|Sultan|Emir|Amir|Sheikh|Crown Prince"
    r"|Foreign Minister|Foreign Secretary|Secretary of State|Secretary|Minister|Chairman|General Secretary) |"
    r"(?:Mr|Mrs|Ms|Dr|Sir|Madam|Messrs)\.? )*"
)
#: What may stand before the name of an author that is the subject: an article, "the Government of", a title.
_LEAD = re.compile(
    r"(?:[Bb]oth )?(?:[Tt]he |THE )?"
    rf"(?:(?:Governments?|GOVERNMENTS?|Peoples?) (?:of |OF )(?:[Tt]he |THE )?|{_TITLES})"
)
_LEAD_BEFORE = re.compile(rf"(?:^|(?<=\s)){_LEAD.pattern}$")
#: The furthest that a lead reaches back.
LONGEST_LEAD = 80
#: What belongs to a state's name or adjective: "the X Government", "X Ministers".
_OF_STATE = re.compile(
    r" (?:(?P<one>Government|[Ss]ide|[Dd]elegation|[Aa]uthorities|President|Prime Minister|Chancellor|Foreign Minister)"
    r"|(?P<many>Governments|[Ss]ides|(?:[A-Z][a-z]+ )?Ministers|[Ll]eaders|[Dd]elegations))(?![\w'\u2019-])"
)
_OFFICE = re.compile(
    r"(?:[Bb]oth )?(?:[Tt]he )?(?P<office>President|Prime Minister|Premier|Chancellor|King|Emperor|Foreign Minister"
    r"|Foreign Secretary|Secretary of State)(?![\w'\u2019-])(?P<of> of (?:the )?)?"
)
_JOINT = re.compile(r",? (?:and|as well as) (?:of )?|, ")
_APPOSITION = re.compile(r",? ")
_NO_NAME_AFTER = re.compile(r"['\u2019-]\w|\w")
#: A main clause can begin after these.
_BOUNDARY = re.compile(r"(?:^|[\n\"\u201c]|[.?!;:,)\u2013\u2014] |\b(?:and|but) )$")
#: An office that the text means one person by, and not that of a body ("the President of the Security Council").
NAMED_OFFICE = re.compile(
    r"\b(?:[Tt]he |[Dd]eputy |^)(?P<office>President|Prime Minister|Premier|Chancellor|King|Emperor|Foreign Minister"
    r"|Foreign Secretary)\b(?! of the [\w ]{0,30}(?:Council|Assembly|Court|Conference|Committee|Commission))"
)
#: One of these is in each of them.
OFFICE_WORDS = ("President", "Prime ", "Premier", "Chancellor", "King", "Emperor", "Foreign ")
#: An office right before the name of the state that it is of.
OFFICE_OF = re.compile(
    r"\b(?:Presidents?|Prime Ministers?|Premiers?|Chancellors?|King|Emperor|Foreign Ministers?|Ministers?|Governments?"
    r"|[Ll]eaders|Heads? of (?:State|Government))(?: (?:of|for) [A-Z][a-z]+(?: [A-Z][a-z]+)?)? of (?:the )?$"
)
#: The office or title right before a person's name.
OFFICE_BEFORE = re.compile(
    r"\b(?:(?P<office>President|Prime Minister|Premier|Chancellor|King|Queen|Emperor|Sultan|Emir|Amir"
    r"|Foreign Minister|Foreign Secretary|Secretary of State)|Mr\.?|Mrs\.?|Ms\.?|Dr\.?|Sir|Hon\.?|Excellency),? $"
)
_THAT = re.compile(r"\bthat $")
_HEADS = ("President", "Prime Minister", "Premier", "Chancellor", "King", "Queen", "Emperor", "Sultan", "Emir", "Amir")


class Authors:
    """Where the authors are named in one text, and the phrases in which they are a subject.

    `named` gives for each offset at which an author is named the end of the name and its kind: `state`, `adjective` or
    `person`. `offices` are the offices by which the text can mean its persons ("President"); `count` is the number of
    states.
    """

    def __init__(self, named: Mapping[int, tuple[int, str]], offices: Collection[str], count: int) -> None:
        self.named = named
        self.offices = frozenset(offices)
        self.count = count
        self._starts = sorted(named)

    def places(self, text: str) -> set[int]:
        """Where a phrase may begin that has an author for a subject: at a sentence's beginning or after a pause."""
        found = set()
        told: int | None = None  # the author before, where "that" says that a list of them begins no main clause
        for start in self._starts:
            near = max(0, start - LONGEST_LEAD)
            lead = _LEAD_BEFORE.search(text, near, start)
            place = lead.start() if lead else start
            if _THAT.search(text, max(0, place - 5), place):
                told = start
            elif told is not None and _JOINT.fullmatch(text, self.named[told][0], place):
                told = start
                continue
            else:
                told = None
            if _BOUNDARY.search(text, max(0, place - 5), place):
                found.add(place)
        return found

    def subject(self, text: str, place: int, limit: int) -> Subject | None:
        """The subject that begins at `place`; None where no author does."""
        unit = self._unit(text, place, limit)
        if unit is None:
            return None
        end, speaker, plural = unit
        plural = plural or text.startswith(("Both ", "both "), place)
        while (joint := _JOINT.match(text, end, limit)) is not None:
            more = self._unit(text, joint.end(), limit)
            if more is None:
                break
            end, plural = more[0], True
        return Subject(place, end, speaker, plural, named=True)

    def _unit(self, text: str, place: int, limit: int) -> tuple[int, str, bool] | None:
        """One author at `place`: the end, the speaker, and whether it is plural."""
        office = _OFFICE.match(text, place, limit)
        if office is not None and office["office"] in self.offices:
            return self._holder(text, office, limit)
        lead = _LEAD.match(text, place, limit)
        start = lead.end() if lead else place
        while start not in self.named:
            # The lead may have taken in a word of the name itself: "the King of X" is one, "King X" another.
            before = bisect_right(self._starts, start) - 1
            if before < 0 or self._starts[before] < place:
                return None
            start = self._starts[before]
        end, kind = self.named[start]
        if kind == "person":
            titled = text[place:start]
            head = not titled.strip() or any(title in titled for title in _HEADS) or "Mr" in titled
            return end, "heads_of_state" if head else "representatives", False
        of_state = _OF_STATE.match(text, end, limit)
        if of_state is None:
            if kind == "adjective" or _NO_NAME_AFTER.match(text, end):
                return None
            return end, "member_states", "Governments" in text[place:start]
        noun = of_state["one"] or of_state["many"]
        persons = noun.endswith(("Minister", "Ministers", "elegation", "elegations"))
        if persons and not noun.startswith("Prime"):
            speaker = "representatives"
        else:
            heads = noun in _HEADS or noun.lower() == "leaders"
            speaker = "heads_of_state" if heads else "member_states"
        return of_state.end(), speaker, of_state["many"] is not None or noun.lower() == "authorities"

    def _holder(self, text: str, office: re.Match[str], limit: int) -> tuple[int, str, bool]:
        """An office, with the state that it is of and the name of who holds it, where they stand there."""
        end = office.end()
        speaker = "heads_of_state" if office["office"] in _HEADS else "representatives"
        if office["of"]:
            end = office.start("of")
            if office.end() in self.named:
                end = self.named[office.end()][0]
        name = _APPOSITION.match(text, end, limit)
        if name is not None and name.end() in self.named and self.named[name.end()][1] == "person":
            end = self.named[name.end()][0]
        return end, speaker, False
