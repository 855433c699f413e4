"""Tables of a large package, read from their Parquet files as far as rows are asked for."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from .faults import Fault, FaultsFound
from .schemas import TABLES, Row, Schema, schema

if TYPE_CHECKING:
    import pyarrow.parquet as pq

REMEDY = "Build the package anew, or fetch it again."
#: Rows that are made into Python's objects at a time.
_AT_ONCE = 4_096


def is_large(descriptor: Mapping[str, Any]) -> bool:
    """Whether a package is a large one: its texts are listed in `documents`, not in the descriptor."""
    return not any(resource.get("sco:origin") == "received" for resource in descriptor["resources"])


def parquet_files(descriptor: Mapping[str, Any], table: str) -> list[str]:
    """The Parquet files of a table: one, or its parts in their order; none where the package has none."""
    found = [resource["path"] for resource in descriptor["resources"] if resource.get("sco:table") == table]
    return sorted(found)


def stored_tables(root: Path, descriptor: Mapping[str, Any]) -> dict[str, StoredTable]:
    """The tables of a package that have Parquet files."""
    files = {name: parquet_files(descriptor, name) for name in TABLES}
    return {name: StoredTable(schema(name), [root / path for path in found]) for name, found in files.items() if found}


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    """What a file does that is not there or is no Parquet, as a fault."""
    import pyarrow as pa

    problem, code = "The descriptor lists this file, and it is not there.", "file"
    try:
        yield
        return
    except FileNotFoundError:
        pass
    except (pa.ArrowException, OSError, KeyError, ValueError) as error:
        code, problem = (
            "table",
            f"The file cannot be read as Parquet: {(str(error).splitlines() or ['it is broken'])[0]}.",
        )
    raise FaultsFound([Fault(path.as_posix(), "", code, problem, REMEDY)])


class StoredTable(Collection[Row]):
    """A table as a collection of rows that are read when they are asked for, a row group at a time.

    Every method raises FaultsFound where a file is not there or cannot be read.
    """

    def __init__(self, declared: Schema, paths: list[Path]) -> None:
        self.schema, self.paths = declared, paths
        #: Whether the rows belong to a document each, with identifiers that begin with that of the document.
        self.is_of_documents = (
            declared.primary_key != ("document_id",)
            and "document_id" in declared.names
            and declared.field("document_id").required
        )

    def _open(self, path: Path) -> pq.ParquetFile:
        import pyarrow.parquet as pq

        with _readable(path):
            return pq.ParquetFile(path)

    def _group(self, path: Path, file: pq.ParquetFile, group: int, columns: list[str] | None = None) -> Any:
        with _readable(path):
            return file.read_row_group(group, columns=columns)

    def _groups(self) -> Iterator[tuple[Path, pq.ParquetFile, int]]:
        for path in self.paths:
            file = self._open(path)
            for group in range(file.num_row_groups):
                yield path, file, group

    @property
    def columns(self) -> list[str]:
        """The names of the columns in the first file."""
        return [str(name) for name in self._open(self.paths[0]).schema_arrow.names]

    def __len__(self) -> int:
        return sum(self._open(path).metadata.num_rows for path in self.paths)

    def __iter__(self) -> Iterator[Row]:
        for found in self._groups():
            for batch in self._group(*found).to_batches(max_chunksize=_AT_ONCE):
                yield from batch.to_pylist()

    def __contains__(self, row: object) -> bool:
        return any(row == one for one in self)

    def where(self, column: str, values: Collection[Any]) -> list[Row]:
        """The rows whose column has one of the values, in their order.

        An identifier in a table of rows of documents begins with that of its document: no other rows are looked at.
        """
        import pyarrow as pa
        import pyarrow.compute as pc

        wanted = {value for value in values if value is not None}
        conditions = {column: wanted}
        if self.is_of_documents and column in (*self.schema.primary_key, "section_id", "paragraph_id"):
            wanted = {value for value in wanted if ":" in value}
            conditions = {"document_id": {value.partition(":")[0] for value in wanted}, column: wanted}
        if not wanted:
            return []
        sets = {name: pa.array(sorted(found), pa.string()) for name, found in conditions.items()}
        rows: list[Row] = []
        for path, file, group in self._groups():
            if not all(_may_have(file, group, name, found) for name, found in conditions.items()):
                continue
            first = next(iter(conditions))
            told = self._group(path, file, group, [first])
            if pc.any(pc.is_in(told.column(first), value_set=sets[first])).as_py():
                table = self._group(path, file, group)
                for name, found in sets.items():
                    table = table.filter(pc.is_in(table.column(name).cast(pa.string()), value_set=found))
                rows += table.to_pylist()
        return rows

    def keys_like(self, beginning: str) -> Iterator[str]:
        """The primary keys that begin with these letters, large or small."""
        import pyarrow.compute as pc

        (key,) = self.schema.primary_key
        for found in self._groups():
            keys = self._group(*found, [key]).column(key)
            yield from keys.filter(pc.starts_with(keys, beginning, ignore_case=True)).to_pylist()

    def most(self, column: str, count: int) -> list[Row]:
        """The rows of the greatest values in a column, `count` of them and those that have the same as the last."""
        import pyarrow as pa
        import pyarrow.compute as pc

        columns = [self._group(*found, [column]).column(column) for found in self._groups()]
        values = pa.chunked_array([chunk for one in columns for chunk in one.chunks], pa.int64()).drop_null()
        if not len(values):
            return []
        least = values.take(pc.select_k_unstable(values, k=count, sort_keys=[("", "descending")]))[-1].as_py()
        rows: list[Row] = []
        for found in self._groups():
            table = self._group(*found)
            rows += table.filter(pc.greater_equal(table.column(column), least)).to_pylist()
        return rows


def _may_have(file: pq.ParquetFile, group: int, column: str, values: Collection[str]) -> bool:
    """Whether a row group can have one of the values, by the least and the greatest that it has."""
    facts = file.metadata.row_group(group).column(file.schema_arrow.names.index(column)).statistics
    if facts is None or not facts.has_min_max:
        return True
    return any(str(facts.min) <= value <= str(facts.max) for value in values)


def where(rows: Collection[Row], column: str, values: Collection[Any]) -> list[Row]:
    """The rows whose column has one of the values, in their order, wherever the rows are."""
    if isinstance(rows, StoredTable):
        return rows.where(column, values)
    return [row for row in rows if row[column] in values]
