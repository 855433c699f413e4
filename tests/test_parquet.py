"""Parquet files: the CSV's cells in declared types, described inside, true about their order, without pandas."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from sample import METADATA, sample_corpus
from sco_declarations.build.arrow import arrow_schema, arrow_table
from sco_declarations.build.metadata import default_metadata
from sco_declarations.build.renderings.csvfile import csv_bytes
from sco_declarations.build.renderings.parquet import parquet_bytes
from sco_declarations.build.schemas import TABLES, Row, schema


def written(name: str, rows: list[Row] | None = None) -> pq.ParquetFile:
    rows = sample_corpus().tables[name] if rows is None else rows
    raw = parquet_bytes(schema(name), csv_bytes(schema(name), rows), METADATA)
    return pq.ParquetFile(io.BytesIO(raw))


@pytest.mark.parametrize("name", TABLES)
def test_cells_types_and_descriptions(name: str) -> None:
    file = written(name)
    assert file.read().to_pylist() == sample_corpus().tables[name]
    types = {"string": pa.string(), "integer": pa.int64(), "boolean": pa.bool_(), "date": pa.date32()}
    types["number"] = pa.float64()
    for field, stored in zip(schema(name).fields, file.schema_arrow, strict=True):
        assert (stored.name, stored.type, stored.nullable) == (field.name, types[field.type], not field.required)
        assert stored.metadata[b"description"].decode() == field.description
        assert stored.metadata[b"title"].decode() == field.spec["title"]
    said = file.schema_arrow.metadata
    assert json.loads(said[b"table_schema"]) == schema(name).spec
    assert (said[b"dataset"], said[b"dataset_version"], said[b"table"]) == (b"sample-texts", b"1.2.3", name.encode())
    assert json.loads(said[b"dataset_licenses"])[0]["name"] == "CC-BY-4.0"
    assert b"pandas" not in said


def test_no_licence_is_no_statement_of_one() -> None:
    said = arrow_schema(schema("documents"), default_metadata("x")).metadata
    assert b"dataset_licenses" not in said and said[b"dataset"] == b"x"


def test_compression_page_index_and_dictionaries() -> None:
    group = written("segments").metadata.row_group(0)
    for index, field in enumerate(schema("segments").fields):
        column = group.column(index)
        assert column.compression == "ZSTD"
        assert column.has_column_index and column.has_offset_index
        assert ("RLE_DICTIONARY" in column.encodings) == ("enum" in field.constraints)


def test_the_order_is_stated_only_where_it_holds() -> None:
    # Documents stand by date, so that windhoek-1999 comes before tashkent-2001.
    assert written("documents").metadata.row_group(0).sorting_columns == ()
    rows = sample_corpus().tables["segments"]
    assert written("segments", rows).metadata.row_group(0).sorting_columns == ()
    one = [row for row in rows if row["document_id"] == "windhoek-1999"]
    assert [c.column_index for c in written("segments", one).metadata.row_group(0).sorting_columns] == [1, 2]
    for wrong in ([one[1], one[0], *one[2:]], [*one[:-2], one[-1], one[-2]]):
        assert written("segments", wrong).metadata.row_group(0).sorting_columns == ()
    two = sorted(rows, key=lambda row: (row["document_id"], row["position"]))
    assert [c.column_index for c in written("segments", two).metadata.row_group(0).sorting_columns] == [1, 2]
    assert [c.column_index for c in written("instruments").metadata.row_group(0).sorting_columns] == [0]
    turned = sample_corpus().tables["instruments"][::-1]
    assert written("instruments", turned).metadata.row_group(0).sorting_columns == ()


def test_a_table_with_no_rows_keeps_its_types() -> None:
    assert written("paragraphs", []).schema_arrow.equals(arrow_schema(schema("paragraphs"), METADATA))
    assert written("paragraphs", []).metadata.num_rows == 0


def test_a_null_where_none_may_be_is_not_written() -> None:
    rows = sample_corpus().tables["paragraphs"]
    rows[0]["words"] = None
    with pytest.raises((ValueError, pa.ArrowInvalid)):
        arrow_table(schema("paragraphs"), csv_bytes(schema("paragraphs"), rows), METADATA)


@pytest.mark.parametrize(
    "text", ["\r", "a\r\nb", '"', " ", "NA", "null", "nan", "NULL", "true", "007", "x" * 2_000_000]
)
def test_any_text_survives(text: str) -> None:
    rows = sample_corpus().tables["instruments"]
    rows[1]["statement"] = text
    assert written("instruments", rows).read().column("statement").to_pylist()[1] == text


def test_pandas_is_not_imported() -> None:
    code = "import sys; from sample import sample_files; sample_files(); sys.exit('pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parent, check=False)
    assert done.returncode == 0
