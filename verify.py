#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Prove a package of texts as tables, with Python 3.9 or later and nothing else.

    python3 verify.py [FOLDER] [--json]

FOLDER is the folder of datapackage.json; without it, the folder that this file stands in. Nothing is written.
Prints what was proven, with counts, and every fault with its file, its place (rows as a spreadsheet shows them) and
the reason; with --json the same for a program.

Exit status: 0 proven; 1 a fault was found; 2 wrong usage; 3 the folder or its descriptor is missing or unreadable.

It is one file on purpose, and shares nothing with the program that built the package: it is a second opinion. Of the
descriptor it takes the schemas; what they must at least declare for the proof to hold stands below, in COLUMNS.
"""

from __future__ import annotations

import argparse
import csv
import datetime
import hashlib
import io
import json
import math
import os
import re
import sys
import textwrap
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

DESCRIPTOR, STAGING = "datapackage.json", ".sco-staging"

#: What is counted as proven, in the order in which it is printed.
PROOFS = {
    "files": "files have the size and SHA-256 that datapackage.json gives",
    "bytes": "bytes are in them",
    "rows": "rows of CSV files have the columns of their schema",
    "cells": "cells are of their type and keep the constraints of their column",
    "keys": "primary and unique keys are whole and stand once",
    "references": "references lead to a row that is there",
    "sqlite": "cells are the same in SQLite",
    "sources": "source texts decode, with the SHA-256, size and length that documents gives",
    "characters": "of their characters that are no white space stand in exactly one segment, in order",
    "segments": "times a segment lies in the section, paragraph or signatory that it belongs to",
    "texts": "paragraphs are their slice of the source, edits applied, white space folded",
    "edits": "edits give the slice of the source that they replace, and do not overlap",
    "phrases": "mentions and statements are their slice of the paragraph and of the source",
    "printed": "printed numbers, headings, dates, states, offices and names stand in their slice of the source",
    "evidence": "pieces of evidence say what documents says, and what their slice of the source says",
    "identifiers": "identifiers are made of those of the rows that they belong to",
    "lines": "line numbers are those of the offsets",
    "counts": "counts are the numbers of rows that they count",
}
NOT_PROVEN = (
    "Of Parquet files and the workbook the bytes alone are proven, not that they hold the same cells.",
    "Order and nesting of rows, dates and the figures of quality are left to `sco validate`.",
    "Files that datapackage.json does not list are looked for among the tables in data/, and nowhere else.",
    "A mention or a statement stands where it says; whether it was rightly understood is another question.",
    "Whoever writes a whole package anew, this program included, passes: compare the SHA-256 of datapackage.json with "
    "one that you have from elsewhere.",
)
REMEDY = "Get the package anew; where that does not help, tell those who publish it."
INTERRUPTED = (
    "A build was interrupted here. The old package is whole and is what was looked at; the next `sco build` puts its "
    f"files back from {STAGING}/old. Until then do not use the files as they stand."
)
UNFINISHED = (
    "A build of a first package was interrupted here, so there is none; run `sco build` again, which clears up first."
)
NO_SQLITE = "This Python has no sqlite3: of the SQLite file the bytes alone are proven."
#: Faults of one rule in one file that are listed; the others are counted.
LISTED = 20

#: Columns that the proof reads, by table: the primary key first. Those with a question mark may be empty, all that end
#: in `_id` are foreign keys but the first, and those in NUMBERS are integers, the others strings.
COLUMNS = {
    "documents": "document_id source_file source_sha256 source_bytes source_chars source_encoding sections paragraphs "
    "words signatories mentions",
    "sections": "section_id document_id parent_id? label_printed? heading? char_start char_end",
    "paragraphs": "paragraph_id document_id section_id number passage number_printed? text char_start char_end "
    "line_start line_end words",
    "signatories": "signatory_id document_id position state_printed office_printed? person_printed? proxy_printed? "
    "char_start char_end",
    "instruments": "instrument_id mentions documents",
    "instrument_mentions": "mention_id paragraph_id document_id instrument_id text start end char_start char_end "
    "date_printed?",
    "entities": "entity_id mentions documents",
    "entity_mentions": "mention_id paragraph_id document_id entity_id text start end char_start char_end",
    "statements": "statement_id paragraph_id document_id position verb_printed start end char_start char_end",
    "segments": "segment_id document_id position kind char_start char_end section_id? paragraph_id? signatory_id?",
    "edits": "edit_id document_id char_start char_end source replacement?",
    "evidence": "evidence_id document_id column_name value origin printed? char_start? char_end? statement?",
}
#: A word without the marks and signs that may stand against it: "Kenya>", "**Sh.**".
WORD = re.compile(r"[^\W_](?:[\w.'\u2019-]*[^\W_])?")
#: Tables with rows that are slices of a source.
SLICES = [name for name, columns in COLUMNS.items() if "char_start" in columns]
MENTIONS = {"instruments": "instrument_mentions", "entities": "entity_mentions"}
NUMBERS = (
    "source_bytes source_chars documents sections paragraphs words signatories mentions position number char_start "
    "char_end line_start line_end start end"
).split()
#: Rule and table, and what the identifier is made of: a column, what stands between, another column.
FORMS = (
    ("paragraph-id", "paragraphs", "section_id", ".", "number"),
    ("passage", "paragraphs", "document_id", ":", "passage"),
    ("signatory-id", "signatories", "document_id", ":signatory.", "position"),
    ("mention-id", "instrument_mentions", "paragraph_id", "@", "start"),
    ("mention-id", "entity_mentions", "paragraph_id", "@", "start"),
    ("statement-id", "statements", "paragraph_id", "#", "position"),
    ("segment-id", "segments", "document_id", ":segment.", "position"),
    ("edit-id", "edits", "document_id", ":edit@", "char_start"),
    ("evidence-id", "evidence", "document_id", ":evidence.", "column_name"),
)


class Report:
    """What was proven, by kind, and every fault: its rule, named as `sco validate` names it, file, place, problem."""

    def __init__(self, folder: str) -> None:
        self.folder, self.name, self.sha256, self.interrupted = folder, "", "", ""
        self.limits = list(NOT_PROVEN)
        self.proven: Counter[str] = Counter()
        self.faults: list[dict[str, str]] = []
        self.found: Counter[tuple[str, str]] = Counter()
        self.exit_status = 0

    def fault(self, rule: str, file: str, place: str, problem: str, exit_status: int = 1) -> None:
        self.exit_status = max(self.exit_status, exit_status)
        self.found[rule, file] += 1
        if self.found[rule, file] <= LISTED:
            self.faults.append({"file": file, "place": place, "rule": rule, "problem": problem})

    def as_dict(self) -> dict[str, Any]:
        return {
            "folder": self.folder,
            "package": self.name,
            "descriptor_sha256": self.sha256,
            "proven": not self.faults,
            "interrupted": bool(self.interrupted),
            "counts": {kind: self.proven[kind] for kind in PROOFS},
            "not_proven": self.limits,
            "faults": self.faults,
            "faults_found": sum(self.found.values()),
        }

    def summary(self) -> list[str]:
        """Lines for a person: what holds, and what is not proven."""
        lines = [self.interrupted] if self.interrupted else []
        if self.sha256:
            lines.append("Not proven. What holds:" if self.faults else "Proven:")
            lines += [f"{self.proven[kind]:>13,} {says}" for kind, says in PROOFS.items() if self.proven[kind]]
            lines += ["Beyond this proof:", *(f"  {says}" for says in self.limits)]
            lines.append(f"SHA-256 of {DESCRIPTOR}: {self.sha256}")
        heading = visible(f"{self.folder}: {self.name}".rstrip(": "))
        return [heading, *(part for line in lines for part in wrapped(visible(line)))]

    def complaints(self) -> list[str]:
        """Lines for a person: the faults, how many there are, and what to do; none where there is none."""
        shown = ["{file}, {place}: {problem} [{rule}]".format(**fault).replace(", : ", ": ") for fault in self.faults]
        total = sum(self.found.values())
        more = f", {total - len(shown)} of them not listed" if total > len(shown) else ""
        end = [f"{total} fault{'s' if total > 1 else ''}{more}. {REMEDY}"] if total else []
        return [visible(line) for line in shown + end]


def visible(line: str) -> str:
    """The text on one line, with whatever a terminal could obey or would not show as an escape."""
    hidden = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
    return "".join(c.encode("unicode_escape").decode() if unicodedata.category(c) in hidden else c for c in line)


def wrapped(line: str) -> list[str]:
    """The line in parts of 80 characters, cut at blanks; what follows is indented as the text of the first."""
    indent = re.match(r" *([0-9,]+ )?", line)
    later = " " * (indent.end() if indent else 0)
    return textwrap.wrap(line, 80, subsequent_indent=later, break_long_words=False, break_on_hyphens=False)


def quote(value: Any) -> str:
    """A value as a message shows it, cut to 60 characters."""
    if value is None or isinstance(value, (list, dict)):
        return "nothing" if value is None else "a list" if isinstance(value, list) else "an object"
    shown = str(value) if len(str(value)) <= 60 else str(value)[:59] + "…"
    return f'"{shown}"' if isinstance(value, str) else shown


def parted(one: Any, other: Any) -> tuple[str, str, str]:
    """Where two values part, as a beginning of a sentence, and both as a message shows them from there on."""
    if isinstance(one, str) and isinstance(other, str):
        pairs = enumerate(zip(one, other))
        at = next((i for i, (a, b) in pairs if a != b), min(len(one), len(other))) - 20
        if at > 0:
            return f"From character {at} on ", quote(one[at:]), quote(other[at:])
    return "", quote(one), quote(other)


def reason(error: Exception) -> str:
    """What an error says, without the path in it."""
    return str(error.strerror if isinstance(error, OSError) and error.strerror else error) or type(error).__name__


# -- files -------------------------------------------------------------------------------------------------------------


class Folder:
    """The files of a package, none of them outside of its folder.

    A build that was stopped leaves a journal. While it is there the package is the old one: of what was replaced the
    old content is in `.sco-staging/old`, and what was added is no part of it.
    """

    def __init__(self, root: str, report: Report) -> None:
        self.root, self.real = Path(root), os.path.realpath(root)
        self.replaced: set[str] = set()
        self.added: set[str] = set()
        path = f"{STAGING}/journal.json"
        if os.path.lexists(self.root / path):
            try:
                journal = parse_json(self.read(path)[2])
                self.replaced, self.added = set(journal["replaced"]), set(journal["added"])
                report.interrupted = UNFINISHED if DESCRIPTOR in self.added else INTERRUPTED
            except (OSError, ValueError, KeyError, TypeError) as error:
                report.fault("journal", path, "", f"The journal of a build cannot be read: {reason(error)}.")

    def locate(self, path: str) -> Path:
        """Where a file of the package stands, links followed. Raises OSError or ValueError."""
        if path in self.added:
            raise FileNotFoundError("it is not there: an interrupted build put it in")
        kept = self.root / STAGING / "old" / path
        real = os.path.realpath(kept if path in self.replaced and os.path.lexists(kept) else self.root / path)
        if os.path.commonpath([real, self.real]) != self.real:
            raise ValueError("it leads out of the package")
        if Path(real).exists() and not Path(real).is_file():
            raise ValueError("it is no file")
        return Path(real)

    def read(self, path: str, keep: bool = True) -> tuple[int, str, bytes]:
        """Size, SHA-256 and, where it is to be kept, content of a file. Raises OSError or ValueError."""
        size, digest, kept = 0, hashlib.sha256(), []
        with self.locate(path).open("rb") as file:
            for block in iter(lambda: file.read(1 << 20), b""):
                size += len(block)
                digest.update(block)
                kept += [block] if keep else []
        return size, digest.hexdigest(), b"".join(kept)

    def data_files(self) -> Iterator[str]:
        """Paths of all files where only published data may stand; a README is none."""
        below = [self.root / "data" / name for name in ("csv", "parquet", "views")]
        found = [path for folder in below for path in folder.rglob("*") if path.is_symlink() or path.is_file()]
        found += [path for path in (self.root / "data").glob("*") if path.suffix in (".sqlite", ".xlsx")]
        named = {path.relative_to(self.root).as_posix() for path in found if path.name != "README.md"}
        yield from sorted(named - self.added)


def parse_json(raw: bytes) -> Any:
    """The value of a JSON text. Raises ValueError."""

    def unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(dict(pairs)) < len(pairs):
            raise ValueError("a key stands twice in one object")
        return dict(pairs)

    try:
        return json.loads(raw.decode("utf-8"), object_pairs_hook=unique)
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


class Resource:
    """A file that the descriptor lists; `raw` is its content where it is a CSV file or a text as received."""

    def __init__(self, spec: dict[str, Any]) -> None:
        self.spec, self.name, self.path = spec, spec["name"], spec["path"]
        self.is_csv, self.is_text = self.path.endswith(".csv"), spec.get("sco:origin") == "received"
        self.size, self.sha256, self.raw = 0, "", b""


def read_descriptor(folder: Folder, report: Report) -> list[Resource]:
    """The resources that have a name and a plain path inside the package, each its own."""
    try:
        _, report.sha256, raw = folder.read(DESCRIPTOR)
    except (OSError, ValueError) as error:
        report.fault("descriptor-missing", DESCRIPTOR, "", f"The descriptor cannot be read: {reason(error)}.", 3)
        return []
    try:
        descriptor = parse_json(raw)
        listed = descriptor["resources"]
        report.name = quote(f"{descriptor['name']} {descriptor['version']}").strip('"')
    except (ValueError, KeyError, TypeError) as error:
        report.fault("descriptor", DESCRIPTOR, "", f"It is no descriptor in JSON: {reason(error)}.")
        return []
    found: list[Resource] = []
    taken: set[tuple[str, str]] = set()
    for number, spec in enumerate(listed if isinstance(listed, list) else [], 1):
        given = spec if isinstance(spec, dict) else {}
        name, path = (value if isinstance(value := given.get(key), str) else "" for key in ("name", "path"))
        if not re.fullmatch("[a-z0-9._-]+", name) or ("name", name) in taken:
            problem = f"The name is {quote(given.get('name'))}, which is no name, or stands twice."
            report.fault("name", DESCRIPTOR, f"resource {number}", problem)
        elif re.search(r"[\\:\0]|(^|/)\.{0,2}(/|$)", path) or ("path", path) in taken:
            problem = f"The path is {quote(given.get('path'))}, which is no plain path in the package, or stands twice."
            report.fault("path", DESCRIPTOR, f"resource {number}", problem)
        else:
            found.append(Resource(given))
            taken |= {("name", name), ("path", path)}
    if not found:
        report.fault("descriptor-value", DESCRIPTOR, "", "The descriptor lists no resources.")
    return found


def check_files(folder: Folder, resources: list[Resource], report: Report) -> None:
    """Sizes and hashes of all files, and files that are not listed."""
    for resource in resources:
        path, size, digest = resource.path, resource.spec.get("bytes"), resource.spec.get("hash")
        try:
            read = folder.read(path, keep=resource.is_csv or resource.is_text)
        except (OSError, ValueError) as error:
            report.fault("file-missing", path, "", f"The file is listed, but cannot be read: {reason(error)}.")
            continue
        resource.size, resource.sha256, resource.raw = read
        if type(size) is not int or size != resource.size:
            problem = f"The file has {resource.size} bytes, but the descriptor says {quote(size)}."
            report.fault("file-bytes", path, "", problem)
        elif digest != f"sha256:{resource.sha256}":
            problem = f"The SHA-256 is {resource.sha256}, but the descriptor says {quote(digest)}."
            report.fault("file-hash", path, "", problem)
        else:
            report.proven.update(files=1, bytes=size)
    for path in sorted(set(folder.data_files()) - {resource.path for resource in resources}):
        report.fault("file-listed", path, "", "The file is not listed in the descriptor.")


# -- tables ------------------------------------------------------------------------------------------------------------


def string(cell: Any) -> str:
    if not isinstance(cell, str):
        raise TypeError(f"{quote(cell)} is no text")
    return cell


def integer(cell: str) -> int:
    if not re.fullmatch("0|-?[1-9][0-9]{0,18}", cell) or not -(2**63) <= int(cell) < 2**63:
        raise ValueError(cell)
    return int(cell)


def number(cell: str) -> float:
    if not math.isfinite(float(cell)) or repr(float(cell)) != cell:
        raise ValueError(cell)
    return float(cell)


def date(cell: str) -> str:
    if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", cell):
        raise ValueError(cell)
    return datetime.date.fromisoformat(cell).isoformat()


#: The types of columns: what reads a cell, which can be written in one way only.
TYPES: dict[str, Callable[[str], Any]] = {
    "string": string,
    "integer": integer,
    "number": number,
    "boolean": lambda cell: {"true": True, "false": False}[cell],
    "date": date,
}
#: Value of a cell, the rule that it breaks, and why; the latter are empty where it breaks none.
Verdict = tuple[Any, str, str]


def judge(field: dict[str, Any]) -> Callable[[str], Verdict]:
    """What gives the verdict on a cell of a column. Raises ValueError, TypeError or KeyError for a bad declaration."""
    kind, limits = field["type"], field.get("constraints", {})
    read = TYPES[kind]
    if set(limits) - {"required", "unique", "pattern", "enum", "minimum", "maximum"}:
        raise ValueError(f"a constraint of {field['name']} is not known here")
    pattern = re.compile(limits.get("pattern", "(?s:.*)"))
    enum = list(limits["enum"]) if "enum" in limits else None
    low, high = limits.get("minimum"), limits.get("maximum")
    bounded = {"date": (str,), "integer": (int, float), "number": (int, float)}.get(kind, ())
    if not all(bound is None or isinstance(bound, bounded) for bound in (low, high)):
        raise TypeError(f"a bound of {field['name']} is of another type")

    def verdict(cell: str) -> Verdict:
        if cell == "":
            return (None, "required", "is empty") if limits.get("required") else (None, "", "")
        try:
            value = read(cell)
        except (ValueError, KeyError):
            return None, "type", f"is not of the type {kind}"
        if not pattern.fullmatch(cell):
            return value, "pattern", f"does not match {pattern.pattern}"
        if enum is not None and value not in enum:
            return value, "enum", "is none of those that the schema lists"
        if (low is not None and value < low) or (high is not None and value > high):
            return value, "bounds", f"is not within the bounds {quote(low)} and {quote(high)}"
        return value, "", ""

    return verdict


class Row(dict[str, Any]):
    """A row by column, an empty cell None. `source` is the text that its offsets lie in, None where they do not."""

    n: int
    source: Source | None = None


class Table:
    """A CSV file with its schema from the descriptor. Raises what bad JSON may raise where that is no schema."""

    def __init__(self, resource: Resource, report: Report) -> None:
        self.name, self.path, self.raw, self.report = resource.name, resource.path, resource.raw, report
        schema = resource.spec["schema"]
        self.types = {string(field["name"]): field["type"] for field in schema["fields"]}
        self.judges = {field["name"]: judge(field) for field in schema["fields"]}
        self.required = {f["name"] for f in schema["fields"] if f.get("constraints", {}).get("required") is True}
        self.primary = list(schema["primaryKey"])
        self.unique = [[f["name"]] for f in schema["fields"] if f.get("constraints", {}).get("unique")]
        self.unique += map(list, schema.get("uniqueKeys", []))
        keys = [(key["fields"], key["reference"]) for key in schema.get("foreignKeys", [])]
        self.foreign = [
            (list(fields), string(to.get("resource", "")) or self.name, list(map(string, to["fields"])))
            for fields, to in keys
        ]
        used = [name for key in (self.primary, *self.unique, *(key[0] for key in self.foreign)) for name in key]
        usual = {"header": True, "delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True}
        dialect = {**usual, **resource.spec.get("dialect", {})}
        if len(self.types) < len(schema["fields"]) or not self.primary or not set(used) <= set(self.types):
            raise ValueError("a column stands twice, or a key has none")
        if schema.get("missingValues", [""]) != [""] or any(dialect[key] != usual[key] for key in usual):
            raise ValueError("missing values or dialect are not the usual ones")
        self.rows: list[Row] = []

    def fault(self, rule: str, row: Row, column: str, problem: str) -> None:
        self.report.fault(rule, self.path, f"row {row.n}, column {column}", problem)

    def lacks(self, columns: str) -> list[str]:
        """Those of the columns that the schema does not declare as the proof needs them; see COLUMNS."""
        found = []
        for rank, given in enumerate(columns.split()):
            name = given.rstrip("?")
            right = self.types.get(name) == ("integer" if name in NUMBERS else "string")
            right = right and (given.endswith("?") or name in self.required)
            if rank == 0:
                right = right and self.primary == [name]
            elif name.endswith("_id"):
                right = right and any(key[0] == [name] for key in self.foreign)
            found += [] if right else [name]
        return found

    def expect(self, kind: str, rule: str, row: Row, column: str, found: Any, expected: Any) -> bool:
        """Whether the two are the same, which is counted as proven; else a fault that shows where they part."""
        if type(found) is type(expected) and found == expected:
            self.report.proven[kind] += 1
            return True
        where, one, other = parted(found, expected)
        self.fault(rule, row, column, f"{where + 'it' if where else 'It'} is {one}, not {other}.")
        return False

    def read(self) -> None:
        """Rows of the file, each cell checked."""
        known: dict[tuple[str, str], Verdict] = {}
        for n, cells in self._records():
            row = Row()
            row.n = n
            for cell, (column, verdict) in zip(cells, self.judges.items()):
                if (column, cell) not in known:
                    known[column, cell] = verdict(cell)
                row[column], rule, why = known[column, cell]
                self.report.proven["cells"] += not rule
                if rule:
                    self.fault(rule, row, column, f"The cell is {quote(cell)}, which {why}.")
            self.rows.append(row)
        self.report.proven["rows"] += len(self.rows)

    def _records(self) -> Iterator[tuple[int, list[str]]]:
        """Number and cells of every record that has as many cells as the header."""
        try:
            text = self.raw.decode("utf-8")
        except UnicodeDecodeError as error:
            self.report.fault("csv-encoding", self.path, f"byte {error.start}", "The file is not UTF-8.")
            return
        if text.startswith("\ufeff"):
            self.report.fault("csv-encoding", self.path, "", "The file begins with a byte-order mark.")
        # Inside quotation marks a cell may have the line ends of its source.
        if any("\r" in bare for bare in text.split('"')[::2]) or not text.endswith("\n"):
            self.report.fault("csv-line-ends", self.path, "", "A line does not end with LF alone.")
        csv.field_size_limit(2**31 - 1)
        try:
            if "\0" in text:
                raise csv.Error("it holds a NUL")
            records = list(csv.reader(io.StringIO(text.lstrip("\ufeff"), newline=""), strict=True))
        except csv.Error as error:
            self.report.fault("csv-shape", self.path, "", f"The file is no CSV: {reason(error)}.")
            return
        if records[:1] != [list(self.types)]:
            self.report.fault("csv-header", self.path, "row 1", "The header is not the columns of the schema.")
            return
        for n, cells in enumerate(records[1:], 2):
            if len(cells) == len(self.types):
                yield n, cells
            else:
                problem = f"The row has {len(cells)} cells, the header {len(self.types)}."
                self.report.fault("csv-shape", self.path, f"row {n}", problem)

    def check_keys(self) -> None:
        for key in (self.primary, *self.unique):
            rule = "primary-key" if key is self.primary else "unique-key" if len(key) > 1 else "unique"
            first: dict[tuple[Any, ...], int] = {}
            for row in self.rows:
                values = tuple(row[column] for column in key)
                if None in values and key is self.primary:
                    self.fault(rule, row, " and ".join(key), "The primary key is not whole.")
                elif None not in values and first.setdefault(values, row.n) != row.n:
                    self.fault(rule, row, " and ".join(key), f"The same stands in row {first[values]} already.")
                self.report.proven["keys"] += first.get(values) == row.n

    def check_references(self, tables: dict[str, Table]) -> None:
        for columns, name, targets in self.foreign:
            aim = tables.get(name)
            if aim is None or not set(targets) <= set(aim.types):
                problem = f"A foreign key leads to {quote(name)}, where there are no such columns."
                self.report.fault("foreign-key", self.path, "column " + " and ".join(columns), problem)
                continue
            there = {tuple(row[column] for column in targets) for row in aim.rows}
            for row in self.rows:
                values = tuple(row[column] for column in columns)
                if None not in values and values not in there:
                    problem = f"{', '.join(map(quote, values))} is no row of {name}."
                    self.fault("foreign-key", row, " and ".join(columns), problem)
                self.report.proven["references"] += values in there

    def check_twin(self, lines: list[tuple[Any, ...]], path: str) -> None:
        """The rows of SQLite against those of the CSV file, by primary key."""
        if len(lines) != len(self.rows):
            problem = f"SQLite has {'fewer' if len(lines) < len(self.rows) else 'more'} rows than the CSV file."
            self.report.fault("sqlite-cells", path, f"table {self.name}", problem)
        twins = {}
        for line in lines:
            twin = dict(zip(self.types, line))
            for column in [name for name, kind in self.types.items() if kind == "boolean"]:
                twin[column] = {0: False, 1: True}.get(twin[column], twin[column])
            twins[tuple(twin[column] for column in self.primary)] = twin
        for row in self.rows:
            twin = twins.get(tuple(row[column] for column in self.primary), {})
            wrong = [c for c in row if c not in twin or type(row[c]) is not type(twin[c]) or row[c] != twin[c]]
            self.report.proven["sqlite"] += len(row) - len(wrong)
            if wrong:
                where, one, other = parted(row[wrong[0]], twin.get(wrong[0]))
                problem = f"{where}{wrong[0]} is {one} in the CSV file, but {other} here."
                self.report.fault("sqlite-cells", path, f"table {self.name}, row {row.n} of the CSV file", problem)


def read_tables(resources: list[Resource], report: Report) -> dict[str, Table]:
    """The tables of which schema and CSV file can be read; cells, keys and references are checked."""
    tables = {}
    for resource in resources:
        try:
            if resource.is_csv:
                tables[resource.name] = Table(resource, report)
        except (KeyError, TypeError, AttributeError, ValueError, re.error, OverflowError, RecursionError) as error:
            problem = f"The schema cannot be checked: {type(error).__name__}, {reason(error)}."
            report.fault("declared", DESCRIPTOR, f"resource {resource.name}", problem)
    for table in tables.values():
        table.read()
    for table in tables.values():
        table.check_keys()
        table.check_references(tables)
    return tables


def check_database(path: str, folder: Folder, tables: dict[str, Table], report: Report) -> None:
    """Every table and view of an SQLite file against the CSV file of the same name."""
    try:
        import sqlite3
    except ImportError:
        report.limits.append(NO_SQLITE)
        return
    try:
        file = folder.locate(path)
        connection = sqlite3.connect(f"{file.as_uri()}?mode=ro&immutable=1", uri=True)
        try:
            # A view can be written so as to run for ever: the steps it may take are bounded by the size of the file.
            steps = iter(range(100 + file.stat().st_size // 1000))
            connection.set_progress_handler(lambda: next(steps, None) is None, 10_000)
            compare_database(path, connection, tables, report)
        finally:
            connection.close()
    except Exception as error:  # sqlite3 raises more than its own errors
        report.fault("sqlite-tables", path, "", f"The file cannot be read as SQLite: {reason(error)}.")


def compare_database(path: str, connection: Any, tables: dict[str, Table], report: Report) -> None:
    connection.execute("PRAGMA trusted_schema = OFF")
    for (verdict,) in connection.execute("PRAGMA integrity_check(10)").fetchall():
        if verdict != "ok":
            report.fault("sqlite-tables", path, "", f"The database is not sound: {quote(verdict)}.")
    named = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type <> 'index'")}
    for name in sorted(named ^ tables.keys()):
        problem = f"The table is not in {'SQLite' if name in tables else 'a CSV file'}."
        report.fault("sqlite-tables", path, f"table {name}", problem)
    for name in sorted(named & tables.keys()):
        cursor = connection.execute(f'SELECT * FROM "{name}"')
        if [column[0] for column in cursor.description] == list(tables[name].types):
            tables[name].check_twin(cursor.fetchmany(len(tables[name].rows) + 1), path)
        else:
            report.fault("sqlite-tables", path, f"table {name}", "The columns are not those of the schema.")


# -- from the cells back to the source ---------------------------------------------------------------------------------


def fold(text: str) -> str:
    """Each run of white space to one blank, ends trimmed."""
    return re.sub(r"\s+", " ", text).strip()


class Source:
    """A decoded text with its edits. Offsets are 0-based and half-open, in code points."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.edits: list[tuple[int, int, str]] = []
        self.line_ends = [match.end() for match in re.finditer(r"\r\n|\r|\n", text)]

    def reading(self, row: dict[str, Any]) -> str:
        """The slice of a row with the edits inside it applied and white space folded."""
        at, end, parts = row["char_start"], row["char_end"], []
        for start, stop, replacement in self.edits[bisect_left(self.edits, (at,)) : bisect_left(self.edits, (end,))]:
            if at <= start and stop <= end:
                parts += [self.text[at:start], replacement]
                at = stop
        return fold("".join(parts) + self.text[at:end])

    def line(self, offset: int) -> int:
        """The line, from 1, on which the character at an offset stands."""
        return bisect_right(self.line_ends, offset) + 1


def prove(tables: dict[str, Table], resources: list[Resource], report: Report) -> None:
    """All that leads from the cells back to the sources, where the schemas let it be read."""
    fit = True
    for name, columns in COLUMNS.items():
        unfit = tables[name].lacks(columns) if name in tables else ["all columns"]
        if unfit:
            fit = False
            problem = f"{name} lacks {', '.join(unfit)}, or the schema says less of them than the proof needs."
            report.fault("table-missing", DESCRIPTOR, "", problem)
    if not fit:
        return
    sources = prove_sources(tables["documents"], resources)
    for name in SLICES:
        prove_offsets(tables[name], sources)
    prove_edits(tables["edits"])
    prove_tiling(tables["segments"], sources)
    prove_segments(tables)
    prove_paragraphs(tables["paragraphs"])
    prove_numbers(tables["paragraphs"], tables["segments"])
    for name in (*MENTIONS.values(), "statements"):
        prove_phrases(tables[name], tables["paragraphs"])
    prove_printed(tables["sections"], ("label_printed", "heading"))
    prove_printed(tables["signatories"], ("state_printed", "office_printed", "person_printed", "proxy_printed"))
    prove_evidence(tables["evidence"], tables["documents"])
    prove_identifiers(tables)
    prove_counts(tables)


def prove_sources(documents: Table, resources: list[Resource]) -> dict[str, Source]:
    texts = {resource.path: resource for resource in resources if resource.is_text}
    sources = {}
    for row in documents.rows:
        file = texts.pop(row["source_file"], None)
        if file is None:
            documents.fault("source-file", row, "source_file", "No such file is listed as a text received.")
            continue
        try:
            text = file.raw.decode(row["source_encoding"] or "")
        except (LookupError, ValueError) as error:
            documents.fault("source-decode", row, "source_encoding", f"The file does not decode: {reason(error)}.")
            continue
        facts = {"source_sha256": file.sha256, "source_bytes": file.size, "source_chars": len(text)}
        right = [documents.expect("", "source-facts", row, column, row[column], facts[column]) for column in facts]
        documents.report.proven["sources"] += all(right)
        sources[row["document_id"]] = Source(text)
    for path in texts:
        documents.report.fault("source-set", path, "", "No row of documents is read from this text.")
    return sources


def prove_offsets(table: Table, sources: dict[str, Source]) -> None:
    """Give each row the source that its offsets lie in. A row without one is at fault, here or before."""
    for row in table.rows:
        start, end, source = row["char_start"], row["char_end"], sources.get(row["document_id"])
        if source and start is not None and end is not None and start < end <= len(source.text):
            row.source = source
        elif source and (table.name != "evidence" or row["origin"] == "text"):
            problem = f"{quote(start)} to {quote(end)} is no slice of a text of {len(source.text)} characters."
            table.fault("offsets", row, "char_start and char_end", problem)


def prove_edits(table: Table) -> None:
    for row in sorted((row for row in table.rows if row.source), key=lambda row: row["char_start"]):
        assert row.source
        edits, (start, end) = row.source.edits, (row["char_start"], row["char_end"])
        if edits and start < edits[-1][1]:
            table.fault("edit-overlap", row, "char_start", f"The edit before it ends at {edits[-1][1]} only.")
        edits.append((start, end, row["replacement"] or ""))
        table.expect("edits", "edit-source", row, "source", row["source"], row.source.text[start:end])


def prove_tiling(table: Table, sources: dict[str, Source]) -> None:
    """Segments one after the other, counted from 1; between them, before and after them nothing but white space."""
    segments: dict[str, list[Row]] = {document_id: [] for document_id in sources}
    for row in table.rows:
        if row.source:
            segments[row["document_id"]].append(row)
    for document_id, rows in segments.items():
        text, at, whole = sources[document_id].text, 0, True
        for rank, row in enumerate(sorted(rows, key=lambda row: row["position"] or 0), 1):
            whole &= table.expect("", "position", row, "position", row["position"], rank)
            left, problem = text[at : row["char_start"]].strip(), ""
            if row["char_start"] < at:
                problem = f"The segment begins before the one before it ends, at {at}."
            elif left:
                problem = f"Before it {quote(left)} is in no segment."
            if problem:
                whole = False
                table.fault("tiling", row, "char_start", problem)
            at = max(at, row["char_end"])
        if text[at:].strip():
            whole = False
            problem = f"The end of {document_id} is in no segment: {quote(text[at:].strip())}."
            table.report.fault("tiling", table.path, "", problem)
        table.report.proven["characters"] += len("".join(text.split())) if whole else 0


def prove_segments(tables: dict[str, Table]) -> None:
    """Segments lie in the rows that they belong to; running text and the label before it belong to a paragraph."""
    table = tables["segments"]
    for name in ("sections", "paragraphs", "signatories"):
        column = COLUMNS[name].split()[0]
        by_id = {row[column]: row for row in tables[name].rows}
        for row in table.rows:
            whole = by_id.get(row[column])
            if whole is None or not (row.source and whole.source):
                continue  # none, or said already
            start, end = whole["char_start"], whole["char_end"]
            inside = start <= row["char_start"] and row["char_end"] <= end
            if name == "paragraphs" and row["kind"] == "label":
                inside = row["char_end"] <= start
            if row.source is whole.source and inside:
                table.report.proven["segments"] += 1
            else:
                problem = (
                    f"{row['char_start']} to {row['char_end']} is not where a segment of {quote(row[column])} lies"
                )
                table.fault("segment-row", row, column, f"{problem}, which runs from {start} to {end}.")
    texts = {row["paragraph_id"] for row in table.rows if row["kind"] == "paragraph"}
    for row in table.rows:
        if row["kind"] == "paragraph" and row["paragraph_id"] is None:
            table.fault("segment-kind", row, "paragraph_id", "Running text belongs to no paragraph.")
    for row in tables["paragraphs"].rows:
        if row["paragraph_id"] not in texts:
            tables["paragraphs"].fault("segment-row", row, "paragraph_id", "It has no segment of running text.")


def prove_paragraphs(table: Table) -> None:
    for row in table.rows:
        if row.source:
            table.expect("texts", "paragraph-text", row, "text", row["text"], row.source.reading(row))
            first, last = row.source.line(row["char_start"]), row.source.line(row["char_end"] - 1)
            table.expect("lines", "lines", row, "line_start", row["line_start"], first)
            table.expect("lines", "lines", row, "line_end", row["line_end"], last)


def prove_numbers(table: Table, segments: Table) -> None:
    """The printed number of a paragraph is what the segments of kind label that belong to it print."""
    labels: dict[str, list[Row]] = {}
    for segment in segments.rows:
        if segment["kind"] == "label" and segment.source:
            labels.setdefault(segment["paragraph_id"], []).append(segment)
    for row in table.rows:
        printed: set[Any] = {None}
        for first in labels.get(row["paragraph_id"], [])[:1]:
            ends = [label["char_end"] for label in labels[row["paragraph_id"]]]
            printed = readings({**first, "char_end": max(ends)}, first.source)
        if row["number_printed"] in printed:
            table.report.proven["printed"] += row["number_printed"] is not None
        else:
            there = " or ".join(sorted(map(quote, printed)))
            table.fault("number-printed", row, "number_printed", f"It is {quote(row['number_printed'])}, not {there}.")


def readings(row: dict[str, Any], source: Source | None) -> set[str]:
    """The slice of a row as it is and as it is read, white space folded."""
    assert source
    return {fold(source.text[row["char_start"] : row["char_end"]]), source.reading(row)}


def prove_phrases(table: Table, paragraphs: Table) -> None:
    """The text of a mention is the slice of the paragraph; the phrase of a statement ends with its verb."""
    by_id = {row["paragraph_id"]: row for row in paragraphs.rows}
    rule, column = ("statement", "verb_printed") if table.name == "statements" else ("mention", "text")
    place = "verb" if rule == "statement" else "text"
    for row in table.rows:
        whole, start, end = by_id.get(row["paragraph_id"]), row["start"], row["end"]
        if whole is None or row.source is None or None in (start, end, whole["text"], row[column]):
            continue  # said already
        phrase = whole["text"][start:end]
        shown = phrase[-len(row[column]) :] if rule == "statement" else phrase
        right = table.expect("", f"{rule}-{place}", row, column, row[column], shown)
        right &= table.expect("", f"{rule}-source", row, "char_start and char_end", row.source.reading(row), phrase)
        inside = whole["char_start"] <= row["char_start"] and row["char_end"] <= whole["char_end"]
        if not inside or row.source is not whole.source:
            right = False
            table.fault("mention-inside", row, "char_start and char_end", "The row does not lie inside its paragraph.")
        table.report.proven["phrases"] += right
        date = row.get("date_printed")
        if date is not None and date not in whole["text"]:
            table.fault("printed", row, "date_printed", f"{quote(date)} does not stand in the paragraph.")
        table.report.proven["printed"] += date is not None and date in whole["text"]


def prove_printed(table: Table, columns: tuple[str, ...]) -> None:
    """The words stand in the slice; those of a signatory only in order, since the columns of a page may part them."""
    for row in table.rows:
        texts = readings(row, row.source) if row.source else set()
        for column in columns if texts else ():
            value = row[column]
            if value is None:
                continue
            parted = table.name == "signatories" and any(in_order(value, text) for text in texts)
            if parted or any(value in text for text in texts):
                table.report.proven["printed"] += 1
            else:
                table.fault("printed", row, column, f"{quote(value)} does not stand in the slice of the row.")


def in_order(value: str, text: str) -> bool:
    """Whether the words of a value stand in a text in their order, perhaps with others between them."""
    words = iter(WORD.findall(text))
    return all(word in words for word in WORD.findall(value))


def prove_evidence(table: Table, documents: Table) -> None:
    """Evidence says what documents says; what was read stands in the source, what was supplied has a statement."""
    by_id = {row["document_id"]: row for row in documents.rows}
    for row in table.rows:
        document, column = by_id.get(row["document_id"], Row()), row["column_name"]
        right = table.expect("", "evidence-value", row, "value", row["value"], document.get(column))
        right &= table.expect("", "evidence-value", row, "origin", row["origin"], document.get(f"{column}_origin"))
        supplied = row["origin"] != "text"
        if not supplied:
            right &= row.source is not None  # else said already
            if row.source:
                right &= table.expect("", "evidence-text", row, "printed", row["printed"], row.source.reading(row))
        if supplied == (row["statement"] is None) or (supplied and row["printed"] is not None):
            right = False
            problem = "A supplied value has a statement, and nothing printed; one that was read has no statement."
            table.fault("evidence-statement", row, "statement", problem)
        table.report.proven["evidence"] += right
    given = {(row["document_id"], row["column_name"]) for row in table.rows}
    for row in documents.rows:
        for column in [name for name in row if f"{name}_origin" in row]:
            evident = row[f"{column}_origin"] in ("text", "supplied") and column != "source_encoding"
            if evident and row[column] is not None and (row["document_id"], column) not in given:
                documents.fault("evidence-rows", row, column, "No row of evidence says where the value comes from.")


def prove_identifiers(tables: dict[str, Table]) -> None:
    for rule, name, left, between, right in FORMS:
        key = COLUMNS[name].split()[0]
        for row in tables[name].rows:
            tables[name].expect("identifiers", rule, row, key, row[key], f"{row[left]}{between}{row[right]}")
    for name in SLICES:
        bound = {"section_id", "parent_id", "paragraph_id", "signatory_id", COLUMNS[name].split()[0]}
        for row in tables[name].rows:
            for column in sorted(bound & row.keys()):
                stem = f"{row['document_id']}:"
                if column == "section_id" and name == "sections" and row["parent_id"]:
                    stem = f"{row['parent_id']}."
                if row[column] is not None:
                    tables[name].expect("", "document-prefix", row, column, row[column][: len(stem)], stem)


def prove_counts(tables: dict[str, Table]) -> None:
    counted = {"mentions": "instrument_mentions", **{name: name for name in ("sections", "paragraphs", "signatories")}}
    counts = {column: Counter(row["document_id"] for row in tables[name].rows) for column, name in counted.items()}
    counts["words"] = Counter()
    for row in tables["paragraphs"].rows:
        counts["words"][row["document_id"]] += row["words"] or 0
    prove_numbers_of(tables["documents"], counts)
    for name, mentions in MENTIONS.items():
        key = COLUMNS[name].split()[0]
        rows = tables[mentions].rows
        pairs = {(row[key], row["document_id"]) for row in rows}
        counts = {"mentions": Counter(row[key] for row in rows), "documents": Counter(of for of, _ in pairs)}
        prove_numbers_of(tables[name], counts)


def prove_numbers_of(table: Table, counts: dict[str, Counter[Any]]) -> None:
    for row in table.rows:
        for column, numbers in counts.items():
            table.expect("counts", "counts", row, column, row[column], numbers[row[table.primary[0]]])


# -- the whole ---------------------------------------------------------------------------------------------------------


def verify(root: str) -> Report:
    """What is proven of the package in a folder. Reads only, and raises for nothing that is in the folder."""
    report = Report(root)
    try:
        folder = Folder(root, report)
        resources = read_descriptor(folder, report)
        check_files(folder, resources, report)
        tables = read_tables(resources, report)
        for path in [resource.path for resource in resources if resource.path.endswith(".sqlite")]:
            check_database(path, folder, tables, report)
        if resources:
            prove(tables, resources, report)
    except Exception as error:  # so that no folder can end it without a verdict
        report.fault("unexpected", DESCRIPTOR, "", f"The proof broke off: {type(error).__name__}, {error}.")
    return report


def main(arguments: list[str] | None = None) -> int:
    """Run as a program; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="?", default=str(Path(__file__).absolute().parent))
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)
    report = verify(chosen.folder)
    try:
        if chosen.json:
            print(json.dumps(report.as_dict(), indent=2).replace("\x7f", "\\u007f"), flush=True)
        else:
            print("\n".join(report.summary()), flush=True)
            sys.stderr.write("".join(f"{line}\n" for line in report.complaints()))
    except BrokenPipeError:  # a reader such as `head` has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return report.exit_status


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
