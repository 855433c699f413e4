"""What a spreadsheet does with text: what it would run as a formula, what it takes for a number or a date, what it
can hold.

The model of Excel is conservative: what it names may be converted by some version or language of Excel, what it
leaves is not. Its sources are Excel's behaviour in English as documented by Microsoft (numbers, dates, times,
fractions, currencies, percentages, scientific notation, TRUE and FALSE) and the names of months in English.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from operator import methodcaller

#: What Excel can hold: UTF-16 units in a cell, rows in a sheet (the header is one), and no day before this
#: one (it takes 1900 for a leap year).
CELL_UNITS, SHEET_ROWS, FIRST_DAY = 32_767, 1_048_576, date(1900, 3, 1)

#: Stands at the end of a text that is too long for a cell.
CUT_MARK = " [... cut here: longer than a cell of Excel can be; the CSV and Parquet files have all of it]"

#: A cell that begins with one of these, perhaps after line feeds, can be run as a formula by a spreadsheet that opens a
#: CSV file; the last four are full-width forms.
#: https://owasp.org/www-community/attacks/CSV_Injection
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")

_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_NUMBER = r"(?:[0-9]+(?:[.,'\s][0-9]+)*[.,]?|[.,][0-9]+)(?:\s*e\s*[-+]?\s*[0-9]+)?"
_SIGN = r"[-+\u2212]?\s*"
_CURRENCY = r"(?:[$\u00a2-\u00a5\u20a0-\u20bf]\s*)?"
_TIME = (
    r"(?:[0-9]+\s*:(?:\s*[0-9]+)?(?:\s*:\s*[0-9]+)?(?:[.,][0-9]+)?(?:\s*[ap]\.?(?:m\.?)?)?"
    r"|[0-9]{1,2}\s+[ap]m?)"
)
_NUMERIC_DATE = r"[0-9]{1,4}\s*[-/.\s]\s*[0-9]{1,4}(?:\s*[-/.\s]\s*[0-9]{1,4})?"
_NAMED_DATE = (
    rf"(?:[0-9]{{1,4}}(?:st|nd|rd|th)?[-/.,\s]*{_MONTHS}|{_MONTHS})[-/.,\s]*[0-9]{{0,4}}(?:st|nd|rd|th)?"
    r"(?:[-/.,\s]+[0-9]{1,4})?"
)
_CONVERTED = re.compile(
    rf"\s*(?:\(?{_SIGN}{_CURRENCY}{_SIGN}{_NUMBER}\s*%?\)?|%\s*{_NUMBER}|{_NUMBER}\s*{_CURRENCY}"
    rf"|{_SIGN}[0-9]+\s+[0-9]+/[0-9]+|(?:{_NUMERIC_DATE}|{_NAMED_DATE})(?:[\sT]+{_TIME})?|{_TIME}"
    r"|true|false|#(?:n/a|null!|ref!|div/0!|value!|name\?|num!))\s*",
    re.IGNORECASE,
)
#: No date or number that a spreadsheet knows is longer.
LONGEST = 60


#: Patterns of RE2, as Arrow has it, that find every text for which `runs` or `is_converted` holds, and others too. What
#: is converted begins with a month, TRUE or FALSE, or has something that is no letter before the first of them.
MAY_RUN = rf"\A\n*[{''.join(map(re.escape, FORMULA_STARTS))}]"
MAY_BE_CONVERTED = r"(?i)\A(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|true|fal|[^a-z]+(?:\z|[adefjmnoprstv]))"


def runs(text: str) -> bool:
    """Whether a spreadsheet that opens a CSV file could run the cell as a formula.

    >>> runs("=1+1"), runs("- the first item"), runs("a = b")
    (True, True, False)
    """
    return text.lstrip("\n").startswith(FORMULA_STARTS)


def is_converted(text: str) -> bool:
    """Whether Excel could make a number, a date, a time or a truth value of the cell when it opens a CSV file.

    >>> is_converted("2003-05"), is_converted("(1)"), is_converted("II.3"), is_converted("sco-2003-moscow")
    (True, True, False, False)
    """
    return len(text) <= LONGEST and _CONVERTED.fullmatch(text) is not None and any(map(_counts, text))


def are_plain(texts: Collection[str]) -> bool:
    """Whether no text of many can be one that `runs` or `is_converted`; false where that is to be seen one by one."""
    if any(map(methodcaller("startswith", ("\n", *FORMULA_STARTS)), texts)):
        return False
    return not any(map(_CONVERTED.fullmatch, (text for text in texts if len(text) <= LONGEST)))


def _counts(char: str) -> bool:
    return char.isdigit() or char.isalpha() or char == "#"


def is_old(day: date) -> bool:
    """Whether a day is before those that Excel knows."""
    return day < FIRST_DAY


def fitting(text: str) -> str:
    """The text as a cell can hold it: whole, or cut and marked."""
    if len(text) > CELL_UNITS // 2 and len(text.encode("utf-16-le")) > 2 * CELL_UNITS:
        room = 2 * (CELL_UNITS - len(CUT_MARK))
        # Half of a pair that stands for one character is dropped.
        return text.encode("utf-16-le")[:room].decode("utf-16-le", "ignore") + CUT_MARK
    return text
