"""`sco build`."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from .layout import counted, visible
from .options import Debug, Format, Json, Quiet
from .output import Diagnostics, message, out_json, progress, settings, warning


def build(
    source: Annotated[
        Path,
        typer.Option("--source", "-s", metavar="DIR", help="Where the texts are: a folder of .txt files."),
    ] = Path("data"),
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="DIR", help="Where the package is written.")
    ] = Path(),
    workers: Annotated[
        int | None,
        typer.Option("--workers", "-w", metavar="N", min=1, help="Processes that read; absent, all cores."),
    ] = None,
    strict: Annotated[
        bool | None,
        typer.Option("--strict/--lenient", help="Whether an error in one text ends the build, or leaves it out."),
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on from what a build that was stopped has read.")
    ] = False,
    cache: Annotated[
        Path | None,
        typer.Option("--cache", metavar="DIR", help="Keep what is read for the next build."),
    ] = None,
    cluster: Annotated[
        str | None, typer.Option("--cluster", metavar="ADDRESS", help="Read on a cluster of dask.distributed.")
    ] = None,
    work: Annotated[
        str | None, typer.Option("--work", metavar="PLACE", help="A folder or address that the whole cluster reaches.")
    ] = None,
    format: Format = Diagnostics.text,
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Build the package from texts and curated files.

    DIR of --source holds the texts, either itself or in a folder raw/, and may hold a folder curated/ with
    what an editor decided. Files that would not change are not touched. Where a build ends over a fault nothing is
    written: the package that was there stays as it was, and the faults of all inputs are printed. --json is short
    for --format json.

    An error in one text ends the build of a project (a folder with raw/). In any other folder of texts it leaves
    the text out: the table diagnostics says which and why. --strict and --lenient choose.

    Many texts are read in batches, by as many processes as there are cores. A build that was stopped has its
    finished batches kept: --resume goes on from there. With --cache DIR they are kept for all later builds. The
    files are the same bytes, whoever read the texts, in whatever order.

    \b
    Examples:
      sco build
      sco build --source my-texts --output my-package
      sco build --quiet --json
      sco build --format github
      sco build -s treaties -o package --workers 4 --cache kept
      sco build -s treaties -o package --cluster tcp://10.0.0.1:8786 --work all
    """
    from ..build import pipeline
    from ..build.model import Options

    report = pipeline.build(source, output, progress, Options(workers, cluster, work, strict, resume, cache))
    if settings.json:
        out_json({**asdict(report), "faults": [fault.as_record() for fault in report.faults]})
        return
    for fault in report.faults:
        warning(fault)
    if report.left_out:
        message(f"{counted(report.left_out, 'text')} left out; data/csv/diagnostics.csv says why.")
    counts = (
        counted(report.documents, "document"),
        counted(len(report.tables), "table"),
        counted(sum(report.tables.values()), "row"),
    )
    changed = f"{counted(len(report.written), 'file')} changed" if report.written else "Nothing changed"
    message(f"{visible(str(report.root))}: {', '.join(counts)}. {changed}.")
