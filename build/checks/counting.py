"""Counts against the rows that they count, and the first mention of each instrument."""

from __future__ import annotations

from .ground import Ground, Record, expect
from .rules import Findings

#: Columns of documents that count rows, and the table that each counts.
COUNTED = {
    "sections": "sections",
    "paragraphs": "paragraphs",
    "signatories": "signatories",
    "mentions": "instrument_mentions",
}


def check(ground: Ground, found: Findings) -> None:
    for document in ground.records["documents"]:
        document_id = document["document_id"]
        for column, table in COUNTED.items():
            rows = len(ground.of(table).get(document_id, []))
            expect(found, "counts", "documents", document, column, rows, f"its rows in {table} are")
        words = sum(p["words"] or 0 for p in ground.of("paragraphs").get(document_id, []))
        expect(found, "counts", "documents", document, "words", words, "the words of its paragraphs are")
    mentions: dict[str, list[Record]] = {}
    for mention in ground.records["instrument_mentions"]:
        if mention["instrument_id"] is not None:
            mentions.setdefault(mention["instrument_id"], []).append(mention)
    for instrument in ground.records["instruments"]:
        _instrument(ground, instrument, mentions.get(instrument["instrument_id"], []), found)


def _instrument(ground: Ground, instrument: Record, mentions: list[Record], found: Findings) -> None:
    documents = {m["document_id"] for m in mentions}
    expect(found, "counts", "instruments", instrument, "mentions", len(mentions), "the mentions of it are")
    expect(
        found,
        "counts",
        "instruments",
        instrument,
        "documents",
        len(documents),
        "the documents that mention it are",
    )
    placed = [m for m in mentions if m.has("mention_id", "document_id", "char_start")]
    if placed and len(placed) == len(mentions):
        order = ground.order
        first = min(placed, key=lambda m: (order.get(m["document_id"], len(order)), m["char_start"]))
        why = "by date and place it is"
        expect(found, "first-mention", "instruments", instrument, "first_mention_id", first["mention_id"], why)
