"""The file or files of one table as Arrow batches, however long: CSV as texts, Parquet as its types."""

from __future__ import annotations

import csv
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from queue import Empty, Queue
from threading import Event, Thread
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import pyarrow as pa

#: Rows of a Parquet file that are read at once.
ROWS = 65_536
#: How a CSV file is parsed: bytes at once, and whether cells with line breaks are reckoned with, which is slower. Where
#: a block ends inside such a cell, or a row is longer than a block, Arrow raises, and the next is tried.
WAYS = ((8 << 20, False), (8 << 20, True), (128 << 20, True), (2**31 - 1, True))


T = TypeVar("T")
R = TypeVar("R")


def ahead(items: Iterable[T], most: int = 2) -> Iterator[T]:
    """The same items, at most so many of them made by another thread before they are asked for.

    What raises there is raised here. Arrow lets other threads run while it reads and computes.
    """
    made: Queue[tuple[T | None, BaseException | None]] = Queue(most)
    is_over = Event()

    def make() -> None:
        try:
            for item in items:
                if is_over.is_set():
                    return
                made.put((item, None))
        except BaseException as error:  # handed over
            made.put((None, error))
        else:
            made.put((None, None))

    thread = Thread(target=make, daemon=True)
    thread.start()
    try:
        while True:
            item, error = made.get()
            if error is not None:
                raise error
            if item is None:
                return
            yield item
    finally:
        is_over.set()
        while thread.is_alive():
            with suppress(Empty):
                made.get(timeout=0.01)


def shared_out(items: Iterable[T], work: Callable[[T], R], threads: int | None = None) -> Iterator[R]:
    """What `work` makes of each item, in the order of the items, by so many threads, else by one for each core.

    Few items are held at once. This is quicker only where Arrow and numpy do the work, which let other threads run.
    """
    threads = threads or os.cpu_count() or 1
    under_way: deque[Future[R]] = deque()
    with ThreadPoolExecutor(threads) as pool:
        for item in items:
            under_way.append(pool.submit(work, item))
            if len(under_way) > threads:
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()


def read_parts(path: Path, names: list[str] | None = None, rows: int = ROWS) -> Iterator[pa.RecordBatch]:
    """The rows of a table in `path`, a CSV file, a Parquet file or a folder of Parquet parts, in the order of rows.

    `names` are the columns that are read, else all; `rows` how many of a Parquet file are read at once. Of a CSV file
    every cell is text, an empty one null. Raises `pyarrow.ArrowException` or `OSError` where a file is none, has no
    such column, or holds text that is not UTF-8.
    """
    if path.suffix == ".csv":
        yield from _read_csv(path, names)
        return
    for part in sorted(path.glob("*.parquet")) if path.is_dir() else [path]:
        yield from _read_parquet(part, names, rows)


def _read_parquet(path: Path, names: list[str] | None, rows: int) -> Iterator[pa.RecordBatch]:
    import pyarrow.parquet as pq

    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(rows, columns=names):
            batch.validate(full=True)  # else a text that is not UTF-8 would raise when it is quoted
            yield batch


def read_rows(
    paths: Sequence[Path], first: int, last: int, names: list[str] | None = None, rows: int = ROWS
) -> Iterator[pa.RecordBatch]:
    """The rows of a table in Parquet files from `first` up to `last`, counted from 0 over all files, half-open.

    Row groups that have none of them are not read. Raises as `read_parts` does.
    """
    import pyarrow.parquet as pq

    at = 0
    for path in paths:
        with pq.ParquetFile(path) as file:
            groups: list[int] = []
            begin = at
            for group in range(file.metadata.num_row_groups):
                size = file.metadata.row_group(group).num_rows
                if at < last and at + size > first:
                    begin = begin if groups else at
                    groups.append(group)
                at += size
            for batch in file.iter_batches(rows, row_groups=groups, columns=names) if groups else ():
                low, high = max(first - begin, 0), min(last - begin, batch.num_rows)
                if low < high:
                    piece = batch.slice(low, high - low)
                    piece.validate(full=True)  # else a text that is not UTF-8 would raise when it is quoted
                    yield piece
                begin += batch.num_rows


def _read_csv(path: Path, names: list[str] | None) -> Iterator[pa.RecordBatch]:
    import pyarrow as pa

    done = 0
    for size, broken in WAYS:
        skip = done
        try:
            for batch in _csv_batches(path, names, min(size, path.stat().st_size + 1), broken):
                left = batch.slice(min(skip, batch.num_rows))
                skip -= batch.num_rows - left.num_rows
                if left.num_rows:
                    yield left
                    done += left.num_rows
            return
        except pa.ArrowInvalid:
            if (size, broken) == WAYS[-1]:
                raise


def _csv_batches(path: Path, names: list[str] | None, size: int, broken: bool) -> Iterator[pa.RecordBatch]:
    import pyarrow as pa
    import pyarrow.csv as pacsv

    header = _header(path)
    with pacsv.open_csv(
        path,
        read_options=pacsv.ReadOptions(block_size=size),
        parse_options=pacsv.ParseOptions(newlines_in_values=broken),
        convert_options=pacsv.ConvertOptions(
            column_types=dict.fromkeys(header, pa.string()),
            include_columns=names or [],
            null_values=[""],
            strings_can_be_null=True,
        ),
    ) as batches:
        yield from batches


def _header(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="", errors="replace") as file:
        return next(csv.reader(file), [])
