"""What was read of documents, kept while a build is under way, and for the next one where that is wanted.

Packs hold the rows, an index in SQLite says what stands where. What was read of a document is found again by a key
made of everything that its rows follow from, so that a build which was interrupted goes on from its finished batches,
and one in which few documents changed reads those alone.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from .batches import Packed
from .faults import Fault
from .files import Files
from .packs import Sizes

#: The format of the index; one of another format is begun anew.
FORMAT = 1
#: Packs that a reader keeps open.
OPEN_PACKS = 32
_TABLES = (
    "CREATE TABLE IF NOT EXISTS pack (number INTEGER PRIMARY KEY, name TEXT UNIQUE)",
    "CREATE TABLE IF NOT EXISTS document (number INTEGER PRIMARY KEY, key TEXT UNIQUE, name TEXT, document_id TEXT,"
    " day TEXT, digest TEXT, pack INTEGER, start INTEGER, sizes TEXT, faults TEXT)",
    "CREATE TABLE IF NOT EXISTS current (document INTEGER PRIMARY KEY)",
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A document of the build: its identifier, the name and digest of its text, and where its rows stand."""

    name: str
    document_id: str
    digest: str
    pack: str
    start: int
    sizes: Sizes


class Store:
    """Packs and their index, in a folder or, with none, in memory; packs may lie at another address.

    A store is used by one build at a time; the folder's lock sees to that.
    """

    def __init__(self, folder: Path | None, packs: str | None = None) -> None:
        self.packs = packs or (str(folder / "packs") if folder else None)
        self._in_memory: dict[str, bytes] = {}
        if folder:
            folder.mkdir(parents=True, exist_ok=True)
        self._connection = self._open(folder / "index.sqlite" if folder else None)
        self._connection.execute("DELETE FROM current")

    @staticmethod
    def _open(path: Path | None) -> sqlite3.Connection:
        connection = sqlite3.connect(path or ":memory:", isolation_level=None)
        try:
            connection.execute("PRAGMA cache_size = -8192")
            connection.execute("PRAGMA synchronous = OFF")  # what a power cut leaves broken is read anew
            found = connection.execute("PRAGMA user_version").fetchone()[0]
            if found in (0, FORMAT):
                connection.execute("BEGIN")
                for sql in _TABLES:
                    connection.execute(sql)
                connection.execute(f"PRAGMA user_version = {FORMAT}")
                connection.execute("COMMIT")
                return connection
        except sqlite3.DatabaseError:
            if path is None:
                raise
        connection.close()
        assert path is not None
        for suffix in ("", "-journal"):
            path.with_name(path.name + suffix).unlink(missing_ok=True)
        return Store._open(path)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    # -- what was read

    @property
    def is_empty(self) -> bool:
        """Whether nothing has been kept."""
        return self._connection.execute("SELECT 1 FROM document LIMIT 1").fetchone() is None

    def put_down(self, packs: str) -> None:
        """Write the packs that are in memory to a folder, from which workers can read them."""
        for name, raw in self._in_memory.items():
            Files(packs).write(name, raw)
        self._in_memory.clear()
        self.packs = packs

    def use(self, key: str) -> bool:
        """Take what was kept under a key for the build; whether there is any, and its pack is still there."""
        sql = "SELECT document.number, pack.name FROM document LEFT JOIN pack ON pack.number = pack WHERE key = ?"
        row = self._connection.execute(sql, (key,)).fetchone()
        if row is None or (row[1] is not None and not self._has(row[1])):
            return False
        self._connection.execute("INSERT OR IGNORE INTO current VALUES (?)", (row[0],))
        return True

    def _has(self, pack: str) -> bool:
        return pack in self._in_memory or (self.packs is not None and Files(self.packs).has(pack))

    def add(self, packed: Packed) -> None:
        """Keep a finished batch, for this build too."""
        run = self._connection.execute
        if packed.raw is not None:
            self._in_memory[packed.name] = packed.raw
        run("BEGIN")
        run("INSERT OR IGNORE INTO pack (name) VALUES (?)", (packed.name,))
        (pack,) = run("SELECT number FROM pack WHERE name = ?", (packed.name,)).fetchone()
        start = 0
        for one in packed.outcomes:
            # A text with a fault is read again the next time: its messages name files as they are named then.
            key = None if one.faults else one.key
            if key is not None:
                run("DELETE FROM current WHERE document IN (SELECT number FROM document WHERE key = ?)", (key,))
                run("DELETE FROM document WHERE key = ?", (key,))
            cursor = run(
                "INSERT INTO document (key, name, document_id, day, digest, pack, start, sizes, faults)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    key, one.name, one.document_id, one.order, one.digest, pack if one.sizes else None, start,
                    json.dumps(one.sizes) if one.sizes else None,
                    json.dumps([asdict(fault) for fault in one.faults]) if one.faults else None,
                ),
            )  # fmt: skip
            run("INSERT INTO current VALUES (?)", (cursor.lastrowid,))
            start += one.sizes.total if one.sizes else 0
        run("COMMIT")

    # -- the documents of the build

    def faults(self) -> Iterator[tuple[str, Fault]]:
        """The faults of the texts of this build, each with the name of its text, in the order of these names."""
        sql = (
            "SELECT name, faults FROM document JOIN current ON document = number WHERE faults IS NOT NULL ORDER BY name"
        )
        for name, faults in self._connection.execute(sql):
            for fault in json.loads(faults):
                yield name, Fault(**fault)

    def same_identifiers(self) -> list[tuple[str, str]]:
        """Identifier and name of each text whose identifier another has too, by name."""
        sql = (
            "SELECT document_id, name FROM document JOIN current ON document = number WHERE sizes IS NOT NULL"
            " AND document_id IN (SELECT document_id FROM document JOIN current ON document = number"
            "  WHERE sizes IS NOT NULL GROUP BY document_id HAVING COUNT(*) > 1) ORDER BY name"
        )
        return list(self._connection.execute(sql))

    def count(self) -> int:
        """How many documents the build has."""
        sql = "SELECT COUNT(*) FROM document JOIN current ON document = number WHERE sizes IS NOT NULL"
        found: int = self._connection.execute(sql).fetchone()[0]
        return found

    def has_document(self, document_id: str) -> bool:
        """Whether a document of the build has the identifier."""
        sql = "SELECT 1 FROM document JOIN current ON document = number WHERE sizes IS NOT NULL AND document_id = ?"
        return self._connection.execute(sql, (document_id,)).fetchone() is not None

    def documents(self) -> Iterator[Kept]:
        """The documents of the build in the order of the corpus: by day, then identifier."""
        sql = (
            "SELECT document.name, document_id, digest, pack.name, start, sizes FROM document"
            " JOIN current ON document = document.number JOIN pack ON pack.number = pack"
            " WHERE sizes IS NOT NULL ORDER BY day, document_id"
        )
        with closing(self._connection.execute(sql)) as rows:
            for name, document_id, digest, pack, start, sizes in rows:
                row_counts, byte_counts, found = json.loads(sizes)
                kept = Sizes(tuple(row_counts), tuple(byte_counts), found)
                yield Kept(name, document_id, digest, pack, start, kept)

    def reader(self) -> PackReader:
        return PackReader(self.packs, self._in_memory)

    # -- the end

    def prune(self) -> None:
        """Forget what the build did not use, and the packs in which nothing is left."""
        run = self._connection.execute
        run("BEGIN")
        run("DELETE FROM document WHERE number NOT IN (SELECT document FROM current)")
        unused = "FROM pack WHERE number NOT IN (SELECT pack FROM document WHERE pack IS NOT NULL)"
        gone = [name for (name,) in run(f"SELECT name {unused}")]
        run(f"DELETE {unused}")
        run("COMMIT")
        for name in gone:
            self._in_memory.pop(name, None)
            if self.packs is not None:
                with suppress(OSError):
                    Files(self.packs).remove(name)


class PackReader:
    """Reads parts of packs; those of this machine that were used last stay open, for documents come pack by pack."""

    def __init__(self, packs: str | None, in_memory: Mapping[str, bytes] = {}) -> None:
        self._files = Files(packs) if packs is not None else None
        self._in_memory = in_memory
        self._open: dict[str, IO[bytes]] = {}

    def read(self, pack: str, start: int, size: int) -> bytes:
        """`size` bytes of a pack from `start` on. Raises OSError where they are not there."""
        if pack in self._in_memory:
            return self._in_memory[pack][start : start + size]
        if self._files is None:
            raise FileNotFoundError(pack)
        if self._files.is_remote:
            found = self._files.read(pack, start, size)
        else:
            file = self._opened(pack, self._files)
            file.seek(start)
            found = file.read(size)
        if len(found) != size:
            raise OSError(f"{pack} ends at byte {start + len(found)}")
        return found

    def _opened(self, pack: str, files: Files) -> IO[bytes]:
        if pack not in self._open:
            if len(self._open) == OPEN_PACKS:
                self._open.pop(next(iter(self._open))).close()
            self._open[pack] = files.open(pack)
        return self._open[pack]

    def close(self) -> None:
        """Close what is open."""
        while self._open:
            self._open.popitem()[1].close()

    def __enter__(self) -> PackReader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
