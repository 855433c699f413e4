"""Phrases around the nouns that head instruments' names: where such a phrase begins and ends.

The grammar is English. From a head noun it goes left over the words that belong to the name, and right over
complements ("of the United Nations", "on ... of June 15, 2001") to the first word that cannot be in them. It knows
nothing of any one instrument.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..authorities import Head
from ..dates import DATE

TOKEN = re.compile(r"[^\W_]+(?:[-'\u2019./][^\W_]+)*(?:['\u2019](?=\s))?|[^\w\s]")
_BEFORE = re.compile(r"(\S+)\s$")

DETERMINERS = frozenset(
    "the a an this that these those all any each every both no some such its their our his her said same present above "
    "following other another certain many several various existing two three four five six seven eight nine ten first "
    "second third last aforementioned abovementioned".split()
)
#: Words that cannot be the first word of a name although a sentence may print them with a capital.
_NOT_IN_NAMES = DETERMINERS | frozenset(
    "in of on by under to for with and or as at from per pursuant according recalling reaffirming noting considering "
    "having recognizing recognising mindful guided whereas upon within since when while if that which whether also "
    "welcoming bearing taking stressing emphasizing emphasising convinced desiring through after before until during "
    "between among concerning regarding including signed adopted ratify ratifying implement implementing sign article "
    "articles chapter annex paragraph section new draft we they it is are was were shall will must should may can".split()
)
#: Adjectives in lower case that may stand before a head and belong to its description.
ADJECTIVE = re.compile(
    r"(?:new|draft|long-term|short-term|medium-term|joint|relevant|respective|appropriate|corresponding|separate|special"
    r"|further|future|possible|comprehensive|framework|interim|provisional|final|basic|key|main|common|single|legal"
    r"|legally|binding|innovative|trade|peace|border|security|[\w-]+(?:al|ive|ary|ent|ous|ic|able|ible|lateral|wide|-based|-year))$"
)
_STARTERS = frozenset(
    "of on for between among concerning regarding against with in governing towards toward to relating relative "
    "about amending establishing".split()
)
_NP_STOPS = frozenset(
    "is are was were be been being has have had will would shall should may might can could must do does did not "
    "which that who whom whose where when while if because since as by at before after during within without through "
    "upon into until unless including under from than then so but nor however therefore via per up out over also "
    "especially particularly namely such this these those it they we he she there here remains remain enter enters entered "
    "entry came come provides provide contains contain seems seem continues continue according pursuant "
    "said also notes expresses plays play should".split()
)
_IN_STOPS = re.compile(
    r"in\s+(?:accordance|order|view|line|connection|conformity|particular|force|effect|this|which|that|the\s+(?:spirit|context|"
    r"course|interests?|event|case|light|near|nearest|framework|city)|its|their|case|respect|good|full|part|parallel|addition|[A-Z][\w.]+\s+on\b)"
)
_PARTICIPLES = frozenset(
    "made done held taken drawn given set laid known begun brought agreed concluded".split()
)
_DATE_AFTER = re.compile(rf"\s+(?:of|dated)\s+(?:the\s+)?({DATE})")
_DATE_RE = re.compile(DATE)
_ACRONYM = re.compile(r"\s\(([A-Z][A-Za-z-]*[A-Z]s?\d?)\)")
#: A second head beside the first: "provisions and rules".
_TWIN = re.compile(r"\sand\s(rules|regulations|provisions)\b")
_YEAR = re.compile(r"\s\(((?:1[89]|20)\d\d)\)")
_LIST = re.compile(
    r",\s+(?:[A-Z][\w'\u2019-]*(?:\s+(?:of|the|on|in|for|to|[A-Z][\w'\u2019-]*))*,\s+)*"
    r"(?:[A-Z][\w'\u2019-]*(?:\s+(?:of|the|on|in|for|to|[A-Z][\w'\u2019-]*))*\s*,?\s+)?and\s+(?:the\s+)?[A-Z]"
)
_LOWER_LIST = re.compile(r",\s+[a-z][\w-]*(?:\s[a-z][\w-]*)?(?:,\s+[a-z][\w-]*(?:\s[a-z][\w-]*)?)*,?\s+and\s+[a-z][\w-]*")
_PARTICIPIAL_DATE = re.compile(
    rf"\s*,?\s*(?:which\s+was\s+|as\s+|done\s+|and\s+)?(?:signed|adopted|approved|concluded|done|dated|opened|ratified|agreed|reached|made)\b"
    rf"[^.;:]{{0,90}}?({DATE})"
)
_PAREN_DATE = re.compile(rf"\s*\((?:[^()]{{0,40}}?)({DATE})[^()]{{0,20}}\)")
#: No name is longer than this many characters beyond its head.
LONGEST = 420


@dataclass(slots=True)
class Phrase:
    """A phrase with a head; offsets in the text that was searched, code points, half-open.

    `modified` says that words to the left belong to it, `complemented` that words to the right do; `determiner` is
    the word before it, in lower case; `proper` says that the head has a capital; `adjective` that a lower-case
    adjective belongs to it.
    """

    start: int
    end: int
    head_start: int
    head_end: int
    head: Head
    proper: bool
    modified: bool
    complemented: bool
    adjective: bool
    draft: bool
    possessor: bool
    determiner: str
    infinitive: bool = False
    date_printed: str | None = None


def read_phrase(text: str, low: int, high: int, start: int, end: int, head: Head, is_head) -> Phrase | None:  # type: ignore[no-untyped-def]
    """The phrase around the head at `start`..`end`, inside the paragraph `low`..`high` of `text`.

    `is_head(word)` says whether a word is itself a head. None where the noun only modifies another one ("treaty
    obligations") or stands inside a longer word.
    """
    proper = text[start].isupper()
    left, adjective, draft, possessor, determiner = _go_left(text, low, start, proper)
    phrase = Phrase(
        left, end, start, end, head, proper, left < start, False, adjective, draft, possessor, determiner
    )
    limit = min(high, end + LONGEST)
    if end < limit and text[end] == "'" or text[end : end + 1] == "\u2019":
        return None
    follows = TOKEN.match(text, end + 1, limit) if text[end : end + 1] == " " else None
    if follows and not proper and _modifies(follows.group(), text, follows.end()):
        return None
    _go_right(text, phrase, limit, is_head)
    phrase.date_printed = _date_of(text, phrase, high)
    return phrase


def _modifies(word: str, text: str, after: int) -> bool:
    """True where a lower-case head is followed by a noun that it modifies."""
    if not word[0].isalpha():
        return False
    lower = word.lower()
    if lower in _STARTERS or lower in _NP_STOPS or lower in ("and", "or", "signed", "reached") or word[0].isupper():
        return bool(lower in ("and", "or") and re.match(r"\s(?:normative|other|legal|institutional)\s\w+s\b", text[after : after + 40]))
    return not lower.endswith(("ed", "ing")) and lower not in _PARTICIPLES


def _go_left(text: str, low: int, start: int, proper: bool) -> tuple[int, bool, bool, bool, str]:
    at, adjective, draft, possessor, determiner = start, False, False, False, ""
    while at > low:
        match = _BEFORE.search(text, max(low, at - 60), at)
        if not match:
            break
        word = match.group(1)
        begin = match.start(1)
        if begin > low and not text[begin - 1].isspace():
            break
        bare = word.lstrip("\"'\u201c\u2018(")
        begin += len(word) - len(bare)
        lower = bare.lower()
        if not bare or bare[-1] in ".,;:!?)\u201d\"\u2013\u2014-" and not re.fullmatch(r"(?:[A-Z]\.)+", bare):
            break
        if lower == "draft":
            draft = True
            if not proper and at == start:
                at = begin
                continue
            determiner = "draft"
            break
        if lower in _NOT_IN_NAMES and not (lower == "new" and not bare[0].isupper()):
            determiner = lower
            break
        sentence_start = begin == low or text[begin - 2 : begin - 1] in ".!?\u201d\""
        if bare[0].isupper() or bare[0].isdigit():
            if bare[0].isdigit() or (sentence_start and lower.endswith("ing") and len(lower) > 5):
                break
            if possessor and not bare.endswith(("'s", "\u2019s")) and False:
                break
            possessor = possessor or bare.endswith(("'s", "\u2019s", "s'", "s\u2019"))
            at = begin
        elif ADJECTIVE.match(lower):
            adjective = True
            at = begin
        else:
            break
        if len(word) < len(bare) or text[match.start(1)] in "\"\u201c(":
            break
    return at, adjective, draft, possessor, determiner


def _go_right(text: str, phrase: Phrase, limit: int, is_head) -> None:  # type: ignore[no-untyped-def]
    """Extend the phrase over its complements."""
    end = phrase.end
    twin = _TWIN.match(text, end, limit)
    if twin and is_head(twin.group(1)) and not phrase.proper:
        end = phrase.end = twin.end()
    year = _YEAR.match(text, end, limit)
    if year:
        end = phrase.end = year.end()
        phrase.complemented = True
    while True:
        dated = _DATE_AFTER.match(text, end, limit)
        if dated:
            phrase.end, phrase.complemented = dated.end(1), True
            phrase.date_printed = dated.group(1)
            return
        acronym = _ACRONYM.match(text, end, limit)
        if acronym and phrase.complemented:
            after = _complement(text, acronym.end(), limit, phrase, is_head)
            if after > acronym.end() and TOKEN.match(text, acronym.end() + 1, limit).group() in ("of", "on", "for"):  # type: ignore[union-attr]
                end = phrase.end = after
                continue
            return
        after = _complement(text, end, limit, phrase, is_head)
        if after <= end:
            return
        end = phrase.end = after
        phrase.complemented = True


def _complement(text: str, end: int, limit: int, phrase: Phrase, is_head) -> int:  # type: ignore[no-untyped-def]
    """The end of one complement that begins after `end`, or `end` where there is none."""
    if text[end : end + 1] != " ":
        return end
    first = TOKEN.match(text, end + 1, limit)
    if not first:
        return end
    starter = first.group().lower()
    if starter == "and" and phrase.complemented:
        again = re.compile(r"\sand\s(on|for|of|concerning|against)\s").match(text, end, limit)
        if again and not phrase.head.plural:
            stop = _noun_phrase(text, again.end() - 1, limit, phrase, is_head)
            return stop if stop > again.end() else end
        return end
    if starter not in _STARTERS:
        return end
    if starter == "to":
        if phrase.head.noun != "decision" and not (phrase.proper and text[first.end() + 1 : first.end() + 2].isupper()):
            return end
        phrase.infinitive = True
    if starter == "in" and (_IN_STOPS.match(text, end + 1, limit) or (not phrase.complemented and not phrase.proper)):
        return end
    if starter in ("with", "in") and not phrase.proper and not phrase.complemented:
        return end
    if starter == "for" and phrase.complemented and phrase.proper and text[first.end() + 1 : first.end() + 2].islower():
        return end
    after = first.end()
    if starter in ("relating", "relative"):
        word = TOKEN.match(text, after + 1, limit)
        if not word or word.group() != "to":
            return end
        after = word.end()
    if starter in ("amending", "establishing") and not phrase.proper:
        return end
    stop = _noun_phrase(text, after, limit, phrase, is_head)
    return stop if stop > after else end


def _noun_phrase(text: str, at: int, limit: int, phrase: Phrase, is_head) -> int:  # type: ignore[no-untyped-def]
    """The end of the noun phrase that begins after `at`; `at` where there is none."""
    begin = end = at
    title: bool | None = None
    last_lower = ""
    count = 0
    while end < limit and text[end : end + 1] == " ":
        match = TOKEN.match(text, end + 1, limit)
        if not match:
            break
        word = match.group()
        lower = word.lower()
        if not word[0].isalnum():
            break
        if lower in ("the", "a", "an", "its", "their", "our"):
            peek = TOKEN.match(text, match.end() + 1, limit)
            if not peek or not peek.group()[0].isalnum():
                break
            if title and peek.group()[0].islower():
                break
            if end == begin and peek.group().lower() in ("following", "present", "above"):
                break
            if lower != "the" and end > begin:
                break
            if is_head(peek.group()) and peek.group()[0].isupper() and end > begin:
                break
            end = match.end()
            last_lower = lower
            continue
        if lower in ("and", "or"):
            stop = _coordination(text, match, limit, title, last_lower, is_head)
            if not stop:
                break
            end = match.end()
            last_lower = lower
            continue
        small = lower in _STARTERS or lower in ("upon", "from", "by", "at", "as", "into", "until", "beyond", "through", "under", "its")
        if small and lower != "governing":
            peek = TOKEN.match(text, match.end() + 1, limit)
            if not peek or not peek.group()[0].isalnum() or end == begin:
                break
            if _DATE_RE.match(text, match.end() + 1, limit):
                if lower == "in":
                    dated = _DATE_RE.match(text, match.end() + 1, limit)
                    return dated.end() if dated and not title else end
                break
            if title:
                nxt = peek.group()
                if nxt in ("the", "its", "their", "a", "an", "all"):
                    second = TOKEN.match(text, peek.end() + 1, limit)
                    nxt = second.group() if second else ""
                if not nxt[:1].isupper() or (lower in ("in", "at", "from", "by", "as", "into", "under") and not _still_title(text, peek.end(), limit, phrase)):
                    break
                if is_head(nxt) and lower != "to":
                    break
            elif lower in ("to", "from", "by", "at", "as", "into", "until", "through", "under", "upon", "with") and last_lower != "or":
                break
            elif lower == "in" and _IN_STOPS.match(text, end + 1, limit):
                break
            elif lower in _NP_STOPS:
                break
            end = match.end()
            last_lower = lower
            continue
        capital = word[0].isupper() or word[0].isdigit()
        if title is None:
            title = capital and phrase.proper
        if not capital:
            if lower in _NP_STOPS or (title and not _TITLE_LOWER.match(lower)):
                break
            participle = (lower.endswith("ed") and len(lower) > 4 and lower not in ("need", "speed")) or lower in _PARTICIPLES
            if participle and last_lower not in ("the", "a", "an", "of", "on", "for", "and", "to", "in", "its", "their", "its"):
                break
            if lower.endswith("ing") and last_lower not in (
                "the", "a", "an", "of", "on", "for", "and", "to", "in", "its", "their", "confidence", "law", "decision", "policy",
            ) and lower not in ("building", "meeting", "mainstreaming", "trafficking", "monitoring", "funding"):  # fmt: skip
                break
            if lower.endswith("ly"):
                break
            if phrase.infinitive and count > 6:
                break
        elif title is False and is_head(word) and count > 0 and last_lower in ("and", "or"):
            break
        end = match.end()
        last_lower = lower
        count += 1
        listed = _LIST.match(text, end, limit) if title else None
        if listed and not any(is_head(w) for w in re.findall(r"[A-Z]\w+", text[end : listed.end() + 40].split(".")[0].split(" on ")[0])):
            end = listed.end() - 1
            back = text.rfind(" ", 0, end)
            end = back
            last_lower = "and"
        elif title is False and (listed := _LOWER_LIST.match(text, end, limit)) and text[listed.end() : listed.end() + 1] in " .,;":
            tail = text[listed.start() : listed.end()].split()[-1]
            if not tail.endswith(("ed", "ing", "ly")) and tail not in _NP_STOPS and tail not in DETERMINERS and count < 3:
                end = listed.end()
    return _trim(text, begin, end)


_TITLE_LOWER = re.compile(r"(?:de|del|la|le|les|du|des|van|von|y|e|against|vis-a-vis|al-[\w-]+)$")


def _still_title(text: str, at: int, limit: int, phrase: Phrase) -> bool:
    """After "in X" within a title: True unless a date or the end of the sentence follows, as after a place."""
    rest = text[at : min(limit, at + 40)]
    return not re.match(rf"\s*(?:[A-Z][\w.]+\s+)?(?:,|on\b|in\b)\s*(?:on\s+)?(?:{DATE})", rest)


def _coordination(text: str, match: re.Match[str], limit: int, title: bool | None, last: str, is_head) -> bool:  # type: ignore[no-untyped-def]
    """True where the noun phrase goes on after "and" or "or"."""
    if title is None:
        return False
    at = match.end()
    words = []
    for _ in range(7):
        token = TOKEN.match(text, at + 1, limit) if text[at : at + 1] == " " else None
        if not token:
            break
        words.append(token.group())
        at = token.end()
    if not words or not words[0][0].isalnum():
        return False
    ahead = words[1:] if words[0].lower() in ("the", "a", "an", "other", "all") else words
    if not ahead:
        return False
    if title:
        if ahead[0] in ("its", "their") and len(ahead) > 1:
            ahead = ahead[1:]
        if not ahead[0][0].isupper():
            return False
        if words[0].lower() == "the" and match.group().lower() == "and" and last == "nations":
            return False
        for word in ahead:
            if is_head(word) and word[0].isupper():
                return False
            if not word[0].isupper() and word not in ("of", "the", "and"):
                break
        return True
    if words[0].lower() in _NP_STOPS or words[0].lower() in ("to", "on", "for", "in", "of", "with", "concerning"):
        return False
    for index, word in enumerate(ahead[:4]):
        if is_head(word):
            return False
        if index and word in DETERMINERS and index == 1 and words[0].lower() not in ("the", "a", "an"):
            return False  # "and reiterate their ...": a verb
        if word in ("of", "in", "on"):
            break
    return words[0].lower() not in ("other", "also", "as") and ahead[0][0].islower()


def _trim(text: str, begin: int, end: int) -> int:
    """Step back over small words at the end, which belong to nothing."""
    while end > begin:
        words = text[begin:end].split()
        if not words:
            return begin
        if words[-1].lower() in _STARTERS or words[-1].lower() in ("and", "or", "the", "a", "an", "its", "their", "by", "at", "as", "from", "under", "upon"):
            end = begin + text[begin:end].rstrip().rfind(words[-1])
            end = begin + len(text[begin:end].rstrip())
            continue
        return end
    return begin


def _date_of(text: str, phrase: Phrase, high: int) -> str | None:
    """The date that the phrase or the clause after it gives, as printed."""
    if phrase.date_printed:
        return phrase.date_printed
    inside = _DATE_RE.search(text, phrase.head_end, phrase.end)
    if inside:
        return inside.group()
    after = _PARTICIPIAL_DATE.match(text, phrase.end, high) or _PAREN_DATE.match(text, phrase.end, high)
    return after.group(1) if after else None
