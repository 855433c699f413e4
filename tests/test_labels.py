"""Labels: what is printed is kept, what it means is normalised, and nothing else is taken for a label."""

from __future__ import annotations

import pytest
from sco_declarations.build.itemlabels import read_item_label
from sco_declarations.build.labels import (
    han_value,
    read_annex_label,
    read_numeral,
    read_section_label,
    roman_value,
    to_roman,
)


def test_roman_numerals_go_there_and_back() -> None:
    numerals = [to_roman(value) for value in range(1, 4000)]
    assert [roman_value(numeral) for numeral in numerals] == list(range(1, 4000))
    assert len(set(numerals)) == 3999


@pytest.mark.parametrize("numeral", ["", "IIII", "VV", "IVI", "XM", "IC", "iv", "A", "X1"])
def test_ill_formed_numerals_have_no_value(numeral: str) -> None:
    assert roman_value(numeral) is None


@pytest.mark.parametrize(
    ("printed", "label", "value"),
    [
        ("\u0399", "I", 1),  # Greek iota
        ("\u03a0", "II", 2),  # Greek pi
        ("\u041f", "II", 2),  # Cyrillic pe
        ("\u0406", "I", 1),  # Cyrillic i
        ("\u0425", "X", 10),  # Cyrillic ha
        ("\u0399V", "IV", 4),
        ("\u0425II", "XII", 12),
        ("\u2163", "IV", 4),  # compatibility numeral
        ("l", "I", 1),
        ("ll", "II", 2),
        ("1V", "IV", 4),
        ("|", "I", 1),
    ],
)
def test_look_alikes_are_read_as_the_numeral_and_marked(printed: str, label: str, value: int) -> None:
    assert read_numeral(printed) == (label, value, True)


@pytest.mark.parametrize("printed", ["I", "II", "XIV", "MIX"])
def test_true_numerals_are_not_marked(printed: str) -> None:
    assert read_numeral(printed) == (printed, roman_value(printed), False)


@pytest.mark.parametrize("printed", ["", "1", "2", "11", "Ж", "lX1X", "III1", "Π1Π"])
def test_what_does_not_count_is_no_numeral(printed: str) -> None:
    assert read_numeral(printed) is None


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("一", 1), ("十", 10), ("十一", 11), ("二十", 20), ("二十一", 21), ("九十九", 99), ("12", 12),
        ("", None), ("一一", None), ("十十", None),
    ],
)  # fmt: skip
def test_chinese_numerals(numeral: str, value: int | None) -> None:
    assert han_value(numeral) == value


@pytest.mark.parametrize(
    ("line", "word", "label", "value", "printed"),
    [
        ("II", "", "II", 2, "II"),
        ("III.", "", "III", 3, "III."),
        ("IV)", "", "IV", 4, "IV)"),
        ("Article 5", "article", "5", 5, "Article 5"),
        ("ARTICLE V", "article", "V", 5, "ARTICLE V"),
        ("Article 5. Scope", "article", "5", 5, "Article 5."),
        ("Article 5: Scope", "article", "5", 5, "Article 5:"),
        ("Article XIV", "article", "XIV", 14, "Article XIV"),
        ("Article 2 bis", "article", "2bis", 2, "Article 2 bis"),
        ("Article Five", "article", "5", 5, "Article Five"),
        ("Principle 1", "principle", "1", 1, "Principle 1"),
        ("CHAPTER II", "chapter", "II", 2, "CHAPTER II"),
        ("Chapter Two", "chapter", "2", 2, "Chapter Two"),
        ("PART ONE", "part", "1", 1, "PART ONE"),
        ("TITLE III", "title", "III", 3, "TITLE III"),
        ("Section A", "section", "A", 1, "Section A"),
        ("Rule 14", "rule", "14", 14, "Rule 14"),
        ("Статья 5", "статья", "5", 5, "Статья 5"),
        ("Раздел II", "раздел", "II", 2, "Раздел II"),
        ("Artículo 3", "artículo", "3", 3, "Artículo 3"),
        ("第一条", "条", "1", 1, "第一条"),
        ("第二十一条 缔约方", "条", "21", 21, "第二十一条"),
        ("第10条", "条", "10", 10, "第10条"),
        ("第三章", "章", "3", 3, "第三章"),
        ("第二部分 一般规定", "部分", "2", 2, "第二部分"),
        ("PARTE II", "parte", "II", 2, "PARTE II"),
        pytest.param(
            "第一百零三条", "条", "103", 103, "第一百零三条",
        ),
        pytest.param(
            "Article \u0399", "article", "I", 1, "Article \u0399",
        ),
    ],
)  # fmt: skip
def test_section_labels(line: str, word: str, label: str, value: int, printed: str) -> None:
    read = read_section_label(line)
    assert read is not None
    assert (read.word, read.label, read.value, read.printed) == (word, label, value, printed)
    assert line.startswith(read.printed)


@pytest.mark.parametrize(
    "line",
    [
        "Article", "article 5 of the Treaty", "Article IIII", "Article the first", "Partly cloudy", "Part",
        "The lakes", "Mix", "IIII", "(SCO)", "Parties", "Rule of law", "Section by section", "100",
    ],
)  # fmt: skip
def test_what_is_no_section_label(line: str) -> None:
    assert read_section_label(line) is None


def test_the_rank_of_a_part_is_above_that_of_a_chapter_and_an_article() -> None:
    ranks = [read_section_label(line) for line in ("PART ONE", "CHAPTER I", "I", "Article 1")]
    assert [label.rank for label in ranks if label] == sorted({label.rank for label in ranks if label})


@pytest.mark.parametrize(
    ("line", "label", "value"),
    [
        ("Annex", "", 0), ("ANNEX I", "I", 1), ("Annex 2", "2", 2), ("APPENDIX A", "A", 1), ("Annexe 1", "1", 1),
        ("Schedule 3.", "3", 3), ("Приложение № 1", "1", 1), ("附件", "", 0), ("附件一", "1", 1), ("附件2：", "2", 2),
    ],
)  # fmt: skip
def test_annex_labels(line: str, label: str, value: int) -> None:
    read = read_annex_label(line)
    assert read is not None
    assert (read.word, read.label, read.value, read.printed) == ("annex", label, value, line)


@pytest.mark.parametrize("line", ["annex", "Annex I to the Treaty", "Annexation", "The Annex", "Schedule of work"])
def test_what_is_no_annex_label(line: str) -> None:
    assert read_annex_label(line) is None


@pytest.mark.parametrize(
    ("line", "printed", "text"),
    [
        ("(a) to act", "(a)", "to act"),
        ("(a)to act", "(a)", "to act"),
        ("(iv)  to act", "(iv)", "to act"),
        ("(12) to act", "(12)", "to act"),
        ("1. To act", "1.", "To act"),
        ("1) to act", "1)", "to act"),
        ("12.\tTo act", "12.", "To act"),
        ("2.1 To act", "2.1", "To act"),
        ("2.1.3. To act", "2.1.3.", "To act"),
        ("a) to act", "a)", "to act"),
        ("б) действовать", "б)", "действовать"),
        ("- to act", "-", "to act"),
        ("\u2013 to act", "\u2013", "to act"),
        ("\u2022to act", "\u2022", "to act"),
        ("* to act", "*", "to act"),
        ("(b)", "(b)", ""),
    ],
)
def test_item_labels(line: str, printed: str, text: str) -> None:
    read = read_item_label(line)
    assert read is not None
    assert (read[0], line[read[1] :]) == (printed, text)


@pytest.mark.parametrize(
    "line",
    [
        "The lakes", "1,000 lakes", "2003. The year", "1999 was a good year", "(SCO) is", "-to act", "No. 3",
        "*inter alia*, the lakes", "e.g. this", "U.S. troops", "a.m. today", "1 January 2004", "...",
        pytest.param("3.5 million people"),
    ],
)  # fmt: skip
def test_what_is_no_item_label(line: str) -> None:
    assert read_item_label(line) is None
