"""The tiling: every character of a source in one segment, and every segment with the rows it belongs to."""

from __future__ import annotations

from bisect import bisect_right

from .ground import Ground, Record, Span, cell, csv_path, fold
from .rules import Findings, quote

#: Which kinds of segment may belong to a paragraph, and to a signatory.
OF_PARAGRAPH = ("paragraph", "label")
OF_SIGNATORY = ("signature",)


def check(ground: Ground, found: Findings) -> None:
    for document_id in ground.texts.keys() & ground.by_id("documents").keys():
        segments = [(span, s) for s in ground.of("segments").get(document_id, []) if (span := ground.span(s))]
        segments.sort(key=lambda pair: (pair[1]["position"] or 0, pair[0].start))
        _tiling(ground, document_id, segments, found)
        _interruptions(ground, document_id, segments, found)
    for segment in ground.records["segments"]:
        _rows(ground, segment, found)
        _kind(segment, found)
    _numbers(ground, found)


def _tiling(ground: Ground, document_id: str, segments: list[tuple[Span, Record]], found: Findings) -> None:
    text, at = ground.texts[document_id], 0
    for span, segment in segments:
        if span.start < at:
            problem = f"The segment begins at {span.start}, before {at}, where the one before it ends."
            cell(found, "tiling", "segments", segment, "char_start", problem)
        _gap(ground, document_id, at, span.start, found)
        at = max(at, span.end)
    _gap(ground, document_id, at, len(text), found)


def _gap(ground: Ground, document_id: str, start: int, end: int, found: Findings) -> None:
    left = ground.texts[document_id][start:end]
    if left.strip():
        begin = start + len(left) - len(left.lstrip())
        problem = (
            f"Characters {begin} to {start + len(left.rstrip())} of {document_id} are in no segment: "
            f"{quote(fold(left))} on line {ground.line(document_id, begin)}."
        )
        found.add("tiling", csv_path("segments"), "", problem)


def _interruptions(ground: Ground, document_id: str, segments: list[tuple[Span, Record]], found: Findings) -> None:
    """A segment inside a paragraph's span that is not the paragraph's must leave no trace in its text."""
    paragraphs = sorted(
        (span.start, span.end, p["paragraph_id"] or "")
        for p in ground.of("paragraphs").get(document_id, [])
        if (span := ground.span(p))
    )
    starts = [start for start, _, _ in paragraphs]
    for span, segment in segments:
        at = bisect_right(starts, span.start) - 1
        if at < 0 or span.start >= paragraphs[at][1]:
            continue
        _, end, paragraph_id = paragraphs[at]
        if segment["paragraph_id"] == paragraph_id:
            continue
        left = ground.left_by_edits(Span(document_id, span.start, min(span.end, end)))
        if left.strip():
            problem = (
                f"The segment stands inside {paragraph_id} and belongs to {quote(segment['paragraph_id'])}, "
                f"but edits leave {quote(fold(left))} of it in the text."
            )
            cell(found, "interruption", "segments", segment, "paragraph_id", problem)


def _rows(ground: Ground, segment: Record, found: Findings) -> None:
    span = ground.span(segment)
    if span is None:
        return
    for column, table in (
        ("section_id", "sections"),
        ("paragraph_id", "paragraphs"),
        ("signatory_id", "signatories"),
    ):
        row = ground.by_id(table).get(segment[column])
        whole = ground.span(row) if row else None
        if row is None or whole is None:
            continue
        if table == "paragraphs" and segment["kind"] == "label":
            # A printed number belongs to its paragraph but stands before it.
            if span.end > whole.start:
                problem = f"The label ends at {span.end}, but {segment[column]} begins at {whole.start} already."
                cell(found, "segment-row", "segments", segment, column, problem)
        elif not (whole.start <= span.start and span.end <= whole.end):
            problem = (
                f"The segment runs from {span.start} to {span.end}, but {segment[column]} "
                f"from {whole.start} to {whole.end}."
            )
            cell(found, "segment-row", "segments", segment, column, problem)
        if table == "paragraphs" and row["section_id"] != segment["section_id"]:
            problem = (
                f"section_id is {quote(segment['section_id'])}, but the paragraph of the segment is in "
                f"{quote(row['section_id'])}."
            )
            cell(found, "segment-row", "segments", segment, "section_id", problem)


def _kind(segment: Record, found: Findings) -> None:
    kind = segment["kind"]
    if kind is None:
        return
    for column, kinds in (("paragraph_id", OF_PARAGRAPH), ("signatory_id", OF_SIGNATORY)):
        if segment[column] is not None and kind not in kinds:
            problem = f"A segment of kind {kind} belongs to {segment[column]}; only {' or '.join(kinds)} can."
            cell(found, "segment-kind", "segments", segment, "kind", problem)
    if kind == "paragraph" and segment["paragraph_id"] is None:
        cell(
            found,
            "segment-kind",
            "segments",
            segment,
            "paragraph_id",
            "Running text belongs to no paragraph.",
        )


def _numbers(ground: Ground, found: Findings) -> None:
    """The printed number of a paragraph against the label segments that belong to it."""
    labels: dict[str, list[Span]] = {}
    texts: set[str] = set()
    for segment in ground.records["segments"]:
        span, paragraph_id = ground.span(segment), segment["paragraph_id"]
        if span and paragraph_id is not None and segment["kind"] == "label":
            labels.setdefault(paragraph_id, []).append(span)
        elif span and paragraph_id is not None:
            texts.add(paragraph_id)
    for paragraph in ground.records["paragraphs"]:
        if paragraph["document_id"] not in ground.texts:
            continue
        spans = labels.get(paragraph["paragraph_id"], [])
        printed = paragraph["number_printed"]
        whole = Span(spans[0].document_id, min(s.start for s in spans), max(s.end for s in spans)) if spans else None
        accepted = {fold(ground.slice(whole)), ground.reading(whole)} if whole else {None}
        if printed not in accepted:
            there = quote(fold(ground.slice(whole))) if whole else "none"
            problem = f"number_printed is {quote(printed)}, but the label before the paragraph is {there}."
            cell(found, "number-printed", "paragraphs", paragraph, "number_printed", problem)
        if ground.span(paragraph) and paragraph["paragraph_id"] not in texts:
            problem = f"{quote(paragraph['paragraph_id'])} has no segment of running text."
            cell(found, "segment-row", "paragraphs", paragraph, "paragraph_id", problem)
