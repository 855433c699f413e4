"""The rules: every guarantee that is checked, with its name, what it says and what to do where it is broken.

Each fault ends with the name of its rule, `(rule mention-text)`; `rule_of` reads it back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..faults import Fault
from ..faults import quote as quote

_REBUILD = "Tables are never edited by hand: restore the file, or run `sco build` to write it again."
_SIDECAR = "Correct the sidecar of the document in data/curated/documents, then run `sco build`."
_AUTHORITY = "Correct the record in the authority file of instruments in data/curated, then run `sco build`."
_ENTITIES = "Correct the record in data/curated/entities.yaml, then run `sco build`."
_STATES = "Correct the code in data/curated (states.csv, entities.yaml, instruments.yaml), then run `sco build`."
_IDENTIFIER = "Give the document another identifier in its sidecar, or correct the one in the authority file."
_RESTORE = "Restore the file as it was published, or run `sco build` to write the package again."
_METADATA = "Restore datapackage.json, or correct data/curated/dataset.yaml and run `sco build`."
_SCHEMA = "Correct the schema in schemas/, then run `sco build`."
_SOURCE = "Put the text back as it was received; a changed text is a new source and needs `sco build`."


@dataclass(frozen=True)
class Rule:
    """One guarantee: its name, the fault code it is reported under, what must hold, and the usual remedy."""

    name: str
    code: str
    says: str
    remedy: str


_TABLE = {
    "table-missing": ("Every table that has a schema is there.", _REBUILD),
    "columns": ("Every row has the columns of its schema, in that order, and no others.", _REBUILD),
    "type": ("Every cell is of the type that its column declares.", _REBUILD),
    "required": ("A required column has a value in every row.", _REBUILD),
    "unique": ("A unique column never repeats a value.", _REBUILD),
    "pattern": ("A value matches the whole of its column's pattern.", _REBUILD),
    "enum": ("A value is one of those that its column lists.", _REBUILD),
    "bounds": ("A value is not below its column's minimum nor above its maximum.", _REBUILD),
    "primary-key": ("A primary key is complete and identifies one row.", _REBUILD),
    "unique-key": ("A combination of columns declared unique never repeats.", _REBUILD),
    "foreign-key": ("A reference that is not empty points to a row that exists.", _REBUILD),
    "categories": ("The categories of a column are the values of its enum, in that order.", _SCHEMA),
    "declared": ("Every type and constraint that a schema declares is one that the checks know.", _SCHEMA),
    "text-clean": (
        "No text has white space at its ends or control characters in it, except in edits.",
        _REBUILD,
    ),
}
_INVARIANT = {
    "source-set": ("Every document has one source text and every source one document.", _REBUILD),
    "source-facts": (
        "Path, SHA-256, size, length and encoding in documents are those of the source.",
        _SOURCE,
    ),
    "offsets": ("Offsets are half-open and lie inside the source.", _REBUILD),
    "tiling": (
        "Every character of a source that is not white space lies in exactly one segment, in order.",
        _REBUILD,
    ),
    "segment-row": ("A segment lies inside the rows that it belongs to.", _REBUILD),
    "segment-kind": ("The kind of a segment fits the rows that it belongs to.", _REBUILD),
    "interruption": ("What interrupts a paragraph without belonging to it is taken out by edits.", _REBUILD),
    "edit-source": ("The source of an edit is the slice of the text at its offsets.", _REBUILD),
    "edit-change": ("An edit changes something.", _REBUILD),
    "edit-overlap": ("Edits of one document do not overlap.", _REBUILD),
    "edit-crossing": ("An edit lies inside a paragraph or outside it, never across its boundary.", _REBUILD),
    "paragraph-text": (
        "The text of a paragraph is its slice of the source, edits applied, white space folded.",
        _REBUILD,
    ),
    "mention-text": ("The text of a mention is its slice of the paragraph's text.", _REBUILD),
    "mention-source": ("The text of a mention is its slice of the source, edits applied, folded.", _REBUILD),
    "statement-verb": ("The phrase of a statement ends with its verb.", _REBUILD),
    "statement-source": ("The phrase of a statement is its slice of the source, edits applied, folded.", _REBUILD),
    "mention-overlap": ("Mentions never nest or overlap.", _REBUILD),
    "mention-inside": ("A mention lies inside its paragraph, in the source too.", _REBUILD),
    "printed": ("What a column gives as printed stands in the text of its row.", _REBUILD),
    "number-printed": ("The printed number of a paragraph is the label segment before it.", _REBUILD),
    "lines": ("Line numbers agree with the offsets: a line ends at CR LF, LF or CR.", _REBUILD),
    "document-prefix": ("An identifier begins with that of its document.", _REBUILD),
    "section-id": (
        "A section is identified by its parent and its label, or its kind where it has none.",
        _REBUILD,
    ),
    "paragraph-id": ("A paragraph is identified by its section and its number.", _REBUILD),
    "passage": ("A passage is the paragraph's identifier without the document.", _REBUILD),
    "signatory-id": ("A signatory is identified by its document and position.", _REBUILD),
    "segment-id": ("A segment is identified by its document and position.", _REBUILD),
    "edit-id": ("An edit is identified by its document and offset.", _REBUILD),
    "evidence-id": ("Evidence is identified by its document and column.", _REBUILD),
    "statement-id": ("A statement is identified by its paragraph and position.", _REBUILD),
    "mention-id": ("A mention is identified by its paragraph and offset.", _REBUILD),
    "identifier-plain": (
        "No identifier is one that a spreadsheet would run as a formula or turn into a number or a date.",
        _IDENTIFIER,
    ),
    "position": ("Positions in a document count from 1 without a gap.", _REBUILD),
    "number": ("Paragraphs of a section are numbered from 1 without a gap, in order.", _REBUILD),
    "row-order": ("Rows are sorted: by document in order of date, then by place in it.", _REBUILD),
    "text-order": ("Sections, paragraphs and segments are counted in the order of the text.", _REBUILD),
    "parent": ("A section's parent stands before it, in the same document, one level up.", _REBUILD),
    "containment": ("A section's span contains its sections, paragraphs and segments.", _REBUILD),
    "no-overlap": ("Paragraphs do not overlap, nor do sections of one parent.", _REBUILD),
    "counts": ("Every count equals the number of rows that it counts.", _REBUILD),
    "first-mention": ("The first mention is the earliest by date of document and place in it.", _REBUILD),
    "text-counts": ("The words and sentences of a paragraph are those of its text.", _REBUILD),
    "section-number": ("The number of a section is that of its label.", _REBUILD),
    "statement-order": ("Statements of a paragraph count from 1 without a gap, in the order of the text.", _REBUILD),
    "speaker-printed": ("The printed speaker of a statement stands in its text, not after it.", _REBUILD),
    "signatory-basis": ("Only a signatory who signs has a segment of the signature block.", _REBUILD),
    "layers-read": ("A text whose layers were not read has no rows in them.", _REBUILD),
    "self-mention": ("No mention refers to the document that it stands in.", _SIDECAR),
    "entity-parent": ("Only an organ has a parent: an organisation, a forum, or an organ of none.", _ENTITIES),
    "state-code": ("A code is one of ISO 3166-1 or ISO 3166-3, and stands at states alone.", _STATES),
    "provisional": ("A provisional record holds nothing that only a curator can supply.", _AUTHORITY),
    "parties": ("Parties are codes of states in alphabetical order, each once.", _AUTHORITY),
    "origin": ("A value has an origin, and an origin a value.", _SIDECAR),
    "evidence-rows": (
        "Each value of a document that was read or supplied has one row of evidence; no other has any.",
        _REBUILD,
    ),
    "evidence-value": ("Evidence repeats the value and the origin that it is for.", _REBUILD),
    "evidence-text": (
        "Evidence from the text gives the characters of the source, and no statement.",
        _REBUILD,
    ),
    "evidence-statement": ("Supplied evidence gives a statement, and no characters of the source.", _SIDECAR),
    "date": ("A date is a day, month or year that exists.", _SIDECAR),
    "date-bounds": ("The first and last day are those that the date can mean.", _REBUILD),
    "quality-id": ("A figure of quality is identified by its layer, metric and level.", _REBUILD),
    "quality-counts": (
        "No more is correct than was found or annotated; the metrics of a level have the same counts.",
        _REBUILD,
    ),
    "quality-value": ("A figure of quality is the one that its counts give.", _REBUILD),
    "quality-interval": ("The interval of a figure is Wilson's for its counts, and holds the figure.", _REBUILD),
    "diagnostic-id": ("A diagnostic is identified by its text and its number among those of the text.", _REBUILD),
    "diagnostic-text": ("A text that was left out has no row in documents.", _REBUILD),
    "diagnostic-code": ("The code of a diagnostic is one that `sco explain` knows.", _REBUILD),
}
_MISSING = {
    "descriptor-missing": (
        "The folder holds a datapackage.json.",
        "Check the path; `sco build` writes a package.",
    ),
}
_PACKAGE = {
    "descriptor": ("The descriptor is a JSON object in UTF-8 with no key twice.", _RESTORE),
    "descriptor-schema": ("The descriptor names the Data Package 2.0 profiles.", _RESTORE),
    "descriptor-value": ("What the descriptor must have is there, and of the right kind.", _METADATA),
    "property": ("Every property is one of Data Package 2.0 or has a prefix of its own.", _METADATA),
    "name": (
        "Names are of small letters, digits, points, hyphens and underscores; no two are alike.",
        _METADATA,
    ),
    "version": ("The version is a semantic version.", _METADATA),
    "contributors": ("Contributors have a name, and roles in a list, none of them misspelt.", _METADATA),
    "licenses": ("Licences have a name or a path.", _METADATA),
    "path": ("A resource is one file, by a path inside the package.", _RESTORE),
    "resource": (
        "Name, type, format, encoding and dialect of a table's file are those that the build gives it.",
        _RESTORE,
    ),
    "published": (
        "Every table is published as CSV and as Parquet, all together as SQLite and for Excel.",
        _RESTORE,
    ),
    "inline-schema": ("The schemas in the descriptor are the project's.", _RESTORE),
}
_FILE = {
    "file-missing": ("Every file that the descriptor lists is there and can be read.", _RESTORE),
    "file-listed": ("Every published data file is listed in the descriptor.", _RESTORE),
    "file-bytes": ("The size of every file is the one in the descriptor.", _RESTORE),
    "file-hash": ("The SHA-256 of every file is the one in the descriptor.", _RESTORE),
    "csv-encoding": ("CSV files are UTF-8 without a byte-order mark.", _RESTORE),
    "csv-line-ends": ("Lines of CSV files end with LF.", _RESTORE),
    "csv-shape": ("Every record of a CSV file has as many cells as its header.", _RESTORE),
    "csv-header": ("The header of a CSV file is the columns of the schema, in that order.", _RESTORE),
    "source-file": ("The source file of every document is in the package and listed.", _SOURCE),
    "source-decode": ("Every source file decodes in the encoding that documents gives.", _SOURCE),
}
_FORMATS = {
    "parquet-columns": ("Parquet columns have the names, order and types of the schema.", _RESTORE),
    "parquet-cells": ("CSV and Parquet hold the same cells.", _RESTORE),
    "sqlite-tables": (
        "The SQLite file is sound, with the columns and foreign keys of the schemas.",
        _RESTORE,
    ),
    "sqlite-cells": ("CSV and SQLite hold the same cells.", _RESTORE),
    "workbook-cells": ("CSV and the workbook hold the same cells, up to the limits of Excel.", _RESTORE),
    "workbook-text": (
        "The workbook has no formula and no link, and text that begins like a formula is marked as text.",
        _RESTORE,
    ),
    "view-cells": ("A view holds what its tables hold.", _RESTORE),
}
_REFEREE = {
    "frictionless": ("frictionless finds the package valid.", _RESTORE),
}

RULES: dict[str, Rule] = {
    name: Rule(name, code, says, remedy)
    for code, group in (
        ("table", _TABLE),
        ("invariant", _INVARIANT),
        ("input-missing", _MISSING),
        ("package", _PACKAGE),
        ("file", _FILE),
        ("formats", _FORMATS),
        ("package", _REFEREE),
    )
    for name, (says, remedy) in group.items()
}


def rule_of(fault: Fault) -> str | None:
    """The name of the rule that a fault reports, or None where the fault is none of the checks'."""
    return fault.rule


class Findings:
    """Faults as they are found; every one belongs to a rule."""

    def __init__(self) -> None:
        self._faults: dict[Fault, None] = {}

    def add(self, rule: str, file: str, place: str, problem: str, remedy: str | None = None) -> None:
        """Note a fault. `problem` is a sentence that quotes the text; the remedy is usually the rule's."""
        known = RULES[rule]
        fault = Fault(file, place, known.code, f"{problem} (rule {rule})", remedy or known.remedy)
        self._faults[fault] = None

    def __len__(self) -> int:
        return len(self._faults)

    def extend(self, faults: Iterable[Fault]) -> None:
        self._faults.update(dict.fromkeys(faults))

    def sorted(self) -> list[Fault]:
        """The faults by file, then by place with its numbers as numbers (row 9 before row 10)."""
        return sorted(self._faults, key=lambda f: (f.file, _natural(f.place), f.code, f.problem))


def _natural(place: str) -> tuple[tuple[int, int, str], ...]:
    parts = re.split(r"(\d+)", place)
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)


def count(number: int, noun: str) -> str:
    """A number with its noun: "1 row", "2 rows"."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def difference(found: str, expected: str, width: int = 30) -> str:
    """Where two texts part, with some of both: "from character 5 on 'abc', not 'abd'"."""
    at = next(
        (i for i, (a, b) in enumerate(zip(found, expected, strict=False)) if a != b),
        min(len(found), len(expected)),
    )
    begin = max(0, at - 10)
    return (
        f"from character {at} on it is {quote(found[begin : at + width] or '(end)')}, "
        f"not {quote(expected[begin : at + width] or '(end)')}"
    )
