"""Which phrases identify an instrument, and which only speak of instruments in general or of the document itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sco_declarations.build.layers.mentions import Mention

Find = Callable[..., list[Mention]]


@pytest.mark.parametrize(
    ("sentence", "mentions"),
    [
        ("They carry out the decisions of the Lake Council.", ["decisions of the Lake Council"]),
        ("They carry out decisions taken by LACOM bodies.", ["decisions taken by LACOM bodies"]),
        ("Decisions of the Lake Council on other questions shall be made by a majority.", []),
        ("They carry out the decisions of the bodies.", []),
        ("Adopt decisions on lakes.", []),
        (
            "They keep the agreements with Kenya, Uganda, and Rwanda in force.",
            ["agreements with Kenya, Uganda, and Rwanda"],
        ),
        (
            "The strategic peace treaties with Kenya and Uganda stand.",
            ["strategic peace treaties with Kenya and Uganda"],
        ),
        ("They act in agreement with the State.", []),
        (
            "They extend the existing agreement on lakes between New Kenya and New Uganda and other texts.",
            ["existing agreement on lakes between New Kenya and New Uganda"],
        ),
        (
            "They value the historic Lake Accord and the updated River Risk Framework.",
            ["Lake Accord", "River Risk Framework"],
        ),
        ("They want a new Lake Treaty.", ["new Lake Treaty"]),
        ("They sign the current MOU; the MoU stands, and so do the LACOM MOUs.", ["current MOU", "MoU", "LACOM MOUs"]),
        ("They adopt the following Joint Declaration on Lakes:", []),
        ("They recall the Joint Declaration on Lakes: it stands.", ["Joint Declaration on Lakes"]),
        ("The Exchange of Letters of 1920 stands.", ["Exchange of Letters of 1920"]),
        ("The exchange of letters between the Parties goes on.", []),
        ("They apply the Charter of the United Nations between the Parties.", ["Charter of the United Nations"]),
    ],
)  # fmt: skip
def test_what_identifies_an_instrument(find: Find, sentence: str, mentions: list[str]) -> None:
    assert [mention.text for mention in find(sentence)] == mentions


def test_a_document_without_a_title_is_what_it_calls_itself(find: Find) -> None:
    texts = [
        "This Agreement enters into force at once, beside the Lake Agreement.",
        "The present Agreement is one of many.",
        "Lakes are many.",
        "Either Party may terminate the Agreement on two months' notice, or change the Agreement.",
    ]
    assert [mention.text for mention in find(*texts)] == ["Lake Agreement"]
    assert [mention.text for mention in find(texts[0], *texts[2:])] != ["Lake Agreement"]
