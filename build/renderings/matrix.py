"""Which instruments are cited by which documents, as a picture.

It holds for no document and for many, for long names and for any script.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from ..schemas import Row
from ..summary import Summary
from .svg import BLUE, FAINT, INK, PAPER, Drawing, width, wrap
from .words import counted, document_labels, one_line

MARGIN = 24
#: Up to this many documents have a broad column with the count written beside its mark.
BROAD = 4
#: Instruments shown at most, where the columns are broad and where they are not.
ROWS_BROAD, ROWS_NARROW = 60, 25


@dataclass(frozen=True)
class _Cited:
    """An instrument with its mentions in each document that cites it."""

    row: Row
    counts: Counter[str]

    @property
    def label(self) -> str:
        return str(self.row["short_name"] or self.row["name"])


def instruments_by_document(summary: Summary) -> bytes:
    """A matrix: a row for each instrument, a column for each document, a mark as large as mentions are many.

    Instruments that more documents cite come first, then in the order of the documents that cite them first. Of many
    documents the first are looked at.
    """
    tables = summary.head.tables
    looked_at = tables["documents"]
    limit = ROWS_BROAD if len(looked_at) <= BROAD else ROWS_NARROW
    cited, total = _cited(tables["instruments"], tables["instrument_mentions"], limit)
    shown = {document for one in cited for document in one.counts}
    documents = [row for row in looked_at if row["document_id"] in shown]
    if len(looked_at) <= BROAD and cited:
        documents = looked_at
    rank = {row["document_id"]: n for n, row in enumerate(looked_at)}
    cited.sort(key=lambda one: (-len(one.counts), min(map(rank.__getitem__, one.counts)), -one.counts.total()))

    first = ""
    if len(looked_at) < summary.rows("documents"):
        first = f"the first {len(looked_at)} of {summary.rows('documents'):,}"
    spoken = _spoken(cited, total, documents, first)
    drawing = Drawing("instruments-by-document", "Instruments that the documents refer to", spoken)
    drawing.text(MARGIN, 32, "Instruments that the documents refer to", 16, font_weight="bold")
    if not cited:
        said = f"Of the documents, {first} refer" if first else "The documents of this dataset refer"
        drawing.text(MARGIN, 60, f"{said} to no instrument.", 13, FAINT)
        return drawing.render(480, 84)
    drawing.text(MARGIN, 52, _subtitle(len(cited), total, first), 12, FAINT)
    return _matrix(drawing, cited, documents, len(looked_at))


def _subtitle(cited: int, total: int, first: str) -> str:
    """What the matrix shows; `first` says which of the documents were looked at, where not all."""
    if first and cited < total:
        return f"Of {total} instruments in {first} documents, the {cited} that most of these refer to; mentions in each"
    if first:
        return f"Mentions of each instrument in each of {first} documents"
    if cited < total:
        return f"The {cited} of {total} instruments that most documents refer to; mentions in each"
    return "Mentions of each instrument in each document"


def _cited(instruments: Sequence[Row], mentions: Sequence[Row], limit: int) -> tuple[list[_Cited], int]:
    """At most `limit` instruments, those that most documents cite, and how many there are."""
    counts: dict[str, Counter[str]] = {}
    for mention in mentions:
        counts.setdefault(mention["instrument_id"], Counter())[mention["document_id"]] += 1
    cited = [_Cited(row, counts[row["instrument_id"]]) for row in instruments if row["instrument_id"] in counts]
    total = len(cited)
    if total > limit:
        cited.sort(key=lambda one: (-len(one.counts), -one.counts.total(), one.row["instrument_id"]))
        cited = cited[:limit]
    return cited, total


def _spoken(cited: list[_Cited], total: int, documents: Sequence[Row], first: str) -> str:
    """The figure in words."""
    if not cited:
        return f"Of the documents, {first} refer to no instrument." if first else "No document refers to an instrument."
    all_of = [one.label for one in cited if len(one.counts) == len(documents) > 1]
    among = f", among {first}" if first else ""
    said = f"A matrix of {len(cited)} instruments (of {total}) and {len(documents)} documents{among}: mentions."
    if all_of:
        said += f" Cited by every document shown: {'; '.join(all_of)}."
    return said


def _matrix(drawing: Drawing, cited: list[_Cited], documents: list[Row], all_documents: int) -> bytes:
    labels = document_labels(documents)
    is_broad = len(documents) <= BROAD
    label_width, column, largest = 400, (120 if is_broad else 22), (10.0 if is_broad else 8.0)
    names = [wrap(one.label, 12, label_width - 14, 2) for one in cited]
    left, top = MARGIN + label_width, 106 if is_broad else 226
    right = left + column * len(documents)
    wide = right + MARGIN + (0 if is_broad else 110)

    for n, row in enumerate(documents):
        x = left + column * (n + 0.5)
        first, second = labels[row["document_id"]]
        if is_broad:
            for line, text in enumerate((*wrap(first, 12, column - 10, 1), second)):
                drawing.text(x, top - 30 + 16 * line, text, 12, FAINT if line else INK, "middle", row["document_id"])
        else:
            text = one_line(first, second, 11, 180)
            turn = f"rotate(-60 {x + 4:g} {top - 8:g})"
            drawing.text(x + 4, top - 8, text, 11, INK, "start", row["document_id"], transform=turn)
    if not is_broad:
        drawing.text(right + 16, top - 8, "documents", 11, FAINT)

    most = max(count for one in cited for count in one.counts.values())
    y: float = top
    for group, members in groupby(
        zip(cited, names, strict=True), key=lambda pair: _group(len(pair[0].counts), all_documents)
    ):
        if group:
            drawing.text(MARGIN, y + 18, group, 12, FAINT, font_style="italic")
            y += 24
        for one, lines in members:
            high = 24 if len(lines) == 1 else 37
            drawing.line(MARGIN, y, right + (0 if is_broad else 110 - MARGIN), y)
            tip = f"{one.row['name']} ({one.row['instrument_id']})"
            for line, text in enumerate(lines):
                drawing.text(MARGIN, y + 16 + 14 * line, text, 12, INK, tip=tip)
            for n, row in enumerate(documents):
                if count := one.counts[row["document_id"]]:
                    x = left + column * (n + 0.5)
                    said = f"{one.label} in {row['document_id']}: {counted(count, 'mention')}"
                    _mark(drawing, x, y + high / 2, largest * math.sqrt(count / most), one.row["status"], said)
                    if is_broad:
                        drawing.text(x + 18, y + high / 2 + 4, str(count), 12, INK)
            if not is_broad:
                drawing.text(right + 16, y + high / 2 + 4, str(len(one.counts)), 11, FAINT)
            y += high
    drawing.line(MARGIN, y, right + (0 if is_broad else 110 - MARGIN), y)
    end = _legend(drawing, y + 24, most, largest)
    return drawing.render(max(wide, 480), end)


def _group(cited_by: int, documents: int) -> str:
    """The heading over the instruments that `cited_by` of the documents cite; none for one document."""
    if documents < 2:
        return ""
    if cited_by == documents:
        return "In both documents" if documents == 2 else f"In all {documents} documents"
    return "In one document" if cited_by == 1 else ("In several documents")


def _mark(drawing: Drawing, x: float, y: float, radius: float, status: str, tip: str = "") -> None:
    is_adopted = status == "adopted"
    radius = max(radius, 3) - (0 if is_adopted else 0.75)
    drawing.add(
        "circle",
        "",
        tip,
        cx=x,
        cy=y,
        r=radius,
        fill=BLUE if is_adopted else PAPER,
        stroke=BLUE,
        stroke_width=1.5,
    )


def _legend(drawing: Drawing, y: float, most: int, largest: float) -> float:
    """The key below the matrix; the height of the picture."""
    x: float = MARGIN + 8
    for status, said in (("adopted", "adopted"), ("draft", "draft or proposed")):
        _mark(drawing, x, y - 4, 5, status)
        drawing.text(x + 12, y, said, 11, FAINT)
        x += 34 + width(said, 11)
    for count in sorted({1, most}):
        radius = max(largest * math.sqrt(count / most), 3)
        _mark(drawing, x, y - 4, radius, "adopted")
        said = counted(count, "mention")
        drawing.text(x + 14, y, said, 11, FAINT)
        x += 38 + width(said, 11)
    return y + 20
