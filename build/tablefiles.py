"""The CSV and Parquet files of a large table, written piece by piece: a row group is in memory, not the table."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from typing import IO, TYPE_CHECKING, Any

from .arrow import arrow_schema, arrow_table
from .model import Metadata
from .packs import FILLED, declared, header
from .renderings.csvfile import csv_bytes
from .renderings.parquet import ROW_GROUP_ROWS, options
from .schemas import TABLES, Row
from .summary import TableSummary

if TYPE_CHECKING:
    import pyarrow as pa

#: Rows of the registers that are made into lines at a time.
_ROWS_AT_ONCE = 4_096
#: Bytes of CSV that are made into an Arrow table at a time, about.
_BYTES_AT_ONCE = 8_000_000


class TableWriter:
    """Writes lines of CSV to a CSV file and, with declared types and in row groups of one size, to a Parquet file.

    The row groups do not depend on how the lines come. `summary` is what the codebook says of the rows.
    """

    def __init__(self, table: str, metadata: Metadata, csv: IO[bytes], parquet: IO[bytes], first: bool = True) -> None:
        """`first` is false for a part whose lines follow those of another in one CSV file."""
        import pyarrow.parquet as pq

        #: None for a view, whose rows are those of tables.
        self.summary = TableSummary(table) if table in TABLES else None
        self._table, self._schema, self._metadata, self._csv = table, declared(table), metadata, csv
        self._header = header(table)
        self._lines: list[bytes] = []
        self._size = 0
        self._rest: pa.Table | None = None
        schema = arrow_schema(self._schema, metadata)
        self._parquet = pq.ParquetWriter(parquet, schema, **options(self._schema), **_for_readers(table, schema))
        if first:
            csv.write(self._header)

    def write(self, lines: bytes) -> None:
        """Add whole lines."""
        self._lines.append(lines)
        self._size += len(lines)
        if self._size >= _BYTES_AT_ONCE:
            self._flush()

    def write_rows(self, rows: Iterable[Row]) -> None:
        """Add rows."""
        batch: list[Row] = []
        for row in rows:
            batch.append(row)
            if len(batch) == _ROWS_AT_ONCE:
                self.write(csv_bytes(self._schema, batch).removeprefix(self._header))
                batch.clear()
        self.write(csv_bytes(self._schema, batch).removeprefix(self._header))

    def _flush(self) -> None:
        import pyarrow as pa

        lines = b"".join(self._lines)
        self._lines, self._size = [], 0
        if not lines:
            return
        self._csv.write(lines)
        rows = arrow_table(self._schema, self._header + lines, self._metadata)
        if self.summary is not None:
            self.summary.add_arrow(rows)
        held = rows if self._rest is None else pa.concat_tables([self._rest, rows])
        while held.num_rows >= ROW_GROUP_ROWS:
            self._parquet.write_table(held.slice(0, ROW_GROUP_ROWS).combine_chunks(), row_group_size=ROW_GROUP_ROWS)
            held = held.slice(ROW_GROUP_ROWS)
        self._rest = held

    def __enter__(self) -> TableWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Write what is left, where nothing went wrong."""
        if kind is not None:
            with suppress(Exception):
                self._parquet.close()
            return
        self._flush()
        if self._rest is not None and self._rest.num_rows:
            self._parquet.write_table(self._rest.combine_chunks(), row_group_size=ROW_GROUP_ROWS)
        self._parquet.close()


def give_back() -> None:
    """Give back what Arrow holds of memory for tables to come, while other processes write theirs."""
    import pyarrow as pa

    pa.default_memory_pool().release_unused()


def _for_readers(table: str, schema: pa.Schema) -> dict[str, Any]:
    """What lets a reader skip rows: the order of a register, and in each row group which identifiers it holds.

    Rows that follow documents are in the order of days, so that the least and the greatest identifier say little.
    """
    import pyarrow.parquet as pq

    if table in ("instruments", "entities"):
        return {"sorting_columns": [pq.SortingColumn(0)]}
    told = [name for name in schema.names if name == "document_id" or name in FILLED.values()]
    return {"bloom_filter_options": {name: {"ndv": ROW_GROUP_ROWS} for name in told}}
