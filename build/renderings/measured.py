"""The part of the codebook that says how well the tables agree with a reader's annotation."""

from __future__ import annotations

from collections.abc import Sequence

from ..schemas import TABLES, Row, schema
from .markdown import code, link, prose, table

INTRODUCTION = """\
A reader annotated these documents, and here the tables are compared with that. In brackets stand the ends
of the 95 % interval by Wilson's score method. {levels} says what has to agree. The figures are rows of
{quality}, and `sco score` prints them with every difference."""


def measured(rows: Sequence[Row]) -> str:
    """The figures of quality, a line for each layer and level; nothing where there are none."""
    if not rows:
        return ""
    by_level: dict[tuple[str, str], dict[str, Row]] = {}
    for row in rows:
        by_level.setdefault((row["layer"], row["level"]), {})[row["metric"]] = row
    shares, values = [], []
    for (layer, level), metrics in by_level.items():
        first = next(iter(metrics.values()))
        named = (link(layer) if layer in TABLES else code(layer), code(level))
        if "accuracy" in metrics:
            values.append((*named, _figure(first), f"{first['correct']:,}", f"{first['found']:,}"))
        else:
            figures = (_figure(metrics.get(metric)) for metric in ("precision", "recall", "f1"))
            counts = (f"{first[name]:,}" for name in ("correct", "found", "gold"))
            shares.append((*named, *figures, *counts))
    levels, quality = link("quality.level"), link("quality")
    parts = [INTRODUCTION.format(levels=levels, quality=quality), prose(schema("quality").spec["description"])]
    if shares:
        heads = ("Layer", "Level", "Precision", "Recall", "F1", "Correct", "Found", "Annotated")
        parts.append(table(heads, shares, right=range(5, 8)).rstrip())
    if values:
        parts.append(
            "Of what both have:\n\n"
            + table(("Layer", "Level", "Accuracy", "Correct", "Compared"), values, right=(3, 4)).rstrip()
        )
    return "\n\n".join(parts)


def _figure(row: Row | None) -> str:
    if row is None or row["value"] is None:
        return "-"
    return f"{row['value']}" + ("" if row["low"] is None else f" ({row['low']} to {row['high']})")
