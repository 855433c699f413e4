"""A word that recurs with numbers divides a text in any language; what only stands beside a number does not."""

from __future__ import annotations

import pytest
from outlines import laid_out
from sco_declarations.build.labels import read_section_labels
from sco_declarations.build.layout.recurring import find_recurring_labels

TEXT = "Тарафлар күл буенда очрашты һәм килеште, һәм бу сүз шактый озын булып чыкты."


def source_of(labels: list[str], gap: str = "\n\n") -> str:
    return "Озын исем\n\n" + gap.join(f"{label}{gap}{TEXT}" for label in labels) + "\n"


def labels_of(source: str) -> list[tuple[str, str]]:
    return [(s.label, s.label_printed) for s in laid_out(source)[0].sections if s.kind == "body" and s.label]


@pytest.mark.parametrize(
    "printed",
    [
        "Neni {}.", "Artikkel {}", "{}-бап", "{} бап", "{}‐нче маддә", "Kifungu cha {}.", "{}. artikla",
        "SHIMBI YA {}º",
        "Article ({})", "Mataki na bakwai ({})", "{}-nci madde", "제 {} 조", "ข้อ {}", "மாத்ரா {}", "Art. {}", "Հոդված {}",
        "المادة ({})", "สิทธิ {}", "Guideline {}:", "Dit {} tiaof",
    ],
)  # fmt: skip
@pytest.mark.parametrize("gap", ["\n\n", "\n"])
def test_a_word_with_numbers_that_count_on_makes_sections(printed: str, gap: str) -> None:
    labels = [printed.format(n) for n in range(1, 8)]
    assert labels_of(source_of(labels, gap)) == [(str(n), label) for n, label in enumerate(labels, 1)]


@pytest.mark.parametrize(
    ("word", "digits"),
    [("अनुच्छेद", "०१२३४५६७८९"), ("دفعہ", "۰۱۲۳۴۵۶۷۸۹"), ("المادة", "٠١٢٣٤٥٦٧٨٩"), ("ມາດຕາ", "໐໑໒໓໔໕໖໗໘໙")],
)
def test_numbers_in_other_digits_are_given_in_ours(word: str, digits: str) -> None:
    labels = [f"{word} {''.join(digits[int(d)] for d in str(n))}" for n in range(1, 13)]
    assert labels_of(source_of(labels)) == [(str(n), label) for n, label in enumerate(labels, 1)]


@pytest.mark.parametrize(
    "labels",
    [
        ["ماده اول:", "ماده دوم:", "ماده سوم:", "ماده چهارم:", "ماده پنجم:", "ماده بیست و یکم:"],
        ["Нэгдүгээр зүйл", "Хоёрдугаар зүйл", "Гуравдугаар зүйл", "Дөрөвдүгээр зүйл", "Тавдугаар зүйл"],
        ["Artikel Erster", "Artikel Zweiter", "Artikel Dritter", "Artikel Vierter", "Artikel Fünfter"],
    ],
)
def test_first_to_fourth_in_words_begin_a_count(labels: list[str]) -> None:
    assert labels_of(source_of(labels)) == [(str(n), label) for n, label in enumerate(labels, 1)]


def test_headings_behind_the_number_and_the_text_behind_a_stop() -> None:
    headed = [f"Art. {n} {word}" for n, word in enumerate(["Gegenstand", "Zweck", "Mittel", "Dauer", "Ende"], 1)]
    sections = [s for s in laid_out(source_of(headed))[0].sections if s.label]
    assert [s.label_printed for s in sections] == [f"Art. {n}" for n in range(1, 6)]
    run_on = [f"Maddə {n}. {TEXT}" for n in range(1, 6)]
    assert labels_of("Ad\n\n" + "\n\n".join(run_on)) == [(str(n), f"Maddə {n}.") for n in range(1, 6)]


def test_a_misprint_and_a_first_in_words_belong_to_the_count() -> None:
    labels = ["Kuulal gadanal", "Kuulal 2", "Kuulal 3", "Kulal 4", "Kuulal 5", "Kuulal 6", "Kuulal 7"]
    assert labels_of(source_of(labels)) == [(str(n), label) for n, label in enumerate(labels, 1)]


def test_of_two_words_the_rarer_stands_above() -> None:
    lines = ["Bölme 1", *[f"Maddə {n}" for n in range(1, 5)], "Bölme 2", *[f"Maddə {n}" for n in range(5, 9)]]
    lines += ["Bölme 3", *[f"Maddə {n}" for n in range(9, 12)], "Bölme 4", *[f"Maddə {n}" for n in range(12, 16)]]
    source = "Ad\n\n" + "\n\n".join(line if line.startswith("Bölme") else f"{line}\n\n{TEXT}" for line in lines)
    layout = laid_out(source)[0]
    parents = {s.label_printed: s.parent for s in layout.sections if s.label}
    assert parents["Bölme 3"] is None
    assert [layout.sections[parents[f"Maddə {n}"] or 0].label for n in (1, 4, 5, 9, 15)] == ["1", "1", "2", "3", "4"]


@pytest.mark.parametrize(
    "lines",
    [
        [f"Table {n}" for n in range(1, 9)],
        [f"Page {n}" for n in range(1, 9)],
        [f"{n} May 1999" for n in range(1, 9)],
        [f"Layer{n}" for n in range(1, 9)],
        ["Neni 1", "Neni 2", "Neni 3"],
        ["Neni 4", "Neni 9", "Neni 2", "Neni 30"],
        ["New York", "New Delhi", "New Orleans", "New Haven", "New Forest"],
    ],
)
def test_what_is_counted_or_does_not_count_on_makes_none(lines: list[str]) -> None:
    texts = [text for line in lines for text in (line, TEXT)]
    assert find_recurring_labels(texts, {}) == {}


def test_where_known_words_divide_a_text_no_other_does() -> None:
    texts = [text for n in range(1, 6) for text in (f"Article {n}", TEXT, f"Fase {n}", TEXT)]
    assert find_recurring_labels(texts, read_section_labels(texts)) == {}
    assert len(find_recurring_labels(texts, {})) > 4


def test_a_list_with_nothing_between_its_lines_is_none() -> None:
    assert find_recurring_labels([f"Neni {n}" for n in range(1, 20)], {}) == {}
