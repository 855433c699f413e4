"""The files of a package of a large corpus, written table by table and part by part; nothing holds a whole table.

They are written among the new files of the folder, whose lock is held, and swapped in by `package.publish`.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from pathlib import Path
from typing import cast

from .batches import Work
from .corpus import Registers
from .descriptor import FileFacts
from .files import Files, measure
from .gathering import found_in, source_of, tables_of
from .head import HEAD_DOCUMENTS, Head
from .model import Corpus, Metadata
from .package import Text
from .packs import FILLED
from .parts import Part, PartTask, Planner, Where, Written, paths, plan_file, write_identifiers, write_part
from .places import NEW, RAW
from .renderings.parquet import PART_ROWS
from .schemas import TABLES, VIEWS, Row, Tables
from .store import Kept, Store
from .summary import TableSummary
from .tablefiles import TableWriter, give_back
from .workers import Workers


@dataclass
class _Noted:
    """A document whose rows are wanted in memory; by table the number of its first open cell, and how many it has."""

    kept: Kept
    rank: int
    opened: dict[str, tuple[int, int]]


@dataclass
class Ordered:
    """A corpus in order: its registers settled, its tables cut into parts, and the documents whose rows are wanted."""

    registers: Registers
    planner: Planner
    parts: list[Part]
    noted: list[_Noted]
    where: Where
    identifiers: dict[str, dict[int, list[str]]]

    @property
    def first(self) -> list[str]:
        """The identifiers of the first documents."""
        return [one.kept.document_id for one in self.noted if one.rank < HEAD_DOCUMENTS]

    def tables_of(self, store: Store, wanted: Collection[str]) -> Tables:
        """The rows of those of the noted documents whose identifiers are wanted."""
        chosen = [one for one in self.noted if one.kept.document_id in wanted]
        opened = {table: [one.opened[table] for one in chosen] for table in FILLED}
        filled = {
            # where a document has no open cell, the number is that of the first one of a later document
            table: chain.from_iterable([self.identifiers[table][one[0]] for one in opened[table] if one[1]])
            for table in FILLED
        }
        with store.reader() as packs:
            return tables_of((one.kept for one in chosen), packs, filled)


def put_in_order(store: Store, registers: Registers, where: Where, also: Iterable[str]) -> Ordered:
    """Go through the documents in the order of the corpus, and settle what their mentions mean.

    The first documents, and those whose identifiers are in `also`, can be had in memory afterwards.
    """
    work, also = Files(where.work), set(also)
    noted: list[_Noted] = []
    at = dict.fromkeys(FILLED, 0)
    with plan_file(work) as file, store.reader() as packs:
        planner = Planner(file)
        for rank, kept in enumerate(store.documents()):
            opened = found_in(kept, packs, registers)
            if rank < HEAD_DOCUMENTS or kept.document_id in also:
                noted.append(_Noted(kept, rank, {table: (at[table], opened[table]) for table in FILLED}))
            planner.add(kept, opened)
            for table, count in opened.items():
                at[table] += count
    registers.settle()
    parts = planner.finish(work)
    identifiers = {}
    for table, _, identities in registers.of_mentions():
        wanted = dict(one.opened[table] for one in noted if one.opened[table][1])
        identifiers[table] = write_identifiers(table, planner.parts[table], identities, work, wanted)
    return Ordered(registers, planner, parts, noted, where, identifiers)


@dataclass
class LargeTables:
    """The files of the tables as they stand among the new ones, by path, and a summary of the rows of each table."""

    files: dict[str, FileFacts]
    tables: dict[str, TableSummary]
    parts: dict[str, int]


def write_tables(
    ordered: Ordered,
    crew: Workers,
    metadata: Metadata,
    registers: Mapping[str, Iterable[Row]],
    root: Path,
    progress: Callable[[int, int], None],
) -> LargeTables:
    """Write every table and view; `registers` are the rows of those tables that do not follow from single documents."""
    written = [one for table, rows in registers.items() for one in _write_register(table, rows, metadata, root / NEW)]
    give_back()
    alone = {table: len(parts) == 1 for table, parts in ordered.planner.parts.items()}
    # The longest first, so that no worker is left with one of them at the end.
    parts = sorted(ordered.parts, key=lambda part: ordered.planner.bytes(part.table), reverse=True)
    tasks = [PartTask(part, alone[part.table], ordered.where, metadata) for part in parts]
    for done, one in enumerate(crew.each(write_part, tasks), 1):
        _fetch(one, ordered.where.target, root / NEW)
        written.append(one)
        progress(done, len(tasks))
    by_table: dict[str, list[Written]] = {table: [] for table in (*TABLES, *VIEWS)}
    for one in sorted(written, key=lambda one: one.number):
        by_table[one.table].append(one)
    files: dict[str, FileFacts] = {}
    summaries: dict[str, TableSummary] = {}
    for table, pieces in by_table.items():
        files |= _joined(table, pieces, root / NEW)
        # read one after the other: together they are many megabytes
        for summary in (piece.with_summary(Files(ordered.where.work)).summary for piece in pieces):
            if summary is None:
                continue
            if table in summaries:
                summaries[table].merge(summary)
            else:
                summaries[table] = summary
    several = {table: len(pieces) for table, pieces in by_table.items() if len(pieces) > 1}
    return LargeTables(files, summaries, several)


def _write_register(table: str, rows: Iterable[Row], metadata: Metadata, new: Path) -> list[Written]:
    """Write a table from its rows, a part after the other."""
    left, target = iter(rows), Files(str(new))
    written: list[Written] = []
    while not written or (one := next(left, None)) is not None:
        part = islice(left, PART_ROWS) if not written else chain([cast(Row, one)], islice(left, PART_ROWS - 1))
        csv, parquet = paths(table, len(written))
        with (
            target.create(csv) as csv_file,
            target.create(parquet) as parquet_file,
            TableWriter(table, metadata, csv_file, parquet_file, first=not written) as writer,
        ):
            writer.write_rows(part)
        written.append(Written(table, len(written), csv, parquet, *measure(target, parquet), writer.summary))
    if len(written) > 1:
        return written
    csv, parquet = paths(table, None)
    (new / written[0].csv).replace(new / csv)
    (new / written[0].parquet).replace(new / parquet)
    (new / written[0].parquet).parent.rmdir()
    return [replace(written[0], csv=csv, parquet=parquet)]


def _fetch(written: Written, target: str, new: Path) -> None:
    """Bring what a worker wrote elsewhere among the new files."""
    if Path(target) == new:
        return
    for path in (written.csv, written.parquet):
        (new / path).parent.mkdir(parents=True, exist_ok=True)
        with Files(target).open(path) as there, (new / path).open("wb") as here:
            shutil.copyfileobj(there, here, 1 << 20)


def _joined(table: str, pieces: Sequence[Written], new: Path) -> dict[str, FileFacts]:
    """The files of a table, its pieces of CSV put together."""
    csv = paths(table, None)[0]
    if len(pieces) > 1:
        with (new / csv).open("wb") as whole:
            for piece in pieces:
                with (new / piece.csv).open("rb") as part:
                    shutil.copyfileobj(part, whole, 1 << 20)
                (new / piece.csv).unlink()
    files = {csv: FileFacts(*measure(Files(str(new)), csv))}
    return files | {piece.parquet: FileFacts(piece.size, piece.digest) for piece in pieces}


def head_of(
    ordered: Ordered, store: Store, work: Work, metadata: Metadata, instruments: Sequence[Row], quality: Sequence[Row]
) -> Corpus:
    """The first documents of the corpus, which the codebook shows; `instruments` are at least those they mention."""
    first = ordered.first
    tables = ordered.tables_of(store, first)
    kept = {one.kept.document_id: one.kept for one in ordered.noted}
    sources = [source_of(kept[row["document_id"]], row, work) for row in tables["documents"]]
    head = Head()
    head.add(tables)
    return head.corpus(metadata, sources, instruments, quality)


def texts(store: Store, work: Work) -> Iterator[Text]:
    """The texts of the corpus, each to stand in the package."""
    folder = work.at.texts.as_posix()  # a text of many: a path of its own would take more room than all the rest of it
    return (Text(f"{RAW}/{kept.name}", f"{folder}/{kept.name}", kept.digest) for kept in store.documents())
