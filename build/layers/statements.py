"""Statements: what the authors of a text do with each main clause, by its verb.

A row is a finite verb of a main clause of which the authors or their organisation are the subject, or an impersonal
clause of obligation. A verb that the force lexicon does not know is told by its place and its ending, and has the
force of the class: commissive after "will" and "shall", directive after "should" and "must", else assertive.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import itemgetter

from .authors import Authors
from .clauses import FINITE, later_sentences
from .cues import FRONT, OPENING, SUBJECT
from .forces import Forces
from .obligations import Sentence
from .sentences import Found, Grammar, Speaking
from .speakers import SpeakerReader, Subject, own_names


@dataclass(slots=True)
class Statement:
    """One statement: `paragraph` is an index, `position` counts from 1 within it, `start` and `end` are offsets in
    the paragraph's text, code points, half-open. `speaker_printed` is None where the subject is not printed."""

    paragraph: int
    position: int
    start: int
    end: int
    speaker_printed: str | None
    speaker: str
    verb_printed: str
    verb_lemma: str
    force: str


@dataclass(frozen=True)
class NamedAuthors:
    """Who issues a text: how many states, the offices of their persons, and where states and persons are named.

    `mentions` are index of the paragraph, start and end in it, and kind: `state`, `adjective` or `person`.
    """

    states: int = 0
    offices: tuple[str, ...] = ()
    mentions: tuple[tuple[int, int, int, str], ...] = ()


NOBODY = NamedAuthors()

#: A paragraph that only names a body, before a resolution, or the parties, before a treaty.
_HEADER = re.compile(r"(?:The|THE) [A-Z][^.;:]{2,150}[,;]?$")
_LONGEST_HEADER = 170
_ARTICLE = ("The ", "THE ")
_PARTIES = re.compile(r"(?:Governments?|Republic|Kingdom|States|Union)\b.* and (?:the )?[A-Z]|Parties|States")
_NUMBERED = re.compile(r"(?:[\u2013\u2014\u2022*-] ?)*(?:(?:\d{1,3}\.|\(?[a-z\d]{1,3}\)) )?")
_AGREED = re.compile(
    r"(?:DO|Do|do) (?:HEREBY|hereby) [A-Za-z]+\b"
    r"|(?:HAVE|Have|have|has|HAS|Has)(?: [A-Za-z]+ly| hereby| HEREBY)? (?:AGREED|agreed|DECIDED|decided|RESOLVED"
    r"|resolved)\b"
)
#: After a word that looks like the verb of a resolution: then it is the noun that the sentence begins with.
_NOUN_FOLLOWS = re.compile(
    r"(?:,? (?:and|or|of|in|on|by|from) (?!be\b)|,? (?:also |therefore |immediately |[a-z]+ly )?(?:is|are|was"
    r"|were|has|have|had|will"
    r"|shall|should|must|can|may)\b)"
)
_OBJECT_FOLLOWS = re.compile(r" (?:the|its|their|all|any|each|that|this|these|to|an?)\b")
_PARTICIPLE_FOLLOWS = re.compile(
    r"(?: (?:FURTHER|ALSO))? (?:by|in|at|on|to|of|from|during|under|within|with|for|and|or|between)\b|[.,;:)\n]|$"
)


class StatementFinder:
    """Finds statements with one lexicon; made once and used for every document."""

    def __init__(self, forces: Forces) -> None:
        self.grammar = Grammar(forces)

    def find(
        self, paragraphs: Sequence[str], organisations: Collection[str] = (), authors: NamedAuthors = NOBODY
    ) -> list[Statement]:
        """The statements of one document, in order.

        `paragraphs` are texts with white space folded. `organisations` are names and short forms of the authors' own
        organisation ("SCO", "Organization"); those that the opening introduces are added. `authors` are the states and
        persons who issue the text, where it names them.
        """
        grammar = self.grammar
        text = "\n" + "\n".join(paragraphs)
        firsts = list(accumulate([len(paragraph) + 1 for paragraph in paragraphs], initial=1))
        issuing = _authors(authors, firsts)
        speaking = Speaking(SpeakerReader({*organisations, *own_names(paragraphs)}, authors.states), issuing)
        starts = sorted(firsts + later_sentences(text))
        cues = grammar.cues.find(text)
        if issuing is not None:
            cues = sorted({*cues, *((place, SUBJECT) for place in issuing.places(text))})

        sentence = Sentence(grammar, speaking, text)
        number, at, count, end = 0, 0, len(cues), firsts[-1]
        cues.append((end, OPENING))  # behind the last sentence, so that each has a cue behind it
        while at < count:
            place = cues[at][0]
            after = starts[number + 1]
            while after <= place:
                number += 1
                after = starts[number + 1]
            low = starts[number]
            opens = text[low - 1] == "\n"
            ends = after == end or text[after - 1] == "\n"
            high = after - 1 if ends else after
            speaking.sentence = number
            sentence.begin(low, high)
            if opens:
                if (
                    high - low < _LONGEST_HEADER
                    and text.startswith(_ARTICLE, low)
                    and text[high - 1] not in ".:"
                    and _is_header(text[low : firsts[bisect_right(firsts, low)] - 1])
                ):
                    _name_speaker(speaking, text[low:high])
                    at = bisect_left(cues, (after,), at)
                    continue
                if speaking.pending is not None or text[low] in "HhDd":
                    behind = bisect_left(cues, (after,), at)
                    if any(kind in (OPENING, FRONT) for _, kind in cues[at:behind]):
                        self._opening(sentence)
            at = sentence.read(cues, at, after, opens and ends)
        return _numbered(sentence.rows, firsts)

    def _opening(self, sentence: Sentence) -> None:
        """A paragraph that begins with the verb of a subject further up: "Requests ...", "Have agreed as follows"."""
        speaking, text = sentence.speaking, sentence.text
        pending, printed = speaking.pending, speaking.pending_printed
        numbered = _NUMBERED.match(text, sentence.low)
        start = numbered.end() if numbered else sentence.low
        agreed = _AGREED.match(text, start)
        if agreed is not None and (pending is None or not pending.plural):
            many = not agreed.group().lower().startswith("has")
            printed = printed if pending is not None else None
            pending = Subject(0, 0, "member_states", many)
        if pending is None:
            return
        group = self.grammar.reader.read_opening(text, start, sentence.high, pending.plural)
        if group is None:
            return
        performs = group.entry is not None and group.entry.performs
        resolved = group.tense == "third" and _OBJECT_FOLLOWS.match(text, group.end)
        if agreed is None and not performs and not resolved:
            return
        capital = text[group.start].isupper() and not text[group.start + 1].isupper()
        if (group.tense == "present" and capital and agreed is None) or (
            group.tense == "third" and _NOUN_FOLLOWS.match(text, group.end)
        ):
            return
        if group.tense == "past" and _PARTICIPLE_FOLLOWS.match(text, group.end):
            return
        sentence.take(group.start, group, pending, printed)


def _authors(authors: NamedAuthors, firsts: Sequence[int]) -> Authors | None:
    """The authors with offsets in the whole text; None where they are not known by name or office."""
    if not authors.mentions and not authors.offices:
        return None
    named = {
        firsts[paragraph] + start: (firsts[paragraph] + end, kind) for paragraph, start, end, kind in authors.mentions
    }
    return Authors(named, authors.offices, authors.states)


def _is_header(text: str) -> bool:
    """True for a paragraph that only names a body or the parties."""
    return len(text) < _LONGEST_HEADER and _HEADER.match(text) is not None and not FINITE.search(text)


def _name_speaker(speaking: Speaking, text: str) -> None:
    """Take the body or the parties that a header names for the subject of the paragraphs below it."""
    printed = text.rstrip(" ,;")
    parties = _PARTIES.search(printed) is not None
    speaking.pending = Subject(0, len(printed), "member_states" if parties else "organisation", parties)
    speaking.pending_printed = printed


def _numbered(rows: list[Found], firsts: list[int]) -> list[Statement]:
    """The statements in order, with offsets within their paragraphs; `firsts` is where each paragraph begins, and the
    end."""
    rows.sort(key=itemgetter(0))
    statements = []
    paragraph, position, base, after = -1, 0, 0, 0
    for start, end, printed, speaker, verb, lemma, force in rows:
        if start >= after:
            paragraph = bisect_right(firsts, start) - 1
            base, after, position = firsts[paragraph], firsts[paragraph + 1], 0
        position += 1
        statements.append(
            Statement(paragraph, position, start - base, end - base, printed, speaker, verb, lemma, force)
        )
    return statements
