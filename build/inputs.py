"""Inputs: which files of a folder are texts, sidecars and authority files, and what stands in them.

Two arrangements are known. A project keeps texts in `raw/` and what curators decided in `curated/`. Any other
folder holds texts (`*.txt`), with or without a sidecar of the same name beside each (`*.yaml`). In both a folder
`gold/` may hold a reader's annotation.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple, TypeVar

from .authorities import Authorities, read_heads, read_instruments, read_states
from .entity_authority import read_adjectives, read_bodies, read_entities
from .entries import Entry, Folders, entries, folders, read_entry, same_identifiers
from .faults import Fault, FaultsFound, collect, quote
from .gold import Gold, read_gold
from .layers.forces import read_forces
from .metadata import default_metadata, read_metadata
from .model import Metadata, Source
from .places import CURATED
from .sidecars import Sidecar
from .source import read_text

T = TypeVar("T")

#: The files that say what names mean; of some there is only the project's.
AUTHORITY_FILES = (
    "heads.csv", "bodies.csv", "forces.csv", "states.csv", "instruments.yaml", "entities.yaml", "adjectives.csv",
)  # fmt: skip
PROJECTS_OWN = frozenset({"heads.csv", "states.csv"})


class AuthorityFile(NamedTuple):
    """A file as messages name it, and its text; None where that cannot be read."""

    shown: str
    text: str | None


@dataclass(frozen=True)
class Inputs:
    """Everything that a build starts from."""

    metadata: Metadata
    texts: tuple[tuple[Source, Sidecar], ...]
    authorities: Authorities
    datasheet: str | None
    gold: Gold | None


@dataclass(frozen=True)
class Gathered:
    """What could be read of the inputs, and everything that is wrong with them.

    `texts` are those that nothing is wrong with. What is None was not there or could not be read.
    """

    metadata: Metadata | None
    texts: tuple[tuple[Source, Sidecar], ...]
    authorities: Authorities | None
    datasheet: str | None
    gold: Gold | None
    faults: tuple[Fault, ...]

    def whole(self) -> Inputs:
        """The inputs, where nothing is wrong with them; else raises FaultsFound."""
        if self.faults or self.metadata is None or self.authorities is None:
            raise FaultsFound(self.faults)
        return Inputs(self.metadata, self.texts, self.authorities, self.datasheet, self.gold)


def read_inputs(source: Path) -> Inputs:
    """The inputs in the folder `source`; raises FaultsFound with the faults of every file in it."""
    return gather(source).whole()


def gather(source: Path) -> Gathered:
    """What can be read in the folder `source`, and the faults of every file in it, all texts in memory.

    Raises FaultsFound only where there is no folder, or where its files cannot be listed.
    """
    found = survey(source)
    faults = list(found.faults)
    read = [read_entry(entry, found.at, source, faults) for entry in found.entries]
    texts = [one for one in read if one is not None]
    faults += same_identifiers([(text.document_id, Path(text.path).name) for text, _ in texts], found.at.texts)
    if found.authorities and len(texts) == len(read):
        faults += dangling_documents(
            found.authorities, found.at.curated, {text.document_id for text, _ in texts}.__contains__
        )
    return Gathered(found.metadata, tuple(texts), found.authorities, found.datasheet, found.gold, tuple(faults))


@dataclass(frozen=True)
class Survey:
    """What a build starts from, the texts by name alone; what is None was not there or could not be read.

    `faults` are those of everything but single texts and their sidecars.
    """

    source: Path
    at: Folders
    entries: Sequence[Entry]
    metadata: Metadata | None
    authorities: Authorities | None
    datasheet: str | None
    gold: Gold | None
    faults: tuple[Fault, ...]


def survey(source: Path) -> Survey:
    """What stands in the folder `source`, before any text is read.

    Raises FaultsFound only where there is no folder, or where its files cannot be listed.
    """
    at = folders(source)
    faults: list[Fault] = []
    texts = entries(at, source, faults)
    metadata = collect(faults, lambda: _metadata(at.curated, source))
    authorities = collect(faults, lambda: read_authorities(at.curated, source))
    folder = source / "gold"
    gold = collect(faults, lambda: read_gold(folder, source)) if os.path.lexists(folder) else None
    datasheet, prose = at.curated / "datasheet.md", None
    if at.project and os.path.lexists(datasheet):
        prose = collect(faults, lambda: read_text(datasheet, source))
    return Survey(source, at, texts, metadata, authorities, prose, gold, tuple(faults))


def _metadata(curated: Path, source: Path) -> Metadata:
    path = curated / "dataset.yaml"
    if not os.path.lexists(path):
        return default_metadata(source.resolve().name)
    return read_metadata(read_text(path, source), str(path))


def read_authorities(curated: Path, inside: Path | None = None) -> Authorities:
    """The authority files: those of a folder where it has any, else those of the project.

    States and heads are always the project's. Raises FaultsFound with the faults of all files; what names a state or
    an entity is not read where the states or entities are at fault.
    """
    faults: list[Fault] = []
    files = _authority_files(curated, inside, faults)
    # The project's adjectives may be of entities that a folder's own file leaves out.
    strict = os.path.lexists(curated / "adjectives.csv") or not os.path.lexists(curated / "entities.yaml")
    authorities, found = _authorities(files, bool(strict))
    faults += found
    if authorities is None or faults:
        raise FaultsFound(faults)
    return authorities


def _authority_files(curated: Path, inside: Path | None, faults: list[Fault]) -> tuple[tuple[str, AuthorityFile], ...]:
    """The authority files by name; what is wrong with reading them is added to `faults`."""
    files = []
    for name in AUTHORITY_FILES:
        own = name not in PROJECTS_OWN and os.path.lexists(curated / name)
        path = curated / name if own else CURATED / name
        text = collect(faults, partial(read_text, path, inside if own else None))
        files.append((name, AuthorityFile(str(path), text)))
    return tuple(files)


def authorities_digest(curated: Path, inside: Path | None = None) -> bytes:
    """The SHA-256 of what the authority files say, wherever they stand."""
    digest = sha256()
    for name, file in _authority_files(curated, inside, []):
        digest.update(f"{name}\0{file.text}\0".encode("utf-8", "surrogatepass"))
    return digest.digest()


@lru_cache(maxsize=2)
def _authorities(
    files: tuple[tuple[str, AuthorityFile], ...], strict: bool
) -> tuple[Authorities | None, tuple[Fault, ...]]:
    """What authority files say, and their faults. They are large and seldom change between the builds of a process."""
    faults: list[Fault] = []
    given = dict(files)

    def read(name: str, make: Callable[[str, str], T]) -> T | None:
        """What `make` gives for the text of an authority file and its name for messages."""
        file = given[name]
        text = file.text
        return None if text is None else collect(faults, lambda: make(text, file.shown))

    heads = read("heads.csv", read_heads)
    bodies, forces = read("bodies.csv", read_bodies), read("forces.csv", read_forces)
    states = read("states.csv", read_states)
    instruments = read("instruments.yaml", partial(read_instruments, states=states))
    entities = read("entities.yaml", partial(read_entities, states=states))
    adjectives = None
    if states is not None and entities is not None:
        adjectives = read("adjectives.csv", lambda text, file: read_adjectives(text, file, states, entities, strict))
    if states is None or heads is None or instruments is None or entities is None:
        return None, tuple(faults)
    if adjectives is None or bodies is None or forces is None:
        return None, tuple(faults)
    return Authorities(states, heads, instruments, entities, adjectives, bodies, forces), tuple(faults)


def dangling_documents(authorities: Authorities, curated: Path, is_document: Callable[[str], bool]) -> list[Fault]:
    """Records of a folder's own instruments that name a document which is not there; the project's may."""
    path = curated / "instruments.yaml"
    if not os.path.lexists(path):
        return []
    return [
        Fault(str(path), f"line {record.line}", "reference",
              f"The document {quote(record.document_id)} of {record.id} is not there.",
              "Correct the identifier, or remove 'document_id'.", record.document_id)
        for record in authorities.instruments
        if record.document_id and not is_document(record.document_id)
    ]  # fmt: skip
