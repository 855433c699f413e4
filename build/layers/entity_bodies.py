"""Names of bodies that no authority file has, told by their form.

The grammar is English. A name is read around its head noun, to the left over capitals and to the right over
complements ("Committee on the Elimination of ..."). It knows nothing of any one body.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass

from ..entity_authority import Body
from .entity_lexicon import ADJECTIVE, APPOINTMENT, BODY, CLIPPED, MONTH, NAME, OFFICE, TITLE, WATER, Hit
from .words import ENDS, OUTSIDE_NAMES

_WORD = re.compile(r"[^\W\d_][\w'&/-]*(?:\.(?=[A-Z]))?")
_COMPLEMENT = re.compile(
    r" (of|for|on|against|in) (?:(?:the |all )?(?=[A-Z])|(?<=for )[a-z]{3,}ing (?:the )?(?=[A-Z]))"
)
#: A participle with its object in a name: "Fund for Saving the Aral Sea".
_OBJECT = re.compile(r" the (?=[A-Z])")
_INNER = re.compile(r" (of|for|on|against|in|and|&)(?: (the|its|their))? (?=[A-Z])")
_LIST = re.compile(r",(?: [A-Z][\w'-]*)+(?:,(?: [A-Z][\w'-]*)+)*,? and (?:the )?(?=[A-Z])")
_MEMBERS = re.compile(r" (?:[Mm]ember|[Pp]articipating) (?:[Ss]tates|[Cc]ountries|[Nn]ations)")
_PLURAL_RUN = re.compile(r"(?: [A-Z][\w-]+)* [A-Z][\w-]+s\b(?! [A-Z])")
_PARTIES = re.compile(r" (?:Members|Parties)$")
_NOUN = re.compile(r" ([a-z]+)\b")
_OWNER = re.compile(r"[A-Z]{2,}(?:-[A-Z]+)* ")
_ACRONYM = re.compile(r"[A-Z]{2,}\b(?!-)")
#: What a name says in parentheses of the officers it has just named: "Heads of Government (Prime Ministers)".
_OFFICERS = re.compile(
    r"(?:(?<=Heads of State)|(?<=Heads of Government)|(?<=Ministers)) \((?:[A-Z][a-z]+ )*[A-Z][a-z]+s\)"
)
_HEADS_OF = re.compile(r"Heads of (?:State|Government)(?: and (?:of )?Government)?$")
_MEMBER = re.compile(r"(?:[Mm]ember|Each|States?) $")
_ORDINAL = re.compile(
    r"(?:\w+-)?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\w+teenth|\w+tieth)$"
)

#: Words with a capital that begin no name of a body: parties, offices, parts of documents, days.
NOT_IN_NAMES = frozenset(
    "party parties member members state states government governments side sides minister ministers president "
    "presidents chairman secretary-general article articles chapter chapters annex annexes section part parts appendix "
    "resolution resolutions decision paragraph convention agreement statute protocol declaration "
    "extraordinary annual heads head excellency majesty mr mrs see "
    "monday tuesday wednesday thursday friday saturday sunday however meanwhile thus therefore moreover "
    "furthermore accordingly finally hereby regular each either only reaffirms recalls requests decides invites "
    "urges calls notes welcomes encourages".split()
)
#: Before a body these make it any body of the kind, or several.
_UNSPECIFIC = frozenset(
    "any each no every another other such certain party's parties' state's states' member's members'".split()
)
#: With a hyphen these make one word with the next: "Inter-Parliamentary Assembly".
_PREFIXES = frozenset({"Inter", "Intra", "Pan", "Sub", "Trans"})
_GENERIC_POSSESSORS = frozenset("children's women's people's peoples' workers' parliamentarians' nations'".split())
#: Bodies that are told apart by a number after the name: "Task Force 77", "Working Group II".
_NUMBERED = frozenset({"task force", "working group"})
_NUMBER = re.compile(r" (?:\d{1,3}|[IVX]{1,4})\b(?! (?:days|weeks|months|members|times)\b)")
#: No name is longer than this many characters on either side of its head.
_LONGEST = 200


@dataclass(slots=True)
class Phrase:
    """A name found by its form: offsets in code points, half-open. `hits` are the words of the lexicon inside.

    `body` is the head of a body's name; `determiner` the word before it, in lower case. A bare phrase is a head
    alone, which means something only by what the document said before.
    """

    start: int
    end: int
    type: str
    body: Body | None = None
    hits: Sequence[Hit] = ()
    determiner: str = ""
    bare: bool = False
    complemented: bool = False


class BodyReader:
    """Reads names of bodies in one text, in which `hits` are the words of the lexicon, in order.

    `regions` are the identifiers of places that may stand at the end of a name ("... in Europe").
    """

    def __init__(self, text: str, hits: Sequence[Hit], regions: Container[str]) -> None:
        self.text = text
        self.hits = hits
        self.regions = regions

    def read(self, number: int, low: int, high: int) -> Phrase | None:
        """The name around the head that is, or ends, hit `number`, between `low` and `high`; None for none."""
        start, end, entry = self.hits[number]
        head = entry.body
        if head is None:
            return None
        if not low < start:
            left, first, determiner = start, number, ""
        else:
            left, first, determiner = self._left(number, max(low, start - _LONGEST))
        right = end
        if self.text.startswith((" of ", " for ", " on ", " against ", " in "), end):
            limited = entry.kind in (NAME, CLIPPED) and not entry.is_bare
            right = self._right(number, min(high, end + _LONGEST), limited, head)
        if right == end and head.noun in _NUMBERED:
            number_after = _NUMBER.match(self.text, end, high)
            right = number_after.end() if number_after else end
        modified, complemented = left < start, right > end
        if entry.kind == BODY and not self._is_name(number, first, left, right, head, determiner):
            if modified and not complemented and head.needs not in ("any", "modifier", "named"):
                return None
            bare = not modified and not complemented and head.needs == "any"
            return Phrase(start, end, head.type, head, (), determiner, True) if bare else None
        if entry.kind != BODY and not modified and not complemented:
            return None
        if modified and determiner in _UNSPECIFIC:
            return None
        last = number
        while last + 1 < len(self.hits) and self.hits[last + 1][1] <= right:
            last += 1
        return Phrase(
            left, right, head.type, head, self.hits[first : last + 1], determiner, complemented=complemented
        )  # fmt: skip

    def _is_name(self, number: int, first: int, left: int, right: int, head: Body, determiner: str) -> bool:
        start, end, _ = self.hits[number]
        modified, complemented = left < start, right > end
        if not (modified or complemented):
            return False
        if head.needs == "complement" or (complemented and head.noun in _NUMBERED):
            return complemented
        if head.needs == "modifier":
            return modified
        if head.needs == "owner":
            acronym = _OWNER.match(self.text, left, start) is not None
            return acronym or (first < number and self.hits[first][2].kind in (NAME, ADJECTIVE))
        if head.needs in ("named", "either"):
            enough = self.text.count(" ", left, start) > 1 or first < number
            if head.needs == "either":
                return complemented or (modified and enough)
            return modified and enough and not self.text.startswith((" of ", " for ", " on "), end)
        return True

    def _left(self, number: int, low: int) -> tuple[int, int, str]:
        """Where the name begins that ends with hit `number`, its first hit, and the word before it."""
        text, hits = self.text, self.hits
        at, first = hits[number][0], number
        while at > low and text[at - 1] in " -":
            if first and hits[first - 1][1] == at - 1:
                before, _, entry = hits[first - 1]
                if entry.kind in (NAME, ADJECTIVE, BODY, CLIPPED, WATER) and before >= low:
                    at, first = before, first - 1
                    continue
                return at, first, text[before : at - 1].lower()
            if text[at - 1] == "-":
                begin = text.rfind(" ", low, at - 1) + 1 or low
                if text[begin : at - 1] not in _PREFIXES:
                    return at, first, "-"
                at = begin
                continue
            begin = text.rfind(" ", low, at - 1) + 1 or low
            word = text[begin : at - 1].lstrip("\"'(\u201c\u2018")
            begin = at - 1 - len(word)
            lower = word.lower()
            if word in ("and", "&"):
                other = self._before_and(begin, low, first)
                if other < 0:
                    return at, first, lower
                at = other
                continue
            if len(word) < 2 or not word[0].isupper() or not (word[-1].isalnum() or word in ("St.", "s'")):
                return at, first, lower
            if lower in ("state", "government"):
                heads = _HEADS_OF.search(text, low, at - 1)
                own = at == hits[number][0] and lower == "state" and not _MEMBER.search(text, low, begin)
                if heads or own:
                    at = heads.start() if heads else begin
                    continue
            if lower in OUTSIDE_NAMES or lower in NOT_IN_NAMES or lower in ENDS or _ORDINAL.match(lower):
                ordinal = at == hits[number][0] and text[hits[number][0] : hits[number][1]] == "Committee"
                if not (ordinal and _ORDINAL.match(lower) and begin > low and lower not in NOT_IN_NAMES):
                    return at, first, lower
            if word.endswith(("'s", "s'")) and lower not in _GENERIC_POSSESSORS:
                return at, first, lower
            opens = begin == low or text[begin - 1] == "\n" or text[begin - 2 : begin - 1] in (".", "\u201d", '"')
            if opens and lower.endswith(("ing", "ed", "ly")) and len(lower) > 4:
                return at, first, lower
            at = begin
        return at, first, ""

    def _before_and(self, begin: int, low: int, first: int) -> int:
        """Where the word before "and" begins, if it modifies the same head ("Economic and Social"), else -1."""
        text = self.text
        at = begin - 1
        if at <= low or (first and self.hits[first - 1][1] == at and self.hits[first - 1][2].kind != ADJECTIVE):
            return -1
        start = text.rfind(" ", low, at) + 1 or low
        word = text[start:at]
        if word.endswith(","):
            word, at = word[:-1], at - 1
            if text[start - 2 : start] != ", ":
                return -1
        lower = word.lower()
        if not word[:1].isupper() or lower in OUTSIDE_NAMES or lower in NOT_IN_NAMES or lower.endswith(("s", "'")):
            return -1
        if word.isupper() and len(word) > 1:
            return -1  # "ABC and Trade Council", "Working Group II and Lake Council"
        # "A, B and C Organization": the list goes on to the left.
        while text[start - 2 : start] == ", ":
            begin = text.rfind(" ", low, start - 2) + 1 or low
            word = text[begin : start - 2]
            if not word[:1].isupper() or not word.isalpha() or word.endswith("s"):
                break
            start = begin
        return start

    def _right(self, number: int, high: int, limited: bool, head: Body) -> int:
        """Where the complements of hit `number` end, or its own end.

        A `limited` name has all its own complements; only what says whose it is may follow.
        """
        text, hits = self.text, self.hits
        end = hits[number][1]
        match = _COMPLEMENT.match(text, end, high)
        if not match:
            return end
        preposition = match.group(1)
        if limited and preposition != "of":
            return end
        if preposition == "in" and head.needs not in ("owner", "named"):
            return end
        at, after = match.end(), number + 1
        done, name_before, strength = end, False, preposition in ("for", "on")
        while at < high:
            after = self._first_from(after, at)
            here = after < len(hits) and hits[after][0] == at and hits[after][1] <= high
            if here and not text.startswith("-", hits[after][1]):
                kind = hits[after][2].kind
                if kind in (MONTH, OFFICE, TITLE):
                    break
                at = done = hits[after][1]
                name_before = kind == NAME
                if kind == ADJECTIVE:
                    noun = _NOUN.match(text, at, high)
                    if noun and noun.group(1) not in ENDS | OUTSIDE_NAMES:
                        return noun.end()
                if name_before:
                    more = _MEMBERS.match(text, at, high) or self._plural_run(at, high, after)
                    if more:
                        return more.end()
                    if limited:
                        return done
                    at = done = self._body_of(at, high, after)
            elif limited:
                owner = _ACRONYM.match(text, at, high)
                members = _MEMBERS.match(text, owner.end(), high) if owner else None
                return members.end() if members else owner.end() if owner else done
            else:
                word = _WORD.match(text, at, high)
                if not word or not word.group()[0].isupper() or word.group().lower() in OUTSIDE_NAMES:
                    break
                at = done = word.end()
                name_before = False
                its_object = _OBJECT.match(text, at, high) if word.group().endswith("ing") and strength else None
                if its_object:
                    at = its_object.end()
                    continue
                noun = _NOUN.match(text, at, high) if here else None
                if noun and noun.group(1) not in ENDS | OUTSIDE_NAMES:
                    return noun.end()
                members = _MEMBERS.match(text, at, high) if word.group().isupper() else None
                if members:
                    return members.end()
            if text.startswith(" ", at) and text[at + 1 : at + 2].isupper():
                if name_before and not (strength and self._is_plain(at + 1, self._run_end(at + 1, high), after)):
                    break
                at += 1
                continue
            listed = _LIST.match(text, at, high) if text.startswith(",", at) and not name_before else None
            if listed and self._is_plain(at, self._run_end(listed.end(), high), after):
                at = listed.end()
                continue
            inner = _INNER.match(text, at, high)
            if not inner or not self._goes_on(inner, high, name_before, strength, after):
                break
            at = inner.end()
        officers = _OFFICERS.match(text, done, high)
        return officers.end() if officers else done

    def _body_of(self, at: int, high: int, after: int) -> int:
        """Where a body ends that the name before `at` is the owner of ("UN | Security Council"), or `at`."""
        if not self.text.startswith(" ", at):
            return at
        end = self._run_end(at + 1, high)
        for start, stop, entry in self.hits[after + 1 : after + 4]:
            if start > at and stop == end and entry.kind in (BODY, CLIPPED):
                return end
        return at

    def _plural_run(self, at: int, high: int, after: int) -> re.Match[str] | None:
        """What follows a name that only says whose the persons are: "SCO Justice Ministers"."""
        run = _PLURAL_RUN.match(self.text, at, high)
        if not run or _PARTIES.search(run.group()) or not self._is_plain(at + 1, run.end(), after):
            return None
        return run

    def _goes_on(self, inner: re.Match[str], high: int, name_before: bool, strength: bool, after: int) -> bool:
        """True where a small word leads on to more of the name."""
        word, article = inner.group(1), inner.group(2)
        after = self._first_from(after, inner.end())
        ahead = self.hits[after][2] if after < len(self.hits) and self.hits[after][0] == inner.end() else None
        if word in ("and", "&"):
            if name_before:
                return False
            run = self._run_end(inner.end(), high)
            return (not article or strength) and self._is_plain(inner.end(), run, after)
        if article in ("its", "their"):
            return False
        if word == "in":
            # "in Europe" belongs to a name; a city or state says where the body sits.
            place = ahead.entity if ahead is not None else None
            region = place is None or (place.type == "place" and place.id in self.regions)
            return strength and not name_before and region
        if ahead is not None and ahead.kind == MONTH:
            return False
        return not name_before or word == "of"

    def _run_end(self, at: int, high: int) -> int:
        """The end of the run of capitals that begins at `at`."""
        while (word := _WORD.match(self.text, at, high)) and word.group()[0].isupper():
            at = word.end()
            if not self.text.startswith(" ", at):
                break
            at += 1
        return at

    def _is_plain(self, start: int, end: int, after: int) -> bool:
        """True where no name, head or office stands between two offsets."""
        after = self._first_from(after, start)
        while after < len(self.hits) and self.hits[after][0] < end:
            if self.hits[after][2].kind not in (WATER, APPOINTMENT):
                return False
            after += 1
        return True

    def _first_from(self, number: int, at: int) -> int:
        """The first hit from `number` on that begins at `at` or later."""
        while number < len(self.hits) and self.hits[number][0] < at:
            number += 1
        return number
