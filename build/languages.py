"""The language of a text: told from its script and its commonest words, for the languages of these texts."""

from __future__ import annotations

import re
from collections import Counter

#: Words that are frequent in one language, most of them in every longer text, and not all in others of its script.
#: A language with several scripts stands once for each.
_COMMON = tuple(
    (tag, frozenset(words.split()))
    for tag, words in (
        ("en", "the of and to in that for with by on as is"),
        ("fr", "le la les des et du que dans pour une sur par"),
        ("es", "el la los las y en que una por del con para"),
        ("de", "der die und das den von zu mit für auf des ist"),
        ("pt", "os da do e em que uma para dos não ao com"),
        ("it", "il di e che la per gli della dei nel con sono"),
        ("nl", "de het een van en in dat voor met op zijn bij"),
        ("uz", "va bilan uchun har bir huquqlari ega bu"),
        ("uz", "ва билан учун ҳар бир ҳуқуқлари эга бу"),
        ("tr", "ve bir için her bu ile veya olan"),
        ("az", "və bir hər üçün bu ilə olan malikdir"),
        ("tk", "we bir hem üçin her bu bilen ýa"),
        ("ru", "и в на не что для или как его при от"),
        ("be", "і ў на з што або не для да яго"),
        ("uk", "і в на з що або не для та його"),
        ("kk", "және мен бір үшін немесе осы бұл болып"),
        ("ky", "жана менен бир үчүн же бул болуп укугу"),
        ("tg", "ва дар аз ки ба ҳар бо барои"),
        ("mn", "эрх болон нь хүн бүр ба энэ юм"),
        ("ar", "في من على أن إلى التي أو كل"),
        ("fa", "در از به که این است را با"),
        ("ps", "د په او چې له هر سره کړي"),
        ("ur", "کے کی میں اور ہے سے کو کا"),
        ("hi", "के में है और को की से का"),
        ("ne", "र को मा छ हुने गर्ने वा लाई"),
        ("hy", "և է իր որ կամ բոլոր պետք իրավունք"),
    )
)
#: The lists that each of these words stands in, by number.
_SIGNS = {
    word: tuple(number for number, (_, common) in enumerate(_COMMON) if word in common)
    for word in frozenset().union(*(common for _, common in _COMMON))
}
#: In a text of so many words most of a list's words are found, or it is in another language that has some of them;
#: of English, which has no near relative here and is the language of tables and lists too, fewer.
_LONG, _MOST, _MOST_ENGLISH = 300, 0.6, 0.3
#: What stands around words.
_AROUND = ".,;:!?()[]\"'*_\u00ab\u00bb\u201c\u201d\u060c\u061b\u06d4\u0964"
#: The lists of words in Latin letters, by number.
_LATIN = frozenset(n for n, (_, common) in enumerate(_COMMON) if any(map(str.isascii, common)))
_WORD = re.compile(r"[^\W\d_]+")
_HAN = re.compile("[\u4e00-\u9fff]")


def detect_language(text: str) -> str | None:
    """The BCP 47 tag of the language of `text`, or None where no sign of one of those above is found."""
    sample = text[:20000]
    han = 0 if sample.isascii() else len(_HAN.findall(sample))
    if han and han * 5 > sum(map(str.isalpha, sample)):
        return "ja" if re.search("[\u3040-\u30ff]{2}", sample) else "zh"
    scores, total = [0] * len(_COMMON), 0
    seen: set[str] = set()
    for token, times in Counter(sample.split()).items():  # far fewer than there are words
        bare = token.strip(_AROUND)  # marks that are written with a letter are no letters: \u093f and the like
        for word in [bare] if bare.isalpha() or bare in _SIGNS else _WORD.findall(token):
            total += times
            lower = word.lower()
            for number in _SIGNS.get(lower, ()):
                scores[number] += times
                seen.add(lower)
    other = len(sample.encode("ascii", "ignore")) * 2 < len(sample)  # most of it is in another script than the Latin
    best = max(range(len(_COMMON)), key=lambda number: (scores[number], other and number not in _LATIN))
    tag, common = _COMMON[best]
    if not total or scores[best] * 50 < total:
        return None
    fewest = (_MOST_ENGLISH if tag == "en" else _MOST) * len(common)
    return None if total >= _LONG and len(common & seen) < fewest else tag


def has_english_layers(language: str | None) -> bool:
    """True where the layers that know English alone can be run."""
    return language is not None and language.split("-")[0] == "en"
