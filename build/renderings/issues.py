"""Known issues that the tables themselves show: what is missing or unsure, with the rows it is about."""

from __future__ import annotations

from collections.abc import Sequence

from ..model import Corpus
from ..schemas import Row
from .markdown import code

IDENTIFIERS_LISTED = 10


def issues(corpus: Corpus) -> str:
    """What the tables themselves show to be missing or unsure, each with the rows that it is about."""
    tables, documents = corpus.tables, corpus.tables["documents"]
    found: list[tuple[str, list[Row], str]] = [
        (f"Documents without a {name}", [row for row in documents if row[name] is None], "document_id")
        for name in ("title", "date", "place", "language")
    ]
    found += [
        (
            "Documents whose language was detected, not stated",
            [row for row in documents if row["language_origin"] == "detected"],
            "document_id",
        ),
        (
            "Documents whose encoding was detected, not stated",
            [row for row in documents if row["source_encoding_origin"] == "detected"],
            "document_id",
        ),
        (
            "Documents whose signatories and instruments were not read (`layers_read` is false)",
            [row for row in documents if not row["layers_read"]],
            "document_id",
        ),
        (
            "Documents in which no paragraph was found",
            [row for row in documents if not row["paragraphs"]],
            "document_id",
        ),
        (
            "Segments that no rule explains (`kind` is `other`)",
            [row for row in tables["segments"] if row["kind"] == "other"],
            "segment_id",
        ),
        (
            "Provisional instruments, not reviewed by a curator (`registered` is false)",
            [row for row in tables["instruments"] if not row["registered"]],
            "instrument_id",
        ),
        (
            "Signatories whose state has no code",
            [row for row in tables["signatories"] if row["state_code"] is None],
            "signatory_id",
        ),
    ]
    lines = [f"- {said}: {len(rows):,} ({_named(rows, key)})." for said, rows, key in found if rows]
    if not lines:
        return (
            "In the tables of this version no document lacks a title, date, place or language, no text is left"
            " unexplained, every instrument has a curated record, and every signatory's state has a code."
        )
    return "Found in the tables of this version:\n\n" + "\n".join(lines)


def _named(rows: Sequence[Row], key: str) -> str:
    names = ", ".join(code(row[key]) for row in rows[:IDENTIFIERS_LISTED])
    more = len(rows) - IDENTIFIERS_LISTED
    return f"{names} and {more:,} more" if more > 0 else names
