"""What the codebook and the figures need to know of a corpus, in memory that does not grow with its rows.

A table is summed up part by part, from rows or from Arrow tables, and summaries of consecutive parts are merged in
their order. The result does not depend on where the parts were cut: each number is exact, or past a limit for all the
rows together and then not known.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, NamedTuple

from .head import Head
from .model import Corpus, Metadata
from .schemas import TABLES, Field, Row, schema
from .selections import Selection, of_table
from .spreadsheet import MAY_BE_CONVERTED, MAY_RUN, is_converted, runs
from .types import arrow_type

if TYPE_CHECKING:
    import pyarrow as pa

#: Distinct values of a column that are counted; of more it is only known that they are more.
DISTINCT = 10_000
#: Identifiers kept of the rows of a selection.
NAMED = 10
#: Code points kept of a text among the distinct values; more than the codebook shows of one.
START = 100
#: Types whose values have a range.
ORDERED = ("integer", "number", "date")


class Cut(NamedTuple):
    """A text of more than START code points among distinct values: its beginning, and what tells it from others.

    `start` ends with an ellipsis unless blanks alone are left out.
    """

    start: str
    digest: bytes


def cut(value: Any) -> Any:
    """A value as it is kept among the distinct ones: itself, or the beginning and digest of a long text."""
    if not isinstance(value, str) or len(value) <= START:
        return value
    more = "…" if value[START:].strip(" ") else ""
    return Cut(value[:START] + more, blake2b(value.encode("utf-8", "surrogatepass"), digest_size=16).digest())


@dataclass
class ColumnSummary:
    """What is known of a column.

    `filled` cells have a value. `counts` says how many cells have each distinct value (see `cut`); it is None past the
    limit, and of a key, each value of which stands in one row: the checks stop a build over two that are the same.
    `low` and `high` are the smallest and largest of numbers and dates. `runs` and `converted` are the cells that a
    spreadsheet would run as a formula or convert.
    """

    is_key: bool
    filled: int = 0
    counts: dict[Any, int] | None = None
    low: Any = None
    high: Any = None
    runs: int = 0
    converted: int = 0

    @property
    def distinct(self) -> int | None:
        """How many distinct values there are; None where they are more than the limit."""
        if self.is_key:
            return self.filled
        return None if self.counts is None else len(self.counts)

    def count(self, counts: Mapping[Any, int] | None, limit: int) -> None:
        """Add cells by their values as `cut` gives them; None where they are past the limit alone."""
        if self.counts is None or counts is None:
            self.counts = None
            return
        have = self.counts
        for value, times in counts.items():
            have[value] = have.get(value, 0) + times
        if len(have) > limit:
            self.counts = None

    def widen(self, low: Any, high: Any) -> None:
        """Add the smallest and largest value of a part; None where it has none."""
        self.low = min((value for value in (self.low, low) if value is not None), default=None)
        self.high = max((value for value in (self.high, high) if value is not None), default=None)

    def merge(self, other: ColumnSummary, limit: int) -> None:
        self.filled += other.filled
        self.runs += other.runs
        self.converted += other.converted
        self.widen(other.low, other.high)
        if not self.is_key:
            self.count(other.counts, limit)


@dataclass
class Selected:
    """How many rows of a selection there are, and the identifiers of the first."""

    count: int = 0
    first: list[str] = field(default_factory=list)

    def add(self, count: int, first: Sequence[str]) -> None:
        self.count += count
        self.first += first[: NAMED - len(self.first)]


class TableSummary:
    """What is known of the rows of a table, added to it part by part in their order.

    `columns` and `selected` are by the names of columns and of selections. `limit` is the number of distinct values
    that are counted of a column. Its size depends on the limits alone.
    """

    def __init__(self, table: str, limit: int = DISTINCT) -> None:
        self.table, self.limit, self.rows = table, limit, 0
        self.columns: dict[str, ColumnSummary] = {}
        for one in schema(table).fields:
            is_key = _is_key(table, one)
            self.columns[one.name] = ColumnSummary(is_key, counts=None if is_key else {})
        self.selected = {name: Selected() for name in of_table(table)}

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TableSummary) and vars(self) == vars(other)

    def merge(self, other: TableSummary) -> None:
        """Add what is known of the rows that follow these. Raises ValueError for those of another table or limit."""
        if (self.table, self.limit) != (other.table, other.limit):
            raise ValueError(f"{other.table} ({other.limit}) is no part of {self.table} ({self.limit})")
        self.rows += other.rows
        for name, column in self.columns.items():
            column.merge(other.columns[name], self.limit)
        for name, selected in self.selected.items():
            selected.add(other.selected[name].count, other.selected[name].first)

    def add_rows(self, rows: Sequence[Row]) -> None:
        """Add rows that follow those that are there."""
        self.rows += len(rows)
        for one in schema(self.table).fields:
            column, counts = self.columns[one.name], Counter(row[one.name] for row in rows)
            counts.pop(None, None)
            column.filled += counts.total()
            if one.type in ORDERED:
                column.widen(min(counts, default=None), max(counts, default=None))
            if one.type == "string":
                column.runs += sum(times for value, times in counts.items() if runs(value))
                column.converted += sum(times for value, times in counts.items() if is_converted(value))
            if not column.is_key:
                column.count({cut(value): times for value, times in counts.items()}, self.limit)
        for name, selection in of_table(self.table).items():
            keys = [row[selection.key] for row in rows if selection.holds(row)]
            self.selected[name].add(len(keys), keys)

    def add_arrow(self, rows: pa.Table) -> None:
        """Add the rows of an Arrow table, which follow those that are there; the result is that of `add_rows`.

        What is past its limit already is not counted again, so that one summary that takes many parts is faster than
        many that are merged. Parts of tens of thousands of rows are several times faster than parts of hundreds.
        """
        self.rows += rows.num_rows
        for one in schema(self.table).fields:
            _add_column(self.columns[one.name], one, rows.column(one.name), self.limit)
        for name, selection in of_table(self.table).items():
            self.selected[name].add(*_select(rows, selection))


def summarize_rows(table: str, rows: Sequence[Row], limit: int = DISTINCT) -> TableSummary:
    """The summary of rows of a table."""
    summary = TableSummary(table, limit)
    summary.add_rows(rows)
    return summary


def summarize_arrow(table: str, rows: pa.Table, limit: int = DISTINCT) -> TableSummary:
    """The summary of rows of a table as Arrow has them."""
    summary = TableSummary(table, limit)
    summary.add_arrow(rows)
    return summary


def _is_key(table: str, one: Field) -> bool:
    """Whether no two rows have the same value in the column."""
    declared = schema(table)
    alone = (one.name,)
    return bool(one.constraints.get("unique")) or alone == declared.primary_key or alone in declared.unique_keys


# -- Arrow ---------------------------------------------------------------------------------------------------


def _add_column(column: ColumnSummary, one: Field, cells: pa.ChunkedArray, limit: int) -> None:
    import pyarrow.compute as pc

    cells = cells.cast(arrow_type(one.type)).drop_null()
    column.filled += len(cells)
    if one.type in ORDERED:
        ends = pc.min_max(cells).as_py()
        column.widen(ends["min"], ends["max"])
    times = None
    if column.counts is not None:
        cells, times = _distinct(cells)
        column.count(None if len(cells) > limit else _counts(one, cells, times), limit)
    if one.type == "string":
        column.runs += _cells(cells, times, MAY_RUN, runs)
        column.converted += _cells(cells, times, MAY_BE_CONVERTED, is_converted)


def _counts(one: Field, values: Any, times: Any) -> dict[Any, int]:
    """How many cells have each of distinct values of a column, as `cut` gives them."""
    distinct = values.to_pylist()
    if one.type == "string":
        distinct = [value if len(value) <= START else cut(value) for value in distinct]
    return dict(zip(distinct, times.to_pylist(), strict=True))


def _distinct(cells: Any) -> tuple[Any, Any]:
    """The distinct values in the order in which they come, and how often each does."""
    counted = cells.value_counts()
    return counted.field("values"), counted.field("counts")


def _cells(values: Any, times: Any, may: str, is_so: Callable[[str], bool]) -> int:
    """How many cells `is_so` holds for; `may` is a pattern of RE2 that finds them and perhaps others.

    `times` says how many cells have each of the values; None where each is a cell.
    """
    import pyarrow.compute as pc

    found = pc.match_substring_regex(values, may)
    if not pc.any(found).as_py():
        return 0
    values = values.filter(found)
    values, times = _distinct(values) if times is None else (values, times.filter(found))
    return sum(count for value, count in zip(values.to_pylist(), times.to_pylist(), strict=True) if is_so(value))


def _select(rows: pa.Table, selection: Selection) -> tuple[int, list[str]]:
    """How many rows of a selection an Arrow table has, and the identifiers of the first."""
    import pyarrow as pa
    import pyarrow.compute as pc

    keys, kept = rows.column(selection.key), None
    for name, values in selection.where.items():
        cells = rows.column(name)
        if values is None:
            holds = pc.is_valid(cells)
        else:
            # A value of Python in place of a pattern would have Arrow load pandas.
            written = "|".join(re.escape(str(value).lower()) for value in values if value is not None)
            holds = pc.match_substring_regex(cells.cast(pa.string()), rf"\A(?:{written})\z") if written else None
            if None in values:
                empty = pc.is_null(cells)
                holds = empty if holds is None else pc.or_kleene(holds, empty)
        kept = holds if kept is None else pc.and_kleene(kept, holds)
    if kept is not None:
        keys = keys.filter(kept)
    return len(keys), keys.slice(0, NAMED).to_pylist()


# -- corpus --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Files:
    """Which files a package has.

    One that is large has no workbook, no SQLite file, and no resource in the descriptor for a text. `parts` are the
    tables and views whose rows stand in several Parquet files, with how many.
    """

    is_large: bool = False
    parts: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Summary:
    """A corpus as codebook and figures see it: each table summed up, and the first documents with their rows.

    `head` is what `Head` collects.
    """

    metadata: Metadata
    tables: Mapping[str, TableSummary]
    head: Corpus
    files: Files = Files()

    @classmethod
    def of(cls, corpus: Corpus, files: Files | None = None, limit: int = DISTINCT) -> Summary:
        """The summary of a corpus that is in memory."""
        tables = {name: summarize_rows(name, corpus.tables[name], limit) for name in TABLES}
        head = Head()
        head.add(corpus.tables)
        first = head.corpus(corpus.metadata, corpus.sources, corpus.tables["instruments"], corpus.tables["quality"])
        return cls(corpus.metadata, tables, first, files or Files())

    def rows(self, table: str) -> int:
        return self.tables[table].rows

    def selected(self, name: str, selection: Selection) -> Selected:
        """The rows of a selection of this name."""
        return self.tables[selection.table].selected[name]

    @property
    def limit(self) -> int | None:
        """The limit of distinct values, where a column has more; else None."""
        past = [one.limit for one in self.tables.values() for column in one.columns.values() if column.distinct is None]
        return past[0] if past else None
