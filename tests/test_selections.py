"""Selections speak of columns that there are, and hold for the rows that they name."""

from __future__ import annotations

import pytest
from sample import sample_corpus
from sco_declarations.build.schemas import schema
from sco_declarations.build.selections import EXAMPLES, FILLED, ISSUES, Selection, of_table


@pytest.mark.parametrize("one", [*ISSUES.values(), *EXAMPLES.values()])
def test_columns_are_declared_and_rows_have_one_key(one: Selection) -> None:
    assert {one.key, *one.where} <= set(schema(one.table).names)
    assert schema(one.table).primary_key == (one.key,)


def test_no_two_have_one_name() -> None:
    tables = {one.table for one in [*ISSUES.values(), *EXAMPLES.values()]}
    assert sum(len(of_table(table)) for table in tables) == len(ISSUES) + len(EXAMPLES)


def test_a_row_is_held_by_its_values() -> None:
    row = sample_corpus().tables["sections"][0]
    for where, holds in (
        ({}, True), ({"label": FILLED}, True), ({"label": (None,)}, False), ({"label": ("I", None)}, True),
        ({"label": ("II",)}, False), ({"label": FILLED, "parent_id": FILLED}, False),
        ({"label": FILLED, "parent_id": (None, "x")}, True),
    ):  # fmt: skip
        changed = {**row, "label": "I", "parent_id": None}
        assert Selection("sections", "section_id", where).holds(changed) == holds  # type: ignore[arg-type]
