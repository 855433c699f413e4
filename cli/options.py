"""Options that more than one verb has."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .output import Diagnostics, settings


def _set_quiet(value: bool) -> bool:
    settings.quiet = settings.quiet or value
    return value


def _set_debug(value: bool) -> bool:
    settings.debug = settings.debug or value
    return value


def _set_json(value: bool) -> bool:
    settings.json = settings.json or value
    return value


def _set_format(value: Diagnostics) -> Diagnostics:
    settings.diagnostics = value
    settings.json = settings.json or value is Diagnostics.json
    return value


Quiet = Annotated[
    bool, typer.Option("--quiet", "-q", callback=_set_quiet, help="Print no messages but those on faults.")
]
Debug = Annotated[bool, typer.Option("--debug", callback=_set_debug, help="Print the traceback of an error of ours.")]
Format = Annotated[
    Diagnostics,
    typer.Option(
        "--format", "-f", callback=_set_format,
        help="How faults are printed; github is for annotations in GitHub Actions.",
    ),
]  # fmt: skip
Json = Annotated[bool, typer.Option("--json", callback=_set_json, help="Print JSON, for programs.")]
Package = Annotated[
    Path, typer.Option("--package", "-p", metavar="DIR", help="The package: the folder of datapackage.json.")
]
