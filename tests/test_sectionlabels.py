"""Labels that count on make sections; what only looks like a label makes none."""

from __future__ import annotations

import pytest
from outlines import labelled, laid_out, outline, paragraphs, spans


def labels_of(source: str) -> list[str]:
    return [section.label for section in laid_out(source)[0].sections if section.kind == "body"]


@pytest.mark.parametrize(
    ("printed", "labels"),
    [
        (["I", "II", "III"], ["I", "II", "III"]),
        (["I.", "II.", "III.", "IV."], ["I", "II", "III", "IV"]),
        (["\u0399", "\u03a0", "III"], ["I", "II", "III"]),
        (["\u0406", "\u041f", "III", "\u0406V", "V"], ["I", "II", "III", "IV", "V"]),
        (["l", "ll", "lll"], ["I", "II", "III"]),
        (["A", "B"], ["A", "B"]),
        (["Article 1", "Article 2", "Article 3"], ["1", "2", "3"]),
        (["ARTICLE I", "ARTICLE II"], ["I", "II"]),
        (["Art. 1", "Art. 2", "Art. 3"], ["1", "2", "3"]),
        (["Art. I", "Art. II"], ["I", "II"]),
        (["ARTICLE I", "AR TIC LE II", "A RTICLE III."], ["I", "II", "III"]),
        (["Principle 1", "Principle 2"], ["1", "2"]),
        (["CHAPTER I", "CHAPTER II"], ["I", "II"]),
        (["PART ONE", "PART TWO"], ["1", "2"]),
        (["Article 1", "Article 1 bis", "Article 2"], ["1", "1bis", "2"]),
        (["1", "2", "3"], ["1", "2", "3"]),
        (["1", "II", "III"], ["I", "II", "III"]),
        pytest.param(
            ["A", "B", "C", "D"], ["A", "B", "C", "D"],
        ),
        pytest.param(
            ["Article \u0399", "Article \u03a0", "Article III"], ["I", "II", "III"],
        ),
        pytest.param(
            ["Article l", "Article ll", "Article lll"], ["I", "II", "III"],
        ),
    ],
)  # fmt: skip
def test_labels_that_count_on_make_sections(printed: list[str], labels: list[str]) -> None:
    source = labelled(*printed)
    assert labels_of(source) == labels
    assert spans(source, "label") == printed
    assert outline(source)[:3] == [
        ("title", "", ""), ("preamble", "", ""), ("", "", "The parties met in Almaty."),
    ]  # fmt: skip


def test_look_alikes_are_edits_and_true_numerals_are_not() -> None:
    source = labelled("\u0399", "\u03a0", "III")
    layout, _ = laid_out(source)
    assert [(edit.kind, source[edit.start : edit.end], edit.replacement) for edit in layout.edits] == [
        ("homoglyph", "\u0399", "I"),
        ("homoglyph", "\u03a0", "II"),
    ]


@pytest.mark.parametrize("stray", [["\u03a0"], ["I"], ["\u03a0", "V"], ["l"], ["III", "IV"]])
def test_a_numeral_that_does_not_count_from_one_is_no_label(stray: list[str]) -> None:
    assert "II" not in labels_of(labelled(*stray))
    assert spans(labelled(*stray), "label") == []


def test_numbers_of_paragraphs_on_lines_of_their_own_are_not_roman() -> None:
    numbers = [f"{number}." for number in range(1, 11)]
    assert spans(labelled(*numbers), "label") == numbers


def test_numbers_of_paragraphs_go_beyond_ten() -> None:
    numbers = [f"{number}." for number in range(1, 13)]
    layout, _ = laid_out(labelled(*numbers))
    assert spans(labelled(*numbers), "label") == numbers
    assert {section.label for section in layout.sections} in ({""}, {"", *(str(n) for n in range(1, 13))})


def test_a_reference_at_the_beginning_of_a_line_is_no_label() -> None:
    source = """Treaty on Lakes

The Parties agree as follows:

Article 1

Each Party shall keep the duties that it has taken on under the terms of
Article 2 of the Treaty on Rivers, and shall report on them to the
council of the lakes every second year, as the council may well
decide.

Article 2

The council meets in Osh, decides by a simple majority of its members
and keeps minutes of what it has decided.
"""
    assert labels_of(source) == ["1", "2"]
    assert "terms of Article 2 of the Treaty on Rivers" in paragraphs(source)[1]


@pytest.mark.parametrize("numbers", [["I", "II", "III", "IV", "V"], ["1", "2", "3"], ["A", "B"]])
def test_a_label_with_a_heading_on_its_line(numbers: list[str]) -> None:
    source = "Statement on Lakes\n\nThe parties met in Almaty.\n\n" + "".join(
        f"{number}. Rivers and Lakes\n\nThe lakes are clean.\n\nThe rivers too.\n\n" for number in numbers
    )
    assert outline(source)[3:6] == [
        ("body", numbers[0], "Rivers and Lakes"), ("", "", "The lakes are clean."), ("", "", "The rivers too."),
    ]  # fmt: skip
    assert labels_of(source) == numbers


def test_lettered_headings_go_beyond_b() -> None:
    source = "Statement on Lakes\n\nThe parties met in Almaty.\n\n" + "".join(
        f"{letter}. Rivers and Lakes\n\nThe lakes are clean.\n\n" for letter in "ABCDE"
    )
    assert labels_of(source) == ["A", "B", "C", "D", "E"]


def test_a_labelled_heading_under_the_title_is_not_of_the_title() -> None:
    source = "Statement on Lakes\n\n" + "".join(
        f"{number}. Rivers and Lakes\n\nThe lakes are clean.\n\n" for number in ("I", "II", "III")
    )
    assert spans(source, "title") == ["Statement on Lakes"]
    assert labels_of(source) == ["I", "II", "III"]


def test_sections_inside_sections() -> None:
    source = """Charter of the Lake Union

We the peoples of the lakes agree as follows:

CHAPTER I
PURPOSES

Article 1

The purposes are two.

Article 2: Members

The members are equal.

CHAPTER II
ORGANS

Article 3

There is a council.

ANNEX I
List of Lakes

The lakes are named here.

ANNEX II

The rivers are named here.
"""
    layout, _ = laid_out(source)
    assert outline(source) == [
        ("title", "", ""),
        ("preamble", "", ""), ("", "", "We the peoples of the lakes agree as follows:"),
        ("body", "I", "PURPOSES"),
        ("body", "1", ""), ("", "", "The purposes are two."),
        ("body", "2", "Members"), ("", "", "The members are equal."),
        ("body", "II", "ORGANS"),
        ("body", "3", ""), ("", "", "There is a council."),
        ("annex", "I", "List of Lakes"), ("", "", "The lakes are named here."),
        ("annex", "II", ""), ("", "", "The rivers are named here."),
    ]  # fmt: skip
    assert [section.parent for section in layout.sections] == [None, None, None, 2, 2, None, 5, None, None]


def test_articles_may_begin_again_in_each_chapter() -> None:
    source = labelled("CHAPTER I", "Article 1", "Article 2", "CHAPTER II", "Article 1", "Article 2")
    layout, _ = laid_out(source)
    parents = [layout.sections[s.parent].label for s in layout.sections if s.parent is not None]
    assert parents == ["I", "I", "II", "II"]


def test_numbers_that_were_misread() -> None:
    text = "The lakes are many, and the States keep them."
    numbers = ["i", *map(str, range(2, 10)), "Io", "ii", "I2"]
    source = "TREATY\n\n" + "".join(f"Article {n}.\n\n{text}\n\n" for n in numbers)
    assert [label for kind, label, _ in outline(source) if kind == "body"] == [str(n) for n in range(1, 13)]
    assert sorted(edit.replacement for edit in laid_out(source)[0].edits) == ["1", "10", "11", "12"]
    roman = "TREATY\n\n" + "".join(f"Article {n}.\n\n{text}\n\n" for n in ("I", "II", "III"))
    assert [label for kind, label, _ in outline(roman) if kind == "body"] == ["I", "II", "III"]


def test_chinese_annexes_and_numerals_alone() -> None:
    text = "各国同意保护湖泊，并共同测量湖水。"
    source = f"湖泊条约\n\n{text}\n\n附一《湖泊名单》\n\n一\n\n{text}\n\n二\n\n{text}\n\n附二《河流名单》\n\n{text}\n"
    assert [row for row in outline(source) if row[0] in ("body", "annex")] == [
        ("body", "", ""), ("annex", "1", "《湖泊名单》"), ("body", "1", ""), ("body", "2", ""),
        ("annex", "2", "《河流名单》"),
    ]  # fmt: skip


def test_chinese_articles() -> None:
    source = "湖泊协定\n\n第一条\n\n本协定适用于湖泊。\n\n第二条\n\n各方应当合作。\n\n各方应当通报。\n"
    assert outline(source) == [
        ("title", "", ""), ("body", "1", ""), ("", "", "本协定适用于湖泊。"), ("body", "2", ""), ("", "",
        "各方应当合作。"),
        ("", "", "各方应当通报。"),
    ]  # fmt: skip


def test_headings_without_a_label() -> None:
    source = """Statement on Lakes

The sides met in Almaty and talked.

Clean Water

The lakes are kept clean.

PREAMBLE OF NOTHING

The fish are counted.
"""
    assert outline(source)[3:] == [
        ("body", "", "Clean Water"), ("", "", "The lakes are kept clean."),
        ("body", "", "PREAMBLE OF NOTHING"), ("", "", "The fish are counted."),
    ]  # fmt: skip


def test_the_first_numbered_paragraph_may_stand_on_the_line_of_the_label() -> None:
    body = "ARTICLE {} 1. The lakes are kept clean.\n\n2. The fish are counted.\n\n"
    source = "Treaty on Lakes\n\nThe sides have agreed as follows:\n\n" + body.format("I") + body.format("II")
    assert labels_of(source) == ["I", "II"]
    assert [row for row in outline(source) if row[1] == "1."] == [("", "1.", "The lakes are kept clean.")] * 2


def test_a_label_in_capitals_with_its_text_on_the_line() -> None:
    source = (
        "AGREEMENT ON LAKES\n\nThe parties agree.\n\nARTICLE I The Council shall meet in Osh.\n\n"
        "ARTICLE II Any Party may call a meeting.\n\nARTICLE III Title to the lakes stays as it is.\n"
    )
    assert labels_of(source) == ["I", "II", "III"]
    assert paragraphs(source)[1:] == [
        "The Council shall meet in Osh.", "Any Party may call a meeting.", "Title to the lakes stays as it is.",
    ]  # fmt: skip


def test_a_reference_in_capitals_is_no_label() -> None:
    source = "AGREEMENT ON LAKES\n\nThe parties agree.\n\nARTICLE 1 of the Lake Charter is kept by them.\n"
    assert labels_of(source) == [""]


def test_a_label_printed_twice_is_no_heading_but_what_follows_is_one() -> None:
    source = "Treaty on Lakes\n\n**Art. 1** Art. 1 Ziele\n\nThe lakes.\n\n**Art. 2** Art. 2\n\nThe wells.\n"
    assert [row for row in outline(source) if row[0] == "body"] == [("body", "1", "Ziele"), ("body", "2", "")]
    assert spans(source, "label") == ["Art. 1** Art. 1", "Art. 2** Art. 2"]


def test_numbered_headings_whose_point_markup_escapes() -> None:
    source = (
        "The parties concur on these principles:\n\n1\\. Trade that is Open\n\n-   Lakes are open.\n\n"
        "2\\. Global and Common Standard Setting\n\n-   Rivers are open.\n\n3\\. Wells\n\n-   Wells are deep.\n"
    )
    assert [row for row in outline(source) if row[0]] == [
        ("preamble", "", ""), ("body", "1", "Trade that is Open"),
        ("body", "2", "Global and Common Standard Setting"), ("body", "3", "Wells"),
    ]  # fmt: skip


def test_a_long_heading_behind_a_label_without_a_point() -> None:
    long = "Protection of the fleets and missions of the two sides from the effects of nets, hooks and other gear"
    source = f"Treaty on Lakes\n\nArticle 1 Scope\n\nThe lakes.\n\nArticle 2 {long}\n1. The nets are counted.\n"
    assert [row for row in outline(source) if row[0] == "body"] == [("body", "1", "Scope"), ("body", "2", long)]
    sentence = "Article 2 The Council shall protect the fleets of the two sides from the effects of nets and of hooks"
    assert labels_of(f"Treaty on Lakes\n\nArticle 1 Scope\n\nThe lakes.\n\n{sentence}\n\nIt meets.\n") == ["1"]


def test_a_number_that_was_misread_between_two_others() -> None:
    printed = ["Article 5", "Article 6", "Article i", "Article 8", "Article 9"]
    source = labelled("Article 1", "Article 2", "Article 3", "Article 4", *printed)
    assert labels_of(source) == [str(number) for number in range(1, 10)]


def test_the_next_label_alone_on_its_line_needs_no_sentence_above_it() -> None:
    source = (
        "Treaty on Lakes\n\nArticle 1\nThe parties keep the lakes that lie on their borders clean, as they have\n"
        "done for a long time already, under the provisions of paragraph 2 (b) -\nArticle 2\nThe parties meet each "
        "year.\nThey count the fish that live in the lakes, and they do so in accordance with\nArticle 3\n"
        "of the treaty.\n"
    )
    assert labels_of(source) == ["1", "2"]


def test_a_number_that_a_text_has_twice() -> None:
    printed = ["Article 1", "Article 2", "Article 2", "Article 3"]
    assert labels_of(labelled(*printed)) == ["1", "2", "2", "3"]
    assert labels_of(labelled("Article 1", "Article 2", "Article 2")).count("2") == 1
