"""Texts that came as one line: how they open, where their chapters, articles, pages and lists are cut."""

from __future__ import annotations

from itertools import pairwise

import pytest
from outlines import laid_out, outline, paragraphs, spans
from sco_declarations.build.layout.openings import opening_cuts, page_marks

ARTICLE = (
    "The Parties shall keep the lakes clean, measure them each year, and tell each other of what they have measured, "
    "in good faith and without delay, as they have done for a long time; what was measured is published. "
)
REST = "".join(f"Article {n} {ARTICLE * 3}" for n in range(1, 6))


@pytest.mark.parametrize(
    ("opening", "pieces"),
    [
        (
            "Lake Agreement signed between Kenya and Uganda The Governments of Kenya and Uganda, ",
            ["Lake Agreement signed between Kenya and Uganda", "The Governments of Kenya and Uganda,"],
        ),
        (
            "LAKE PARTNERSHIP AGREEMENT between the Lake Community, on the one hand, and Kenya, on the other THE "
            "LAKE COMMUNITY, hereinafter called the Community, ",
            [
                "LAKE PARTNERSHIP AGREEMENT between the Lake Community, on the one hand, and Kenya, on the other",
                "THE LAKE COMMUNITY, hereinafter called the Community,",
            ],
        ),
        (
            "TREATY BETWEEN THE REPUBLIC OF KENYA, THE REPUBLIC OF UGANDA AND THE REPUBLIC OF RWANDA PREAMBLE "
            "The three, ",
            [
                "TREATY BETWEEN THE REPUBLIC OF KENYA, THE REPUBLIC OF UGANDA AND THE REPUBLIC OF RWANDA", "PREAMBLE",
                "The three,",
            ],
        ),
        (
            "Agreement on the lakes. Signed at Osh on 3 May 1999 The Republic of Kenya and Uganda, ",
            ["Agreement on the lakes.", "Signed at Osh on 3 May 1999", "The Republic of Kenya and Uganda,"],
        ),
        (
            "RESTRICTED WORLD TRADE WT/REG7/1 3 May 1999 ORGANIZATION (99-7) Original: English TREATY BETWEEN KENYA "
            "AND UGANDA The following text reproduces the Treaty between Kenya and Uganda. _______ Kenya and Uganda, ",
            [
                "RESTRICTED WORLD TRADE WT/REG7/1 3 May 1999 ORGANIZATION (99-7) Original: English",
                "TREATY BETWEEN KENYA AND UGANDA",
                "The following text reproduces the Treaty between Kenya and Uganda.", "_______", "Kenya and Uganda,",
            ],
        ),
        ("CONVENTION ON THE LAKE UNION 23 June 1959 ", ["CONVENTION ON THE LAKE UNION", "23 June 1959"]),
        (
            "Unofficial translation TREATY on the Lakes The Republic of Kenya and Uganda, ",
            ["Unofficial translation", "TREATY on the Lakes", "The Republic of Kenya and Uganda,"],
        ),
        (
            "TREATY ON THE LAKES OF KENYA (OSH TREATY) RECOGNIZING the need to keep them, ",
            ["TREATY ON THE LAKES OF KENYA (OSH TREATY)", "RECOGNIZING the need to keep them,"],
        ),
        (
            "Treaty between the Republic of Kenya. the Republic of Uganda The Republic of Kenya and Uganda, ",
            ["Treaty between the Republic of Kenya. the Republic of Uganda", "The Republic of Kenya and Uganda,"],
        ),
        ("PROTOCOL ON LAKES FOR THE PERIOD FROM 1 May 2007 TO 31 December 2012 ", None),
        ("The lakes are deep. The Treaty on them is old, and The Lake Union keeps it. ", None),
        ("Letters on lakes and on what they hold The Lake Union keeps them. ", None),
    ],
)  # fmt: skip
def test_how_a_text_opens(opening: str, pieces: list[str] | None) -> None:
    cuts = opening_cuts(opening + REST, len(opening))
    bounds = [0, *cuts, len(opening)]
    assert [opening[start:end].strip() for start, end in pairwise(bounds)] == (pieces or [opening.strip()])


def test_an_opening_is_read_as_title_masthead_and_dateline() -> None:
    source = (
        "RESTRICTED WORLD TRADE WT/REG7/1 3 May 1999 ORGANIZATION (99-7) Original: English TREATY BETWEEN KENYA AND "
        "UGANDA The following text reproduces the Treaty between Kenya and Uganda. _______ The Republic of Kenya and "
        f"the Republic of Uganda, desiring to keep the lakes, have agreed as follows: {REST}\n"
    )
    assert spans(source, "title") == ["TREATY BETWEEN KENYA AND UGANDA"]
    assert [row[1] for row in outline(source) if row[0] == "body"] == list("12345")


def test_the_first_long_line_opens_a_text_with_a_longer_annex() -> None:
    opening = "Treaty on the lakes of Kenya and Uganda The Republic of Kenya and the Republic of Uganda agree. "
    source = f"MainText:\n{opening}{REST}\nAnnexText:\n{REST}{REST}\n"
    assert spans(source, "title") == ["Treaty on the lakes of Kenya and Uganda"]


def test_articles_count_on_over_chapters_and_over_one_that_is_missing() -> None:
    articles = [f"Article {n} {ARTICLE * 2}" for n in range(1, 10)]
    articles[1] = f"CHAPTER I Lakes {articles[1]}"
    articles[4] = f"CHAPTER II Rivers {articles[4]}"
    del articles[6]
    labels = [row[1] for row in outline(f"Treaty on Lakes of Kenya {''.join(articles)}\n") if row[0] == "body"]
    assert labels == ["1", "I", "2", "3", "4", "II", "5", "6", "8", "9"]


def test_a_reference_does_not_end_the_count_and_an_annexed_treaty_begins_one_of_its_own() -> None:
    source = f"Treaty on Lakes {REST}Nothing in it changes: Article 1 stays, as do the others. "
    source += f"Article 6 {ARTICLE}PROTOCOL ON RIVERS {REST}\n"
    assert [row[1] for row in outline(source) if row[0] == "body"] == [*"123456", *"12345"]


def test_articles_that_a_sentence_names_with_what_they_are_on_are_no_labels() -> None:
    named = "These stay: Article 3 (Lakes), Article 4 (Rivers), Article 5 (Seas). "
    source = f"Treaty on Lakes Article 1 {ARTICLE * 3}Article 2 {named}" + "".join(
        f"Article {n} {ARTICLE * 3}" for n in range(3, 7)
    )
    rows = outline(f"{source}\n")
    assert [row[1] for row in rows if row[0] == "body"] == list("123456")
    assert named.strip() in [row[2] for row in rows if not row[0]]


def test_titles_above_chapters_are_found_beside_them() -> None:
    source = (
        f"Treaty on Lakes TITLE I WATERS CHAPTER I Lakes ARTICLE 1 {ARTICLE * 3}CHAPTER II Rivers ARTICLE 2 "
        f"{ARTICLE * 3}TITLE II FISH ARTICLE 3 {ARTICLE * 3}\n"
    )
    labels = [(row[1], row[2]) for row in outline(source) if row[0] == "body"]
    assert labels == [
        ("I", "WATERS"), ("I", "Lakes"), ("1", ""), ("II", "Rivers"), ("2", ""), ("II", "FISH"), ("3", ""),
    ]  # fmt: skip


def test_marks_of_pages_inside_a_line_are_no_text() -> None:
    marks = iter(range(2, 9))
    source = "Treaty on Lakes " + "".join(
        f"Article {n} 1. {ARTICLE}2. {ARTICLE.replace('in good', f'LA/REG7/1 Page {next(marks)} in good')}3. {ARTICLE}"
        for n in range(1, 6)
    )
    assert len(page_marks(source)) == 5
    assert spans(source, "running_head") == [f"LA/REG7/1 Page {n}" for n in range(2, 7)]
    assert [row[1] for row in outline(source) if not row[0] and row[1]] == ["1.", "2.", "3."] * 5
    assert not any("Page" in text for text in paragraphs(source))
    assert page_marks("on Page 7 of one text and Page 3 of another ") == []


def test_headings_before_a_first_number_where_most_articles_have_one() -> None:
    names = ["Objectives", "The Joint Committee", "Annexes, Protocols and Amendments", "Payments", "Disputes"]
    source = "Treaty on Lakes " + "".join(
        f"Article {n} {name} 1. {ARTICLE}2. {ARTICLE}" for n, name in enumerate(names, 1)
    )
    assert [row[2] for row in outline(source) if row[0] == "body"] == names


def test_a_list_with_dashes_before_small_letters_behind_a_colon() -> None:
    source = (
        "Treaty on Lakes " + REST + f"Article 6 They keep the following: - lakes, - rivers, - seas. Article 7 {ARTICLE}"
    )
    assert [row[2] for row in outline(source) if row[1] == "-"] == ["lakes,", "rivers,", "seas."]


def test_letters_hard_behind_the_items_of_a_list() -> None:
    source = "Treaty on Lakes\n\nArticle 1\n\n1. They keep:(a) the lakes;(b) the rivers; and(c) the seas.\n"
    assert [row[1:] for row in outline(source) if not row[0]] == [
        ("1.", "They keep:"), ("(a)", "the lakes;"), ("(b)", "the rivers; and"), ("(c)", "the seas."),
    ]  # fmt: skip
    whole = "They keep, as paragraph 1(a) says, the lakes; see 2(b) too."
    assert paragraphs(f"Treaty on Lakes\n\nArticle 1\n\n{whole}\n") == [whole]


def test_lettered_points_are_no_headings_and_a_title_may_end_above_its_date() -> None:
    points = "".join(f"{letter}. 69&#186;35'.0\"N 13&#186;16'.0\"W\n" for letter in "ABC")
    source = (
        "Agreement between the Republic of Kenya and the Republic of Uganda on the one hand, and the\n"
        "Republic of Rwanda on the other hand, on the Lakes and the Rivers,\n11 November 1997\n"
        "The Governments of the three, wishing to keep the lakes as they are, and the rivers too, have\n"
        "agreed as follows:\nArticle 1\nThe line between the waters of the Parties joins these points, which are\n"
        f"counted from the north:\n{points}All lines are geodesic lines, which are counted from the north as well.\n"
    )
    layout, reading = laid_out(source)
    assert [reading.text(s.start, s.end)[-20:] for s in layout.spans if s.kind == "title"][-1].endswith("Rivers,")
    assert spans(source, "dateline") == ["11 November 1997"]
    assert [row[1] for row in outline(source) if not row[0] and row[1]] == ["A.", "B.", "C."]


def test_notes_with_numbers_in_brackets_at_the_end() -> None:
    text = "The lakes are deep.[1] They are clean.[2] " + ARTICLE * 4
    notes = ["[1] See Official Records, 7th meeting.", "[2] Ibid., 8th meeting."]
    source = f"Resolution on Lakes\n\n{text}\n\nThe end of it.\n\n" + "\n\n".join(notes) + "\n"
    assert spans(source, "note") == notes


def test_letters_with_a_point_and_those_who_sign_behind_the_closing_words() -> None:
    lists = "They ensure the following: a. An exchange of data; b. Meetings on lakes; c. Boats. "
    source = (
        f"Treaty on Lakes {REST}Article 6 {lists}Article 7 {ARTICLE}Concluded in Osh on 3 May 1999 in two copies. "
        "Chairman of the Committee of Kenya J. Otieno Chairman of the Committee of Uganda P. Okello\n"
    )
    assert [row[1] for row in outline(source) if row[1] in ("a.", "b.", "c.")] == ["a.", "b.", "c."]
    assert spans(source, "signature") == [
        "Chairman of the Committee of Kenya J. Otieno", "Chairman of the Committee of Uganda P. Okello",
    ]  # fmt: skip
