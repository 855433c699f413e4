"""A batch of documents: from texts and sidecars to a pack. Pure but for reading its inputs and writing the pack.

The unit of work that processes and machines share: what comes out depends on each document, the authority files and
the code alone, not on which documents are in the batch or who reads it.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path
from unicodedata import unidata_version

from .authorities import Authorities
from .corpus import assemble, order
from .document import Document, read_document
from .entries import Entry, Folders, read_entry
from .faults import Fault, FaultsFound
from .files import Files
from .inputs import authorities_digest, read_authorities
from .layers import Layers, layers_of
from .model import Source
from .packs import Sizes, pack
from .places import CURATED, HOME, SCHEMAS
from .source import read_bytes

#: The most documents and bytes of text in a batch. Memory grows with these, not with the corpus.
BATCH_DOCUMENTS, BATCH_BYTES = 256, 1_000_000
#: Libraries whose releases can change what is read of a text.
_LIBRARIES = ("ahocorasick_rs", "charset-normalizer", "sentencex", "pyyaml")


@dataclass(frozen=True)
class Work:
    """What the batches of a build have in common: where inputs stand, what they are read by, where packs go.

    `fingerprint` stands for the code, the schemas and the authority files. `packs` is a folder or an address that
    fsspec knows; None where the pack is given back. Where `check` is false, rows are checked later.
    """

    source: Path
    at: Folders
    fingerprint: str
    packs: str | None
    check: bool = True


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one text: `document_id`, `order` and `sizes` where it was read, else `faults`.

    `key` stands for everything that it was read from; None where it could not be read at all. `order` is what the
    documents of a corpus are sorted by, `digest` the SHA-256 of the text.
    """

    name: str
    key: str | None
    document_id: str | None = None
    order: str | None = None
    digest: str | None = None
    sizes: Sizes | None = None
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Packed:
    """A pack by its name (and its bytes where it was to be given back), and what stands in it, in order.

    `faults` are those of the documents together, which none of them has alone.
    """

    name: str
    outcomes: tuple[Outcome, ...]
    raw: bytes | None = None
    faults: tuple[Fault, ...] = ()


def batches(entries: Iterable[Entry]) -> Iterator[tuple[Entry, ...]]:
    """The entries in batches of at most so many documents and bytes, in order; a longer text is a batch of its own."""
    batch: list[Entry] = []
    size = 0
    for entry in entries:
        if batch and (len(batch) == BATCH_DOCUMENTS or size + entry.size > BATCH_BYTES):
            yield tuple(batch)
            batch, size = [], 0
        batch.append(entry)
        size += entry.size
    if batch:
        yield tuple(batch)


def fingerprint(source: Path, at: Folders) -> str:
    """What stands for the code, the schemas, the authority files and the libraries that documents are read with."""
    return hashlib.sha256(_code() + authorities_digest(at.curated, source)).hexdigest()


@cache
def _code() -> bytes:
    digest = hashlib.sha256()
    files = [*(HOME / "build").rglob("*.py"), *SCHEMAS.rglob("*.json"), CURATED / "states.csv"]
    for path in sorted(files):
        digest.update(path.relative_to(HOME).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    digest.update(f"{unidata_version}\0".encode())
    for library in _LIBRARIES:
        digest.update(f"{library} {version(library)}\0".encode())
    return digest.digest()


def release() -> str:
    """What stands for everything that rows and files are made with on a machine, but for what a folder of texts has."""
    python = ".".join(map(str, sys.version_info[:2]))
    return hashlib.sha256(_code() + f"{python} {version('pyarrow')}".encode()).hexdigest()


def entry_key(entry: Entry, work: Work) -> str | None:
    """What stands for all that the rows of a text follow from; None where the text or its sidecar cannot be read."""
    digest = hashlib.sha256(work.fingerprint.encode())
    sidecar = entry.sidecar if isinstance(entry.sidecar, str) or entry.sidecar is None else entry.sidecar.file
    name = Path(sidecar).name if sidecar else None
    digest.update(json.dumps([entry.name, name, entry.doubtful, str(entry.fault)]).encode())
    paths = [work.at.texts / entry.name, *([work.at.sidecars / name] if name else [])]
    try:
        for path in paths:  # read as texts are: pipes and devices, which may never end, are not
            digest.update(hashlib.sha256(read_bytes(path, str(path), work.source)).digest())
    except FaultsFound:
        return None
    return digest.hexdigest()


def read_batch(work: Work, batch: Sequence[Entry]) -> Packed:
    """Read the texts of a batch, check their rows, and write the pack."""
    authorities = _authorities(work)
    layers = layers_of(authorities)
    read: list[tuple[Outcome, Document | None, Source | None]] = []
    for entry in batch:
        read.append(_read(entry, work, layers))
    whole = [(document, source) for _, document, source in read if document and source]
    faults = _check(whole, authorities) if work.check else ()
    if faults:
        read = [_checked(*one, authorities) for one in read]
        if any(document is None for _, document, _ in read):
            faults = ()
    outcomes, parts = [], []
    for outcome, document, _ in read:
        if document is None:
            outcomes.append(outcome)
            continue
        raw, sizes = pack(document)
        row = document.tables["documents"][0]
        outcomes.append(replace(outcome, order=order(row)[0], sizes=sizes))
        parts.append(raw)
    raw = b"".join(parts)
    name = hashlib.sha256("\n".join(f"{one.name} {one.key}" for one in outcomes).encode()).hexdigest()[:32] + ".pack"
    if work.packs is None:
        return Packed(name, tuple(outcomes), raw, faults)
    Files(work.packs).write(name, raw)
    return Packed(name, tuple(outcomes), None, faults)


def printable(name: str) -> str:
    """The name of a file, bytes in it that are no UTF-8 as escapes."""
    return name.encode("utf-8", "backslashreplace").decode()


def _read(entry: Entry, work: Work, layers: Layers) -> tuple[Outcome, Document | None, Source | None]:
    faults: list[Fault] = []
    key = entry_key(entry, work)
    text = read_entry(entry, work.at, work.source, faults)
    if text is None:
        return Outcome(printable(entry.name), key, faults=tuple(faults)), None, None
    source, sidecar = text
    document = read_document(source, sidecar, layers)
    if document.faults:
        return Outcome(entry.name, key, source.document_id, faults=tuple(document.faults)), None, None
    return Outcome(entry.name, key, source.document_id, digest=source.sha256), document, source


def _check(read: Sequence[tuple[Document, Source]], authorities: Authorities) -> tuple[Fault, ...]:
    """Every rule of schemas and data model over the documents, as if they were a corpus of their own."""
    from .checks import check_tables

    # Documents of one identifier are a fault that is told of elsewhere.
    once = {source.document_id: (document, source) for document, source in read}
    tables = assemble([document for document, _ in once.values()], authorities)
    return tuple(check_tables(tables, [source for _, source in once.values()]))


def _checked(
    outcome: Outcome, document: Document | None, source: Source | None, authorities: Authorities
) -> tuple[Outcome, Document | None, Source | None]:
    """The document, or its faults where it breaks a rule by itself."""
    if document is None or source is None:
        return outcome, None, None
    faults = _check([(document, source)], authorities)
    if not faults:
        return outcome, document, source
    return replace(outcome, faults=faults), None, None


@lru_cache(maxsize=2)
def _cached_authorities(source: Path, at: Folders, wanted: str) -> Authorities:
    if fingerprint(source, at) != wanted:
        problem = "The authority files that a worker reads are not those that the build began with."
        remedy = "See that nobody changes them, and that workers read the same folder; then build again."
        raise FaultsFound([Fault(str(at.curated), "", "workers", problem, remedy)])
    return read_authorities(at.curated, source)


def _authorities(work: Work) -> Authorities:
    """The authority files, read once a process. Raises FaultsFound where code or files are others than the work's."""
    return _cached_authorities(work.source, work.at, work.fingerprint)
