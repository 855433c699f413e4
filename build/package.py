"""The package as files: rendered from a corpus, and written all or nothing.

`render` is pure: paths to bytes. `publish` alone writes a package, by way of `staging`: every new file is written
beside the package and read back before any is swapped in, the descriptor last. Whatever stops it, the package is
then the old one or the new one.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple, cast

from .descriptor import FileFacts, describe, descriptor_bytes
from .faults import Fault, FaultsFound
from .files import Files, measure
from .model import Corpus
from .places import CSV, DESCRIPTOR, PARQUET, RAW, STAGING, VIEWS
from .published import is_inside, read_descriptor, read_tables, shown
from .renderings.csvfile import csv_bytes
from .renderings.parquet import parquet_bytes
from .renderings.sqlite import sqlite_bytes
from .renderings.xlsx import xlsx_bytes
from .schemas import TABLES, schema, view
from .schemas import VIEWS as VIEW_NAMES
from .staging import Content, Received, Staged, leads_out, refusals_as_faults, swap, writing
from .views import view_rows

__all__ = ["Plan", "plan", "publish", "read_descriptor", "read_tables", "recover", "render"]


def render(corpus: Corpus, extra: Mapping[str, bytes]) -> dict[str, bytes]:
    """Every file of a package: path in the package, with slashes, to content; `datapackage.json` is the last.

    `extra` are files that are not made from the tables alone, such as the codebook; they are listed in the
    descriptor too.
    """
    metadata, tables = corpus.metadata, corpus.tables
    files: dict[str, bytes] = {}
    for name in TABLES:
        csv = csv_bytes(schema(name), tables[name])
        files[f"{CSV}/{name}.csv"] = csv
        files[f"{PARQUET}/{name}.parquet"] = parquet_bytes(schema(name), csv, metadata)
    for name in VIEW_NAMES:
        csv = csv_bytes(view(name), view_rows(name, tables))
        files[f"{VIEWS}/{name}.csv"] = csv
        files[f"{VIEWS}/{name}.parquet"] = parquet_bytes(view(name), csv, metadata)
    files[f"data/{metadata.name}.xlsx"] = xlsx_bytes(tables, metadata)
    files[f"data/{metadata.name}.sqlite"] = sqlite_bytes(tables, metadata)
    files.update((source.path, source.raw) for source in corpus.sources)
    twice = files.keys() & {*extra, DESCRIPTOR}
    if twice:
        raise ValueError(f"two files of one path: {sorted(twice)}")
    files.update(extra)
    facts = {path: measured(content) for path, content in files.items()}
    files[DESCRIPTOR] = descriptor_bytes(describe(metadata, corpus.sources, facts))
    return files


def measured(content: bytes) -> FileFacts:
    """Size and SHA-256 of a file's content."""
    return FileFacts(len(content), hashlib.sha256(content).hexdigest())


@dataclass(frozen=True)
class Plan:
    """What publishing would change in a folder: paths to write, the descriptor last, and paths to remove."""

    write: tuple[str, ...]
    remove: tuple[str, ...]


def publish(files: Mapping[str, Content], root: Path, texts: Iterable[Text] = (), locked: bool = False) -> Plan:
    """Make the folder `root` hold this package, all or nothing; what is the same already is not touched.

    `texts` are further files of the package, too many to stand in its descriptor. Where the folder's lock is held by
    the caller (`staging.writing`), it is `locked`.

    Files of an earlier package that this one no longer has are removed where its descriptor lists them as
    generated. Everything else in the folder stays. Returns what was written and removed.

    Raises `FaultsFound` with code `output-unwritable` where the folder cannot be written, where another build
    is writing to it, where it holds a data package of another making, or where a text in `data/raw` would be
    overwritten that no descriptor knows. The folder is then as it was.
    """
    for path in files:
        if not is_inside(path) or path.split("/")[0] == STAGING:
            raise ValueError(f"{path!r} is no path inside a package")
    with nullcontext() if locked else writing(root):
        with refusals_as_faults(root):
            old = _listed(root)
            wanted = _plan(files, root, old)
            copies = _changed_texts(texts, root, _foreign(root, old))
        if wanted.write or wanted.remove or copies:
            _check_descriptor(files, root)
            swap({**copies, **{path: files[path] for path in wanted.write}}, wanted.remove, root)
        return Plan((*copies, *wanted.write), wanted.remove)


class Text(NamedTuple):
    """A text of a package: its path there, where it stands now, and its SHA-256."""

    path: str
    file: str
    digest: str


def _changed_texts(texts: Iterable[Text], root: Path, is_foreign: Foreign) -> dict[str, Content]:
    """The texts that do not stand in the folder as they are; raises `FaultsFound` as `publish` does."""
    changed: dict[str, Content] = {}
    faults = []
    for text in texts:
        content = Received(text.file, text.digest)
        if not _is_same(root / text.path, content):
            changed[text.path] = content
            if is_foreign(root / text.path, content):
                faults.append(_other_text(shown(root, text.path)))
    if changed and leads_out(root, RAW):
        faults.append(_link(shown(root, RAW)))
    if faults:
        raise FaultsFound(faults)
    return changed


#: Tells whether another file stands at a path than the one given, which no earlier build put there.
Foreign = Callable[[Path, Content], bool]


def _foreign(root: Path, old: Mapping[str, Mapping[str, Any]]) -> Foreign:
    """What tells texts of others in the folder; `old` are the resources of the package that is there."""
    known = cache(lambda: _published_texts(root, old))

    def is_foreign(path: Path, content: Content) -> bool:
        return path.exists() and not _is_same(path, content) and _digest(path.read_bytes()) not in known()

    return is_foreign


def _published_texts(root: Path, old: Mapping[str, Mapping[str, Any]]) -> set[str]:
    """The SHA-256 of the texts of the package that is there: in its descriptor or, of a large one, in `documents`."""
    listed = {str(resource.get("hash")) for path, resource in old.items() if path.startswith(f"{RAW}/")}
    documents = root / CSV / "documents.csv"
    found = re.findall(rb"(?<=,)[0-9a-f]{64}(?=,)", documents.read_bytes()) if documents.is_file() else []
    return listed | {f"sha256:{digest.decode()}" for digest in found}


def _check_descriptor(files: Mapping[str, Content], root: Path) -> None:
    """The sizes and hashes in the descriptor are those of the files as they will stand in the folder.

    Raises ValueError: where they are not, it is an error of ours.
    """
    for resource in json.loads(cast(bytes, files[DESCRIPTOR]))["resources"]:
        path = resource["path"]
        content = files[path] if path in files else (root / path).read_bytes()
        facts = (content.size, content.digest) if isinstance(content, Staged) else measured(_read(content))
        if (resource["bytes"], resource["hash"].removeprefix("sha256:")) != facts:
            raise ValueError(f"the descriptor is wrong about {path}")


def _read(content: bytes | Received) -> bytes:
    return content if isinstance(content, bytes) else Path(content.path).read_bytes()


def recover(root: Path) -> None:
    """Put back the package that a killed run of `publish` left half replaced; nothing where there is none.

    Raises `FaultsFound` as `publish` does. `publish` itself begins with this.
    """
    if os.path.lexists(root / STAGING):
        with writing(root):
            pass


def plan(files: Mapping[str, Content], root: Path) -> Plan:
    """What `publish` would do to the folder; reads only. Raises `FaultsFound` as `publish` does."""
    with refusals_as_faults(root):
        return _plan(files, root, _listed(root))


def _plan(files: Mapping[str, Content], root: Path, old: Mapping[str, Mapping[str, Any]]) -> Plan:
    faults, is_foreign = [], _foreign(root, old)
    for path in files:
        if path.startswith(f"{RAW}/") and is_foreign(root / path, files[path]):
            faults.append(_other_text(shown(root, path)))
    for folder in sorted(filter(partial(leads_out, root), {path.rpartition("/")[0] for path in files})):
        faults.append(_link(shown(root, folder)))
    if faults:
        raise FaultsFound(faults)
    changed = sorted(path for path in files if not _is_same(root / path, files[path]))
    gone = sorted(
        path
        for path, resource in old.items()
        if resource.get("sco:origin") == "generated"
        and path not in files
        and not path.startswith(f"{RAW}/")
        and is_inside(path)
        and (root / path).is_file()
        and not leads_out(root, path.rpartition("/")[0])
    )
    return Plan(tuple(sorted(changed, key=lambda path: path == DESCRIPTOR)), tuple(gone))


def _other_text(file: str) -> Fault:
    problem = "Another text of this name is there already, and no earlier build put it there."
    return Fault(file, "", "output-unwritable", problem, "Move it away, or build into another folder.")


def _link(folder: str) -> Fault:
    problem = "The folder is a link that leads out of the package, where a build writes nothing."
    remedy = "Put a folder in the link's place, or build into another folder."
    return Fault(folder, "", "output-unwritable", problem, remedy)


def _listed(root: Path) -> dict[str, dict[str, Any]]:
    """The resources of the package that is there, by path; none where there is no readable descriptor."""
    try:
        resources = json.loads((root / DESCRIPTOR).read_bytes())["resources"]
        listed = [resource for resource in resources if isinstance(resource["path"], str)]
    except (FileNotFoundError, NotADirectoryError, ValueError, KeyError, TypeError):
        return {}
    if listed and not any("sco:origin" in resource for resource in listed):
        problem = "The folder holds a data package of another making, which the build would overwrite."
        fault = Fault(shown(root, DESCRIPTOR), "", "output-unwritable", problem, "Build into another folder.")
        raise FaultsFound([fault])
    return {resource["path"]: resource for resource in listed}


def _is_same(path: Path, content: Content) -> bool:
    if not path.is_file():
        return False
    if isinstance(content, Staged):
        return path.stat().st_size == content.size and measure(Files(str(path.parent)), path.name)[1] == content.digest
    if isinstance(content, Received):
        return _digest(path.read_bytes()) == f"sha256:{content.digest}"
    return path.stat().st_size == len(content) and path.read_bytes() == content


def _digest(content: bytes) -> str:
    return f"sha256:{hashlib.sha256(content).hexdigest()}"
