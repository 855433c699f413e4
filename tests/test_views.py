"""Views: one row for each row of the base table, with the right columns of the tables beside it."""

from __future__ import annotations

import pytest
from sample import sample_corpus
from sco_declarations.build.schemas import VIEWS, view
from sco_declarations.build.views import columns, joins, view_rows, view_sql


@pytest.mark.parametrize("name", VIEWS)
def test_columns_are_those_of_the_declared_view(name: str) -> None:
    assert [column.name for column in columns(name)] == view(name).names
    assert all(list(row) == view(name).names for row in view_rows(name, sample_corpus().tables))


def test_each_paragraph_stands_with_its_document_and_section() -> None:
    tables = sample_corpus().tables
    rows = view_rows("paragraphs_flat", tables)
    assert [row["paragraph_id"] for row in rows] == [row["paragraph_id"] for row in tables["paragraphs"]]
    third = next(row for row in rows if row["paragraph_id"] == "windhoek-1999:II.A.1")
    assert (third["title"], third["date"], third["section_label"]) == ("DECLARATION OF WINDHOEK", "1999-03-04", "A")
    assert (third["text"], third["number_printed"]) == ("null", "1.")
    last = rows[-1]
    assert (last["document_id"], last["title"], last["language"]) == ("tashkent-2001", None, "ru")


def test_a_row_that_refers_to_nothing_has_nulls() -> None:
    tables = sample_corpus().tables
    tables["sections"] = []
    assert {row["section_kind"] for row in view_rows("paragraphs_flat", tables)} == {None}


def test_the_joins_are_foreign_keys() -> None:
    assert set(joins("paragraphs_flat")) == {"documents", "sections"}
    sql = view_sql("paragraphs_flat")
    assert 'LEFT JOIN "sections" ON "sections"."section_id" = "paragraphs"."section_id"' in sql
