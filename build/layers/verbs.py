"""Verb groups: from the words after a subject to the verb, its lemma and its force.

A group is an optional modal or auxiliary, adverbs and the verb with its tail: "have formally signed", "are firmly
convinced", "express profound concern", "call upon". Verbs of the force lexicon are known by their forms; any other is
told by its ending and its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .forces import ADVERB, Entry, Forces
from .inflection import inflect, lemma_of

MODALS = frozenset("will shall should must would can could may might ought cannot".split())
BE = {"are": "plural", "is": "singular", "were": "plural", "was": "singular"}
HAVE = {"have": "plural", "has": "singular", "had": ""}
DO = {"do": "plural", "does": "singular", "did": ""}
_AUXILIARIES = frozenset({*MODALS, *BE, *HAVE, *DO})

#: Words that are no verb, whatever they end in.
NOT_VERBS = frozenset(
    "the a an of on for and to in at by from with as or nor but which that who whom whose this these those than into "
    "upon under between among during within without through towards toward against over about after before since "
    "until while when where whether if because per via inter alia concerned involved present gathered assembled "
    "represented referred including regarding concerning and their its our it them themselves ourselves itself "
    "respective such other others some any every no not only alone based led attending participating hereto thereto "
    "herein mentioned listed named pursuant due according together along vis here there".split()
)
#: Endings of nouns and adjectives, which no finite verb has.
_NO_VERB = re.compile(
    r"(?:[a-z]*(?:tion|sion|ment|ness|ity|ance|ence|ship|ism|ous|ful|able|ible|ical|ly|ing)|[a-z]{1,2})$"
)
_ADJECTIVE = re.compile(
    r"(?:[a-z]+(?:ed|en|al|ive|ful|ent|ant|able|ible|ous|ary|ory|ic|less|ar|ble|id|ite|ate)"
    r"|open|just|devoid|free|able|aware|sure|new|true|clear|due|subject|crucial|keen|proud|glad|far|ready|firm|strong"
    r"|equal"
    r"|bound|made|held|taken|drawn|set|built|led|brought|known|begun|found|put|kept|left|laid|met|seen|felt|done|gone"
    r"|at|under|party|worth|wholly|one|key|complementary|necessary)$"
)
_NOT_ADJECTIVE = frozenset("president government parliament moment element instrument agent agreement".split())

_HEAD = re.compile(rf"(?P<adverbs>(?:,? {ADVERB}(?: and {ADVERB})?,?(?= ))*) (?P<word>[A-Za-z]+)\b(?![-'\u2019]\w)")
_OPENING = re.compile(
    r"(?P<adverbs>(?:(?i:also|further|strongly|again|once again|furthermore|hereby|[a-z]+ly) )*)(?P<word>[A-Za-z]+)\b"
)
_AFTER_MODAL = re.compile(
    rf"(?P<second>,? and (?P<modal>must|should|will"
    rf"|shall)\b)?(?: {ADVERB})*(?:,[^,;.]{{1,90}}, ?)?(?P<adverbs>(?:,? {ADVERB}"
    r",?)*) ?(?<= )(?P<word>[A-Za-z]+)\b"
)
_AFTER_AUX = re.compile(
    rf"(?:,[^,;.()]{{1,60}},)?(?P<adverbs>(?: {ADVERB}(?: and {ADVERB})?,?)*) (?P<word>[A-Za-z]+)\b"
)
_EXPRESSED = re.compile(
    r"(?: (?!(?:that|to|of|for|in|on|at|with|by|as)\b)[\w'\u2019-]+){1,5}(?= (?:for|over|about|at|that|to|in|on"
    r"|of|with|by)\b|[.,;])"
)
_HIGHLY = re.compile(r"\bhighly$")


@dataclass(slots=True)
class VerbGroup:
    """A verb group; offsets in the text that was read. `tense` is how its finite verb is marked."""

    start: int
    end: int
    lemma: str
    force: str
    tense: str
    entry: Entry | None = None
    word_end: int = 0
    known: bool = True


class VerbReader:
    """Reads verb groups with one lexicon; made once."""

    def __init__(self, forces: Forces) -> None:
        self.forces = forces
        self.finite: dict[str, tuple[str, str]] = {}
        self.participles: dict[str, str] = {}
        self.progressives: dict[str, str] = {}
        self.bases: dict[str, str] = {}
        verbs = {entry.lemma for entry in forces.verbs.values()} | set(forces.tails)
        for verb in sorted(verbs - {"be", "there"}):
            forms = inflect(verb)
            for form in forms.past:
                self.finite[form] = (verb, "past")
            for form in forms.third:
                self.finite[form] = (verb, "third")
            for form in forms.base:
                self.finite.setdefault(form, (verb, "present"))
                self.bases[form] = verb
            for form in forms.participle:
                self.participles.setdefault(form, verb)
            for form in forms.progressive:
                self.progressives[form] = verb
        self.plain = {form: finite for form, finite in self.finite.items() if finite[0] not in ("need", "have", "do")}

    def read(self, text: str, at: int, limit: int, plural: bool, known: bool = False) -> VerbGroup | None:
        """The verb group that begins at the blank or comma at `at`; None where the words there are none.

        `plural` is the number of the subject, with which the verb must agree; `known` asks for an auxiliary or a
        verb of the lexicon.
        """
        # Mostly the verb or its auxiliary stands at once: that is worth a way of its own.
        start = at + 1
        end = text.find(" ", start, limit)
        if end > 0 and text[at] == " ":
            word = text[start:end]
            finite = self.plain.get(word)
            if finite is not None:
                verb, tense = finite
                if tense == ("third" if plural else "present"):
                    return None
                return self._with_tail(text, start, end, limit, verb, tense)
            if word in _AUXILIARIES:
                group = self._group(text, start, end, limit, word, plural, known)
                if group is not None and text.find(" not ", end, group.end) >= 0:
                    self._deny(group)
                return group
        match = _HEAD.match(text, at, limit)
        return self._read(text, match, limit, plural, known) if match else None

    def read_opening(self, text: str, at: int, limit: int, plural: bool) -> VerbGroup | None:
        """The verb group with which a paragraph begins whose subject stands elsewhere: "Also requests"."""
        match = _OPENING.match(text, at, limit)
        return self._read(text, match, limit, plural, True) if match else None

    def _read(self, text: str, match: re.Match[str], limit: int, plural: bool, known: bool) -> VerbGroup | None:
        start, end = match.span("word")
        group = self._group(text, start, end, limit, match["word"].lower(), plural, known)
        if group is not None:
            adverbs = match["adverbs"]
            if text.find(" not ", end, group.end) >= 0:
                self._deny(group)
            if adverbs and _HIGHLY.search(adverbs) and f"{group.lemma} highly" in self.forces.entries:
                group.start = match.start("adverbs") + adverbs.rindex("highly")
                group.lemma += " highly"
                group.entry = self.forces.entries[group.lemma]
                group.force = group.entry.force
        return group

    def _group(
        self, text: str, start: int, end: int, limit: int, word: str, plural: bool, known: bool
    ) -> VerbGroup | None:
        """The group whose finite verb is `word`, which stands from `start` to `end`."""
        if word in MODALS:
            return self._modal(text, start, end, limit, word)
        if word in BE:
            return self._be(text, start, end, limit) if BE[word] == ("plural" if plural else "singular") else None
        if word in HAVE:
            wrong = HAVE[word] == ("singular" if plural else "plural")
            return None if wrong else self._have(text, start, end, limit)
        if word in DO:
            wrong = DO[word] == ("singular" if plural else "plural")
            return None if wrong else self._do(text, start, end, limit)
        return self._lexical(text, start, end, limit, word, plural, known)

    def _deny(self, group: VerbGroup) -> None:
        """Give a group its negation, with which it may have another force."""
        group.lemma = _negate(group.lemma)
        denied = self.forces.entries.get(group.lemma)
        if denied is not None:
            group.entry, group.force = denied, denied.force

    # -- the finite verb

    def _modal(self, text: str, start: int, end: int, limit: int, modal: str) -> VerbGroup | None:
        match = _AFTER_MODAL.match(text, end, limit)
        if match is None:
            return None
        modal = (match["modal"] or modal).lower()
        word, at = match["word"].lower(), match.end("word")
        if modal == "ought":
            if word != "to" or (match := _AFTER_AUX.match(text, at, limit)) is None:
                return None
            word, at = match["word"].lower(), match.end("word")
        if word == "be":
            group = self._be(text, start, at, limit)
        elif word == "have":
            group = self._have(text, start, at, limit)
        elif word in NOT_VERBS:
            return None
        else:
            verb = self.bases.get(word, word)
            group = self._with_tail(text, start, at, limit, verb, "modal")
        group.tense = modal
        entry = self.forces.modals.get(modal)
        if modal != "will":
            group.lemma = f"{modal} {group.lemma}"
        if modal == "would" and group.lemma == "would like":
            group.lemma = "like"
        elif entry is not None:
            group.force, group.entry = entry.force, entry
        return group

    def _be(self, text: str, start: int, end: int, limit: int) -> VerbGroup:
        """After a form of "be": a predicate adjective, a participle, or nothing that belongs to the verb."""
        tail = self.forces.tail("be", text, end, limit)
        if tail is not None:
            return VerbGroup(start, tail[0], tail[1].lemma, tail[1].force, "be", tail[1], end)
        match = _AFTER_AUX.match(text, end, limit)
        if match is None:
            return self._plain("be", start, end, "be")
        word, at = match["word"].lower(), match.end("word")
        if word == "being":
            return self._be(text, start, at, limit)
        if word in self.progressives or (word.endswith("ing") and len(word) > 5):
            verb = self.progressives.get(word) or lemma_of(word)
            return self._with_tail(text, start, at, limit, verb, "be")
        if text[match.start("word")].isupper() and not match["word"].isupper():
            return self._plain("be", start, end, "be")
        predicate = word in self.participles or (_ADJECTIVE.match(word) and word not in _NOT_ADJECTIVE)
        if predicate and (word not in NOT_VERBS or word.endswith("ed") or word == "led"):
            lemma = f"be {word}"
            entry = self.forces.entries.get(lemma)
            part = self.forces.tail(self.participles.get(word, ""), text, at, limit)
            if part is not None and part[1].kind == "phrase":
                lemma, at = f"{lemma}{text[at : part[0]].lower()}", part[0]
            return VerbGroup(start, at, lemma, entry.force if entry else "assertive", "be", entry, end)
        return self._plain("be", start, end, "be")

    def _have(self, text: str, start: int, end: int, limit: int) -> VerbGroup:
        """After a form of "have": a perfect, an obligation ("have to") or a light noun ("have the right")."""
        match = _AFTER_AUX.match(text, end, limit)
        word = match["word"].lower() if match else ""
        if match and word == "been":
            return self._be(text, start, match.end("word"), limit)
        if match and word == "to" and (after := _AFTER_AUX.match(text, match.end("word"), limit)):
            return self._under(self._infinitive(text, start, after, limit), "have to")
        if match and (word in self.participles or (word.endswith("ed") and word not in ("need",))):
            verb = self.participles.get(word) or lemma_of(word)
            return self._with_tail(text, start, match.end("word"), limit, verb, "perfect")
        tense = "past" if text.startswith(("had", "Had"), start) else "present"
        return self._with_tail(text, start, end, limit, "have", tense)

    def _do(self, text: str, start: int, end: int, limit: int) -> VerbGroup | None:
        match = _AFTER_AUX.match(text, end, limit)
        word = match["word"].lower() if match else ""
        if match is None or word not in self.bases:
            return self._with_tail(text, start, end, limit, "do", "present")
        return self._with_tail(text, start, match.end("word"), limit, self.bases[word], "present")

    def _lexical(
        self, text: str, start: int, end: int, limit: int, word: str, plural: bool, known: bool
    ) -> VerbGroup | None:
        printed = text[start:end]
        if not (printed.islower() or printed.isupper() or start == 0 or known):
            return None
        finite = self.finite.get(word)
        if finite is not None:
            verb, tense = finite
            if tense == ("third" if plural else "present"):
                return None
            if verb == "need" and text.startswith(" to ", end) and (m := _AFTER_AUX.match(text, end + 3, limit)):
                return self._under(
                    self._with_tail(text, start, m.end("word"), limit, m["word"].lower(), tense), "need to"
                )
            return self._with_tail(text, start, end, limit, verb, tense)
        if known or not plural or word in NOT_VERBS or _NO_VERB.match(word):
            return None
        past = word.endswith("ed")
        if not past and (word.endswith("s") or text.startswith((".", ";", ":"), end)):
            return None
        group = self._with_tail(
            text, start, end, limit, lemma_of(word) if past else word, "past" if past else "present"
        )
        group.known = False
        return group

    # -- what belongs to it

    def _with_tail(self, text: str, start: int, end: int, limit: int, verb: str, tense: str) -> VerbGroup:
        """The group of a verb whose last word ends at `end`, with the tail that the lexicon has for it."""
        forces = self.forces
        entry = forces.verbs.get(verb)
        lemma, last = verb, end
        if text[end : end + 6] == " that " and (verb, "that") not in forces.objects:
            return VerbGroup(start, end, verb, entry.force if entry else "assertive", tense, entry, end)
        tail = forces.tail(verb, text, end, limit) if verb in forces.tails else None
        if tail is None and verb in forces.tails and text[end + 1 : end + 3].isupper():  # "CALLS UPON the ..."
            tail = forces.tail(verb, text[end:limit].lower(), 0, limit - end)
            tail = (tail[0] + end, tail[1]) if tail is not None else None
        if tail is not None:
            last, entry = tail
            lemma = entry.lemma
        elif verb in ("express", "voice") and (noun := _EXPRESSED.match(text, end, limit)):
            last = noun.end()
            lemma = f"{verb} {noun.group().rsplit(' ', 1)[1].lower()}"
        force = entry.force if entry else "assertive"
        if entry is not None and entry.performs and (force == "assertive" or force == "declarative"):
            deciding = forces.object_of(lemma, text, last, limit)
            if deciding is not None:
                entry, force = deciding, deciding.force
        return VerbGroup(start, last, lemma, force, tense, entry, end)

    def _plain(self, lemma: str, start: int, end: int, tense: str) -> VerbGroup:
        entry = self.forces.verbs.get(lemma)
        return VerbGroup(start, end, lemma, entry.force if entry else "assertive", tense, entry, end)

    def _infinitive(self, text: str, start: int, match: re.Match[str], limit: int) -> VerbGroup:
        word, end = match["word"].lower(), match.end("word")
        if word == "be":
            return self._be(text, start, end, limit)
        return self._with_tail(text, start, end, limit, self.bases.get(word, word), "present")

    def _under(self, group: VerbGroup, modal: str) -> VerbGroup:
        """The same group under an expression that stands for a modal: "need to act"."""
        entry = self.forces.modals.get(modal)
        group.lemma, group.tense = f"{modal} {group.lemma}", modal
        if entry is not None:
            group.force, group.entry = entry.force, entry
        return group


def _negate(lemma: str) -> str:
    """The lemma with its negation: "should be identified" gives "should not be identified"."""
    first, _, rest = lemma.partition(" ")
    return f"{first} not {rest}" if first in MODALS and rest else f"not {lemma}"
