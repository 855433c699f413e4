"""Faults: what is wrong with an input or a package, as values.

A fault says where (file and place), what (the problem, with the text itself), and what to do (the remedy).
Faults are collected; only the command line turns them into text and an exit status.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")

INVALID, USAGE, UNREADABLE, BUG = 1, 2, 3, 70

#: Each code with the exit status it leads to and what it means in general. `explanations` says more.
CODES: dict[str, tuple[int, str]] = {
    "input-missing": (UNREADABLE, "A file or folder that was named, or that is needed, is not there."),
    "input-unreadable": (UNREADABLE, "A file or folder is there but cannot be read."),
    "not-a-file": (UNREADABLE, "What has the name of an input is a folder, a pipe, a socket or a device."),
    "input-too-large": (UNREADABLE, "A file is larger than any that is read."),
    "input-empty": (UNREADABLE, "A text file holds no text."),
    "not-text": (UNREADABLE, "A file's bytes are not text."),
    "undecodable": (UNREADABLE, "Bytes of a text do not decode in its encoding."),
    "surrogate": (UNREADABLE, "A text holds half of a UTF-16 pair, which is no character."),
    "file-name": (INVALID, "A file has a name that a package cannot carry to every system."),
    "name-clash": (INVALID, "Two files have names that some systems take for one."),
    "outside-folder": (INVALID, "A path or a symbolic link leads out of the folder of inputs."),
    "output-unwritable": (UNREADABLE, "The package cannot be written where it was asked for."),
    "workers": (
        UNREADABLE,
        "The processes or the cluster that were to do the work are not there, or end before it is done.",
    ),
    "output-overlap": (INVALID, "Texts stand in a folder that the package fills itself."),
    "yaml": (INVALID, "A curated file is not well-formed YAML."),
    "yaml-feature": (INVALID, "A curated file uses a feature of YAML that is not allowed in it."),
    "key-unknown": (INVALID, "A curated file has a key that is not known."),
    "key-missing": (INVALID, "A curated file lacks a key that is needed."),
    "key-duplicate": (INVALID, "A curated file has the same key twice."),
    "value": (INVALID, "A value in a curated file is of the wrong kind."),
    "encoding-unknown": (INVALID, "There is no encoding of the name that a sidecar gives."),
    "state-unknown": (INVALID, "A code of a state is none that states.csv has."),
    "date": (INVALID, "A date is not an ISO 8601 date that exists."),
    "csv": (INVALID, "A CSV file that people edit is not well-formed."),
    "csv-columns": (INVALID, "A CSV file that people edit has other columns than it must."),
    "reference": (INVALID, "A curated file refers to something that is not there."),
    "reference-cycle": (INVALID, "Records have each other as parents."),
    "identifier-clash": (INVALID, "Two things have one identifier."),
    "alias-clash": (INVALID, "Two records have one name."),
    "identifier-unknown": (INVALID, "Nothing in the package has the identifier that was asked for."),
    "package": (INVALID, "The descriptor of a package is not what it should be."),
    "file": (INVALID, "A published file differs from what the descriptor says of it."),
    "table": (INVALID, "A table breaks its schema."),
    "formats": (INVALID, "Two published formats of a table differ."),
    "invariant": (INVALID, "A table breaks a guarantee of the data model."),
}

#: Characters of a text that a message shows.
QUOTED = 60
#: Characters of a text that stand on a line of their own.
SHOWN = 100
_NUMBER = re.compile(r"\b(line|column|byte|row) (\d+)")
_RULE_AT_END = re.compile(r"\(rule ([a-z-]+)\)$")


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is wrong.

    `code` is one of `CODES`; `file` a path as the user knows it; `place` a line, byte, row or column in it,
    or empty; `problem` and `remedy` are sentences on one line each. `text` is the piece of text that the fault is
    about, as it stands, or empty.
    """

    file: str
    place: str
    code: str
    problem: str
    remedy: str = ""
    text: str = ""

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise ValueError(f"no fault has the code {self.code!r}")

    @property
    def exit_status(self) -> int:
        return CODES[self.code][0]

    @property
    def rule(self) -> str | None:
        """The name of the rule that is broken, or None where the fault is none of the checks'."""
        match = _RULE_AT_END.search(self.problem)
        return match[1] if match else None

    def as_record(self) -> dict[str, str | int | None]:
        """Everything that is known: also the exit status and the rule, and line, column, byte and row as numbers.

        What there is none of is None. Lines, columns and rows count from 1, bytes from 0. A column that has a name is
        in `place` alone.
        """
        numbers = {name: int(number) for name, number in reversed(_NUMBER.findall(self.place))}
        return {
            "code": self.code, "rule": self.rule, "exit_status": self.exit_status,
            "file": self.file, "place": self.place,
            **{name: numbers.get(name) for name in ("line", "column", "byte", "row")},
            "text": self.text or None, "problem": self.problem, "remedy": self.remedy,
        }  # fmt: skip

    def __str__(self) -> str:
        where = f"{self.file}, {self.place}" if self.place else self.file
        said = [f"{where}: {self.problem} [{self.code}]"]
        if self.text and not self.says_text:
            said.append(f"  | {self.text[:SHOWN]}")
        return "\n".join([*said, f"  {self.remedy}"] if self.remedy else said)

    @property
    def says_text(self) -> bool:
        """Whether the problem quotes the text already, at least its beginning."""
        return self.text[: QUOTED // 2] in self.problem or repr(self.text)[1 : QUOTED // 2] in self.problem


def _natural(fault: Fault) -> tuple[str, list[tuple[int, str]], str, str]:
    """File, then place with its numbers as numbers: row 2 before row 10."""
    place = [(int(part), "") if part.isdecimal() else (-1, part) for part in re.split(r"(\d+)", fault.place)]
    return fault.file, place, fault.code, fault.problem


class FaultsFound(Exception):
    """Raised where work cannot go on; carries every fault found so far, in order of file and place."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults), key=_natural))
        super().__init__(self.faults)  # with which it is pickled

    def __str__(self) -> str:
        return "\n".join(map(str, self.faults))

    @property
    def exit_status(self) -> int:
        """The gravest status among the faults: unreadable input before invalid data."""
        return max((fault.exit_status for fault in self.faults), default=INVALID)


def collect(faults: list[Fault], read: Callable[[], T]) -> T | None:
    """The value of `read`, or None with its faults added to the others."""
    try:
        return read()
    except FaultsFound as found:
        faults += found.faults
        return None


def quote(value: object, width: int = QUOTED) -> str:
    """A value as a message shows it: in quotes, white space and control characters escaped, cut to `width`.

    >>> quote("a\\tb"), quote(None)
    ("'a\\\\tb'", 'nothing')
    """
    if value is None:
        return "nothing"
    if isinstance(value, str):
        return repr(value if len(value) <= width else value[: width - 1] + "…")
    return str(value)
