"""Places where a statement may be: found in a whole document at once, so that the rest of it is never looked at.

A cue is a word with what stands before it: a subject after a sentence's end or a comma, a verb of the lexicon after
a conjunction, a modal of obligation. Most cues lead to nothing; the grammar of sentences decides.
"""

from __future__ import annotations

from collections.abc import Iterable

from .clauses import SHORT_FRONTS
from .speakers import MODIFIERS, SPEAKERS

#: Kinds of cues: a phrase that may be a subject, a phrase in front that no comma need end, a verb that may be
#: coordinated, a word of obligation, "there is a need", and a paragraph that begins with a verb.
SUBJECT, FRONT, VERB, OBLIGATION, NEED, OPENING = range(6)

_CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SENTENCE = ("\n", ". ", "? ", "! ", "\u201c", '"', "\u201d ", '" ', ".")
_PAUSE = (", ", "; ", ": ", ") ", "\u2013 ", "\u2014 ", "- ", " and ", " but ", ";")
_ARTICLES = "All Both Our These Each Every Either Neither No Any A".split()
_CONJUNCTIONS = (" and ", " but ", " or ", ", ", "; ", "\u2013 ", "- ")
#: Adverbs that may stand between a conjunction and its verb, or begin a paragraph of a resolution.
ADVERBS = (
    "also further hereby therefore thus then again jointly strongly firmly fully highly deeply decisively resolutely "
    "consistently categorically sincerely particularly especially actively unanimously solemnly accordingly "
    "warmly duly gladly "
    "clearly equally explicitly formally consequently earnestly urgently gravely hence always never now still "
    "all both likewise "
    "furthermore moreover unequivocally unreservedly vigorously expressly specifically"
).split()
INSERTED = (
    "to this end", "to that end", "in this", "on this basis", "at the same time", "for this purpose", "in so doing",
    "once again", "once more", "in turn",
)  # fmt: skip
AUXILIARIES = ("will shall should must can may could are is were was have has had do does").split()
MODALS = ("should", "must", "shall", "ought to", "needs to", "has to", "have to", "need to")


class CueFinder:
    """Finds cues with the verbs of one lexicon; `forms` are finite forms, `duties` participles that lay a duty."""

    def __init__(self, forms: Iterable[str], duties: Iterable[str]) -> None:
        from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

        patterns: dict[str, tuple[int, int]] = {}

        def add(kind: int, before: str, word: str) -> None:
            patterns.setdefault(before + word, (kind, len(before)))

        heads = {head.split(" ", 1)[0] for head in SPEAKERS}
        for before in (*_SENTENCE, *_PAUSE):
            for word in (*heads, *(a + " " for article in _ARTICLES for a in (article, article.lower()))):
                add(SUBJECT, before, word)
            for word in ("It ", "it ", "THE ", "WE ", "WE,"):
                add(SUBJECT, before, word)
            for article in ("The ", "the "):
                for word in (*_CAPITALS, *heads, *MODIFIERS):
                    add(SUBJECT, before, article + word)
            if before in (*_SENTENCE, ", ", "; "):
                for letter in _CAPITALS:
                    for second in _CAPITALS:
                        add(SUBJECT, before, letter + second)
        for word in ("we ", "We ", "they ", "They ", "we,", "We,", "they,", "They,", "we:", "We:", "WE:"):
            for before in (" ", "\n", "\u201c", '"', ";"):
                add(SUBJECT, before, word)
        for word in SHORT_FRONTS:
            for before in _SENTENCE:
                add(FRONT, before, word.capitalize() + " ")
        verbs = [*forms, *AUXILIARIES]
        for before in _CONJUNCTIONS:
            for word in (
                *(form + " " for form in verbs),
                *(adverb + " " for adverb in ADVERBS),
                *INSERTED,
                *(modal + "," for modal in ("shall", "will", "should", "must")),
            ):
                add(VERB, before, word)
        for word in (*(insert for insert in INSERTED), *(adverb + "," for adverb in ADVERBS)):
            add(VERB, " and, ", word)
        for word in (*MODALS, *duties):
            for after in (" ", ","):
                add(OBLIGATION, " ", word + after)
        for before in _SENTENCE:
            add(NEED, before, "There is ")
        for form in (*verbs, *ADVERBS, "once"):
            for word in (form, form.capitalize()):
                add(OPENING, "\n", word + " ")
        for word in ("HAVE ", "DO ", "HEREBY ", *"\u2013\u2014-\u2022*(0123456789"):
            add(OPENING, "\n", word)
        self._values = list(patterns.values())
        self._automaton = AhoCorasick(
            list(patterns), matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA
        )

    def find(self, text: str) -> list[tuple[int, int]]:
        """The cues of a text that begins with a line feed and has one before each paragraph: (place of the word, kind).

        They are in order, each once; of a verb the place is that of the blank or comma before it.
        """
        values = self._values
        cues = set()
        for index, start, _ in self._automaton.find_matches_as_indexes(text, overlapping=True):
            kind, before = values[index]
            cues.add((start if kind == VERB else start + before, kind))
        return sorted(cues)
