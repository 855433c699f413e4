"""`sco new`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from .layout import pairs, visible
from .options import Debug, Json, Quiet
from .output import message, out_json, width


def new(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The text: a .txt file.")],
    source: Annotated[
        Path,
        typer.Option("--source", "-s", metavar="DIR", help="Where the texts are: a folder of .txt files."),
    ] = Path("data"),
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Add a text, with a sidecar for what it does not say.

    The text is copied byte for byte into raw/ of DIR. The sidecar goes into curated/documents/; it proposes
    an identifier, says what the text itself has (title, type, issuer, date, place) and leaves open what could
    not be read. In a DIR without raw/ both go into DIR itself. Nothing is ever overwritten, and where one of
    the two cannot be written, neither is.

    \b
    Examples:
      sco new declaration.txt
      sco new declaration.txt --source my-texts
    """
    from ..build import intake

    planned = intake.plan(file, source)
    intake.write(planned)
    if json:
        out_json(
            {
                "document_id": planned.document_id,
                "text": planned.text.as_posix(),
                "sidecar": planned.sidecar.as_posix(),
                "encoding": planned.encoding,
                "read": planned.read,
                "open": planned.open,
                "counts": planned.counts,
            }
        )
        return
    counts = ", ".join(f"{name.replace('_', ' ')}: {number}" for name, number in planned.counts.items())
    said = [
        ("text", f"{visible(str(planned.text))}{' (was there)' if planned.is_there else ''}, {planned.encoding}"),
        ("sidecar", visible(str(planned.sidecar))),
        ("document", planned.document_id),
        *((name.replace("_", " "), visible(value)) for name, value in planned.read.items()),
        ("not found", ", ".join(name.replace("_", " ") for name in planned.open)),
        ("rows", counts),
    ]
    message(pairs(said, width()))
    if source == Path("data"):
        steps = "`sco build`, then `sco validate`"
    else:
        steps = f"`sco build --source {visible(str(source))} --output PACKAGE`, then `sco validate PACKAGE`"
    message(f"\nNext: read the sidecar and fill in what you know. Then {steps}.")
