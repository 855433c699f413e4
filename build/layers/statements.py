"""Statements: what the authors of a text do with each main clause, by its verb.

A row is a finite verb of a main clause of which the authors or their organisation are the subject, or an impersonal
clause of obligation. A verb that the force lexicon does not know is told by its place and its ending, and has the
force of the class: commissive after "will" and "shall", directive after "should" and "must", else assertive.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from .clauses import FINITE, later_sentences
from .cues import FRONT, OPENING, VERB
from .forces import Forces
from .obligations import Sentence
from .sentences import Grammar, Speaking
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


#: The kind of a cue at a paragraph that names who speaks below it.
HEADER = 6
_VERB_ALONE = 1 << VERB
_OPENINGS = 1 << OPENING | 1 << FRONT | 1 << HEADER
#: A paragraph that only names a body, before a resolution, or the parties, before a treaty.
_HEADER = re.compile(r"(?:The|THE) [A-Z][^.;:]{2,150}?[,;]?$")
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
_PARTICIPLE_FOLLOWS = re.compile(r" (?:by|in|at|on|to|of|from|during|under|within|with|for|and|or|between)\b|[.,;:)]|$")


class StatementFinder:
    """Finds statements with one lexicon; made once and used for every document."""

    def __init__(self, forces: Forces) -> None:
        self.grammar = Grammar(forces)

    def find(self, paragraphs: Sequence[str], organisations: Collection[str] = ()) -> list[Statement]:
        """The statements of one document, in order.

        `paragraphs` are texts with white space folded. `organisations` are names and short forms of the authors' own
        organisation ("SCO", "Organization"); those that the opening introduces are added.
        """
        grammar = self.grammar
        speaking = Speaking(SpeakerReader({*organisations, *own_names(paragraphs)}))
        text = "\n" + "\n".join(paragraphs)
        bases = [0]
        for paragraph in paragraphs:
            bases.append(bases[-1] + len(paragraph) + 1)
        firsts = [base + 1 for base in bases[:-1]]
        starts = sorted(firsts + later_sentences(text))
        cues = grammar.cues.find(text)
        cues += [(firsts[number], HEADER) for number in _headers(paragraphs)]
        cues.sort()
        starts.append(len(text) + 1)

        rows: list[Statement] = []

        def emit(start: int, end: int, verb: int, speaker: tuple[str | None, str], lemma: str, force: str) -> None:
            rows.append(Statement(0, 0, start, end, *speaker, text[verb:end], lemma, force))

        number, at, count = 0, 0, len(cues)
        while at < count:
            first = at
            place = cues[at][0]
            while starts[number + 1] <= place:
                number += 1
            low, after = starts[number], starts[number + 1]
            kinds = 0
            while at < count and cues[at][0] < after:
                kinds |= 1 << cues[at][1]
                at += 1
            if kinds == _VERB_ALONE:
                continue
            opens = text[low - 1] == "\n"
            ends = text[after - 1 : after] in ("\n", "")
            high = after - 1 if ends else after
            speaking.sentence = number
            sentence = Sentence(grammar, speaking, text, low, high, emit)
            if kinds & _OPENINGS and opens:
                if kinds & 1 << HEADER:
                    _name_speaker(speaking, text[low:high])
                    continue
                self._opening(sentence)
            sentence.read(cues[first:at], opens and ends)
        return _numbered(rows, bases)

    def _opening(self, sentence: Sentence) -> None:
        """A paragraph that begins with the verb of a subject further up: "Requests ...", "Have agreed as follows"."""
        speaking, text = sentence.speaking, sentence.text
        if speaking.pending is None and text[sentence.low] not in "HhDd":
            return
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


def _headers(paragraphs: Sequence[str]) -> list[int]:
    """The paragraphs that only name a body or the parties."""
    return [
        number
        for number, text in enumerate(paragraphs)
        if len(text) < 170
        and text.startswith(("The ", "THE "))
        and text[-1] not in ".:"
        and _HEADER.match(text)
        and not FINITE.search(text)
    ]


def _name_speaker(speaking: Speaking, text: str) -> None:
    """Take the body or the parties that a header names for the subject of the paragraphs below it."""
    printed = text.rstrip(" ,;")
    parties = _PARTIES.search(printed) is not None
    speaking.pending = Subject(0, len(printed), "member_states" if parties else "organisation", parties)
    speaking.pending_printed = printed


def _numbered(rows: list[Statement], bases: list[int]) -> list[Statement]:
    """The rows in order, with offsets within their paragraphs; `bases` are the offsets before each paragraph."""
    rows.sort(key=lambda row: row.start)
    last, position = -1, 0
    for row in rows:
        row.paragraph = bisect_right(bases, row.start - 1) - 1
        base = bases[row.paragraph] + 1
        row.start, row.end = row.start - base, row.end - base
        position = position + 1 if row.paragraph == last else 1
        row.position, last = position, row.paragraph
    return rows
