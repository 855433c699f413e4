"""Clauses: where a sentence begins, and whether a subject or a modal in it stands in a main clause.

The tests look at closed classes of words only: what fronts a clause ("In this regard, ..."), what makes it a
subordinate one ("that", "which"), and what joins two.
"""

from __future__ import annotations

import re

#: After a full stop; the other marks are rare and looked for only where a paragraph has one.
_STOP = re.compile(
    r"\.[\"\u201d\u2019')\]]{0,2}(?:\d{1,2})?(?: +(?=[\"\u201c(\[]?[A-Z\d])|(?<=[a-z]{3}\.)(?=[A-Z][a-z]+,? ))"
)
_MARK = re.compile(r"[!?][\"\u201d\u2019')\]]{0,2} +(?=[\"\u201c(\[]?[A-Z\d])")
_ABBREVIATION = re.compile(
    r"(?:\b(?:No|Nos|Art|Arts|Mr|Mrs|Ms|Dr|St|Sr|vs|Vol|para|paras|pp?|ff|Res|Doc|Rev|Add|H\.E|e\.g|i\.e|cf|Col"
    r"|Gen|Lt|Sh)"
    r"|(?:^|[\s.])[A-Z])$"
)

#: The adverbs before a modal and the word before them are no longer.
NEAR_MODAL = 200
#: Words with which a phrase before the main clause begins; participles and adverbs are told by their endings.
FRONTS = frozenset(
    "in on at for by with from to of as while when if since after before during through under upon within among "
    "between against towards toward given despite notwithstanding following pursuant regarding concerning "
    "considering although though whereas where unless once until owing due because beyond besides beside along "
    "alongside together apart aside like unlike except thus therefore hence hereby today now here further "
    "moreover furthermore however nevertheless nonetheless meanwhile also then again likewise similarly "
    "consequently accordingly and but yet so conscious mindful aware convinced determined guided inspired inter "
    "first second third fourth fifth sixth seventh eighth ninth tenth finally lastly secondly without throughout "
    "across amid amidst per via over about instead indeed taking bearing desirous resolved committed "
    "concerned faithful having being true eager confident anxious".split()
)
#: Words with which a phrase in front begins that no comma need end.
SHORT_FRONTS = frozenset(
    "in on at for by with from to of during through under upon within among between against towards toward given "
    "despite notwithstanding following pursuant today now here thus therefore hence hereby accordingly also then "
    "moreover furthermore further beyond besides consequently finally along nevertheless throughout likewise "
    "meanwhile together".split()
)
#: After these words no main clause begins.
_NEVER_BEFORE = frozenset(
    "in on at for by with from to of as while when if since after before during through under upon within among "
    "between against towards toward given despite following the a an that which who whom whose where whether than "
    "because unless until although though its their our his these those this such all both each any no every "
    "other some into over about via per including regarding concerning not only whereas what how why or nor "
    "like".split()
)
_NEEDS_NOUN = frozenset(
    "in on at for by with from to of during through under upon within among between against towards toward given "
    "despite following".split()
)
_FIRST_WORD = re.compile(r"[\"\u201c(]?(?:[\u2013\u2014\u2022*-] |\(?[a-z\d]{1,3}[.)] )?([A-Za-z]+)")
_BULLET = re.compile(r"[\"\u201c(\u2013\u2014\u2022* -]*(?:\(?[a-z\d]{1,3}[.)] )?$")
FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|cannot|could|may|might|shall|should|must|does|did|remains?"
    r"|becomes?)\b"
)
_SUBORDINATOR = re.compile(
    r"\b(?:that|which|who|whom|whose|where|when|while|if|because|whether|what|how|unless|whereas|although|as)\b"
)
_JOIN = re.compile(
    r"(?:[,;] ?(?:and|but|while|yet|so)?|\b(?:and|but))(?:,? (?:[a-z]+ ){0,4}[a-z]+,)?(?: (?:also|therefore|thus"
    r"|hereby|then|in turn))*$"
)
_JOIN_INSERTED = re.compile(r" (?:and|but),? (?:[a-z]+ ){0,4}[a-z]+,$")
_PARENTHESIS = re.compile(
    r"(?:and|or|in|on|at|for|by|with|from|of|through|under|including|particularly|especially|as|such|inter|where"
    r"|who|which"
    r"|together|along|subject|pursuant|if|when|while|without|within|among)\b"
)
_EVENTS = re.compile(
    r"\b(?:(?P<relative>which|who|whom|whose|that)(?: (?:also|[a-z]+ly|not))* (?P<next>\w+)"
    r"|(?P<other>(?i:(?:where|when|while|if|whether)(?! [a-z]+(?:ing|ed|rn)\b)|because|what|how|unless"
    r"|whereas|although)"
    r"|(?:[Ss]ince|[Oo]nce|[Aa]s)(?= (?:the|it|they|we|this)\b)|(?:that|which)(?=[,(]))"
    r"|(?P<finite>is|are|was|were|has|have|had|will|would|can|cannot|could|may|might|shall|should|must|does|did|remains"
    r"|seems))\b"
)
_DETERMINERS = frozenset(
    "the a an its their our his this these those all any each every no such both some other it they we there he "
    "she".split()
)
AUXILIARIES = frozenset(
    "is are was were has have had will would can could may might shall should must does did do remains seems".split()
)
#: Words that begin a clause inside another, and modals under which a coordinated infinitive may stand.
SUBORDINATE = re.compile(r"\b(?:that|which|who|whom|where|when|if|whether|because|how|what)\b")
UNDER = frozenset({"will", "shall", "should", "must", "can", "may", "could", "would", "have to", "need to"})
_BEFORE_MODAL = frozenset(
    "that which who whom whose what where when if as how whether to and or but than not nor while because".split()
)


def later_sentences(text: str) -> list[int]:
    """The offsets, in order, at which a sentence begins that is not the first of its line."""
    starts = []
    for match in _STOP.finditer(text):
        at = match.start()
        before = at - 6 if at > 6 else 0
        # No abbreviation has six letters; most sentences end with a longer word.
        if (before and text[before:at].isalpha()) or not _ABBREVIATION.search(text, before, at):
            starts.append(match.end())
    # One mark is found much quicker than two.
    if ("?" in text and "? " in text) or ("!" in text and "! " in text):
        starts = sorted(starts + [match.end() for match in _MARK.finditer(text)])
    return starts


def fronted(word: str) -> bool:
    """True for a word with which a phrase before the main clause can begin: "Having", "In", "Recently"."""
    return word in FRONTS or (len(word) > 4 and word.endswith(("ing", "ed", "ly")))


def opens_clause(text: str, low: int, at: int, joined: bool) -> bool:
    """True where a main clause can begin at `at` in the sentence that begins at `low`.

    At the sentence's beginning, after a phrase in front ("In this regard, ..."), after a colon or semicolon, and, where
    `joined` says that a clause went before, after a conjunction.
    """
    before = text[low:at]
    if not before or (not "A" <= before[0] <= "Z" and _BULLET.fullmatch(before)):
        return True
    stripped = before.rstrip()
    if stripped in ("And", "But", "Yet"):
        return True
    last = stripped[-1:]
    if last == ":":
        return True
    first_word = _FIRST_WORD.match(before)
    first = first_word.group(1).lower() if first_word else ""
    if last in ",;\u2013\u2014-)":
        if last == ";":
            return " that " not in before and " which " not in before
        if not fronted(first):
            after_and = last == "," and _JOIN_INSERTED.search(stripped) is not None
            return after_and and FINITE.search(before) is not None and _SUBORDINATOR.search(before) is None
        return FINITE.search(before) is None or _SUBORDINATOR.search(before) is not None
    words = stripped.rsplit(None, 1)
    word = words[-1].lower() if words else ""
    word = word[max(word.rfind("("), word.rfind('"'), word.rfind("\u201c")) + 1 :]
    if word in _NEVER_BEFORE and len(stripped) > len(word):
        return False
    if word in ("and", "but", "yet"):
        return joined or (FINITE.search(before) is not None and _SUBORDINATOR.search(before) is None)
    if first in SHORT_FRONTS or (first.endswith("ly") and " " not in stripped):
        if word in _NEVER_BEFORE and len(stripped) == len(word):
            return word not in _NEEDS_NOUN
        return len(before) < 110 and FINITE.search(before) is None and _SUBORDINATOR.search(before) is None
    return False


def after_join(text: str, low: int, at: int) -> bool:
    """True where the words right before `at` join a second clause to one that begins at `low`."""
    before = text[low:at].rstrip()
    return _JOIN.search(before, max(0, len(before) - 60)) is not None


def modal_subject(text: str, low: int, at: int, verbs: frozenset[str] = frozenset()) -> tuple[int, int] | None:
    """The span of the subject of a modal at `at`, if the modal is a verb of the main clause; else None.

    Clauses that "which", "that", "if" and the like bring on must have had their own verb before it; `verbs` are
    forms that can be one. After "and" the modal may share the subject of a verb before it.
    """
    before = text[low:at]
    if before.startswith(("Whereas ", "WHEREAS ")):
        return None
    words = before[-NEAR_MODAL:].split()
    last = ""
    while words and (last == "" or last.endswith("ly") or last in ("also", "therefore", "thus")):
        last = words.pop().lower().strip('"\u201c(,')
    if not last or (last in _BEFORE_MODAL and last not in ("and", "but")):
        return None
    shared = last in ("and", "but")
    open_clauses = 0
    main = -1
    for event in _EVENTS.finditer(before):
        if event["relative"]:
            previous = before[: event.start()].rsplit(None, 1)[-1:]
            if event["relative"] == "that" and previous and previous[0] in verbs:
                return None
            inside = bool(previous) and previous[0].lower() in SHORT_FRONTS  # "in which human beings"
            open_clauses += inside or not _own_verb(event["relative"], event["next"], verbs)
        elif event["other"]:
            open_clauses += 1
        elif open_clauses:
            open_clauses -= 1
        elif main >= 0 or not shared:
            return None
        else:
            main = event.start()
    if open_clauses:
        return None
    start = low + _subject_start(before)
    end = low + main if main >= 0 else low + _lexical_verb(before, verbs) if shared else at
    return (start, end) if start < end else None


def _lexical_verb(before: str, verbs: frozenset[str]) -> int:
    """Where the first word stands that looks like a finite verb: "plays" in "The Council plays a role and"."""
    for word in re.finditer(r" ([a-z]+(?:s|ed)) (?:the|an?|its|their|that|to)\b", before):
        if word.group(1) in verbs:
            return word.start(1)
    return -1


def _own_verb(relative: str, word: str, verbs: frozenset[str]) -> bool:
    """True where the word after a relative pronoun is the verb of its clause: "which distort trade"."""
    if relative in ("whom", "whose"):
        return False
    if word in AUXILIARIES:
        return True
    return word.islower() and word not in _DETERMINERS and (relative != "that" or word in verbs)


_LEAD = re.compile(
    r"[\"\u201c(\u2013\u2014\u2022* -]*(?:(?:And|But|Therefore|However|Thus|Hence|Moreover|Furthermore),? )?"
)


def _subject_start(before: str) -> int:
    """Where the subject begins in the words before its verb: after a phrase in front and its comma."""
    lead = _LEAD.match(before)
    start = lead.end() if lead else 0
    first = _FIRST_WORD.match(before, start)
    if first and fronted(first.group(1).lower()) and ", " in before[start:]:
        parts = before.rstrip(" ,").rfind(", ", start)
        while parts > start and _PARENTHESIS.match(before, parts + 2):
            parts = before.rfind(", ", start, parts)
        if parts > start:
            return parts + 2
    return start


_LAST_ADVERBS = frozenset("also therefore thus then hence however hereby further again now still moreover once".split())


def without_adverbs(words: str, marks: str = " ,") -> str:
    """The words without adverbs, blanks and `marks` at their end: "The fight, therefore," gives "The fight"."""
    words = words.rstrip(" " + marks)
    while words:
        at = max(words.rfind(" "), words.rfind(";")) + 1
        last = words[at:].lower()
        if last not in _LAST_ADVERBS and not (last.endswith("ly") and last not in ("family", "assembly", "supply")):
            break
        if not at and marks:
            break
        words = words[:at].rstrip(" " + marks)
    return words
