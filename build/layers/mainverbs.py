"""Whether a word that can be a verb is a main verb, told by what stands around it.

"Support" is a verb in "they support the plan" and a noun in "respect and support for it"; "adopted" is one in "they
adopted a plan" and a participle in "a plan adopted by them"; "support" after "and" continues "they welcome" but not
"they agreed to finance".
"""

from __future__ import annotations

import re

from .clauses import AUXILIARIES, SUBORDINATE, UNDER, without_adverbs
from .forces import Forces
from .verbs import VerbGroup, VerbReader

_TO_INFINITIVE = re.compile(
    r"\bto (?!(?:the|an?|our|their|its|this|these|all|each|any|such|other|that|those|both|which)\b)[a-z]+"
)
#: What follows a noun rather than a verb; a participle rather than a verb in the past tense; a verb of saying that is
#: a participle.
_AFTER_NOUN = re.compile(
    r" (?:of|in|by|with|among|between|and|or|from|as well|at|to|for|on|is|are|was|were|has|have|will|shall|should|must"
    r"|can|may|during|under|within|through|into|over|towards?|against|upon|which|who|than)\b|[.,;:)\n]|$"
)
_AFTER_PARTICIPLE = re.compile(
    r" (?:by|in|at|on|to|of|from|during|under|within|with|for|as well|and|or|between|among|through|into)\b|[.,;:)\n]|$"
)
_AFTER_SAID = re.compile(r" (?:by|of|from|as well|and|or)\b|[.,;:)\n]|$")
_FINITE_NEXT = re.compile(r" (?:are|were|have|is|was|has|will|shall|should|must|can|may)\b")
_PLURAL_NEXT = re.compile(r" (?:are|were|have|will|shall|should|must|of)\b")
#: What begins an object: a determiner, or an adjective by its ending.
_OBJECT = re.compile(
    r" (?:the|its|their|our|his|an?|all|this|these|those|any|each|every|that|it|them|such|other|both|no|one another"
    r"|each other|[a-z]+(?:al|ive|ful|ent|ant|able|ible|ous|ary|ic|ed|ing|er)\b)"
)
_DETERMINED = re.compile(r" (?:the|its|their|our|an?|all|this|these|any|each|every|that)\b")
#: Verbs that an infinitive follows.
_WITH_TO = frozenset(
    "agree intend plan continue strive hope wish pledge undertake commit seek aim resolve decide propose aspire "
    "endeavor want desire attempt try".split()
)
#: Before these no finite verb of the subject stands.
_NOT_FINITE = frozenset(
    "to having being been be who which that they we it not has have had will the a an of in and or for by".split()
)
_PAUSES = ",;)\u2013\u2014-"
_HEREBY = re.compile(r"[Hh]ereby$")
_SEGMENTS = re.compile(r"[,;:\u2013\u2014]")
_LEXICAL = frozenset({"present", "third", "past"})


def is_verb(text: str, group: VerbGroup) -> bool:
    """False for a noun after a subject that looks like its verb: "the SCO aims of ..."."""
    if group.tense not in _LEXICAL or group.word_end == 0:
        return True
    if group.tense == "third" and group.end == group.word_end:
        return _PLURAL_NEXT.match(text, group.end) is None
    if group.known and group.entry is not None and group.entry.performs:
        return True
    if not group.known and text[group.end : group.end + 1] in ".;":
        return False
    return _FINITE_NEXT.match(text, group.end) is None


def looks_like_noun(text: str, group: VerbGroup, complement: bool = False, infinitive: bool = False) -> bool:
    """True where what follows the verb would follow a noun, or a participle, rather than a finite verb.

    `complement` says that words that belong to the subject stand before it, `infinitive` that an infinitive does.
    """
    entry = group.entry
    pattern = _AFTER_PARTICIPLE if group.tense == "past" else _AFTER_NOUN
    if complement and group.tense == "past" and entry and entry.performs and not entry.ordinary:
        pattern = _AFTER_SAID
    if not pattern.match(text, group.end):
        return False
    if text.startswith(" to ", group.end) and group.lemma in _WITH_TO and not infinitive:
        return False
    return not (complement and text.startswith(":", group.end))


def verb_after_complement(
    reader: VerbReader, text: str, at: int, start: int, limit: int, plural: bool
) -> VerbGroup | None:
    """The verb at `start` if it is that of a subject whose head ends at `at`; what lies between belongs to the subject.

    "The participants of the Conference, meeting in Paris, solemnly declare".
    """
    before = text[at:start].rstrip()
    if ":" in before or before.count("(") > before.count(")"):
        return None
    core = without_adverbs(before, "")
    pause = bool(core) and core[-1] in _PAUSES
    commas = pause
    if not pause:
        segment = _SEGMENTS.split(core)[-1]
        commas = len(segment) < len(core)
        words = core.rsplit(None, 1)
        if (words and words[-1].lower() in _NOT_FINITE) or SUBORDINATE.search(segment):
            return None
    group = reader.read(text, start - 1, limit, plural, True)
    if group is None or (";" in before and not _HEREBY.search(before)):
        return None
    if group.tense == "past" and group.lemma.startswith("refer"):  # "hereinafter referred to as"
        return None
    if group.tense in _LEXICAL and group.end == group.word_end:
        if (pause and group.lemma == "meet") or _HEREBY.search(before):
            return group
        performs = group.entry is not None and group.entry.performs
        if looks_like_noun(text, group, complement=True) or (commas and not pause):
            return None
        if not performs and (commas or not _OBJECT.match(text, group.end)):
            return None
    return None if commas and not pause and group.tense == "be" else group


#: An adjective after an article: what is joined to it is another one, as in "the free and open region".
_ADJECTIVE_BEFORE = re.compile(
    r"\b(?:the|an?|our|its|their|this|that) (?:[a-z-]+, )*(?:[a-z-]+(?:al|ive|ful|ous|able|ible|ic|less)|free|fair|safe"
    r"|secure|just|prosperous|green|clean|strong|peaceful|equal|full|prompt|early|just)$"
)


def continues(forces: Forces, text: str, first: VerbGroup, second: VerbGroup, between: str, join: str) -> bool:
    """True where `second` is a main verb of the subject of `first`, and not part of what `first` brings on.

    `between` are the words between the two, `join` what joins them. After an infinitive or a subordinate clause only
    a verb of saying goes on with the main clause: "they agreed to meet and reaffirm ..." but not "... and review ...".
    """
    entry = second.entry
    if second.end == second.word_end and _ADJECTIVE_BEFORE.search(between):
        return False
    subordinate = SUBORDINATE.search(between) is not None
    conjunction = "and" in join or "but" in join
    if second.tense in ("be", "perfect", "have to") or second.tense in AUXILIARIES:
        if subordinate:
            return False
        return conjunction or (second.tense in ("should", "must", "shall") and first.tense == second.tense)
    infinitive = second.tense == "present" and _TO_INFINITIVE.search(between) is not None
    said = forces.verbs.get(second.lemma.split(" ", 1)[0]) or entry
    performs = bool(entry and entry.performs)
    says = performs and not (said and said.ordinary)
    if second.end == second.word_end and looks_like_noun(text, second, infinitive=infinitive):
        return False
    if first.tense in UNDER and second.tense == "present":
        return says and join.startswith(",") and second.force != "commissive"
    if infinitive or subordinate or (first.tense in ("perfect", "past") and second.tense != "past"):
        return says
    if performs:
        return True
    if not conjunction:
        return _DETERMINED.match(text, second.end) is not None
    if second.tense == "third":  # no infinitive, and a noun would be followed by something else
        return True
    return second.end > second.word_end or _OBJECT.match(text, second.end) is not None
