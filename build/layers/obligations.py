"""Clauses of obligation: "It is necessary to ...", "X should ...", "X are instructed to ...".

"Shall" counts as "should" does, unless the subject is the document or a part of it, or the verb tells an effect
("shall enter into force", "shall consist of") and no duty.
"""

from __future__ import annotations

import re

from . import clauses
from .clauses import SUBORDINATE, UNDER
from .cues import FRONT, MODALS, NEED, OBLIGATION, SUBJECT, VERB
from .sentences import SpeakerClauses
from .speakers import Subject
from .verbs import VerbGroup

_NEED = re.compile(r"There is(?: [a-z]+ly| also)? (?:an?|the) (?:[a-z]+ ){0,3}?need(?= to\b| for\b)")
_LAID_ON = re.compile(r"(?:(?<= )|^)(?:are|is)(?: (?:hereby|also|further|therefore|[a-z]+ly))* $")
_DOCUMENT = re.compile(
    r"(?:(?i:the|this|these|said|present|any|such|no|each|nothing(?: contained)? in|an?) )*(?:[A-Z][\w-]* )*"
    r"(?i:agreements?|treat(?:y|ies)|charter|conventions?|protocols?|declaration|memorandum|statute|articles?"
    r"|paragraphs?|annex(?:es)?|provisions?|regulations?|reservations?|instruments?|amendments?|signature"
    r"|chapter|section|resolution)\b"
)
_EFFECTS = re.compile(
    r"shall(?: not)? (?:be (?:open|subject|deemed|without|the|a|an|composed|known|called|in force|interpreted"
    r"|construed|understood)|enter|apply|mean|consist|constitute|comprise|remain|come|take effect|affect|prejudice"
    r"|have the|cease|include|expire)\b"
)
_TO_THAT = re.compile(r" (?:to|that|for)\b")
_IS = re.compile(
    r" (?:[a-z]+ly |also |further |now |still |therefore |thus )?"
    r"(?:is|was|has|will|would|remains?|becomes?|became|seems|appears)\b"
)
_CHAIN = re.compile(r"\b(?:can|cannot|can not|could|will|may|must|should) and $")
_NEW_SUBJECT = re.compile(r",? (?:and|but) (?=(?:the |this |these |all |[A-Z]))")


class Sentence(SpeakerClauses):
    """One sentence with all of its statements."""

    __slots__ = ()

    def read(self, cues: list[tuple[int, int]], at: int, after: int, whole: bool) -> int:
        """Find every statement at the cues of the sentence; the number of the first cue behind it.

        `at` is the number of its first cue, and one stands at `after`, where the next sentence begins, or behind it.
        `whole` says that the sentence is all of its paragraph.
        """
        place, kind = cues[at]
        while place < after:
            if place >= self.done:
                if kind == SUBJECT:
                    self._phrase(place, whole)
                elif kind == VERB:
                    if self.verb is not None:
                        self._coordinated(place)
                elif kind == OBLIGATION:
                    if not self.text.startswith(MODALS, place):
                        self._duty(place)
                    else:
                        self._modal(place)
                elif kind == FRONT:
                    if self.main is None:
                        for subject in self._after_short_front():
                            if subject.start >= self.done and self.main is None:
                                self._subject(subject, whole)
                elif kind == NEED:
                    self._need(place)
            at += 1
            place, kind = cues[at]
        return at

    def _impersonal(self, subject: Subject) -> bool:
        """ "It is necessary to ...", "it has also been found necessary to ..."."""
        text = self.text
        if _IS.match(text, subject.end, self.high) is None:
            return False
        group = self.grammar.reader.read(text, subject.end, self.high, False, True)
        if group is None:
            return False
        entry = group.entry
        if group.tense in UNDER:
            entry = self.grammar.forces.entries.get(group.lemma[group.lemma.find("be ") :])
        if entry is None or entry.kind != "adjective" or entry.force != "directive":
            return False
        if not _TO_THAT.search(text, group.end, self.high):
            return False
        joined = self.main is not None or self.obliged is not None
        low = self.done if joined else self.low
        if joined or not clauses.opens_clause(text, low, subject.start, False):
            between = text[low : subject.start]
            inside = SUBORDINATE.search(between) and not (joined and ";" in between)
            if inside or not clauses.after_join(text, low, subject.start):
                return True
        group.force = "directive"
        self._oblige(subject.start, group, subject.start, text[subject.start : subject.end])
        return True

    def _need(self, start: int) -> None:
        """ "There is an urgent need to ..."."""
        need = _NEED.match(self.text, start, self.high)
        entry = self.grammar.forces.entries.get("there be need")
        if need is not None and entry is not None:
            group = VerbGroup(start + 6, need.end(), entry.lemma, entry.force, "be", entry)
            self._oblige(start, group, start, self.text[start : start + 5])

    def _duty(self, start: int) -> None:
        """ "The coordinators are instructed to ...": a participle that lays a duty on its subject."""
        text = self.text
        auxiliary = _LAID_ON.search(text, max(self.low, start - 40), start)
        if self.main is not None or auxiliary is None or " to " not in text[start : self.high]:
            return
        at = auxiliary.start()
        span = clauses.modal_subject(text, self.low, at, self.grammar.verbs)
        if span is None or span[1] < at:
            return
        group = self.grammar.reader.read(text, at - 1, self.high, text[at] == "a", True)
        if group is not None and group.force == "directive":
            self._oblige(span[0], group, span[0], text[span[0] : at].strip())

    def _modal(self, start: int) -> None:
        """ "Efforts should be made ..., must not ...": the subject is what stands before the modal."""
        text, low = self.text, self.low
        if text.startswith("need", start) and text[start - 2] != "s":  # "the need to", not "countries need to"
            return
        if text.startswith("have to date", start):
            return
        between = text[self.done : start]
        if self.main is not None:
            semicolon = between.rfind("; ")
            if semicolon < 0 or SUBORDINATE.search(between[:semicolon]):
                return
            low = self.done + semicolon + 2
            for word in ("and ", "but "):
                if text.startswith(word, low):
                    low += len(word)
        if self.obliged is not None:
            if clauses.without_adverbs(between.rstrip(), "").endswith((",", " and", " but", " or")):
                self._with_modal(self.obliged[0], start, self.obliged[1], True)
                return
            if ";" in between:
                low = self.done + between.rindex(";") + 2
            elif not SUBORDINATE.search(between) and (joints := list(_NEW_SUBJECT.finditer(between))):
                low = self.done + joints[-1].end()
            else:
                return
        chain = _CHAIN.search(text, max(low, start - 12), start)
        at = start - len(chain.group()) if chain else start
        span = clauses.modal_subject(text, low, at, self.grammar.verbs)
        if span is not None:
            self._with_modal(span[0], at, text[slice(*span)], span[1] < at)

    def _with_modal(self, begin: int, at: int, printed: str, again: bool) -> None:
        """A row for a modal at `at`; `again` says that its subject stands before another verb."""
        text = self.text
        shown = clauses.without_adverbs(printed).strip(" ,")
        shall = text.startswith("shall ", at)
        if shall and (_DOCUMENT.match(shown) or _EFFECTS.match(text, at)):
            return
        reader = self.grammar.reader
        group = reader.read(text, at - 1, self.high, True, True) or reader.read(text, at - 1, self.high, False, True)
        if group is None:
            return
        speaker = "impersonal"
        group.force = "directive"
        if self.failed is not None and self.failed.start == begin:
            speaker = self.failed.speaker
            if shall:
                group.force = "commissive"
        self._oblige(at if again else begin, group, begin, shown, speaker)
        self.speaking.spoke = -9

    def _oblige(self, start: int, group: VerbGroup, begin: int, printed: str, speaker: str = "impersonal") -> None:
        self._row(start, group, printed, speaker)
        self.obliged = (begin, printed)
