"""One sentence: which of its verbs are main verbs of the speakers.

Subjects are looked for where a main clause can begin: at the sentence's beginning, after a phrase in front, after a
conjunction. From a subject the verb is read, and from the verb the verbs that are coordinated with it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from . import clauses
from .authors import Authors
from .clauses import SUBORDINATE
from .cues import ADVERBS, CueFinder
from .forces import Forces
from .mainverbs import continues, is_verb, verb_after_complement
from .patterns import trie
from .speakers import MEETINGS, NAME_PHRASE, NOUN_PHRASE, SpeakerReader, Subject
from .verbs import VerbGroup, VerbReader

#: A statement: its start and end, the speaker as printed and by kind, the verb as printed, its lemma and its force.
Found = tuple[int, int, str | None, str, str, str, str]

#: What some subject that a short phrase in front may have before it contains; a quick test.
_STEMS = (
    " it ", " we ", " they ", "tates", "eads of", "arties", "inisters", "eaders", "articipants", " sides", "ountries",
    "embers", "elegations", "resident", "overnments", "Party",
)  # fmt: skip


_WHOSE_VERB = re.compile(r"\b(?:which|that) (?:would|will|are|is|have|has|can|may)\b")
_COMPLEMENT = re.compile(
    r"(?: (?:of|in|at|to|from|for|on|attending|participating|present|gathered|assembled|represented|concerned"
    r"|responsible"
    r"|making|taking|signing|who|meeting|signatory|referred|hereto|themselves|alike|and)\b| ?[,(\u2013\u2014:]| -)"
)
_PRINTED_END = re.compile(r"[ ,;\u2013\u2014:](?:(?<! )|[,;\u2013\u2014:]|- |\((?=here|[A-Z\"\u201c]))")
#: The tenses that a coordinated verb of the lexicon can have, by that of the verb before it.
_LATER_TENSES = {
    "past": {"past", "present", "third"},
    "perfect": {"past", "present", "third"},
    "present": {"present", "third"},
}
_LEXICAL = frozenset({"present", "third", "past"})
_JOIN_BEFORE = re.compile(r"(?:and|but|;|,) $")
#: A conjunction or a comma and what may stand between it and a verb.
_JOIN = re.compile(
    r"[,;]?(?: (?:and|but|or|\u2013|-)(?=[ ,]))?"
    rf"(?:,? (?:(?:to (?:this|that) end|in this (?:regard|connection|context|respect)|on this basis"
    rf"|at the same time|for this purpose"
    rf"|in so doing),?|(?:{trie([*ADVERBS, 'once again', 'once more', 'in turn'])})\b,?))*(?= )"
)
#: A word that may be a verb some way after its subject; which are verbs is looked up, since a pattern for all is slow
#: to make.
_LATER_WORD = re.compile(r" (?P<word>(?!(?:the|of|and|in|to|for|on)\b)[a-z]+(?:-[a-z]+)*)\b(?![-'\u2019]\w)")
#: "..., Have agreed as follows:", after the reasons that the parties give.
_HAVE_AGREED = re.compile(
    r"[,;] (?P<verb>(?:Have|HAVE|have)(?: hereby| HEREBY)? (?:agreed|AGREED|resolved|RESOLVED|decided|DECIDED)\b)"
    r"(?=[^.;]{0,60}(?::|$))"
)
#: Whatever a sentence begins with, "we" after its comma begins the main clause.
_AFTER_FRONT = re.compile(r"(?<!\bwhich)(?<!\bthat)(?<!\bwho)(?<!\bas)(?<!\band)(?<!\bif), $")
#: Further from the last verb of a sentence than this no subject begins another main clause of it.
LONGEST_BETWEEN = 3000
_JOINT = re.compile(r"(?:,|;)? (?:and|but)(?:,? (?:[a-z]+ ){0,3}[a-z]+,)?$")


@dataclass(slots=True)
class Speaking:
    """What is known of who speaks in a document, from one sentence to the next."""

    reader: SpeakerReader
    authors: Authors | None = None
    speaker: str = ""
    plural: bool = True
    #: The number of the sentence that is read, and of the last one in which the speakers were the subject.
    sentence: int = 0
    spoke: int = -9
    #: A subject whose verb stands in a later paragraph.
    pending: Subject | None = None
    pending_printed: str | None = None


class Grammar:
    """What is made once from the lexicon: the verb reader and the patterns over its verbs."""

    def __init__(self, forces: Forces) -> None:
        self.forces = forces
        self.reader = VerbReader(forces)
        # Compiled here and not on import, which must be quick.
        self.phrase = re.compile(NOUN_PHRASE)
        self.name = re.compile(NAME_PHRASE)
        self.inner_phrase = re.compile(
            rf" (?=(?:we|they|it|the|all|both|our|each|every|no|any|either|neither|a|[A-Z]\w+)\b){NOUN_PHRASE}"
        )
        self.inner_name = re.compile(
            r" (?P<named>(?P<the>the )(?P<name>[A-Z][\w-]*(?: (?:(?:of|for|and|on|the"
            r"|in) )*[A-Z][\w-]*){0,6})(?![\w'\u2019-]))"
        )
        duties = [lemma.removeprefix("be ") for lemma in forces.duties]
        forms: dict[str, list[str]] = {"present": [], "past": [], "third": []}
        for form, (_, tense) in self.reader.finite.items():
            forms[tense].append(form)
        self.verbs = frozenset(self.reader.finite)
        self.cues = CueFinder(self.verbs, duties)
        modals = ["will", "shall", "should", "must", "can", "may", "could"]
        plural = ("are", "were", "have", "had", "do", "did")
        singular = ("is", "was", "has", "had", "does", "did")
        #: The finite verbs that a plural subject (True) and a singular one can have.
        self.finite = {
            True: frozenset((*forms["present"], *forms["past"], *modals, *plural)),
            False: frozenset((*forms["third"], *forms["past"], *modals, *singular)),
        }


class SpeakerClauses:
    """One sentence after another, `text` from `low` to `high`, on the way to its statements, which go into `rows`.

    `done` is where the last verb ended.
    """

    __slots__ = (
        "done", "failed", "front", "grammar", "high", "low", "main", "near", "noted", "obliged", "printed", "rows",
        "speaking", "text", "verb",
    )  # fmt: skip

    def __init__(self, grammar: Grammar, speaking: Speaking, text: str) -> None:
        self.grammar = grammar
        self.speaking = speaking
        self.text = text
        self.rows: list[Found] = []
        self.printed: str | None = None
        self.begin(0, 0)

    def begin(self, low: int, high: int) -> None:
        """Go on to the sentence from `low` to `high`."""
        self.low = self.done = low
        self.high = high
        #: The speakers as subject, as printed, and their last verb; None where nothing more can be coordinated with it.
        self.main: Subject | None = None
        self.verb: VerbGroup | None = None
        #: Start and words of the subject of an impersonal clause.
        self.obliged: tuple[int, str] | None = None
        #: Subjects that begin no main clause, and that have no verb.
        self.near: Subject | None = None
        self.noted = low
        self.failed: Subject | None = None
        #: Whether the sentence begins with a phrase in front of its main clause, once that has been asked.
        self.front: bool | None = None

    def _phrase(self, place: int, whole: bool) -> None:
        """A phrase that may be a subject."""
        later = place > self.low
        if later and not self._may_open(place):
            return
        grammar, speakers, authors = self.grammar, self.speaking.reader, self.speaking.authors
        subject = authors.subject(self.text, place, self.high) if authors is not None else None
        match = grammar.phrase.match(self.text, place, self.high) if subject is None else None
        if subject is not None:
            pass
        elif match is not None:
            subject = speakers.phrase(match)
        else:
            match = grammar.name.match(self.text, place, self.high)
            subject = speakers.name(match) if match is not None else None
        if subject is None:
            return
        if later or self.main is not None:
            if subject.body and (self.main is not None or not self._participle_first()):
                return
            if subject.pronoun in ("they", "it") and self.near is None and self.main is None:
                self._note_near(place)
        self._subject(subject, whole)

    def _participle_first(self) -> bool:
        """True where a participle begins the sentence: "Having considered the report, the Committee ..."."""
        space = self.text.find(" ", self.low, self.high)
        return self.text.endswith(("ing", "ed"), self.low, max(space, self.low))

    def _may_open(self, place: int) -> bool:
        """False where the sentence so far tells that no main clause begins at `place`; a quick test."""
        text = self.text
        if self.main is not None or self.obliged is not None:
            return (
                text.startswith((";", "and", "but", ":"), place - 4)
                or text[place - 2] in ";:,"
                or text[place - 1] == ";"
            )
        if self.front is None:
            space = text.find(" ", self.low, self.high)
            word = text[self.low : space if space >= 0 else self.high].strip('"\u201c(,').lower()
            self.front = clauses.fronted(word) or not word.isalpha() or self.speaking.pending is not None
        return (
            self.front
            or self.failed is not None
            or text[place - 2] in ";:-\u2013\u2014"
            or text.startswith(("and", "but", "nd,", "ut,"), place - 4)
        )

    def _note_near(self, at: int) -> None:
        """Remember the speakers as what a pronoun at `at` stands for: "If the Parties agree, they shall ..."."""
        if self.failed is not None or self.speaking.pending is not None:
            self.near = self.failed
            return
        for match in self.grammar.inner_phrase.finditer(self.text, self.noted, at):
            subject = self.speaking.reader.phrase(match)
            if subject is not None and not subject.pronoun:
                self.near = subject
                return
        self.noted = at

    def _after_short_front(self) -> list[Subject]:
        """Subjects after a phrase in front that no comma ends: "In this matter they assign ..."."""
        text, low = self.text, self.low
        speakers = self.speaking.reader
        limit = min(low + 130, self.high)
        comma = text.find(",", low, limit)
        if comma >= 0:
            limit = comma
        front = text[low:limit]
        subjects: list[Subject | None] = []
        for stem in _STEMS:
            if stem in front:
                subjects = [speakers.phrase(match) for match in self.grammar.inner_phrase.finditer(text, low, limit)]
                break
        for name in speakers.organisations:
            if name in front:
                subjects += [speakers.name(match) for match in self.grammar.inner_name.finditer(text, low, limit)]
                break
        return [subject for subject in subjects if subject is not None and not subject.body]

    def _impersonal(self, subject: Subject) -> bool:
        """True where "it" begins a clause of obligation."""
        return False

    # -- the speakers as subject

    def _subject(self, subject: Subject, whole: bool) -> None:
        speaking, text = self.speaking, self.text
        if subject.pronoun in ("they", "it"):
            if subject.pronoun == "it" and self._impersonal(subject):
                return
            resolved = self._resolve(subject)
            if resolved is None:
                return
            subject = resolved
        first = subject.start == self.low and self.main is None and self.obliged is None
        if not first and not self._opens(subject):
            if not (subject.pronoun or subject.body or subject.named) and self.near is None:
                self.near = subject
            if subject.pronoun and _JOIN_BEFORE.search(text, max(self.done, subject.start - 6), subject.start):
                self.verb = None
            return
        found = self._verb_after(subject)
        if found is None:
            if not subject.body:
                self.failed = self.failed or subject
                unfinished = whole and self.done == self.low and text[self.high - 1] not in ".!?"
                if unfinished and subject.pronoun in ("", "we") and ((first and subject.plural) or not subject.named):
                    self._suspend(subject)
            return
        group, printed_end = found
        if (subject.body and not self._speaks(subject, group)) or (
            subject.pronoun and not self._means_speakers(subject, group)
        ):
            return
        if subject.pronoun == "we" and group.entry is not None and group.entry.kind == "duty":
            own = self.grammar.forces.entries.get(group.lemma)  # "we are encouraged" is a feeling
            group.force = own.force if own else "assertive"
        self.take(subject.start, group, subject, text[subject.start : printed_end])
        speaking.speaker, speaking.plural, speaking.spoke = subject.speaker, subject.plural, speaking.sentence
        speaking.pending = None

    def take(self, start: int, group: VerbGroup, subject: Subject, printed: str | None) -> None:
        """A row for a verb of the speakers, and rows for the verbs that are coordinated with it."""
        self._row(start, group, printed, subject.speaker)
        self.main, self.printed, self.verb = subject, printed, group
        self.failed = None

    def _row(self, start: int, group: VerbGroup, printed: str | None, speaker: str) -> None:
        end = self.done = group.end
        self.rows.append((start, end, printed, speaker, self.text[group.start : end], group.lemma, group.force))

    def _resolve(self, subject: Subject) -> Subject | None:
        """The pronoun "they" or "it" with the speaker that it stands for."""
        speaking = self.speaking
        plural = subject.pronoun == "they"
        for other in (self.main, self.near, speaking.pending if plural else None):
            if other is not None and other.plural == plural and (plural or other.speaker == "organisation"):
                return Subject(subject.start, subject.end, other.speaker, plural, subject.pronoun)
        if speaking.speaker and speaking.plural == plural and (plural or speaking.speaker == "organisation"):
            return Subject(subject.start, subject.end, speaking.speaker, plural, subject.pronoun)
        return None

    def _means_speakers(self, subject: Subject, group: VerbGroup) -> bool:
        """True where a pronoun can still mean the speakers: in the next sentence, or with a verb of saying."""
        speaking = self.speaking
        if subject.pronoun == "we" or self.main is not None or self.near is not None:
            return True
        if speaking.pending is not None and speaking.pending.plural:
            return True
        gap = speaking.sentence - speaking.spoke
        return gap <= 1 or bool(group.entry and group.entry.performs and gap <= 6 and speaking.plural)

    def _opens(self, subject: Subject) -> bool:
        """True where the subject begins a main clause; it is not the first words of the sentence."""
        text = self.text
        if self.main is None and self.obliged is None:
            if self.speaking.pending is not None and subject.pronoun == "they":
                return clauses.after_join(text, self.low, subject.start)
            if subject.pronoun == "we" and _AFTER_FRONT.search(text, max(self.low, subject.start - 20), subject.start):
                return True
            return clauses.opens_clause(text, self.low, subject.start, False)
        last = self.done
        if subject.start - last > LONGEST_BETWEEN:
            return False
        between = text[last : subject.start]
        if SUBORDINATE.search(between) and ";" not in between and subject.pronoun != "we":
            relative = _WHOSE_VERB.search(between)
            return relative is not None and bool(subject.pronoun) and clauses.after_join(text, last, subject.start)
        if ";" in between:
            after = last + between.rindex(";") + 2
            return clauses.opens_clause(text, after, subject.start, True) or clauses.after_join(
                text, last, subject.start
            )
        return _JOINT.search(between.rstrip()) is not None

    def _verb_after(self, subject: Subject) -> tuple[VerbGroup, int] | None:
        """The verb of a subject and where the subject ends as printed."""
        text, high, at = self.text, self.high, subject.end
        open_head = text[at - 3 : at] == " of"
        if not open_head:
            known = subject.named or (subject.speaker == "organisation" and not subject.pronoun)
            group = self.grammar.reader.read(text, at, high, subject.plural, known)
            if group is not None and is_verb(text, group):
                return group, at
        if subject.body or not (open_head or _COMPLEMENT.match(text, at, high) or " of " in text[subject.start : at]):
            return None
        agreed = _HAVE_AGREED.search(text, at, high) if subject.speaker == "member_states" else None
        if agreed is not None:
            group = self.grammar.reader.read(text, agreed.start("verb") - 1, high, subject.plural, True)
            stop = _PRINTED_END.search(text, at, agreed.start("verb"))
            if group is not None:
                return group, max(stop.start(), subject.end) if stop else at
        verbs = self.grammar.finite[subject.plural]
        for match in _LATER_WORD.finditer(text, at, high):
            if match["word"] not in verbs:
                continue
            group = verb_after_complement(self.grammar.reader, text, at, match.start("word"), high, subject.plural)
            if group is not None:
                stop = _PRINTED_END.search(text, at, group.start)
                if stop is not None:
                    return group, max(stop.start(), subject.end)
                return group, subject.start + len(clauses.without_adverbs(text[subject.start : group.start]))
        return None

    def _speaks(self, subject: Subject, group: VerbGroup) -> bool:
        """True where a body does what its verb names, and so is the author: "The Council condemns ..."."""
        entry = group.entry
        said = self.grammar.forces.verbs.get(group.lemma.split(" ", 1)[0])
        if entry is None or not entry.performs or (said is not None and said.ordinary):
            return False
        return group.tense == "third" or (group.tense == "past" and subject.body in MEETINGS)

    def _suspend(self, subject: Subject) -> None:
        """Keep a subject whose verb stands in a later paragraph."""
        end = _PRINTED_END.search(self.text, subject.end, self.high)
        printed = self.text[subject.start : end.start() if end else subject.end].rstrip(" :,")
        self.speaking.pending, self.speaking.pending_printed = subject, printed

    # -- coordinated verbs

    def _coordinated(self, place: int) -> None:
        """A row for the verb at `place` if it is coordinated with the last one."""
        text, subject, last = self.text, self.main, self.verb
        match = _JOIN.match(text, place, self.high)
        if match is None or subject is None or last is None:
            return
        tenses = _LATER_TENSES[last.tense] if last.tense in _LATER_TENSES else _LATER_TENSES["present"]
        end = text.find(" ", match.end() + 1, self.high)
        form = self.grammar.reader.plain.get(text[match.end() + 1 : end]) if end >= 0 else None
        if form is not None and form[1] not in tenses:
            return
        second = self.grammar.reader.read(text, match.end(), self.high, subject.plural, True)
        if second is None or (second.tense in _LEXICAL and second.tense not in tenses):
            return
        start = place - 1 if text[place - 1] == "," else place
        if continues(self.grammar.forces, text, last, second, text[last.end : start], text[start : match.end()]):
            self._row(second.start, second, self.printed, subject.speaker)
            self.verb = second
