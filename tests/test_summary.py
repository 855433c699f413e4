"""A summary is the same from rows and from Arrow tables, however these are cut, and does not grow with the rows."""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from many import in_parts, many, parts, rows_of, to_arrow
from sample import sample_corpus
from sco_declarations.build.renderings.codebook import codebook
from sco_declarations.build.renderings.figures import figures
from sco_declarations.build.renderings.markdown import code
from sco_declarations.build.renderings.variables import LONG
from sco_declarations.build.schemas import TABLES, schema
from sco_declarations.build.spreadsheet import is_converted, runs
from sco_declarations.build.summary import (
    DISTINCT,
    NAMED,
    START,
    Cut,
    Summary,
    TableSummary,
    cut,
    summarize_arrow,
    summarize_rows,
)
from test_properties import RANDOM, examples


@pytest.mark.parametrize("table", TABLES)
def test_arrow_says_what_rows_say(table: str) -> None:
    for rows in (sample_corpus().tables[table], rows_of(table, 300, Random(table)), []):
        for limit in (0, 4, DISTINCT):
            assert summarize_arrow(table, to_arrow(table, rows), limit) == summarize_rows(table, rows, limit)


@examples(40)
@given(RANDOM, st.sampled_from(TABLES), st.sampled_from([1, 5, 12, DISTINCT]))
def test_it_does_not_matter_where_a_table_is_cut(draw: Random, table: str, limit: int) -> None:
    rows = rows_of(table, draw.randrange(60), draw)
    whole = summarize_rows(table, rows, limit)
    merged, added = TableSummary(table, limit), TableSummary(table, limit)
    for part in parts(rows, draw):
        merged.merge(summarize_arrow(table, to_arrow(table, part), limit))
        added.add_arrow(to_arrow(table, part))
    assert merged == added == whole


@examples(8)
@given(RANDOM, st.sampled_from([2, 30, DISTINCT]))
def test_codebook_and_figures_are_the_same_bytes_however_documents_are_cut(draw: Random, limit: int) -> None:
    corpus = many(draw.choice([1, 29, 35]))
    whole, cut_up = Summary.of(corpus, limit=limit), in_parts(corpus, limit, draw)
    assert codebook(cut_up, None) == codebook(whole, None)
    assert figures(cut_up) == figures(whole)


def test_what_is_counted() -> None:
    values = ["b", "a", None, "b", "=x", "2003", "2003", "x" * 200]
    rows = [
        {**row, "place": value, "paragraphs": number, "date_earliest": day, "title": None if number in (2, 5) else "T"}
        for number, (row, value, day) in enumerate(
            zip(rows_of("documents", 8, Random(1)), values, [date(2000 + n % 3, 1, 1) for n in range(8)], strict=True)
        )
    ]
    summary = summarize_rows("documents", rows)
    place = summary.columns["place"]
    assert (summary.rows, place.filled, place.distinct, place.runs, place.converted) == (8, 7, 5, 1, 2)
    assert place.counts == {"b": 2, "a": 1, "=x": 1, "2003": 2, cut("x" * 200): 1}
    assert (summary.columns["paragraphs"].low, summary.columns["paragraphs"].high) == (0, 7)
    assert (summary.columns["date_earliest"].low, summary.columns["date_earliest"].high) == (
        date(2000, 1, 1),
        date(2002, 1, 1),
    )
    assert summary.selected["Documents without a title"].count == 2
    assert summary.selected["Documents without a title"].first == ["row-2", "row-5"]
    assert summary.selected["Documents in which no paragraph was found"].first == ["row-0"]
    assert summary.selected["document"].count == 8


def test_past_the_limit_only_that_is_known() -> None:
    rows = [{**row, "words": n // 2, "document_id": "d"} for n, row in enumerate(rows_of("paragraphs", 30, Random(2)))]
    exact, past = summarize_rows("paragraphs", rows, 15), summarize_rows("paragraphs", rows, 14)
    assert exact.columns["words"].counts == Counter(n // 2 for n in range(30))
    assert past.columns["words"].counts is None and past.columns["words"].distinct is None
    assert (past.columns["words"].low, past.columns["words"].high, past.columns["words"].filled) == (0, 14, 30)
    assert past.columns["document_id"].counts == {"d": 30}
    assert past.columns["paragraph_id"].distinct == 30, "a key is counted past the limit too"


def test_parts_of_another_table_or_limit_are_refused() -> None:
    for other in (TableSummary("edits"), TableSummary("segments", 3)):
        with pytest.raises(ValueError, match="is no part of segments"):
            TableSummary("segments").merge(other)


def test_it_does_not_grow_with_rows_nor_with_the_length_of_values() -> None:
    def size(count: int) -> int:
        rows = [
            {**row, "text": f"{n}" * 10_000, "section_id": f"s-{n}", "char_start": n, "document_id": f"{n}" * 5_000}
            for n, row in enumerate(rows_of("paragraphs", count, Random(3)))
        ]
        for n, row in enumerate(rows):
            row["document_id"] = f"{n % 20}" * 5_000
        pickled = pickle.dumps(summarize_rows("paragraphs", rows, 40))
        assert pickle.loads(pickled) == summarize_rows("paragraphs", rows, 40)
        return len(pickled)

    assert size(400) < 1.02 * size(100) < 30_000


@examples(80)
@given(st.text(st.sampled_from("ab \n\t\u00a0\u200b|`é"), min_size=START - 5, max_size=START + 40), st.integers(0, 60))
def test_a_text_that_is_cut_is_shown_as_the_whole_is(text: str, blanks: int) -> None:
    for value in (text, text + " " * blanks, " " * blanks + text, text[:80] + " " * blanks, text[:80] + " " * 50 + "z"):
        kept = cut(value)
        assert isinstance(kept, Cut) == (len(value) > START)
        assert code(kept.start if isinstance(kept, Cut) else kept, LONG) == code(value, LONG)


def test_texts_that_begin_alike_are_told_apart() -> None:
    assert len({cut("x" * 100 + end) for end in ("", "y", "z", " ", "  ", "…")}) == 6


def test_arrow_is_looked_through_without_pandas() -> None:
    program = """
import sys
import pyarrow as pa, pyarrow.csv
from sco_declarations.build.head import Head
from sco_declarations.build.schemas import schema
from sco_declarations.build.summary import summarize_arrow
from sco_declarations.build.types import arrow_type
tables = {}
for name in "documents sections paragraphs instrument_mentions edits segments instruments quality".split():
    types = {one.name: arrow_type(one.type) for one in schema(name).fields}
    options = pyarrow.csv.ConvertOptions(column_types=types, strings_can_be_null=True)
    tables[name] = pyarrow.csv.read_csv(f"data/csv/{name}.csv", convert_options=options,
        parse_options=pyarrow.csv.ParseOptions(newlines_in_values=True))
    assert summarize_arrow(name, tables[name]).rows > 0
head = Head()
head.add(tables)
assert len(head.corpus(None, (), tables["instruments"], []).tables["instruments"]) > 20
assert "pandas" not in sys.modules
"""
    root = Path(__file__).resolve().parent.parent
    subprocess.run([sys.executable, "-c", program], cwd=root, check=True)


def test_a_spreadsheet_does_the_same_with_all_rows_and_with_their_summary() -> None:
    for table in TABLES:
        rows = rows_of(table, 200, Random(4))
        summary = summarize_arrow(table, to_arrow(table, rows), 3)
        for one in schema(table).fields:
            cells = [row[one.name] for row in rows if isinstance(row[one.name], str)]
            column = summary.columns[one.name]
            assert (column.runs, column.converted) == (sum(map(runs, cells)), sum(map(is_converted, cells)))


def test_a_selection_keeps_the_first_identifiers() -> None:
    rows = [{**row, "kind": "other"} for row in rows_of("segments", 25, Random(5))]
    summary = summarize_rows("segments", rows)
    selected = summary.selected["Segments that no rule explains (`kind` is `other`)"]
    assert selected.count == 25 and selected.first == [f"row-{n}" for n in range(NAMED)]
