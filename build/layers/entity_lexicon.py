"""The words by which entities are found: names of the authority files, and words that announce a name.

All stand in one automaton, so that one pass over a text finds them, whatever their number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ..dates import MONTHS
from ..entity_authority import Body, Entity
from ..names import name_key

#: Kinds of entries. Only the first three are mentions by themselves.
NAME, ADJECTIVE, CLIPPED, BODY, OFFICE, TITLE, WATER, MONTH, CUE, APPOINTMENT = range(10)

#: Nouns that head geographical names.
WATERS = (
    "Sea Ocean Gulf Strait Straits River Rivers Lake Peninsula Canal Island Islands Basin Valley Bay Desert "
    "Mountains Delta Strip Plateau Seas Oceans Lakes Gulfs Mount Reef Archipelago Isthmus Reservoir Province Oblast "
    "Prefecture Governorate"
).split()
#: Words before a place that says its own name after them.
CUES = (
    *(
        f"{verb} {where} "
        for verb in ("Done", "DONE", "done", "Signed", "signed", "headquartered", "Headquartered")
        for where in ("at", "in", "at the city of", "in the city of")
    ),
    "city of ", "City of ", "town of ", "Town of ",
)  # fmt: skip
#: Words before a person who gets an office.
APPOINTMENTS = (
    "appoint", "appoints", "appointed", "appointing", "endorse", "endorses", "endorsed", "elect", "elects", "elected",
    "nominate", "nominates", "nominated", "approve", "approved", "appointment of", "election of", "candidacy of",
)  # fmt: skip
OFFICES = (
    "President", "Vice-President", "Vice President", "Prime Minister", "Premier", "Chancellor", "Chairman",
    "Chairperson", "Minister", "Foreign Minister", "Foreign Secretary", "Minister for Foreign Affairs",
    "Minister of Foreign Affairs", "Secretary of State", "Secretary-General", "Secretary General",
    "Executive Secretary", "Director-General", "Director", "Ambassador", "Special Representative", "Special Envoy",
    "High Commissioner", "Commissioner",
    "Governor", "King", "Queen", "Emperor", "Emir", "Amir", "Sultan", "Crown Prince", "Prince", "Pope", "General",
    "Marshal", "Secretary",
)  # fmt: skip
TITLES = ("Mr.", "Mr", "Mrs.", "Mrs", "Ms.", "Ms", "Dr.", "Prof.", "Professor", "H.E.", "H. E.", "Sir", "Sheikh",
          "His Excellency", "Her Excellency", "His Majesty", "Her Majesty", "His Highness", "Her Highness",
          "Rt. Hon.", "Rt Hon.", "Rt Hon", "Right Honourable", "Right Honorable", "Hon.", "Honourable", "Honorable",
          "Lord", "Lady", "Senator", "Colonel", "Admiral", "Shri", "Sri", "Ayatollah")  # fmt: skip

_ACRONYM = re.compile(r"[A-Z][\w&./-]*[A-Z][\w&./-]*|BRICS")
_BEFORE_COMPLEMENT = re.compile(r" (?:of|for|on) ")
#: Acronyms that are also words; in a line of capitals they are read as words.
_WORDS_IN_CAPITALS = frozenset({"US", "WHO", "ECO", "EAS"})
#: What follows "Pacific" where it is an ordinary adjective.
_PEACEFUL = re.compile(r" (?:settlements?|means|solutions?|uses?|purposes|coexistence|relations)\b", re.I)
#: Places of which "region" is said: directions and waters tell them from cities.
_WIDE_PLACE = re.compile(
    r"\b(?:(?:North|South|East|West)(?:east|west|ern)?|Middle|Near|Far|Central|Sea|Ocean|Gulf|Horn|Arctic|Peninsula)\b"
)
_SPELLINGS = (
    (("ization", "isation"),),
    (("Cooperation", "Co-operation"), ("Co-operation", "Co- operation")),
    (("Programme", "Program"),),
    (("Centre", "Center"),),
    ((" States", " states"),),
    (("Labour", "Labor"), ("Defence", "Defense")),
)
#: A name without any of these has one spelling.
_VARIES = re.compile("|".join(sorted({word for group in _SPELLINGS for pair in group for word in pair})))


@dataclass(slots=True, eq=False)
class Entry:
    """What a word or name of the lexicon means.

    `owners` are the organs of which it is a clipped name; `body` the noun that it is or ends with; `exact` the
    name where it has characters that the automaton does not know; `is_word` says that in a line of capitals it is
    an ordinary word, `is_state` that it is the name of a state and no acronym, `is_bare` that it is the noun of a
    body alone, which means its record only where the document names no other such body ("the Commonwealth"), and
    `is_adjective` that it is also an ordinary adjective ("Pacific").
    """

    kind: int
    entity: Entity | None = None
    form: str = "name"
    owners: tuple[Entity, ...] = ()
    body: Body | None = None
    exact: str | None = None
    is_word: bool = False
    is_state: bool = False
    is_bare: bool = False
    is_adjective: bool = False


#: A word or name in a text: start and end in code points, half-open, and what it means.
Hit = tuple[int, int, Entry]


@dataclass
class Lexicon:
    """Everything that is looked up; made once and used for every document."""

    records: Sequence[Entity]
    adjectives: Mapping[str, str]
    bodies: Sequence[Body]
    by_id: dict[str, Entity] = field(init=False)
    by_key: dict[str, Entity] = field(init=False)
    organs: dict[tuple[str, str], Entity] = field(init=False)
    nouns: dict[str, Body] = field(init=False)
    #: The key of each of these nouns, and of none.
    noun_keys: dict[str, str] = field(init=False)
    regions: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        from ahocorasick_rs import BytesAhoCorasick, MatchKind

        self.by_id = {record.id: record for record in self.records}
        self.by_key = {name_key(name): record for record in self.records for name in record.names}
        self.nouns = {body.noun: body for body in self.bodies}
        self.noun_keys = {"": "", **{noun: name_key(noun) for noun in self.nouns}}
        # An organ is known by its organisation and its name without it.
        self.organs = {}
        for record in self.records:
            if record.parent:
                owners = [name_key(name) for name in self.by_id[record.parent].names]
                for key in map(name_key, (*record.names, *record.clipped)):
                    self.organs.setdefault((record.parent, key), record)
                    for owner in owners:
                        core = (
                            key.removeprefix(f"{owner} ").removesuffix(f" of the {owner}").removesuffix(f" of {owner}")
                        )
                        self.organs.setdefault((record.parent, core), record)
        self._nouns_of: dict[str, frozenset[str]] = {}
        #: Places that an adjective is made of are regions; no city has one.
        self.regions = frozenset(self.adjectives.values())
        #: Places that may be called a region.
        self.wide = self.regions | {
            record.id for record in self.records if record.type == "place" and _WIDE_PLACE.search(record.name)
        }
        entries = self._entries()
        self._entries_by_name = entries
        self._entries_in_order = list(entries.values())
        patterns = [name.encode("latin-1", "replace") for name in entries]
        self._automaton = BytesAhoCorasick(patterns, matchkind=MatchKind.LeftmostLongest)

    def _entries(self) -> dict[str, Entry]:
        entries: dict[str, Entry] = {}
        for word in OFFICES:
            entries[word] = Entry(OFFICE)
        for word in TITLES:
            entries[word] = Entry(TITLE)
        for word in WATERS:
            entries[word] = Entry(WATER)
        for word in CUES:
            entries[word] = Entry(CUE)
        for word in APPOINTMENTS:
            entries[word] = Entry(APPOINTMENT)
        for month in MONTHS:
            if month.isascii():
                entries[month.capitalize()] = Entry(MONTH)
        for body in self.bodies:
            entries[body.noun.title()] = Entry(BODY, body=body)
        for record in self.records:
            for name in record.clipped:
                for spelt in spellings(name):
                    known = entries.get(spelt)
                    if known is None:
                        head = self.last_body(spelt) or self.nouns.get(spelt.lower().split()[0])
                        known = entries[spelt] = Entry(CLIPPED, owners=(record,), body=head)
                        if " " in spelt:
                            entries.setdefault(spelt.upper(), known)
                    elif record not in known.owners:
                        known.owners += (record,)
        for adjective, entity_id in self.adjectives.items():
            entries[adjective] = Entry(ADJECTIVE, self.by_id[entity_id], "adjective")
        for record in self.records:
            for name in record.names:
                short = name in record.short_names or (record.type != "place" and bool(_ACRONYM.fullmatch(name)))
                form = "short_name" if short else "name"
                acronym = _ACRONYM.fullmatch(name) is not None and name.isupper()
                for spelt in spellings(name):
                    head = None if short or record.type in ("state", "place") else self.last_body(spelt)
                    entry = entries[spelt] = Entry(NAME, record, form, body=head, is_word=spelt in _WORDS_IN_CAPITALS)
                    entry.is_state = record.type == "state" and not short
                    entry.is_adjective = spelt == "Pacific"
                    if short and spelt.lower() in self.nouns:
                        entry.body, entry.is_bare = self.nouns[spelt.lower()], True
                    if len(spelt) > 5 and not acronym:
                        entries.setdefault(spelt.upper(), Entry(NAME, record, form))
        for name, entry in entries.items():
            if not _is_latin(name):
                entry.exact = name
        return entries

    def entry(self, name: str) -> Entry | None:
        """What a word or name means by itself, if the lexicon has it."""
        return self._entries_by_name.get(name)

    def nouns_of(self, entity_id: str) -> frozenset[str]:
        """The nouns that head the names of a registered body: "council" for the Council of Europe."""
        known = self._nouns_of.get(entity_id)
        if known is None:
            words = [_BEFORE_COMPLEMENT.split(name_key(name), maxsplit=1)[0].split() for name in self._named(entity_id)]
            heads = {" ".join(name[-count:]) for name in words for count in (1, 2)}
            known = self._nouns_of[entity_id] = frozenset(heads & {name_key(noun) for noun in self.nouns})
        return known

    def _named(self, entity_id: str) -> list[str]:
        return [name for name in self.by_id[entity_id].names if name_key(name)]

    def last_body(self, name: str) -> Body | None:
        """The noun of a body with which a name ends: "World Health Organization"."""
        words = name.lower().split()
        return self.nouns.get(words[-1]) or self.nouns.get(" ".join(words[-2:]))

    def find(self, text: str) -> list[Hit]:
        """The words of the lexicon in `text`, at word boundaries: the longest at each place, in order.

        `text` has straight apostrophes. A hyphen may stand beside a name ("Iran-Iraq", "inter-Korean"), a slash not,
        nor a plus after it: "ASEAN+3" is another body.
        """
        # One byte for each character, so that offsets stay; what Latin-1 does not know becomes "?".
        data = text.encode("latin-1", "replace")
        entries = self._entries_in_order
        hits = []
        padded = f" {text} "
        for index, start, end in self._automaton.find_matches_as_indexes(data):
            entry = entries[index]
            before, after = padded[start], padded[end + 1]
            if before not in " \n(" and (
                before.isalnum() or before in "/_" or (before == "-" and not _may_follow(text, start))
            ):
                continue
            if after not in " ,.\n" and entry.kind != CUE:
                if after.isalnum() or after in "/_+":
                    continue
                if after == "-" and entry.kind != NAME and entry.kind != ADJECTIVE:
                    continue
            if entry.exact is not None and text[start:end] != entry.exact:
                continue
            if entry.is_word and _among_capitals(text, start, end):
                continue
            if entry.is_adjective and _PEACEFUL.match(text, end):
                continue
            hits.append((start, end, entry))
        return hits


def spellings(name: str) -> Iterable[str]:
    """A name with straight apostrophes, and as other varieties of English spell it.

    >>> spellings("Shanghai Cooperation Organization")[:2]
    ['Shanghai Cooperation Organization', 'Shanghai Cooperation Organisation']
    """
    forms = [name.replace("\u2019", "'")]
    if not _VARIES.search(name):
        return forms
    for group in _SPELLINGS:
        for form in list(forms):
            for pairs in (group, tuple((b, a) for a, b in group)):
                other = form
                for old, new in pairs:
                    if old in other:
                        other = re.sub(rf"{old}(?!\w)" if old == "Program" else old, new, other)
                if other not in forms:
                    forms.append(other)
    return forms


def _is_latin(name: str) -> bool:
    try:
        name.encode("latin-1")
    except UnicodeEncodeError:
        return False
    return True


def _may_follow(text: str, start: int) -> bool:
    """True where what stands before a hyphen leaves the name after it whole: "Iran-Iraq", "inter-Korean"."""
    first = start - 2
    while first >= 0 and (text[first].isalpha() or text[first] == "."):
        first -= 1
    word = text[first + 1 : start - 1]
    return word[:1].isupper() or word in ("inter", "intra", "pan", "non", "pro", "anti", "trans")


def _among_capitals(text: str, start: int, end: int) -> bool:
    """True where the words on both sides, or the only one there is, stand in capitals."""
    before = text[max(0, start - 30) : start].split()
    after = text[end : end + 30].split()
    near = [word.strip('.,;:!?()"') for word in (*before[-1:], *after[:1])]
    return bool(near) and all(len(word) > 1 and word.isalpha() and word.isupper() for word in near)
