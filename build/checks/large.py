"""A large package, as it is checked without any table of it whole in memory.

Sizes and hashes are taken while files are read; CSV and Parquet of a table are compared batch by batch; then all tables
are read side by side, in slices of documents, with the texts of these. frictionless is not asked: it is the referee of
small packages, and the rules of schemas that it knows are the same here.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..places import PARQUET, VIEWS
from ..renderings.parquet import LARGE_ROWS
from ..schemas import TABLES, Schema
from ..schemas import VIEWS as VIEW_NAMES
from ..source import is_folder, leads_outside
from . import descriptor, files
from .folder import PART, Package, list_package, read_file
from .formats import check_columns, compare
from .parts import ahead, read_parts
from .ranges import check_ranges, ranges
from .rules import Findings
from .slices import OF_CORPUS, OF_DOCUMENTS, check_slices
from .streams import batches, declared_of, paths_of, slices
from .vectors import differing, rows_of

if TYPE_CHECKING:
    import pyarrow as pa


def is_large(root: Path) -> bool:
    """Whether the package in a folder is a large one, by its Parquet files; what cannot be read is not looked at."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    for folder, names in ((root / PARQUET, TABLES), (root / VIEWS, VIEW_NAMES)):
        for name in names:
            if is_folder(folder / name):
                return True
            path = folder / f"{name}.parquet"
            try:
                if path.is_file() and not leads_outside(path, root) and pq.read_metadata(path).num_rows > LARGE_ROWS:
                    return True
            except (pa.ArrowException, OSError):
                continue
    return False


def check(root: Path, invariants: Sequence[Any], found: Findings, processes: int = 1) -> None:
    """Note every fault of the large package in the folder `root`; its slices are looked at by so many processes."""
    package = list_package(root, found)
    if package is None:
        return
    package.is_large = True
    descriptor.check(package, found)
    sound = _files(package, found)
    files.check_listed(package, found)
    whole = {name for name in (*TABLES, *VIEW_NAMES) if _table(package, name, sound, found)}
    if whole >= set(TABLES):
        corpus = {name: [row for rows, _ in batches(package, name) for row in rows] for name in OF_CORPUS}
        views = tuple(name for name in VIEW_NAMES if name in whole)
        bounds = ranges(package, (*OF_DOCUMENTS, *views), processes)
        shared = partial(check_ranges, package, views, bounds, processes) if bounds else None
        check_slices(lambda: slices(package, views, found), corpus, invariants, found, shared)


def _files(package: Package, found: Findings) -> set[str]:
    """The paths of the files that can be read; their sizes and hashes against the descriptor."""
    sound = set()
    for resource in package.resources:
        if resource.path is None:
            continue
        path = package.root / resource.path
        if not path.is_file() or leads_outside(path, package.root):
            read_file(package.root, resource.path, found)  # says why
            continue
        try:
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
                files.compare(resource, file.tell(), digest, found)
        except OSError:
            read_file(package.root, resource.path, found)
            continue
        sound.add(resource.path)
    return sound


def _table(package: Package, name: str, sound: set[str], found: Findings) -> bool:
    """Whether the Parquet of a table can be read as the table; it is compared with the CSV."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    csv, parquet = paths_of(package, name)
    if not parquet or not {csv, *parquet} <= sound:
        return False
    declared, fine = declared_of(name), True
    numbers = [int(match[1]) for path in parquet if (match := PART.search(path))]
    if numbers and numbers != list(range(len(numbers))):
        found.add("file-missing", parquet[0], "", "The parts of the table are not numbered from 0 without a gap.")
        fine = False
    for path in parquet:
        try:
            fine = check_columns(declared, pq.read_schema(package.root / path), path, found) and fine
        except (pa.ArrowException, OSError) as error:
            found.add("parquet-columns", path, "", f"The file cannot be read as Parquet: {error}.")
            fine = False
    return fine and _same(package, declared, csv, parquet, found)


def _same(package: Package, declared: Schema, csv: str, parquet: list[str], found: Findings) -> bool:
    """Whether CSV and Parquet could be read to their ends; differences are noted, row by row."""
    import pyarrow as pa

    names, first = ("the CSV", "Parquet"), 2
    theirs = _Batches(batch for path in parquet for batch in read_parts(package.root / path))
    ours = _Batches(ahead(read_parts(package.root / csv)))
    try:
        if not ours.has_columns(declared):
            found.add("csv-header", csv, "row 1", f"The header is not the columns {', '.join(declared.names)}.")
            return True
        while size := min(ours.ready(), theirs.ready()):
            one, other = ours.take(size), theirs.take(size)
            rows = differing(declared, one, other)
            for n in rows[:100]:  # a fault of a file as a whole would be said a million times
                said, there = (rows_of(declared, batch.slice(n, 1)) for batch in (one, other))
                compare("parquet-cells", declared, said, there, parquet[0], names, found, first=first + n)
            first += size
        left = [stream.rest() for stream in (ours, theirs)]
    except (pa.ArrowException, OSError) as error:
        found.add("csv-shape", csv, "", f"CSV or Parquet of {declared.name} cannot be read: {error}.")
        return False
    if any(left):
        problem = f"{declared.name} has {first - 2 + left[0]} rows in the CSV, but {first - 2 + left[1]} in Parquet."
        found.add("parquet-cells", parquet[0], "", problem)
    return True


class _Batches:
    """Batches that are taken in pieces of any size."""

    def __init__(self, batches: Iterable[pa.RecordBatch]) -> None:
        self._batches = iter(batches)
        self._batch: pa.RecordBatch | None = None

    def ready(self) -> int:
        """How many rows can be taken; 0 where there are no more."""
        while self._batch is None or not self._batch.num_rows:
            self._batch = next(self._batches, None)
            if self._batch is None:
                return 0
        return int(self._batch.num_rows)

    def has_columns(self, declared: Schema) -> bool:
        return not self.ready() or (self._batch is not None and self._batch.schema.names == declared.names)

    def take(self, size: int) -> pa.RecordBatch:
        assert self._batch is not None
        taken, self._batch = self._batch.slice(0, size), self._batch.slice(size)
        return taken

    def rest(self) -> int:
        """The number of rows that have not been taken."""
        rows = 0
        while size := self.ready():
            rows += size
            self._batch = None
        return rows
