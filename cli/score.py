"""`sco score`."""

from __future__ import annotations

from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from .layout import counted, pairs, prose, table, visible
from .options import Debug, Json, Quiet
from .output import bold, out, out_json, progress, width

if TYPE_CHECKING:
    from ..build.quality import Comparison

HEADINGS = ("level", "metric", "value", "95 % interval", "correct", "found", "gold")


def score(
    source: Annotated[
        Path,
        typer.Option("--source", "-s", metavar="DIR", help="Where the texts are: a folder of .txt files."),
    ] = Path("data"),
    gold: Annotated[
        Path | None,
        typer.Option("--gold", "-g", metavar="DIR", help="A reader's annotation; without it, gold/ in the source."),
    ] = None,
    json: Json = False,
    quiet: Quiet = False,
    debug: Debug = False,
) -> None:
    """Compare what is read in the texts with what a reader found in them.

    Prints precision, recall and F1 of each layer, with their intervals and counts, as the table quality has
    them; then everything on which the two do not agree: missed, found falsely (false), found with other
    limits (span), or with another value. Writes nothing.

    \b
    Examples:
      sco score
      sco score --source my-texts --gold my-annotation
      sco score --json | jq '.quality[] | select(.metric == "f1")'
    """
    from ..build import pipeline

    comparison = pipeline.score(source, gold, progress)
    if json:
        out_json({"quality": comparison.rows, "differences": [asdict(one) for one in comparison.differences]})
    else:
        out(_page(comparison, width()))


def _page(comparison: Comparison, columns: int) -> str:
    blocks = []
    for layer, group in groupby(comparison.rows, key=lambda row: str(row["layer"])):
        rows = list(group)
        cells = [
            (
                row["level"],
                row["metric"],
                _figure(row["value"]),
                "" if row["low"] is None else f"{_figure(row['low'])} to {_figure(row['high'])}",
                *(row[name] for name in ("correct", "found", "gold")),
            )
            for row in rows
        ]
        on = prose(visible(f"On {rows[0]['measured_on']}"), columns)
        blocks.append(f"{bold(layer)}\n{on}\n{table(HEADINGS, cells, columns)}")
    many = len(comparison.differences)
    blocks.append(bold(counted(many, "difference") if many else "No difference"))
    for one in comparison.differences:
        said = [
            ("expected", visible(one.expected) if one.expected is not None else "nothing"),
            ("found", visible(one.found) if one.found is not None else "nothing"),
        ]
        blocks.append(f"{one.layer}, {one.kind}: {visible(one.passage)}\n{pairs(said, columns)}")
    return "\n\n".join(blocks)


def _figure(value: float | None) -> str:
    return "-" if value is None else f"{value:.4f}"
