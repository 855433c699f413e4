"""`sco verify`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .options import Debug, Json, Quiet
from .output import error, out, out_json, settings


def verify(
    package: Annotated[
        Path, typer.Argument(metavar="PACKAGE", help="The package: the folder of datapackage.json.")
    ] = Path(),
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Prove a package with its own small program.

    Does what verify.py does, which stands in every package and needs Python alone. Proves sizes and hashes of all
    files, rows, types and keys of the tables, SQLite against CSV, each text against the source at its offsets, and
    that the segments cover every source. Prints what is proven, what is not, and every fault. With --json one
    object on stdout, also where there are faults.

    \b
    Examples:
      sco verify
      sco verify my-package
      sco verify --json | jq .counts
    """
    from ..build.standalone.verify import verify as prove

    report = prove(str(package))
    if json:
        out_json(report.as_dict())
    else:
        if not settings.quiet:
            out("\n".join(report.summary()))
        for line in report.complaints():
            error(line)
    raise typer.Exit(report.exit_status)
