"""Names that a document uses again: surnames, places, styles of states, and heads that usually mean one body."""

from __future__ import annotations

import pytest
from sco_declarations.build.layers import Layers


def found(layers: Layers, *paragraphs: str) -> list[tuple[str, str]]:
    """Text of each mention with the identifier of its entity, or `?` and the key of a provisional one."""
    mentions = layers.entities.find(paragraphs)
    for mention in mentions:
        assert paragraphs[mention.paragraph][mention.start : mention.end] == mention.text
    return [(mention.text, mention.link or f"?{mention.key}") for mention in mentions]


def test_a_surname_means_the_person_named_before(layers: Layers) -> None:
    got = found(layers, "Ambassador Anton Zubr met Mr. Zubr.", "Zubr said so, as did Zubr's delegation.")
    assert got == [("Anton Zubr", "?anton zubr")] + [("Zubr", "?anton zubr")] * 3
    assert [m.method for m in layers.entities.find(["Mr. Anton Zubr. Zubr said"])] == ["grammar", "antecedent"]


@pytest.mark.parametrize(
    "text",
    [
        "the Zubr Institution, the Hentzau Zubr street, a Zubr-like plan",  # parts of other names
        "a zubr and Zubr",  # a word of the language
        "zZubr, Zubrs, Zubr/2",  # no word of its own
    ],
)
def test_no_surname_inside_something_else(layers: Layers, text: str) -> None:
    assert found(layers, f"Mr. Anton Zubr; {text}")[1:] == []


def test_two_persons_with_one_surname_are_not_mixed(layers: Layers) -> None:
    got = found(layers, "Mr. Anton Zubr, Mr. Karel Zubr and Mr. Zubr. Then Zubr said")
    assert got == [("Anton Zubr", "?anton zubr"), ("Karel Zubr", "?karel zubr"), ("Zubr", "?zubr")]


def test_a_place_told_once_is_found_again(layers: Layers) -> None:
    text = "In Strelsau talks were held.", "Done at Strelsau on 3 May 2003.", "The Strelsau talks"
    assert found(layers, *text) == [("Strelsau", "?strelsau")] * 3
    assert found(layers, "In Strelsau talks were held.") == []


def test_the_style_of_the_one_state_that_has_it(layers: Layers) -> None:
    got = found(layers, "the Republic of Indonesia", "the Government of the Republic, the Republic's view")
    assert got == [("Republic of Indonesia", "indonesia")] + [("Republic", "indonesia")] * 2
    assert [m.form for m in layers.entities.find(["the Republic of Indonesia, the Republic"])][1] == "short_name"
    for other in (
        "the Republic of Korea, the Kyrgyz Republic and the Republic",  # which?
        "the Republic of Korea and the Republic President",
        "the Kingdom and the Republic",
    ):
        assert "Republic" not in [text for text, _ in found(layers, other)]


# -- heads that usually mean one body


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("division within the Commonwealth", ("Commonwealth", "commonwealth")),
        ("Commonwealth countries and the Common Market", ("Common Market", "eec")),
        ("the Commonwealth of Nations and the Commonwealth", ("Commonwealth", "commonwealth")),
        ("the Commonwealth of Independent States; the Commonwealth", ("Commonwealth", "cis")),
        ("the Commonwealth of Independent states; the Commonwealth", ("Commonwealth", "cis")),
        ("the Commonwealth of Dominica; the Commonwealth", ("Commonwealth", "dominica")),
        ("the Commonwealth of Lakes; the Commonwealth", ("Commonwealth", "?commonwealth of lakes")),
        ("the Common Market for Eastern and Southern Africa; the Common Market", ("Common Market", "comesa")),
    ],
)
def test_a_head_means_what_the_document_names_so(layers: Layers, text: str, last: tuple[str, str]) -> None:
    assert found(layers, text)[-1] == last


def test_a_head_is_no_name_after_an_article_of_any_one(layers: Layers) -> None:
    assert found(layers, "to establish a Common Market") == []


def test_a_name_inside_an_instrument_tells_what_a_head_means(layers: Layers) -> None:
    text = "the Agreement establishing the Commonwealth of Independent States binds the Commonwealth"
    mentions = layers.entities.find([text], [[(4, 65)]])
    assert [(m.text, m.link) for m in mentions] == [("Commonwealth", "cis")]


def test_a_head_in_doubt_refers_to_nothing(layers: Layers) -> None:
    text = "the Agreement on the Commonwealth of Northern Lakes binds the Commonwealth"
    assert layers.entities.find([text], [[(4, 51)]]) == []


def test_the_secretariat_of_the_organisation_of_the_document(layers: Layers) -> None:
    text = "The Northern Lake Union (hereinafter the Union) has organs.", "The Secretariat shall report."
    assert found(layers, *text)[-1] == ("Secretariat", "?northern lake union: secretariat")
    african = layers.entities.find(
        ["The Organization of African Unity. The Organization met. The Secretariat shall act."]
    )
    assert [(m.key, m.parent) for m in african][-1] == ("oau: secretariat", "oau")
    both = layers.entities.find(
        ["The Organization of African Unity. The Organization has the General Secretariat. The Secretariat"]
    )
    assert both[-1].key == both[-2].key == "oau: secretariat"
    assert found(layers, "The Secretariat shall report.") == []
    assert found(layers, "The African Union met. The Secretariat shall report.") == [("African Union", "au")]


def test_congress_and_parliament_are_names_without_an_article(layers: Layers) -> None:
    assert [text for text, _ in found(layers, "a bill before Congress, and members of Parliament")] == [
        "Congress", "Parliament",
    ]  # fmt: skip
    assert found(layers, "the Parliament of each Party; any Parliament") == []
