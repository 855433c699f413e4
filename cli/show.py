"""`sco show`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .options import Debug, Json, Package
from .output import message, out, out_json, width


def show(
    identifier: Annotated[
        str,
        typer.Argument(
            metavar="ID",
            help="A document, section, paragraph, signatory, instrument, mention, segment, edit, evidence, quality or "
            "diagnostic.",
        ),
    ],
    table: Annotated[
        str | None,
        typer.Option("--table", "-t", metavar="TABLE", help="The table to look in, where two have the identifier."),
    ] = None,
    package: Package = Path(),
    json: Json = False,
    debug: Debug = False,
) -> None:
    """Show what stands behind an identifier.

    A paragraph with its mentions of instruments marked and its place in the source; an instrument with
    every passage that cites it and the words around it; and so on. In a paragraph each mention stands in
    square brackets, with its number in the list below it. Invisible characters of the source are shown as
    escapes.

    \b
    Examples:
      sco show sco-2003-moscow
      sco show sco-2003-moscow:I.2
      sco show sco-2002-st-petersburg:signatory.5
      sco show sco-charter
      sco show sco-charter --json | jq '.mentions[].mention_id'
    """
    from ..build import inspection
    from . import packages, pages

    _, tables = packages.read(package)
    if table is not None and table not in inspection.KINDS:
        raise typer.BadParameter(f"{table} is none of {', '.join(inspection.KINDS)}.", param_hint="--table")
    matches = inspection.find(tables, identifier)
    wanted = [match for match in matches if table in (None, match.table)]
    if not wanted:
        raise inspection.unknown(tables, identifier, str(package / "datapackage.json"))
    first, *others = wanted
    said = inspection.detail(tables, first, packages.source_reader(package, tables))
    if json:
        out_json(said)
    else:
        out(pages.page(said, width()))
    for other in others:
        message(f"{identifier} is of the kind {other.kind} too: add --table {other.table}.")
