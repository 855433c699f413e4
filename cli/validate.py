"""`sco validate`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .layout import visible
from .options import Debug, Format, Json, Quiet
from .output import Diagnostics, message, out_json, settings


def validate(
    package: Annotated[
        Path, typer.Argument(metavar="PACKAGE", help="The package: the folder of datapackage.json.")
    ] = Path(),
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers", "-w", metavar="N", min=1, help="Processes that look at a large one; absent, all cores."
        ),
    ] = None,
    format: Format = Diagnostics.text,
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Check a package.

    Its files, its tables, and what the data model promises. Every fault is printed with its file, its
    place, its reason and what to do. The exit status is 0 where there is none. With --json, short for
    --format json, the faults are a JSON array on stdout, empty where there is none. Cells of CSV files that a
    spreadsheet would run as a formula are no fault, but are told.

    \b
    Examples:
      sco validate
      sco validate my-package
      sco validate --json | jq length
      sco validate --format github
    """
    from ..build.checks import cautions, check_package
    from ..build.faults import FaultsFound
    from ..build.workers import cores

    found = check_package(package, processes=workers or cores())
    if found:
        raise FaultsFound(found)
    if settings.json:
        out_json([])
    else:
        for caution in cautions(package):
            message(visible(caution))
        message(f"{visible(str(package))}: valid.")
