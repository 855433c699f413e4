"""Labels: the numbers and letters printed before sections and paragraphs, read by what stands on the line.

A label is read in three steps: what it looks like (`read_section_label`, `read_item_label`), what number it can
mean, and whether that number is the next of its kind (`structure` decides). The last step is what lets a Greek
iota be read as the numeral I: no look-alike is accepted where it would not count on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

#: Characters printed for Roman numerals. Pi stands for II because a font draws the two alike; the digit 1 and
#: the small l stand for I; the others are the Greek, Cyrillic and compatibility twins of the Latin letters.
NUMERAL_LOOKALIKES = {
    "\u0399": "I", "\u0406": "I", "\u04c0": "I", "1": "I", "l": "I", "|": "I",
    "\u03a0": "II", "\u041f": "II",
    "\u03a7": "X", "\u0425": "X", "\u0421": "C", "\u03f9": "C", "\u039c": "M", "\u041c": "M",
    "\u2160": "I", "\u2161": "II", "\u2162": "III", "\u2163": "IV", "\u2164": "V", "\u2165": "VI",
    "\u2166": "VII", "\u2167": "VIII", "\u2168": "IX", "\u2169": "X", "\u216a": "XI", "\u216b": "XII",
}  # fmt: skip

ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_WORDS = {
    word: value
    for value, words in enumerate(
        ["one first premier", "two second", "three third", "four fourth", "five fifth", "six sixth",
         "seven seventh", "eight eighth", "nine ninth", "ten tenth", "eleven eleventh", "twelve twelfth"], 1)
    for word in words.split()
}  # fmt: skip
_HAN = {char: value for value, char in enumerate("一二三四五六七八九", 1)}
_HAN_FIRST = frozenset("一二三四五六七八九十")

#: Words that introduce the label of a section, with the rank of the division: a lower rank holds the higher.
DIVISIONS = {
    "part": 1, "часть": 1, "partie": 1, "parte": 1, "teil": 1, "частина": 1, "title": 2, "titre": 2, "título": 2,
    "titolo": 2, "titel": 2, "book": 1, "chapter": 3, "chapitre": 3, "capítulo": 3, "capitolo": 3, "kapitel": 3,
    "hoofdstuk": 3, "глава": 3, "раздел": 3, "розділ": 3, "section": 4, "sección": 4, "seção": 4, "sezione": 4,
    "abschnitt": 4, "article": 6, "artículo": 6, "artigo": 6, "статья": 6, "стаття": 6, "артыкул": 6,
    "principle": 6, "rule": 6, "regulation": 6,
    "art": 6, "goal": 6, "clause": 6, "madde": 6, "artikel": 6, "articolo": 6, "мақола": 6, "бап": 6, "модда": 6,
}  # fmt: skip
ROMAN_RANK, ARABIC_RANK, LETTER_RANK = 4, 5, 5
#: What heads letters that are printed below a treaty.
LETTERS = ("exchange of letters", "exchange of notes")
ANNEX_WORDS = (
    "annex", "annexure", "appendix", "schedule", "attachment", "protocol", "приложение", "annexe", "anexo", "附件",
    *LETTERS,
)  # fmt: skip

#: The letters that the label of an annex can begin with.
ANNEX_LETTERS = frozenset("AaSsПпП附")
#: Of a line so much is looked at for a label.
LONGEST_LABEL = 60

_ANNEX_WORD = "annexure|annex|appendix|schedule|attachment|приложение|annexe|anexo"
_WORD = "|".join(sorted(DIVISIONS, key=len, reverse=True))
_NUMERAL = (
    r"(?:\d{1,4}(?:\s?bis)?|[IVXl|\u0399\u03a0\u0406\u04c0\u041f\u03a7\u0425]{1,6}"
    r"|[IVXLCDM]{1,8}|[IVXLCivxlc]{1,6}|[A-Z])"
)
_DIVISION = re.compile(
    rf"(?P<word>{_WORD})(?:(?<=art)\.)?(?:\s+|\s?[-\u2013]\s?(?=[\dIVXLC]))(?P<num>{_NUMERAL}|[A-Za-z]+|[\dIilLoO|]{{2,3}})(?P<stop>\s*[.:)\u2013\u2014-]+)?(?=\s|$)",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[^\W\d_]+")
#: A label with the ordinal before the word: "The First Article".
_ORDINAL = re.compile(r"(?:the\s+)?(?P<ordinal>[a-z]+)\s+(?P<word>article|chapter|part|section)\s?[.:]?", re.IGNORECASE)
_ORDINALS = {
    word: value
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth".split(), 1)
}  # fmt: skip
#: A label with an ordinal is shorter than this.
LONGEST_ORDINAL = 40
LONGEST_SPACED = 24
#: The first letters of the words that labels begin with.
_DIVISION_HEADS = frozenset(word[:3] for word in DIVISIONS)
_DIVISION_LETTERS = frozenset(letter for head in _DIVISION_HEADS for letter in (head[0], head[0].upper()))
_ORDINAL_HEADS = frozenset(word[:3] for word in ("the", *_ORDINALS))
#: A word that came apart: "AR TIC LE VIII".
_SPACED = re.compile(r"A ?R ?T ?I ?C ?L ?E\s+(?P<num>[IVXLC]{1,7}|\d{1,3})\s?\.?", re.IGNORECASE)
#: A number that came apart: "Article 1 0".
_PARTED = re.compile(r"(?P<word>[^\W\d_]+)\s+(?P<tens>[1-9])\s(?P<ones>\d)\s?[.:]?")
_HAN_DIVISION = re.compile(r"第(?P<num>[一二三四五六七八九十百零〇\d]+)(?P<word>部分|[编編章节節条條款部])\s*")
_HAN_RANKS = {"编": 1, "編": 1, "部": 1, "部分": 1, "章": 3, "节": 4, "節": 4, "条": 6, "條": 6, "款": 6}
#: What `SectionLabel.word` can be where it is not a text's own word.
KNOWN_WORDS = frozenset((*DIVISIONS, *_HAN_RANKS, "annex", ""))
_ANNEX = re.compile(
    rf"(?P<word>{_ANNEX_WORD})(?:\s+(?:№\s*)?(?P<num>\d{{1,3}}|[IVXLC]{{1,6}}|[A-Z]))?\s*[.:]?$"
    r"|(?P<han>附件)\s*(?P<hannum>[一二三四五六七八九十\d]*)\s*[:：]?$",
    re.IGNORECASE,
)
#: A label with the heading of the annex behind it on the line: "Annex II. List of sites".
_HEADED_ANNEX = re.compile(
    rf"(?P<printed>(?:{_ANNEX_WORD})"
    r"(?:\s+(?:№\s*)?(?P<num>\d{1,3}|[IVXLC]{1,6}|[A-Z]))?\s?[.:\u2013\u2014-])\s+(?=[^\W\d_]\S*\s+\S)",
    re.IGNORECASE,
)
#: A numeral alone has no more characters than this, with what stops it.
LONGEST_NUMERAL = 9
_LONE = re.compile(r"(?P<num>\S{1,8}?)(?P<stop>[.):])?$")
#: Letters that are Roman numerals too, but of numbers that no section has.
_LETTERS_FIRST = frozenset("CDLM")


class SectionLabel(NamedTuple):
    """A label that can begin a section.

    `word` is the division's word ("article") or "" for a bare numeral; `label` the normalised label ("II"),
    `value` its number; `printed` the characters that stand for it; `end` where they end on the line (code
    points); `rank` the division's rank; `lookalike` says that look-alike characters were read as a numeral.
    """

    word: str
    label: str
    value: int
    printed: str
    end: int
    rank: int
    lookalike: bool = False


def roman_value(numeral: str) -> int | None:
    """The value of a well-formed Roman numeral in capitals, else None: `roman_value("XIV") == 14`."""
    if not numeral or not ROMAN.fullmatch(numeral):
        return None
    values = [_ROMAN_VALUES[char] for char in numeral]
    return sum(-v if i + 1 < len(values) and v < values[i + 1] else v for i, v in enumerate(values))


def to_roman(value: int) -> str:
    """The Roman numeral of a number from 1 to 3999."""
    out = ""
    for size, numeral in (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
        (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ):  # fmt: skip
        count, value = divmod(value, size)
        out += numeral * count
    return out


def read_numeral(printed: str) -> tuple[str, int, bool] | None:
    """Label, value and whether look-alikes were read, of a printed Roman numeral; None where it is none.

    `read_numeral("\u03a0") == ("II", 2, True)` with the Greek capital pi.
    """
    value = roman_value(printed)
    if value:
        return printed, value, False
    if printed.isdecimal():
        return None  # an Arabic number, whatever it looks like
    folded = "".join(NUMERAL_LOOKALIKES.get(char, char) for char in printed)
    value = roman_value(folded)
    if value and folded != printed:
        return folded, value, True
    return None


def han_value(numeral: str) -> int | None:
    """The value of a Chinese numeral up to 999, or of digits: `han_value("二十一") == 21`."""
    if numeral.isdecimal():
        return int(numeral)
    hundreds, hundred, rest = numeral.rpartition("百")
    if hundred:
        below = han_value(rest.lstrip("零〇")) if rest.lstrip("零〇") else 0
        head = _HAN.get(hundreds, 1 if not hundreds else None)
        return None if below is None or head is None else head * 100 + below
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return _HAN.get(numeral)
    try:
        return (_HAN[tens] if tens else 1) * 10 + (_HAN[ones] if ones else 0)
    except KeyError:
        return None


#: What character recognition makes of digits, and a number in which there are both: "I2", "1o", "Io".
_MISREAD = str.maketrans("IilLoO|", "1111001")
_MIXED = re.compile(r"(?=.*[\doO])(?=.*[IilLoO|])[\dIilLoO|]{2,3}")
_NUMERAL_AT_END = re.compile(r"([\dIilLoO|]{2,3})[.: ]*$")


def _value(numeral: str) -> tuple[str, int] | None:
    """Label and value of a numeral after a division's word: Arabic, Roman, a word or a letter."""
    if _MIXED.fullmatch(numeral):
        return numeral.translate(_MISREAD), int(numeral.translate(_MISREAD))
    digits = re.match(r"\d+", numeral)
    if digits:
        return numeral.replace(" ", ""), int(digits.group())
    if numeral.lower() in _WORDS:
        value = _WORDS[numeral.lower()]
        return str(value), value
    if set(numeral) <= {"l", "|"}:
        numeral = "I" * len(numeral)
    upper = numeral.upper()
    value_ = roman_value(upper)
    if value_ and (numeral.isupper() or numeral.islower()):
        return upper, value_
    if len(numeral) == 1 and numeral.isascii() and numeral.isupper():
        return numeral, ord(numeral) - ord("A") + 1
    folded = read_numeral(numeral)
    return folded[:2] if folded else None


def read_section_label(line: str) -> SectionLabel | None:
    """The label of a section at the beginning of `line`, or a bare numeral that is the whole line."""
    head = line[:3].lower()
    if (
        len(line) > LONGEST_NUMERAL
        and head not in _DIVISION_HEADS
        and head[:2] not in ("ar", "a ")
        and (len(line) >= LONGEST_ORDINAL or head not in _ORDINAL_HEADS)
        and line[0] != "第"
    ):
        return None  # most lines are running text
    if line[:1] == "第" and (han := _HAN_DIVISION.match(line)):
        value = han_value(han["num"])
        if value:
            printed = han.group().rstrip()
            return SectionLabel(han["word"], str(value), value, printed, len(printed), _HAN_RANKS[han["word"]])
    ordinal = _ORDINAL.fullmatch(line) if len(line) < LONGEST_ORDINAL else None
    if ordinal and ordinal["ordinal"].lower() in _ORDINALS:
        value = _ORDINALS[ordinal["ordinal"].lower()]
        word = ordinal["word"].lower()
        return SectionLabel(word, str(value), value, line, len(line), DIVISIONS[word])
    spaced = _SPACED.fullmatch(line) if head in ("ar ", "a r") and len(line) < LONGEST_SPACED else None
    if spaced and (read := _value(spaced["num"])):
        return SectionLabel("article", *read, line, len(line), DIVISIONS["article"])
    first = _LETTERS.match(line)
    divides = first is not None and first.group().lower() in DIVISIONS
    if not divides and len(line) > LONGEST_NUMERAL:
        return None
    parted = _PARTED.fullmatch(line) if divides and len(line) < 20 else None
    if parted:
        number = parted["tens"] + parted["ones"]
        word = parted["word"].lower()
        return SectionLabel(word, number, int(number), line, len(line), DIVISIONS[word])
    match = _DIVISION.match(line) if divides else None
    if match and (line[:1].isupper() or match.end() == len(line)):
        read = _value(match["num"])
        if read:
            word = match["word"].lower()
            num = match["num"]
            lookalike = not num.isascii() or set(num) <= {"l", "|"} or _MIXED.fullmatch(num) is not None
            printed = match.group().rstrip()
            twice = re.compile(rf"\s*{re.escape(printed)}(?=\s|$)").match(line, match.end())
            end = twice.end() if twice else match.end()  # "Art. 1 Art. 1 Lakes": a link and its text
            return SectionLabel(word, *read, line[:end].rstrip(), end, DIVISIONS[word], lookalike)
    if len(line) <= LONGEST_NUMERAL and (lone := _LONE.match(line)):
        if lone["num"][0] in _HAN_FIRST and (counted := han_value(lone["num"])):
            return SectionLabel("", str(counted), counted, line, len(line), ROMAN_RANK)
        numeral = None if lone["num"] in _LETTERS_FIRST else read_numeral(lone["num"])
        if numeral:
            label, value, lookalike = numeral
            return SectionLabel("", label, value, line, len(line), ROMAN_RANK, lookalike)
        if lone["num"].isdecimal() and len(lone["num"]) <= 2:
            return SectionLabel("", str(int(lone["num"])), int(lone["num"]), line, len(line), ARABIC_RANK)
        if re.fullmatch("[A-Z]", lone["num"]):
            return SectionLabel("", line[0], ord(line[0]) - 64, line, len(line), LETTER_RANK)
    return None


def misread_digits(label: SectionLabel, value: int) -> SectionLabel | None:
    """A label whose number was misread, where it must be `value`: "Article Io." for the tenth; else None."""
    numeral = _NUMERAL_AT_END.search(label.printed)
    if numeral is None or numeral.group(1).translate(_MISREAD) != str(value):
        return None
    return label._replace(label=str(value), value=value, lookalike=not numeral.group(1).isdecimal())


def read_section_labels(texts: Iterable[str]) -> dict[int, SectionLabel]:
    """The labels of sections that lines of text begin with, by the index of the line."""
    return {
        index: label
        for index, text in enumerate(texts)
        if (
            len(text) < LONGEST_ORDINAL
            or (text[0] in _DIVISION_LETTERS and text[:3].lower() in _DIVISION_HEADS)
            or text[0] == "第"
        )
        and (label := read_section_label(text[:LONGEST_LABEL]))
    }


def read_annex_label(line: str) -> SectionLabel | None:
    """The label of an annex, where it is the whole line: "Annex II", "APPENDIX"."""
    match = _ANNEX.match(line) if line[0] in ANNEX_LETTERS else None
    if not match or not (line[0].isupper() or match["han"]):
        return None
    numeral = match["num"] or match["hannum"]
    if not numeral:
        return SectionLabel("annex", "", 0, line, len(line), 0)
    value = han_value(numeral) if match["han"] else None
    read = (str(value), value) if value else _value(numeral)
    return SectionLabel("annex", *read, line, len(line), 0) if read else None


#: The same in Chinese, the heading in quotation marks: "附一《...》".
_HAN_HEADED_ANNEX = re.compile(r"(?P<printed>附件?(?P<num>[一二三四五六七八九十\d]{1,3}))\s*[:：]?\s*(?=《[^《》]+》$)")


def read_headed_annex(line: str) -> SectionLabel | None:
    """The label of an annex whose heading may follow on the line: "Annex II. List of sites"; `end` is its start."""
    han = _HAN_HEADED_ANNEX.match(line) if line[0] == "附" else None
    if han and (number := han_value(han["num"])):
        return SectionLabel("annex", str(number), number, han["printed"], han.end(), 0)
    match = _HEADED_ANNEX.match(line) if line[0] in ANNEX_LETTERS else None
    if not match or not line[0].isupper():
        return None
    read = _value(match["num"]) if match["num"] else ("", 0)
    return SectionLabel("annex", *read, match["printed"], match.end(), 0) if read else None
