"""Holds up: a corpus checked in slices of documents has the faults that it has as a whole."""

from __future__ import annotations

import pickle
import random
from typing import Any

import pytest
from planting import cells_of, csv_of, faults_of
from sample import TASHKENT, WINDHOEK, sample_corpus
from sco_declarations.build.checks import INVARIANTS, check_tables, rule_of
from sco_declarations.build.checks.folder import read_table
from sco_declarations.build.checks.ground import records
from sco_declarations.build.checks.rules import Findings
from sco_declarations.build.checks.slices import OF_CORPUS, OF_DOCUMENTS, Registry, check_slice, check_slices, cut
from sco_declarations.build.faults import Fault
from sco_declarations.build.model import Source
from sco_declarations.build.schemas import TABLES, Row, Tables, schema
from test_checks_tables import CASES, Plant

#: Faults that are not the same in slices: the reader of a package reports a missing table, and where documents are not
#: in the order of their rows, the rows of a slice are not those of its documents.
APART = {"no table", "documents not by date"}


def in_slices(tables: Tables, sources: list[Source], size: int) -> list[Fault]:
    found = Findings()
    check_slices(lambda: cut(tables, sources, size), tables, INVARIANTS, found)
    return found.sorted()


def test_a_sound_corpus_has_no_fault() -> None:
    corpus = sample_corpus()
    for size in (1, 2, 100):
        assert in_slices(corpus.tables, list(corpus.sources), size) == []
    assert in_slices({name: [] for name in TABLES}, [], 1) == []
    assert sorted((*OF_DOCUMENTS, *OF_CORPUS)) == sorted(TABLES)


@pytest.mark.parametrize(
    "plant", [c[1] for c in CASES if c[0] not in APART], ids=[c[0] for c in CASES if c[0] not in APART]
)
def test_planted_faults_are_those_of_the_whole(plant: Plant) -> None:
    corpus = sample_corpus()
    tables, sources = corpus.tables, list(corpus.sources)
    plant(tables, sources)
    faults = check_tables(tables, sources)
    assert in_slices(tables, sources, 1) == faults


@pytest.mark.parametrize("table", TABLES)
def test_faults_of_schemas_are_those_of_the_whole(table: str) -> None:
    same, planted = 0, [one.plant for one in faults_of(table) if one.plant is not None]
    for plant in planted:
        cells, corpus = cells_of(table), sample_corpus()
        plant(cells)
        rows = read_table(schema(table), csv_of(schema(table), cells), "", Findings())
        assert rows is not None
        tables = {**corpus.tables, table: rows}
        faults = check_tables(tables, corpus.sources)
        sliced = in_slices(tables, list(corpus.sources), 1)
        assert bool(faults) == bool(sliced)
        if all_in_place(table, rows) and "document-prefix" not in map(rule_of, faults):
            same += 1
            assert sliced == faults
    assert same >= len(planted) / 2


def all_in_place(table: str, rows: list[Row]) -> bool:
    """Whether every row stands with its document; else more or less may be said of its slice."""
    order = [WINDHOEK, TASHKENT]
    if table in OF_CORPUS:
        return True
    if table == "documents":
        return [row["document_id"] for row in rows] == order
    ranks = [order.index(row["document_id"]) if row["document_id"] in order else 2 for row in rows]
    return ranks == sorted(ranks) and 2 not in ranks


def test_documents_out_of_order_are_said_and_more() -> None:
    (plant,) = [case[1] for case in CASES if case[0] == "documents not by date"]
    corpus = sample_corpus()
    plant(corpus.tables, [])
    assert set(check_tables(corpus.tables, corpus.sources)) < set(in_slices(corpus.tables, list(corpus.sources), 1))


def twice(tables: Tables) -> None:
    tables["documents"].append(dict(tables["documents"][0]))


def shared_file(tables: Tables) -> None:
    tables["documents"][1]["source_file"] = tables["documents"][0]["source_file"]


def apart(tables: Tables) -> None:
    tables["edits"].append(tables["edits"].pop(0))
    tables["evidence"].append(tables["evidence"].pop(0))


def other_document(tables: Tables) -> None:
    tables["segments"][-1]["section_id"] = f"{WINDHOEK}:I"


def no_such_mention(tables: Tables) -> None:
    tables["entities"][0]["first_mention_id"] = f"{TASHKENT}:body.1@3"


def no_such_document(tables: Tables) -> None:
    tables["instruments"][0]["document_id"] = "lisbon-2003"


@pytest.mark.parametrize(
    ("plant", "rules"),
    [
        (twice, {"primary-key", "unique-key"}), (shared_file, {"unique-key"}), (apart, {"row-order"}),
        (other_document, {"document-prefix"}), (no_such_mention, {"foreign-key"}), (no_such_document, {"foreign-key"}),
    ],
)  # fmt: skip
def test_what_goes_over_slices_is_seen(plant: Any, rules: set[str]) -> None:
    corpus = sample_corpus()
    plant(corpus.tables)
    assert rules <= {rule_of(fault) for fault in check_tables(corpus.tables, corpus.sources)}
    faults = in_slices(corpus.tables, list(corpus.sources), 1)
    assert rules <= {rule_of(fault) for fault in faults}
    if plant is other_document:
        assert "foreign-key" not in {rule_of(fault) for fault in faults}


def mutate(chance: random.Random, tables: Tables) -> None:
    name = chance.choice([name for name in TABLES if tables[name]])
    rows = tables[name]
    one, other = chance.choice(rows), chance.choice(rows)
    column = chance.choice(list(one))
    match chance.randrange(6):
        case 0:
            rows.remove(one)
        case 1:
            rows.insert(chance.randrange(len(rows) + 1), dict(one))
        case 2:
            rows.sort(key=lambda row: chance.random())
        case 3:
            one[column] = other[column]
        case 4:
            one[column] = chance.choice([None, "", "x", 0, 1, 10**25, -1, 1.5, True, [], f"{TASHKENT}:x", TASHKENT])
        case _:
            one.pop(column)


def test_the_verdict_is_that_of_the_whole_whatever_is_wrong() -> None:
    wrong = 0
    for seed in range(100):
        chance, corpus = random.Random(seed), sample_corpus()
        mutate(chance, corpus.tables)
        faults = check_tables(corpus.tables, corpus.sources)
        sliced = in_slices(corpus.tables, list(corpus.sources), 1)
        assert bool(faults) == bool(sliced), seed
        wrong += bool(faults)
    assert wrong > 70


def test_a_slice_goes_to_another_process_and_back() -> None:
    corpus = sample_corpus()
    corpus.tables["segments"][4]["section_id"] = f"{WINDHOEK}:III"
    registry = Registry.of({name: records(schema(name), corpus.tables[name]) for name in OF_CORPUS})
    for piece in cut(corpus.tables, corpus.sources, 1):
        sent = pickle.loads(pickle.dumps((piece, registry)))
        faults, tally = check_slice(*sent, INVARIANTS)
        again, back = pickle.loads(pickle.dumps((faults, tally)))
        assert again == faults and back.mentions == tally.mentions
        assert [(one.record, one.record.n) for one in back.lost] == [(one.record, one.record.n) for one in tally.lost]


@pytest.mark.parametrize("known", [True, False])
def test_rows_known_to_be_sound_are_not_looked_at_again(known: bool) -> None:
    """The rows that may be at fault are those that are named, where they are; keys are looked at all the same."""
    corpus = sample_corpus()
    corpus.tables["segments"][2]["kind"] = "none-of-these"
    corpus.tables["segments"][3]["segment_id"] = corpus.tables["segments"][2]["segment_id"]
    registry = Registry.of({name: records(schema(name), corpus.tables[name]) for name in OF_CORPUS})
    (piece,) = cut(corpus.tables, corpus.sources, 2)
    named = type(piece)(piece.tables, piece.texts, piece.first, {"segments": [2]} if known else {})
    rules = {rule_of(fault) for fault in check_slice(named, registry, INVARIANTS)[0]}
    assert ("enum" in rules) == known and "primary-key" in rules
