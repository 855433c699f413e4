"""What a mention of an entity refers to: names of the document's own, and bare heads that need its context.

A document introduces short forms ("the Shanghai Cooperation Organization (SCO or Organization)"), speaks of "the
Council" after it named one, and calls organs of its organisation by clipped names ("Council of Foreign Ministers").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from ..entity_authority import Entity
from ..names import name_key
from .entity_bodies import Phrase
from .entity_lexicon import ADJECTIVE, NAME, Lexicon

#: Paragraphs at the beginning of a document that are searched for the organisation it is of.
OPENING = 12
#: What may begin the introduction of a short form.
INTRODUCTIONS = frozenset({" (", ", ", " h", "(h", " ,"})
#: Words before a bare head that point to a body named elsewhere.
_POINTING = frozenset({"the", "this", "said", "its", "our"})
_BEFORE_NAMES = frozenset({"", "of", "by", "to", "in", "from", "with", "and", "that", "before", "through", "for"})
#: Heads that are names without an article: "members of Congress".
_WITHOUT_ARTICLE = frozenset({"congress", "parliament"})
#: Of these an organisation has one.
_SECRETARIATS = frozenset({"secretariat", "secretariat general", "general secretariat"})
#: Names with one head noun in a document among which a fuller one is looked for, at most.
_MOST_NAMES = 200
_BODIES = frozenset({"organisation", "organ", "forum"})
_OWN_HEADS = frozenset({"organisation", "state"})

_OPEN, _CLOSE = "[\"\u201c\u2018']?", "[\"\u201d\u2019']?"
_FORM = rf"(?:the )?{_OPEN}(?:the )?(?P<%s>[A-Z][\w&-]*(?: (?:[A-Z][\w&-]*|of|for|on|the))*){_CLOSE}"
_AND = r"(?:,? or |,? and |, ?|; ?| ?/ ?)"
_FORMS = re.compile(_FORM % "a" + rf"(?:{_AND}{_FORM % 'b'})?(?:{_AND}{_FORM % 'c'})?")
_HEREINAFTER = re.compile(
    r" ?,? ?\(?(?:hereinafter|hereafter)(?: (?:collectively|jointly|together|also))?"
    r"(?: (?:referred to|called|known|named|designated|abbreviated))?(?: (?:simply )?as)?[:,]? ?"
)
_TOGETHER = re.compile(r" \((?:(?:collectively|jointly|individually|also),? )?")
_PARTIES = re.compile(
    r"(?:(?:Contracting|High|Two|Both|Member|State|Signatory|[A-Z]{2,}) )*"
    r"(?:Part(?:y|ies)|Members?|States?|Sides?|Signator(?:y|ies)|Participants?)\b"
)
#: What a text introduces beside names of bodies: itself, other texts, meetings.
_OTHER_THINGS = frozenset(
    "Agreement Treaty Convention Charter Protocol Declaration Statute Memorandum Programme Program Plan Project "
    "Strategy Zone Area Region Territory Meeting Summit Session Article Annex Document Text Parties Goods".split()
)
_SMALL = frozenset("the of for and on in to a an against".split())
_ACRONYM = re.compile(r"[A-Z][\w&-]*[A-Z][\w&-]*(?: [A-Z]{2,})?")


@dataclass(slots=True)
class Clue:
    """What is known of a mention that its name does not settle.

    `noun` heads the name of a body and `core` is the name without its owner; `bare` says that it is the head alone,
    after `determiner`, and `described` that words after it say which body is meant; `owners` are the organs of which
    it is a clipped name; `usual` says that one registered body is meant by this head where the document names no other.
    """

    noun: str
    core: str = ""
    bare: bool = False
    determiner: str = ""
    described: bool = False
    usual: bool = False
    owners: tuple[Entity, ...] = ()


@dataclass(slots=True, eq=False)
class EntityMention:
    """One mention: `paragraph` is an index; `start` and `end` are offsets in that paragraph's text.

    `link` is the identifier of a registered entity; without one, `key` says what the provisional entity is known
    by, in its document alone where `local` is true. `parent` is the identifier of the registered organisation that
    a provisional organ belongs to. `clue` is for linking alone.
    """

    paragraph: int
    start: int
    end: int
    text: str
    form: str
    method: str
    type: str
    link: str | None = None
    key: str = ""
    local: bool = False
    parent: str | None = None
    clue: Clue | None = None


def owner_and_core(phrase: Phrase, text: str) -> tuple[Entity | None, str]:
    """Whose a body is, by its name, and the name without that.

    "UN Security Council" and "Security Council of the United Nations" have one owner and one core.
    """
    for start, end, entry in phrase.hits:
        owner = entry.entity
        if owner is None or entry.kind not in (NAME, ADJECTIVE) or owner.type == "place":
            continue
        if start == phrase.start and end < phrase.end and not text.startswith((" of ", " for "), end):
            return owner, text[end : phrase.end].strip()
        before = text[phrase.start : start]
        ends = end == phrase.end or text[end : phrase.end].lower().strip().startswith("member")
        if ends and entry.kind == NAME and before.endswith((" of ", " of the ")):
            return owner, before.removesuffix("the ").removesuffix(" of ").strip()
    return None, text[phrase.start : phrase.end]


class Links:
    """What one document says of its short forms; `text` is its paragraphs joined by line ends."""

    def __init__(self, lexicon: Lexicon, text: str) -> None:
        self.lexicon = lexicon
        self.text = text
        #: Whether a short form can stand without a parenthesis: "the Organization, hereinafter SCO".
        self.announces = "hereinafter" in text or "hereafter" in text
        #: The mention that introduced each short form.
        self.forms: dict[str, EntityMention] = {}
        #: The mention that shows which organisation the document is of, and whether it introduced it so.
        self.main: EntityMention | None = None
        self.is_constituted = False
        #: What was last called by its head alone: "the Organization".
        self._called: EntityMention | None = None
        self._others: dict[str, tuple[EntityMention | None, bool]] = {}

    # -- short forms

    def introduced(self, mention: EntityMention, end: int, low: int, high: int) -> list[EntityMention]:
        """The short forms that stand after a name, in a parenthesis or after "hereinafter", as mentions.

        The name ends at `end`, in a paragraph from `low` to `high`.
        """
        if mention.clue is not None and mention.clue.bare:
            return []
        text = self.text
        named = _HEREINAFTER.match(text, end, high) if self.announces else None
        if named:
            found = _FORMS.match(text, named.end(), high)
        elif text.startswith(" (", end):
            found = _FORMS.match(text, _TOGETHER.match(text, end, high).end(), high)  # type: ignore[union-attr]
            if found and not text.startswith(")", found.end()):
                return []
        else:
            return []
        shorts = []
        for group in ("a", "b", "c"):
            form = found[group] if found else None
            if found is None or not form or not self._is_form(form, mention, found.start(group), named is not None):
                continue
            start, stop = found.span(group)
            known = self.lexicon.entry(form)
            method = "alias" if known and known.entity and known.entity.id == mention.link else "antecedent"
            shorts.append(
                EntityMention(mention.paragraph, start - low, stop - low, form, "short_name", method, mention.type)
            )
            self.forms.setdefault(form, mention)
            if self.main is None and mention.type in _BODIES and form.split()[-1].lower() in self.lexicon.nouns:
                self.main, self.is_constituted = mention, True
        return shorts

    @staticmethod
    def _may_abbreviate(acronym: str, name: str) -> bool:
        """False where an acronym stands for words inside a name: "Conference on Noncommunicable Diseases (NCDs)"."""
        initials = [word[0].upper() for word in re.findall(r"[^\W\d_]+", name) if word.lower() not in _SMALL]
        return acronym[0] not in initials or acronym[0] in initials[:3]

    def _is_form(self, form: str, mention: EntityMention, start: int, announced: bool) -> bool:
        """True where a short form is one of the entity, not of the parties to the text or of another entity."""
        if _PARTIES.fullmatch(form) or _PARTIES.search(form):
            return False
        known = self.lexicon.entry(form)
        if known is not None and known.entity is not None and mention.link:
            return known.entity.id == mention.link
        if mention.type not in _BODIES:
            initials = {"".join(w[0] for w in words) for words in _capitals(mention.text)}
            return (announced and form in mention.text) or any(name.startswith(form) for name in initials)
        if _ACRONYM.fullmatch(form) and form.isupper() and not self._may_abbreviate(form, mention.text):
            return False
        if _ACRONYM.fullmatch(form) or form.split()[-1].lower() in self.lexicon.nouns:
            return True
        quoted = self.text[start - 1] in "\"\u201c\u2018'"
        return announced and (form in mention.text or (quoted and form.split()[-1] not in _OTHER_THINGS))

    # -- referents

    def resolve(self, mentions: Sequence[EntityMention]) -> None:
        """Link every mention that can be linked; the others keep their key, or stay without one."""
        if self.main is None:
            self.main = self._opening(mentions)
        linked = {mention.link for mention in mentions}
        cores: dict[str, EntityMention] = {}
        bodies: dict[str, dict[str, EntityMention]] = {}
        for mention in mentions:
            clue = mention.clue
            if clue is not None and not clue.bare and mention.key:
                bodies.setdefault(clue.noun, {}).setdefault(mention.text, mention)
                cores.setdefault(clue.core, mention)
        last: dict[str, EntityMention] = {}
        noted: str | None = None
        forms = self.forms
        for mention in mentions:
            if mention.text in forms and mention.form != "adjective":
                known = forms[mention.text]
                if known.link is None or mention.link != known.link:
                    follow(mention, known)
                continue
            clue = mention.clue
            if clue is not None:
                if clue.usual:
                    self._resolve_usual(mention, clue.noun, mentions)
                if clue.bare:
                    self._resolve_bare(mention, clue, last)
                    continue
                if clue.owners:
                    self._resolve_clipped(mention, clue.owners, linked, cores)
                elif mention.local:
                    fuller = self._fuller(mention, bodies[clue.noun].values())
                    if fuller is not None:
                        follow(mention, fuller)
                        mention.form = "short_name"
            elif mention.link == noted or mention.type not in _BODIES:
                continue
            noted = mention.link
            for noun in self._nouns(mention):
                if noun not in last or not self._is_organisation(noun):
                    last[noun] = mention

    def _resolve_usual(self, mention: EntityMention, noun: str, mentions: Sequence[EntityMention]) -> None:
        """A head that usually means one body means another where the document names that, and nothing in doubt."""
        if noun not in self._others:
            self._others[noun] = self._other(mention, noun, mentions)
        other, doubtful = self._others[noun]
        if other is not None:
            follow(mention, other)
        elif doubtful:
            mention.link = None

    def _other(
        self, mention: EntityMention, noun: str, mentions: Sequence[EntityMention]
    ) -> tuple[EntityMention | None, bool]:
        """The first name of another body, or state, with such a head; else whether the text may have one."""
        if any(m.link == mention.link and not (m.clue and m.clue.usual) for m in mentions):
            return None, False
        named = re.compile(rf"\b{noun}\b", re.I)
        for other in mentions:
            if other.link != mention.link and other.type in _OWN_HEADS and named.search(other.text):
                return other, False
        # An instrument may have the name in its own.
        for record in self.lexicon.records:
            if record.id != mention.link and record.type in _OWN_HEADS:
                for name in record.names:
                    if named.search(name) and name in self.text:
                        return EntityMention(0, 0, 0, name, "name", "alias", record.type, record.id), False
        return None, re.search(rf"\b{noun.title()} of (?:the )?[A-Z]", self.text) is not None

    def _nouns(self, mention: EntityMention) -> Iterable[str]:
        """The nouns that head the names of what a mention refers to."""
        if mention.link:
            return self.lexicon.nouns_of(mention.link)
        return (self.lexicon.noun_keys[mention.clue.noun],) if mention.clue else ()

    @staticmethod
    def _fuller(mention: EntityMention, others: Iterable[EntityMention]) -> EntityMention | None:
        """The mention that names the same body more fully: "US-USSR Joint Committee" for "Joint Committee".

        `others` are the first mentions of each name. The last of those before it wins, else the first after it.
        """
        within = f" {mention.text} "
        fuller = [m for m in islice(others, _MOST_NAMES) if len(m.text) > len(mention.text) and within in f" {m.text} "]
        here = (mention.paragraph, mention.start)
        before = [m for m in fuller if (m.paragraph, m.start) < here]
        return before[-1] if before else fuller[0] if fuller else None

    def _is_organisation(self, noun: str) -> bool:
        """True for a noun that mostly means one organisation in a text: "the Union", but not "the Council"."""
        body = self.lexicon.nouns.get(noun)
        return body is not None and body.type == "organisation"

    def _opening(self, mentions: Sequence[EntityMention]) -> EntityMention | None:
        """The mention that shows which organisation the document is of: the first of one, or of an organ, early."""
        for mention in mentions:
            if mention.paragraph >= OPENING:
                return None
            if mention.type == "organisation" and not (mention.clue and mention.clue.bare):
                return mention
            owner = self._parent(mention)
            if owner is not None:
                return EntityMention(
                    mention.paragraph, 0, 0, owner.name, "name", "alias", owner.type, owner.id
                )  # fmt: skip
        return None

    def _parent(self, mention: EntityMention) -> Entity | None:
        parent = mention.parent
        if mention.link:
            parent = self.lexicon.by_id[mention.link].parent
        elif mention.clue and len(mention.clue.owners) == 1:
            parent = mention.clue.owners[0].parent
        return self.lexicon.by_id.get(parent) if parent else None

    def _resolve_clipped(
        self,
        mention: EntityMention,
        owners: Sequence[Entity],
        linked: set[str | None],
        cores: Mapping[str, EntityMention],
    ) -> None:
        """Of the organs with a clipped name that which the document speaks of, or is of, or whose body it names."""
        main = self.main.link if self.main else None
        key = name_key(mention.text)
        fuller = cores.get(key)
        choice = next((owner for owner in owners if owner.id in linked), None)
        if choice is None and fuller is not None:
            follow(mention, fuller)
            return
        for wanted in ({main}, linked):
            choice = choice or next((owner for owner in owners if owner.parent in wanted), None)
        if choice is None and len(owners) == 1 and not self.is_constituted:
            choice = owners[0]
        if choice is not None:
            mention.link, mention.type = choice.id, choice.type
            return
        mention.key, mention.method, mention.local = key, "grammar", True
        if main is not None and self.is_constituted:
            mention.key, mention.parent, mention.local = f"{main}: {key}", main, False

    def _resolve_bare(self, mention: EntityMention, clue: Clue, last: Mapping[str, EntityMention]) -> None:
        """A bare head: the document's organisation, the body named before with that head, or an organ of it."""
        if clue.described:
            return
        noun, main = self.lexicon.noun_keys[clue.noun], self.main
        if noun in _WITHOUT_ARTICLE and clue.determiner in _BEFORE_NAMES:
            mention.key, mention.local, mention.method = noun, True, "grammar"
            return
        if clue.determiner in _POINTING:
            if main is not None and self._is_organisation(noun) and noun in self._nouns(main):
                follow(mention, main)
                self._called = main
                return
            if noun in last:
                follow(mention, last[noun])
                if mention.type == "organisation":
                    self._called = last[noun]
                return
        elif clue.determiner != "a":
            return
        record = self.lexicon.organs.get((main.link, name_key(mention.text))) if main and main.link else None
        if record is not None:
            mention.link, mention.type = record.id, record.type
            return
        owner = main if self.is_constituted else self._called
        if owner is not None and noun in _SECRETARIATS:
            mention.key, mention.local = f"{owner.link or owner.key}: secretariat", owner.link is None
            mention.parent, mention.method = owner.link, "grammar"


def follow(mention: EntityMention, other: EntityMention) -> None:
    """Make a mention refer to what another one refers to."""
    mention.link, mention.key, mention.type = other.link, other.key, other.type
    mention.local, mention.parent, mention.method = other.local, other.parent, "antecedent"


def _capitals(name: str) -> tuple[list[str], list[str]]:
    """The words of a name, and those with a capital: "ROK" and "PRC" are made of the one and the other."""
    words = name.title().split()
    return words, [word for word in name.split() if word[0].isupper()]
