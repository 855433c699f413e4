"""The force lexicon: what is done with a verb, by Searle's five classes.

The entries stand in `data/curated/forces.csv`; a tail is what a verb takes in beside itself (a fixed preposition, a
predicate adjective, the noun of a light verb), an object a noun that decides the force but stays outside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..curatedcsv import read_rows
from ..faults import Fault, FaultsFound, quote
from .patterns import trie

FORCES = ("assertive", "commissive", "directive", "expressive", "declarative")
PERFORMS = ("yes", "no", "either")
KINDS = ("modal", "verb", "adverb", "manner", "phrase", "adjective", "duty", "noun", "object")
#: Kinds whose lemma is a verb with what follows it.
_TAILS = ("manner", "phrase", "adjective", "duty", "noun")

#: Adverbs that may stand inside a verb group or before it; those in -ly are told by their ending.
ADVERB = (
    r"(?:(?!(?:apply|reply|rely|supply|comply|imply|ally|multiply)\b)[a-z]+ly|also|further|again|hereby|therefore"
    r"|thus"
    r"|so|now|still|today|all|both|each|never|always|ever|just|too|then|already|likewise|hence|indeed|however"
    r"|nevertheless|furthermore|moreover|once (?:again|more)|in turn|as well|as before|as always|at once"
    r"|in particular|in general|in principle|in this regard|more|most|very|well|not|of course|[A-Z]+LY|HEREBY"
    r"|ALSO|FURTHER)\b"
)
#: A word that may stand between a light verb and its noun.
_FILLER = (
    r"(?:(?: (?!(?:that|to|of|for|in|on|at|with|by|from|as|which|who|into|over|about|is|are|was|were|will)\b)"
    r"[\w'\u2019-]+){0,5}?)"
)
#: What attitudes and commitments must belong to the speakers, so no article brings them on.
_OWN = r"(?! (?:the|a|an|this|that|these|those|any|every|no)\b)"


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of the lexicon. `performs` is true of verbs by which the speakers do what the verb names;
    `ordinary` of those among them that also report any act, so that "to meet and review" is no second main verb."""

    lemma: str
    object: str
    kind: str
    force: str
    performs: bool
    ordinary: bool = False


@dataclass(frozen=True)
class Forces:
    """The lexicon, indexed: verbs and modals by lemma, tails by verb, objects by noun."""

    verbs: dict[str, Entry]
    modals: dict[str, Entry]
    tails: dict[str, list[Entry]]
    light: frozenset[str]
    entries: dict[str, Entry]
    duties: dict[str, Entry]
    objects: dict[tuple[str, str], Entry] = field(default_factory=dict)
    #: Patterns for the tails of the verbs that were looked up; made when first needed, since most texts use few.
    _patterns: dict[str, re.Pattern[str]] = field(default_factory=dict)
    _object: re.Pattern[str] | None = None

    def tail(self, verb: str, text: str, at: int, limit: int) -> tuple[int, Entry] | None:
        """The tail of `verb` that begins at `at`, and where it ends: "concern" after "express profound"."""
        own = self.tails.get(verb)
        if own is None or (verb not in self.light and text.startswith(_NO_TAIL, at)):
            return None
        pattern = self._patterns.get(verb)
        if pattern is None:
            pattern = self._patterns[verb] = _tail_pattern(own)
        match = pattern.match(text, at, limit)
        if match is None or match.lastgroup is None:
            return None
        if match.lastgroup == "duty":
            return match.end(), self.duties[f"{verb} {match['duty']}"]
        words = f"{verb} {_TAIL_PREFIX.get(match.lastgroup, '')}{match[match.lastgroup].lower()}"
        return match.end(), self.entries[words]

    def object_of(self, lemma: str, text: str, at: int, limit: int) -> Entry | None:
        """The object noun after a verb of saying that decides the force: "need" in "stress the need to ..."."""
        if text.startswith(" that ", at) and (lemma, "that") in self.objects:
            return self.objects[lemma, "that"]
        match = self._object.match(text, at, limit) if self._object else None
        if match is None:
            return None
        noun = match["noun"] or match["own"] or f"{match['act']} of doing"
        return self.objects.get((lemma, noun)) or self.objects.get(("*", noun))


#: After these words a verb has no tail, unless its noun may follow.
_NO_TAIL = (" the ", " that ", " their ", " our ", " its ")
_TAIL_PREFIX = {"manner": "with "}


def read_forces(text: str, file: str = "forces.csv") -> Forces:
    """The lexicon from the text of `forces.csv`.

    Raises FaultsFound for a force, a kind or a `performs` that there is not, an entry without what its kind needs,
    and one that stands twice.
    """
    entries: list[Entry] = []
    faults: list[Fault] = []
    seen: dict[tuple[str, str, str], str] = {}
    for row, place in read_rows(text, file, ("lemma", "object", "kind", "force", "performs", "reason")):
        faults += _wrong(row, place, file, seen)
        entries.append(
            Entry(
                row["lemma"],
                row["object"],
                row["kind"],
                row["force"],
                row["performs"] != "no",
                row["performs"] == "either",
            )
        )
    if faults:
        raise FaultsFound(faults)
    tails: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.kind in _TAILS:
            tails.setdefault(entry.lemma.split(" ", 1)[0], []).append(entry)
    objects = {(entry.lemma, entry.object): entry for entry in entries if entry.kind == "object"}
    return Forces(
        verbs={entry.lemma: entry for entry in entries if entry.kind == "verb"},
        modals={entry.lemma: entry for entry in entries if entry.kind == "modal"},
        tails=tails,
        light=frozenset(verb for verb, own in tails.items() if any(entry.kind == "noun" for entry in own)),
        entries={entry.lemma: entry for entry in entries if entry.kind not in ("object", "duty")},
        duties={entry.lemma: entry for entry in entries if entry.kind == "duty"},
        objects=objects,
        _object=_object_pattern(objects.values()),
    )


def _wrong(row: dict[str, str], place: str, file: str, seen: dict[tuple[str, str, str], str]) -> list[Fault]:
    """What is wrong with one row; `seen` has the places of those before it by what tells them apart."""
    faults = []
    lemma = row["lemma"]
    for column, allowed in (("kind", KINDS), ("force", FORCES), ("performs", PERFORMS)):
        if row[column] not in allowed:
            problem = f"{quote(row[column])} is no {column}, for {quote(lemma)}."
            faults.append(Fault(file, place, "value", problem, f"Use one of: {', '.join(allowed)}.", row[column]))
    if row["kind"] in _TAILS and " " not in lemma:
        problem = f"{quote(lemma)} is of kind {row['kind']}, and has no word after its verb."
        faults.append(Fault(file, place, "value", problem, "Write verb and tail with a blank between them.", lemma))
    if row["kind"] == "object" and not row["object"].strip():
        problem = f"{quote(lemma)} is of kind object, and names none."
        faults.append(Fault(file, place, "key-missing", problem, "Give the noun in the column 'object'.", lemma))
    key = (lemma, row["object"], row["kind"])
    if seen.setdefault(key, place) != place:
        problem = f"{quote(lemma)} stands as {row['kind']} in {seen[key]} already."
        faults.append(Fault(file, place, "alias-clash", problem, "Keep one of the two.", lemma))
    return faults


def _tail_pattern(entries: list[Entry]) -> re.Pattern[str]:
    """One pattern for all tails of a verb; the group that matched says of which kind the tail is."""
    words = {kind: [e.lemma.split(" ", 1)[1] for e in entries if e.kind == kind] for kind in KINDS}
    parts = []
    if words["manner"]:
        nouns = trie(word.removeprefix("with ") for word in words["manner"])
        parts.append(rf" with (?:[a-z]+ (?:and [a-z]+ )?)?(?P<manner>{nouns})")
    if words["phrase"]:
        parts.append(rf"(?:,? {ADVERB},?)* (?P<phrase>{trie(words['phrase'])})")
    if words["duty"]:
        parts.append(rf"(?: {ADVERB})* (?P<duty>{trie(words['duty'])})(?= to\b|, )")
    if words["adjective"]:
        parts.append(rf"(?: it| this| that)?(?: {ADVERB})* (?P<adjective>{trie(words['adjective'])})")
    if words["noun"]:
        parts.append(rf"{_FILLER} (?P<noun>{trie(words['noun'])})")
    return re.compile(rf"(?:{'|'.join(parts)})\b(?![-'\u2019])")


def _object_pattern(objects: Iterable[Entry]) -> re.Pattern[str]:
    acts = [e.object.removesuffix(" of doing") for e in objects if e.object.endswith(" of doing")]
    plain = [e.object for e in objects if e.force == "directive" and " of doing" not in e.object]
    own = [e.object for e in objects if e.force in ("commissive", "expressive", "declarative")]
    return re.compile(
        rf"(?: of)?(?:{_FILLER} (?P<noun>{trie(plain)})\b|{_FILLER} (?P<act>{trie(acts)})\b(?= of \w+ing\b)"
        rf"|{_OWN}{_FILLER} (?P<own>{trie(own)})\b)"
    )
