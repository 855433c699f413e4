"""Forms of English verbs: from a lemma to the forms that texts print, and from an unknown form back to a lemma.

Regular verbs follow the spelling rules; the irregular ones of diplomatic prose are listed.
"""

from __future__ import annotations

from dataclasses import dataclass

#: Lemma: past, participle.
IRREGULAR = {
    "be": ("were", "been"), "have": ("had", "had"), "do": ("did", "done"), "go": ("went", "gone"),
    "arise": ("arose", "arisen"), "bear": ("bore", "borne"), "become": ("became", "become"),
    "begin": ("began", "begun"), "beseech": ("besought", "besought"), "bind": ("bound", "bound"),
    "bring": ("brought", "brought"), "build": ("built", "built"), "buy": ("bought", "bought"),
    "choose": ("chose", "chosen"), "come": ("came", "come"), "deal": ("dealt", "dealt"),
    "draw": ("drew", "drawn"), "feel": ("felt", "felt"), "fight": ("fought", "fought"),
    "find": ("found", "found"), "forbid": ("forbade", "forbidden"), "forecast": ("forecast", "forecast"),
    "foresee": ("foresaw", "foreseen"), "get": ("got", "got"), "give": ("gave", "given"),
    "grow": ("grew", "grown"), "hear": ("heard", "heard"), "hold": ("held", "held"), "keep": ("kept", "kept"),
    "know": ("knew", "known"), "lay": ("laid", "laid"), "lead": ("led", "led"), "learn": ("learned", "learned"),
    "leave": ("left", "left"), "lend": ("lent", "lent"), "lie": ("lay", "lain"), "lose": ("lost", "lost"),
    "make": ("made", "made"), "mean": ("meant", "meant"), "meet": ("met", "met"), "pay": ("paid", "paid"),
    "plead": ("pleaded", "pleaded"), "put": ("put", "put"), "rise": ("rose", "risen"), "run": ("ran", "run"),
    "say": ("said", "said"), "see": ("saw", "seen"), "seek": ("sought", "sought"), "sell": ("sold", "sold"),
    "send": ("sent", "sent"), "set": ("set", "set"), "show": ("showed", "shown"), "speak": ("spoke", "spoken"),
    "spend": ("spent", "spent"), "stand": ("stood", "stood"), "stem": ("stemmed", "stemmed"),
    "strive": ("strove", "striven"), "swear": ("swore", "sworn"), "take": ("took", "taken"),
    "teach": ("taught", "taught"), "tell": ("told", "told"), "think": ("thought", "thought"),
    "undergo": ("underwent", "undergone"), "understand": ("understood", "understood"),
    "undertake": ("undertook", "undertaken"), "uphold": ("upheld", "upheld"), "win": ("won", "won"),
    "withdraw": ("withdrew", "withdrawn"), "write": ("wrote", "written"), "overcome": ("overcame", "overcome"),
}  # fmt: skip
#: Verbs that double their last letter although more than one syllable long.
DOUBLING = frozenset(
    "abet abhor admit allot annul commit compel concur confer control defer deter enrol equip excel expel incur infer "
    "instil occur omit permit prefer propel refer regret rebut recur remit submit transfer transmit".split()
)
_SHORT_DOUBLING = frozenset(
    "ban bar bid cap cut drop get let map net pin plan rob run set ship skip step stop sum trap win".split()
)


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of one verb; spellings in -ise and -ize and doubled -l- are both there."""

    base: tuple[str, ...]
    third: tuple[str, ...]
    past: tuple[str, ...]
    participle: tuple[str, ...]
    progressive: tuple[str, ...]


def inflect(lemma: str) -> Forms:
    """All forms of a verb: `inflect("reaffirm").third == ("reaffirms",)`."""
    spellings = [lemma]
    if lemma.endswith("ize"):
        spellings.append(lemma[:-3] + "ise")
    elif lemma.endswith("yze"):
        spellings.append(lemma[:-3] + "yse")
    elif lemma.endswith("or") and len(lemma) > 4:
        spellings.append(lemma[:-2] + "our")
    elif lemma.endswith("fill"):
        spellings.append(lemma[:-1])
    pasts = [IRREGULAR.get(form, (_past(form), _past(form))) for form in spellings]
    doubled = [form + "l" for form in spellings if form.endswith("el") and form not in DOUBLING]
    return Forms(
        tuple(spellings),
        tuple(_third(form) for form in spellings),
        tuple(dict.fromkeys([past for past, _ in pasts] + [form + "ed" for form in doubled])),
        tuple(dict.fromkeys([done for _, done in pasts] + [form + "ed" for form in doubled])),
        tuple([_progressive(form) for form in spellings] + [form + "ing" for form in doubled]),
    )


def lemma_of(form: str) -> str:
    """The likely lemma of a form that no lexicon has: `lemma_of("ratified") == "ratify"`."""
    if form.endswith("ied"):
        return form[:-3] + "y"
    if form.endswith("ies"):
        return form[:-3] + "y"
    if form.endswith("ed"):
        return _stem(form[:-2])
    if form.endswith("ing"):
        return _stem(form[:-3])
    if form.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return form[:-2]
    if form.endswith("s") and not form.endswith(("ss", "us")):
        return form[:-1]
    return form


def _stem(stem: str) -> str:
    """A stem without its ending, with the e that the ending took or without the letter that it doubled."""
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "slfz":
        return stem[:-1]
    if stem.endswith(("c", "v", "u", "dg", "rg", "ng", "uc", "ys")) and not stem.endswith(("ong", "ing", "ang")):
        return stem + "e"
    if stem.endswith(("at", "iz", "is", "ur", "ir", "ut", "et", "ot", "id", "ud", "od", "ag", "as", "us", "os")):
        return stem + "e" if not stem.endswith(("eat", "oat", "ait", "out", "eet", "it")) else stem
    return stem


def _third(lemma: str) -> str:
    if lemma == "be":
        return "is"
    if lemma == "have":
        return "has"
    if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return lemma[:-1] + "ies"
    return lemma + ("es" if lemma.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")


def _doubles(lemma: str) -> bool:
    return lemma in DOUBLING or lemma in _SHORT_DOUBLING


def _past(lemma: str) -> str:
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2:-1] not in "aeiou":
        return lemma[:-1] + "ied"
    return lemma + (lemma[-1] if _doubles(lemma) else "") + "ed"


def _progressive(lemma: str) -> str:
    if lemma.endswith("ie"):
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe")) and lemma != "be":
        return lemma[:-1] + "ing"
    return lemma + (lemma[-1] if _doubles(lemma) or lemma in ("begin",) else "") + "ing"
