"""The two declarations are read as a person read them: every row of the gold annotation, and no other.

`data/gold/` was annotated by hand from the texts; nothing in it comes from the pipeline.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest
from sco_declarations.build.checks import check_tables
from sco_declarations.build.model import Corpus
from sco_declarations.build.pipeline import read_corpus

DATA = Path(__file__).resolve().parent.parent / "data"


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return read_corpus(DATA)


def gold(name: str) -> list[dict[str, str]]:
    with (DATA / "gold" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def cells(rows: list[dict[str, Any]], columns: list[str]) -> list[tuple[str, ...]]:
    """The cells of some columns as a CSV file shows them: nothing for null, small letters for true and false."""

    def shown(value: Any) -> str:
        if value is None:
            return ""
        return str(value).lower() if isinstance(value, bool) else str(value)

    return [tuple(shown(row[column]) for column in columns) for row in rows]


COMPARED = {
    "sections": ["section_id", "kind", "label", "label_printed"],
    "paragraphs": ["paragraph_id", "text"],
    "signatories": [
        "signatory_id", "basis", "state_printed", "state_code", "office_printed", "person_printed", "given_names",
        "family_name",
    ],
    "instrument_mentions": ["paragraph_id", "start", "end", "text", "form", "instrument_id", "date_printed"],
}  # fmt: skip


@pytest.mark.parametrize("table", COMPARED)
def test_rows_are_those_of_the_gold(corpus: Corpus, table: str) -> None:
    columns = COMPARED[table]
    assert cells(corpus.tables[table], columns) == cells(gold(table), columns)


def test_instruments_are_those_of_the_gold(corpus: Corpus) -> None:
    columns = ["instrument_id", "type", "status", "collective"]
    assert cells(corpus.tables["instruments"], columns) == sorted(cells(gold("instruments"), columns))


def test_every_instrument_is_a_curated_one(corpus: Corpus) -> None:
    assert [row["instrument_id"] for row in corpus.tables["instruments"] if not row["registered"]] == []


def test_the_counts_that_the_data_model_names(corpus: Corpus) -> None:
    counts = {row["document_id"]: (row["paragraphs"], row["signatories"]) for row in corpus.tables["documents"]}
    assert counts == {"sco-2002-st-petersburg": (38, 6), "sco-2003-moscow": (34, 6)}
    assert [row["date"] for row in corpus.tables["documents"]] == ["2002-06-07", "2003-05-29"]


def test_what_the_texts_do_not_say_is_supplied(corpus: Corpus) -> None:
    origins = [(row["title_origin"], row["date_origin"], row["place_origin"]) for row in corpus.tables["documents"]]
    assert origins == [("supplied",) * 3, ("text",) * 3]
    assert {row["person_printed"] for row in corpus.tables["signatories"] if row["basis"] == "preamble"} == {None}


def test_the_tables_break_no_rule(corpus: Corpus) -> None:
    assert check_tables(corpus.tables, corpus.sources) == []
