"""Gold: a reader's annotation of some of the documents, against which the tables are measured.

A folder `gold` beside the texts holds one CSV file a table, with the columns of `COLUMNS`. `paragraphs.csv` says
which documents were annotated, and in full; a table without a file is not measured. Offsets count code points in
the text of the paragraph as `paragraphs.csv` has it, from 0, half-open.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from .faults import Fault, FaultsFound, quote
from .renderings.csvfile import read_csv
from .schemas import TABLES, Row, Schema, Tables, parse, schema
from .source import is_folder, read_bytes

#: The columns of each file. An integer or boolean is marked; `*` follows the name of one that may be empty.
COLUMNS = {
    "paragraphs": "paragraph_id text",
    "sections": "section_id kind label* label_printed*",
    "signatories": "signatory_id basis state_printed state_code* office_printed* person_printed* given_names* "
    "family_name*",
    "instruments": "instrument_id name short_name* type status collective:boolean note*",
    "instrument_mentions": "paragraph_id start:integer end:integer text form instrument_id date_printed* note*",
    "entities": "entity_id name type state_code* parent_id* note*",
    "entity_mentions": "paragraph_id start:integer end:integer text form entity_id note*",
    "statements": "paragraph_id position:integer start:integer end:integer speaker_printed speaker verb_printed "
    "verb_lemma force note*",
}
#: Where the identifier in a column stands as a row of its own.
REFERENCES = {
    ("instrument_mentions", "instrument_id"): "instruments",
    ("entity_mentions", "entity_id"): "entities",
}
_REMEDY = "Correct the row; gold is edited by the people who read the texts."


@dataclass(frozen=True)
class Gold:
    """The rows of each file that is there, by table; SHA-256 of each file; and the documents annotated, in order."""

    folder: Path
    tables: Tables
    digests: dict[str, str]
    documents: tuple[str, ...]


def gold_schema(table: str) -> Schema:
    """The columns of a file of gold as a schema."""
    fields = []
    for column in COLUMNS[table].split():
        name, _, kind = column.rstrip("*").partition(":")
        fields.append({"name": name, "type": kind or "string", "constraints": {"required": not column.endswith("*")}})
    return parse({"name": table, "fields": fields, "primaryKey": [fields[0]["name"]]})


def read_gold(folder: Path, inside: Path | None = None) -> Gold:
    """The gold in a folder, whose files lie inside the folder `inside` where one is given.

    Raises FaultsFound with every fault of its files, by row.
    """
    if not is_folder(folder):
        problem = "There is no folder of gold here."
        remedy = "Name it, or annotate a document: a folder gold/ with at least paragraphs.csv."
        raise FaultsFound([Fault(str(folder), "", "input-missing", problem, remedy)])
    raws: dict[str, bytes] = {}
    faults: list[Fault] = []
    for table in COLUMNS:
        path = folder / f"{table}.csv"
        if os.path.lexists(path) or table == "paragraphs":
            try:
                raws[table] = read_bytes(path, str(path), inside)
            except FaultsFound as found:
                faults += found.faults
    tables: Tables = {}
    for table, raw in raws.items():
        try:
            tables[table] = read_csv(gold_schema(table), raw, str(folder / f"{table}.csv"))
        except FaultsFound as found:
            faults += [replace(fault, remedy=fault.remedy or _REMEDY) for fault in found.faults]
    if not faults:
        faults = [fault for table in tables for fault in _check(table, tables, str(folder / f"{table}.csv"))]
    if faults:
        raise FaultsFound(faults)
    documents = dict.fromkeys(document_of(row) for row in tables["paragraphs"])
    return Gold(
        folder, tables, {table: hashlib.sha256(raw).hexdigest() for table, raw in raws.items()}, tuple(documents)
    )


def document_of(row: Row) -> str:
    """The document that a row of gold, or of a table whose first column is an identifier of a passage, is in."""
    identifier = row["paragraph_id"] if "paragraph_id" in row else next(iter(row.values()))
    return str(identifier).partition(":")[0]


def check_documents(gold: Gold, is_document: Callable[[str], bool]) -> list[Fault]:
    """A fault for each document that gold is of and that `is_document` does not find in the corpus."""
    return [
        Fault(
            str(gold.folder / "paragraphs.csv"), "", "reference",
            f"Gold has paragraphs of {quote(name)}, and the corpus has no such document.",
            "Put its text back, correct the identifier, or take the document's rows out of gold.", name,
        )
        for name in gold.documents
        if not is_document(name)
    ]  # fmt: skip


def _check(table: str, tables: Tables, file: str) -> Iterator[Fault]:
    """What is wrong with the rows of one file whose cells are of their types."""
    declared, rows = gold_schema(table), tables[table]
    texts = {row["paragraph_id"]: row["text"] for row in tables["paragraphs"]}
    documents = {document_of(row) for row in tables["paragraphs"]}
    is_about_passages = "paragraph_id" in declared.names and table != "paragraphs"
    seen: dict[str, int] = {}
    for number, row in enumerate(rows, 2):
        place = f"row {number}"

        def fault(column: str, code: str, problem: str, at: str = place) -> Fault:
            return Fault(file, f"{at}, column {column}", code, problem, _REMEDY)

        empty = [field.name for field in declared.fields if field.required and row[field.name] is None]
        yield from (fault(column, "table", f"{column} is empty, but must have a value.") for column in empty)
        for column, allowed in _vocabularies(table, declared).items():
            if row[column] is not None and row[column] not in allowed:
                yield fault(column, "table", f"{quote(row[column])} is none of {', '.join(allowed)}.")
        for column in declared.names:
            target = REFERENCES.get((table, column))
            if target in tables and row[column] not in {other[column] for other in tables[target]}:
                yield fault(column, "reference", f"{quote(row[column])} is no row of {target}.csv.")
        if not is_about_passages:
            key = declared.names[0]
            if row[key] is not None and seen.setdefault(row[key], number) != number:
                yield fault(key, "identifier-clash", f"{quote(row[key])} stands in row {seen[row[key]]} already.")
            if ":" in str(row[key]) and document_of(row) not in documents:
                yield fault(key, "reference", f"paragraphs.csv has no paragraph of {quote(document_of(row))}.")
        elif not empty:
            yield from (fault(*said) for said in _check_span(row, texts))
    if is_about_passages:
        yield from _check_overlaps(rows, file)


def _vocabularies(table: str, declared: Schema) -> dict[str, Sequence[str]]:
    """The closed vocabularies that the published table has for columns of gold."""
    if table not in TABLES:
        return {}
    published = {field.name: field.constraints.get("enum") for field in schema(table).fields}
    return {name: allowed for name in declared.names if (allowed := published.get(name))}


def _check_span(row: Row, texts: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Column, code and problem of each fault in the span of a row."""
    text = texts.get(row["paragraph_id"])
    if text is None:
        yield "paragraph_id", "reference", f"{quote(row['paragraph_id'])} is no row of paragraphs.csv."
        return
    start, end = row["start"], row["end"]
    if not 0 <= start < end <= len(text):
        yield "start and end", "value", f"{start} to {end} is no slice of a paragraph of {len(text)} characters."
        return
    there = text[start:end]
    if "text" in row and row["text"] != there:
        yield (
            "text",
            "value",
            f"text is {quote(row['text'])}, but from {start} to {end} the paragraph has {quote(there)}.",
        )
    if "verb_printed" in row and not there.endswith(row["verb_printed"]):
        yield (
            "verb_printed",
            "value",
            f"{quote(there)}, from {start} to {end}, does not end with {quote(row['verb_printed'])}.",
        )


def _check_overlaps(rows: Sequence[Row], file: str) -> Iterator[Fault]:
    placed = sorted(
        (row["paragraph_id"], row["start"], row["end"], number)
        for number, row in enumerate(rows, 2)
        if None not in (row["paragraph_id"], row["start"], row["end"])
    )
    for before, after in pairwise(placed):
        if before[0] == after[0] and after[1] < before[2]:
            problem = f"The row begins at {after[1]}, inside row {before[3]}, which ends at {before[2]}."
            yield Fault(file, f"row {after[3]}, column start", "value", problem, _REMEDY)
