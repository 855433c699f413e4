"""`sco cite`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .layout import visible
from .options import Debug, Package
from .output import out

if TYPE_CHECKING:
    from ..build.inspection import Match


class Format(StrEnum):
    """How a citation is printed."""

    text = "text"
    bibtex = "bibtex"
    ris = "ris"


def cite(
    identifier: Annotated[
        str | None,
        typer.Argument(metavar="ID", help="A document, section or paragraph; else the dataset."),
    ] = None,
    format: Annotated[Format, typer.Option("--format", "-f", help="How to print it.")] = Format.text,
    package: Package = Path(),
    debug: Debug = False,
) -> None:
    """Cite the dataset, a document or a passage.

    The whole dataset without an ID; else a document, a section or a paragraph, with the dataset it is cited
    from.

    In the text form square brackets stand around what a curator supplied and the text cited does not say. In
    BibTeX and RIS the note names it.

    \b
    Examples:
      sco cite
      sco cite sco-2003-moscow
      sco cite sco-2003-moscow:II.3 --format bibtex
      sco cite sco-2003-moscow:IV --format ris > passage.ris
    """
    from ..build import citation, inspection
    from . import packages

    descriptor, tables = packages.read(package)
    metadata = citation.metadata_of(descriptor)
    if identifier is None:
        text = citation.cite_dataset(metadata, format)
    else:
        found = citation.citable(tables, identifier)
        if found is None:
            other = inspection.find(tables, identifier)
            if not other:
                raise inspection.unknown(tables, identifier, str(package / "datapackage.json"))
            raise typer.BadParameter(_hint(other[0], identifier), param_hint="ID")
        document, passage = found
        if passage is None:
            text = citation.cite_document(metadata, document, format)
        else:
            text = citation.cite_passage(metadata, document, passage, format)
    for line in text.split("\n"):
        out(visible(line))


def _hint(match: Match, identifier: str) -> str:
    near = match.row.get("paragraph_id") or match.row.get("section_id") or match.row.get("document_id")
    instead = f" Cite {near} instead?" if near else ""
    return f"{identifier} is of the kind {match.kind}; documents, sections and paragraphs can be cited.{instead}"
