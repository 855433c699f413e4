"""Names of waters, places and persons that no authority file has, told by the words before or after them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from operator import itemgetter

from ..dates import MONTHS
from .entity_bodies import NOT_IN_NAMES, Phrase
from .entity_lexicon import NAME, OFFICE, TITLE, WATER, Hit
from .words import OUTSIDE_NAMES, PARTICLES

_NO_WATER = frozenset("territorial high deep international inland open the economic common small developing".split())
_REGION = re.compile(r" [Rr]egion\b")
_OF = re.compile(r" of (?:the )?([A-Z][\w'-]+)")
_LAKE = re.compile(r" ([A-Z][\w'-]+)")
_CAPITAL = r"[A-Z][\w'-]*[a-z][\w'-]*"
_PLACE = re.compile(rf"{_CAPITAL}(?:[ -](?:(?:de|el|del|la|al|sur|am|upon)[ -])?{_CAPITAL}){{0,2}}")
_BEFORE_DATE = re.compile(
    rf"\b(?:in|at) (?:the (?:city|town) of )?({_PLACE.pattern})"
    r"(?:,? on|,|,? in)?(?: the)?(?: \d{1,2}(?:st|nd|rd|th)?(?: day of)?)? $"
)
_AFTER_DATE = re.compile(
    rf"(?: \d{{1,2}}(?:st|nd|rd|th)?)?,? \d{{4}},? (?:in|at) (?:the (?:city|town) of )?({_PLACE.pattern})"
)
_BEFORE_STATE = re.compile(rf"\b(?:in|at|near) ({_PLACE.pattern}), $")
#: What ends an apposition; a state that a clause begins with has a verb after it.
_CLOSES = frozenset({",", ".", ";", ")", "\n", ""})
_MONTHS = frozenset(month.lower() for month in MONTHS)
_INITIALS = re.compile(r"\.(?<=[\s(][A-Z]\.) ?(?:[A-Z][a-z]{0,2}\. ?)+([A-Z][\w'-]*[a-z])")
_NAME = re.compile(
    r"(?:[A-Z]\. ?(?:[A-Z][a-z]{0,2}\. ?)*)?[A-Z][\w'-]*"
    rf"(?: (?:(?:{PARTICLES}) )?(?:[A-Z]\.(?= [A-Z])|[A-Z][\w'-]*[a-z]\b)){{0,4}}"
)
_SUFFIX = re.compile(r",? (?:Jr|Sr)\.")
_APPOINTED = re.compile(
    rf" ((?:Mr\.? |Mrs\.? |Ms\.? |Dr\.? )?{_CAPITAL}(?: {_CAPITAL}){{1,3}})(?: \([^()]*\))?,? as (?:the |its |their )?"
    r"(?=(?:[A-Z][\w-]* ){0,4}"
    r"(?:Secretary|Director|President|Chair|Chairman|Chairperson|Commissioner|Judge|Representative|Envoy))"
)
_OFFICE_RUN = re.compile(r"(?: (?:of|for|and|to|the|[A-Z][\w'-]*\.?))+")
_NO_PERSON = frozenset(
    "affairs foreign republic council committee commission assembly states united nations national prime first "
    "defence defense justice interior finance economy trade health education culture plenipotentiary extraordinary "
    "counsellor elect designate emeritus security international regional special deputy acting office union mechanism "
    "settlement system level meeting meetings summit report talks visit statement initiative doctrine office".split()
)
#: Languages that are no adjectives of a state: "done in English" names no place.
_LANGUAGES = frozenset("english arabic hebrew persian farsi dari pashto urdu hindi malay latin".split())
_NO_PLACE = OUTSIDE_NAMES | NOT_IN_NAMES | _NO_PERSON | _LANGUAGES
#: Characters between an office and the name of who holds it, at most.
_LONGEST = 250
#: Titles after which one word is a person's name.
_PERSONAL = frozenset(
    ("President", "Vice President", "Vice-President", "Premier", "Prime Minister", "Chancellor", "Foreign Minister",
     "Foreign Secretary", "Minister", "Secretary", "Secretary-General", "Secretary General", "Ambassador", "King",
     "Queen", "Emperor", "Emir", "Amir", "Sultan", "Crown Prince", "Prince", "Pope", "Marshal")
)  # fmt: skip


class NameReader:
    """Reads names in one text, in which `hits` are the words of the lexicon, in order."""

    def __init__(self, text: str, hits: Sequence[Hit]) -> None:
        self.text = text
        self.hits = hits

    # -- places

    def water(self, number: int, low: int, high: int) -> Phrase | None:
        """A geographical name with a head noun: "Aral Sea", "Bay of Bengal", "Lake Balkhash"."""
        text = self.text
        start, end, _ = self.hits[number]
        noun = text[start:end]
        if number + 1 < len(self.hits) and self.hits[number + 1][0] == end + 1 and self.hits[number + 1][2].body:
            return None  # "River Commission"
        left, words = start, 0
        while left - 1 > low and text[left - 1] == " " and words < 2:
            begin = text.rfind(" ", low, left - 1) + 1 or low
            word = text[begin : left - 1]
            name = word[:1].isupper() and word[-1].isalnum() and word.replace("-", "").isalpha()
            if not name or word.lower() in OUTSIDE_NAMES | _NO_WATER | NOT_IN_NAMES:
                break
            left, words = begin, words + 1
        right = end
        if left == start:
            found = _OF.match(text, end, high) or (_LAKE.match(text, end, high) if noun in ("Lake", "Mount") else None)
            if not found or found.group(1).lower() in OUTSIDE_NAMES | NOT_IN_NAMES:
                return None
            right = found.end()
        elif text[end : end + 2] == " " + text[end + 1 : end + 2].upper() and text[end + 1 : end + 2].isalpha():
            return None  # "Small Island Developing States"
        region = _REGION.match(text, right, high)
        if region and not text.startswith("and ", left - 4):
            right = region.end()
        return Phrase(left, right, "place")

    def place_after(self, number: int, high: int) -> Phrase | None:
        """The place after a cue: "the city of X"."""
        at = self.hits[number][1]
        match = _PLACE.match(self.text, at, high)
        return self._place(match, 0, number) if match else None

    def place_before(self, number: int, low: int) -> Phrase | None:
        """The place before the state that it is in: "held in X, France, on ..."."""
        start, end, _ = self.hits[number]
        if self.text[start - 2 : start] != ", " or self.text[end : end + 1] not in _CLOSES:
            return None
        if number and self.hits[number - 1][1] == start - 2:
            return None
        match = _BEFORE_STATE.search(self.text, max(low, start - 60), start)
        phrase = self._place(match, 1, number) if match else None
        return phrase if phrase and self.text[phrase.start : phrase.end].lower() not in _MONTHS else None

    def places_near(self, number: int, low: int, high: int) -> list[Phrase]:
        """The places that stand with a date in which hit `number` is the month: "at X on 16 June 1972"."""
        start, end, _ = self.hits[number]
        found = []
        low = max(low, start - 70)
        near = self.text[low:start]
        before = _BEFORE_DATE.search(self.text, low, start) if "in " in near or "at " in near else None
        if before:
            found.append(self._place(before, 1, number))
        after = _AFTER_DATE.match(self.text, end, high)
        if after:
            found.append(self._place(after, 1, number))
        return [phrase for phrase in found if phrase]

    def _place(self, match: re.Match[str], group: int, number: int) -> Phrase | None:
        start, end = match.span(group)
        words = match.group(group).lower().split()
        if not _NO_PLACE.intersection(words) and not _touches(self.hits, number, start, end):
            return Phrase(start, end, "place")
        return None

    # -- persons

    def person(self, number: int, high: int) -> Phrase | None:
        """The person after an office or title: "President of the Republic of X N. N. Name", "Mr. Name"."""
        text, hits = self.text, self.hits
        start, at, entry = hits[number]
        if entry.kind == OFFICE and text.startswith(" ", at) and text[at + 1 : at + 2].isupper():
            direct = self._person_at(at, number + 1, high)
            if direct is not None and " " in text[direct.start : direct.end]:
                return direct  # "President Hu Jintao of the People's Republic of China"
        after, far = number + 1, False
        if entry.kind == OFFICE:
            # The state or body whose office it is stands between, perhaps with a ministry: the name follows the last.
            run = _OFFICE_RUN.match(text, at, min(high, at + _LONGEST))
            stop = run.end() if run else at
            while after < len(hits) and hits[after][0] < stop and hits[after][2].kind != OFFICE:
                if hits[after][2].kind == NAME:
                    at, far = hits[after][1], True
                after += 1
            after = next((n for n in range(number + 1, len(hits)) if hits[n][0] >= at), len(hits))
        if text.startswith(",", at) and far:
            at += 1
        if not text.startswith(" ", at):
            return None
        phrase = self._person_at(at, after, high)
        single = entry.kind == TITLE or (text[start : hits[number][1]] in _PERSONAL and not far)
        return phrase if phrase is not None and (single or " " in text[phrase.start : phrase.end]) else None

    def _person_at(self, at: int, after: int, high: int) -> Phrase | None:
        """The name of a person after the blank at `at`; `after` is the number of the first hit that may touch it."""
        text = self.text
        match = _NAME.match(text, at + 1, high)
        if not match:
            return None
        begin, end = match.span()
        for first, last, other in self.hits[after : after + 6]:
            if first < end and last > begin:
                if first <= begin or other.kind == OFFICE:
                    return None
                end = first - 1
        if text.endswith("'s", begin, end):
            end -= 2
        words = text[begin:end].split()
        if not words or {word.lower() for word in words} & (_NO_PERSON | NOT_IN_NAMES | OUTSIDE_NAMES):
            return None
        if words[-1] in ("Jr", "Sr") and text.startswith(".", end):
            end += 1
        suffix = _SUFFIX.match(text, end, high)
        return Phrase(begin, suffix.end() if suffix else end, "person")

    def appointed(self, number: int, high: int) -> Phrase | None:
        """The person who gets an office: "to endorse X Y as the Executive Secretary"."""
        match = _APPOINTED.match(self.text, self.hits[number][1], high)
        if not match or set(match.group(1).lower().split()) & (_NO_PERSON | NOT_IN_NAMES):
            return None
        return Phrase(*match.span(1), "person")

    def initialled(self) -> list[Phrase]:
        """Persons told by two initials or more: "N. A. Name"."""
        found = []
        for match in _INITIALS.finditer(self.text):
            start, end = match.start() - 1, match.end()
            at = bisect_right(self.hits, start, key=itemgetter(0)) - 1
            if at >= 0 and self.hits[at][1] > start:
                continue  # "U.S. Leaders"
            surname = match.group(1).lower()
            if surname not in OUTSIDE_NAMES | NOT_IN_NAMES | _NO_PERSON:
                found.append(Phrase(start, end, "person"))
        return found


def _touches(hits: Sequence[Hit], number: int, start: int, end: int) -> bool:
    """True where a word of the lexicon near hit `number`, other than a water's, stands between two offsets."""
    for first, last, entry in hits[max(0, number - 6) : number + 7]:
        if first < end and last > start and entry.kind != WATER:
            return True
    return False
