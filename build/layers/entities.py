"""Entities: the mentions of named states, organisations, organs, forums, persons and places.

Mentions are names of the authority files and names told by their form; the outermost wins, and nothing that touches
the mention of an instrument counts. `entity_links` then says what each refers to.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from operator import itemgetter

from ..entity_authority import Body, Entity, complete
from ..names import name_key
from .entity_bodies import BodyReader, Phrase
from .entity_lexicon import (
    ADJECTIVE,
    APPOINTMENT,
    BODY,
    CLIPPED,
    CUE,
    MONTH,
    NAME,
    OFFICE,
    TITLE,
    WATER,
    Entry,
    Lexicon,
)
from .entity_links import INTRODUCTIONS, Clue, EntityMention, Links, owner_and_core
from .entity_names import NameReader
from .entity_repeats import Repeats
from .words import ENDS, OUTSIDE_NAMES

#: What follows an adjective that means a language.
_LANGUAGE = re.compile(r"(?:languages?|texts?|versions?|originals?|translations?)\b")
_MORE_ADJECTIVES = re.compile(r"(?:(?:,? and|,? or|,) (?:the )?[A-Z][\w-]+)+")
_NO_NOUN = OUTSIDE_NAMES | ENDS | frozenset("each both all with being equally only as shall".split())
_STYLE_NOUNS = ["Republic", "Kingdom", "Sultanate", "Emirate", "Principality", "Empire", "Dominion", "United States"]
_STYLES = tuple(f"{noun} of {article}" for noun in _STYLE_NOUNS for article in ("", "the "))
_STYLED = re.compile(rf"(?:(?!The )[A-Z][\w'-]+ ){{0,4}}(?:{'|'.join(_STYLE_NOUNS)}) of (?:the )?$")
_REGION = re.compile(r" [Rr]egion\b")
_OF_PARTIES = re.compile(r" of (?:the )?(?:Contracting |States )?(?:Parties|Members)\b")
#: After a bare head these say which body is meant, so that it is none named before.
_DESCRIBED = re.compile(r" (?:referred to|mentioned|provided for|established|set up|designated|composed)\b")
_QUOTES = frozenset("\"\u201c\u201d\u2018'")
_PLACE = itemgetter(0, 1, 2)
_PARENTHESIS = frozenset({" ("})
#: Words that make the name of an organ its own, wherever it stands.
_WIDE = re.compile(r"\b(?:International|World|Global|Inter-[A-Z]\w+|Euro\w*|Intergovernmental|Universal)\b")


class EntityFinder:
    """Finds mentions with one set of authorities; made once and used for every document.

    `states` are codes by name, `adjectives` identifiers by adjective, `bodies` the nouns that head names of bodies.
    """

    def __init__(
        self,
        states: Mapping[str, str],
        entities: Sequence[Entity],
        adjectives: Mapping[str, str],
        bodies: Sequence[Body],
    ) -> None:
        self.lexicon = Lexicon(complete(states, entities), adjectives, bodies)

    @property
    def by_id(self) -> Mapping[str, Entity]:
        """Every registered entity, states among them, by its identifier."""
        return self.lexicon.by_id

    def find(self, paragraphs: Sequence[str], taken: Sequence[Sequence[tuple[int, int]]] = ()) -> list[EntityMention]:
        """The mentions in the paragraphs of one document, in order; none overlaps another.

        `taken` are, for each paragraph, the spans of its mentions of instruments, in order: half-open offsets in
        code points.
        """
        return _Search(self.lexicon, paragraphs, taken).mentions()


#: A candidate: start, the negative of its end, its number, and a word of the lexicon or a name told by its form.
#: In the order of tuples the longer of two at one place is first.
_Span = tuple[int, int, int, Entry | None, Phrase | None]


class _Search:
    """The search in one document; offsets are in its paragraphs joined by line ends."""

    def __init__(self, lexicon: Lexicon, paragraphs: Sequence[str], taken: Sequence[Sequence[tuple[int, int]]]) -> None:
        self.lexicon = lexicon
        self.text = "\n".join(paragraphs)
        self.plain = self.text.replace("\u2019", "'").replace("\u2011", "-") if not self.text.isascii() else self.text
        self.starts: list[int] = []
        self.taken: list[tuple[int, int]] = []
        at = 0
        for number, paragraph in enumerate(paragraphs):
            self.starts.append(at)
            if number < len(taken) and taken[number]:
                self.taken += [(at + start, at + end) for start, end in taken[number]]
            at += len(paragraph) + 1
        self.size = max(0, at - 1)

    def mentions(self) -> list[EntityMention]:
        """The mentions, found and linked."""
        mentions: list[EntityMention] = []
        links = Links(self.lexicon, self.plain)
        number, start, last = 0, 0, 0
        starts = [*self.starts[1:], self.size + 2]
        after = starts[0]
        plain, printed = self.plain, self.text
        introductions = INTRODUCTIONS if links.announces else _PARENTHESIS
        for first, negative, _, entry, phrase in self._outermost(self._spans()):
            if first < last:
                continue  # a short form in a parenthesis, which is there already
            while after <= first:
                start = after
                number += 1
                after = starts[number]
            end = -negative
            record = entry.entity if entry is not None else None
            if entry is not None and entry.form == "name" and record is not None and record.id in self.lexicon.wide:
                end = self._region(first, end)
            text = printed[first:end]
            if entry is not None and record is not None:
                mention = EntityMention(
                    number, first - start, end - start, text, entry.form, "alias", record.type, record.id
                )
                if entry.is_bare:
                    if plain[first - 2 : first] in ("a ", "n "):
                        continue  # "a Common Market"
                    mention.clue = Clue(entry.body.noun if entry.body else "", usual=True)
            else:
                mention = EntityMention(number, first - start, end - start, text, "name", "grammar", "")
                if phrase is not None:
                    self._from_phrase(phrase, mention)
                elif entry is not None:
                    self._from_clipped(entry, mention)
            mentions.append(mention)
            stop = end + 1 if plain[end : end + 1] in _QUOTES and plain[first - 1 : first] in _QUOTES else end
            if plain[stop : stop + 2] in introductions and mention.form != "adjective":
                for short in links.introduced(mention, stop, start, after - 1):
                    if self._free(start + short.start, start + short.end):
                        mentions.append(short)
                    last = start + short.end
        mentions = Repeats(self.lexicon, plain, self.starts, self._free).complete(mentions, links.forms)
        links.resolve(mentions)
        return [mention for mention in mentions if mention.link or mention.key]

    # -- candidates

    def _spans(self) -> list[_Span]:
        """Every candidate outside the mentions of instruments; some overlap."""
        hits = self.lexicon.find(self.plain)
        bodies = BodyReader(self.plain, hits, self.lexicon.regions)
        names = NameReader(self.plain, hits)
        taken, free = [*self.taken, (self.size + 1, self.size + 2)], 0
        opens, closes = taken[0]
        spans: list[_Span] = []
        add = spans.append
        for number, (start, end, entry) in enumerate(hits):
            while closes <= start:
                free += 1
                opens, closes = taken[free]
            if opens < end:
                continue
            kind = entry.kind
            if kind == NAME:
                begin = self._styled(start) if entry.is_state else start
                add((begin, -end, 2 * number, entry, None))
                if entry.is_state and begin == start and self.plain.startswith(", ", start - 2) and start > 1:
                    where = names.place_before(number, self._bounds(start, free)[0])
                    if where is not None:
                        add((where.start, -where.end, 2 * number + 1, None, where))
                if entry.body is None:
                    continue
            elif kind == ADJECTIVE:
                if self._is_attribute(end):
                    add((start, -end, 2 * number, entry, None))
                continue
            elif kind == CLIPPED:
                add((start, -end, 2 * number, entry, None))
            low, high = self._bounds(start, free)
            for phrase in self._told(bodies, names, number, kind, low, high):
                if phrase is not None:
                    add((phrase.start, -phrase.end, 2 * number + 1, None, phrase))
        for number, phrase in enumerate(names.initialled(), 2 * len(hits)):
            if self._free(phrase.start, phrase.end):
                add((phrase.start, -phrase.end, number, None, phrase))
        return spans

    @staticmethod
    def _told(
        bodies: BodyReader, names: NameReader, number: int, kind: int, low: int, high: int
    ) -> Sequence[Phrase | None]:
        """The names that word `number` of the lexicon announces or heads."""
        if kind in (BODY, NAME, CLIPPED):
            return (bodies.read(number, low, high),)
        if kind == WATER:
            return (names.water(number, low, high),)
        if kind == MONTH:
            return names.places_near(number, low, high)
        if kind == CUE:
            return (names.place_after(number, high),)
        if kind == APPOINTMENT:
            return (names.appointed(number, high),)
        return (names.person(number, high),) if kind in (OFFICE, TITLE) else ()

    def _bounds(self, at: int, free: int) -> tuple[int, int]:
        """The stretch of free text around an offset: within its paragraph, between mentions of instruments."""
        number = bisect_right(self.starts, at) - 1
        low = self.starts[number]
        high = self.starts[number + 1] - 1 if number + 1 < len(self.starts) else self.size
        if free:
            low = max(low, self.taken[free - 1][1])
        if free < len(self.taken):
            high = min(high, self.taken[free][0])
        return low, high

    def _free(self, start: int, end: int) -> bool:
        """True where no mention of an instrument stands between two offsets."""
        number = bisect_right(self.taken, (start, self.size)) - 1
        before = number >= 0 and self.taken[number][1] > start
        return not before and not (number + 1 < len(self.taken) and self.taken[number + 1][0] < end)

    def _styled(self, start: int) -> int:
        """Where the name of a state begins, with a style that no name in the table has: "Kingdom of Iraq"."""
        if self.plain[start - 3 : start] in ("of ", "he ") and self.plain.endswith(_STYLES, 0, start):
            found = _STYLED.search(self.plain, max(0, start - 70), start)
            if found and "\n" not in found.group() and self._free(found.start(), start):
                return found.start()
        return start

    def _is_attribute(self, end: int) -> bool:
        """True where the adjective that ends at `end` stands before a noun and means no language."""
        plain = self.plain
        after = plain[end : end + 1]
        if after in ("-", "\u2013"):
            return plain[end + 1 : end + 2].isupper()
        if after not in (" ", ","):
            return False
        more = _MORE_ADJECTIVES.match(plain, end)
        at = (more.end() if more else end) + 1
        if plain[at - 1 : at] != " ":
            return False
        if _LANGUAGE.match(plain, at):
            return False
        word = plain[at : at + 24].split(" ", 1)[0].rstrip(",.;:)")
        return word[:1].isalpha() and word.lower() not in _NO_NOUN

    @staticmethod
    def _outermost(spans: list[_Span]) -> list[_Span]:
        """Of spans that overlap the longest, in order."""
        spans.sort(key=_PLACE)
        kept: list[_Span] = []
        first, last = 0, 0
        for span in spans:
            start, end = span[0], -span[1]
            if start >= last:
                kept.append(span)
            elif end - start > last - first:
                kept[-1] = span
            else:
                continue
            first, last = start, end
        return kept

    # -- mentions

    def _region(self, start: int, end: int) -> int:
        """Where the name of a place ends to which "region" belongs, or `end`; "A and B region" are two places."""
        whole = _REGION.match(self.plain, end)
        if whole is None or self.plain.startswith("and ", start - 4) or not self._free(end, whole.end()):
            return end
        return whole.end()

    @staticmethod
    def _from_clipped(entry: Entry, mention: EntityMention) -> None:
        mention.form = "name" if _has_complement(mention.text) else "short_name"
        mention.type, mention.method = entry.owners[0].type, "alias"
        mention.clue = Clue(entry.body.noun if entry.body else "", owners=entry.owners)

    def _from_phrase(self, phrase: Phrase, mention: EntityMention) -> None:
        mention.type = phrase.type
        if phrase.body is None:
            mention.key = name_key(mention.text)
            self._register(mention, self.lexicon.by_key.get(mention.key))
            return
        clue = mention.clue = Clue(phrase.body.noun)
        if phrase.bare:
            mention.form, mention.method, clue.bare = "short_name", "antecedent", True
            clue.determiner = phrase.determiner
            clue.described = _DESCRIBED.match(self.plain, phrase.end) is not None
            return
        mention.key = name_key(mention.text)
        record = self.lexicon.by_key.get(mention.key)
        if record is None:
            owner, core = owner_and_core(phrase, self.plain)
            clue.core = name_key(core)
            if owner is not None:
                mention.parent = owner.parent or owner.id
                record = self.lexicon.organs.get((owner.id, clue.core))
                if record is None and owner.parent:
                    record = self.lexicon.organs.get((owner.parent, clue.core))
                mention.key = f"{owner.id}: {clue.core}"
                if mention.type == "organ" and owner.type in ("state", "place", "person"):
                    mention.parent = None
            else:
                own = any(entry.kind in (NAME, ADJECTIVE) for _, _, entry in phrase.hits) or _WIDE.search(mention.text)
                mention.local = mention.type != "organisation" and not own
            if mention.type == "forum" and _OF_PARTIES.search(mention.text):
                mention.type = "organ"
            if mention.type != "organ":
                mention.parent = None
        self._register(mention, record)

    @staticmethod
    def _register(mention: EntityMention, record: Entity | None) -> None:
        if record is not None:
            mention.link, mention.type, mention.method = record.id, record.type, "alias"
            mention.key, mention.parent, mention.local = "", None, False


def _has_complement(name: str) -> bool:
    """True for "Council of Foreign Ministers", which no one would call clipped."""
    return " of " in name or " for " in name or " on " in name
