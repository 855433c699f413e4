"""Which phrases a reader could identify an instrument by: the rules of each head noun.

What a head needs stands in the curated list of heads: `complement`, `capital`, `named`, `owner`, `governing`,
`infinitive`, `subject`, `speaker`, `acronym` or `never`; and what it needs beside that with a capital.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ..authorities import Head
from .mentions import Phrase
from .numbers import NUMBERED, president_end
from .words import ACTS, BODIES, DETERMINERS, ITSELF, POINTING, POINTING_BACK, YEAR

#: Before a phrase these make it mean any instrument of the kind, or the document itself.
_UNSPECIFIC = frozenset("any such each no every other another certain this present these those".split())
_OF_YEAR = re.compile(rf"{YEAR} ")
_CAPITAL = re.compile(r"\b[A-Z]")
_COUNTED = re.compile(r" (?:two|three|four|both) $")
_BODY = re.compile(rf"\b(?:{BODIES}|[A-Z]{{2,}})\b")
_PARTIES = (" between the Parties", " between the parties", " between the Contracting Parties")
#: An agreement that is called for, with its subject: "new cultural agreement".
_NEW = re.compile(
    r"new (?!(?:international|bilateral|multilateral|joint|such|comprehensive|legal)\b)[a-z]+(?:al|ic|ary) "
)
#: Before an instrument of any name that is to be made: "a new Convention", "an international Convention".
_INDEFINITE = frozenset({"a", "an"})
#: But what is to stand beside a text is one: "a separate Protocol".
_BESIDE = ("separate ", "additional ", "supplementary ", "special ")
#: What each state or body is to have for itself, whatever it be: "national programme on lakes".
_EACH_ITS_OWN = ("national ", "annual ", "subnational ", "local ")
#: What a head needs of which a phrase can point back to one that has been named.
_NAMED_BEFORE = frozenset({"complement", "owner"})
#: A set that its subject tells.
_OF_SETS = frozenset({"convention", "treaty"})
_RELEVANT = re.compile(r"(?:other )?(?:relevant|existing|international|universal) ")
_ON_SUBJECT = re.compile(r" (?:relating to|concerning|regarding|on|against) ")
_EARLIER = re.compile(r"\b(?:previous|earlier|subsequent)\b")
_OWN_RULES = re.compile(r"\b(?:financial|staff|procedural) $")
_OWN_RULES_END = ("financial ", "staff ", "procedural ")
_GOVERNING = (" governing", " of procedure", " concerning")
_REACHED = re.compile(r"\breach(?:ed|es|ing)? (?:an? )?$")
#: What follows decisions that are told by who took them, or by their numbers.
_OF_BODIES = re.compile(r" (?:to|and|of|by|adopted|taken|made|issued|[Nn]o\.|[A-Z\d])")
#: After a set of decisions this says how such are made, whatever they are.
_PROCEDURE = re.compile(
    r" (?:on [^.,;]{1,90}? )?(?:shall|will|may|are|is) (?:only )?(?:be )?(?:made|taken|adopted|reached)\b"
)
#: What follows a decision that is told by what it decides or by a number.
_TOLD = re.compile(r" (?:to|and|[Nn]o\.|[A-Z\d])")
_WITH_PARTY = re.compile(r" with (?:the )?[A-Z]")
_VAGUE = (
    " to ",
    " in ",
    " with ",
    " of work",
    " between the parties",
    " between the Parties",
    " between the Contracting Parties",
    " among the Parties",
    " among the parties",
    " of the parties",
    " of the Parties",
)


def may_identify(head: Head, text: str, start: int, end: int) -> bool:
    """False where a head in lower case at `start`..`end` tells no instrument, whatever else its phrase has.

    It only spares the reading of the phrase: whether it does tell one, `identifies` says.
    """
    if head.needs == "named":
        return False  # it counts only with a capital
    if head.needs == "speaker":
        return president_end(text, end, len(text)) is not None
    if head.needs == "infinitive":
        return (_OF_BODIES if head.plural else _TOLD).match(text, end) is not None
    if head.type in NUMBERED:
        return True
    if head.needs == "governing":
        return text.startswith(_GOVERNING, end) or text.endswith(_OWN_RULES_END, 0, start)
    return head.needs in _RULES


def identifies(phrase: Phrase, text: str) -> bool:
    """True where the phrase tells which instrument, or which set of them, is meant."""
    if phrase.determiner in ITSELF or (phrase.determiner == "following" and text.startswith(":", phrase.end)):
        return False  # the document itself
    if phrase.numbered:
        return True
    if phrase.head.needs in _NAMED_BEFORE and POINTING_BACK.fullmatch(text, phrase.start, phrase.head_start):
        return True  # "the aforementioned resolution"
    if phrase.proper:
        return _proper(phrase, text)
    if phrase.determiner in _UNSPECIFIC or text.startswith(_EACH_ITS_OWN, phrase.start):
        return False
    rule = _RULES.get(phrase.head.needs)
    return rule is not None and rule(phrase, text, _is_named(phrase, text))


def _is_named(phrase: Phrase, text: str) -> bool:
    """True where a word with a capital belongs to the phrase beside its head."""
    rest = text[phrase.start : phrase.head_start] + text[phrase.head_end : phrase.end]
    return _CAPITAL.search(rest) is not None


def _proper(phrase: Phrase, text: str) -> bool:
    """A head with a capital: a name, or a bare head that stands for one."""
    head = phrase.head
    if head.needs == "never":
        return False
    if head.with_capital == "on" and not text.startswith((" on ", " for "), phrase.head_end):
        return False
    if head.with_capital == "complement" and not phrase.complemented:
        return False
    if not phrase.modified and not phrase.complemented:
        capitals = text[phrase.head_start : phrase.head_end].isupper() and head.needs != "acronym"
        owned = phrase.determiner == "its" and head.type == "charter" and not head.plural
        return (owned or phrase.determiner in ("the", "said", "same")) and not capitals
    if (phrase.determiner in _UNSPECIFIC or head.plural) and not _is_named(phrase, text):
        return False  # "separate Protocols"
    if phrase.determiner in _INDEFINITE and not phrase.complemented and not _is_named(phrase, text):
        return text.startswith(_BESIDE, phrase.start)
    if not phrase.modified and text.startswith(_PARTIES, phrase.head_end):
        return False  # "Agreement between the Parties": any, or the document itself
    if head.needs in ("governing", "subject"):
        return phrase.complemented and head.needs == "governing" and _is_named(phrase, text)
    return True


def _complement(phrase: Phrase, text: str, named: bool) -> bool:
    head = phrase.head
    before = text[phrase.start : phrase.head_start]
    if phrase.determiner == "the" and not head.plural and _OF_YEAR.fullmatch(before):
        return True  # "the 1906 treaty"
    if not phrase.complemented:
        pointing = POINTING.search(before) is not None or _NEW.fullmatch(before) is not None
        if head.plural and head.type in ("agreement", "treaty", "convention") and _CAPITAL.search(before):
            return True  # "EAEC agreements": a set
        return pointing and not head.plural and head.type in ("agreement", "treaty", "convention")
    if head.plural and head.type in _OF_SETS and _RELEVANT.match(before) and _ON_SUBJECT.match(text, phrase.head_end):
        return True  # "relevant international conventions relating to lakes"
    if head.plural and not named and not _COUNTED.search(text, max(0, phrase.start - 8), phrase.start):
        return False
    if _REACHED.search(text, max(0, phrase.start - 16), phrase.start):
        return False  # "to reach an agreement on ...": an act
    vague = text.startswith(_VAGUE, phrase.head_end) and not _WITH_PARTY.match(text, phrase.head_end)
    if vague or ACTS.search(text, phrase.start, phrase.head_start):
        return False
    if (
        head.noun == "agreement"
        and not head.plural
        and not phrase.modified
        and text.startswith(" of ", phrase.head_end)
    ):
        return False  # "with the agreement of the Council": consent
    if not head.plural and not phrase.modified and phrase.determiner not in DETERMINERS:
        return False  # "in agreement on ...": an act, no text
    if head.noun in ("plan", "scheme", "protocol", "charter"):
        return named
    if head.plural and head.type in ("programme", "strategy", "scheme") and phrase.determiner != "the":
        return _CAPITAL.search(text, phrase.start, phrase.head_start) is not None
    if head.noun in ("programme", "program") and phrase.determiner == "the":
        return named or phrase.modified or text.startswith(" for ", phrase.head_end)
    if head.type in ("programme", "strategy", "scheme"):
        return named or (phrase.modified and phrase.determiner in ("the", "a", "an", "draft", ""))
    return True


def _governing(phrase: Phrase, text: str, named: bool) -> bool:
    governed = text.startswith(_GOVERNING, phrase.head_end)
    own = _OWN_RULES.search(text, phrase.start, phrase.head_start) is not None
    return own or (governed and phrase.head.noun != "provisions")


def _infinitive(phrase: Phrase, text: str, named: bool) -> bool:
    if phrase.head.plural:
        # "decisions of the Council": a set; but not how it takes them
        told = phrase.date_printed or phrase.of_dates or _BODY.search(text, phrase.head_end, phrase.end)
        return bool(told) and _PROCEDURE.match(text, phrase.end) is None
    return phrase.infinitive and phrase.determiner in ("the", "their", "its", "our")


def _owner(phrase: Phrase, text: str, named: bool) -> bool:
    """A resolution counts where its body is named: before it, or after "of" and "by"."""
    if phrase.date_printed or phrase.of_dates:
        return True  # "its resolutions of 24 and 28 December 1948"
    if phrase.head.plural and _EARLIER.search(text, phrase.start, phrase.head_start):
        return True  # "and all subsequent resolutions"
    if not named:
        return False
    if phrase.head.plural and phrase.modified and text.startswith(" on ", phrase.head_end):
        return True  # "relevant resolutions on Cyprus"
    before = _CAPITAL.search(text, phrase.start, phrase.head_start) is not None
    return before or _BODY.search(text, phrase.head_end, phrase.end) is not None


def _speaker(phrase: Phrase, text: str, named: bool) -> bool:
    """A statement counts where the President of a council makes it."""
    return president_end(text, phrase.head_end, phrase.end) is not None


def _subject(phrase: Phrase, text: str, named: bool) -> bool:
    """A noun for any kind of text: it counts where its subject and its binding force or its body are told."""
    return phrase.complemented and phrase.modified and not phrase.head.plural and named


_RULES: dict[str, Callable[[Phrase, str, bool], bool]] = {
    "complement": _complement,
    "governing": _governing,
    "infinitive": _infinitive,
    "subject": _subject,
    "owner": _owner,
    "speaker": _speaker,
}
