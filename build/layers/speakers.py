"""Who speaks: the phrases by which the authors of a text, or their organisation, are the subject of a clause."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from .patterns import trie

_HEADS = [
    f"heads of {rest}"
    for rest in (
        "state", "states", "government", "governments", "state and government", "state or government",
        "state and of government", "state and governments", "states and governments", "state and heads of government",
        "state/government", "the member states", "member states", "the governments",
    )
]  # fmt: skip


def _printed(heads: Iterable[str]) -> list[str]:
    """The heads as titles print them, too: "Heads of State", "Heads of state", "HEADS OF STATE"."""
    small = re.compile(r"\b(Of|And|The|Or)\b")
    forms = []
    for head in heads:
        title = small.sub(lambda match: match.group().lower(), head.title())
        forms += [head, title, head[0].upper() + head[1:], head.upper()]
    return forms


_PERSONS = (
    "ministers", "participants", "representatives", "delegates", "delegations", "plenipotentiaries",
    "parliamentarians",
    "heads of delegation", "heads of delegations", "chairpersons", "chairs", "governors", "chiefs", "envoys",
    "ambassadors",
)  # fmt: skip
_STATES = (
    "member states", "member countries", "member-states", "states parties", "contracting parties", "contracting "
    "states",
    "participating states", "participating countries", "signatory states", "signatories", "member economies",
    "member governments", "states members", "states signatories",
)  # fmt: skip
_SINGULAR = frozenset(
    (
        "State Party",
        "State party",
        "Contracting Party",
        "Party",
        "Member State",
        "member state",
        "Member",
        "state party",
        "Government",
    )
)
#: Heads that speak for the authors only with a word beside them that says so ("our countries").
_OWN_ONLY = frozenset({"countries", "Countries", "Economies", "nations", "states", "members", "governments"})
_NUMBERS = {"three ": 3, "four ": 4, "five ": 5, "six ": 6, "seven ": 7, "eight ": 8, "nine ": 9, "ten ": 10}
#: Heads that need an article or a modifier.
_DEFINITE = frozenset(
    ("sides", "Sides", "members of", "parties", "presidents", "leaders", "representatives", "delegates", "chairs",
     "chiefs", "governors")
)  # fmt: skip

#: Heads of phrases, with the speaker that they mean. Persons who act for states but do not head them (ministers,
#: delegates) are `representatives`.
SPEAKERS: dict[str, str] = {
    **dict.fromkeys(_printed([*_HEADS, "leaders", "presidents", "prime ministers", "heads of"]), "heads_of_state"),
    **dict.fromkeys(_printed(_PERSONS), "representatives"),
    **dict.fromkeys(_printed(_STATES), "member_states"),
    **dict.fromkeys(
        ("Members", "members of", "members", "States parties", "Parties", "parties", "PARTIES", "participating States",
         "sides", "Sides", "Governments", "GOVERNMENTS", "countries", "Countries", "Economies",
         "nations", "states", "governments", *_SINGULAR),
        "member_states",
    ),
}  # fmt: skip
#: Bodies that speak for the authors where they do so in the present tense ("The European Council calls on ...").
BODIES = frozenset(
    "Council Assembly Conference Summit Meeting Committee Union Parliament Forum Congress Group Organization "
    "Organisation "
    "Association League Community Quartet Commonwealth Alliance".split()
)
#: Of these the ones whose acts texts report in the past tense ("The Meeting noted ...").
MEETINGS = frozenset({"Meeting", "Conference", "Summit", "Forum"})

#: Words in lower case that may stand between the article and the head.
MODIFIERS = (
    "two three four five six seven eight nine ten other high contracting participating foreign prime deputy "
    "member said "
    "respective undersigned negotiating"
).split()
#: Words with a capital that begin a sentence and no name.
_NO_NAME = (
    "In On At For By With From To Of As While When If Since And But That Which Through Under Upon Among Between "
    "Within Today Now "
    "Therefore Thus Hence Where Whereas Although Because After Before During Should Nor Or Also The This These "
    "An It There Such "
    "Its Their Our We They"
).split()
_MODIFIER = (
    rf"(?:(?:{'|'.join(MODIFIERS)}"
    rf"|(?!(?:{trie(_NO_NAME)}|[A-Z][a-z]+(?:ing|ly))\b)[A-Z][\w&'\u2019/-]*+) )"
)
_OWN_WORD = re.compile(r"\b(?:member|participating|our)\b", re.IGNORECASE)
_ACRONYM = re.compile(r"\b[A-Z][A-Z0-9]{2,}s?\b")
_INTRODUCED = re.compile(
    r"\((?:hereinafter|hereafter)\s?(?:referred to as|called|-"
    r"|\u2013)?,?\s?(?:the\s)?[\"\u201c']?([A-Z][\w-]*)[\"\u201d']?"
    r"(?:,? or (?:the\s)?[\"\u201c']?([A-Z][\w-]*)[\"\u201d']?)?\)"
    r"|Organi[sz]ation \(([A-Z]{2,})(?: or ([A-Z]\w+))?\)"
)


#: A phrase that may be a subject: a pronoun, a head with its article and modifiers, or a name. An article is never
#: given back: what fits without one fits with it.
NOUN_PHRASE = (
    r"(?P<phrase>(?P<pronoun>[Ww]e|WE|[Tt]hey|[Ii]t)\b(?!['\u2019])"
    r"|(?P<article>(?:(?:[Tt]he|THE|[Aa]ll|ALL|[Bb]oth|[Oo]ur|[Tt]hese|[Ee]ach|[Ee]very|[Ee]ither|[Nn]either|[Nn]o"
    r"|[Aa]ny|[Aa]) "
    rf"(?:(?:the|of the|our|other) )?+)?+)(?P<modifiers>{_MODIFIER}{{0,5}}?)(?P<head>{trie(SPEAKERS)})(?![\w'\u2019-]))"
)
NAME_PHRASE = (
    r"(?P<named>(?P<the>[Tt]he )?(?P<name>[A-Z][\w-]*(?: (?:(?:of|for|and|on|the|in) )*[A-Z][\w-]*){0,6})"
    r"(?![\w'\u2019-]))"
)


@dataclass(slots=True)
class Subject:
    """A phrase that may be the subject of a clause; offsets in the paragraph, `end` that of its head.

    `pronoun` is the pronoun in lower case, `body` the last word of a body's name; both are empty for other phrases.
    `named` is true for authors who are called by their names or offices.
    """

    start: int
    end: int
    speaker: str
    plural: bool
    pronoun: str = ""
    body: str = ""
    named: bool = False


class SpeakerReader:
    """Tells who is meant in one document; `organisations` are names of the authors' own organisation, `states` is the
    number of states among the authors, 0 where it is not known."""

    def __init__(self, organisations: Collection[str] = (), states: int = 0) -> None:
        self.organisations = frozenset(organisations)
        self.states = states
        self._phrases: dict[str, tuple[str, bool] | None] = {}

    def phrase(self, match: re.Match[str]) -> Subject | None:
        """The subject that a match of NOUN_PHRASE means; None where others than the authors are meant."""
        start, end = match.span("phrase")
        pronoun = match["pronoun"]
        if pronoun:
            pronoun = pronoun.lower()
            return Subject(start, end, "we" if pronoun == "we" else "", pronoun != "it", pronoun)
        printed = match.group()
        if printed in self._phrases:
            meant = self._phrases[printed]
        else:
            meant = self._meant(match["head"], match["article"].lower(), match["modifiers"])
            self._phrases[printed] = meant
        return Subject(start, end, meant[0], meant[1]) if meant is not None else None

    def _meant(self, head: str, article: str, modifiers: str) -> tuple[str, bool] | None:
        """The speaker that a phrase means, and whether it is plural."""
        if not self._own(head, article, modifiers):
            return None
        one = article.startswith(("each", "every", "either", "neither", "any ", "a "))
        if head in _SINGULAR and not one:
            return None
        return SPEAKERS[head], not (one or head in _SINGULAR)

    def name(self, match: re.Match[str]) -> Subject | None:
        """The subject that a match of NAME_PHRASE means: the authors' organisation, or a body that may be."""
        start, end = match.span("named")
        name = match["name"]
        if name in self.organisations:
            return Subject(start, end, "organisation", False)
        if not match["the"]:
            return None
        for word in (name.rsplit(" ", 1)[-1], name.split(" ", 1)[0]):
            if word in BODIES:
                return Subject(start, end, "organisation", False, body=word)
        return None

    def _own(self, head: str, article: str, modifiers: str) -> bool:
        """True where nothing says that these are others than the authors."""
        acronyms = set(_ACRONYM.findall(modifiers)) if modifiers else set()
        if acronyms and self.organisations and not acronyms & self.organisations:
            return False
        if head == "Government" and not article.startswith(("each", "either", "neither")):
            return False
        if article.startswith("our") and SPEAKERS[head] == "representatives":
            return False  # whose the persons are that are to act, and not who speaks
        if head in _OWN_ONLY and self._all_of_them(head, article, modifiers):
            return True
        if head in _OWN_ONLY:
            ours = article.startswith("our") or _OWN_WORD.search(modifiers) is not None
            return ours or bool(acronyms)
        if head in _DEFINITE:
            return bool(article) or bool(modifiers)
        return True

    def _all_of_them(self, head: str, article: str, modifiers: str) -> bool:
        """True where a phrase counts as many states as the authors are: "both countries", "the three nations"."""
        if self.states < 2 or head.lower() in ("members", "economies"):
            return False
        if article.startswith("both") or modifiers == "two ":
            return self.states == 2
        if modifiers in _NUMBERS:
            return self.states == _NUMBERS[modifiers]
        return self.states == 2 and article == "the " and not modifiers


def own_names(paragraphs: Sequence[str]) -> list[str]:
    """Short forms that the opening paragraphs introduce for an organisation: "(hereinafter the SCO)"."""
    names = []
    for paragraph in paragraphs[:4]:
        if "(" in paragraph:
            for match in _INTRODUCED.finditer(paragraph):
                names += [n for n in match.groups() if n and not n.endswith(("Parties", "States", "Meeting"))]
    return names
