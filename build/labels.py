"""Labels: the numbers and letters printed before sections and paragraphs, read by what stands on the line.

A label is read in three steps: what it looks like (`read_section_label`, `read_item_label`), what number it can
mean, and whether that number is the next of its kind (`structure` decides). The last step is what lets a Greek
iota be read as the numeral I: no look-alike is accepted where it would not count on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
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
ANNEX_WORDS = (
    "annex", "annexure", "appendix", "schedule", "attachment", "protocol", "приложение", "annexe", "anexo", "附件"
)  # fmt: skip

#: The letters that the label of an annex can begin with.
ANNEX_LETTERS = frozenset("AaSsПпП附")
#: Of a line so much is looked at for a label.
LONGEST_LABEL = 60

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
    r"(?P<word>annexure|annex|appendix|schedule|attachment|приложение|annexe|anexo)(?:\s+(?:№\s*)?(?P<num>\d{1,3}|[IVXLC]{1,6}|[A-Z]))?\s*[.:]?$"
    r"|(?P<han>附件)\s*(?P<hannum>[一二三四五六七八九十\d]*)\s*[:：]?$",
    re.IGNORECASE,
)
#: A label with the heading of the annex behind it on the line: "Annex II. List of sites".
_HEADED_ANNEX = re.compile(
    r"(?P<printed>(?:annexure|annex|appendix|schedule|attachment|приложение|annexe|anexo)"
    r"(?:\s+(?:№\s*)?(?P<num>\d{1,3}|[IVXLC]{1,6}|[A-Z]))?\s?[.:\u2013\u2014-])\s+(?=[^\W\d_]\S*\s+\S)",
    re.IGNORECASE,
)
#: A numeral alone has no more characters than this, with what stops it.
LONGEST_NUMERAL = 9
_LONE = re.compile(r"(?P<num>\S{1,8}?)(?P<stop>[.):])?$")
_ITEM = re.compile(
    r"(?P<printed>[\"\u201c\u2018']?\(\s?(?:\d{1,3}|[A-Za-z]|[ivxlc]{1,6}|[IVXLC]{2,6}|[а-я])\s?\)|\d{1,3}\s?\([a-z]{1,4}\)|\d{1,3}(?:\.\d{1,3}){0,3}\s?[.)]"
    r"|(?:\d{1,3}\.){1,3}\d{1,3}|[A-Za-z][.)]|[а-я]\)|[ivxlc]{1,6}[.)]|[IVXLC]{1,6}[.)]"
    r"|[\u2022\u00b7\u25cf\u25aa\u25a0\u25e6\u2023\u25cb\u27a2\u23af\uf0b7*\u2013\u2014-])(?=\s|$)"
)
_GLUED = re.compile(
    r"(?P<printed>[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|\(\d{1,3}\)|\([a-z]\)|\d{1,2}[.)](?=[A-Z])"
    r"|[A-H]\.(?=[a-z„“\"]|(?:The|It|Any|Each|In|As|If|This|For|All|No|To) )"
    r"|[\u2022\u00b7\u25cf\u25aa\u25a0\u25e6\u2023\u25cb\u27a2\u23af\uf0b7])(?=\S)"
)


#: What can follow the first sign of an item's label where that is a letter.
_AFTER_LETTER = ".)ivxlcIVXLC一二三四五六七八九十、"
_QUANTITY = re.compile(
    r"\s+(?:million|billion|thousand|hundred|per\b|percent|%|times|degrees|km|metres|meters|tons|tonnes)"
)
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


def read_item_labels(texts: Sequence[str]) -> dict[int, tuple[str, int]]:
    """What is printed before the paragraphs that lines of text begin, and its end, by the index of the line."""
    items = {
        index: item
        for index, text in enumerate(texts)
        if (text[1:2] in _AFTER_LETTER or not text[0].isalpha()) and (item := read_item_label(text))
    }
    return items | _read_misread_letters(texts, items) | _read_bullets(texts, items)


#: What bullets become in a text that was taken out of a word processor's file, before a blank.
_BULLETS = frozenset("o.\u00a7\u00d8\u00fcv\uf0a7\uf0d8\uf0fc\u27a4\u2756\u2713")
#: So many lines begin with one.
FEWEST_BULLETS = 3


def _read_bullets(texts: Sequence[str], items: Mapping[int, tuple[str, int]]) -> dict[int, tuple[str, int]]:
    """Like `items`, the lines that begin with a letter or sign that stands for a bullet, where several do."""
    found: dict[str, list[int]] = {}
    for index, text in enumerate(texts):
        if text[0] in _BULLETS and text[1:2] in (" ", "\t", "\u00a0") and text[2:].strip() and index not in items:
            found.setdefault(text[0], []).append(index)
    return {
        index: (sign, len(texts[index]) - len(texts[index][1:].lstrip()))
        for sign, lines in found.items()
        if len(lines) >= FEWEST_BULLETS
        for index in lines
    }


#: A sign where a letter of a list was: "({) lakes", "/. lakes".
_SIGN_FOR_LETTER = re.compile(
    r"(?P<printed>\([^\w\s()]\)|[^\w\s()\"'\u201c\u2018.,;:*\u2022\u2013\u2014-][.)])\s+(?=\S)"
)
_LETTERED = re.compile(r"(?P<opens>\(?)(?P<letter>[a-z])[.)]")
#: The letter before it stands no more lines above, and one that it may be no more lines below.
MOST_BETWEEN = 12


def _read_misread_letters(texts: Sequence[str], items: Mapping[int, tuple[str, int]]) -> dict[int, tuple[str, int]]:
    """Like `items`, the lines whose letter was misread as a sign: where the next of a list is to come and does not."""
    found: dict[int, tuple[str, int]] = {}
    last: tuple[int, str, int] | None = None
    for index, text in enumerate(texts):
        lettered = _LETTERED.fullmatch(items[index][0]) if index in items else None
        if lettered:
            last = index, lettered["opens"], ord(lettered["letter"])
            continue
        sign = _SIGN_FOR_LETTER.match(text) if last and not text[0].isalnum() and index not in items else None
        if sign is None or last is None or index - last[0] > MOST_BETWEEN or (last[1] == "(") != (text[0] == "("):
            continue
        missing = f"{last[1]}{chr(last[2] + 1)}{sign['printed'][-1]}"
        below = range(index + 1, index + 1 + MOST_BETWEEN)
        if not any(items[i][0] == missing for i in below if i in items):
            found[index] = sign["printed"], sign.end()
            last = index, last[1], last[2] + 1
    return found


def read_item_label(line: str) -> tuple[str, int] | None:
    """The number, letter or dash printed before a paragraph, and where the text after it begins.

    `read_item_label("(a) to act") == ("(a)", 4)`; the end is the line's length where nothing follows.
    """
    first = line[0]
    if first.isalpha() and line[1:2] not in _AFTER_LETTER:
        return None  # most lines are running text
    match = _ITEM.match(line) or _GLUED.match(line)
    if not match:
        return None
    printed = match["printed"]
    end = match.end()
    if printed[-1].isdigit() and _QUANTITY.match(line, end):
        return None  # a number in the sentence: "3.5 million people"
    while end < len(line) and line[end].isspace():
        end += 1
    return printed, end
