"""Inputs: which files of a folder are texts, sidecars and authority files, and what stands in them.

Two arrangements are known. A project keeps texts in `raw/` and what curators decided in `curated/`. Any other
folder holds texts (`*.txt`), with or without a sidecar of the same name beside each (`*.yaml`). In both a folder
`gold/` may hold a reader's annotation.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from .authorities import Authorities, read_heads, read_instruments, read_states
from .entity_authority import read_adjectives, read_bodies, read_entities
from .faults import Fault, FaultsFound, quote
from .filenames import check_names
from .gold import Gold, read_gold
from .layers.forces import read_forces
from .metadata import default_metadata, read_metadata
from .model import Metadata, Source
from .places import CURATED, RAW
from .sidecars import Sidecar, read_sidecar
from .source import AROUND, LARGEST_CURATED, is_folder, read_bytes, read_source
from .texts import slug
from .yamlfile import nearest

T = TypeVar("T")

#: The files that say what names mean; of some there is only the project's.
AUTHORITY_FILES = (
    "heads.csv", "bodies.csv", "forces.csv", "states.csv", "instruments.yaml", "entities.yaml", "adjectives.csv",
)  # fmt: skip
PROJECTS_OWN = frozenset({"heads.csv", "states.csv"})
#: Files beside texts that are no sidecars.
RESERVED = ("dataset.yaml", "instruments.yaml", "entities.yaml")


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


@dataclass(frozen=True)
class Folders:
    """Where the files of a source folder stand."""

    project: bool
    texts: Path
    curated: Path
    sidecars: Path


def folders(source: Path) -> Folders:
    """The folders of a project, or of any other folder of texts; raises FaultsFound where there is no folder."""
    if not is_folder(source):
        kind = "is not a folder" if os.path.lexists(source) else "is not there"
        raise FaultsFound([Fault(str(source), "", "input-missing", f"The folder of texts {kind}.", "Check its name.")])
    if is_folder(source / "raw"):
        return Folders(True, source / "raw", source / "curated", source / "curated" / "documents")
    return Folders(False, source, source, source)


def read_inputs(source: Path) -> Inputs:
    """The inputs in the folder `source`; raises FaultsFound with the faults of every file in it."""
    return gather(source).whole()


def gather(source: Path) -> Gathered:
    """What can be read in the folder `source`, and the faults of every file in it.

    Raises FaultsFound only where there is no folder, or where its files cannot be listed.
    """
    at = folders(source)
    faults: list[Fault] = []
    texts = _texts(at, source, faults)
    documents = None if faults else {text.document_id for text, _ in texts}
    metadata = _collect(faults, lambda: _metadata(at.curated, source))
    authorities = _collect(faults, lambda: read_authorities(at.curated, source))
    if authorities and documents is not None:
        faults += _dangling_documents(authorities, at.curated, documents)
    folder = source / "gold"
    gold = _collect(faults, lambda: read_gold(folder, source)) if os.path.lexists(folder) else None
    datasheet, prose = at.curated / "datasheet.md", None
    if at.project and os.path.lexists(datasheet):
        prose = _collect(faults, lambda: _read_text(datasheet, source))
    return Gathered(metadata, texts, authorities, prose, gold, tuple(faults))


def _texts(at: Folders, source: Path, faults: list[Fault]) -> tuple[tuple[Source, Sidecar], ...]:
    """The texts that nothing is wrong with, each with its sidecar; all that is wrong is added to `faults`.

    What a text says is not looked at where its sidecar is at fault: that may give the encoding.
    """
    paths = text_files(at.texts)
    if not paths:
        faults.append(Fault(str(at.texts), "", "input-missing", "The folder holds no text (*.txt).", "Put one there."))
    sidecars, broken = _sidecars(at.sidecars, source, faults)
    named = {path.name for path in paths}
    faults += [_orphan(sidecars[name], name, named, at) for name in sorted(set(sidecars) - named)]
    faults += _other_endings(at.sidecars, named)
    wrong_names = check_names(paths)
    faults += wrong_names.values()
    # A sidecar at fault that is named after no text may be for any of those without one.
    is_doubtful = bool(broken - named)
    texts = []
    for path in paths:
        sidecar = sidecars.get(path.name)
        if path.name in broken or (sidecar is None and is_doubtful):
            _collect(faults, partial(read_bytes, path, str(path), source))
            continue
        text = _collect(faults, partial(_read_text_of, path, sidecar or Sidecar(), source))
        if text and path not in wrong_names:
            texts.append((text, sidecar or Sidecar()))
    faults += _same_identifiers(texts, at.texts)
    return tuple(texts)


def _read_text_of(path: Path, sidecar: Sidecar, source: Path) -> Source:
    stem = slug(path.stem)
    document_id = sidecar.document_id or stem or "text"
    text = read_source(path, str(path), document_id, f"{RAW}/{path.name}", sidecar.encoding, source)
    return text if sidecar.document_id or stem else replace(text, document_id=f"text-{text.sha256[:8]}")


def text_files(folder: Path) -> list[Path]:
    """The texts in a folder, by name; raises FaultsFound where it cannot be read."""
    return [path for path in _listed(folder) if path.suffix.lower() == ".txt" and not path.name.startswith(".")]


def _listed(folder: Path) -> list[Path]:
    """What stands in a folder, by name; raises FaultsFound where it cannot be read."""
    try:
        return sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError as error:
        problem = f"The folder cannot be read: {error.strerror}."
        raise FaultsFound([Fault(str(folder), "", "input-unreadable", problem, "Check its permissions.")]) from None


def read_sidecars(folder: Path, source: Path, faults: list[Fault]) -> dict[str, Sidecar]:
    """Sidecars by the name of the text that each is for; what is wrong with them is added to `faults`."""
    return _sidecars(folder, source, faults)[0]


def _sidecars(folder: Path, source: Path, faults: list[Fault]) -> tuple[dict[str, Sidecar], set[str]]:
    """Sidecars by the name of their text, and the names of the texts that those with a fault are probably for."""
    sidecars: dict[str, Sidecar] = {}
    broken: set[str] = set()
    listed = _collect(faults, lambda: _listed(folder)) if os.path.lexists(folder) else []
    for path in listed or []:
        if path.suffix != ".yaml" or path.name in RESERVED:
            continue
        sidecar = _collect(faults, partial(_read_sidecar, path, source))
        if sidecar is None:
            broken.add(f"{path.stem}.txt")
            continue
        name = sidecar.source_file or f"{path.stem}.txt"
        if name in sidecars:
            problem = f"{quote(name)} has a sidecar already: {sidecars[name].file}."
            faults.append(Fault(str(path), "", "identifier-clash", problem, "Keep one of the two."))
        sidecars[name] = sidecar
    return sidecars, broken


def _read_sidecar(path: Path, source: Path) -> Sidecar:
    return read_sidecar(_read_text(path, source), str(path))


def _orphan(sidecar: Sidecar, name: str, texts: Collection[str], at: Folders) -> Fault:
    """The fault of a sidecar for a text that is not there."""
    problem = f"The sidecar is for {quote(name)}, which is not in {at.texts}."
    file = Path(sidecar.file).name
    reserved = None if sidecar.source_file or file in RESERVED else nearest(file, RESERVED)
    meant = nearest(name, texts)
    remedy = "Correct its 'source_file', or remove it."
    if meant or reserved:
        remedy = f"Did you mean {quote(meant or reserved)}? {remedy}"
    return Fault(sidecar.file, "", "reference", problem, remedy, name)


def _other_endings(folder: Path, texts: Collection[str]) -> list[Fault]:
    """A file beside the sidecars, named as one for a text but with another ending, would be overlooked."""
    stems = {Path(name).stem for name in texts}
    return [
        Fault(str(path), "", "file-name", "This looks like a sidecar, but only files in .yaml are read.",
              f"Rename it {quote(f'{path.stem}.yaml')}.", path.name)
        for path in (_listed(folder) if is_folder(folder) else [])
        if path.suffix.lower() in (".yml", ".yaml") and path.suffix != ".yaml" and path.stem in stems
    ]  # fmt: skip


def _same_identifiers(texts: Sequence[tuple[Source, Sidecar]], folder: Path) -> list[Fault]:
    faults = []
    seen: dict[str, Source] = {}
    for text, _ in texts:
        other = seen.setdefault(text.document_id, text)
        if other is not text:
            problem = f"The identifier {quote(text.document_id)} is that of {Path(other.path).name} too."
            remedy = "Give one of them a sidecar with another 'document_id'."
            file = str(folder / Path(text.path).name)
            faults.append(Fault(file, "", "identifier-clash", problem, remedy, text.document_id))
    return faults


def _metadata(curated: Path, source: Path) -> Metadata:
    path = curated / "dataset.yaml"
    if not os.path.lexists(path):
        return default_metadata(source.resolve().name)
    return read_metadata(_read_text(path, source), str(path))


def read_authorities(curated: Path, inside: Path | None = None) -> Authorities:
    """The authority files: those of a folder where it has any, else those of the project.

    States and heads are always the project's. Raises FaultsFound with the faults of all files; what names a state or
    an entity is not read where the states or entities are at fault.
    """
    faults: list[Fault] = []
    files = []
    for name in AUTHORITY_FILES:
        own = name not in PROJECTS_OWN and os.path.lexists(curated / name)
        path = curated / name if own else CURATED / name
        text = _collect(faults, partial(_read_text, path, inside if own else None))
        files.append((name, AuthorityFile(str(path), text)))
    # The project's adjectives may be of entities that a folder's own file leaves out.
    strict = os.path.lexists(curated / "adjectives.csv") or not os.path.lexists(curated / "entities.yaml")
    authorities, found = _authorities(tuple(files), bool(strict))
    faults += found
    if authorities is None or faults:
        raise FaultsFound(faults)
    return authorities


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
        return None if text is None else _collect(faults, lambda: make(text, file.shown))

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


def _dangling_documents(authorities: Authorities, curated: Path, documents: Collection[str]) -> list[Fault]:
    """Records of a folder's own instruments that name a document which is not there; the project's may."""
    path = curated / "instruments.yaml"
    if not os.path.lexists(path):
        return []
    return [
        Fault(str(path), f"line {record.line}", "reference",
              f"The document {quote(record.document_id)} of {record.id} is not there.",
              "Correct the identifier, or remove 'document_id'.", record.document_id)
        for record in authorities.instruments
        if record.document_id and record.document_id not in documents
    ]  # fmt: skip


def _read_text(path: Path, inside: Path | None = None) -> str:
    """The text of a curated file, which lies inside a folder where one is given."""
    raw = read_bytes(path, str(path), inside, LARGEST_CURATED)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = f"line {raw.count(10, 0, error.start) + 1}, byte {error.start}"
        near = raw[max(0, error.start - AROUND) : error.start + AROUND].decode("ascii", "backslashreplace")
        problem = "The file is not UTF-8."
        raise FaultsFound([Fault(str(path), place, "undecodable", problem, "Save it as UTF-8.", near)]) from None


def _collect(faults: list[Fault], read: Callable[[], T]) -> T | None:
    """The value of `read`, or None with its faults added to the others."""
    try:
        return read()
    except FaultsFound as found:
        faults += found.faults
        return None
