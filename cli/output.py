"""Where output goes: data to stdout, messages to stderr, progress to a terminal alone.

The only module that prints. A pipe that its reader has closed is no error: what is left is dropped in
silence, and the exit status stays what the work itself says.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TextIO

from ..build.faults import Fault
from .layout import counted, visible, visible_json

PIPED_WIDTH = 80
READABLE_WIDTH = 120


@dataclass
class Settings:
    """What the options that every verb knows were set to; `main` resets it at each run."""

    quiet: bool = False
    debug: bool = False
    json: bool = False
    in_progress: bool = False


settings = Settings()


def out(text: str = "") -> None:
    """A line of data."""
    clear_progress()
    _write(sys.stdout, text + "\n")


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
    _write(sys.stderr, text + "\n")


def progress(doing: str, done: int, of: int) -> None:
    """What is being done, on one line that the next one overwrites; nothing where stderr is no terminal."""
    if settings.quiet or not sys.stderr.isatty():
        return
    line = f"{doing} {done + 1} of {of} ..." if of > 1 else f"{doing} ..."
    clear_progress()
    _write(sys.stderr, visible(line)[: shutil.get_terminal_size().columns - 1])
    settings.in_progress = True


def clear_progress() -> None:
    """Take the line of progress away, where there is one."""
    if settings.in_progress:
        settings.in_progress = False
        _write(sys.stderr, "\r\x1b[K")


def faults(found: Sequence[Fault]) -> None:
    """Every fault on stderr and how many there are; with `--json` a JSON array of them on stdout instead."""
    if settings.json:
        out_json([fault.as_dict() for fault in found])
        return
    for fault in found:
        # A fault prints its remedy on a second line; within its parts no line end may stand.
        escaped = {name: visible(part) for name, part in fault.as_dict().items()}
        error(str(Fault(**escaped)))
    error(f"{counted(len(found), 'fault')}.")


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
    except BrokenPipeError:
        # Python would complain once more when it flushes the stream at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
