"""What a run leaves behind that stops in the middle: at a call to the file system, or with the power.

`as_defined` reads a folder as its journal says. `stop_at` runs a function in a process of its own that ends, without
a handler being run, just before its n-th call that changes a file. `Recorder` notes those calls, and `after_power_loss`
gives states that a disk may be in afterwards: of what was not forced to it any part may be missing.
"""

from __future__ import annotations

import builtins
import io
import json
import os
import random
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from sco_declarations.build.places import JOURNAL, STAGING

KILLED = 9
#: Audit events of calls that change a folder (https://docs.python.org/3/library/audit_events.html).
CHANGES = frozenset({"os.rename", "os.remove", "os.link", "os.mkdir", "os.rmdir", "os.truncate", "fcntl.flock"})


def read_tree(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


def as_defined(tree: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of a package, as the journal defines them where there is one; path to content."""
    package = {path: content for path, content in tree.items() if not path.startswith(f"{STAGING}/")}
    if JOURNAL in tree:
        journal = json.loads(tree[JOURNAL])
        for path in journal["added"]:
            package.pop(path, None)
        for path in journal["replaced"]:
            if f"{STAGING}/old/{path}" in tree:
                package[path] = tree[f"{STAGING}/old/{path}"]
    return package


def stop_at(number: int, act: Callable[[], object]) -> bool:
    """Whether the process that ran `act` was stopped before its call of this number; it had fewer otherwise."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == KILLED
    left = number

    def count() -> None:
        nonlocal left
        left -= 1
        if not left:
            os._exit(KILLED)

    def heard(event: str, arguments: tuple[Any, ...]) -> None:
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR)
        if event in CHANGES or writes:
            count()

    real = os.fsync

    def fsync(handle: int) -> None:
        count()
        real(handle)

    os.fsync = fsync
    sys.addaudithook(heard)
    try:
        act()
    finally:
        os._exit(0)


@dataclass(eq=False)
class Call:
    """A change of names: entries of the tree that get a node or lose theirs, and what forces it to the disk."""

    said: str
    entries: dict[str, int | None]
    folder: str


@dataclass
class Recorder:
    """Notes calls below a folder. A node is a file or folder, whatever it is called; names lead to nodes."""

    root: Path
    names: dict[str, int] = field(default_factory=dict)
    contents: dict[int, bytes | None] = field(default_factory=dict)
    log: list[Call | str] = field(default_factory=list)

    def __post_init__(self) -> None:
        for path in self.root.rglob("*"):
            self._new(self._name(path), path.read_bytes() if path.is_file() else None)
        self.initial = dict(self.names)

    def _name(self, path: object, handle: int | None = None) -> str:
        folder = Path(f"/proc/self/fd/{handle}").readlink() if handle is not None else Path.cwd()
        return (folder / os.fsdecode(path)).relative_to(self.root).as_posix()  # type: ignore[arg-type]

    def _new(self, name: str, content: bytes | None) -> int:
        """A new node; a folder has no content."""
        node = self.names[name] = len(self.contents)
        self.contents[node] = content
        return node

    def _note(self, said: str, folder: str, **entries: int | None) -> None:
        self.log.append(Call(said, entries, folder))
        for name, node in entries.items():
            if node is None:
                self.names.pop(name, None)
            else:
                self.names[name] = node

    def patch(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Note what `os` and `open` are asked to do from now on."""
        real = {name: getattr(os, name) for name in ("replace", "unlink", "link", "mkdir", "rmdir", "fsync")}
        real_open = builtins.open

        def replace(source: object, target: object) -> None:
            real["replace"](source, target)
            one, other = self._name(source), self._name(target)
            if self.names[one] != self.names.get(other):  # two names of one file stay
                self._note("rename", _folder(other), **{other: self.names[one], one: None})

        def link(source: object, target: object, **rest: Any) -> None:
            real["link"](source, target, **rest)
            name = self._name(target)
            self._note("link", _folder(name), **{name: self.names[self._name(source)]})

        def mkdir(path: object, *rest: Any, **more: Any) -> None:
            real["mkdir"](path, *rest, **more)
            name = self._name(path)
            self._note("mkdir", _folder(name), **{name: self._new(name, None)})

        def remover(kind: str) -> Callable[..., None]:
            def remove(path: object, *, dir_fd: int | None = None) -> None:
                name = self._name(path, dir_fd)
                real[kind](path, dir_fd=dir_fd)
                self._note(kind, _folder(name), **{name: None})

            return remove

        def fsync(handle: int) -> None:
            real["fsync"](handle)
            path = Path(f"/proc/self/fd/{handle}").readlink()
            name = path.relative_to(self.root).as_posix()
            if path.is_file():
                self.contents[self.names[name]] = path.read_bytes()
            self.log.append(name)

        def opened(path: Any, mode: str = "r", *rest: Any, **more: Any) -> Any:
            found = real_open(path, mode, *rest, **more)
            if "w" in mode:
                name = self._name(path)
                self._note("create", _folder(name), **{name: self._new(name, b"")})
            return found

        for name, fake in {"replace": replace, "link": link, "mkdir": mkdir, "fsync": fsync}.items():
            monkeypatch.setattr(os, name, fake)
        for name in ("unlink", "rmdir"):
            monkeypatch.setattr(os, name, remover(name))
        monkeypatch.setattr(io, "open", opened)

    def after_power_loss(self, seed: int = 1) -> Iterator[tuple[str, dict[str, bytes]]]:
        """States of the disk, each with the call that was the last; a file that was never forced to it is empty there.

        A change of names lasts when the folder that it was made in is forced; of the others any may last.
        """
        chance = random.Random(seed)
        nodes = dict(self.initial)
        synced = set(nodes.values())
        done: list[Call] = []
        lasting: set[Call] = set()
        for number, call in enumerate(self.log, 1):
            if isinstance(call, Call):
                done.append(call)
                nodes |= {name: node for name, node in call.entries.items() if node is not None}
            else:
                synced |= {nodes[call]} if call in nodes else set()
                lasting |= {one for one in done if one.folder == call}
            said = f"{number}. {call.said} {list(call.entries)}" if isinstance(call, Call) else f"{number}. sync {call}"
            for kept in self._subsets([one for one in done if one not in lasting], chance):
                yield said, self._tree([one for one in done if one in lasting or one in kept], synced)

    @staticmethod
    def _subsets(pending: list[Call], chance: random.Random) -> Iterator[list[Call]]:
        yield []
        yield pending
        for one in pending:
            yield [one]
            yield [other for other in pending if other is not one]
        for _ in range(8 if len(pending) > 2 else 0):
            yield [one for one in pending if chance.random() < 0.5]

    def _tree(self, applied: list[Call], synced: set[int]) -> dict[str, bytes]:
        names = dict(self.initial)
        for call in applied:
            for name, node in call.entries.items():
                if node is None:
                    names.pop(name, None)
                else:
                    names[name] = node
        tree = {}
        for name, node in names.items():
            content = self.contents[node]
            if content is not None and all(str(p) in names for p in Path(name).parents if str(p) != "."):
                tree[name] = content if node in synced else b""
        return tree


def _folder(name: str) -> str:
    return Path(name).parent.as_posix()
