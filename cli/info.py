"""`sco info`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from .layout import prose, table, visible
from .options import Debug, Json
from .output import bold, out, out_json, width

#: Documents that the page lists; with --json all are there.
LISTED = 100


def info(
    package: Annotated[
        Path, typer.Argument(metavar="PACKAGE", help="The package: the folder of datapackage.json.")
    ] = Path(),
    json: Json = False,
    debug: Debug = False,
) -> None:
    """Say what is in a package.

    Its title, version and licence, its documents and tables, the instruments that its texts refer to most
    often, and how to cite it.

    \b
    Examples:
      sco info
      sco info my-package
      sco info --json | jq .documents
    """
    from ..build import citation, inspection
    from . import packages

    descriptor, tables = packages.read(package)
    metadata = citation.metadata_of(descriptor)
    said = inspection.summary(metadata, tables, documents=None if json else LISTED)
    said["citation"] = citation.cite_dataset(metadata)
    if json:
        out_json(said)
    else:
        out(_page(said, width()))


def _page(said: dict[str, Any], columns: int) -> str:
    facts = [f"{said['name']} {said['version']}".strip()]
    if said["released"]:
        facts.append(f"released {said['released']}")
    facts += [name for name in said["licenses"] if name]
    parts = [bold(prose(visible(said["title"]), columns)), prose(visible(", ".join(facts)), columns)]
    if said["description"]:
        parts += ["", prose(visible(" ".join(said["description"].split())), columns)]
    counts = ("paragraphs", "signatories", "mentions")
    documents = [
        (row["document_id"], row["date"], visible(row["place"] or ""), *(row[name] for name in counts))
        for row in said["documents"]
    ]
    parts += ["", bold("Documents"), table(("document", "date", "place", *counts), documents, columns)]
    more = next((row["rows"] for row in said["tables"] if row["table"] == "documents"), 0) - len(documents)
    if more > 0:
        parts.append(prose(f"and {more:,} more, in data/csv/documents.csv", columns))
    tables = [(row["table"], row["rows"], row["columns"]) for row in said["tables"]]
    parts += ["", bold("Tables"), table(("table", "rows", "columns"), tables, columns)]
    if said["most_cited"]:
        cited = [
            (row["instrument_id"], row["mentions"], row["documents"], visible(row["name"]))
            for row in said["most_cited"]
        ]
        headings = ("instrument", "mentions", "documents", "name")
        parts += ["", bold("Most cited instruments"), table(headings, cited, columns)]
    parts += ["", bold("How to cite"), prose(visible(said["citation"]), columns)]
    return "\n".join(parts)
