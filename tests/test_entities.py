"""Entities: names are found whatever their number, the outermost wins, and each refers to what its document says."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from sco_declarations.build.authorities import Authorities, read_states
from sco_declarations.build.corpus import Registers
from sco_declarations.build.entity_authority import (
    Entity,
    complete,
    read_adjectives,
    read_bodies,
    read_entities,
)
from sco_declarations.build.faults import FaultsFound
from sco_declarations.build.layers.entities import EntityFinder
from sco_declarations.build.layers.entity_lexicon import spellings
from sco_declarations.build.layers.entity_links import EntityMention
from sco_declarations.build.naming import found_entity
from sco_declarations.build.places import CURATED
from sco_declarations.build.schemas import Row, schema


def text_of(name: str) -> str:
    return (CURATED / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def states() -> dict[str, str]:
    return read_states(text_of("states.csv"))


@pytest.fixture(scope="module")
def entities() -> tuple[Entity, ...]:
    return read_entities(text_of("entities.yaml"), "entities.yaml")


@pytest.fixture(scope="module")
def finder(states: dict[str, str], entities: tuple[Entity, ...]) -> EntityFinder:
    adjectives = read_adjectives(text_of("adjectives.csv"), "adjectives.csv", states, entities)
    return EntityFinder(states, entities, adjectives, read_bodies(text_of("bodies.csv"), "bodies.csv"))


def found(finder: EntityFinder, *paragraphs: str) -> list[tuple[str, str]]:
    """Text of each mention with the identifier of its entity, or `?` and the key of a provisional one."""
    mentions = finder.find(paragraphs)
    for mention in mentions:
        assert paragraphs[mention.paragraph][mention.start : mention.end] == mention.text
    places = [(mention.paragraph, mention.start, mention.end) for mention in mentions]
    assert places == sorted(places)
    assert all(a[0] < b[0] or a[2] <= b[1] for a, b in pairwise(places))
    return [(mention.text, mention.link or f"?{mention.key}") for mention in mentions]


def names(finder: EntityFinder, *paragraphs: str) -> list[str]:
    return [text for text, _ in found(finder, *paragraphs)]


# -- what counts

STATES = [
    ("the Government of the PRC and the Republic of Kazakhstan",
     [("PRC", "china"), ("Republic of Kazakhstan", "kazakhstan")]),
    ("China\u2019s view, the People\u2019s Republic of China",
     [("China", "china"), ("People\u2019s Republic of China", "china")]),
    ("the Kingdom of Iraq and the Iran-Iraq border", [("Kingdom of Iraq", "iraq"), ("Iran", "iran"), ("Iraq", "iraq")]),
    ("heads of state of Kazakhstan. Heads of State of Kazakhstan", [("Kazakhstan", "kazakhstan")] * 2),
    ("THE RUSSIAN FEDERATION AND C\u00d4TE D'IVOIRE",
     [("RUSSIAN FEDERATION", "russia"), ("C\u00d4TE D'IVOIRE", "cote-d-ivoire")]),
    ("LET US GO. The US said", [("US", "united-states")]),
    ("document A/RES/64/US, Romania but no Omani-like Nigers", [("Romania", "romania")]),
    ("the Gulf of Guinea and New Mexico", [("Gulf of Guinea", "?gulf of guinea"), ("New Mexico", "new-mexico")]),
]  # fmt: skip
ADJECTIVES = [
    ("the Iraqi people and the two Korean states", [("Iraqi", "iraq"), ("Korean", "korean-peninsula")]),
    ("Russian and Chinese delegations at the inter-Korean border", ["Russian", "Chinese", "Korean"]),
    ("in the Russian language; in Russian and Chinese, both texts", []),
    ("the Arabic, Chinese, French and Spanish texts are authentic", []),
    ("Asian countries, the Afghan-Iranian border", ["Asian", "Afghan", "Iranian"]),
]
BODIES = [
    ("the Committee on the Elimination of Discrimination against Women",
     ["Committee on the Elimination of Discrimination against Women"]),
    ("an Educational, Scientific, Cultural and Health Commission and a Defence Commission",
     ["Educational, Scientific, Cultural and Health Commission", "Defence Commission"]),
    ("the Council of Foreign Ministers of the SCO member states met",
     ["Council of Foreign Ministers of the SCO member states"]),
    ("the Assembly of Heads of State and Government and the Council of Ministers",
     ["Assembly of Heads of State and Government", "Council of Ministers"]),
    ("the International Maritime Organization and the Trade Organization of the United Nations",
     ["International Maritime Organization", "Trade Organization of the United Nations"]),
    ("the Commission of Mediation, Conciliation and Arbitration",
     ["Commission of Mediation, Conciliation and Arbitration"]),
    ("a US-USSR Joint Committee on Cooperation in the Peaceful Uses of Atomic Energy",
     ["US-USSR Joint Committee on Cooperation in the Peaceful Uses of Atomic Energy"]),
    ("the Council of Europe and Russia", ["Council of Europe", "Russia"]),
    ("the Ministry of Justice of the Kyrgyz Republic and the ministries of justice",
     ["Ministry of Justice of the Kyrgyz Republic"]),
    ("the SCO Secretariat in Beijing", ["SCO Secretariat", "Beijing"]),
    ("the Russian Security Council", ["Russian Security Council"]),
    ("Recalling the Fifty-seventh World Health Assembly", ["World Health Assembly"]),
    ("the Mission of the year, border agencies, ministries, any Committee, each Party's National Committee", []),
    ("the meeting in Almaty and the Moscow summit", ["Almaty", "Moscow"]),
    ("The Council met. the Commission referred to in article 3", []),
    ("the World Food Programme, the Programme of Work", ["World Food Programme"]),
]  # fmt: skip
PEOPLE_AND_PLACES = [
    ("President of the Republic of Kazakhstan N. A. Nazarbayev", ["Republic of Kazakhstan", "N. A. Nazarbayev"]),
    ("Minister of Justice of the Russian Federation Ivan Petrov, and Mr. Smith",
     ["Russian Federation", "Ivan Petrov", "Smith"]),
    ("Ambassador of Pakistan to Belarus Asif Khan Ali", ["Pakistan", "Belarus", "Asif Khan Ali"]),
    ("Secretary-General Kofi Annan", ["Kofi Annan"]),
    ("elected Maria Perez (Republic of Chile) as the Executive Secretary", ["Maria Perez", "Republic of Chile"]),
    ("the Minister of Foreign Affairs, Minister Plenipotentiary, Ministers of the SCO", ["SCO"]),
    ("annex A. The U.S. Government", ["U.S."]),
    ("signed at Strelsau on 3 July 2004, and on June 12, 2001 in Zenda", ["Strelsau", "Zenda"]),
    ("DONE at the city of Strelsau; done in English in duplicate", ["Strelsau"]),
    ("Lake Balkhash, the Bay of Bengal, the Amu Darya River, the high seas",
     ["Lake Balkhash", "Bay of Bengal", "Amu Darya River"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), STATES + ADJECTIVES + BODIES + PEOPLE_AND_PLACES)
def test_what_counts(finder: EntityFinder, text: str, expected: list[object]) -> None:
    got = found(finder, text)
    linked = bool(expected) and isinstance(expected[0], tuple)
    assert [pair if linked else pair[0] for pair in got] == expected


def test_the_outermost_wins_and_nothing_counts_that_touches_an_instrument(finder: EntityFinder) -> None:
    text = "the Security Council of the United Nations and the UN Charter"
    assert names(finder, text) == ["Security Council of the United Nations", "UN"]
    start = text.index("UN Charter")
    taken = [[(start, len(text))]]
    assert [m.text for m in finder.find([text], taken)] == ["Security Council of the United Nations"]
    middle = text.index("United Nations")
    cut = finder.find([text], [[(middle, middle + 6), (start, len(text))]])
    assert [m.text for m in cut] == ["Security Council"]


def test_mentions_stay_in_their_paragraph(finder: EntityFinder) -> None:
    assert names(finder, "the Council of", "Europe and", "", "China") == ["Europe", "China"]
    assert [m.paragraph for m in finder.find(["", "", "China", "", "India"])] == [2, 4]
    assert finder.find([]) == [] and finder.find([""]) == []


# -- reference

SHORT_FORMS = [
    ("the Shanghai Cooperation Organization (hereinafter referred to as the SCO or the Organization). The Organization",
     ["Shanghai Cooperation Organization", "SCO", "Organization", "Organization"], {"sco"}),
    ("the Shanghai Cooperation Organization (SCO or Organization); Organization budget; our organization",
     ["Shanghai Cooperation Organization", "SCO", "Organization", "Organization"], {"sco"}),
    ("the Organization of Small Lakes (OSL), OSL and its OSL-led work",
     ["Organization of Small Lakes", "OSL", "OSL", "OSL"], {"?organization of small lakes"}),
    ("the Lake Commission, hereinafter called the \u201cCommission\u201d, and the Commission",
     ["Lake Commission", "Commission", "Commission"], {"?lake commission"}),
    ("the United Nations acts. The Organization acts", ["United Nations", "Organization"], {"un"}),
    ("The Security Council, Noting that the Council", ["Security Council", "Council"], {"un-security-council"}),
    ("the Republic of Chile (hereinafter \u201cthe Contracting Party\u201d)", ["Republic of Chile"], {"chile"}),
    ("between the Republic of Chile, hereinafter \u201cthe Agreement\u201d; the Agreement",
     ["Republic of Chile"], {"chile"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected", "links"), SHORT_FORMS)
def test_short_forms_mean_what_the_document_says(
    finder: EntityFinder, text: str, expected: list[str], links: set[str]
) -> None:
    got = found(finder, text)
    assert [name for name, _ in got] == expected
    assert {link for _, link in got} == links


@pytest.mark.parametrize(
    ("first", "link"),
    [
        ("the Shanghai Cooperation Organization (SCO or Organization)", "sco-council-of-foreign-ministers"),
        ("the Commonwealth of Independent States", "cis-council-of-foreign-ministers"),
        ("the Organization of Small Lakes (the Organization)", "?council of foreign ministers"),
    ],
)
def test_a_clipped_name_belongs_to_the_organisation_of_the_document(
    finder: EntityFinder, first: str, link: str
) -> None:
    assert found(finder, first, "The Council of Foreign Ministers met.")[-1] == ("Council of Foreign Ministers", link)


def test_one_body_by_two_names_is_one_entity(finder: EntityFinder) -> None:
    got = found(finder, "the SCO Youth Council, the Youth Council of the SCO; the UN Security Council")
    assert got[0][1] == got[1][1] == "?sco: youth council" and got[2][1] == "un-security-council"
    assert [m.parent for m in finder.find(["the SCO Youth Council"])] == ["sco"]


def test_forms_and_types(finder: EntityFinder) -> None:
    text = (
        "UN Security Council, Security Council, UN, AP region, Afghan people, China, Council of National Coordinators"
    )
    assert [(m.form, m.type) for m in finder.find([text])] == [
        ("name", "organ"), ("short_name", "organ"), ("short_name", "organisation"), ("short_name", "place"),
        ("adjective", "state"), ("name", "state"), ("name", "organ"),
    ]  # fmt: skip


def test_a_provisional_organ_is_known_in_its_document_alone(finder: EntityFinder) -> None:
    local = {
        m.text: m.local for m in finder.find(["the Joint Committee, the World Lake Council, the Small Lakes Union"])
    }
    assert local == {"Joint Committee": True, "World Lake Council": False, "Small Lakes Union": False}


def test_the_number_of_names_does_not_change_what_is_found(states: dict[str, str], finder: EntityFinder) -> None:
    many = [Entity(f"x-{i}", f"Qwx{i} Zyx Union", "organisation", short_names=(f"QZ{i}X",)) for i in range(5000)]
    large = EntityFinder(states, many, {}, [])
    assert [m.link for m in large.find(["Qwx77 Zyx Union, QZ4999X and China"])] == ["x-77", "x-4999", "china"]


def test_spellings_of_one_name_are_found(finder: EntityFinder) -> None:
    assert "Organisation for Economic Cooperation and Development" in spellings(
        "Organization for Economic Co-operation and Development"
    )
    for name in ("Shanghai Co-operation Organisation", "World Food Program", "International Labor Organisation"):
        assert names(finder, f"the {name} met") == [name]


# -- the declarations


def test_no_sentence_of_a_text_is_needed_for_a_new_person(states: dict[str, str], entities: tuple[Entity, ...]) -> None:
    fewer = [record for record in entities if record.type != "person"]
    finder = EntityFinder(states, fewer, {}, read_bodies(text_of("bodies.csv"), "bodies.csv"))
    text = (
        "the decision was taken to endorse Zhang Deguang (People's Republic of China) as the SCO Executive Secretary."
    )
    assert names(finder, text) == ["Zhang Deguang", "People's Republic of China", "SCO"]


# -- authority files

RECORD = "entities:\n  - id: a\n    name: Ace Union\n    type: organisation\n    statement: s\n"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("entities: x\n", "must be a list"),
        ("entities:\n  - x\n", "must be a mapping"),
        ("things: []\n", "not known"),
        (RECORD.replace("    statement: s\n", ""), "'statement' is missing"),
        (RECORD + "    colour: red\n", "'colour' is not known"),
        (RECORD.replace("organisation", "company"), "'company' is no type"),
        (RECORD.replace("id: a", "id: A b"), "is no id"),
        (RECORD + "    state_code: Kaz\n", "is no state_code"),
        (RECORD + "    aliases: x\n", "must be a list of texts"),
        (RECORD + "    parent: b\n", "has no record"),
        (RECORD + "    clipped: [Union]\n", "no parent"),
        (RECORD + RECORD.removeprefix("entities:\n"), "stands on line 2 already"),
        (
            RECORD + RECORD.removeprefix("entities:\n").replace("id: a", "id: b").replace("Ace Union", "the ace union"),
            "too",
        ),
    ],
)
def test_a_fault_in_the_authority_file_is_told(text: str, said: str) -> None:
    with pytest.raises(FaultsFound) as caught:
        read_entities(text, "x.yaml")
    assert any(said in fault.problem and fault.place.startswith("line") for fault in caught.value.faults)
    assert all(fault.remedy for fault in caught.value.faults)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("Iraqi,IRQ,iraq,s", "and not both"),
        ("Iraqi,,,s", "must have"),
        ("Iraqi,XXX,,s", "is not known"),
        ("Iraqi,,nowhere,s", "is not known"),
        ("Iraqi,IRQ,,s\nIraqi,IRQ,,s", "twice"),
        ("Iraqi,IRQ,,", "no source"),
    ],
)
def test_a_fault_in_the_adjectives_is_told(states: dict[str, str], rows: str, said: str) -> None:
    with pytest.raises(FaultsFound) as caught:
        read_adjectives(f"adjective,state_code,entity_id,source\n{rows}\n", "x.csv", states, [])
    assert any(said in fault.problem for fault in caught.value.faults)


@pytest.mark.parametrize(
    "text", ["noun,type\nx,organ\n", "noun,type,needs,note\nx,thing,any,\n", "noun,type,needs,note\nx,organ,much,\n"]
)
def test_a_fault_in_the_nouns_of_bodies_is_told(text: str) -> None:
    with pytest.raises(FaultsFound):
        read_bodies(text, "x.csv")


def test_states_get_one_record_each_and_a_curated_type_wins(
    states: dict[str, str], entities: tuple[Entity, ...]
) -> None:
    records = complete(states, entities)
    assert len({record.id for record in records}) == len(records)
    by_code = {record.state_code: record for record in records if record.state_code}
    assert set(by_code) == set(states.values())
    ids = ("KAZ", "RUS", "PRK", "USA", "GBR", "CIV", "SUHH")
    assert [by_code[code].id for code in ids] == [
        "kazakhstan", "russia", "north-korea", "united-states", "united-kingdom", "cote-d-ivoire", "soviet-union",
    ]  # fmt: skip
    assert by_code["TWN"].type == "place" and by_code["KAZ"].type == "state"


# -- rows


def pairs(document: str, mentions: list[EntityMention]) -> list[tuple[Row, EntityMention]]:
    row = schema("entity_mentions").row
    return [
        (
            row(
                mention_id=f"{document}:body.{m.paragraph + 1}@{m.start}", document_id=document, entity_id=m.link,
                text=m.text, start=m.start, end=m.end, form=m.form, method=m.method,
            ),
            m,
        )
        for m in mentions
    ]  # fmt: skip


@pytest.fixture
def read(finder: EntityFinder) -> Callable[[str, str], list[tuple[Row, EntityMention]]]:
    return lambda document, text: pairs(document, finder.find([text]))


def entity_rows(authorities: Authorities, *documents: list[tuple[Row, EntityMention]]) -> dict[str, Row]:
    """The rows of `entities` of documents, by identifier; each mention's row gets its identifier."""
    registers = Registers(authorities)
    for pairs in documents:
        registers.entities.add(pairs[0][0]["document_id"], [found_entity(mention, row) for row, mention in pairs])
    registers.settle()
    identifiers = registers.entities.identifiers()
    for row, _ in (pair for pairs in documents for pair in pairs):
        row["entity_id"] = row["entity_id"] or next(identifiers)
    return {row["entity_id"]: row for row in registers.entity_rows()}


def test_rows_of_entities(
    authorities: Authorities, read: Callable[[str, str], list[tuple[Row, EntityMention]]]
) -> None:
    one = read("one", "the Lake Union (LU), LU, the Joint Committee and the UN Security Council")
    two = read("two", "the Lake Union, the Joint Committee")
    rows = entity_rows(authorities, one, two)
    assert list(rows) == ["joint-committee-one", "joint-committee-two", "lake-union", "un", "un-security-council"]
    assert rows["lake-union"] == schema("entities").row(
        entity_id="lake-union", name="Lake Union", type="organisation", registered=False, mentions=4, documents=2,
        first_mention_id="one:body.1@4",
    )  # fmt: skip
    assert rows["un-security-council"]["parent_id"] == "un" and rows["un"]["mentions"] == 0
    assert all(row["entity_id"] in rows for row, _ in one + two)
    for column in schema("entities").fields:
        allowed = column.constraints.get("enum")
        assert not allowed or all(row[column.name] in allowed for row in rows.values())
        assert not column.required or all(row[column.name] is not None for row in rows.values())


def test_only_states_have_a_code(
    authorities: Authorities, read: Callable[[str, str], list[tuple[Row, EntityMention]]]
) -> None:
    rows = entity_rows(authorities, read("one", "China and Taiwan"))
    assert {name: row["state_code"] for name, row in rows.items()} == {"china": "CHN", "taiwan": None}


def test_curated_files_ship_with_the_code() -> None:
    assert all(Path(CURATED / name).is_file() for name in ("entities.yaml", "adjectives.csv", "bodies.csv"))


def test_a_name_with_a_small_letter_first_counts_before_a_name_inside_it(finder: EntityFinder) -> None:
    assert names(finder, "Peace in the State of Palestine and in China.") == ["the State of Palestine", "China"]
