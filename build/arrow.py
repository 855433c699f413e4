"""Arrow tables by the declared schemas: the types of the Parquet files, never inferred from data."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from .model import Metadata
from .schemas import Schema
from .types import arrow_type

if TYPE_CHECKING:
    import pyarrow as pa


def arrow_schema(schema: Schema, metadata: Metadata) -> pa.Schema:
    """The Arrow schema of a table, each column of its declared type; one that is required is not nullable.

    Each field carries its title and description. The table carries what it needs to be understood away from
    its package: the dataset's name, title, version and licence, and its own Table Schema as JSON.
    """
    import pyarrow as pa

    fields = [
        pa.field(
            field.name,
            arrow_type(field.type),
            nullable=not field.required,
            metadata={"title": field.spec["title"], "description": field.description},
        )
        for field in schema.fields
    ]
    said = {
        "dataset": metadata.name,
        "dataset_title": metadata.title,
        "dataset_version": metadata.version,
        "dataset_licenses": json.dumps(list(metadata.licenses), ensure_ascii=False) if metadata.licenses else "",
        "table": schema.name,
        "title": schema.spec["title"],
        "description": schema.spec["description"],
        "table_schema": json.dumps(schema.spec, ensure_ascii=False),
    }
    return pa.schema(fields, metadata={key: value for key, value in said.items() if value})


def arrow_table(schema: Schema, csv: bytes, metadata: Metadata) -> pa.Table:
    """The table in the bytes of its CSV, as `renderings.csvfile.csv_bytes` writes them.

    Reading the CSV makes both formats equal by construction, and does not import pandas, as building arrays
    from Python lists would (half a second).
    """
    import pyarrow as pa
    import pyarrow.csv as pacsv

    declared = arrow_schema(schema, metadata)
    read = pacsv.read_csv(
        pa.BufferReader(csv),
        # One block, since a row may not be longer than a block.
        read_options=pacsv.ReadOptions(use_threads=False, block_size=min(len(csv) + 1, 2**31 - 1)),
        parse_options=pacsv.ParseOptions(newlines_in_values=True),
        convert_options=pacsv.ConvertOptions(
            column_types=declared,
            null_values=[""],
            strings_can_be_null=True,
            true_values=["true"],
            false_values=["false"],
        ),
    )
    # The cast also stops a null in a column that is not nullable.
    return read.cast(declared)
