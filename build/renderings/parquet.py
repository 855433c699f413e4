"""Tables as Parquet, from the bytes of their CSV: the same rows in the same order, with declared types."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..arrow import arrow_table
from ..model import Metadata
from ..schemas import Schema

if TYPE_CHECKING:
    import pyarrow as pa

#: Rows in a row group; fixed, since a split changes the bytes.
ROW_GROUP_ROWS = 65_536
#: A package is large when one of its tables has more rows; a Parquet table of more of them stands in parts.
LARGE_ROWS, PART_ROWS = 32_768, 1_048_576


def parquet_bytes(schema: Schema, csv: bytes, metadata: Metadata) -> bytes:
    """The Parquet file of a table whose CSV is given."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    table = arrow_table(schema, csv, metadata)
    sink = pa.BufferOutputStream()
    pq.write_table(
        table,
        sink,
        row_group_size=ROW_GROUP_ROWS,
        sorting_columns=[pq.SortingColumn(table.column_names.index(name)) for name in sorted_by(schema, table)],
        **options(schema),
    )
    return bytes(sink.getvalue())


def options(schema: Schema) -> dict[str, Any]:
    """How a table is written, small or large."""
    return {
        "compression": "zstd",
        # A dictionary of values that hardly repeat makes a file larger, so only columns of few values get one.
        "use_dictionary": [field.name for field in schema.fields if "enum" in field.constraints],
        "write_page_index": True,
    }


def sorted_by(schema: Schema, table: pa.Table) -> tuple[str, ...]:
    """The key that the rows are in ascending order of, or () where they are in the order of no key.

    Rows are published in reading order: documents by date, what is in them by position. That is the order of
    an identifier only sometimes, and a reader that trusts a false statement of it skips rows.
    """
    for key in (schema.primary_key, *schema.unique_keys):
        columns = [table.column(name) for name in key]
        if not any(column.null_count for column in columns) and _in_order(columns):
            return key
    return ()


def _in_order(columns: Sequence[pa.ChunkedArray]) -> bool:
    """True where no row comes before the one above it; text is compared by code points."""
    import pyarrow.compute as pc

    tied = None
    for column in columns:
        above, below = column[:-1], column[1:]
        wrong, same = pc.greater(above, below), pc.equal(above, below)
        if pc.any(wrong if tied is None else pc.and_(wrong, tied)).as_py():
            return False
        tied = same if tied is None else pc.and_(same, tied)
    return True
