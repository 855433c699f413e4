"""Names that a document gives in full once and uses again: introduced short forms, surnames, places, "the Republic".

No authority file has them, so they are looked for once the names of the document are known.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence

from .entity_bodies import NOT_IN_NAMES
from .entity_lexicon import Lexicon
from .entity_links import EntityMention, follow
from .words import OUTSIDE_NAMES, PARTICLES

#: Names of persons and places of one document that are looked for again, at most.
_MOST_NAMES = 500
#: No word is longer than this many characters.
_LONGEST_WORD = 40
_SURNAME = re.compile(r"[A-Z][\w'-]*[a-z]")
_NO_SURNAME = OUTSIDE_NAMES | NOT_IN_NAMES | frozenset(PARTICLES.split("|"))
#: The style of a state alone; "Republic of" and "Republic President" are something else.
_STYLES = ("Republic", "Kingdom", "Sultanate", "Principality", "Emirate")
_BARE_STYLE = re.compile(rf"\b[Tt]he ({'|'.join(_STYLES)})\b(?!(?:'s)? [A-Z]| of\b|-)")
_STYLE = re.compile(rf"\b(?:{'|'.join(_STYLES)})\b")


class Repeats:
    """The names to look for again in one document.

    `text` is its paragraphs joined by line ends, `starts` the offsets at which they begin, in code points; `free`
    says whether no mention of an instrument stands between two offsets.
    """

    def __init__(self, lexicon: Lexicon, text: str, starts: Sequence[int], free: Callable[[int, int], bool]) -> None:
        self.lexicon = lexicon
        self.text = text
        self.starts = starts
        self.free = free

    def complete(self, mentions: list[EntityMention], forms: Iterable[str]) -> list[EntityMention]:
        """The mentions and, in order, those of the names used again; `forms` are the short forms introduced."""
        short = {form for form in forms if self.lexicon.entry(form) is None}
        known = self._names(mentions) if any(m.type in ("person", "place") and not m.link for m in mentions) else {}
        styles = self._styles(mentions)
        bare = list(self._bare_styles(styles))
        if not short and not known and not bare:
            return mentions
        taken = sorted((self.starts[m.paragraph] + m.start, self.starts[m.paragraph] + m.end) for m in mentions)
        added = []
        for start, end in self._places([*short, *known]):
            name = self.text[start:end]
            if name not in short and not self._stands_alone(start, end):
                continue
            if self._is_apart(start, end, taken):
                form = "short_name" if name in short else "name"
                added.append(self._again(start, end, form, None if name in short else known[name]))
        for start, end in bare:
            state = styles.get(self.text[start:end])
            if state is not None and self._is_apart(start, end, taken):
                added.append(self._again(start, end, "short_name", state))
        return sorted([*mentions, *added], key=lambda m: (m.paragraph, m.start)) if added else mentions

    # -- what is looked for

    def _names(self, mentions: Sequence[EntityMention]) -> dict[str, EntityMention]:
        """The mention that gave each name: of places, and surnames of persons; surnames are linked on the way."""
        persons = [m for m in mentions if m.type == "person"]
        fuller: dict[str, dict[str, EntityMention]] = {}
        for mention in persons:
            words = mention.text.split()
            if len(words) > 1:
                for word in {words[0], words[-1]}:
                    fuller.setdefault(word, {}).setdefault(mention.link or mention.key, mention)
        names: dict[str, EntityMention] = {}
        tried: set[str] = set()
        for mention in mentions:
            if mention.type == "place" and mention.key:
                if self.lexicon.entry(mention.text) is None and len(names) < _MOST_NAMES:
                    names.setdefault(mention.text, mention)
            elif mention.type == "person":
                words = mention.text.split()
                own = fuller.get(mention.text, {}) if len(words) == 1 and not mention.link else {}
                if len(own) == 1:
                    follow(mention, next(iter(own.values())))
                if words[-1] in tried or len(tried) == _MOST_NAMES:
                    continue
                tried.add(words[-1])
                if len(fuller.get(words[-1], ())) < 2 and self._is_surname(words[-1]):
                    names.setdefault(words[-1], mention)
        return names

    def _is_surname(self, word: str) -> bool:
        """True for a word that the text uses for nothing but a name."""
        return (
            len(word) > 2
            and _SURNAME.fullmatch(word) is not None
            and word.lower() not in _NO_SURNAME
            and self.lexicon.entry(word) is None
            and f" {word.lower()}" not in self.text
        )

    @staticmethod
    def _styles(mentions: Sequence[EntityMention]) -> Mapping[str, EntityMention | None]:
        """The one state that the document calls by each style; None where there are several."""
        styles: dict[str, EntityMention | None] = {}
        words: dict[str, str] = {}
        for mention in mentions:
            if mention.type != "state":
                continue
            text = mention.text
            style = words.get(text)
            if style is None:
                found = _STYLE.search(text)
                style = words[text] = found.group() if found else ""
            if style:
                first = styles.setdefault(style, mention)
                if first is not None and first.link != mention.link:
                    styles[style] = None
        return styles

    # -- where it stands

    def _bare_styles(self, styles: Iterable[str]) -> Iterable[tuple[int, int]]:
        """Where the style of a state stands alone after "the"."""
        for style in styles:
            at = self.text.find(f"he {style}")
            while at >= 0:
                match = _BARE_STYLE.match(self.text, at - 1) if at else None
                if match:
                    yield match.span(1)
                at = self.text.find(f"he {style}", at + 1)

    def _places(self, names: Sequence[str]) -> Iterable[tuple[int, int]]:
        """Where one of the names stands as words of its own; offsets in code points, half-open."""
        from ahocorasick_rs import AhoCorasick, MatchKind

        if not names:
            return
        text = self.text
        for _, start, end in AhoCorasick(names, matchkind=MatchKind.LeftmostLongest).find_matches_as_indexes(text):
            before, after = text[start - 1 : start], text[end : end + 1]
            if not (before.isalnum() or before in ("/", "-", "_") or after.isalnum() or after in ("/", "_")):
                yield start, end

    def _stands_alone(self, start: int, end: int) -> bool:
        """True where no other capital beside the name, nor a hyphen, makes a longer name of it."""
        text = self.text
        if text.startswith("-", end) or (text.startswith(" ", end) and text[end + 1 : end + 2].isupper()):
            return False
        if text[start - 1 : start] != " ":
            return True
        low = max(0, start - _LONGEST_WORD)
        begin = max(text.rfind(" ", low, start - 1), text.rfind("\n", low, start - 1), low - 1) + 1
        opens = begin == 0 or text[begin - 1] == "\n" or text[begin - 2] in ".;:"
        return opens or not text[begin : begin + 1].isupper() or not text[start - 2].isalnum()

    def _is_apart(self, start: int, end: int, taken: Sequence[tuple[int, int]]) -> bool:
        number = bisect_right(taken, (start, end)) - 1
        before = number < 0 or taken[number][1] <= start
        return before and (number + 1 >= len(taken) or taken[number + 1][0] >= end) and self.free(start, end)

    def _again(self, start: int, end: int, form: str, known: EntityMention | None) -> EntityMention:
        paragraph = bisect_right(self.starts, start) - 1
        first = start - self.starts[paragraph]
        mention = EntityMention(paragraph, first, first + end - start, self.text[start:end], form, "antecedent", "")
        if known is not None:
            follow(mention, known)
        return mention
