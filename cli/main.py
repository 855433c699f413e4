"""The command `sco`: its verbs, and what becomes of errors.

Verbs import what they work with when they run, so that `sco --help` starts quickly. Errors that a user can
cause come as faults, with an exit status; everything else is an error of ours.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from ..build.faults import BUG, FaultsFound
from . import output
from .build import build
from .cite import cite
from .explain import explain
from .info import info
from .layout import guarded
from .new import new
from .options import Debug, Quiet
from .output import Diagnostics, Settings, settings
from .score import score
from .show import show
from .validate import validate
from .verify import verify

EXIT_CODES = (
    (0, "fine"),
    (1, "the data are invalid, or have nothing with the identifier asked for"),
    (2, "wrong usage"),
    (3, "an input is missing or unreadable"),
    (70, "an error of ours"),
    (130, "stopped by Ctrl-C"),
)

#: What a system says that has no room for more.
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class Group(TyperGroup):
    """The command with its verbs; what it says of wrong usage quotes arguments, which can be names of files."""

    def make_context(self, *arguments: Any, **more: Any) -> Any:
        with _escaped():
            return super().make_context(*arguments, **more)

    def invoke(self, *arguments: Any, **more: Any) -> Any:
        with _escaped():
            return super().invoke(*arguments, **more)


@contextmanager
def _escaped() -> Iterator[None]:
    try:
        yield
    except Exception as error:
        if hasattr(error, "format_message"):
            error.message = guarded(error.message)  # type: ignore[attr-defined]
        raise


app = typer.Typer(
    name="sco",
    cls=Group,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["--help", "-h"]},
    epilog="\b\nExit codes:\n" + "\n".join(f"{code:>5}  {meaning}" for code, meaning in EXIT_CODES),
)
for verb in (build, validate, verify, explain, new, score, info, show, cite):
    app.command()(verb)


def _version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        output.out(f"sco-declarations {version('sco-declarations')}")
        raise typer.Exit()


@app.callback()
def sco(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")
    ] = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Declarations of the heads of the SCO member states as data: build, check, extend, look into and
    cite them.

    \b
    Examples:
      sco build
      sco validate
      sco info
      sco show sco-2003-moscow:I.2
      sco cite sco-2003-moscow --format bibtex
    """


@cache
def _command() -> Any:
    """The command made of `app`: made once for programs, such as tests, that run it often."""
    return typer.main.get_command(app)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; the exit status. `arguments` are those of the process where none are given."""
    vars(settings).update(vars(Settings()))
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started it
            setattr(sys, name, open(os.devnull, "w"))  # noqa: SIM115, PTH123
    for stream in (sys.stdout, sys.stderr):
        # A terminal or pipe that knows fewer letters than the texts gets escapes, not an error.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    try:
        _command().main(args=list(sys.argv[1:] if arguments is None else arguments), prog_name="sco")
    except SystemExit as stopped:
        return _status(stopped)
    except KeyboardInterrupt:
        return 130
    except Exception as unexpected:
        try:
            return _failed(unexpected)
        except FaultsFound as refused:  # stdout cannot take the faults
            vars(settings).update(json=False, diagnostics=Diagnostics.text)
            return _failed(refused)
    return 0


def _status(stopped: SystemExit) -> int:
    if stopped.code == 130:
        output.error("Stopped.")
    return stopped.code if isinstance(stopped.code, int) else int(bool(stopped.code))


def _failed(unexpected: Exception) -> int:
    if isinstance(unexpected, OSError) and unexpected.filename is None and unexpected.errno in FULL:
        unexpected = output.unwritable(unexpected)  # help, which Typer prints
    if isinstance(unexpected, FaultsFound):
        output.faults(unexpected.faults)
        return unexpected.exit_status
    if settings.debug:
        import traceback

        output.error("".join(traceback.format_exception(unexpected)).rstrip())
    from .layout import prose, visible

    reason = visible(f"{type(unexpected).__name__}: {unexpected}")
    more = "" if settings.debug else " With --debug it shows where."
    output.error(
        prose(
            f"sco stopped over an error of its own, not of yours or of the data ({reason}).{more} "
            "Please report it to the maintainers, with the command you gave.",
            output.width(),
        )
    )
    return BUG


if __name__ == "__main__":
    sys.exit(main())
