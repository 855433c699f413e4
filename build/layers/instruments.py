"""Instruments: the mentions of treaties, charters, resolutions and the like, and what each refers to.

Mentions are found by the grammar of phrases around head nouns and by the names in the authority file; the
outermost wins. They are linked, in this order, by a curator's word for the passage, by name, by a short form that
the document itself introduced, and a bare head noun by the nearest mention with that head. What is left becomes a
provisional instrument.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache

from ..authorities import Authorities, Head, Instrument, name_key
from ..dates import find_dates
from .phrases import ADJECTIVE, Phrase, read_phrase

_SELF = frozenset({"this", "present"})
_SHORT_FORM = re.compile(
    r"\s?\((?:(?:hereinafter|hereafter)\s?(?:referred\s+to\s+as|called)?,?\s*)?(?:the\s+)?[\"\u201c']?(?:the\s+)?"
    r"([A-Z][\w-]*(?:\s[A-Z][\w-]*){0,3})[\"\u201d']?\)"
)
_DRAFT_CUES = re.compile(
    r"\b(?:draft(?:ing)?|elaborat\w+|finali[sz]\w+|completion|preparation|negotiat\w+|develop\w*|drawn\s+up|formulat\w+)\b[^.;:]{0,60}$",
    re.IGNORECASE,
)
_PROPOSED_CUES = re.compile(
    r"\b(?:will\s+conclude|conclud(?:e|ing)|should\s+be|need\s+for|call(?:s|ed)?\s+for|propos\w+|initiative|future|possible)\b[^.;:]{0,60}$",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Mention:
    """One mention: `paragraph` is an index; `start` and `end` are offsets in that paragraph's text.

    `link` is the identifier of a registered instrument; without one, `key` says what the provisional
    instrument is known by.
    """

    paragraph: int
    start: int
    end: int
    text: str
    form: str
    method: str
    type: str
    date_printed: str | None = None
    link: str | None = None
    key: str = ""
    status: str = "adopted"
    collective: bool = False
    head: str = ""
    bare: bool = False
    short_forms: list[tuple[int, int, str]] = field(default_factory=list)


class Finder:
    """Finds mentions with one set of authorities; made once and used for every document."""

    def __init__(self, authorities: Authorities) -> None:
        self.authorities = authorities
        self.heads = authorities.heads
        nouns = sorted(self.heads, key=len, reverse=True)
        forms = [form for noun in nouns for form in (noun, noun.capitalize())]
        upper = [noun.upper() for noun in nouns]
        self._head = re.compile(rf"\b(?:{'|'.join(forms + upper)})\b")
        self._names = _matcher(authorities.instruments)

    def is_head(self, word: str) -> bool:
        return word.lower() in self.heads

    def find(self, paragraphs: Sequence[str], own_type: str | None) -> list[Mention]:
        """The mentions in the paragraphs of one document, in order; none overlaps another.

        `own_type` is the type of the document, by whose head noun it may speak of itself.
        """
        text = "\n".join(paragraphs)
        starts = []
        at = 0
        for paragraph in paragraphs:
            starts.append(at)
            at += len(paragraph) + 1
        spans = self._phrases(text, starts)
        spans += self._aliases(text)
        mentions = self._settle(spans, text, starts)
        self._resolve(mentions, own_type)
        return [mention for mention in mentions if mention.link or mention.key]

    # -- finding

    def _phrases(self, text: str, starts: list[int]) -> list[tuple[int, int, Phrase | None]]:
        from bisect import bisect_right

        spans: list[tuple[int, int, Phrase | None]] = []
        last_end = -1
        for match in self._head.finditer(text):
            if match.start() < last_end:
                continue
            number = bisect_right(starts, match.start()) - 1
            low = starts[number]
            high = starts[number + 1] - 1 if number + 1 < len(starts) else len(text)
            head = self.heads[match.group().lower()]
            phrase = read_phrase(text, max(low, last_end), high, match.start(), match.end(), head, self.is_head)
            if phrase is None or not _identifies(phrase, text):
                continue
            spans.append((phrase.start, phrase.end, phrase))
            last_end = phrase.end
            second = _second_of_two(phrase, text, high)
            if second:
                spans.append((*second, phrase))
                last_end = second[1]
        return spans

    def _aliases(self, text: str) -> list[tuple[int, int, Phrase | None]]:
        if self._names is None:
            return []
        return [(start, end, None) for start, end in self._names(text)]

    def _settle(self, spans: list[tuple[int, int, Phrase | None]], text: str, starts: list[int]) -> list[Mention]:
        """Mentions from spans: of two that overlap the longer stays; short forms in parentheses follow."""
        from bisect import bisect_right

        spans.sort(key=lambda span: (span[0], -span[1], span[2] is None))
        kept: list[tuple[int, int, Phrase | None]] = []
        for span in spans:
            if kept and span[0] < kept[-1][1]:
                if span[1] - span[0] > kept[-1][1] - kept[-1][0]:
                    kept[-1] = span
                continue
            kept.append(span)
        mentions = []
        for start, end, phrase in kept:
            number = bisect_right(starts, start) - 1
            base = starts[number]
            printed = text[start:end]
            mention = self._mention(number, start - base, end - base, printed, phrase, text, base)
            mentions.append(mention)
            high = starts[number + 1] - 1 if number + 1 < len(starts) else len(text)
            short = _SHORT_FORM.match(text, end, high)
            if short and phrase and not mention.bare:
                follow = Mention(
                    number, short.start(1) - base, short.end(1) - base, short.group(1), "short_name", "grammar",
                    mention.type, head=mention.head,
                )  # fmt: skip
                mention.short_forms.append((follow.start, follow.end, follow.text))
                mentions.append(follow)
        return [m for i, m in enumerate(mentions) if not (i and m.paragraph == mentions[i - 1].paragraph and m.start < mentions[i - 1].end)]

    def _mention(
        self, number: int, start: int, end: int, printed: str, phrase: Phrase | None, text: str, base: int
    ) -> Mention:
        if phrase is None:
            record = self.authorities.by_key[name_key(printed)]
            form = "name" if name_key(printed) == name_key(record.name) else "short_name"
            return Mention(number, start, end, printed, form, "alias", record.type, link=record.id, key=name_key(printed))
        head = phrase.head
        bare = not (phrase.modified or phrase.complemented)
        first = start + base == phrase.start
        if not first:
            form = "description"
        elif bare or (phrase.proper and not phrase.complemented and not phrase.adjective):
            form = "short_name"
        else:
            form = "name" if phrase.proper and not phrase.adjective else "description"
        before = text[max(base, phrase.start - 90) : phrase.start]
        status = "adopted"
        if phrase.draft or _DRAFT_CUES.search(before):
            status = "draft"
        elif _PROPOSED_CUES.search(before):
            status = "proposed"
        return Mention(
            number, start, end, printed, form, "grammar", head.type, phrase.date_printed if first else None,
            status=status, collective=head.plural and not phrase.proper, head=head.noun, bare=bare,
        )  # fmt: skip

    # -- linking

    def _resolve(self, mentions: list[Mention], own_type: str | None) -> None:
        """Link each mention, or give it the key of a provisional instrument; a document's own name is none."""
        introduced: dict[str, Mention] = {}
        for index, mention in enumerate(mentions):
            if mention.bare:
                continue
            if mention.link is None:
                record = self._registered(mention.text)
                if record is not None:
                    mention.link, mention.method, mention.type = record.id, "alias", record.type
                    if mention.form == "short_name" and name_key(mention.text) == name_key(record.name):
                        mention.form = "name"
                else:
                    mention.key = _provisional_key(mention)
            if mention.short_forms and index + 1 < len(mentions):
                follow = mentions[index + 1]
                follow.link, follow.key, follow.type = mention.link, mention.key, mention.type
                follow.status, follow.collective, follow.method = mention.status, mention.collective, "antecedent"
                introduced[follow.text] = mention
        for index, mention in enumerate(mentions):
            known = introduced.get(mention.text)
            if known is not None and known is not mention and not mention.link:
                _follow(mention, known)
            elif mention.bare:
                antecedent = _antecedent(mentions, index, own_type)
                if antecedent is not None:
                    _follow(mention, antecedent)

    def _registered(self, printed: str) -> Instrument | None:
        """The registered instrument of this name; a date, a parenthesis or an owner at its end may be left out."""
        by_key = self.authorities.by_key
        for form in _shortened(printed):
            record = by_key.get(name_key(form))
            if record is not None:
                return record
        return None


def _matcher(instruments: Sequence[Instrument]) -> Callable[[str], list[tuple[int, int]]] | None:
    """A function that gives the spans of the names of instruments in a text: the longest at each place.

    Names are matched as written in the authority file, at word boundaries.
    """
    names = sorted({name for instrument in instruments for name in instrument.names if len(name) > 2})
    if not names:
        return None
    from ahocorasick_rs import AhoCorasick, MatchKind

    automaton = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)

    def find(text: str) -> list[tuple[int, int]]:
        return [
            (start, end)
            for _, start, end in automaton.find_matches_as_indexes(text)
            if not (start and (text[start - 1].isalnum() or text[start - 1] in "-/"))
            and not (end < len(text) and (text[end].isalnum() or (text[end] == "-" and text[end + 1 : end + 2].isalnum())))
        ]

    return find


def _identifies(phrase: Phrase, text: str) -> bool:
    """True where a reader could identify the instrument from the phrase; the rules are those of the head noun."""
    head, left = phrase.head, text[phrase.start : phrase.head_start]
    right = text[phrase.head_end : phrase.end]
    if phrase.determiner in _SELF and not phrase.modified:
        return False
    named = bool(re.search(r"\b[A-Z]", left)) or bool(re.search(r"\b[A-Z]", right))
    if phrase.proper:
        if head.noun in ("program", "programme", "plan", "agenda") and not phrase.complemented:
            return False
        if not phrase.modified and not phrase.complemented:
            return (
                not head.plural
                and head.needs != "named"
                and phrase.determiner in ("the", "said", "same")
                and not text[phrase.head_start : phrase.head_end].isupper()
            )
        if phrase.determiner in ("this", "present", "any", "such", "each", "no", "every", "other") and not named:
            return False
        if head.needs == "governing" and not (phrase.complemented and named):
            return False
        return not (not phrase.modified and head.plural and not named)
    if head.needs in ("capital", "named"):
        return False
    if phrase.determiner in ("any", "such", "each", "no", "every", "other", "another", "certain", "this", "present", "these", "those"):
        return False
    if head.needs == "infinitive":
        return phrase.infinitive and phrase.determiner in ("the", "their", "its", "our") and not head.plural
    if head.needs == "owner":
        return named
    if head.needs == "governing":
        governed = right.lstrip().startswith(("governing", "of procedure", "concerning"))
        return (governed and head.noun != "provisions") or bool(re.search(r"\b(?:financial|staff|procedural)\s$", left))
    if phrase.complemented:
        if head.plural and not (named or re.search(r"\s(?:two|three|four|both)\s$", text[max(0, phrase.start - 8) : phrase.start])):
            return False
        if right.lstrip().startswith(("to ", "in ", "with ", "of work", "between the parties", "among the parties")):
            return False
        if head.noun in ("plan", "scheme", "protocol", "charter") and not named:
            return False
        return head.type not in ("programme", "strategy", "scheme") or phrase.determiner in ("the", "a", "an", "draft", "") and phrase.modified or named
    return bool(re.search(r"\b(?:respective|appropriate|relevant|corresponding)\b", left)) and not head.plural and head.type in (
        "agreement", "treaty", "convention",
    )  # fmt: skip


def _second_of_two(phrase: Phrase, text: str, high: int) -> tuple[int, int] | None:
    """In "two agreements on A and on B" the second mention: "on B"."""
    if not phrase.head.plural:
        return None
    match = re.compile(r"\sand\s((?:on|for|concerning)\s(?:the\s)?[^.,;:()]+)").match(text, phrase.end, high)
    if not match:
        return None
    stop = re.search(r"\s(?:which|that|is|are|was|were|will|shall|signed|adopted|concluded)\b", match.group(1))
    end = match.start(1) + stop.start() if stop else match.end(1)
    return match.start(1), end


def _shortened(printed: str) -> list[str]:
    """A name and what is left of it without a date, a parenthesis or an adjective in lower case."""
    forms = [printed]
    undated = re.sub(r"\s(?:of|dated)\s(?:the\s)?(?:\d{1,2}\s)?[A-Z][a-z]+\s(?:\d{1,2},\s?)?\d{4}$", "", printed)
    plain = re.sub(r"\s\([^()]*\)", "", undated)
    bald = plain
    while (first := bald.split(" ", 1)) and len(first) > 1 and ADJECTIVE.match(first[0]):
        bald = first[1]
    for form in (undated, plain, bald):
        if form not in forms:
            forms.append(form)
    return forms


def _provisional_key(mention: Mention) -> str:
    """What a mention of an unregistered instrument is known by: its name without date and parenthesis."""
    return name_key(_shortened(mention.text)[-1])


def _follow(mention: Mention, other: Mention) -> None:
    mention.link, mention.key, mention.type = other.link, other.key, other.type
    mention.status, mention.collective, mention.method = other.status, other.collective, "antecedent"


def _antecedent(mentions: list[Mention], index: int, own_type: str | None) -> Mention | None:
    """The mention that a bare head noun points to: the nearest before it, else the first after it.

    None where the document is itself of that type and speaks of no other before: it means itself.
    """
    mention = mentions[index]
    for other in reversed(mentions[:index]):
        if other.head == mention.head and not other.bare and not other.collective:
            return other
    if own_type is not None and own_type == mention.type:
        return None
    for other in mentions[index + 1 :]:
        if other.head == mention.head and not other.bare and not other.collective:
            return other
    return None


@cache
def slug(text: str) -> str:
    """Lower-case letters and digits of a text, joined by hyphens: `slug("St. Petersburg") == "st-petersburg"`."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower()))


def dates_in(text: str | None) -> str | None:
    """The ISO form of the first date in a printed date, or None."""
    found = find_dates(text) if text else []
    return found[0].iso if found else None


__all__ = ["Finder", "Head", "Mention", "dates_in", "slug"]
