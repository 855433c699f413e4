"""Faults: what is wrong with an input or a package, as values.

A fault says where (file and place), what (the problem, with the text itself), and what to do (the remedy).
Faults are collected; only the command line turns them into text and an exit status.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass

INVALID, USAGE, UNREADABLE, BUG = 1, 2, 3, 70

#: Each code with the exit status it leads to and what it means in general.
CODES: dict[str, tuple[int, str]] = {
    "input-missing": (UNREADABLE, "A file or folder that was named, or that is needed, is not there."),
    "input-unreadable": (UNREADABLE, "A file or folder is there but cannot be read."),
    "input-empty": (UNREADABLE, "A text file holds no text."),
    "not-text": (UNREADABLE, "A file's bytes are not text."),
    "undecodable": (UNREADABLE, "Bytes of a text do not decode in its encoding."),
    "output-unwritable": (UNREADABLE, "The package cannot be written where it was asked for."),
    "yaml": (INVALID, "A curated file is not well-formed YAML."),
    "key-unknown": (INVALID, "A curated file has a key that is not known."),
    "key-missing": (INVALID, "A curated file lacks a key that is needed."),
    "key-duplicate": (INVALID, "A curated file has the same key twice."),
    "value": (INVALID, "A value in a curated file is of the wrong kind."),
    "date": (INVALID, "A date is not an ISO 8601 date that exists."),
    "reference": (INVALID, "A curated file refers to something that is not there."),
    "identifier-clash": (INVALID, "Two things have one identifier."),
    "alias-clash": (INVALID, "Two records have one name."),
    "identifier-unknown": (INVALID, "Nothing in the package has the identifier that was asked for."),
    "package": (INVALID, "The descriptor of a package is not what it should be."),
    "file": (INVALID, "A published file differs from what the descriptor says of it."),
    "table": (INVALID, "A table breaks its schema."),
    "formats": (INVALID, "Two published formats of a table differ."),
    "invariant": (INVALID, "A table breaks a guarantee of the data model."),
    "stale": (INVALID, "A generated file differs from what the build would write."),
}


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is wrong.

    `code` is one of `CODES`; `file` a path as the user knows it; `place` a line, byte, row or column in it,
    or empty; `problem` and `remedy` are sentences.
    """

    file: str
    place: str
    code: str
    problem: str
    remedy: str = ""

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise ValueError(f"no fault has the code {self.code!r}")

    def as_dict(self) -> dict[str, str]:
        return asdict(self)

    def __str__(self) -> str:
        where = f"{self.file}, {self.place}" if self.place else self.file
        return f"{where}: {self.problem} [{self.code}]" + (f"\n  {self.remedy}" if self.remedy else "")


def _natural(fault: Fault) -> tuple[str, list[tuple[int, str]], str, str]:
    """File, then place with its numbers as numbers: row 2 before row 10."""
    place = [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", fault.place)]
    return fault.file, place, fault.code, fault.problem


class FaultsFound(Exception):
    """Raised where work cannot go on; carries every fault found so far, in order of file and place."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults), key=_natural))
        super().__init__("\n".join(map(str, self.faults)))

    @property
    def exit_status(self) -> int:
        """The gravest status among the faults: unreadable input before invalid data."""
        return max((CODES[fault.code][0] for fault in self.faults), default=INVALID)
