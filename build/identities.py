"""Which mentions mean one instrument or entity, over all documents of a corpus.

What curators registered is known from the start. Of all others the mentions are put down in the order of the corpus,
and named in a second pass: the first mention of a name gives its identifier. They stand in a database of SQLite that
keeps to a bounded cache and spills to disk beyond it, so that memory does not grow with the corpus. What comes out
depends on the order of documents in the corpus alone, not on the order or the batches in which they were read.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from .texts import slug

#: Kibibytes of the database that stay in memory.
CACHE_KIB = 8_192
#: Identifiers that are remembered outside of the database.
REMEMBERED = 10_000
#: Characters of a name that go into an identifier.
_LONGEST = 80


class Found(NamedTuple):
    """A mention as identity sees it.

    `link` is the identifier of a registered thing, or None; then `key` says what the thing is known by, in its own
    document alone where `local` is true. The lower its `rank`, the better its `text` serves for a name. `dates` are the
    dates printed with it, ISO 8601, joined with blanks. `status`, `collective` and `parent` are what a provisional row
    takes over.
    """

    mention_id: str
    link: str | None
    key: str
    local: bool
    text: str
    rank: int
    type: str
    dates: str = ""
    status: str | None = None
    collective: bool = False
    parent: str | None = None


@dataclass(slots=True)
class Uses:
    """How a thing is used in a corpus: mentions, documents that have one, the first mention.

    `says_date` is true where a mention prints the date that the record of the thing gives.
    """

    mentions: int = 0
    documents: int = 0
    first: str | None = None
    last_document: int = -1
    says_date: bool = False

    def add(self, mention_id: str, document: int) -> None:
        """Count one more mention; `document` is the rank of the document that it stands in."""
        self.first = self.first or mention_id
        self.mentions += 1
        self.documents += document != self.last_document
        self.last_document = document


class Group(NamedTuple):
    """What the mentions of one provisional thing say together: the name, type and number of the one that names it best,
    the status of the last, the first date, and what the first says of its parent.
    """

    identifier: str
    uses: Uses
    name: str
    type: str
    status: str | None
    collective: bool
    date: str | None
    parent: str | None


#: The columns of a mention that has no registered record, in the order in which the database holds them.
_COLUMNS = "n, document, mention_id, key, place, own, text, rank, type, status, collective, parent"


class Identities:
    """The mentions of one kind in a corpus, and what each of them is found to mean.

    Documents are added in the order of the corpus; then `settle` names what is provisional, `identifiers` gives each
    mention that had no link its identifier, in the order in which they were added, and `groups` what each provisional
    thing is made of.
    """

    def __init__(self, registered: Collection[str], dates: Callable[[str], str | None] = lambda _: None) -> None:
        """`registered` are identifiers that are taken; `dates` gives the date of a registered record."""
        self.uses: dict[str, Uses] = {}
        self._date_of = dates
        self._documents = 0
        self._n = 0
        self._connection = sqlite3.connect("", isolation_level=None)  # a file of its own that SQLite removes
        run = self._connection.execute
        run(f"PRAGMA cache_size = -{CACHE_KIB}")
        run("PRAGMA journal_mode = OFF")
        run("PRAGMA synchronous = OFF")
        run(
            "CREATE TABLE mention (n INTEGER PRIMARY KEY, document INTEGER, mention_id TEXT, key TEXT, place TEXT,"
            " own TEXT, text TEXT, rank INTEGER, type TEXT, status TEXT, collective INTEGER, parent TEXT)"
        )
        run("CREATE TABLE named (n INTEGER PRIMARY KEY, identifier TEXT)")
        run(
            "CREATE TABLE known (key TEXT, place TEXT, date TEXT, identifier TEXT, PRIMARY KEY (key, place, date))"
            " WITHOUT ROWID"
        )
        run("CREATE TABLE taken (identifier TEXT PRIMARY KEY) WITHOUT ROWID")
        run("BEGIN")
        self._connection.executemany("INSERT INTO taken VALUES (?)", ((one,) for one in registered))

    def close(self) -> None:
        self._connection.close()

    def shrink(self) -> None:
        """Let go of what is in memory and also on disk."""
        self._connection.execute("PRAGMA shrink_memory")

    def add(self, document_id: str, found: Iterable[Found]) -> None:
        """The mentions of one document, in order."""
        rank, self._documents = self._documents, self._documents + 1
        rows = []
        for one in found:
            if one.link is not None:
                uses = self.uses.setdefault(one.link, Uses())
                uses.add(one.mention_id, rank)
                uses.says_date = uses.says_date or self._date_of(one.link) in one.dates.split()
                continue
            self._n += 1
            place = document_id if one.local else ""
            rows.append(
                (
                    self._n, rank, one.mention_id, one.key, place, one.dates.partition(" ")[0], one.text, one.rank,
                    one.type, one.status, one.collective, one.parent,
                )
            )  # fmt: skip
        self._connection.executemany(f"INSERT INTO mention ({_COLUMNS}) VALUES ({', '.join('?' * 12)})", rows)

    # -- naming

    def settle_by_dates(self) -> None:
        """Name each thing by its key, and by its date where the corpus gives the same key different ones.

        A proper name is one instrument everywhere, unless the texts give it different dates; then a mention without a
        date means the one that was named last. A local description is only known within its document.
        """
        first_dates = self._of_several_dates()
        latest: dict[tuple[str, str], str] = {}
        rows = self._connection.execute("SELECT n, key, place, own, type FROM mention ORDER BY n")
        self._name(
            (n, key, place, self._date(key, place, own, first_dates, latest), key, kind)
            for n, key, place, own, kind in rows
        )

    def _of_several_dates(self) -> dict[tuple[str, str], str]:
        """The first date of each key that has more than one."""
        rows = self._connection.execute(
            "SELECT key, place, own, MIN(n) FROM mention WHERE own <> '' AND (key, place) IN"
            " (SELECT key, place FROM mention WHERE own <> '' GROUP BY key, place HAVING COUNT(DISTINCT own) > 1)"
            " GROUP BY key, place, own ORDER BY 4 DESC"
        )
        return {(key, place): own for key, place, own, _ in rows}

    @staticmethod
    def _date(
        key: str, place: str, own: str, first: dict[tuple[str, str], str], latest: dict[tuple[str, str], str]
    ) -> str:
        if (key, place) not in first:
            return ""
        date = latest[key, place] = own or latest.get((key, place), first[key, place])
        return date

    def settle_by_names(self) -> None:
        """Name each thing by its type and key; its identifier is made of the first full name in the corpus."""
        rows = self._connection.execute(
            "SELECT first, mention.type || ' ' || mention.key, mention.place, full.text, mention.type FROM"
            " (SELECT MIN(n) AS first, MIN(CASE WHEN rank = 0 THEN n END) AS fullest FROM mention"
            "  GROUP BY type, key, place) JOIN mention ON mention.n = first"
            " JOIN mention AS full ON full.n = COALESCE(fullest, first) ORDER BY first"
        )
        self._name((n, key, place, "", text, kind) for n, key, place, text, kind in rows)
        self._connection.execute(
            "INSERT OR IGNORE INTO named SELECT mention.n, known.identifier FROM mention JOIN known"
            " ON known.key = mention.type || ' ' || mention.key AND known.place = mention.place"
        )

    def _name(self, mentions: Iterator[tuple[int, str, str, str, str, str]]) -> None:
        """Give an identifier to each of these mentions: n, key, place, date, name, type."""
        remembered: dict[tuple[str, str, str], str] = {}
        batch: list[tuple[int, str]] = []
        for n, key, place, date, name, kind in mentions:
            identifier = remembered.get((key, place, date)) or self._known(key, place, date)
            if identifier is None:
                stem = slug(name)[:_LONGEST].strip("-") or kind
                identifier = self._new("-".join(filter(None, (stem, date[:4], place))))
                self._connection.execute("INSERT INTO known VALUES (?, ?, ?, ?)", (key, place, date, identifier))
            if len(remembered) >= REMEMBERED:
                remembered.clear()
            remembered[key, place, date] = identifier
            batch.append((n, identifier))
            if len(batch) >= REMEMBERED:
                self._connection.executemany("INSERT INTO named VALUES (?, ?)", batch)
                batch.clear()
        self._connection.executemany("INSERT INTO named VALUES (?, ?)", batch)

    def _known(self, key: str, place: str, date: str) -> str | None:
        sql = "SELECT identifier FROM known WHERE key = ? AND place = ? AND date = ?"
        row = self._connection.execute(sql, (key, place, date)).fetchone()
        return row[0] if row else None

    def _new(self, stem: str) -> str:
        """An identifier that is not taken: the stem, with a number where it is; it is taken from then on."""
        name, number = stem, 2
        while self._connection.execute("INSERT OR IGNORE INTO taken VALUES (?)", (name,)).rowcount == 0:
            name, number = f"{stem}-{number}", number + 1
        return name

    # -- what came out

    def identifiers(self) -> Iterator[str]:
        """The identifier of each mention without a link, in the order in which they were added."""
        return (name for (name,) in self._connection.execute("SELECT identifier FROM named ORDER BY n"))

    def parents(self) -> list[str]:
        """The registered things that provisional ones are parts of, as the first mention of each says."""
        sql = (
            "SELECT DISTINCT parent FROM mention WHERE parent IS NOT NULL"
            " AND n IN (SELECT MIN(n) FROM named GROUP BY identifier) ORDER BY parent"
        )
        return [parent for (parent,) in self._connection.execute(sql)]

    def groups(self) -> Iterator[Group]:
        """What the mentions of each provisional thing say together, by identifier."""
        columns = ", ".join(f"mention.{name.strip()}" for name in _COLUMNS.split(","))
        rows = self._connection.execute(
            f"SELECT identifier, {columns} FROM named JOIN mention USING (n) ORDER BY identifier, n"
        )
        for identifier, mentions in groupby(rows, itemgetter(0)):
            yield _together(identifier, mentions)


def _together(identifier: str, mentions: Iterable[tuple[Any, ...]]) -> Group:
    uses, best, date, status, parent = Uses(), None, None, None, None
    for _, _, document, mention_id, _, _, own, text, rank, kind, last_status, collective, own_parent in mentions:
        if uses.first is None:
            parent = own_parent
        uses.add(mention_id, document)
        if best is None or rank < best[0]:
            best = (rank, text, kind, bool(collective))
        date, status = date or own or None, last_status
    assert best is not None
    _, name, kind, is_collective = best
    return Group(identifier, uses, name, kind, status, is_collective, date, parent)
