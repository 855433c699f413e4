"""The first documents of a corpus, with their rows: what examples, lists and figures are made from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from .model import Corpus, Metadata, Source
from .schemas import TABLES, Row, Tables

if TYPE_CHECKING:
    import pyarrow as pa

#: Documents that are listed in the codebook and drawn in the figures.
HEAD_DOCUMENTS = 60
#: The tables whose rows are kept for these documents.
KEPT = ("documents", "sections", "paragraphs", "instrument_mentions", "edits")
#: Rows of an Arrow table that are looked at together.
BATCH = 65_536


class Head:
    """Collects the rows of the first documents from parts of a corpus, which come in its order.

    A part has all rows of its documents in every table. Its size depends on the first documents alone.
    """

    def __init__(self, documents: int = HEAD_DOCUMENTS) -> None:
        self._room = documents
        self._tables: Tables = {name: [] for name in TABLES}

    @property
    def is_full(self) -> bool:
        return len(self._tables["documents"]) >= self._room

    def add(self, tables: Mapping[str, Sequence[Row] | pa.Table]) -> None:
        """Take from the rows of a part, dicts or Arrow tables, those of the first documents."""
        if self.is_full:
            return
        documents = tables["documents"]
        room = self._room - len(self._tables["documents"])
        first = documents[:room] if isinstance(documents, Sequence) else documents.slice(0, room).to_pylist()
        wanted = {row["document_id"] for row in first}
        for name in KEPT:
            self._tables[name] += _where(tables[name], "document_id", wanted)

    def corpus(
        self,
        metadata: Metadata,
        sources: Iterable[Source],
        instruments: Sequence[Row] | pa.Table,
        quality: Sequence[Row],
    ) -> Corpus:
        """The first documents, the instruments that they mention, and all figures of quality.

        `sources` and `instruments` are at least those of the first documents.
        """
        by_id = {source.document_id: source for source in sources}
        cited = {row["instrument_id"] for row in self._tables["instrument_mentions"]}
        tables = {**self._tables, "instruments": _where(instruments, "instrument_id", cited), "quality": [*quality]}
        ordered = (by_id.get(row["document_id"]) for row in tables["documents"])
        return Corpus(metadata, tuple(source for source in ordered if source), tables)


def _where(rows: Sequence[Row] | pa.Table, column: str, wanted: set[str]) -> list[Row]:
    """The rows whose column has one of the values, in their order."""
    if isinstance(rows, Sequence):
        return [row for row in rows if row[column] in wanted]
    found: list[Row] = []
    for batch in rows.to_batches(max_chunksize=BATCH):
        start = 0
        for is_wanted, run in groupby(batch.column(column).to_pylist(), wanted.__contains__):
            length = len(list(run))
            if is_wanted:
                found += batch.slice(start, length).to_pylist()
            start += length
    return found
