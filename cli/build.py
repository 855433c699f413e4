"""`sco build`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from .layout import counted, visible
from .options import Debug, Format, Json, Quiet
from .output import Diagnostics, message, out_json, progress, settings


def build(
    source: Annotated[
        Path,
        typer.Option("--source", "-s", metavar="DIR", help="Where the texts are: a folder of .txt files."),
    ] = Path("data"),
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="Where the package is written.")
    ] = Path(),
    format: Format = Diagnostics.text,
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Build the package from texts and curated files.

    DIR of --source holds the texts, either itself or in a folder raw/, and may hold a folder curated/ with
    what an editor decided. Files that would not change are not touched. Where an input is faulty nothing is
    written: the package that was there stays as it was, and the faults of all inputs are printed. --json is short
    for --format json.

    \b
    Examples:
      sco build
      sco build --source my-texts --output my-package
      sco build --quiet --json
      sco build --format github
    """
    from ..build import pipeline

    report = pipeline.build(source, output, progress)
    if settings.json:
        out_json(asdict(report))
        return
    counts = (
        counted(report.documents, "document"),
        counted(len(report.tables), "table"),
        counted(sum(report.tables.values()), "row"),
    )
    changed = f"{counted(len(report.written), 'file')} changed" if report.written else "Nothing changed"
    message(f"{visible(str(report.root))}: {', '.join(counts)}. {changed}.")
