"""Structure: numbers without a point, headings that a sentence is not, page heads that count, parties in the middle."""

from __future__ import annotations

import pytest
from outlines import outline, paragraphs, spans

WRAPPED = """\
TREATY ON LAKES

Article 1

The Republic of Kenya, the Republic of Uganda and the Republic of
Rwanda shall keep the lakes that lie on their borders clean, and shall
measure them every spring, as they have done for a long time already.

Article 2

Names of the Lakes
The lakes have names, which the Parties shall not change unless those
who live on their shores ask them to do so in writing, and in good time.
In witness whereof the undersigned have signed this Treaty.
Done at Osh on 3 May 1999 in two copies.
"""


def test_the_first_line_of_a_sentence_is_no_heading() -> None:
    assert [(label, heading) for kind, label, heading in outline(WRAPPED) if kind == "body"] == [
        ("1", ""), ("2", "Names of the Lakes"), ("", ""),
    ]  # fmt: skip


def test_closing_words_begin_a_paragraph() -> None:
    assert paragraphs(WRAPPED)[-2:] == [
        "In witness whereof the undersigned have signed this Treaty.", "Done at Osh on 3 May 1999 in two copies.",
    ]  # fmt: skip


def test_numbers_without_a_point_number_paragraphs_where_they_count_on() -> None:
    source = "Statement\n\n1 We met.\n\n2 We spoke of 3 lakes.\n\n3 We parted.\n"
    assert outline(source)[-3:] == [("", "1", "We met."), ("", "2", "We spoke of 3 lakes."), ("", "3", "We parted.")]
    stray = "Statement\n\nWe met.\n\n12 States spoke.\n\n3 States parted.\n"
    assert [number for _, number, _ in outline(stray)[-3:]] == ["", "", ""]


def test_items_after_a_quotation_mark() -> None:
    source = 'Statement\n\nThey agreed:\n\n"(i) Nothing changes;\n\n"(ii) Lakes stay".\n'
    assert outline(source)[-2:] == [("", '"(i)', "Nothing changes;"), ("", '"(ii)', 'Lakes stay".')]


def test_each_dash_begins_an_item() -> None:
    source = (
        "Statement\n\nThe Ministers met on the shore of the lake and agreed to measure its water\nevery spring, with "
        "these aims in mind, which they will follow up next year:\n\n-   Strengthening the regional measurement and "
        "integration\n-   Fostering the shared prosperity and good water\n-   Protecting the fish\n"
    )
    assert [number for _, number, _ in outline(source)[-3:]] == ["-", "-", "-"]


def test_a_number_and_a_letter() -> None:
    source = "Treaty\n\nThey agreed.\n\n1(a) Lakes stay.\n\n(b) Rivers flow.\n"
    assert outline(source)[-2:] == [("", "1(a)", "Lakes stay."), ("", "(b)", "Rivers flow.")]


def test_a_number_that_came_apart() -> None:
    text = "The lakes are many, and the States keep them."
    source = "TREATY\n\n" + "".join(f"Article {' '.join(str(n))}\n\n{text}\n\n" for n in range(1, 13))
    assert [label for kind, label, _ in outline(source) if kind == "body"] == [str(n) for n in range(1, 13)]


def test_page_heads_that_count() -> None:
    source = "LAKE TREATY\n\nDt. 22/03/2006 Page 1 of 2\nThe States met.\n\nDt. 22/03/2006 Page 2 of 2\nThey agreed.\n"
    assert spans(source, "running_head") == ["Dt. 22/03/2006 Page 1 of 2", "Dt. 22/03/2006 Page 2 of 2"]


@pytest.mark.parametrize("mark", ["/...", "96-17292 (E)", "- - - - -", "-----", "\u2014\u2014\u2014\u2014"])
def test_marks_of_the_printer(mark: str) -> None:
    source = f"LAKE TREATY\n\nThe States met.\n\n{mark}\n\nThey agreed on lakes.\n"
    assert paragraphs(source) == ["The States met.", "They agreed on lakes."]


def test_a_semicolon_of_another_script() -> None:
    source = "\n".join(
        ["LAKE TREATY", "", "In this Treaty, unless the context otherwise asks for it, these words", "mean:"]
        + [
            f"\u201c{word}\u201d means a water of which the shore can be walked around in a day\u037e"
            for word in ("pond", "pool")
        ]
        + ["\u201clake\u201d means a larger one, which it takes longer to walk around it all."]
    )
    assert [text.split()[0] for text in paragraphs(source)[1:]] == [
        "\u201cpond\u201d",
        "\u201cpool\u201d",
        "\u201clake\u201d",
    ]


def test_short_headings_between_numbered_paragraphs() -> None:
    line = "The States keep the lakes that lie on their borders clean and count the"
    items = [f"{number}. {line}\nfish in them every spring, as before.\n" for number in range(1, 5)]
    source = f"LAKE TREATY\n\n{items[0]}{items[1]}Priorities\n{items[2]}{items[3]}"
    assert ("body", "", "Priorities") in outline(source)
    assert len(paragraphs(source)) == 4


def test_parties_in_the_middle_of_a_text() -> None:
    source = (
        "RESOLUTION\n\nThe heads of state have resolved to approve the Statute.\n\nFor the Republic of Kenya\n"
        "For the Republic of Uganda\n\nSTATUTE\n\nThe Fund keeps the lakes clean.\n\nIt meets every spring.\n"
    )
    assert spans(source, "signature") == ["For the Republic of Kenya", "For the Republic of Uganda"]
    assert ("body", "", "STATUTE") in outline(source)


def test_lines_broken_inside_a_sentence_where_paragraphs_stand_apart() -> None:
    long = "We, the Republic of Kenya, the Republic of Uganda and the Republic of Rwanda, hereinafter the " * 3
    source = f"# Treaty\n\n{long}Contracting\nParties, met.\n\n" + "They agreed.\n\n" * 6
    assert paragraphs(source)[0].endswith("hereinafter the Contracting Parties, met.")


def test_russian_clauses_of_a_preamble() -> None:
    source = "ДОГОВОР\n\nСтороны,\nсчитая, что озёра важны,\nжелая их беречь,\n\nдоговорились.\n"
    assert len(paragraphs(source)) == 4


def test_a_numbered_heading_in_chinese() -> None:
    source = "宣言\n\n各国元首声明如下:\n\n一、湖泊的保护\n\n湖泊很多。\n"
    assert outline(source)[-2:] == [("body", "1", "湖泊的保护"), ("", "", "湖泊很多。")]


@pytest.mark.parametrize("form", ["Article-{}", "ARTICLE {}", "Article {}.", "Article \u2013 {}"])
def test_forms_of_a_label(form: str) -> None:
    source = "TREATY\n\n" + "".join(f"{form.format(n)}\n\nThe lakes are kept clean.\n\n" for n in (1, 2, 3))
    assert [label for kind, label, _ in outline(source) if kind == "body"] == ["1", "2", "3"]


def test_labels_below_each_other_are_a_list_of_contents() -> None:
    names = ["Lakes", "Rivers", "Wells", "Ponds", "Pools"]
    entries = "".join(f"Article {n}. {name}\n" for n, name in enumerate(names, 1))
    body = "".join(f"Article {n}. {name}\n\nThe States keep them.\n\n" for n, name in enumerate(names, 1))
    source = f"TREATY ON LAKES\n\nPreamble\n{entries}\nThe States met.\n\n{body}"
    assert len(spans(source, "other")) == 6
    assert [heading for kind, _, heading in outline(source) if kind == "body"] == names


def test_a_note_that_a_star_points_to() -> None:
    source = (
        "RESOLUTION\n\nThe Council notes their means of delivery,* which matter.\n\n* Means: rockets.\n\nIt acts.\n"
    )
    assert spans(source, "note") == ["* Means: rockets."]


def test_new_paragraphs_are_indented() -> None:
    first = "        The States shall keep the lakes that lie on their borders clean, and\n"
    rest = "shall measure them every spring, as they have done for a long time now,\n"
    source = "TREATY\n\n" + f"{first}{rest}and for ever after, in good time, until they ask not to.\n" * 4
    assert len(paragraphs(source)) == 4


def test_fields_of_a_data_set_are_no_text() -> None:
    source = "MainText:\nTREATY ON LAKES\n\nThe States met.\n\nThey agreed.\n\nAppendixText:\nNA\n"
    assert spans(source, "other") == ["MainText:", "AppendixText:", "NA"]
    assert spans(source, "title") == ["TREATY ON LAKES"]


def test_ordinals_before_the_word_of_a_label() -> None:
    names = ["The First Article", "THE SECOND ARTICLE", "Third Article"]
    source = "TREATY\n\n" + "".join(f"{name}\n\nThe lakes are kept clean.\n\n" for name in names)
    assert [label for kind, label, _ in outline(source) if kind == "body"] == ["1", "2", "3"]


def test_a_heading_that_begins_with_a_year() -> None:
    source = "STATEMENT\n\nWe met.\n\n2030 Agenda for Clean Lakes\n\nWe keep them.\n\nLake Fund\n\nWe pay.\n"
    assert [heading for kind, _, heading in outline(source) if kind == "body"] == [
        "2030 Agenda for Clean Lakes", "Lake Fund",
    ]  # fmt: skip


def test_a_running_head_over_several_lines() -> None:
    title = "Agreement on the Law of\nthe Lakes and of Rivers\n"
    page = "The parties note that the lakes of the\nregion are kept clean by all of them,\n"
    source = f"LAKES/1\n\n{title}\nWe met in Osh.\n{page}\fLAKES/1\n{title}{page}\f{title}LAKES/1\n{page}and agree.\n"
    assert spans(source, "running_head").count("the Lakes and of Rivers") == 2


def test_being_begins_a_clause() -> None:
    source = (
        "AGREEMENT\n\nThe Government of Kenya and the Government of Uganda, which keep the lakes of the\n"
        "region clean,\nAspiring to more trade on the lakes and in all that lives in them, on a basis of the\n"
        "equality of both,\nBeing guided by the customs of those who live on the lakes and in all of the\nregion,\n"
        "Have agreed as follows:\n\nArticle 1\n\nThe lakes are kept clean by both of them.\n"
    )
    assert [text.split()[0] for text in paragraphs(source)[1:4]] == ["Aspiring", "Being", "Have"]


def test_dated_at_begins_the_closing_words() -> None:
    source = "AGREEMENT\n\nArticle 1\n\nThe lakes are kept.\n\nArticle 2\n\nThey meet.\n\nDated at Osh, this day.\n"
    assert outline(source)[-2:] == [("body", "", ""), ("", "", "Dated at Osh, this day.")]


def test_have_agreed_begins_a_clause() -> None:
    source = (
        "AGREEMENT\n\nThe Government of Kenya and the Government of Uganda, which keep the lakes of the\n"
        "region clean,\nConsidering their mutual interests in lakes and in all that lives in them,\n"
        "Have agreed as follows:\n\nArticle 1\n\nThe lakes that lie on the border of the two are "
        "kept clean by both\nof them.\n"
    )
    assert "Have agreed as follows:" in paragraphs(source)


@pytest.mark.parametrize(
    ("letters", "read"), [("a. b. /. d.", "a. b. /. d."), ("(a) ({) (c)", "(a) ({) (c)"), ("a. b. /.", "a. b. /.")]
)
def test_a_letter_misread_as_a_sign(letters: str, read: str) -> None:
    items = "".join(f"{letter} The lake of number {number}.\n" for number, letter in enumerate(letters.split()))
    rows = outline("Statement on Lakes\n\nThe sides keep these:\n" + items)
    assert [label for _, label, _ in rows if label] == read.split()


def test_a_sign_where_no_letter_is_missing_is_none() -> None:
    rows = outline("Statement on Lakes\n\nThe sides keep these:\na. The lakes.\n/. The wells.\nb. The rivers.\n")
    assert [label for _, label, _ in rows if label] == ["a.", "b."]


@pytest.mark.parametrize("sign", ["o", "\u00a7", "\u2713", "."])
def test_signs_that_stand_for_bullets(sign: str) -> None:
    items = ["Keep the lakes;", "Count the fish;", "Measure the rivers."]
    source = "The parties agree to:\n\n" + "".join(f"{sign} {item}\n\n" for item in items)
    assert [row[1:] for row in outline(source) if row[0] == ""][1:] == [(sign, item) for item in items]
    assert sign not in [row[1] for row in outline(source.replace(f"\n\n{sign} Count", "\n\nCount")) if row[0] == ""]


def test_a_letter_alone_on_its_line_and_i_after_h_are_letters_of_the_count() -> None:
    heads = "Lakes Rivers Wells Ponds Springs Streams Brooks Canals Dams Seas".split()
    lines = [f"{letter}.  {head}" for letter, head in zip("ABCDEFGHIJ", heads, strict=True)]
    lines[3] = "D.\n\nPonds"
    source = "Principles\n\n" + "\n\n".join(f"{line}\n\nThe {n}th thing is kept." for n, line in enumerate(lines))
    found = [(label, heading) for kind, label, heading in outline(source) if kind == "body" and label]
    assert found == list(zip("ABCDEFGHIJ", heads, strict=True))


def test_the_first_line_below_a_label_that_ends_with_a_small_word_is_no_heading() -> None:
    begin, text = "The lakes have names, which the Parties", WRAPPED.replace("Names of the Lakes\n", "")
    assert begin in text
    goes_on = text.replace(
        begin, "Payments for the lakes and rivers that are made under this\nAgreement will be such as the Parties"
    )
    assert "Payments for the lakes and rivers that are made under this Agreement will be such" in paragraphs(goes_on)[1]


@pytest.mark.parametrize(
    "heading",
    [
        "Standards for lakes to be kept by the Scientific and\nTechnical Council of the union of the northern lakes",
        "Principles Governing the Keeping of\nLakes and of Rivers of the North",
    ],
)
def test_a_heading_over_several_lines(heading: str) -> None:
    begin = "1. The" if heading[0] == "S" else "\nThe"
    source = f"AGREEMENT\n\nArticle 1\n{heading}\n{begin} council shall meet once a year in one of the capitals.\n"
    assert [row[2] for row in outline(source) if row[1] == "1" and row[0] == "body"] == [heading.replace("\n", " ")]


def test_a_sentence_goes_on_after_a_comma_where_it_has_its_verb() -> None:
    text = (
        "This Agreement shall enter into force for a time on the day of its\n"
        "signature and for good on the day of the last note of its ratification,\n"
        "in accordance with the laws that are in force in each of the two lands.\n"
        "Each party may leave it after three years by a note to the other party,\n"
        "half a year\nbefore it wants to."
    )
    assert paragraphs(text + "\n") == [text.replace("\n", " ")]
