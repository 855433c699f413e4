"""CSV files: exact bytes by the stated dialect, and the same typed values back, whatever a cell holds."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from typing import Any

import pytest
from sample import HEAD, sample_corpus
from sco_declarations.build.faults import FaultsFound
from sco_declarations.build.renderings.csvfile import DIALECT, csv_bytes, read_csv
from sco_declarations.build.schemas import TABLES, Schema, parse, schema

TINY = parse(
    {
        "name": "tiny",
        "fields": [
            {"name": "id", "type": "string"},
            {"name": "count", "type": "integer"},
            {"name": "flag", "type": "boolean"},
            {"name": "day", "type": "date"},
        ],
        "primaryKey": ["id"],
    }
)


def row(id: Any = "a", count: Any = None, flag: Any = None, day: Any = None) -> dict[str, Any]:
    return {"id": id, "count": count, "flag": flag, "day": day}


def test_the_bytes_are_those_of_the_dialect() -> None:
    rows = [row("é,\n", -12, True, date(987, 6, 5)), row('"', 0, False), row("a\rb"), row(" =x")]
    expected = 'id,count,flag,day\n"é,\n",-12,true,0987-06-05\n"""",0,false,\n"a\rb",,,\n" =x",,,\n'
    assert csv_bytes(TINY, rows) == expected.encode("utf-8")
    assert (DIALECT["delimiter"], DIALECT["lineTerminator"], DIALECT["quoteChar"]) == (",", "\n", '"')
    assert DIALECT["header"] and DIALECT["doubleQuote"]


@pytest.mark.parametrize("name", TABLES)
def test_every_table_comes_back_as_it_was(name: str) -> None:
    rows = sample_corpus().tables[name]
    raw = csv_bytes(schema(name), rows)
    assert read_csv(schema(name), raw, "x.csv") == rows
    assert b"\r" not in raw and not raw.startswith(b"\xef\xbb\xbf") and raw.endswith(b"\n")


def test_the_sample_has_a_cell_of_every_difficult_kind() -> None:
    assert HEAD.count("\n") and "," in HEAD and '"' in HEAD
    assert any(edit["source"] == HEAD for edit in sample_corpus().tables["edits"])


@pytest.mark.parametrize(
    "text", ["\r", "\r\n", "a\rb", '"', '""', ",", "\n\n", " ", "\t", "\x00", "\u2028", "x" * 200_000]
)
def test_any_text_survives(text: str) -> None:
    raw = csv_bytes(TINY, [row(text)])
    assert read_csv(TINY, raw, "x.csv") == [row(text)]
    if len(text) < 1000:
        assert next(csv.reader(io.StringIO(raw.decode().split("\n", 1)[1], newline="")))[0] == text


@pytest.mark.parametrize("edge", [" a", "a ", "\u00a0a", "a\u2003", "a\t"])
def test_blanks_at_the_edges_are_quoted(edge: str) -> None:
    assert csv_bytes(TINY, [row(edge)]).decode().splitlines()[1] == f'"{edge}",,,'


def test_what_needs_quoting_is_found_in_any_row() -> None:
    rows = [row(f"a{number}", number) for number in range(3000)]
    for number in (0, 1023, 1024, 2999):
        rows[number]["id"] = f'{number}, "x"'
    lines = csv_bytes(TINY, iter(rows)).decode().split("\n")
    assert lines[1025] == '"1024, ""x""",1024,,' and lines[3000] == '"2999, ""x""",2999,,' and lines[3001] == ""
    assert sum('"' in line for line in lines) == 4
    assert read_csv(TINY, csv_bytes(TINY, rows), "x.csv") == rows


def test_reading_leaves_the_limit_of_the_csv_module_as_it_was() -> None:
    before = csv.field_size_limit()
    read_csv(TINY, csv_bytes(TINY, [row()]), "x.csv")
    assert csv.field_size_limit() == before


def test_an_empty_text_is_a_null() -> None:
    assert read_csv(TINY, csv_bytes(TINY, [row("")]), "x.csv") == [row(None)]


@pytest.mark.parametrize(
    "broken",
    [
        row(1),
        row(count=True),
        row(count="1"),
        row(count=1.0),
        row(flag=1),
        row(day="2000-01-01"),
        row(day=datetime(2000, 1, 1)),
    ],
)
def test_a_value_of_another_type_is_not_written(broken: dict[str, Any]) -> None:
    with pytest.raises(TypeError, match="tiny"):
        csv_bytes(TINY, [broken])


@pytest.mark.parametrize("number", [float("nan"), float("inf"), 1])
def test_a_number_that_no_cell_can_hold_is_not_written(number: float) -> None:
    share = parse({"name": "shares", "fields": [{"name": "share", "type": "number"}], "primaryKey": ["share"]})
    assert csv_bytes(share, [{"share": 0.1}, {"share": None}]) == b"share\n0.1\n\n"
    with pytest.raises(TypeError, match="shares"):
        csv_bytes(share, [{"share": 0.1}, {"share": number}])


HEADER = b"id,count,flag,day\n"


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        (b"", "row 1"),
        (b"id,count,flag\n", "row 1"),
        (b"\xef\xbb\xbf" + HEADER, "row 1"),
        (HEADER + b"\xff,,,\n", "byte 18"),
        (HEADER + b'"a,,,\n', ""),
        (HEADER + b'"a"b,,,\n', ""),
        (HEADER + b"a,,\n", "row 2"),
        (HEADER + b"a,,,,\n", "row 2"),
        (HEADER + b"a,1.0,,\n", "row 2, column count"),
        (HEADER + b"a,+1,,\n", "row 2, column count"),
        (HEADER + b"a, 1,,\n", "row 2, column count"),
        (HEADER + "a,\u0661,,\n".encode(), "row 2, column count"),
        (HEADER + b"a,,True,\n", "row 2, column flag"),
        (HEADER + b"a,,1,\n", "row 2, column flag"),
        (HEADER + b"a,,,2001-02-29\n", "row 2, column day"),
        (HEADER + b"a,,,20010228\n", "row 2, column day"),
        (HEADER + b"a,,,\na,,,2001-2-28\n", "row 3, column day"),
    ],
)
def test_what_is_not_of_the_schema_is_a_fault(raw: bytes, place: str) -> None:
    with pytest.raises(FaultsFound) as caught:
        read_csv(TINY, raw, "x.csv")
    assert [(f.file, f.place, f.code) for f in caught.value.faults] == [("x.csv", place, "table")]


def test_every_wrong_cell_is_named() -> None:
    with pytest.raises(FaultsFound) as caught:
        read_csv(TINY, HEADER + b"a,x,x,x\nb,x,,\n", "x.csv")
    assert len(caught.value.faults) == 4


def test_a_schema_is_what_decides() -> None:
    assert isinstance(schema("documents"), Schema)
    assert csv_bytes(schema("documents"), []).decode() == ",".join(schema("documents").names) + "\n"
