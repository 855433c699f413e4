"""Rows of documents from packs, in memory: all of a small corpus, or some documents of a large one."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from .authorities import Authorities
from .batches import Work
from .corpus import Registers, assemble
from .document import read_document
from .faults import Fault, FaultsFound
from .layers import layers_of
from .model import Source
from .packs import DOCUMENT_TABLES, FILLED, fill, unpack_found, with_header
from .renderings.csvfile import read_csv
from .schemas import TABLES, Row, Tables, schema
from .sidecars import Sidecar
from .source import read_bytes
from .store import Kept, PackReader


def found_in(kept: Kept, packs: PackReader, registers: Registers) -> dict[str, int]:
    """Add the mentions of the next document to the registers; gives how many cells each table has to be filled."""
    start = kept.start + sum(kept.sizes.bytes)
    instruments, entities = unpack_found(packs.read(kept.pack, start, kept.sizes.found))
    registers.add(kept.document_id, instruments, entities)
    return {
        "instrument_mentions": sum(one.link is None for one in instruments),
        "entity_mentions": sum(one.link is None for one in entities),
    }


def tables_of(documents: Iterable[Kept], packs: PackReader, identifiers: Mapping[str, Iterator[str]]) -> Tables:
    """The rows of these documents in every table that follows from documents, the others empty.

    `identifiers` give for each table with open cells what is filled into them, in order.
    """
    lines: dict[str, list[bytes]] = {table: [] for table in DOCUMENT_TABLES}
    for kept in documents:
        for table in DOCUMENT_TABLES:
            at, size = kept.sizes.place(table)
            lines[table].append(packs.read(kept.pack, kept.start + at, size))
    tables: Tables = {table: [] for table in TABLES}
    for table, parts in lines.items():
        whole = b"".join(parts)
        if table in FILLED:
            whole = fill(whole, identifiers[table])
        tables[table] = read_csv(schema(table), with_header(table, [whole]), f"{table}.csv")
    return tables


def source_of(kept: Kept, document: Row, work: Work) -> Source:
    """The source of a document that was read before, from its row of `documents`; raises FaultsFound if it changed."""
    path = work.at.texts / kept.name
    raw = read_bytes(path, str(path), work.source)
    if hashlib.sha256(raw).hexdigest() != kept.digest:
        raise changed(path)
    text = raw.decode(document["source_encoding"])
    return Source(
        kept.document_id, document["source_file"], raw, text, document["source_encoding"],
        document["source_encoding_origin"], document["source_sha256"],
    )  # fmt: skip


def unaided(texts: Collection[tuple[Source, Sidecar]], authorities: Authorities) -> Tables | None:
    """The tables of annotated documents as they were without what sidecars say that single phrases mean."""
    if not any(sidecar.links for _, sidecar in texts):
        return None
    layers = layers_of(authorities)
    documents = [read_document(source, replace(sidecar, links=()), layers) for source, sidecar in texts]
    return assemble(documents, authorities)


def changed(path: Path) -> FaultsFound:
    """The fault of a text that is no longer what was read."""
    problem, remedy = "The file was changed while the build went on.", "Build again."
    return FaultsFound([Fault(str(path), "", "input-unreadable", problem, remedy)])
