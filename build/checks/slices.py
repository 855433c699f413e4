"""The checks of a corpus that is never whole in memory: slices of documents, and sums of what is told of all of them.

A slice is some documents that follow each other, with their rows in every table of documents and their texts. Every
rule about a document is looked at in its slice. What goes over slices is held in few bytes: counts and first mentions
of instruments and entities, hashes of what identifies documents, the last row of each table, and references to rows
that are not in their slice.

No fault here means no fault in `check_tables` of the whole, and the other way round. Where there are faults they are
the same ones, unless a row stands apart from its document, or refers to a row of a document in another slice: then that
is said, and what more follows from it may not be. Identifiers are unique in the whole since they are in their slice,
begin with that of their document, and no document stands in two slices.
"""

from __future__ import annotations

import hashlib
from array import array
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from operator import itemgetter
from typing import Any, NamedTuple

from ..faults import Fault
from ..model import Source
from ..places import RAW
from ..schemas import TABLES, ForeignKey, Row, Tables, schema
from . import counting, omissions, tables
from .counting import Mentions
from .ground import LAST, Ground, Place, Record, records
from .identifiers import PREFIXED
from .rules import Findings
from .structure import note_order, place_of

#: Tables of which each row belongs to a document, and the others, which are held whole.
OF_DOCUMENTS = ("documents", *PREFIXED)
OF_CORPUS = tuple(name for name in TABLES if name not in OF_DOCUMENTS)


@dataclass(frozen=True)
class Slice:
    """Documents that follow each other: their rows and texts; `first` is the number of the first row of each table.

    `suspects` are the rows, from 0, that may break a rule of a column, where that has been seen already.
    """

    tables: Tables
    texts: Sequence[Source]
    first: Mapping[str, int] = field(default_factory=dict)
    suspects: Mapping[str, Sequence[int]] | None = None


@dataclass(frozen=True)
class Registry:
    """What a slice needs to know of the tables of the corpus: their identifiers, and texts that are instruments."""

    identifiers: Mapping[str, frozenset[str]]
    instruments: Mapping[str, Record]

    @classmethod
    def of(cls, corpus: Mapping[str, Sequence[Record]]) -> Registry:
        """The registry of the records of instruments and entities."""
        identifiers = {
            table: frozenset(record[key] for record in corpus.get(table, ())) - {None}
            for table, (key, _) in counting.MENTIONED.items()
        }
        texts: dict[str, Record] = {}
        for record in corpus.get("instruments", ()):
            if record.has("instrument_id", "document_id"):
                texts.setdefault(record["instrument_id"], record)
        return cls(identifiers, texts)


@dataclass(frozen=True)
class Lost:
    """A reference to a row that is not in the slice: the table it stands in, the key, and the record."""

    table: str
    key: ForeignKey
    record: Record


@dataclass
class Tally:
    """What a slice leaves behind: the place of the first and last row of each table, the first one's number and key."""

    mentions: dict[str, dict[str, Mentions]]
    ends: dict[str, tuple[int, Any, tuple[Any, ...], tuple[Any, ...]]]
    documents: array[int]
    files: array[int]
    lost: list[Lost]
    texts: frozenset[str]


#: The faults of a slice by itself, and what it leaves behind for the whole.
Checked = tuple[list[Fault], Tally]


def check_slice(piece: Slice, registry: Registry, invariants: Sequence[Any]) -> Checked:
    """The faults of a slice by itself, and what it leaves behind for the whole. Pure; may run in another process."""
    found = Findings()
    sound: dict[str, list[Record]] = {name: [] for name in OF_CORPUS}
    for name in OF_DOCUMENTS:
        declared, rows = schema(name), piece.tables.get(name, [])
        sound[name] = records(declared, rows, piece.first.get(name, 2))
        if piece.suspects is None:
            tables.check_rows(declared, rows, sound[name], found)
        else:
            tables.check_some_rows(declared, rows, sound[name], piece.suspects.get(name, ()), found)
    ground = Ground(sound, piece.texts, {"instruments": dict(registry.instruments)})
    for invariant in invariants:
        if invariant is counting:
            counting.of_documents(ground, found)
        else:
            invariant.check(ground, found)
    tally = Tally(
        counting.count_mentions(ground),
        {name: end for name in OF_DOCUMENTS if (end := _ends(ground, name))},
        array("Q", map(_hash, filter(None, ground.column("documents", "document_id")))),
        array("Q", map(_hash, filter(None, ground.column("documents", "source_file")))),
        list(_lost(ground, registry)),
        frozenset(record["document_id"] for record in registry.instruments.values()) & ground.by_id("documents").keys(),
    )
    return found.sorted(), tally


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


def _ends(ground: Ground, table: str) -> tuple[int, Any, tuple[Any, ...], tuple[Any, ...]] | None:
    rows = ground.records[table]
    if not rows:
        return None
    first, last = (_place(ground, table, row) for row in (rows[0], rows[-1]))
    return rows[0].n, rows[0][schema(table).primary_key[0]], first, last


def _place(ground: Ground, table: str, row: Record) -> tuple[Any, ...]:
    place: Place = ground.places.get(row["document_id"], LAST)
    column = place_of(table)
    return (*place, (row[column] or 0) if column else 0)


def _lost(ground: Ground, registry: Registry) -> Iterable[Lost]:
    """The references that point to nothing in the slice, or in the registry."""
    for table in OF_DOCUMENTS:
        for key in schema(table).foreign_keys:
            (column,), (target,) = key.fields, key.targets
            rows = ground.records[table]
            there = registry.identifiers.get(key.resource)
            if there is None:
                there = frozenset(map(itemgetter(target), ground.records[key.resource]))
            wanted = set(map(itemgetter(column), rows)) - there - {None}
            if wanted:
                yield from (Lost(table, key, row) for row in rows if row[column] in wanted)


class Whole:
    """Sums over slices, which are added in the order of their documents, and what they say of the whole."""

    def __init__(self) -> None:
        self.mentions: dict[str, dict[str, Mentions]] = {table: {} for table in counting.MENTIONED}
        self.lost: list[Lost] = []
        self.texts: set[str] = set()
        self._last: dict[str, tuple[Any, ...]] = {}
        self._documents, self._files = array("Q"), array("Q")

    def add(self, tally: Tally, found: Findings) -> None:
        """Add what a slice has left behind; rows that should stand before those of an earlier slice are noted."""
        for table, counted in tally.mentions.items():
            there = self.mentions[table]
            for mentioned, mentions in counted.items():
                there.setdefault(mentioned, Mentions()).add(mentions)
        for table, (n, key, first, last) in tally.ends.items():
            if self._last.get(table, first) > first:
                note_order(table, key, n, found)
            self._last[table] = last
        self._documents.extend(tally.documents)
        self._files.extend(tally.files)
        self.lost += tally.lost
        self.texts |= tally.texts

    def text_tester(self, rows: Sequence[Record]) -> Callable[[str], bool]:
        """Tells whether the path of a text that one of these rows of diagnostics names is that of a document."""
        paths = {_hash(f"{RAW}/{row['text_file']}") for row in rows if row["text_file"] is not None}
        there = {one for one in self._files if one in paths}
        return lambda path: _hash(path) in there

    def repeated(self) -> bool:
        """Whether two documents may have one identifier, or one file."""
        import numpy as np

        return any(
            len(np.unique(np.frombuffer(hashes, dtype=np.uint64))) < len(hashes)
            for hashes in (self._documents, self._files)
            if len(hashes)
        )


def check_slices(
    read: Callable[[], Iterable[Slice]],
    corpus: Tables,
    invariants: Sequence[Any],
    found: Findings,
    shared: Callable[[Registry], Iterable[Checked]] | None = None,
) -> None:
    """Note every fault of a corpus given in slices, in the order of documents.

    `read` gives the slices anew each time: they are read once, and again where a fault has to be seen in the light of
    all of them. `corpus` holds the tables of instruments, entities and quality, whole. What `shared` gives for a
    registry, in the same order, was found in the slices elsewhere; then they are not read for that.
    """
    sound = {name: records(schema(name), corpus.get(name, [])) for name in OF_CORPUS}
    registry, whole = Registry.of(sound), Whole()
    here = (check_slice(piece, registry, invariants) for piece in read()) if shared is None else shared(registry)
    for faults, tally in here:
        found.extend(faults)
        whole.add(tally, found)
    check_corpus(corpus, whole, invariants, found)
    lost = [*whole.lost, *_lost_in_corpus(sound, whole)]
    if lost or whole.repeated():
        _look_again(read, lost, sound, found)


def check_corpus(corpus: Tables, whole: Whole, invariants: Sequence[Any], found: Findings) -> None:
    """Note the faults of the tables of the corpus by themselves, and of counts and first mentions in them."""
    sound: dict[str, list[Record]] = {name: [] for name in OF_DOCUMENTS}
    for name in OF_CORPUS:
        declared, rows = schema(name), corpus.get(name, [])
        sound[name] = records(declared, rows)
        tables.check_rows(declared, rows, sound[name], found)
    ground = Ground(sound, [])
    tables.check_references([schema("entities")], {"entities": sound["entities"]}, found, ("entities",))
    for invariant in invariants:
        if invariant is not counting:
            invariant.check(ground, found)
    omissions.check_texts(sound["diagnostics"], whole.text_tester(sound["diagnostics"]), found)
    for table, mentions in whole.mentions.items():
        counting.of_mentions(table, sound[table], mentions, found)


def _lost_in_corpus(sound: Mapping[str, Sequence[Record]], whole: Whole) -> Iterable[Lost]:
    """References of instruments and entities to documents and mentions that no slice is known to have."""
    for table, (identifier, _) in counting.MENTIONED.items():
        for key in schema(table).foreign_keys:
            (column,) = key.fields
            for record in sound[table] if key.resource in OF_DOCUMENTS else ():
                value = record[column]
                mentions = whole.mentions[table].get(record[identifier])
                is_first = mentions is not None and mentions.first is not None and mentions.first[1] == value
                if value is not None and value not in whole.texts and not is_first:
                    yield Lost(table, key, record)


def _look_again(
    read: Callable[[], Iterable[Slice]], lost: Sequence[Lost], corpus: Mapping[str, Sequence[Record]], found: Findings
) -> None:
    """Note the references that no slice has a row for, rows that stand apart, and documents that stand twice."""
    wanted: dict[tuple[str, str], set[Any]] = {}
    for one in lost:
        wanted.setdefault((one.key.resource, one.key.targets[0]), set()).add(one.record[one.key.fields[0]])
    there: dict[tuple[str, str], set[Any]] = {target: set() for target in wanted}
    documents: list[Record] = []
    for piece in read():
        for (table, column), values in wanted.items():
            there[table, column].update(values & {_cell(row, column) for row in piece.tables.get(table, [])})
        rows = piece.tables.get("documents", [])
        documents += [_brief(record) for record in records(schema("documents"), rows, piece.first.get("documents", 2))]
    for (table, column), values in wanted.items():
        there[table, column].update(values & {record[column] for record in corpus.get(table, ())})
    for one in lost:
        if one.record[one.key.fields[0]] not in there[one.key.resource, one.key.targets[0]]:
            tables.note_dangling(schema(one.table), one.key, one.record, found)
        elif one.table in OF_DOCUMENTS and one.key.resource == "documents":
            note_order(one.table, one.record[schema(one.table).primary_key[0]], one.record.n, found)
    for column in ("document_id", "source_file"):
        counts = Counter(record[column] for record in documents)
        twice = [record for record in documents if counts[record[column]] > 1]
        tables.check_keys(schema("documents"), twice, found)


def _brief(record: Record) -> Record:
    """A record of documents, of which only what identifies it is kept."""
    brief = Record({name: record[name] for name in ("document_id", "source_file")})
    brief.n = record.n
    return brief


def _cell(row: Row, column: str) -> str | None:
    """A cell that should be a text; None where it is anything else."""
    value = row.get(column)
    return value if isinstance(value, str) else None


def cut(whole: Tables, texts: Sequence[Source], size: int) -> Iterable[Slice]:
    """The tables of documents in slices of so many documents: each row with the documents that it stands among."""
    by_id = {source.document_id: source for source in texts}
    streams = {name: Rows([(whole.get(name, []), None)]) for name in OF_DOCUMENTS}
    for piece, _, last in pieces(streams, size):
        wanted = [_cell(row, "document_id") for row in piece.tables["documents"]]
        sources = [by_id.pop(name) for name in wanted if name in by_id]
        yield replace(piece, texts=[*sources, *(by_id.values() if last else ())])


def pieces(streams: Mapping[str, Rows], size: int) -> Iterator[tuple[Slice, Slice, bool]]:
    """Slices of so many documents, without texts, from the rows of each table as they come.

    Beside each the rows of the other streams, which are views, and whether it is the last one.
    """
    while True:
        documents = streams["documents"].next(size)
        wanted = {_cell(row, "document_id") for row in documents.rows} - {None}
        last = streams["documents"].is_over()
        taken = {n: s.take(wanted, last) for n, s in streams.items() if n != "documents"} | {"documents": documents}
        of_tables = {name: part for name, part in taken.items() if name in OF_DOCUMENTS}
        of_views = {name: part for name, part in taken.items() if name not in OF_DOCUMENTS}
        yield _slice(of_tables), _slice(of_views), last
        if last:
            return


def _slice(parts: Mapping[str, Part]) -> Slice:
    suspects = {name: part.suspects for name, part in parts.items() if part.suspects is not None}
    return Slice(
        {name: part.rows for name, part in parts.items()},
        (),
        {name: part.first for name, part in parts.items()},
        suspects if len(suspects) == len(parts) else None,
    )


class Part(NamedTuple):
    """Rows of a table, the number of the first, and which of them, from 0, may break a rule; None where unknown."""

    rows: list[Row]
    first: int
    suspects: list[int] | None


class Rows:
    """The rows of a table as they come in batches, from which those of the next documents are taken."""

    def __init__(self, batches: Iterable[tuple[Sequence[Row], Sequence[int] | None]], first: int = 0) -> None:
        """Each batch with the rows of it, from 0, that may break a rule of a column, or None.

        `first` is the number of the first row in its table, from 0.
        """
        self._batches = iter(batches)
        self._rows: list[Row] = []
        self._suspects: list[int] | None = []
        self._taken = first

    def next(self, size: int) -> Part:
        """So many rows more, or all that are left."""
        while len(self._rows) < size and self._more():
            pass
        return self._part(min(size, len(self._rows)))

    def is_over(self) -> bool:
        while not self._rows:
            if not self._more():
                return True
        return False

    def take(self, documents: Container[str | None], last: bool) -> Part:
        """The rows up to the last one that is of one of the documents, all if `last`.

        Rows of other documents that stand among them come with them.
        """
        end = self._end(documents, 0)
        while end == len(self._rows) or last:
            known = len(self._rows)
            if not self._more():
                break
            end = self._end(documents, known) or end
        return self._part(len(self._rows) if last else end)

    def _more(self) -> bool:
        batch, suspects = next(self._batches, (None, None))
        if batch is None:
            return False
        if suspects is None or self._suspects is None:
            self._suspects = None
        else:
            self._suspects += [len(self._rows) + n for n in suspects]
        self._rows += batch
        return True

    def _end(self, documents: Container[str | None], start: int) -> int:
        for n in range(len(self._rows), start, -1):
            if _cell(self._rows[n - 1], "document_id") in documents:
                return n
        return 0

    def _part(self, end: int) -> Part:
        rows, self._rows = self._rows[:end], self._rows[end:]
        suspects = self._suspects
        if suspects is not None:
            suspects, self._suspects = [n for n in suspects if n < end], [n - end for n in suspects if n >= end]
        first = self._taken + 2
        self._taken += end
        return Part(rows, first, suspects)
