"""The texts of a folder by name, each with its sidecar: what a build will read, before it reads it.

Only names and what connects texts with sidecars is looked at here, so that a folder of any size can be gone through
document by document afterwards, in any order and in several processes.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path, PurePath

from .faults import Fault, FaultsFound, collect, quote
from .filenames import check_names
from .model import Source
from .places import RAW
from .sidecars import Sidecar, read_sidecar
from .source import LARGEST_CURATED, is_folder, read_bytes, read_source, read_text
from .texts import slug
from .yamlfile import nearest

#: Files beside texts that are no sidecars.
RESERVED = ("dataset.yaml", "instruments.yaml", "entities.yaml")


@dataclass(frozen=True)
class Folders:
    """Where the files of a source folder stand."""

    project: bool
    texts: Path
    curated: Path
    sidecars: Path


@dataclass(frozen=True, slots=True)
class Entry:
    """A text by its name, its size in bytes, and its sidecar: read already, or the name of a file still to be read.

    `doubtful` is true where a sidecar that cannot be read may be for it: then what the text says is not looked at.
    `fault` is what is wrong with its name.
    """

    name: str
    size: int
    sidecar: Sidecar | str | None = None
    doubtful: bool = False
    fault: Fault | None = None


def folders(source: Path) -> Folders:
    """The folders of a project, or of any other folder of texts; raises FaultsFound where there is no folder."""
    if not is_folder(source):
        kind = "is not a folder" if os.path.lexists(source) else "is not there"
        raise FaultsFound([Fault(str(source), "", "input-missing", f"The folder of texts {kind}.", "Check its name.")])
    if is_folder(source / "raw"):
        return Folders(True, source / "raw", source / "curated", source / "curated" / "documents")
    return Folders(False, source, source, source)


def entries(at: Folders, source: Path, faults: list[Fault]) -> list[Entry]:
    """The texts of the folder `source`, by name; what is wrong beside single texts is added to `faults`.

    Raises FaultsFound where the folder cannot be listed.
    """
    names = text_files(at.texts)
    if not names:
        faults.append(Fault(str(at.texts), "", "input-missing", "The folder holds no text (*.txt).", "Put one there."))
    named = set(names)
    sidecars, waiting, broken = _sidecars(at.sidecars, source, faults, named)
    faults += [_orphan(sidecars[name], name, named, at) for name in sorted(set(sidecars) - named)]
    faults += _other_endings(at.sidecars, named)
    wrong_names = check_names(at.texts, names)
    # A sidecar at fault that is named after no text may be for any of those without one.
    is_doubtful = bool(broken - named)
    found = []
    for name in names:
        sidecar = sidecars.get(name) or waiting.get(name)
        doubtful = name in broken or (sidecar is None and is_doubtful)
        found.append(Entry(name, _size(at.texts / name), sidecar, doubtful, wrong_names.get(name)))
    return found


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except (OSError, ValueError):  # what is wrong with it is said where it is read
        return 0


def read_entry(entry: Entry, at: Folders, source: Path, faults: list[Fault]) -> tuple[Source, Sidecar] | None:
    """The text of an entry and its sidecar; None where something is wrong with one of them, which `faults` then says.

    What a text says is not looked at where its sidecar is at fault: that may give the encoding.
    """
    path, before = at.texts / entry.name, len(faults)
    sidecar = entry.sidecar
    if isinstance(sidecar, str):
        sidecar = collect(faults, partial(_read_sidecar, at.sidecars / sidecar, source))
    if entry.fault:
        faults.append(entry.fault)
    if entry.doubtful or (sidecar is None and entry.sidecar is not None):
        collect(faults, partial(read_bytes, path, str(path), source))
        return None
    given = sidecar or Sidecar()
    text = collect(faults, partial(_read_text_of, path, given, source))
    return (text, given) if text and len(faults) == before else None


def _read_text_of(path: Path, sidecar: Sidecar, source: Path) -> Source:
    stem = slug(path.stem)
    document_id = sidecar.document_id or stem or "text"
    text = read_source(path, str(path), document_id, f"{RAW}/{path.name}", sidecar.encoding, source)
    return text if sidecar.document_id or stem else replace(text, document_id=f"text-{text.sha256[:8]}")


def text_files(folder: Path) -> list[str]:
    """The names of the texts in a folder, in order; raises FaultsFound where it cannot be read."""
    return [name for name in _listed(folder) if name.lower().endswith(".txt") and not name.startswith(".")]


def _listed(folder: Path) -> list[str]:
    """The names of what stands in a folder, in order; raises FaultsFound where it cannot be read."""
    try:
        return sorted(path.name for path in folder.iterdir())
    except OSError as error:
        problem = f"The folder cannot be read: {error.strerror}."
        raise FaultsFound([Fault(str(folder), "", "input-unreadable", problem, "Check its permissions.")]) from None


def read_sidecars(folder: Path, source: Path, faults: list[Fault]) -> dict[str, Sidecar]:
    """Sidecars by the name of the text that each is for; what is wrong with them is added to `faults`."""
    return _sidecars(folder, source, faults, ())[0]


def _sidecars(
    folder: Path, source: Path, faults: list[Fault], texts: Collection[str]
) -> tuple[dict[str, Sidecar], dict[str, str], set[str]]:
    """Sidecars by the name of their text; the names of those that can wait until their text is read; and the names of
    the texts that those with a fault are probably for.

    One waits that stands beside one of `texts` under its name and does not say which text it is for.
    """
    sidecars: dict[str, Sidecar] = {}
    broken: set[str] = set()
    listed = collect(faults, lambda: _listed(folder)) if os.path.lexists(folder) else []
    paths = [folder / name for name in listed or [] if _is_sidecar(name)]
    waiting = {f"{path.stem}.txt": path.name for path in paths if f"{path.stem}.txt" in texts and _can_wait(path)}
    at_once = [path for path in paths if f"{path.stem}.txt" not in waiting]
    read = {path: collect(faults, partial(_read_sidecar, path, source)) for path in at_once}
    for sidecar in read.values():
        if sidecar and sidecar.source_file in waiting:  # a text with two sidecars
            path = folder / waiting.pop(sidecar.source_file)
            read = {**read, path: collect(faults, partial(_read_sidecar, path, source))}
    for path, one in sorted(read.items(), key=lambda item: item[0].name):
        if one is None:
            broken.add(f"{path.stem}.txt")
            continue
        name = one.source_file or f"{path.stem}.txt"
        if name in sidecars:
            problem = f"{quote(name)} has a sidecar already: {sidecars[name].file}."
            faults.append(Fault(str(path), "", "identifier-clash", problem, "Keep one of the two."))
        sidecars[name] = one
    return sidecars, waiting, broken


def _is_sidecar(name: str) -> bool:
    return name not in RESERVED and PurePath(name).suffix == ".yaml"


def _can_wait(path: Path) -> bool:
    try:
        return b"source_file" not in read_bytes(path, str(path), None, LARGEST_CURATED)
    except FaultsFound:
        return False


def _read_sidecar(path: Path, source: Path) -> Sidecar:
    return read_sidecar(read_text(path, source), str(path))


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
    names = _listed(folder) if is_folder(folder) else []
    others = [folder / name for name in names if name.lower().endswith((".yml", ".yaml")) and name[-5:] != ".yaml"]
    stems = {Path(name).stem for name in texts} if others else set()
    return [
        Fault(str(path), "", "file-name", "This looks like a sidecar, but only files in .yaml are read.",
              f"Rename it {quote(f'{path.stem}.yaml')}.", path.name)
        for path in others
        if path.stem in stems
    ]  # fmt: skip


def same_identifiers(named: Iterable[tuple[str, str]], folder: Path) -> list[Fault]:
    """The faults of texts (identifier and name of each, by name) that share an identifier."""
    faults = []
    seen: dict[str, str] = {}
    for document_id, name in named:
        other = seen.setdefault(document_id, name)
        if other != name:
            problem = f"The identifier {quote(document_id)} is that of {other} too."
            remedy = "Give one of them a sidecar with another 'document_id'."
            faults.append(Fault(str(folder / name), "", "identifier-clash", problem, remedy, document_id))
    return faults
