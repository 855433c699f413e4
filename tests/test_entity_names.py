"""Names of persons, places and bodies that their form tells, each with what looks like one and is none."""

from __future__ import annotations

import pytest
from sco_declarations.build.layers import Layers

PERSONS = [
    ("President Zubr and Prime Minister Orlov", ["Zubr", "Orlov"]),
    ("former Foreign Minister Orlov, and Secretary Zubr said", ["Orlov", "Zubr"]),
    ("Crown Prince Karim bin Zubr and King Ruritan", ["Karim bin Zubr", "Ruritan"]),
    ("the Right Honourable Anton Zubr, M.P., and the Hon. Karel Orlov", ["Anton Zubr", "Karel Orlov"]),
    ("Shri Anton Zubr of Sri Lanka", ["Anton Zubr", "Sri Lanka"]),
    ("the Prime Minister Level Meeting, a Secretary-General Report, Minister Counsellor", []),
    ("the Foreign Minister Meeting and the Minister Plenipotentiary", []),
]
PLACES = [
    ("Mount Strelsau, Hentzau Province, the Great Seas", ["Mount Strelsau", "Hentzau Province", "Great Seas"]),
    ("in the Middle East region and the South Caucasus region", ["Middle East region", "South Caucasus region"]),
    ("the Hentzau Sea region, the Aral Sea region", ["Hentzau Sea region", "Aral Sea region"]),
    ("the Middle East and North Africa region", ["Middle East", "North Africa"]),
    ("the Tashkent region, in Central Asia regions", ["Tashkent", "Central Asia"]),
    ("a summit in Strelsau, Germany, and talks near Zenda, France.", ["Strelsau", "Germany", "Zenda", "France"]),
    ("In March, China, as in April, France, met; in Agriculture, India will act", ["China", "France", "India"]),
    ("the Pacific and the pacific settlement of disputes, by Pacific Means", ["Pacific"]),
    ("East Jerusalem, the Sahara, the Syr Darya basin", ["East Jerusalem", "Sahara", "Syr Darya"]),
]
STATES = [
    ("the United States of Indonesia", ["United States of Indonesia"]),
    ("the U.S.-Japan alliance, U.S.-ROK talks", ["U.S.", "Japan", "U.S.", "ROK"]),
    ("THE SECURITY COUNCIL,", ["SECURITY COUNCIL"]),
    ("the Commonwealth of Independent states", ["Commonwealth of Independent states"]),
]
BODIES = [
    ("the Fund for Saving the Hentzau Lake and the Fund for assisting Lakes",
     ["Fund for Saving the Hentzau Lake", "Fund for assisting Lakes"]),
    ("the Export Guarantee Department, the Office of Lakes, the Foreign Office, a Department",
     ["Export Guarantee Department", "Office of Lakes"]),
    ("the Lake Working Group, the Working Group on Lakes", ["Lake Working Group", "Working Group on Lakes"]),
    ("Task Force 12, Working Group II and the Working Group 30 days later",
     ["Task Force 12", "Working Group II", "Working Group"]),
    ("QLC and Lake Council, the Economic and Lake Council", ["Lake Council", "Economic and Lake Council"]),
    ("the Federal Lake Service, the Public Service", ["Federal Lake Service"]),
    ("the U.S. Lake Command, the Joint Command", ["U.S. Lake Command"]),
    ("the U.S.-German Lake Dialogue", ["U.S.-German Lake Dialogue"]),
    ("the State Duma and the House of Representatives", ["State Duma", "House of Representatives"]),
    ("The Inter-Parliamentary Assembly met", ["Inter-Parliamentary Assembly"]),
    ("the Extraordinary Conference and the Annual Conference", []),
    ("ASEAN+3 and ASEAN", ["ASEAN"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PERSONS + PLACES + STATES + BODIES)
def test_what_the_form_of_a_name_tells(layers: Layers, text: str, expected: list[str]) -> None:
    assert [mention.text for mention in layers.entities.find([text])] == expected


def test_a_region_belongs_to_its_place(layers: Layers) -> None:
    (mention,) = layers.entities.find(["the Middle East region"])
    assert (mention.link, mention.form) == ("middle-east", "name")
    # An instrument has taken the word.
    assert [m.text for m in layers.entities.find(["the Middle East region"], [[(16, 22)]])] == ["Middle East"]


def test_a_name_in_quotes_is_introduced_by_what_follows(layers: Layers) -> None:
    text = 'an organization "Northern Lake Community" (hereinafter, the "NLC" or the "Community"). The NLC met.'
    mentions = layers.entities.find([text])
    assert [m.text for m in mentions] == ["Northern Lake Community", "NLC", "Community", "NLC"]
    assert {m.key for m in mentions} == {"northern lake community"}
