"""How the closing words of a treaty begin: in witness whereof they signed, done at a place on a day.

They begin a section of their own below labelled articles, whatever the language.
"""

from __future__ import annotations

import re

#: Words that begin a closing formula, as alternatives of an expression, by the language.
_FORMULAS = {
    "en": (
        r"IN WITNESS WHEREOF|[Ii]n [Ww]itness [Ww]hereof|IN FAITH WHEREOF|[Ii]n [Ff]aith [Ww]hereof|DONE\b"
        r"|(?:In testimony|IN TESTIMONY) (?:whereof|WHEREOF)\b"
        r"|(?:[Dd]one|Made) (?:at|in|on|this)\b|(?:Dated|DATED) (?:at|AT|this|THIS)\b|(?:Thus|THUS) (?:done|DONE)\b"
        r"|(?:Signed|SIGNED|Concluded|Carried out) (?:at|in|AT|IN)\b"
    ),
    "ru": r"Совершено\b|СОВЕРШЕНО\b|Учинено\b|УЧИНЕНО\b|В удостоверение\b|В УДОСТОВЕРЕНИЕ\b",
    "uk": r"Вчинено\b|ВЧИНЕНО\b|На посвідчення\b|НА ПОСВІДЧЕННЯ\b",
    "es": (
        r"Hecho e[nl]\b|HECHO\b|(?:Firmado|Suscrito) en\b|En (?:fe|testimonio) de lo\b|EN (?:FE|TESTIMONIO) DE LO\b"
    ),
    "fr": r"(?:Ainsi fait|AINSI FAIT|Fait|FAIT),? (?:[aà]|en|le|[AÀ]|EN|LE)\b|En foi de quoi\b|EN FOI DE QUOI\b",
    "pt": r"Feito em\b|FEITO EM\b|Em (?:fé|testemunho) do que\b|EM (?:FÉ|TESTEMUNHO) DO QUE\b",
    "it": r"Fatto (?:a|in)\b|FATTO\b|In fede di che\b|IN FEDE DI CHE\b",
    "de": r"Geschehen (?:zu|in|am)\b|GESCHEHEN\b|Zu Urkund dessen\b|ZU URKUND DESSEN\b",
    "nl": r"Gedaan te\b|GEDAAN\b|Ten blijke waarvan\b|TEN BLIJKE WAARVAN\b",
    "zh": (
        r"[^\s。]{0,40}以昭信守"
        r"|本(?:协定|協定|条约|條約|公约|公約|议定书|議定書|备忘录|声明|协议)[^\s。]{0,12}于[^。]{4,30}[签订簽訂]"
    ),
}
CLOSING = re.compile("|".join(_FORMULAS.values()))
ENGLISH_CLOSING = re.compile(_FORMULAS["en"])
#: What the first letter of a formula can be, to fail fast everywhere else.
CLOSING_LETTERS = frozenset("IDMTidСУВНHSFEAGZ本以下为為双雙各")
