"""Files of a working folder, on this machine or at an address that fsspec knows.

What several machines share may lie in a store of objects; a folder of this machine needs no library for it.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any
from uuid import uuid4

from .faults import Fault, FaultsFound


class Files:
    """The files in one folder, by name.

    A file is there as a whole or not at all: what is being written has another name until it is done. Two may write
    the same file at the same time, as where a worker that was taken for dead goes on; the last one's stays.
    """

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.is_remote = "://" in folder

    def _system(self) -> tuple[Any, str]:
        """What fsspec reads and writes the folder with, and its path there. Raises FaultsFound where there is none."""
        try:
            import fsspec  # with the optional group `cluster`

            system, path = fsspec.url_to_fs(self.folder)
        except (ImportError, ValueError) as error:
            problem = f"No library is installed that reads and writes at this address: {str(error).rstrip('.')}."
            remedy = "Install it, or name a folder that all workers reach."
            raise FaultsFound([Fault(self.folder, "", "workers", problem, remedy)]) from None
        return system, path

    def check(self) -> None:
        """Raise FaultsFound where nothing is installed that reads and writes there."""
        if self.is_remote:
            self._system()

    def write(self, name: str, content: bytes) -> None:
        """Write a file, in place of one that has the name already."""
        with self.create(name) as file:
            file.write(content)

    def read(self, name: str, start: int = 0, size: int | None = None) -> bytes:
        """`size` bytes of a file from `start` on, or all that follow. Raises OSError."""
        if self.is_remote:
            system, path = self._system()
            found: bytes = system.cat_file(f"{path}/{name}", start, None if size is None else start + size)
            return found
        with Path(self.folder, name).open("rb") as file:
            file.seek(start)
            return file.read() if size is None else file.read(size)

    @contextmanager
    def create(self, name: str) -> Iterator[IO[bytes]]:
        """A new file, open for writing; at the end it takes the place of one that has the name already."""
        beside = f"{name}.{uuid4().hex}.tmp"
        if self.is_remote:
            system, path = self._system()
            if _is_store_of_objects(system):
                with system.open(f"{path}/{name}", "wb") as file:
                    yield file
                return
            system.makedirs(f"{path}/{name}".rpartition("/")[0], exist_ok=True)
            try:
                with system.open(f"{path}/{beside}", "wb") as file:
                    yield file
                system.mv(f"{path}/{beside}", f"{path}/{name}")
            except BaseException:
                with suppress(OSError):
                    system.rm_file(f"{path}/{beside}")
                raise
            return
        target = Path(self.folder, name)
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            with Path(self.folder, beside).open("wb") as file:
                yield file
            Path(self.folder, beside).replace(target)
        except BaseException:
            Path(self.folder, beside).unlink(missing_ok=True)
            raise

    def open(self, name: str) -> IO[bytes]:
        """A file, open for reading. Raises OSError."""
        if self.is_remote:
            system, path = self._system()
            opened: IO[bytes] = system.open(f"{path}/{name}", "rb")
            return opened
        return Path(self.folder, name).open("rb")

    def has(self, name: str) -> bool:
        """Whether a file of the name is there."""
        if self.is_remote:
            system, path = self._system()
            return bool(system.exists(f"{path}/{name}"))
        return Path(self.folder, name).is_file()

    def remove(self, name: str) -> None:
        """Remove a file. Raises OSError where it is not there."""
        if self.is_remote:
            system, path = self._system()
            system.rm_file(f"{path}/{name}")
            return
        Path(self.folder, name).unlink()

    def clear(self) -> None:
        """Remove the folder with all that stands in it, as far as that can be done."""
        if not self.is_remote:
            shutil.rmtree(self.folder, ignore_errors=True)
            return
        system, path = self._system()
        with suppress(OSError, ValueError):
            system.rm(path, recursive=True)


def _is_store_of_objects(system: Any) -> bool:
    """Whether what is written appears at once, as an object does, so that renaming would be one more copy.

    The stores that fsspec knows (S3, GCS, Azure) are written to asynchronously; what has folders is not.
    """
    return bool(getattr(system, "async_impl", False))


def measure(files: Files, path: str) -> tuple[int, str]:
    """Size and SHA-256 of a file, read back from where it was written."""
    digest, size = hashlib.sha256(), 0
    with files.open(path) as file:
        while block := file.read(1 << 20):
            digest.update(block)
            size += len(block)
    return size, digest.hexdigest()
