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


def test_names_alone_are_signatures_where_a_date_stands_below() -> None:
    names = "**Joseph R. Otieno, Jr.**\n\n**Paul Okello, M.P.**\n"
    assert spans(f"{BODY}{names}\n3 May 1999\n", "signature") == ["Joseph R. Otieno, Jr.", "Paul Okello, M.P."]
    assert spans(f"{BODY}{names}", "signature") == []
    assert spans(f"{BODY}The lakes of Kenya.\n\nPaul Okello\n\n3 May 1999\n", "signature") == []


@pytest.mark.parametrize("head", ["PROTOCOL TO THE AGREEMENT", "ANNEX"])
def test_a_signature_block_may_stand_above_other_texts(head: str) -> None:
    below = f"{head}\n\nThe lakes are named here. They are many, and they are clean.\n"
    block = "For Kenya:\nJ. OTIENO\nMinister of Water\n\nFor Uganda:\nP. OKELLO\nMinister of Water\n\n"
    source = f"{BODY}Done at Osh in two originals on the third of May,\nboth being authentic.\n\n{block}{below}"
    assert "\n".join(spans(source, "signature")).split("\n") == [line for line in block.split("\n") if line]


def test_meeting_date_and_vote_at_the_end_are_a_dateline() -> None:
    end = ["67th meeting", "10 March 1993", "[Adopted without a vote.]"]
    source = "The Council,\n\n1. Keeps the lakes.\n\n" + "\n".join(end) + "\n\nOFFICE OF THE LAKE COUNCIL\n"
    assert spans(source, "dateline") == end
    assert spans(source, "other") == ["OFFICE OF THE LAKE COUNCIL"]


def test_the_condition_of_a_signature_and_a_point_behind_an_office() -> None:
    names = (
        "For Kenya:\n(signed) Joseph OTIENO\nsubject to ratification\nFor Uganda:\nPaul Okello, Minister of Water.\n"
    )
    source = f"{BODY}Done at Osh on 3 May 1999.\n{names}\nANNEX\n\nThe lakes are named here. They are many.\n"
    assert "\n".join(spans(source, "signature")).split("\n") == names.strip().split("\n")


@pytest.mark.parametrize(
    "formula",
    [
        "Thus done and signed at Osh on the third of May.", "Совершено в городе Ош 3 мая 1999 года.",
        "Hecho en Osh, el 3 de mayo de 1999.", "EN FE DE LO CUAL los suscritos firman.",
        "En foi de quoi, les soussignés ont signé.", "Fait en double à Osh, le 3 mai 1999.",
        "Geschehen zu Osh am 3. Mai 1999.", "Zu Urkund dessen haben sie unterzeichnet.", "Gedaan te Osh, 3 mei 1999.",
        "Fatto a Osh, il 3 maggio 1999.", "Feito em Osh, em 3 de maio de 1999.",
        "Вчинено в місті Ош 3 травня 1999 року.",
    ],
)  # fmt: skip
def test_closing_words_stand_apart_from_the_last_article(formula: str) -> None:
    source = f"Treaty on Lakes\n\nArticle 1\n\nThe lakes.\n\nArticle 2\n\nThe wells.\n\n{formula}\n"
    assert outline(source)[-2:] == [("body", "", ""), ("", "", formula)]


@pytest.mark.parametrize(
    "block",
    [
        "Für dieRepublik Kenia:\n\nOtieno\n\nFür die Regierung der Republik Uganda:\n\nPaul Okello",
        "Pour le Gouvernement du Kenya:\n\nJ. Otieno\n\nPour l'Ouganda:\n\nP. Okello",
        "Per la Repubblica del Kenya:\n\nJ. Otieno\n\nPer l\u2019Uganda:\n\nP. Okello",
        "Por el Gobierno de Kenya:\n\nJ. Otieno\n\nPor la República de Uganda:\n\nP. Okello",
        "(Suivent les signatures)",
        "(Es folgen die Unterschriften)",
        "[Signatures not reproduced here.]",
    ],
)
def test_signature_blocks_in_other_languages_and_left_out(block: str) -> None:
    assert spans(f"{BODY}Done at Osh on 3 May 1999.\n\n{block}\n", "signature") == block.split("\n\n")
