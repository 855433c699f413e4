"""How each document is built, as a picture: a strip of sections and paragraphs with the mentions above it.

It holds for no document and for many, for long names and for any script.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from ..model import Corpus
from ..schemas import Row
from ..summary import Summary
from .svg import FAINT, PAPER, VERMILION, Drawing, ellipse
from .words import counted, document_labels, one_line

MARGIN = 24
STRIP_X, STRIP_WIDTH, DOT = 190, 800, 3.2
#: White lines closer together than this would hide the strip.
THINNEST = 4
#: Up to this many documents have a high strip with its numbers beside it.
SPACIOUS = 12
TINTS = ("#dce8f2", "#b9d3e8")


@dataclass(frozen=True)
class _Part:
    """A run of paragraphs of one section: where its words begin and end, counted in words of the document."""

    label: str
    start: int
    breaks: tuple[int, ...]
    end: int


def document_structure(summary: Summary) -> bytes:
    """A strip for each of the first documents, as long as it has words: sections, paragraphs, mentions above it."""
    corpus = summary.head
    documents, total = corpus.tables["documents"], summary.rows("documents")
    said = "; ".join(
        f"{row['document_id']}: {counted(row['words'], 'word')}, {counted(row['paragraphs'], 'paragraph')},"
        f" {counted(row['mentions'], 'mention')}"
        for row in documents
    )
    drawing = Drawing(
        "document-structure",
        "How the documents are built",
        f"A strip for each document, with a dot for each mention of an instrument. {said or 'No document'}.",
    )
    drawing.text(MARGIN, 32, "How the documents are built", 16, font_weight="bold")
    subtitle = "Length of sections in words; white lines part paragraphs; a dot is a mention of an instrument"
    if len(documents) < total:
        subtitle += f"; the first {len(documents)} of {total:,} documents"
    drawing.text(MARGIN, 52, subtitle, 12, FAINT)
    if not documents:
        drawing.text(MARGIN, 84, "This dataset holds no document.", 13, FAINT)
        return drawing.render(640, 108)

    longest = max(max(row["words"] for row in documents), 1)
    scale = STRIP_WIDTH / longest
    labels = document_labels(documents)
    y: float = 76
    for row in documents:
        y = _strip(drawing, row, labels[row["document_id"]], corpus, scale, y, len(documents) <= SPACIOUS)
    _axis(drawing, longest, scale, 70, y + 4)
    return drawing.render(STRIP_X + STRIP_WIDTH + MARGIN + 16, y + 44)


def _parts(document_id: str, corpus: Corpus) -> Iterator[_Part]:
    sections = {row["section_id"]: row for row in corpus.tables["sections"]}
    paragraphs = [row for row in corpus.tables["paragraphs"] if row["document_id"] == document_id]
    start = 0
    for section_id, members in groupby(paragraphs, key=lambda row: row["section_id"]):
        ends = [start]
        for paragraph in members:
            ends.append(ends[-1] + paragraph["words"])
        section = sections[section_id]
        yield _Part(section["label"] or section["kind"], start, tuple(ends[1:-1]), ends[-1])
        start = ends[-1]


def _mentioned(document_id: str, corpus: Corpus) -> list[tuple[float, Row]]:
    """Each mention of a document with its place, counted in words from the beginning."""
    before, places = 0, {}
    for paragraph in corpus.tables["paragraphs"]:
        if paragraph["document_id"] == document_id:
            places[paragraph["paragraph_id"]] = (before, paragraph)
            before += paragraph["words"]
    found = []
    for mention in corpus.tables["instrument_mentions"]:
        if mention["document_id"] == document_id:
            start, paragraph = places[mention["paragraph_id"]]
            share = mention["start"] / max(len(paragraph["text"]), 1)
            found.append((start + share * paragraph["words"], mention))
    return found


def _strip(
    drawing: Drawing,
    row: Row,
    label: tuple[str, str],
    corpus: Corpus,
    scale: float,
    top: float,
    is_spacious: bool,
) -> float:
    """Draws one document below `top`; the y below it."""
    dots: list[tuple[float, int, Row]] = []
    free: list[float] = []  # where each level of dots is free again
    for words, mention in _mentioned(row["document_id"], corpus):
        x = STRIP_X + words * scale
        level = next((n for n, until in enumerate(free) if until <= x), len(free))
        free[level : level + 1] = [x + 2 * DOT]
        dots.append((x, level, mention))
    y, high = top + max(len(free) * 2 * DOT, 6) + 4, 26 if is_spacious else 15
    for x, level, mention in dots:
        tip = f"{mention['text']} ({mention['mention_id']})"
        level_y = y - DOT - 2 - 2 * DOT * level
        drawing.add("circle", "", tip, cx=x, cy=level_y, r=DOT - 0.4, fill=VERMILION)
    for n, part in enumerate(_parts(row["document_id"], corpus)):
        x, wide = STRIP_X + part.start * scale, (part.end - part.start) * scale
        tip = f"{part.label}: {counted(part.end - part.start, 'word')}"
        drawing.add("rect", "", tip, x=x, y=y, width=wide, height=high, fill=TINTS[n % 2])
        drawn = x
        for break_x in (STRIP_X + words * scale for words in part.breaks):
            if break_x - drawn >= THINNEST:
                drawing.line(break_x, y, break_x, y + high, PAPER)
                drawn = break_x
        name = ellipse(part.label, 12, max(wide - 8, 0))
        if len(name) > 3 or name == part.label:
            drawing.text(x + 4, y + high / 2 + 4, name)
    numbers = f"{counted(row['words'], 'word')}, {counted(row['mentions'], 'mention')}"
    room = STRIP_X - MARGIN - 12
    if not is_spacious:
        tip = f"{row['document_id']}: {numbers}"
        drawing.text(MARGIN, y + 12, one_line(*label, 11, room), 11, tip=tip)
        return y + high + 4
    drawing.text(MARGIN, y + 11, ellipse(label[0], 12, room), tip=row["document_id"])
    for n, line in enumerate(filter(None, (label[1], numbers))):
        drawing.text(MARGIN, y + 25 + 14 * n, line, 11, FAINT)
    return y + high + 18


def _axis(drawing: Drawing, longest: int, scale: float, top: float, bottom: float) -> None:
    """A scale of words with four to ten steps."""
    power = 10 ** int(math.log10(longest))
    step = next(s for s in (power // 5, power // 2, power, power * 2) if s >= 1 and longest / s <= 10)
    for words in range(0, longest + 1, step):
        x = STRIP_X + words * scale
        drawing.line(x, bottom, x, bottom + 5, FAINT)
        drawing.text(x, bottom + 18, f"{words:,}", 11, FAINT, "middle")
    drawing.line(STRIP_X, bottom, STRIP_X + STRIP_WIDTH, bottom, FAINT)
    drawing.text(STRIP_X + STRIP_WIDTH, bottom + 34, "words", 11, FAINT, "end")
