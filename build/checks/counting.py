"""Counts against the rows that they count, and the first mention of each instrument and entity."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .ground import LAST, Ground, Record, expect
from .rules import Findings

#: Columns of documents that count rows, and the table that each counts.
COUNTED = {
    "sections": "sections",
    "paragraphs": "paragraphs",
    "signatories": "signatories",
    "mentions": "instrument_mentions",
}


#: Tables of what is mentioned: the column of their identifiers, and the table of the mentions.
MENTIONED = {
    "instruments": ("instrument_id", "instrument_mentions"),
    "entities": ("entity_id", "entity_mentions"),
}


@dataclass
class Mentions:
    """The mentions of one instrument or entity, counted.

    `first` is the first of them, by date of document and place in it, with what it is ranked by; `placed` how many
    could be ranked. `documents` leaves out `nowhere`: whether one is in a document without an identifier.
    """

    rows: int = 0
    documents: int = 0
    nowhere: bool = False
    placed: int = 0
    first: tuple[tuple[Any, ...], str] | None = None

    def add(self, other: Mentions) -> None:
        """Add the mentions in documents that come after these."""
        self.rows += other.rows
        self.documents += other.documents
        self.nowhere = self.nowhere or other.nowhere
        self.placed += other.placed
        if other.first is not None and (self.first is None or other.first[0] < self.first[0]):
            self.first = other.first


def check(ground: Ground, found: Findings) -> None:
    of_documents(ground, found)
    for table, mentions in count_mentions(ground).items():
        of_mentions(table, ground.records[table], mentions, found)


def of_documents(ground: Ground, found: Findings) -> None:
    for document in ground.records["documents"]:
        document_id = document["document_id"]
        for column, table in COUNTED.items():
            rows = len(ground.of(table).get(document_id, []))
            expect(found, "counts", "documents", document, column, rows, f"its rows in {table} are")
        words = sum(p["words"] or 0 for p in ground.of("paragraphs").get(document_id, []))
        expect(found, "counts", "documents", document, "words", words, "the words of its paragraphs are")


def count_mentions(ground: Ground) -> dict[str, dict[str, Mentions]]:
    """The mentions of each instrument and entity, by the table of what is mentioned and its identifier."""
    return {table: _count(ground, key, mentions) for table, (key, mentions) in MENTIONED.items()}


def _count(ground: Ground, key: str, table: str) -> dict[str, Mentions]:
    counted: dict[str, Mentions] = {}
    documents: dict[str, set[str | None]] = {}
    places = ground.places
    for mention in ground.records[table]:
        mentioned, document_id, start = mention[key], mention["document_id"], mention["char_start"]
        if mentioned is None:
            continue
        one = counted.get(mentioned)
        if one is None:
            one, documents[mentioned] = counted.setdefault(mentioned, Mentions()), set()
        one.rows += 1
        documents[mentioned].add(document_id)
        if mention["mention_id"] is None or document_id is None or start is None:
            continue
        one.placed += 1
        rank = (*places.get(document_id, LAST), start)
        if one.first is None or rank < one.first[0]:
            one.first = rank, mention["mention_id"]
    for mentioned, one in counted.items():
        one.nowhere = None in documents[mentioned]
        one.documents = len(documents[mentioned]) - one.nowhere
    return counted


def of_mentions(table: str, records: Iterable[Record], counted: Mapping[str, Mentions], found: Findings) -> None:
    """The counts in the rows of instruments or entities, and the first mention of each."""
    key, _ = MENTIONED[table]
    for record in records:
        mentions = counted.get(record[key]) or Mentions()
        documents = mentions.documents + mentions.nowhere
        expect(found, "counts", table, record, "mentions", mentions.rows, "the mentions of it are")
        expect(found, "counts", table, record, "documents", documents, "the documents that mention it are")
        if mentions.first is not None and mentions.placed == mentions.rows:
            why = "by date and place it is"
            expect(found, "first-mention", table, record, "first_mention_id", mentions.first[1], why)
