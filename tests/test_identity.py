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
        ("They apply the Lake Rules of Origin.", []),
        ("They keep the Lake Principles of Kenya.", []),
        ("They keep the Lake Principles on Water.", ["Lake Principles on Water"]),
        ("The Lake Programme has met.", []),
        ("They want a credible and comprehensive Test Ban Treaty.", ["credible and comprehensive Test Ban Treaty"]),
        (
            "They keep bilateral and multilateral agreements on lakes with Kenya.",
            ["bilateral and multilateral agreements on lakes with Kenya"],
        ),
        (
            "They keep the two bilateral and multilateral agreements on lakes.",
            ["bilateral and multilateral agreements on lakes"],
        ),
        (
            "They keep the treaties, conventions and agreements entered into by Kenya.",
            ["treaties, conventions and agreements entered into by Kenya"],
        ),
        ("The treaties and other papers stand.", []),
        (
            "They keep the agreements on the Lake Court and on the River Board (see below).",
            ["agreements on the Lake Court", "on the River Board"],
        ),
        (
            "They recall resolution 1368 (2001) and all subsequent resolutions.",
            ["resolution 1368 (2001)", "subsequent resolutions"],
        ),
        ("They recall all relevant resolutions on Kenya.", ["relevant resolutions on Kenya"]),
        ("They recall all relevant resolutions.", []),
        ("They recall the statement of its President of 3 May 1999.", ["statement of its President of 3 May 1999"]),
        ("They recall the statements of its President on lakes.", ["statements of its President on lakes"]),
        ("They heard the statement of the President's wife.", []),
        ("They keep the Statute on the Lake Command.", ["Statute on the Lake Command"]),
        ("They keep the Statute of the Lake Court on conditions to be set.", ["Statute of the Lake Court"]),
        ("They agree on the Terms of Reference of the Lake Group.", ["Terms of Reference of the Lake Group"]),
        (
            "Under the Treaty on the Non-Proliferation of Nuclear Weapons Kenya has duties.",
            ["Treaty on the Non-Proliferation of Nuclear Weapons"],
        ),
        ("They sign the current MOU; the MoU stands, and so do the LACOM MOUs.", ["current MOU", "MoU", "LACOM MOUs"]),
        ("They adopt the following Joint Declaration on Lakes:", []),
        ("They recall the Joint Declaration on Lakes: it stands.", ["Joint Declaration on Lakes"]),
        ("The Exchange of Letters of 1920 stands.", ["Exchange of Letters of 1920"]),
        ("The exchange of letters between the Parties goes on.", []),
        (
            "Protocol A of the Lake Treaty and Protocol No. 2 to the Sea Treaty stand.",
            ["Protocol A of the Lake Treaty", "Protocol No. 2 to the Sea Treaty"],
        ),
        ("They are unable to reach an agreement on lakes.", []),
        ("They recall the above mentioned Lake Treaty of 3 May 1999.", ["above mentioned Lake Treaty of 3 May 1999"]),
        ("They introduce into the Lake Convention of provisions nothing.", ["Lake Convention"]),
        ("The Council of the Lake Treaty (the Lake Council) meets; the Lake Council acts.", ["Lake Treaty"]),
        ("They recall the Constitution of the Lake Union, as its Constitution says.",
         ["Constitution of the Lake Union", "Constitution"]),
        (
            "They recall resolution 282 (1970) of 23 July 1970 on the arms embargo against Kenya.",
            ["resolution 282 (1970) of 23 July 1970 on the arms embargo against Kenya"],
        ),
        ("They recall the Declaration pertaining to Lakes.", ["Declaration pertaining to Lakes"]),
        (
            "They refer to resolution LA7.2 on deep lakes and to resolution LA8.3 on rivers.",
            ["resolution LA7.2 on deep lakes", "resolution LA8.3 on rivers"],
        ),
        (
            "They are to recommend, under resolution 69/292 of 19 June 2015 on the elements and to elaborate, a text.",
            ["resolution 69/292 of 19 June 2015"],
        ),
        ("They recall decision 78/5 of 13 August 2024 on the Agreement.", ["decision 78/5 of 13 August 2024"]),
        (
            "They recall resolutions LA6.8 on the plan for 2013\u20132020, LA5.1 on ageing lakes, and LA7.1.",
            ["resolutions LA6.8 on the plan for 2013\u20132020", "LA5.1 on ageing lakes", "LA7.1"],
        ),
        ("They endorse the Strategy and Plan of Action on Lakes.", ["Strategy and Plan of Action on Lakes"]),
        ("It takes the form of an international Convention; a new Convention may follow.", []),
        ("A separate Protocol shall be signed.", ["separate Protocol"]),
        ("Each has a national programme on lakes, and national strategies on rivers.", []),
        ("It may be cited as the Model Framework for Lake and River Convention, 2006.", []),
        (
            "They recall the Lake and River Convention, 1981 (No. 155), and the Sea Convention, 1982 (No. 7).",
            ["Lake and River Convention, 1981 (No. 155)", "Sea Convention, 1982 (No. 7)"],
        ),
        (
            "They recall the Declaration on Rights at the Lake and its Follow-Up, 1998, and its author.",
            ["Declaration on Rights at the Lake and its Follow-Up, 1998"],
        ),
        (
            "They recall the Protocol relating to the establishment of the Lake and River Council of the Union.",
            ["Protocol relating to the establishment of the Lake and River Council of the Union"],
        ),
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


def test_what_an_act_is_on_tells_it_from_others_of_its_name(find: Find) -> None:
    sentence = "The Lakes (Keeping of Waters) Act and the Lakes (Sale of Boats) Act are in force."
    keys = [mention.key for mention in find(sentence)]
    assert len(keys) == len(set(keys)) == 2
    (long, short) = find("The Lake Union (LU) Charter is in force.", "The Lake Union Charter is in force.")
    assert long.key == short.key
