"""Where output goes: data to stdout, messages to stderr, progress to a terminal alone.

The only module that prints. A pipe that its reader has closed is no error: what is left is dropped in
silence, and the exit status stays what the work itself says. A stdout that cannot be written, on a full disk say,
is a fault. Whatever is printed, no character that a terminal would obey gets through; pages escape texts themselves,
so that their columns hold.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, TextIO

from ..build.faults import Fault, FaultsFound
from .layout import counted, guarded, visible, visible_json

PIPED_WIDTH = 80
READABLE_WIDTH = 120


class Diagnostics(StrEnum):
    """How faults are printed."""

    text = "text"
    json = "json"
    github = "github"


@dataclass
class Settings:
    """What the options that every verb knows were set to; `main` resets it at each run."""

    quiet: bool = False
    debug: bool = False
    json: bool = False
    diagnostics: Diagnostics = Diagnostics.text
    in_progress: bool = False
    doing: str = ""
    began: float = 0.0
    done_before: int = 0


settings = Settings()


def out(text: str = "") -> None:
    """A line of data."""
    clear_progress()
    _write(sys.stdout, guarded(text, sys.stdout.isatty()) + "\n")


def out_json(value: object) -> None:
    """A value as JSON: keys in the order given, letters as they are, invisible characters escaped."""
    out(visible_json(json.dumps(value, indent=2, ensure_ascii=False, default=_plain)))


def message(text: str) -> None:
    """A message to the person at the keyboard; `--quiet` silences it."""
    if not settings.quiet:
        error(text)


def error(text: str) -> None:
    """A message that `--quiet` does not silence."""
    clear_progress()
    _write(sys.stderr, guarded(text) + "\n")


def progress(doing: str, done: int, of: int) -> None:
    """What is being done, on one line that the next one overwrites; nothing where stderr is no terminal."""
    if settings.quiet or not sys.stderr.isatty():
        return
    if settings.doing != doing:
        settings.doing, settings.began, settings.done_before = doing, time.monotonic(), done
    line = f"{doing} ..."
    if of > 1:
        line = f"{doing} {done:,} of {of:,}{_pace(done, of)} ..."
    clear_progress()
    _write(sys.stderr, visible(line)[: shutil.get_terminal_size().columns - 1])
    settings.in_progress = True


def _pace(done: int, of: int) -> str:
    """How many are done in a second, and how long the rest takes at that rate; nothing in the first second."""
    passed, since = time.monotonic() - settings.began, done - settings.done_before
    if passed < 1 or since <= 0:
        return ""
    left = round((of - done) * passed / since)
    rest = f"{left} s" if left < 100 else f"{round(left / 60)} min"
    return f", {since / passed:,.1f} a second, {rest} left"


def clear_progress() -> None:
    """Take the line of progress away, where there is one."""
    if settings.in_progress:
        settings.in_progress = False
        _write(sys.stderr, "\r\x1b[K")


def faults(found: Sequence[Fault]) -> None:
    """Every fault, how many there are, and what explains them: on stderr, as text.

    With `--json` or `--format json` they are a JSON array on stdout instead, with `--format github` workflow commands
    on stdout, which GitHub shows at the line that each is about.
    """
    if settings.json:
        out_json([fault.as_record() for fault in found])
        return
    if settings.diagnostics is Diagnostics.github:
        for fault in found:
            out(_annotation(fault))
        return
    for fault in found:
        error(_printed(fault))
    names = sorted({fault.rule or fault.code for fault in found})
    error(f"{counted(len(found), 'fault')}. More: sco explain {' '.join(names)}")


def warning(fault: Fault) -> None:
    """A fault that did not end the run: a message, or a warning to GitHub."""
    if settings.diagnostics is Diagnostics.github:
        out(_annotation(fault, "warning"))
    else:
        message(_printed(fault))


def _printed(fault: Fault) -> str:
    # A fault prints its text and remedy on lines of their own; within its parts no line end may stand.
    parts = ("file", "place", "problem", "remedy", "text")
    return str(replace(fault, **{part: visible(getattr(fault, part)) for part in parts}))


def _annotation(fault: Fault, kind: str = "error") -> str:
    """A fault as a workflow command of GitHub Actions."""
    said = fault.as_record()
    at = [("file", fault.file), ("line", said["line"]), ("col", said["column"]), ("title", fault.rule or fault.code)]
    properties = ",".join(f"{name}={_escaped(value, ':,')}" for name, value in at if value is not None)
    place = f"{fault.place}: " if fault.place else ""
    return f"::{kind} {properties}::{_escaped(f'{place}{fault.problem} {fault.remedy}'.strip())}"


def _escaped(value: object, more: str = "") -> str:
    """A value as a workflow command holds it: `%`, and in a property what ends one, as an escape of a URL."""
    text = visible(str(value)).replace("%", "%25")
    for char in more:
        text = text.replace(char, f"%{ord(char):02X}")
    return text


def width() -> int:
    """The columns to fill: the terminal's, up to what reads well; 80 in a pipe."""
    if not sys.stdout.isatty():
        return PIPED_WIDTH
    return max(40, min(shutil.get_terminal_size((PIPED_WIDTH, 24)).columns, READABLE_WIDTH))


def bold(text: str) -> str:
    """`text` in bold on a terminal that has not asked for plain text (https://no-color.org)."""
    plain = not sys.stdout.isatty() or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return text if plain else f"\x1b[1m{text}\x1b[0m"


def _plain(value: Any) -> str:
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _write(stream: TextIO, text: str) -> None:
    try:
        stream.write(text)
        stream.flush()
    except OSError as refused:
        _drop(stream)
        if stream is sys.stdout and not isinstance(refused, BrokenPipeError):
            raise unwritable(refused) from None


def _drop(stream: TextIO) -> None:
    """Let what is left for a stream go nowhere: Python would complain once more when it flushes it at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def unwritable(refused: OSError) -> FaultsFound:
    """What stdout could not take, as a fault; nothing more goes there."""
    _drop(sys.stdout)
    problem = f"The output cannot be written: {refused.strerror or type(refused).__name__}."
    remedy = "Make room, or send it somewhere else."
    return FaultsFound([Fault("stdout", "", "output-unwritable", problem, remedy)])
