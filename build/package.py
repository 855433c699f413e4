"""The package as files: rendered from a corpus, and written all or nothing.

`render` is pure: paths to bytes. `publish` alone writes a package. It puts every new
file into the hidden folder `.sco-staging` first, keeps the files it is about to replace there too, and
only then swaps them in, the descriptor last. Whatever stops it, the package is then the old one or the new
one: a failure puts the old files back at once, and what a killed run left half done is put back when the
next one starts, by a journal.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .descriptor import describe, descriptor_bytes
from .faults import Fault, FaultsFound
from .model import Corpus
from .places import CSV, DESCRIPTOR, PARQUET, RAW, VIEWS
from .published import is_inside, read_descriptor, read_tables, shown
from .renderings.csvfile import csv_bytes
from .renderings.parquet import parquet_bytes
from .renderings.sqlite import sqlite_bytes
from .renderings.xlsx import xlsx_bytes
from .schemas import TABLES, schema, view
from .schemas import VIEWS as VIEW_NAMES
from .views import view_rows

__all__ = ["Plan", "plan", "publish", "read_descriptor", "read_tables", "recover", "render"]

STAGING = ".sco-staging"


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
    files[DESCRIPTOR] = descriptor_bytes(describe(metadata, corpus.sources, files))
    return files


@dataclass(frozen=True)
class Plan:
    """What publishing would change in a folder: paths to write, the descriptor last, and paths to remove."""

    write: tuple[str, ...]
    remove: tuple[str, ...]


def publish(files: Mapping[str, bytes], root: Path) -> Plan:
    """Make the folder `root` hold this package, all or nothing; what is the same already is not touched.

    Files of an earlier package that this one no longer has are removed where its descriptor lists them as
    generated. Everything else in the folder stays. Returns what was written and removed.

    Raises `FaultsFound` with code `output-unwritable` where the folder cannot be written, where another build
    is writing to it, where it holds a data package of another making, or where a text in `data/raw` would be
    overwritten that no descriptor knows. The folder is then as it was.
    """
    for path in files:
        if not is_inside(path) or path.split("/")[0] == STAGING:
            raise ValueError(f"{path!r} is no path inside a package")
    with _writing(root):
        wanted = plan(files, root)
        if wanted.write or wanted.remove:
            _stage(files, wanted, root)
            try:
                _swap(wanted, root)
            except BaseException:
                _undo(root)
                raise
        return wanted


def recover(root: Path) -> None:
    """Put back the package that a killed run of `publish` left half replaced; nothing where there is none.

    Raises `FaultsFound` as `publish` does. `publish` itself begins with this.
    """
    if (root / STAGING).exists():
        with _writing(root):
            pass


def plan(files: Mapping[str, bytes], root: Path) -> Plan:
    """What `publish` would do to the folder; reads only. Raises `FaultsFound` as `publish` does."""
    with _refusals_as_faults(root):
        return _plan(files, root)


def _plan(files: Mapping[str, bytes], root: Path) -> Plan:
    old = _listed(root)
    faults = []
    for path in files:
        if path.startswith(f"{RAW}/") and not _may_replace(root / path, files[path], old.get(path, {})):
            problem = "Another text of this name is there already, and no earlier build put it there."
            remedy = "Move it away, or build into another folder."
            faults.append(Fault(shown(root, path), "", "output-unwritable", problem, remedy))
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
        and (root / path).resolve().is_relative_to(root.resolve())
    )
    return Plan(tuple(sorted(changed, key=lambda path: path == DESCRIPTOR)), tuple(gone))


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


def _may_replace(path: Path, content: bytes, resource: Mapping[str, Any]) -> bool:
    if not path.exists() or _is_same(path, content):
        return True
    there = f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"
    return bool(resource.get("hash") == there)


def _is_same(path: Path, content: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content


@contextmanager
def _writing(root: Path) -> Iterator[None]:
    """Hold the folder's lock, with nothing half done in it."""
    with _refusals_as_faults(root):
        root.mkdir(parents=True, exist_ok=True)
        lock = _lock(root)
        try:
            _undo(root)
            yield
        finally:
            _clear(root)
            os.close(lock)


@contextmanager
def _refusals_as_faults(root: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        where = Path(os.fsdecode(error.filename)).as_posix() if error.filename else shown(root)
        problem = f"The package cannot be written here: {error.strerror or error}."
        # The journal is only there where the old files could not be put back either.
        half_done = os.path.lexists(root / STAGING / "journal.json")
        kept = "The next build will put the old files back." if half_done else "Nothing was changed."
        remedy = f"{kept} Make room or give yourself the right to write, or choose another folder."
        raise FaultsFound([Fault(where, "", "output-unwritable", problem, remedy)]) from error


def _lock(root: Path) -> int:
    """A file descriptor that holds the lock of the folder; a process that ends gives its lock up.

    On Windows, which has no `flock`, nothing is locked.
    """
    path = root / STAGING / "lock"
    while True:
        path.parent.mkdir(exist_ok=True)
        try:
            lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        except FileNotFoundError:
            continue  # a run that just ended removed the folder
        if sys.platform == "win32":
            return lock
        import fcntl

        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if os.path.samestat(os.fstat(lock), path.stat()):
                return lock
        except FileNotFoundError:
            pass  # locked, but removed by the run that held it: this is no lock any more
        except BlockingIOError:
            os.close(lock)
            problem = "Another build is writing to this folder."
            remedy = "Wait until it has ended, then try again."
            raise FaultsFound([Fault(shown(root), "", "output-unwritable", problem, remedy)]) from None
        os.close(lock)


def _stage(files: Mapping[str, bytes], wanted: Plan, root: Path) -> None:
    """Write the new files beside the package, keep the old ones, and say both in the journal."""
    staging = root / STAGING
    for path in wanted.write:
        _write(staging / "new" / path, files[path])
    replaced = [path for path in (*wanted.write, *wanted.remove) if os.path.lexists(root / path)]
    for path in replaced:
        kept = staging / "old" / path
        kept.parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(root / path, kept, follow_symlinks=False)
        except OSError:  # a file system without hard links
            shutil.copy2(root / path, kept, follow_symlinks=False)
    journal = {"replaced": replaced, "added": sorted({*wanted.write} - {*replaced})}
    _write(staging / "journal.new", json.dumps(journal).encode("utf-8"))
    (staging / "journal.new").replace(staging / "journal.json")
    _sync_folder(staging)


def _swap(wanted: Plan, root: Path) -> None:
    """Put the staged files in their places; the package is the new one when the journal is gone."""
    staging = root / STAGING
    for path in wanted.remove:
        (root / path).unlink()
    for path in wanted.write:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (staging / "new" / path).replace(root / path)
    for folder in {(root / path).parent for path in (*wanted.write, *wanted.remove)}:
        _sync_folder(folder)
    (staging / "journal.json").unlink()
    _sync_folder(staging)


def _undo(root: Path) -> None:
    """Put the kept files back, where a journal says that a swap was begun and not ended."""
    staging = root / STAGING
    if not (staging / "journal.json").exists():
        return
    journal = json.loads((staging / "journal.json").read_bytes())
    for path in journal["replaced"]:
        if os.path.lexists(staging / "old" / path):
            (staging / "old" / path).replace(root / path)
    for path in journal["added"]:
        with suppress(FileNotFoundError, NotADirectoryError):
            (root / path).unlink()
    (staging / "journal.json").unlink()


def _clear(root: Path) -> None:
    """Remove the staging folder; the lock goes last, since another run may begin as soon as it is gone."""
    staging = root / STAGING
    if (staging / "journal.json").exists():
        return  # putting back failed: the kept files are all there is, and the next start tries again
    for folder in ("new", "old"):
        shutil.rmtree(staging / folder, ignore_errors=True)
    with suppress(OSError):
        (staging / "journal.new").unlink(missing_ok=True)
        (staging / "lock").unlink()
        staging.rmdir()


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    with suppress(OSError):  # not every system can do it for a folder
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
