"""What layers say of a text, as far as a program can tell: counts, numbers, order, codes, and who stands for whom."""

from __future__ import annotations

import csv
import re
from functools import cache

from ..labels import han_value, roman_value
from ..places import CURATED
from ..texts import count_sentences, count_words
from .ground import Ground, Record, cell, expect
from .rules import Findings, quote

#: Tables that stay empty for a text whose layers were not read.
LAYERS = ("signatories", "instrument_mentions", "entity_mentions", "statements")

_CODE = re.compile("[A-Z]{3,4}")
#: Codes that ISO 3166 leaves to its users.
_OF_USERS = re.compile(r"AA[A-Z]|Q[M-Z][A-Z]|X[A-Z]{2}|ZZ[A-Z]")


def check(ground: Ground, found: Findings) -> None:
    documents = ground.by_id("documents")
    for paragraph in ground.records["paragraphs"]:
        _counts(paragraph, documents.get(paragraph["document_id"]), found)
    for section in ground.records["sections"]:
        _number(section, found)
    signatories = ground.by_id("signatories")
    for segment in ground.records["segments"]:
        signatory = signatories.get(segment["signatory_id"])
        if signatory is not None and signatory["basis"] == "preamble":
            problem = f"{signatory['signatory_id']} rests on the preamble, but has a segment of its own."
            cell(found, "signatory-basis", "segments", segment, "signatory_id", problem)
    for table in LAYERS:
        for record in ground.records[table]:
            document = documents.get(record["document_id"])
            if document is not None and document["layers_read"] is False:
                problem = f"The layers of {record['document_id']} were not read, but {table} has this row of it."
                cell(found, "layers-read", table, record, "document_id", problem)
    _statements(ground, found)
    _self_mentions(ground, found)
    _parents(ground, found)
    _codes(ground, found)


def _counts(paragraph: Record, document: Record | None, found: Findings) -> None:
    text = paragraph["text"]
    if not text or document is None:
        return
    words, sentences = count_words(text), count_sentences(text, document["language"])
    for column, counted in (("words", words), ("sentences", sentences)):
        if paragraph[column] is not None:
            expect(found, "text-counts", "paragraphs", paragraph, column, counted, "those of its text are")


def _number(section: Record, found: Findings) -> None:
    """A label can be read in several ways: C is the letter, the third, and the numeral, a hundred."""
    label, number = section["label"], section["number"]
    if label is None or number is None:
        if number is not None:
            expect(found, "section-number", "sections", section, "number", None, "without a label it is")
        return
    digits = re.match(r"[0-9]+", label)
    letter = ord(label.upper()) - ord("A") + 1 if re.fullmatch("[A-Za-z]", label) else None
    readings = {int(digits[0]) if digits else None, roman_value(label.upper()), han_value(label), letter} - {None}
    if readings and number not in readings:
        said = " or ".join(map(str, sorted(r for r in readings if r is not None)))
        cell(found, "section-number", "sections", section, "number", f"number is {number}, but {label} is {said}.")


def _statements(ground: Ground, found: Findings) -> None:
    by_paragraph: dict[str, list[Record]] = {}
    for statement in ground.records["statements"]:
        if statement.has("paragraph_id", "position", "start"):
            by_paragraph.setdefault(statement["paragraph_id"], []).append(statement)
    for rows in by_paragraph.values():
        for place, row in enumerate(sorted(rows, key=lambda r: (r["start"], r["position"])), 1):
            why = "by its place in the paragraph it is"
            expect(found, "statement-order", "statements", row, "position", place, why)
    read: dict[str, str] = {}
    until: dict[str, int] = {}
    for document_id, paragraphs in ground.of("paragraphs").items():
        parts, length = [], 0
        for paragraph in paragraphs:
            parts.append(paragraph["text"] or "")
            length += len(parts[-1]) + 1
            if paragraph["paragraph_id"] is not None:
                until[paragraph["paragraph_id"]] = length
        read[document_id] = "\n".join(parts)
    texts = ground.by_id("paragraphs")
    for statement in ground.records["statements"]:
        speaker, own = statement["speaker_printed"], texts.get(statement["paragraph_id"])
        text = read.get(statement["document_id"])
        if speaker is None or own is None or text is None or speaker in (own["text"] or ""):
            continue
        if text.find(speaker, 0, until[statement["paragraph_id"]]) < 0:
            problem = f"speaker_printed is {quote(speaker)}, which stands neither in the paragraph nor before it."
            cell(found, "speaker-printed", "statements", statement, "speaker_printed", problem)


def _self_mentions(ground: Ground, found: Findings) -> None:
    instruments = ground.by_id("instruments")
    for mention in ground.records["instrument_mentions"]:
        instrument = instruments.get(mention["instrument_id"])
        if instrument and mention["document_id"] is not None and instrument["document_id"] == mention["document_id"]:
            problem = f"{quote(mention['text'])} refers to {mention['document_id']}, in which it stands."
            cell(found, "self-mention", "instrument_mentions", mention, "instrument_id", problem)


def _parents(ground: Ground, found: Findings) -> None:
    entities = ground.by_id("entities")
    for entity in ground.records["entities"]:
        parent = entities.get(entity["parent_id"])
        if parent is None or (entity["type"] == "organ" and parent["type"] in ("organisation", "forum", "organ")):
            continue
        problem = f"{entity['entity_id']}, of the type {entity['type']}, has a parent of the type {parent['type']}."
        cell(found, "entity-parent", "entities", entity, "parent_id", problem)


@cache
def state_codes() -> frozenset[str]:
    """The codes of states, from the project's own list."""
    with (CURATED / "states.csv").open(encoding="utf-8", newline="") as file:
        return frozenset(row["state_code"] for row in csv.DictReader(file))


def _codes(ground: Ground, found: Findings) -> None:
    known = state_codes()

    def unknown(code: str) -> bool:
        # What is no code at all breaks the pattern, or the rule of parties.
        return _CODE.fullmatch(code) is not None and code not in known and not _OF_USERS.fullmatch(code)

    for table in ("signatories", "entities"):
        for record in ground.records[table]:
            code = record["state_code"]
            if code is not None and unknown(code):
                cell(found, "state-code", table, record, "state_code", f"There is no state {quote(code)}.")
    for entity in ground.records["entities"]:
        if entity["type"] is not None and entity["type"] != "state":
            why = f"for an entity of the type {entity['type']} it is"
            expect(found, "state-code", "entities", entity, "state_code", None, why)
    for instrument in ground.records["instruments"]:
        for code in (instrument["parties"] or "").split():
            if unknown(code):
                cell(found, "state-code", "instruments", instrument, "parties", f"There is no state {quote(code)}.")
