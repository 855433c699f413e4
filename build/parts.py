"""Parts of large tables: which documents each part holds, and how a worker writes one.

A plan in a file says where each document's rows stand, in the order of the corpus, so that a task is two ranks. A part
begins at the first document that begins at or after each multiple of PART_ROWS rows: where parts are cut depends on the
rows alone.
"""

from __future__ import annotations

import pickle
import struct
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import IO

from .files import Files, measure
from .identities import Identities
from .model import Metadata
from .packs import FILLED, PACKED, Sizes, fill
from .places import CSV, PARQUET
from .places import VIEWS as VIEWS_FOLDER
from .renderings.parquet import PART_ROWS
from .schemas import VIEWS
from .store import Kept, PackReader
from .summary import TableSummary
from .tablefiles import TableWriter, give_back

#: A document in the plan: number of its pack, where it begins there, rows and bytes of each of `PACKED`, bytes of its
#: mentions.
_RECORD = struct.Struct(f"<IQ{2 * len(PACKED)}II")
#: Documents of the plan that are read at a time.
_RECORDS = 4_096
_PLAN, _PACKS = "plan.bin", "packs.txt"


@dataclass
class Part:
    """Some of the rows of a table: those of the documents of these ranks. `opened` are its cells to be filled."""

    table: str
    number: int
    first: int
    until: int
    opened: int = 0


@dataclass(frozen=True)
class Where:
    """Where workers find packs and plan (`work`), the pack files (`packs`), and where they put files (`target`).

    Each is a folder or an address that fsspec knows.
    """

    work: str
    packs: str
    target: str


@dataclass(frozen=True)
class PartTask:
    """A part to be written; `alone` where the table has no other."""

    part: Part
    alone: bool
    where: Where
    metadata: Metadata


@dataclass(frozen=True)
class Written:
    """What a worker wrote: path of the CSV piece, path, size and SHA-256 of the Parquet file.

    The summary of the rows can have megabytes: a worker writes it to the file `summed` of the working place.
    """

    table: str
    number: int
    csv: str
    parquet: str
    size: int
    digest: str
    summary: TableSummary | None = field(repr=False)
    summed: str | None = None

    def with_summary(self, work: Files) -> Written:
        """The same with the summary that the worker wrote."""
        if self.summed is None:
            return self
        return replace(self, summary=pickle.loads(work.read(self.summed)))


class Planner:
    """Puts down where the rows of documents stand, given in the order of the corpus, and cuts tables into parts."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._packs: dict[str, int] = {}
        self._rows = dict.fromkeys(PACKED, 0)
        self._bytes = dict.fromkeys(PACKED, 0)
        self._rank = 0
        self.parts: dict[str, list[Part]] = {table: [Part(table, 0, 0, 0)] for table in PACKED}

    def add(self, kept: Kept, opened: dict[str, int]) -> None:
        """The next document; `opened` says how many cells of a table are to be filled."""
        pack = self._packs.setdefault(kept.pack, len(self._packs))
        self._file.write(_RECORD.pack(pack, kept.start, *kept.sizes.rows, *kept.sizes.bytes, kept.sizes.found))
        for table, rows, size in zip(PACKED, kept.sizes.rows, kept.sizes.bytes, strict=True):
            parts = self.parts[table]
            number = self._rows[table] // PART_ROWS
            if number > parts[-1].number:
                parts.append(Part(table, number, self._rank, self._rank))
            parts[-1].until = self._rank + 1
            parts[-1].opened += opened.get(table, 0)
            self._rows[table] += rows
            self._bytes[table] += size
        self._rank += 1

    def finish(self, work: Files) -> list[Part]:
        """All parts; the names of the packs are put down."""
        work.write(_PACKS, "\n".join(self._packs).encode())
        for parts in self.parts.values():
            for number, part in enumerate(parts):
                part.number = number  # a document of more rows than a part holds left numbers out
        return [part for parts in self.parts.values() for part in parts]

    def bytes(self, table: str) -> int:
        """How many bytes of CSV a table has."""
        return self._bytes[table]


def write_identifiers(
    table: str, parts: list[Part], identities: Identities, work: Files, noted: Mapping[int, int]
) -> dict[int, list[str]]:
    """Put down what is filled into the open cells of each part of a table, a file a part.

    `noted` says from which open cell of the table on how many are wanted; gives these, by the number of the first.
    """
    identifiers, at = identities.identifiers(), 0
    kept: dict[int, list[str]] = {}
    wanted = {number: start for start, count in noted.items() for number in range(start, start + count)}
    for part in parts:
        with work.create(_identifiers(part)) as file:
            for filled in _some(islice(identifiers, part.opened)):
                for number, identifier in enumerate(filled, at) if wanted else ():
                    if number in wanted:
                        kept.setdefault(wanted[number], []).append(identifier)
                at += len(filled)
                file.write("".join(f"{identifier}\n" for identifier in filled).encode())
    if next(identifiers, None) is not None or at != sum(part.opened for part in parts):
        raise ValueError(f"the mentions in {table} are not as many as its open cells")
    return kept


def _identifiers(part: Part) -> str:
    """The file of what is filled into the open cells of a part, a line each."""
    return f"identifiers/{part.table}-{part.number:05}"


def _some(identifiers: Iterator[str]) -> Iterator[list[str]]:
    while some := list(islice(identifiers, 10_000)):
        yield some


def write_part(task: PartTask) -> Written:
    """Write the CSV lines and the Parquet file of a part."""
    part, target = task.part, Files(task.where.target)
    csv, parquet = paths(part.table, None if task.alone else part.number)
    with (
        target.create(csv) as csv_file,
        target.create(parquet) as parquet_file,
        TableWriter(part.table, task.metadata, csv_file, parquet_file, part.number == 0) as writer,
    ):
        for lines in _lines(part, task.where):
            writer.write(lines)
    summary = writer.summary
    del writer
    give_back()
    size, digest = measure(target, parquet)
    summed = None
    if summary is not None:
        summed = f"summaries/{part.table}-{part.number:05}"
        Files(task.where.work).write(summed, pickle.dumps(summary))
    return Written(part.table, part.number, csv, parquet, size, digest, None, summed)


def paths(table: str, part: int | None) -> tuple[str, str]:
    """The paths of the CSV file or piece and of the Parquet file of a table, or of a part of it, in a package."""
    csv, parquet = (VIEWS_FOLDER, VIEWS_FOLDER) if table in VIEWS else (CSV, PARQUET)
    if part is None:
        return f"{csv}/{table}.csv", f"{parquet}/{table}.parquet"
    return f"{csv}/{table}.csv.{part:05}", f"{parquet}/{table}/part-{part:05}.parquet"


def _lines(part: Part, where: Where) -> Iterator[bytes]:
    """The lines of each document of a part, filled."""
    work = Files(where.work)
    with ExitStack() as stack:
        packs = stack.enter_context(PackReader(where.packs))
        identifiers: Iterator[str] = iter(())
        if part.opened:
            lines = stack.enter_context(work.open(_identifiers(part)))
            identifiers = (line.decode().removesuffix("\n") for line in lines)
        yield from _filled(part, work, packs, identifiers)


def _filled(part: Part, work: Files, packs: PackReader, identifiers: Iterator[str]) -> Iterator[bytes]:
    names = work.read(_PACKS).decode().split("\n")
    count = len(PACKED)
    for pack, start, *numbers in _records(part, work):
        sizes = Sizes(tuple(numbers[:count]), tuple(numbers[count : 2 * count]), numbers[-1])
        at, size = sizes.place(part.table)
        if not size:
            continue
        lines = packs.read(names[pack], start + at, size)
        yield fill(lines, identifiers) if part.table in FILLED else lines


def _records(part: Part, work: Files) -> Iterator[tuple[int, ...]]:
    """What the plan says of the documents of a part, read as they are needed."""
    for first in range(part.first, part.until, _RECORDS):
        number = min(_RECORDS, part.until - first)
        yield from _RECORD.iter_unpack(work.read(_PLAN, first * _RECORD.size, number * _RECORD.size))


def plan_file(work: Files) -> AbstractContextManager[IO[bytes]]:
    """The file that a Planner writes to."""
    return work.create(_PLAN)
