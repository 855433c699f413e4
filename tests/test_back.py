"""A signature block is told from the running text above it and from what stands below it."""

from __future__ import annotations

import pytest
from outlines import BODY, NAMES, labelled, outline, paragraphs, spans

TWO_LINES = (
    "For the Government of\nthe Republic of Iraq:\n[Signed]\nA. SALIH\n\n"
    "For the Government of\nthe Republic of Kenya:\n[Signed]\nJ. OTIENO\n"
)


@pytest.mark.parametrize(
    ("block", "lines"),
    [
        (NAMES, 4),
        ("President of the Republic of Kenya J. Otieno\n\nPresident of the Republic of Uganda P. Okello\n", 2),
        ("President of the Republic of Kenya J. Otieno\n", 1),
        ("J. Otieno\nPresident of the Republic of Kenya\n\nP. Okello\nPresident of the Republic of Uganda\n", 4),
        ("For the Republic of Kenya:\n\n_______\nJ. Otieno\n\nFor the Republic of Uganda:\n\n_______\nP. Okello\n", 4),
        ("For the Republic of Kenya:\n\nJ. Otieno\n\n3\n\nFor the Republic of Uganda:\n\nP. Okello\n", 4),
        (TWO_LINES, 8),
        pytest.param(
            TWO_LINES.replace("\n", "\r\n"), 8,
        ),
        pytest.param(
            NAMES + "\nEntered into force on 3 May 1999.\n", 4,
        ),
        pytest.param(
            NAMES + "\nANNEX\n\nThe lakes are named here. They are many.\n", 4,
        ),
        pytest.param(
            "J. Otieno, President of the Republic of Kenya\n\nP. Okello, President of the Republic of Uganda\n", 2,
        ),
    ],
)  # fmt: skip
def test_signature_blocks(block: str, lines: int) -> None:
    assert len("\n".join(spans(BODY + block, "signature")).splitlines()) == lines
    assert paragraphs(BODY + block)[:2] == ["The Parties agree to keep the lakes clean.", "They meet each year."]


@pytest.mark.parametrize(
    "end",
    [
        "They will meet again.",
        "Ministers will meet in the spring.",
        pytest.param(
            "The President of the Union chairs the council, which meets in the spring.",
        ),
        pytest.param(
            "The President of Kenya will visit Uganda.",
        ),
    ],
)  # fmt: skip
def test_a_last_sentence_is_no_signature(end: str) -> None:
    assert spans(f"{BODY}{end}\n", "signature") == []
    assert paragraphs(f"{BODY}{end}\n")[-1] == end


def test_the_closing_formula_is_running_text() -> None:
    source = labelled("Article 1", "Article 2") + "IN WITNESS WHEREOF the undersigned have signed.\n\n" + NAMES
    rows = outline(source)
    assert rows[-3:] == [
        ("body", "", ""), ("", "", "IN WITNESS WHEREOF the undersigned have signed."), ("signatures", "", ""),
    ]  # fmt: skip


def test_a_party_with_a_person_and_an_office_ends_with_a_full_stop() -> None:
    block = (
        "For the Republic of Kenya JOSEPH OTIENO, Chairman of the delegation.\n\n"
        "For the Republic of Uganda PETER OKELLO Chairman of the delegation\n\n"
        "The signatures above were subscribed on board, in the presence of the representatives of the lakes.\n\n"
        "ANNEX\n\nThe lakes are named here. They are many.\n"
    )
    assert [line.split()[5] for line in spans(BODY + block, "signature")] == ["JOSEPH", "PETER"]


def test_witnesses_sign_for_no_party() -> None:
    block = NAMES + "\nThe signatures were subscribed by them as witnesses:\n\nChairman: R. Kirby\n"
    assert spans(BODY + block, "signature") == [*NAMES.split("\n\n")[:3], "P. Okello"]
    assert spans(BODY + block, "other") == ["Chairman: R. Kirby"]
