"""The language of a text: told from its script and its commonest words, for the languages of these texts."""

from __future__ import annotations

import re
from collections import Counter

#: Words that are frequent in one language and rare in the others written in the same script.
_COMMON = {
    "en": frozenset("the of and to in that which shall".split()),
    "fr": frozenset("le la les des et du que dans pour une".split()),
    "es": frozenset("el los las y en que una por del".split()),
    "de": frozenset("der die und das den von zu mit".split()),
    "pt": frozenset("o os da do e em que uma para dos".split()),
    "it": frozenset("il di e che la per gli della dei".split()),
    "uz": frozenset("va bilan uchun har bir huquqlari ega".split()),
    "ru": frozenset("и в на по с о об для что как".split()),
    "kk": frozenset("және мен бір үшін немесе құқығы".split()),
    "ky": frozenset("жана менен бир үчүн же укугу".split()),
    "tg": frozenset("ва дар аз ки ба ҳар бо".split()),
    "ar": frozenset("في من على أن إلى التي".split()),
    "fa": frozenset("در از به که این است را".split()),
    "ur": frozenset("کے کی میں اور ہے سے".split()),
}
#: The languages that each of these words is a sign of.
_SIGNS = {
    word: tuple(tag for tag, common in _COMMON.items() if word in common)
    for word in frozenset().union(*_COMMON.values())
}
_WORD = re.compile(r"[^\W\d_]+")
_HAN = re.compile("[\u4e00-\u9fff]")


def detect_language(text: str) -> str | None:
    """The BCP 47 tag of the language of `text`, or None where no sign of one of those above is found."""
    sample = text[:20000]
    han = 0 if sample.isascii() else len(_HAN.findall(sample))
    if han and han * 5 > sum(map(str.isalpha, sample)):
        return "ja" if re.search("[\u3040-\u30ff]{2}", sample) else "zh"
    scores, total = dict.fromkeys(_COMMON, 0), 0
    for token, times in Counter(sample.split()).items():  # far fewer than there are words
        for word in [token] if token.isalpha() else _WORD.findall(token):
            total += times
            for tag in _SIGNS.get(word.lower(), ()):
                scores[tag] += times
    best = max(scores, key=lambda tag: scores[tag])
    return best if total and scores[best] * 50 >= total else None


def has_english_layers(language: str | None) -> bool:
    """True where the layers that know English alone can be run."""
    return language is not None and language.split("-")[0] == "en"
