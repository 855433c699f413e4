"""Holds up: a table checked as Arrow data has the faults that it has as rows.

That it has those that the schemas call for, and frictionless finds, is tested with the matrix, where both are asked.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from engines import by_arrow, by_rows
from planting import csv_of
from sample import sample_corpus
from sco_declarations.build.checks import parts, vectors
from sco_declarations.build.checks import tables as schema_checks
from sco_declarations.build.checks.bulk import check_table
from sco_declarations.build.checks.columns import columns_of
from sco_declarations.build.checks.ground import records
from sco_declarations.build.checks.parts import ahead, read_parts, shared_out
from sco_declarations.build.checks.rules import Findings
from sco_declarations.build.renderings.csvfile import csv_bytes
from sco_declarations.build.schemas import Row, Schema, parse, schema
from sco_declarations.build.types import arrow_type

ODD: dict[str, Any] = {
    "name": "odd",
    "fields": [
        {"name": "id", "type": "string", "constraints": {"required": True, "pattern": r"[\w-]+(\.[0-9]+)*"}},
        {"name": "text", "type": "string"},
        {"name": "kind", "type": "string", "constraints": {"enum": ["a", "b"]}},
        {"name": "many", "type": "integer", "constraints": {"minimum": -5, "maximum": 2**70}},
        {"name": "share", "type": "number", "constraints": {"maximum": 1}},
        {"name": "day", "type": "date", "constraints": {"minimum": "1900-01-01"}},
        {"name": "true", "type": "boolean"},
        {"name": "note", "type": "string", "sco:origin": "curated"},
        {"name": "badge", "type": "integer", "constraints": {"unique": True}},
    ],
    "primaryKey": ["id"],
    "uniqueKeys": [["kind", "many"], ["day", "text"]],
    "foreignKeys": [{"fields": ["text"], "reference": {"fields": ["id"]}}],
}
SOUND: dict[str, str] = {"share": "0.5", "day": "2001-02-03", "true": "true", "note": "a\nb"}
BLANKS = [chr(code) for code in range(0x3001) if chr(code).isspace()]
BEYOND = (0xFFFD, 0xFFFE, 0xFFFF, 0xE000, 0x10FFFF)
CELLS: list[tuple[str, list[str]]] = [
    ("id", ["", "Ж.1", "é", "a b", "a.", "a.1\n", "a\u0301", "１.1", "a.１", "x" * 300]),
    ("text", [form.replace("_", blank) for blank in BLANKS for form in ("_a", "a_", "a_a")]),
    ("text", [f"a{chr(code)}b" for code in (*range(1, 32), *range(127, 161), *BEYOND)]),
    ("text", ["«a»", "《a》", "“a”", "あ", "р", "\u200ba", "\ufeffa", "\ud7ff", "\U0001fffe", "a" * 70_000, "a "]),
    ("note", ["a\r\nb", "\na", "a\n", "a\tb", "a\nb\u0085c", "\n"]),
    ("kind", ["", "c", "A", "a "]),
    ("many", ["0", "-0", "01", "+1", " 1", "1.0", "1e3", "-5", "-6", "x", "1_0"]),
    ("many", ["0x1F", "0x0f4240", "0xf4240", "999999", "1000000", "-999999"]),
    ("many", [str(2**63 - 1), str(2**63), str(2**70), str(2**70 + 1)]),
    ("share", ["1.0", "1", "0.50", "1.5", "nan", "inf", "1e-05", "1e-5", "-0.0", "x"]),
    ("day", ["1899-12-31", "1900-01-01", "2001-2-3", "2003-02-30", "20010203", "0001-01-01", "9999-12-31"]),
    ("day", ["10000-01-01", "today"]),
    ("true", ["false", "True", "1", "0", "yes"]),
    ("badge", ["1", "7", "x"]),
]  # fmt: skip


@pytest.mark.parametrize(("column", "cells"), CELLS, ids=[f"{n} {column}" for n, (column, _) in enumerate(CELLS)])
def test_odd_cells_are_judged_as_in_rows(column: str, cells: list[str], tmp_path: Path) -> None:
    declared, odd = parse(ODD), 0
    for cell in cells:
        rows = [{**SOUND, "id": f"a{n}", "many": str(n), "badge": str(n)} for n in range(4)]
        rows[2][column] = cell
        rows[3]["text"] = "a1"
        raw = csv_of(declared, [{name: row.get(name, "") for name in declared.names} for row in rows])
        expected = by_rows(declared, raw, {})
        assert by_arrow(declared, raw, {}, tmp_path) == expected, ascii(cell)
        odd += bool(expected)
    assert odd


def arrow_batches(declared: Schema, rows: list[Row], size: int) -> list[pa.RecordBatch]:
    types = pa.schema([(field.name, arrow_type(field.type)) for field in declared.fields])
    table = pa.Table.from_pylist(rows, types)
    return table.combine_chunks().to_batches(size)


def test_keys_repeat_across_batches_and_rows_keep_their_numbers() -> None:
    declared, found = parse(ODD), Findings()
    rows: list[Row] = [{"id": f"a{n}", "many": n, "kind": "a", "badge": n, "text": None} for n in range(10)]
    rows[9].update(id="a1", many=2, badge=3, text="a8")
    rows[7].update(text="b")
    batches = arrow_batches(declared, rows, 3)
    check_table(declared, lambda: batches, {"odd": lambda: batches}, found)
    said = [(fault.place, fault.rule, fault.problem) for fault in found.sorted()]
    assert [(place, rule) for place, rule, _ in said] == [
        ("row 9, column text", "foreign-key"), ("row 11, column badge", "unique"), ("row 11, column id", "primary-key"),
        ("row 11, column kind and many", "unique-key"),
    ]  # fmt: skip
    assert "of row 3" in said[2][2] and "of row 4" in said[3][2] and "of row 5" in said[1][2]


def test_columns_of_other_types_and_empty_texts_of_parquet() -> None:
    declared = schema("evidence")
    rows = [dict(row) for row in sample_corpus().tables["evidence"]]
    rows[1]["value"], rows[2]["statement"] = "", ""
    found, expected = Findings(), Findings()
    batches = arrow_batches(declared, rows, 100)
    check_table(declared, lambda: batches, {}, found)
    schema_checks.check_rows(declared, rows, records(declared, rows), expected)
    assert found.sorted() == expected.sorted() and len(found.sorted()) == 2
    binary = batches[0].set_column(3, "value", batches[0].column("value").cast(pa.binary()))
    found = Findings()
    check_table(declared, lambda: [binary], {}, found)
    assert {(fault.rule, fault.place) for fault in found.sorted()} == {
        ("type", f"row {n}, column value") for n in range(2, len(rows) + 2)
    } | {("text-clean", "row 4, column statement")}


def test_a_pattern_that_re2_reads_otherwise_is_left_to_python() -> None:
    for pattern, text in ((r"[^\w]+", "Ж"), (r"(?=a)a", "b"), (r"\S+", "a b"), (r"a$", "b")):
        spec = {"name": "p", "fields": [{"name": "a", "type": "string", "constraints": {"pattern": pattern}}]}
        declared = parse({**spec, "primaryKey": ["a"]})
        batch = pa.record_batch({"a": [text]})
        assert vectors.suspects(declared, batch)[0] == [0], pattern
        assert columns_of(declared)[0].text


# -- reading -----------------------------------------------------------------------------------------------------------


def cells_of(batches: Iterator[pa.RecordBatch]) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for batch in batches for row in batch.to_pylist()]


@pytest.mark.parametrize("size", [40, 100, 1 << 20])
def test_csv_is_read_whole_whatever_its_cells_and_the_size_of_blocks(
    size: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts, "WAYS", ((size, False), (size, True), (1 << 20, True)))
    declared = parse({"name": "t", "fields": [{"name": n, "type": "string"} for n in "abc"], "primaryKey": ["a"]})
    rows = [
        {"a": str(n), "b": 'x\n"y",\r\n' * (n % 7) + "z" if n % 3 else None, "c": "NA" * (n * 5 % 90) or None}
        for n in range(200)
    ]
    path = tmp_path / "t.csv"
    path.write_bytes(csv_bytes(declared, rows))
    assert cells_of(read_parts(path)) == [tuple(row.values()) for row in rows]
    assert cells_of(read_parts(path, ["c", "a"])) == [(row["c"], row["a"]) for row in rows]


def test_csv_that_is_none_raises(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    for raw in (b"a,b\n1,2\n3\n", b"a,b\n1,\xff\n", b""):
        path.write_bytes(raw)
        with pytest.raises(pa.ArrowException):
            list(read_parts(path))


def test_parts_are_read_in_order_and_text_that_is_not_utf_8_raises(tmp_path: Path) -> None:
    for n in range(3):
        pq.write_table(pa.table({"a": [f"{n}"]}), tmp_path / f"part-0000{n}.parquet")
    assert cells_of(read_parts(tmp_path)) == [("0",), ("1",), ("2",)]
    bad = pa.Array.from_buffers(pa.string(), 1, pa.array([b"\xff"]).buffers())
    pq.write_table(pa.table({"a": bad}), tmp_path / "bad.parquet")
    with pytest.raises(pa.ArrowException):
        list(read_parts(tmp_path / "bad.parquet"))


def test_what_is_read_ahead_comes_in_order_and_raises_what_it_raises() -> None:
    def items() -> Iterator[int]:
        yield from range(5)
        raise OSError("gone")

    given = []
    with pytest.raises(OSError, match="gone"):
        given += list(ahead(items()))
    assert given == []
    for item in ahead(items()):
        given.append(item)
        if item == 3:
            break
    assert given == [0, 1, 2, 3]


@pytest.mark.parametrize("threads", [1, 2, None])
def test_what_threads_make_comes_in_the_order_of_the_items_and_few_are_held(threads: int | None) -> None:
    given: list[int] = []

    def items() -> Iterator[int]:
        for n in range(50):
            given.append(n)
            yield n

    for count, made in enumerate(shared_out(items(), lambda n: n * n, threads)):
        assert made == count * count
        assert len(given) <= count + 1 + (threads or os.cpu_count() or 1)
    assert len(given) == 50

    def work(n: int) -> float:
        return 1 / (n - 7)

    with pytest.raises(ZeroDivisionError):
        list(shared_out(range(50), work, threads))
