"""Documents against their sources, and offsets and line numbers against the text."""

from __future__ import annotations

import hashlib
from functools import cache

from ..schemas import TABLES, schema
from .ground import Ground, cell, csv_path, expect
from .rules import Findings


def check(ground: Ground, found: Findings) -> None:
    _documents(ground, found)
    _offsets(ground, found)
    _lines(ground, found)


def _documents(ground: Ground, found: Findings) -> None:
    documents = ground.by_id("documents")
    for document_id, source in ground.sources.items():
        if document_id not in documents:
            problem = f"The source is read as {document_id}, but documents has no such row."
            found.add("source-set", source.path, "", problem)
    for document_id, record in documents.items():
        source_ = ground.sources.get(document_id)
        if source_ is None:
            cell(found, "source-set", "documents", record, "document_id", f"{document_id} has no source text.")
            continue
        facts = {
            "source_file": source_.path,
            "source_sha256": hashlib.sha256(source_.raw).hexdigest(),
            "source_bytes": len(source_.raw),
            "source_chars": len(source_.text),
            "source_encoding": source_.encoding,
        }
        for column, value in facts.items():
            expect(found, "source-facts", "documents", record, column, value, "of the source it is")


@cache
def _placed() -> tuple[str, ...]:
    """The tables whose rows say where they stand in a source."""
    return tuple(t for t in TABLES if {"char_start", "char_end", "document_id"} <= set(schema(t).names))


@cache
def _placed_inside() -> tuple[str, ...]:
    """The tables whose rows say where they stand in a paragraph."""
    return tuple(t for t in TABLES if "start" in schema(t).names)


def _offsets(ground: Ground, found: Findings) -> None:
    for table in _placed():
        spans = ground.spans(table)
        for record in (ground.records[table][n] for n, span in enumerate(spans) if span is None):
            start, end = record["char_start"], record["char_end"]
            if start is not None and end is not None and record["document_id"] in ground.texts:
                length = len(ground.texts[record["document_id"]])
                problem = f"Offsets {start} to {end} are no slice of a text of {length} characters."
                cell(found, "offsets", table, record, "char_start and char_end", problem)
    for table in _placed_inside():
        for record, paragraph in zip(ground.records[table], ground.paragraphs_of(table), strict=True):
            start, end = record["start"], record["end"]
            if paragraph is None or paragraph["text"] is None or start is None or end is None:
                continue
            length = len(paragraph["text"])
            if not 0 <= start < end <= length:
                problem = f"Offsets {start} to {end} are no slice of a paragraph of {length} characters."
                found.add("offsets", csv_path(table), f"row {record.n}, column start and end", problem)


def _lines(ground: Ground, found: Findings) -> None:
    for record in ground.records["paragraphs"]:
        span = ground.span(record)
        if span:
            first = ground.line(span.document_id, span.start)
            last = ground.line(span.document_id, span.end - 1)
            expect(found, "lines", "paragraphs", record, "line_start", first, "by its offset the line is")
            expect(found, "lines", "paragraphs", record, "line_end", last, "by its offset the line is")
