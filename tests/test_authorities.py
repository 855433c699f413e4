"""Authority files: names are found in all their spellings, and no two records share an identifier or a name."""

from __future__ import annotations

import csv
from itertools import combinations
from pathlib import Path

import pytest
from sco_declarations.build.authorities import (
    Authorities,
    Instrument,
    read_heads,
    read_instruments,
    read_states,
)
from sco_declarations.build.faults import INVALID, FaultsFound
from sco_declarations.build.names import name_key
from sco_declarations.build.places import CURATED

LAKE = """\
  - id: lake-charter
    name: Charter of the Lake Union
    type: charter
    statement: It is printed in the gazette.
"""
RIVER = LAKE.replace("lake-charter", "river-charter").replace("Lake Union", "River Union")

STATES = "state_code,name,source,former_until\n"


def records(*parts: str) -> tuple[Instrument, ...]:
    return read_instruments("instruments:\n" + "".join(parts), "instruments.yaml")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the Comprehensive Nuclear-Test-Ban Treaty", "Comprehensive Nuclear Test Ban Treaty"),
        ("Charter of the UN", "Charter of the United Nations"),
        ("Agreement on the Antiterrorist Structure", "Agreement on the Anti-Terrorist Structure"),
        ("Treaty on Nonproliferation", "Treaty on Non-Proliferation"),
        ("Programme of the Organisation", "Program of the Organization"),
        ("Lake  Charter", "LAKE CHARTER"),
        ("People's Treaty", "People\u2019s Treaty"),
    ],
)
def test_spellings_of_one_name_have_one_key(one: str, other: str) -> None:
    assert name_key(one) == name_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lake Charter", "River Charter"),
        ("Agreement on Lakes", "Treaty on Lakes"),
        ("Resolution 1267 (1999)", "Resolution 1373 (2001)"),
        ("Lake Treaty", "Lake Treaty II"),
    ],
)
def test_different_names_have_different_keys(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


def test_a_whole_record() -> None:
    extra = """\
    short_name: Lake Charter
    status: draft
    collective: false
    date: 1999-05
    place: Osh
    parties: [KGZ, KAZ]
    document_id: lakes-1999
    aliases:
      - Charter of
        the Lakes
"""
    (record,) = records(LAKE, extra)
    assert record == Instrument(
        id="lake-charter", name="Charter of the Lake Union", type="charter", short_name="Lake Charter", status="draft",
        collective=False, date="1999-05", place="Osh", parties=("KGZ", "KAZ"), document_id="lakes-1999",
        aliases=("Charter of the Lakes",), statement="It is printed in the gazette.", line=2,
    )  # fmt: skip
    assert list(record.names) == ["Charter of the Lake Union", "Lake Charter", "Charter of the Lakes"]


def test_what_a_record_leaves_out() -> None:
    (record,) = records(LAKE)
    assert (record.status, record.collective, record.date, record.parties, record.aliases) == (
        "adopted", False, None, (), (),
    )  # fmt: skip


def test_records_are_found_by_identifier_and_by_any_name() -> None:
    found = Authorities({}, {}, records(LAKE, "    aliases: [Lake Pact]\n", RIVER))
    assert found.by_id["river-charter"].name == "Charter of the River Union"
    assert found.by_key[name_key("the LAKE PACT")].id == "lake-charter"


@pytest.mark.parametrize("text", ["", "instruments: []\n"])
def test_a_file_may_hold_no_record(text: str) -> None:
    assert read_instruments(text, "instruments.yaml") == ()


FAULTY = {
    "a wrong key in the file": ("instrument: []\n", "key-unknown", "line 1", "instruments"),
    "a wrong key in a record": (LAKE + "    shortname: LC\n", "key-unknown", "line 6", "short_name"),
    "no statement": (LAKE.replace("    statement: It is printed in the gazette.\n", ""), "key-missing", "line 2",
    "Add"),
    "no name": (LAKE.replace("Charter of the Lake Union", "''"), "key-missing", "line 2", "Add"),
    "an unknown type": (LAKE.replace("type: charter", "type: song"), "value", "line 4", "treaty"),
    "an unknown status": (LAKE + "    status: dead\n", "value", "line 6", "adopted"),
    "a day that is not": (LAKE + "    date: 1999-02-31\n", "date", "line 6", "YYYY-MM-DD"),
    "a bad identifier": (LAKE.replace("lake-charter", "Lake Charter"), "value", "line 2", "slug"),
    "a bad document": (LAKE + "    document_id: Lakes 1999\n", "value", "line 6", "slug"),
    "a list for a text": (LAKE + "    place: [Osh]\n", "value", "line 6", "value"),
    "the same key twice": (LAKE + "    name: X\n", "key-duplicate", "line 6", "Keep one"),
    "one name in two records": (LAKE + LAKE.replace("lake-charter", "sea-charter"), "alias-clash", "line 6", "Keep it"),
    "an alias that is another's name": (
        LAKE + RIVER + "    aliases: [the CHARTER of the Lake Union]\n", "alias-clash", "line 6", "Keep it",
    ),
    "an alias that is another's short name": (
        LAKE + "    short_name: LC\n" + RIVER + "    aliases: [LC]\n", "alias-clash", "line 7", "Keep it",
    ),
    "one identifier for two records": (
        LAKE + RIVER.replace("river-charter", "lake-charter"), "identifier-clash", "line 6", "another",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "code", "place", "remedy"), FAULTY.values(), ids=FAULTY.keys())
def test_a_slip_is_named_with_its_line(text: str, code: str, place: str, remedy: str) -> None:
    whole = text if text.startswith("instrument") else "instruments:\n" + text
    with pytest.raises(FaultsFound) as raised:
        read_instruments(whole, "instruments.yaml")
    (fault,) = raised.value.faults
    assert (fault.file, fault.code, fault.place) == ("instruments.yaml", code, place)
    assert remedy in fault.remedy
    assert raised.value.exit_status == INVALID


NO_REMEDY = {
    "no list": ("instruments: x\n", "line 1"),
    "a record that is no mapping": (f"instruments:\n{LAKE}  - lake treaty\n", "line 6"),
    "aliases that are no list": (f"instruments:\n{LAKE}    aliases: Lake Pact\n", "line 6"),
    "collective that is neither": (f"instruments:\n{LAKE}    collective: perhaps\n", "line 6"),
    "a party that is no code": (f"instruments:\n{LAKE}    parties: [Kenya]\n", "line 6"),
}


@pytest.mark.parametrize(("text", "place"), NO_REMEDY.values(), ids=NO_REMEDY.keys())
def test_these_slips_too_are_named_with_line_and_remedy(text: str, place: str) -> None:
    with pytest.raises(FaultsFound) as raised:
        read_instruments(text, "instruments.yaml")
    (fault,) = raised.value.faults
    assert (fault.code, fault.place) == ("value", place)
    assert fault.remedy


def test_all_slips_are_named_at_once() -> None:
    song = LAKE.replace("type: charter", "type: song")
    text = f"instruments:\n{song}    status: dead\n{RIVER}    datum: 1999\n"
    with pytest.raises(FaultsFound) as raised:
        read_instruments(text, "instruments.yaml")
    assert [(fault.place, fault.code) for fault in raised.value.faults] == [
        ("line 4", "value"), ("line 6", "value"), ("line 11", "key-unknown"),
    ]  # fmt: skip


def test_heads_are_known_in_singular_and_plural() -> None:
    heads = read_heads(
        "noun,type,plural,needs,with_capital,note\ntreaty,treaty,treaties,complement,,\nrules,regulation,,governing,on,\n"
    )
    assert (heads["treaty"].plural, heads["treaties"].plural, heads["rules"].plural) == (False, True, True)
    assert (heads["treaties"].noun, heads["treaties"].needs) == ("treaty", "complement")
    assert (heads["treaty"].with_capital, heads["rules"].with_capital) == ("", "on")


def test_states_are_known_by_each_name() -> None:
    states = read_states(f"{STATES}KGZ,Kyrgyz Republic,,\nKGZ,Kyrgyzstan,,\nTUR,Türkiye,,\n")
    assert states == {"Kyrgyz Republic": "KGZ", "Kyrgyzstan": "KGZ", "Türkiye": "TUR"}


@pytest.mark.parametrize(
    ("rows", "place", "code"),
    [
        ("NO,Norway,,\n", "line 2", "value"),
        ("NOR,,,\n", "line 2", "key-missing"),
        ("NOR,Norway,,\nSWE,Norway,,\n", "line 3", "alias-clash"),
    ],
)
def test_a_fault_in_the_states_is_told(rows: str, place: str, code: str) -> None:
    with pytest.raises(FaultsFound) as raised:
        read_states(STATES + rows)
    assert [(fault.place, fault.code) for fault in raised.value.faults] == [(place, code)]


@pytest.mark.parametrize(
    ("rows", "place", "code"),
    [
        ("treaty,poem,treaties,complement,,\n", "line 2", "value"),
        ("treaty,treaty,treaties,much,,\n", "line 2", "value"),
        ("treaty,treaty,treaties,complement,off,\n", "line 2", "value"),
        ("treaty,treaty,pacts,complement,,\npacts,treaty,,complement,,\n", "line 3", "alias-clash"),
    ],
)
def test_a_fault_in_the_heads_is_told(rows: str, place: str, code: str) -> None:
    with pytest.raises(FaultsFound) as raised:
        read_heads("noun,type,plural,needs,with_capital,note\n" + rows)
    assert [(fault.place, fault.code) for fault in raised.value.faults] == [(place, code)]


def test_a_party_is_a_state_that_is_known() -> None:
    text = "instruments:\n  - {id: a, name: Lake Treaty, type: treaty, statement: x, parties: [NO, NOR, NORWAY]}\n"
    with pytest.raises(FaultsFound) as raised:
        read_instruments(text, "x.yaml", {"Norway": "NOR", "Sweden": "SWE"})
    assert [(fault.code, fault.text, "NOR (Norway)" in fault.remedy) for fault in raised.value.faults] == [
        ("state-unknown", "NO", True), ("state-unknown", "NORWAY", False),
    ]  # fmt: skip


def test_no_name_of_a_state_means_two_states() -> None:
    with (CURATED / "states.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    codes: dict[str, set[str]] = {}
    for row in rows:
        codes.setdefault(row["name"], set()).add(row["state_code"])
    assert {name: found for name, found in codes.items() if len(found) > 1} == {}


def test_the_curated_records_have_no_clash(authorities: Authorities) -> None:
    names = {record.id: {name_key(name) for name in record.names} for record in authorities.instruments}
    assert len(names) == len(authorities.instruments)
    assert not [pair for pair in combinations(names, 2) if names[pair[0]] & names[pair[1]]]


def test_the_curated_parties_are_known_states(authorities: Authorities) -> None:
    known = set(authorities.states.values())
    assert not [record.id for record in authorities.instruments if set(record.parties) - known]


def test_curated_files_are_utf8() -> None:
    for path in (path for path in Path(CURATED).rglob("*") if path.suffix in (".yaml", ".csv", ".md")):
        path.read_text(encoding="utf-8")
