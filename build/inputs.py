"""Inputs: which files of a folder are texts, sidecars and authority files, and what stands in them.

Two arrangements are known. A project keeps texts in `raw/` and what curators decided in `curated/`. Any other
folder holds texts (`*.txt`), with or without a sidecar of the same name beside each (`*.yaml`). In both a folder
`gold/` may hold a reader's annotation.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from .authorities import Authorities, read_heads, read_instruments, read_states
from .entity_authority import read_adjectives, read_bodies, read_entities
from .faults import Fault, FaultsFound
from .gold import Gold, read_gold
from .layers.forces import read_forces
from .metadata import default_metadata, read_metadata
from .model import Metadata, Source
from .places import CURATED, RAW
from .sidecars import Sidecar, read_sidecar
from .source import read_bytes, read_source
from .texts import slug

T = TypeVar("T")

#: Files beside texts that are no sidecars.
RESERVED = ("dataset.yaml", "instruments.yaml", "entities.yaml")


@dataclass(frozen=True)
class Inputs:
    """Everything that a build starts from."""

    metadata: Metadata
    texts: tuple[tuple[Source, Sidecar], ...]
    authorities: Authorities
    datasheet: str | None
    gold: Gold | None


@dataclass(frozen=True)
class Folders:
    """Where the files of a source folder stand."""

    project: bool
    texts: Path
    curated: Path
    sidecars: Path


def folders(source: Path) -> Folders:
    """The folders of a project, or of any other folder of texts; raises FaultsFound where there is no folder."""
    if not source.is_dir():
        kind = "is not a folder" if source.exists() else "is not there"
        raise FaultsFound([Fault(str(source), "", "input-missing", f"The folder of texts {kind}.", "Check its name.")])
    if (source / "raw").is_dir():
        return Folders(True, source / "raw", source / "curated", source / "curated" / "documents")
    return Folders(False, source, source, source)


def read_inputs(source: Path) -> Inputs:
    """The inputs in the folder `source`; raises FaultsFound with the faults of every file in it."""
    at = folders(source)
    faults: list[Fault] = []
    project, texts_in, curated = at.project, at.texts, at.curated
    sidecars = read_sidecars(at.sidecars, faults)
    paths = text_files(texts_in)
    if not paths:
        faults.append(Fault(str(texts_in), "", "input-missing", "The folder holds no text (*.txt).", "Put one there."))
    for name in sorted(set(sidecars) - {path.name for path in paths}):
        sidecar = sidecars[name]
        problem = f"The sidecar is for {name!r}, which is not in {texts_in}."
        faults.append(Fault(sidecar.file, "", "reference", problem, "Correct its 'source_file', or remove it."))
    texts = []
    for path in paths:
        sidecar = sidecars.get(path.name, Sidecar())
        stem = slug(path.stem)
        document_id = sidecar.document_id or stem or "text"
        text = _collect(
            faults,
            partial(read_source, path, str(path), document_id, f"{RAW}/{path.name}", sidecar.encoding),
        )
        if text:
            if not sidecar.document_id and not stem:
                text = replace(text, document_id=f"text-{text.sha256[:8]}")
            texts.append((text, sidecar))
    faults += _same_identifiers(texts, texts_in)
    metadata = _collect(faults, lambda: _metadata(curated, source))
    authorities = _collect(faults, lambda: read_authorities(curated))
    gold = _collect(faults, lambda: read_gold(source / "gold")) if (source / "gold").is_dir() else None
    if faults or metadata is None or authorities is None:
        raise FaultsFound(faults)
    datasheet = curated / "datasheet.md"
    prose = _read_text(datasheet) if project and datasheet.is_file() else None
    return Inputs(metadata, tuple(texts), authorities, prose, gold)


def text_files(folder: Path) -> list[Path]:
    """The texts in a folder, by name; raises FaultsFound where it cannot be read."""
    try:
        return sorted(
            (path for path in folder.iterdir() if path.suffix.lower() == ".txt" and not path.name.startswith(".")),
            key=lambda path: path.name,
        )
    except OSError as error:
        problem = f"The folder cannot be read: {error.strerror}."
        raise FaultsFound([Fault(str(folder), "", "input-unreadable", problem, "Check its permissions.")]) from None


def read_sidecars(folder: Path, faults: list[Fault]) -> dict[str, Sidecar]:
    """Sidecars by the name of the text that each is for; what is wrong with them is added to `faults`."""
    sidecars: dict[str, Sidecar] = {}
    for path in sorted(folder.glob("*.yaml")) if folder.is_dir() else []:
        if path.name in RESERVED:
            continue
        sidecar = _collect(faults, partial(_read_sidecar, path))
        if sidecar is None:
            continue
        name = sidecar.source_file or f"{path.stem}.txt"
        if name in sidecars:
            problem = f"{name!r} has a sidecar already: {sidecars[name].file}."
            faults.append(Fault(str(path), "", "identifier-clash", problem, "Keep one of the two."))
        sidecars[name] = sidecar
    return sidecars


def _read_sidecar(path: Path) -> Sidecar:
    return read_sidecar(_read_text(path), str(path))


def _same_identifiers(texts: Sequence[tuple[Source, Sidecar]], folder: Path) -> list[Fault]:
    faults = []
    seen: dict[str, Source] = {}
    for text, _ in texts:
        other = seen.setdefault(text.document_id, text)
        if other is not text:
            problem = f"The identifier {text.document_id!r} is that of {Path(other.path).name} too."
            remedy = "Give one of them a sidecar with another 'document_id'."
            faults.append(Fault(str(folder / Path(text.path).name), "", "identifier-clash", problem, remedy))
    return faults


def _metadata(curated: Path, source: Path) -> Metadata:
    path = curated / "dataset.yaml"
    return read_metadata(_read_text(path), str(path)) if path.is_file() else default_metadata(source.resolve().name)


def read_authorities(curated: Path) -> Authorities:
    """The authority files: those of a folder where it has any, else those of the project."""

    def own(name: str) -> tuple[str, str]:
        """The text of an authority file and its name for messages."""
        path = curated / name if (curated / name).is_file() else CURATED / name
        return _read_text(path), str(path)

    states = read_states(_read_text(CURATED / "states.csv"))
    entities = read_entities(*own("entities.yaml"))
    return Authorities(
        states=states,
        heads=read_heads(_read_text(CURATED / "heads.csv")),
        instruments=read_instruments(*own("instruments.yaml")),
        entities=entities,
        adjectives=read_adjectives(*own("adjectives.csv"), states, entities),
        bodies=read_bodies(*own("bodies.csv")),
        forces=read_forces(own("forces.csv")[0]),
    )


def _read_text(path: Path) -> str:
    raw = read_bytes(path, str(path))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problem = "The file is not UTF-8."
        raise FaultsFound(
            [Fault(str(path), f"byte {error.start}", "undecodable", problem, "Save it as UTF-8.")]
        ) from None


def _collect(faults: list[Fault], read: Callable[[], T]) -> T | None:
    """The value of `read`, or None with its faults added to the others."""
    try:
        return read()
    except FaultsFound as found:
        faults += found.faults
        return None
