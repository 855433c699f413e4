"""Files of a folder replaced all or nothing: written beside them, checked, swapped in, put back where that fails.

Everything stands in the hidden folder `.sco-staging` of the folder itself, so on the same file system:

    lock           held by the run that writes; a process that ends gives it up
    new/PATH       the files to come
    work/          what a long build keeps until it is done, and for one that goes on from there
    old/PATH       the files that they replace, and those that are to go
    journal.json   there while the swap is under way

While the journal is there the folder counts as unchanged, whatever stands in it: a path under `replaced` is read from
`old`, or from its own place where it has been put back already, and one under `added` is not there. The swap is done
when the journal goes. So a run may stop at any point: whoever starts next puts the old files back, or only has
to clear away what was left.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path, PurePosixPath

from .faults import Fault, FaultsFound
from .places import JOURNAL, STAGING, WORK
from .published import is_inside, shown

#: What a system says that cannot force a folder, or a file opened for reading, to the disk.
_NO_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EACCES, errno.EPERM, errno.EBADF}


@dataclass(frozen=True)
class _Journal:
    """Paths in the folder: files that are replaced or go, files that are new, and folders made for them."""

    replaced: tuple[str, ...]
    added: tuple[str, ...]
    folders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Staged:
    """A file that stands among the new ones already, with its size and SHA-256 as read back from there."""

    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class Received:
    """A file that stands elsewhere and is to be copied, with its SHA-256; of these there may be very many."""

    path: str
    digest: str


#: What a file is to hold.
Content = bytes | Staged | Received
#: More files than these are forced to the disk together.
_MANY = 1_000


@contextmanager
def writing(root: Path, keep_work: bool = False) -> Iterator[None]:
    """Hold the folder's lock, with nothing half done in it; makes the folder where it is not there.

    What a build that did not end kept in its folder `work` is removed, unless `keep_work`.

    Raises `FaultsFound` with code `output-unwritable` for whatever the system refuses, and where another run
    holds the lock. Whatever is raised inside, the folder is then as it was; one that was made for nothing goes again.
    """
    with refusals_as_faults(root):
        made = [folder for folder in (root, *root.parents) if not folder.exists()]
        try:
            root.mkdir(parents=True, exist_ok=True)
            for folder in made:
                _sync(folder.parent)
            lock = _lock(root)
            try:
                _undo(root)
                _clear(root)
                if not keep_work:
                    clear_work(root)
                yield
            except BaseException:
                _undo(root)
                raise
            finally:
                _give_up(root)
                os.close(lock)
        except BaseException:
            for folder in made:
                with suppress(OSError):
                    folder.rmdir()
            raise


def clear_work(root: Path) -> None:
    """Remove what a long build keeps until it is done."""
    if (root / WORK).is_symlink():
        (root / WORK).unlink()
    shutil.rmtree(root / WORK, ignore_errors=True)


def swap(write: Mapping[str, Content], remove: Sequence[str], root: Path) -> None:
    """Write these files into the folder and remove those; for use inside `writing`, which puts back what fails here.

    Raises OSError and KeyboardInterrupt. What comes after the journal has gone is too late, and is passed over.
    """
    _stage(write, remove, root)
    try:
        _put_in_place(write, remove, root)
        _clear(root)
    except (KeyboardInterrupt, OSError):
        if os.path.lexists(root / JOURNAL):
            raise


@contextmanager
def refusals_as_faults(root: Path) -> Iterator[None]:
    """What the system refuses, as a fault."""
    try:
        yield
    except OSError as error:
        where = Path(os.fsdecode(error.filename)).as_posix() if error.filename else shown(root)
        problem = f"The package cannot be written here: {error.strerror or error}."
        # The journal is only there where the old files could not be put back either.
        half_done = os.path.lexists(root / JOURNAL)
        kept = "The next build will put the old files back." if half_done else "Nothing was changed."
        remedy = f"{kept} Make room or give yourself the right to write, or choose another folder."
        raise FaultsFound([Fault(where, "", "output-unwritable", problem, remedy)]) from error


def leads_out(root: Path, folder: str) -> bool:
    """Whether a folder in `root` is, through a link, one outside of it."""
    return not (root / folder).resolve().is_relative_to(root.resolve())


def _lock(root: Path) -> int:
    """A file descriptor that holds the lock of the folder; a process that ends gives its lock up.

    On Windows, which has no `flock`, nothing is locked.
    """
    path = root / STAGING / "lock"
    while True:
        path.parent.mkdir(exist_ok=True)
        if path.parent.is_symlink():
            problem = "The folder that a build works in is a link to another place."
            raise _refused(shown(root, STAGING), problem, "Remove the link, then build again.")
        try:
            lock = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o644)
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
            raise _refused(shown(root), problem, "Wait until it has ended, then try again.") from None
        except BaseException:
            os.close(lock)
            raise
        os.close(lock)


def _stage(write: Mapping[str, Content], remove: Sequence[str], root: Path) -> None:
    """Write the new files beside the others, keep the old ones, check, and say in the journal what is to come.

    When the journal is there, all that it speaks of is on the disk.
    """
    staging = root / STAGING
    is_many = len(write) > _MANY
    for path, content in write.items():
        _put(staging / "new" / path, content, force=not is_many)
    replaced = [path for path in (*write, *remove) if os.path.lexists(root / path)]
    for path in replaced:
        _keep(root / path, staging / "old" / path)
    for path, content in write.items():
        _check(staging / "new" / path, content)
    if is_many and hasattr(os, "sync"):
        os.sync()
    for kind, paths in (("new", write), ("old", replaced)):
        for folder in _folders(paths):
            _sync(staging / kind / folder)
    added = sorted({*write} - {*replaced})
    made = [folder for folder in _folders(write) if not (root / folder).exists()]
    _write(staging / "journal.new", json.dumps(asdict(_Journal(tuple(replaced), tuple(added), tuple(made)))).encode())
    _sync(staging)
    _sync(root)
    (staging / "journal.new").replace(staging / "journal.json")
    _sync(staging)


def _keep(path: Path, kept: Path) -> None:
    """A second name for a file, or a copy of it on a file system without hard links."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    try:
        os.link(path, kept, follow_symlinks=False)
    except OSError:
        shutil.copy2(path, kept, follow_symlinks=False)
    if not kept.is_symlink():
        _sync(kept)


def _put(path: Path, content: Content, force: bool) -> None:
    """Write a new file, and `force` it to the disk."""
    if isinstance(content, bytes):
        _write(path, content, force)
    elif isinstance(content, Received):
        path.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(content.path, path)
        if force:
            _sync(path)
    else:
        _sync(path)


def _check(path: Path, content: Content) -> None:
    """A file reads back as it was written; where it can be done, from the disk and not from memory."""
    if isinstance(content, Staged):
        if path.stat().st_size != content.size:  # its digest was taken by reading it back
            raise OSError(errno.EIO, "A file is not as long as it was", str(path))
        return
    with path.open("rb") as file:
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        read = file.read()
        same = read == content if isinstance(content, bytes) else sha256(read).hexdigest() == content.digest
        if not same:
            raise OSError(errno.EIO, "A file reads back otherwise than it was written", str(path))


def _put_in_place(write: Iterable[str], remove: Iterable[str], root: Path) -> None:
    """Move the staged files to their places; the new files count when the journal is gone."""
    staging = root / STAGING
    for path in remove:
        (root / path).unlink()
    for path in write:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (staging / "new" / path).replace(root / path)
    for folder in _folders((*write, *remove)):
        _sync(root / folder)
    _end(root)


def _undo(root: Path) -> bool:
    """Put the kept files back where a journal says that a swap was begun and not ended; whether it was so."""
    journal = _read_journal(root)
    if journal is None:
        return False
    old = root / STAGING / "old"
    for path in journal.replaced:
        if os.path.lexists(old / path):
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (old / path).replace(root / path)
    for path in journal.added:
        with suppress(FileNotFoundError, NotADirectoryError):
            (root / path).unlink()
    for folder in journal.folders:
        with suppress(OSError):  # not there yet, or someone has put a file into it
            (root / folder).rmdir()
    for folder in _folders((*journal.replaced, *journal.added)):
        with suppress(FileNotFoundError):
            _sync(root / folder)
    _end(root)
    return True


def _end(root: Path) -> None:
    (root / JOURNAL).unlink()
    _sync(root / STAGING)


def _read_journal(root: Path) -> _Journal | None:
    """The journal, or None where there is none. It came with the folder, so no path in it is taken on trust."""
    file = root / JOURNAL
    if not os.path.lexists(file):
        return None
    try:
        said = json.loads(file.read_bytes())
        journal = _Journal(*(tuple(said.get(key, ())) for key in ("replaced", "added", "folders")))
        paths = (*journal.replaced, *journal.added, *journal.folders)
        sound = all(is_inside(path) and path.split("/")[0] != STAGING for path in paths)
        sound = sound and not any(leads_out(root, folder) for folder in _folders(paths))
    except (ValueError, TypeError, AttributeError):
        sound = False
    if not sound:
        problem = "This is no journal that a build wrote."
        remedy = f"Put back what stands in {STAGING}/old, if you need it; remove {STAGING}, then build again."
        raise _refused(shown(root, JOURNAL), problem, remedy)
    return journal


def _clear(root: Path) -> None:
    """Remove what a run has staged; the lock stays."""
    staging = root / STAGING
    for folder in ("new", "old"):
        if (staging / folder).is_symlink():
            (staging / folder).unlink()
        shutil.rmtree(staging / folder, ignore_errors=True)
    (staging / "journal.new").unlink(missing_ok=True)


def _give_up(root: Path) -> None:
    """Remove the staging folder; the lock goes last, since another run may begin as soon as it is gone."""
    staging = root / STAGING
    if os.path.lexists(staging / "journal.json"):
        return  # putting back failed: the kept files are all there is, and the next start tries again
    with suppress(OSError, KeyboardInterrupt):  # nothing can be changed any more
        _clear(root)
        (staging / "lock").unlink()
        staging.rmdir()


def _folders(paths: Iterable[str]) -> list[str]:
    """The folders of these paths and those above them up to the root itself, the innermost first."""
    inner = map(PurePosixPath, {path.rpartition("/")[0] or "." for path in paths})  # of very many paths, few
    found = {str(folder) for one in inner for folder in (one, *one.parents)}
    return sorted(found, key=lambda folder: (-len(PurePosixPath(folder).parts), folder))


def _write(path: Path, content: bytes, force: bool = True) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(content)
        if force:
            file.flush()
            os.fsync(file.fileno())


def _sync(path: Path) -> None:
    """Force a file or the names in a folder to the disk, where the system can."""
    try:
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError as error:
        if error.errno not in _NO_SYNC:
            raise


def _refused(file: str, problem: str, remedy: str) -> FaultsFound:
    return FaultsFound([Fault(file, "", "output-unwritable", problem, remedy)])
