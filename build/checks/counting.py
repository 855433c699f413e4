"""Counts against the rows that they count, and the first mention of each instrument and entity."""

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
    for table, key in (("instruments", "instrument_id"), ("entities", "entity_id")):
        mentions: dict[str, list[Record]] = {}
        for mention in ground.records[f"{key.removesuffix('_id')}_mentions"]:
            if mention[key] is not None:
                mentions.setdefault(mention[key], []).append(mention)
        for record in ground.records[table]:
            _mentioned(ground, table, record, mentions.get(record[key], []), found)


def _mentioned(ground: Ground, table: str, record: Record, mentions: list[Record], found: Findings) -> None:
    documents = {m["document_id"] for m in mentions}
    expect(found, "counts", table, record, "mentions", len(mentions), "the mentions of it are")
    expect(found, "counts", table, record, "documents", len(documents), "the documents that mention it are")
    placed = [m for m in mentions if m.has("mention_id", "document_id", "char_start")]
    if placed and len(placed) == len(mentions):
        order = ground.order
        first = min(placed, key=lambda m: (order.get(m["document_id"], len(order)), m["char_start"]))
        why = "by date and place it is"
        expect(found, "first-mention", table, record, "first_mention_id", first["mention_id"], why)
