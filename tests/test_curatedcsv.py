"""CSV that people edit is read strictly: every slip is named with its line, whatever the line ends."""

from __future__ import annotations

import pytest
from sco_declarations.build.curatedcsv import read_rows
from sco_declarations.build.faults import FaultsFound

COLUMNS = ("noun", "type", "note")
HEAD = "noun,type,note\n"


def faults(text: str) -> list[tuple[str, str]]:
    with pytest.raises(FaultsFound) as caught:
        read_rows(text, "x.csv", COLUMNS)
    assert all(fault.file == "x.csv" and fault.problem and fault.remedy for fault in caught.value.faults)
    return [(fault.place, fault.code) for fault in caught.value.faults]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_rows_come_with_their_lines(end: str) -> None:
    text = f'{HEAD}lake,water,\n\nsea,water,"deep, blue"\n'.replace("\n", end)
    assert read_rows(text, "x.csv", COLUMNS) == [
        ({"noun": "lake", "type": "water", "note": ""}, "line 2"),
        ({"noun": "sea", "type": "water", "note": "deep, blue"}, "line 4"),
    ]


def test_a_row_of_several_lines_is_where_it_begins() -> None:
    text = f'{HEAD}lake,water,"a\nb"\nsea,water,\n'
    assert [place for _, place in read_rows(text, "x.csv", COLUMNS)] == ["line 2", "line 4"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [("line 1", "csv-columns")]),
        ("noun;type;note\n", [("line 1", "csv-columns")]),
        ("type,noun,note\n", [("line 1", "csv-columns")]),
        (f"{HEAD}lake,water\n", [("line 2", "csv")]),
        (f"{HEAD}lake,water,,\n", [("line 2", "csv")]),
        (f"{HEAD},water,\n", [("line 2", "key-missing")]),
        (f"{HEAD}lake,water,\0\n", [("line 2", "csv")]),
        (f"{HEAD}lake,water,\u202e\n", [("line 2", "csv")]),
        (f'{HEAD}lake,water,\n"sea,water,\n', [("line 3", "csv")]),
        (f'{HEAD}lake,water,"a" b\n', [("line 2", "csv")]),
        (f"{HEAD}lake\nsea,water,\n,water,\n", [("line 2", "csv"), ("line 4", "key-missing")]),
    ],
)
def test_a_slip_is_named_with_its_line(text: str, expected: list[tuple[str, str]]) -> None:
    assert faults(text) == expected


def test_a_misspelt_column_is_answered_with_the_one_that_was_meant() -> None:
    with pytest.raises(FaultsFound) as caught:
        read_rows("nuon,type,note\n", "x.csv", COLUMNS)
    assert caught.value.faults[0].remedy == "Did you write 'nuon' for 'noun'?"
