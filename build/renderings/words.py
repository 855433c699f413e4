"""Short texts that several renderings share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..schemas import Row
from .svg import ellipse, width


def counted(count: int, thing: str) -> str:
    return f"{count:,} {thing}" + ("" if count == 1 else "s")


def document_labels(documents: Sequence[Row]) -> dict[str, tuple[str, str]]:
    """Two lines to name each document by: place and date where that tells it from the others, else its
    identifier and date."""
    named = Counter((row["place"], row["date"]) for row in documents)
    return {
        row["document_id"]: (
            row["place"] if row["place"] and named[row["place"], row["date"]] == 1 else row["document_id"],
            row["date"] or "",
        )
        for row in documents
    }


def one_line(first: str, second: str, size: float, limit: float) -> str:
    """A label's two lines on one, the first cut where there is no room for it."""
    rest = f", {second}" if second else ""
    return ellipse(first, size, limit - width(rest, size)) + rest
