"""Headings told by the blank lines about them, and annexes with their heading behind the label."""

from __future__ import annotations

import pytest
from outlines import outline, paragraphs, spans

SENTENCE = "The Ministers met on the shore of the lake and agreed to measure its water every spring."
SET_APART = f"""\
{SENTENCE}

Keeping the lake clean

{SENTENCE}

What the rivers carry

{SENTENCE} They parted.
"""


def bodies(source: str) -> list[str]:
    return [heading for kind, _, heading in outline(source) if kind == "body" and heading]


def test_headings_in_the_case_of_a_sentence() -> None:
    assert bodies(SET_APART) == ["Keeping the lake clean", "What the rivers carry"]
    assert paragraphs(SET_APART) == [SENTENCE, SENTENCE, f"{SENTENCE} They parted."]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param("What the rivers carry\n\n", "", id="one alone"),
        pytest.param("rivers carry\n\n", "rivers carry\n", id="no gap after it"),
        pytest.param("rivers carry", "rivers will carry", id="a verb"),
        pytest.param("rivers carry", "rivers carry,", id="a comma"),
        pytest.param(SENTENCE + " They parted.", "Silt and stones.", id="a short line follows"),
        pytest.param("every spring.\n\nWhat", "every spring,\n\nWhat", id="the sentence before goes on"),
    ],
)
def test_lines_that_are_no_such_headings(old: str, new: str) -> None:
    assert old in SET_APART
    assert bodies(SET_APART.replace(old, new)) == []


@pytest.mark.parametrize(
    ("line", "label", "heading"),
    [
        ("Annex. Declaration on Lakes and All Rivers", "", "Declaration on Lakes and All Rivers"),
        ("ANNEX II: LIST OF LAKES", "II", "LIST OF LAKES"),
        ("Appendix B \u2013 Rules of the Lake Court", "B", "Rules of the Lake Court"),
    ],
)
def test_an_annex_with_its_heading_on_the_line(line: str, label: str, heading: str) -> None:
    source = f"TREATY ON LAKES\n\n{SENTENCE}\n\n{line}\n\n{SENTENCE}\n"
    assert [row for row in outline(source) if row[0] in ("body", "annex", "preamble")] == [
        ("body", "", ""), ("annex", label, heading),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "line",
    ["Annex 3 of this Treaty stands.", "Annex II. It lists the lakes", "Schedule: Monday to Friday, by agreement"],
)
def test_a_sentence_about_an_annex_is_no_label(line: str) -> None:
    assert "annex" not in {kind for kind, _, _ in outline(f"TREATY ON LAKES\n\n{SENTENCE}\n\n{line}\n\n{SENTENCE}\n")}


@pytest.mark.parametrize(
    "line",
    [
        "_[matter omitted]_",
        "[...]",
        "[Some words omitted here]",
        "[Lake Papers, vol. 47, 1976, pp. 537\u201340.]",
        "\u00bb",
        "'",
    ],
)
def test_what_an_editor_or_a_scanner_left_is_no_paragraph(line: str) -> None:
    source = f"TREATY ON LAKES\n\n{SENTENCE}\n\n{line}\n\n{SENTENCE}\n"
    assert paragraphs(source) == [SENTENCE, SENTENCE]
    assert spans(source, "other") == [line]


@pytest.mark.parametrize("line", ["[The Parties keep the lake.]", "[1. They meet on p. 5]", "\u2022 Lakes", "[Lakes]"])
def test_brackets_and_signs_that_are_of_the_text(line: str) -> None:
    source = f"TREATY ON LAKES\n\n{SENTENCE}\n\n{line}\n\n{SENTENCE}\n"
    assert len(paragraphs(source)) == 3
