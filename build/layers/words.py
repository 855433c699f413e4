"""Word classes of English that decide where a phrase around a head noun begins and ends.

Closed classes are listed; open ones are told by their endings. Nothing here is the name of an instrument.
"""

from __future__ import annotations

import re

ARTICLES = frozenset({"the", "a", "an"})
POSSESSIVES = frozenset({"its", "their", "our", "his", "her"})

#: Words before a phrase that are no part of it: articles, demonstratives, numerals, quantifiers.
DETERMINERS = (
    ARTICLES
    | POSSESSIVES
    | frozenset(
        "this that these those all any each every both no some such said same present above following other "
        "another certain many several various two three four five six seven eight nine ten first "
        "second third last".split()
    )
)

#: Before a head these make it mean the document itself.
ITSELF = frozenset({"this", "present"})

#: Words that no name contains at its beginning, although a sentence may print them with a capital.
OUTSIDE_NAMES = DETERMINERS | frozenset(
    "in of on by under to for with and or as at from per pursuant according recalling reaffirming noting "
    "considering having recognizing recognising mindful guided whereas upon within since when while if "
    "which whether also welcoming bearing taking stressing emphasizing emphasising convinced desiring "
    "through after before until during between among concerning regarding including signed adopted ratify "
    "ratifying implement implementing sign article articles chapter annex paragraph section new draft we "
    "they it is are was were shall will must should may can".split()
)

#: Nouns with which names of bodies end, as alternatives of an expression.
BODIES = (
    "Council|Assembly|Commission|Committee|Conference|Congress|Parliament|Board|Meeting|Summit|Union|Organi[sz]ation"
    "|Association|Community|Agency|Bank|Fund|Forum|Court|Tribunal|Secretariat|Office|Authority|Corporation|Institute"
    "|Nations|States"
)
#: A year of a modern text, as an expression.
YEAR = r"(?:1[89]|20)\d\d"

#: Small words inside the names of persons, as alternatives of an expression.
PARTICLES = "bin|ibn|al|el|von|van|de|da|di|du|der|del|la|le|ben|ould|bint"

#: Adjectives that point to an instrument that has been named, as alternatives of an expression.
_BACK = "above[ -]?mentioned|aforementioned|aforesaid|foregoing"
#: Adjectives that stand before a head in lower case and belong to a description of it.
ADJECTIVE = re.compile(
    r"(?:new|existing|draft|joint|robust|credible|strong|updated|revised|amended|enhanced|modern|separate|further|future|comprehensive|framework|interim|key|main|common|single|binding|trade|peace"
    rf"|border|security|corresponding|{_BACK}|[\w-]+(?:-term|-year|-based|lateral|wide|al|ive|ary|ent|iate|ant|ous|ic|able|ible))$"
)
#: Before "agreement" these make an act of agreeing of it, and no text.
ACTS = re.compile(r"\b(?:mutual|common|prior|general|full|unanimous|written|tacit) $")
#: Adjectives that point to an instrument that the sentence tells of.
POINTING = re.compile(r"\b(?:respective|appropriate|relevant|corresponding)\b")
#: The same for one that has been named, perhaps at the beginning of a sentence.
POINTING_BACK = re.compile(rf"(?i:(?:said )?(?:{_BACK})) (?:international )?|said ")

#: Prepositions and participles that begin a complement.
STARTERS = frozenset(
    "of on for under between among concerning regarding against with in governing towards toward to relating "
    "pertaining relative about amending establishing creating supplementing terminating".split()
)
#: Prepositions that may stand inside a noun phrase beside those.
INNER = frozenset("upon from by at as into until beyond through under".split())
#: Of all prepositions, those at which a description in lower case ends.
CLOSING = frozenset("to from by at as into until through under upon with".split())

#: Words at which a noun phrase ends: auxiliaries, relative and personal pronouns, conjunctions, adverbs, and verbs
#: that commonly follow a name.
ENDS = frozenset(
    "is are was were be been being has have had will would shall should may might can could must do does "
    "did not which that who whom whose where when while if because since as by at before after during "
    "within without through upon into until unless including under from than then so but nor however "
    "therefore via per up out over also especially particularly namely such this these those it they we "
    "he she there here remains remain enter enters entered entry came come provides provide contains "
    "contain seems seem continues continue according pursuant said notes expresses plays play "
    "itself themselves him them us".split()
)
IRREGULAR_PARTICIPLES = frozenset(
    "made done held taken drawn given set laid known begun brought agreed concluded".split()
)
#: Words ending in -ed or -ing that are nouns or adjectives here.
NOT_PARTICIPLES = frozenset(
    "need speed building meeting mainstreaming trafficking monitoring funding ageing aging".split()
)
#: After these a participle belongs to the noun that follows.
BEFORE_NOUN = frozenset("the a an of on for and to in its their confidence law decision policy".split())

#: "in" that begins something else than a complement.
OTHER_IN = re.compile(
    r"in\s(?:accordance|order|view|line|connection|conformity|particular|force|effect|this|which|that|its|their|case|respect"
    r"|the\s[A-Z]\w+(?:(?:,|\sand|,\sand)\s[A-Z]\w+)*\slanguages?"
    r"|good|full|part|parallel|addition|the\s(?:spirit|context|course|interests?|event|case|light|near|nearest|framework|city)"
    r"|[A-Z][\w.]+\son\b)"
)


#: What an act is on, inside its name: "Lakes (Keeping of Waters) Act".
STATUTE = re.compile(
    r"(?<=[^\W\d_] )(?P<parenthesis>\([A-Z][\w'\u2019-]*(?: (?:[A-Z][\w'\u2019-]*|of|and|the|for|to|in|on))*\)) $"
)
LONGEST_STATUTE = 80
#: A clause that alone says which instrument is meant: "the agreement reached between A and B", "a treaty which bans".
DEFINING = re.compile(
    r" (?:(?:earlier|previously|already) )?(?:reached|concluded|made|entered into|taken)(?: (?:earlier|previously))? "
    r"(?:by|between|among|at|in|within|with) "
    r"(?P<who>(?:(?! (?:to (?:the|that) extent|for the purposes?)\b)[^,;.:()]){3,220})"
)
RELATIVE = re.compile(
    r" (?:which|that) (?!(?:will|shall|may|can|has|have|had|is|are|was|were|it|they|we)\b)[^,;.:()]{6,160}"
)


def is_participle(word: str, before: str) -> bool:
    """True for a participle that follows its noun: "agreement signed", not "the signed text"."""
    if word in NOT_PARTICIPLES or before in BEFORE_NOUN:
        return False
    return (len(word) > 4 and word.endswith(("ed", "ing"))) or word in IRREGULAR_PARTICIPLES


#: What a body does in its resolutions, in the third person.
BODY_ACTS = frozenset(
    "welcomes recalls reaffirms affirms confirms endorses adopts approves notes supports commends applauds implements "
    "recognizes recognises stresses emphasizes emphasises invites requests urges considers reiterates proclaims calls "
    "decides declares expresses encourages recommends condemns demands appeals authorizes authorises underlines "
    "takes".split()
)
