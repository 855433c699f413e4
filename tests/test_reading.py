"""Every text is the source slice with its edits applied and white space folded, and can be found there again."""

from __future__ import annotations

import random
import re

import pytest
from sco_declarations.build.layout import Edit, read_layout
from sco_declarations.build.reading import Folded, Reading, Runs, _is_written, _written_words, settle_hyphens

SOURCE = """\
Statement on Lakes

\u0399

The lakes of the  region are the *inter alia* common heritage of the inter-
Korean peoples who live on their shores, and the deve-
lopment of trade, as the treaty between them
\u00a0and the **Lake Charter** demand,

- 2 -

is the concern of all.
\fThe fish of the lakes are counted every spring by those who live on the shores and
 know the waters \u2014 the tr\u00e9s co\u00ad
operative ones.

\u03a0

(a) development comes first;

(b) lakes come\tsecond.
"""


def rebuild(source: str, edits: list[Edit], start: int, end: int) -> str:
    """The rule of the data model, word for word: the slice, the edits inside it applied, white space folded."""
    at, out = start, ""
    for edit in sorted(edits, key=lambda edit: edit.start):
        if start <= edit.start and edit.end <= end:
            out += source[at : edit.start] + edit.replacement
            at = edit.end
    return re.sub(r"\s+", " ", out + source[at:end]).strip()


def reading_of(source: str) -> tuple[Reading, list[tuple[int, int]]]:
    layout = read_layout(source)
    settle_hyphens(source, layout.edits)
    return Reading(source, layout.edits), [(paragraph.start, paragraph.end) for paragraph in layout.paragraphs]


def test_a_text_is_its_slice_with_edits_applied() -> None:
    reading, paragraphs = reading_of(SOURCE)
    texts = [reading.text(start, end) for start, end in paragraphs]
    assert texts == [
        "The lakes of the region are the inter alia common heritage of the inter-Korean peoples who live on their "
        "shores, and the development of trade, as the treaty between them and the Lake Charter demand, is the concern "
        "of all.",
        "The fish of the lakes are counted every spring by those who live on the shores and know the waters \u2014 the "
        "tr\u00e9s cooperative ones.",
        "development comes first;",
        "lakes come second.",
    ]
    assert texts == [rebuild(SOURCE, list(reading.edits), start, end) for start, end in paragraphs]


def words_of(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"\S+", text)]


def test_any_stretch_of_words_is_found_in_the_source_again() -> None:
    reading, paragraphs = reading_of(SOURCE)
    for start, end in paragraphs:
        text, offsets = reading.text(start, end), reading.offsets(start, end)
        words = words_of(text)
        for first in range(len(words)):
            for last in range(first, len(words)):
                begin, stop = words[first][0], words[last][1]
                source = offsets.to_source(begin, stop)
                assert start <= source[0] < source[1] <= end
                assert rebuild(SOURCE, list(reading.edits), *source) == text[begin:stop]


PIECES = (
    "The lakes are clean", "of the inter-", "Korean and deve-", "lopment", "*inter alia*, the", "**bold**", "co\u00ad",
    "operation", "as the \u201cLake\u201d treaty", "says.", "- 2 -", "12", "(a) one thing;", "II", "\u03a0", "\u0399",
    "озеро", "湖泊协定", "\x07bell", "Statement on Lakes", "Article 1", "- item", "\ufeff", "\u200bzero", "𝔏akes",
)  # fmt: skip
ENDS = ("\n", "\n", "\n\n", "\n\n", " ", "\r\n", "\r", "\n ", "\f", "\n\f", "\t", "\u2028", "\n    ")


def test_random_texts_are_found_in_their_sources_again() -> None:
    rng = random.Random(20030529)
    checked = 0
    for _ in range(400):
        source = "".join(rng.choice(PIECES) + rng.choice(ENDS) for _ in range(rng.randint(1, 25)))
        reading, paragraphs = reading_of(source)
        for start, end in paragraphs:
            text, offsets = reading.text(start, end), reading.offsets(start, end)
            words = words_of(text)
            for _ in range(8 if words else 0):
                first = rng.randrange(len(words))
                begin, stop = words[first][0], words[rng.randrange(first, len(words))][1]
                assert reading.text(*offsets.to_source(begin, stop)) == text[begin:stop], repr(source)
                checked += 1
    assert checked > 3000


def test_edits_that_are_not_wholly_inside_are_left_alone() -> None:
    reading = Reading("abcdef", [Edit(1, 2, "other", ""), Edit(3, 5, "other", "X")])
    assert [reading.text(0, 6), reading.text(0, 4), reading.text(2, 6), reading.text(4, 6)] == [
        "acXf", "acd", "cXf", "ef",
    ]  # fmt: skip


def hyphen(text: str) -> str:
    """The reading of a one-paragraph text, what stands after its title."""
    source = "Statement on Lakes\n\n" + text
    reading, paragraphs = reading_of(source)
    return reading.text(*paragraphs[0])


OPENING = "The lakes of the region are the common heritage of the peoples who live on the "


@pytest.mark.parametrize(
    ("broken", "joined"),
    [
        ("deve-\nlopment of it all.", "development"),
        ("coun-\ntries, of all countries.", "countries"),
        ("inter-\nKorean border.", "inter-Korean"),
        ("Asia-\nPacific border.", "Asia-Pacific"),
        ("self-\ngoverning shores.", "self-governing"),
        ("politico-\ndiplomatic shores.", "politico-diplomatic"),
        ("co-\noperative shores, co-operative as ever.", "co-operative"),
        ("co-\noperative shores, cooperative as ever.", "cooperative"),
        ("lake-\nfriendly shores, friendly to a lake.", "lake-friendly"),
        ("co\u00ad\noperative shores.", "cooperative"),
        ("long-\nterm shores.", "long-term"),
        pytest.param("pro-\ngramme of it all.", "programme"),
        pytest.param("ex-\ntremism of it all.", "extremism"),
        pytest.param("pre-\nvention of it all.", "prevention"),
        pytest.param("inter-\nnational shores.", "international"),
        pytest.param("terro-\nrism of it all.", "terrorism"),
    ],
)
def test_a_hyphen_at_a_line_end_stays_where_the_word_is_written_with_one(broken: str, joined: str) -> None:
    text = hyphen(OPENING + broken + "\nThey keep the lakes clean for those who come after them in all the\nyears.\n")
    assert joined in re.split(r"[^\w-]+", text)


def test_each_hyphen_at_a_line_end_is_an_edit() -> None:
    source = "Statement on Lakes\n\n" + OPENING + "deve-\nlopment of the inter-\nKorean talks.\n"
    layout = read_layout(source)
    settle_hyphens(source, layout.edits)
    assert [(edit.kind, source[edit.start : edit.end], edit.replacement) for edit in layout.edits] == [
        ("hyphenation", "-\n", ""),
        ("hyphenation", "-\n", "-"),
    ]


@pytest.mark.parametrize(
    ("broken", "phrase"),
    [
        ("as the Lake Conven-\r\ntion. It", "Lake Convention"),
        ("as the Lake Conven-\r\ntion's aims", "Lake Convention"),
        ("of the inter-\r\nKorean talks", "Korean"),
        ("of the LACOM-\r\nled talks", "LACOM"),
        ('of the inter-\r\nKorean", talks', "inter-Korean"),
        ("of the lakes-\r\nA/RES/64/265? They", "A/RES/64/265"),
        ("of the lake-\r\nriver-\r\nshore-\r\nport. They", "lakerivershoreport"),
        ("of the *lake riv-\r\ner* and\x07", "lake river"),
        ("of the deve-\r\nlop\x7fment. They", "development"),
        ("of the river-\r\nA/RES/64/265? They", "A/RES/64/265"),
    ],
)
def test_what_ends_in_a_word_broken_before_crlf_is_found_again(broken: str, phrase: str) -> None:
    """No edit may hold a carriage return, so the first line takes in the rest of the word."""
    source = f"Statement on Lakes\r\n\r\n{OPENING}{broken} are kept.\r\n"
    reading, [(start, end)] = reading_of(source)
    assert all("\r" not in source[edit.start : edit.end] for edit in reading.edits)
    ends = [edit.end for edit in reading.edits]
    assert all(before <= edit.start for before, edit in zip(ends, reading.edits[1:], strict=False)), "edits overlap"
    text = reading.text(start, end)
    assert text == rebuild(source, list(reading.edits), start, end)
    at = text.index(phrase)
    assert reading.text(*reading.offsets(start, end).to_source(at, at + len(phrase))) == phrase


def test_both_ways_back_to_the_source_agree() -> None:
    """Counting the blanks that were left out leads to the same place as walking the runs of words."""
    source = "\n \u00a0One  two\t\tthree\r\n  four \n\n five\u2003 \u2003six.\n  Seven eight  \n"
    reading = Reading(source, [])
    for start in (0, source.index("One"), source.index("two"), source.index("Seven"), source.index("four") - 1):
        for end in (source.index("five"), len(source.rstrip()), len(source)):
            text = reading.text(start, end)
            folded, runs = reading.offsets(start, end), Runs(reading, start, end)
            assert isinstance(folded, Folded)
            for first in range(len(text)):
                for last in range(first + 1, len(text) + 1):
                    if not text[first].isspace() and not text[last - 1].isspace():
                        assert folded.to_source(first, last) == runs.to_source(first, last)


def test_plain_white_space_is_read_as_any_other() -> None:
    """Where a source has blanks and line feeds alone, texts and the way back are found by shorter ways."""
    chance = random.Random(3)
    for _ in range(500):
        pieces = chance.choices(["a", "bc", "\u0416.", " ", "\n", " \n", "\n\n", "  "], [6, 6, 2, 6, 2, 3, 1, 1], k=12)
        source = "".join(["x", *pieces, "y"])
        plain, other = Reading(source, [], plain=True), Reading(source, [])
        for start in (0, chance.randrange(len(source))):
            text = plain.text(start, len(source))
            assert text == other.text(start, len(source))
            short, long = plain.offsets(start, len(source), text), other.offsets(start, len(source))
            spans = [(first, last) for first in range(len(text)) for last in range(first + 1, len(text) + 1)]
            for first, last in spans:
                if not text[first].isspace() and not text[last - 1].isspace():
                    assert short.to_source(first, last) == long.to_source(first, last)


def test_a_word_is_looked_for_as_it_is_put_into_the_set_of_words() -> None:
    chance = random.Random(4)
    words = ["a", "ab", "b", "a-b", "b-a", "aa", "ab-a", "\u0436"]
    found = 0
    for _ in range(3000):
        source = "".join(chance.choices("aB-- \n1_'\u0416", k=chance.randrange(1, 12)))
        written = _written_words(source)
        for word in words:
            assert _is_written(source.lower(), word) == (word in written), (source, word)
            found += word in written
    assert found > 1000


@pytest.mark.parametrize("times", [1, 12])
def test_few_and_many_broken_words_are_settled_alike(times: int) -> None:
    broken = (
        "deve-\nlopment of the lake-\nfriendly inter-\nKorean self-\ngoverning shores, friendly to a lake,\n" * times
    )
    text = hyphen(f"{OPENING}{broken}of all who live there in all the years.\n")
    assert text.count("development of the lake-friendly inter-Korean self-governing shores") == times
