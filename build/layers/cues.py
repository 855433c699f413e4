"""Places where a statement may be: found in a whole document at once, so that the rest of it is never looked at.

A cue is a word with what stands before it: a subject after a sentence's end or a comma, a verb of the lexicon after
a conjunction, a modal of obligation. Most cues lead to nothing; the grammar of sentences decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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

        heads = sorted({head.split(" ", 1)[0] for head in SPEAKERS})
        articles = [a + " " for article in _ARTICLES for a in (article, article.lower())]
        pronouns = ("we ", "We ", "they ", "They ", "we,", "We,", "they,", "They,", "we:", "We:", "WE:")
        verbs = [*forms, *AUXILIARIES]
        shared = [f"{modal}," for modal in ("shall", "will", "should", "must")]
        coordinated = [*(f"{word} " for word in (*verbs, *ADVERBS)), *INSERTED, *shared]
        opening = [
            f"{form} " for word in (*verbs, *ADVERBS, "once") for form in (word, word.capitalize(), word.upper())
        ]
        # kind, what stands before the word, the word
        groups: list[tuple[int, Sequence[str], Sequence[str]]] = [
            (SUBJECT, (*_SENTENCE, *_PAUSE), [*heads, *articles, "It ", "it ", "THE ", "WE ", "WE,"]),
            (
                SUBJECT,
                (*_SENTENCE, *_PAUSE),
                [the + word for the in ("The ", "the ") for word in (*_CAPITALS, *heads, *MODIFIERS)],
            ),
            (SUBJECT, (*_SENTENCE, ", ", "; "), [first + second for first in _CAPITALS for second in _CAPITALS]),
            (SUBJECT, (" ", "\n", "\u201c", '"', ";"), pronouns),
            (FRONT, _SENTENCE, [word.capitalize() + " " for word in SHORT_FRONTS]),
            (VERB, _CONJUNCTIONS, coordinated),
            (VERB, (" and, ",), [*INSERTED, *(f"{adverb}," for adverb in ADVERBS)]),
            (OBLIGATION, (" ",), [word + after for word in (*MODALS, *duties) for after in " ,"]),
            (NEED, _SENTENCE, ("There is ",)),
            (OPENING, ("\n",), [*opening, "HAVE ", "DO ", "HEREBY ", *"\u2013\u2014-\u2022*(0123456789"]),
        ]
        patterns: dict[str, tuple[int, int]] = {}
        for kind, befores, words in groups:
            for before in befores:
                value = (kind, 0 if kind == VERB else len(before))
                for word in words:
                    patterns.setdefault(before + word, value)
        self._kinds = [kind for kind, _ in patterns.values()]
        self._shifts = [shift for _, shift in patterns.values()]
        self._automaton = AhoCorasick(
            list(patterns), matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA
        )

    def find(self, text: str) -> list[tuple[int, int]]:
        """The cues of a text that begins with a line feed and has one before each paragraph: (place of the word, kind).

        They are in order, each once; of a verb the place is that of the blank or comma before it.
        """
        shifts, kinds = self._shifts, self._kinds
        matches = self._automaton.find_matches_as_indexes(text, overlapping=True)
        return sorted({(start + shifts[index], kinds[index]) for index, start, _ in matches})
