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

Tables are read side by side, some documents at a time, so that its memory does not grow with their number: rows must
follow the order of documents. What goes over documents is looked at apart, a share of the keys at a time.
"""

from __future__ import annotations

import argparse
import codecs
import csv
import datetime
import hashlib
import io
import json
import math
import os
import re
import stat
import sys
import textwrap
import unicodedata
import zlib
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO

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
    "views": "cells of views are those of the tables that they show",
    "diagnostics": "diagnostics are of texts that were left out",
}
NOT_PROVEN = (
    "Of Parquet files and the workbook the bytes alone are proven, not that they hold the same cells.",
    "Order and nesting of the rows of a document, dates and the figures of quality are left to `sco validate`.",
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
#: Bytes of texts of which all rows are read at once, and keys of the whole corpus that are.
BATCH_BYTES, SHARE = 1_000_000, 50_000
#: Verdicts on cells that are remembered, and the longest cells of which they are.
REMEMBERED, SHORT = 10_000, 40

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
    "diagnostics": "diagnostic_id text_file file place? code problem remedy?",
}
#: What can keep a text out of a package.
CODES = (
    "input-missing input-unreadable not-a-file input-too-large input-empty not-text undecodable surrogate file-name "
    "name-clash outside-folder output-unwritable workers output-overlap yaml yaml-feature key-unknown key-missing "
    "key-duplicate value encoding-unknown state-unknown date csv csv-columns reference reference-cycle "
    "identifier-clash alias-clash identifier-unknown package file table formats invariant"
).split()
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
        kept = self.root / STAGING / "old" / path if path in self.replaced else None
        real = Path(os.path.realpath(kept if kept and os.path.lexists(kept) else self.root / path))
        if os.path.commonpath([real, self.real]) != self.real:
            raise ValueError("it leads out of the package")
        if not stat.S_ISREG(real.stat().st_mode):
            raise ValueError("it is no file")
        return real

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
    """A file that the descriptor lists."""

    def __init__(self, spec: dict[str, Any]) -> None:
        self.spec, self.name, self.path = spec, spec["name"], spec["path"]
        self.is_csv, self.is_text = self.path.endswith(".csv"), spec.get("sco:origin") == "received"
        self.size, self.sha256 = 0, ""


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
        elif not is_plain(path) or ("path", path) in taken:
            problem = f"The path is {quote(given.get('path'))}, which is no plain path in the package, or stands twice."
            report.fault("path", DESCRIPTOR, f"resource {number}", problem)
        else:
            found.append(Resource(given))
            taken |= {("name", name), ("path", path)}
    if not found:
        report.fault("descriptor-value", DESCRIPTOR, "", "The descriptor lists no resources.")
    return found


def is_plain(path: str) -> bool:
    """Whether a path stays in the folder that it starts from."""
    return not re.search(r"[\\:\0]|(^|/)\.{0,2}(/|$)", path)


def check_files(folder: Folder, resources: list[Resource], report: Report) -> None:
    """Sizes and hashes of all files, and files that are not listed."""
    for resource in resources:
        path, size, digest = resource.path, resource.spec.get("bytes"), resource.spec.get("hash")
        try:
            read = folder.read(path, keep=False)
        except (OSError, ValueError) as error:
            report.fault("file-missing", path, "", f"The file is listed, but cannot be read: {reason(error)}.")
            continue
        resource.size, resource.sha256, _ = read
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
    """A CSV file with its schema from the descriptor. Raises what bad JSON may raise where that is no schema.

    `rows` are those of the documents that are looked at. Of the keys and references, `inner` and `leads` are those
    that rows of one document alone can break, `outer` and `leads_out` the others.
    """

    def __init__(self, resource: Resource, folder: Folder, report: Report) -> None:
        self.name, self.path, self.folder, self.report = resource.name, resource.path, folder, report
        self.place: Path | None = None
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
        self.count, self.sound = 0, False
        self.inner: list[list[str]] = []
        self.outer = [self.primary, *self.unique]
        self.leads: list[tuple[list[str], str, list[str]]] = []
        self.leads_out = self.foreign

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

    def check_form(self) -> None:
        """Encoding, line ends, shape and header of the file; rows are read only where they can be."""
        unfit, begins, ends, bare = self._read_form()
        if unfit is not None:
            self.report.fault("csv-encoding", self.path, f"byte {unfit}", "The file is not UTF-8.")
            return
        if begins == "\ufeff":
            self.report.fault("csv-encoding", self.path, "", "The file begins with a byte-order mark.")
        if bare or ends != "\n":
            self.report.fault("csv-line-ends", self.path, "", "A line does not end with LF alone.")
        csv.field_size_limit(2**31 - 1)
        try:
            records = self._records()
            fits = next(records, []) == list(self.types)
            if not fits:
                self.report.fault("csv-header", self.path, "row 1", "The header is not the columns of the schema.")
            for n, cells in enumerate(records, 2):
                if fits and len(cells) != len(self.types):
                    problem = f"The row has {len(cells)} cells, the header {len(self.types)}."
                    self.report.fault("csv-shape", self.path, f"row {n}", problem)
            self.sound = fits
        except csv.Error as error:
            self.report.fault("csv-shape", self.path, "", f"The file is no CSV: {reason(error)}.")

    def _read_form(self) -> tuple[int | None, str, str, bool]:
        """The first byte that is no UTF-8, the first and the last character, whether a CR stands outside of cells."""
        decoder = codecs.getincrementaldecoder("utf-8")()
        done, begins, ends, bare, quoted = 0, "", "", False, 0
        with self._open() as file:
            for block in chain(iter(lambda: file.read(1 << 20), b""), (b"",)):
                waiting = len(decoder.getstate()[0])
                try:
                    text = decoder.decode(block, final=not block)
                except UnicodeDecodeError as error:
                    return done - waiting + error.start, begins, ends, bare
                done, begins, ends = done + len(block), begins or text[:1], text[-1:] or ends
                if "\r" in text:  # Inside quotation marks a cell may have the line ends of its source.
                    bare = bare or any("\r" in outside for outside in text.split('"')[quoted::2])
                quoted ^= text.count('"') % 2
        return None, begins, ends, bare

    def _open(self) -> BinaryIO:
        try:
            self.place = self.place or self.folder.locate(self.path)
            return self.place.open("rb")
        except (OSError, ValueError):  # said already
            return io.BytesIO()

    def _records(self) -> Iterator[list[str]]:
        """The cells of all records, the header first. Raises csv.Error."""

        def lines(file: Iterable[str]) -> Iterator[str]:
            for n, line in enumerate(file):
                if "\0" in line:
                    raise csv.Error("it holds a NUL")
                yield line if n else line.lstrip("\ufeff")

        with self._open() as raw, io.TextIOWrapper(raw, encoding="utf-8", newline="") as file:
            yield from csv.reader(lines(file), strict=True)

    def read(self) -> Iterator[Row]:
        """The rows of the file, each cell checked; `count` is how many there were."""
        self.count = 0
        known: dict[tuple[str, str], Verdict] = {}
        for row, cells in self._rows():
            for cell, (column, verdict) in zip(cells, self.judges.items()):
                found = known.get((column, cell)) or verdict(cell)
                if len(cell) <= SHORT:
                    if len(known) > REMEMBERED:
                        known.clear()
                    known[column, cell] = found
                row[column], rule, why = found
                if rule:
                    self.fault(rule, row, column, f"The cell is {quote(cell)}, which {why}.")
                else:
                    self.report.proven["cells"] += 1
            self.count += 1
            self.report.proven["rows"] += 1
            yield row

    def again(self, columns: Iterable[str]) -> Iterator[Row]:
        """The rows once more, with some of their columns; nothing is said of their cells."""
        judges = [(list(self.types).index(column), column, self.judges[column]) for column in dict.fromkeys(columns)]
        for row, cells in self._rows():
            for at, column, verdict in judges:
                row[column] = verdict(cells[at])[0]
            yield row

    def _rows(self) -> Iterator[tuple[Row, list[str]]]:
        """Every record that has as many cells as the header, after it, with an empty row that has its number."""
        for n, cells in enumerate(self._records() if self.sound else (), 1):
            if n > 1 and len(cells) == len(self.types):
                row = Row()
                row.n = n
                yield row, cells

    def check_keys(self, keys: list[list[str]], rows: Iterable[Row], is_mine: Mine) -> None:
        """That the keys are whole and stand once, of those that are in a share."""
        firsts: list[dict[tuple[Any, ...], int]] = [{} for _ in keys]
        for row in rows:
            for key, first in zip(keys, firsts):
                values = tuple(row[column] for column in key)
                if not is_mine(values):
                    continue
                rule = "primary-key" if key is self.primary else "unique-key" if len(key) > 1 else "unique"
                if None in values and key is self.primary:
                    self.fault(rule, row, " and ".join(key), "The primary key is not whole.")
                elif None not in values and first.setdefault(values, row.n) != row.n:
                    self.fault(rule, row, " and ".join(key), f"The same stands in row {first[values]} already.")
                self.report.proven["keys"] += first.get(values) == row.n

    def check_references(self, tables: dict[str, Table]) -> None:
        """References to rows of the same documents."""
        for columns, name, targets in self.leads:
            there = {tuple(row[column] for column in targets) for row in tables[name].rows}
            for row in self.rows:
                values = tuple(row[column] for column in columns)
                if None not in values and values not in there:
                    self.dangles(row, columns, name, values)
                self.report.proven["references"] += values in there

    def check_references_out(self, tables: dict[str, Table], is_mine: Mine) -> None:
        """References to any row of a table, of those that are in a share."""
        for columns, name, targets in self.leads_out:
            asked: Counter[tuple[Any, ...]] = Counter()
            for row in self.again(columns):
                values = tuple(row[column] for column in columns)
                if None not in values and is_mine(values):
                    asked[values] += 1
            missing = set(asked)
            for row in tables[name].again(targets):
                if not missing:
                    break
                missing.discard(tuple(row[column] for column in targets))
            self.report.proven["references"] += sum(asked.values()) - sum(asked[values] for values in missing)
            for row in self.again(columns) if missing else ():
                values = tuple(row[column] for column in columns)
                if values in missing:
                    self.dangles(row, columns, name, values)

    def dangles(self, row: Row, columns: list[str], name: str, values: tuple[Any, ...]) -> None:
        problem = f"{', '.join(map(quote, values))} is no row of {name}."
        self.fault("foreign-key", row, " and ".join(columns), problem)

    def check_twin(self, rows: list[Row], lines: list[tuple[Any, ...]], path: str) -> None:
        """The rows of SQLite against those of the CSV file, by primary key."""
        if len(lines) != len(rows):
            problem = f"SQLite has {'fewer' if len(lines) < len(rows) else 'more'} rows than the CSV file."
            self.report.fault("sqlite-cells", path, f"table {self.name}", problem)
        twins = {}
        for line in lines:
            twin = dict(zip(self.types, line))
            for column in [name for name, kind in self.types.items() if kind == "boolean"]:
                twin[column] = {0: False, 1: True}.get(twin[column], twin[column])
            twins[tuple(twin[column] for column in self.primary)] = twin
        for row in rows:
            twin = twins.get(tuple(row[column] for column in self.primary), {})
            wrong = [c for c in row if c not in twin or type(row[c]) is not type(twin[c]) or row[c] != twin[c]]
            self.report.proven["sqlite"] += len(row) - len(wrong)
            if wrong:
                where, one, other = parted(row[wrong[0]], twin.get(wrong[0]))
                problem = f"{where}{wrong[0]} is {one} in the CSV file, but {other} here."
                self.report.fault("sqlite-cells", path, f"table {self.name}, row {row.n} of the CSV file", problem)


#: Whether a key belongs to the share of keys that is looked at.
Mine = Callable[[tuple[Any, ...]], bool]


def whole(values: tuple[Any, ...]) -> bool:
    """The share that holds all keys."""
    return True


def open_tables(folder: Folder, resources: list[Resource], report: Report) -> dict[str, Table]:
    """The tables of which the schema can be read, with the form of their files checked."""
    tables = {}
    for resource in resources:
        try:
            if resource.is_csv:
                tables[resource.name] = Table(resource, folder, report)
        except (KeyError, TypeError, AttributeError, ValueError, re.error, OverflowError, RecursionError) as error:
            problem = f"The schema cannot be checked: {type(error).__name__}, {reason(error)}."
            report.fault("declared", DESCRIPTOR, f"resource {resource.name}", problem)
    for table in tables.values():
        table.check_form()
        table.leads_out = []
        for columns, name, targets in table.foreign:
            if name in tables and set(targets) <= set(tables[name].types):
                table.leads_out.append((columns, name, targets))
            else:
                problem = f"A foreign key leads to {quote(name)}, where there are no such columns."
                report.fault("foreign-key", table.path, "column " + " and ".join(columns), problem)
    return tables


def by_document(tables: dict[str, Table]) -> dict[str, Table]:
    """The tables with rows that belong to a document each; what can be checked document by document is set apart."""
    link = (["document_id"], "documents", ["document_id"])
    found = {
        name: table
        for name, table in tables.items()
        if name in SLICES or (name not in COLUMNS and "document_id" in table.required and link in table.leads_out)
    }
    for name, table in found.items():
        # Such identifiers begin with that of their document: see prove_identifiers.
        bound = {"document_id", *(COLUMNS[name].split()[:1] if name in SLICES else ())}
        table.leads = [key for key in table.leads_out if key == link or key[1] in found]
        table.leads_out = [key for key in table.leads_out if key not in table.leads]
        bound |= {key[0][0] for key in table.leads if len(key[0]) == 1}
        table.inner = [key for key in table.outer if bound & set(key)]
        table.outer = [key for key in table.outer if not bound & set(key)]
    return found


class Feed:
    """The rows of a table, handed out with the documents that they belong to, in the order of these."""

    def __init__(self, table: Table) -> None:
        self.table, self.rows, self.held = table, table.read(), Row()

    def take(self, ranks: dict[Any, int], alone: bool) -> list[Row]:
        """The next rows, as far as they belong to these documents; all rows where there are no other documents."""
        taken: list[Row] = []
        last = 0
        while True:
            row, self.held = self.held or next(self.rows, Row()), Row()
            rank = ranks.get(row.get("document_id"))
            if not row or (rank is None and not alone):
                self.held = row
                return taken
            if rank is not None and rank < last:
                self._misplaced(row, "")
            last = max(last, rank or 0)
            taken.append(row)

    def close(self) -> None:
        """What is left belongs to no document, or to one that came before."""
        if self.held:
            self._misplaced(self.held, " From there on cells alone were looked at.")
            for _ in self.rows:
                pass

    def _misplaced(self, row: Row, more: str) -> None:
        problem = f"The row of {quote(row['document_id'])} is not where the order of documents puts it.{more}"
        self.table.fault("row-order", row, "document_id", problem)


def batches(documents: Table) -> Iterator[tuple[list[Row], bool]]:
    """Documents, some at a time; whether they are all. Once at least, that rows of none are seen."""
    rows: list[Row] = []
    size, alone = 0, True
    for row in documents.read():
        if size >= BATCH_BYTES:
            alone = False
            yield rows, alone
            rows, size = [], 0
        rows.append(row)
        size += max(row["source_bytes"] or 0, 1000)
    yield rows, alone


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
            rows = list(tables[name].again(tables[name].types))
            tables[name].check_twin(rows, cursor.fetchmany(len(rows) + 1), path)
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


def prove(tables: dict[str, Table], folder: Folder, resources: list[Resource], report: Report) -> None:
    """All that is in the tables, and what leads from their cells back to the sources, where the schemas let it be."""
    fit = True
    for name, columns in COLUMNS.items():
        unfit = tables[name].lacks(columns) if name in tables else ["all columns"]
        if unfit:
            fit = False
            problem = f"{name} lacks {', '.join(unfit)}, or the schema says less of them than the proof needs."
            report.fault("table-missing", DESCRIPTOR, "", problem)
    of_documents = by_document(tables) if fit else {}
    for name, table in tables.items():
        if name not in of_documents and (name != "documents" or not fit):
            for _ in table.read():
                pass
    if fit:
        prove_documents(tables, of_documents, folder, resources)
    keyed = [table.count for table in tables.values() if table.outer]
    shares = -(-max(keyed, default=0) // SHARE) or 1
    for share in range(shares if fit else 1):
        prove_corpus(tables, whole if shares == 1 else share_of(share, shares), fit)


def share_of(share: int, shares: int) -> Mine:
    return lambda values: zlib.crc32(repr(values).encode("utf-8", "surrogatepass")) % shares == share


def prove_documents(
    tables: dict[str, Table], of_documents: dict[str, Table], folder: Folder, resources: list[Resource]
) -> None:
    """What rows of single documents must keep, some documents at a time."""
    texts = {resource.path: resource for resource in resources if resource.is_text}
    listed = bool(texts)
    feeds = [Feed(table) for table in of_documents.values()]
    documents = tables["documents"]
    views = [table for name, table in of_documents.items() if name not in COLUMNS]
    for rows, alone in batches(documents):
        documents.rows = rows
        ranks = {row["document_id"]: rank for rank, row in enumerate(rows)}
        for feed in feeds:
            feed.table.rows = feed.take(ranks, alone)
        for table in of_documents.values():
            table.check_keys(table.inner, table.rows, whole)
            table.check_references(tables)
        prove_batch(tables, prove_sources(documents, folder, texts if listed else None))
        for view in views:
            prove_view(view, tables)
    for feed in feeds:
        feed.close()
    for path in texts:
        documents.report.fault("source-set", path, "", "No row of documents is read from this text.")


def prove_batch(tables: dict[str, Table], sources: dict[str, Source]) -> None:
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


def prove_corpus(tables: dict[str, Table], is_mine: Mine, fit: bool) -> None:
    """What goes over documents, of those keys that are in a share."""
    for table in tables.values():
        if table.outer:
            table.check_keys(table.outer, table.again(name for key in table.outer for name in key), is_mine)
        table.check_references_out(tables, is_mine)
    if fit:
        prove_mentioned(tables, is_mine)
        prove_diagnostics(tables["diagnostics"], tables["documents"], is_mine)


def prove_sources(documents: Table, folder: Folder, texts: dict[str, Resource] | None) -> dict[str, Source]:
    """The texts of documents, by their identifiers; they are taken out of `texts`, those that the descriptor lists.

    Where it lists none, `documents` does: so it is in a large package.
    """
    sources = {}
    for row in documents.rows:
        path, raw = row["source_file"] or "", b""
        if texts is not None and path not in texts:
            documents.fault("source-file", row, "source_file", "No such file is listed as a text received.")
            continue
        if texts is not None:
            texts.pop(path)
        size, digest = 0, ""
        try:
            if not is_plain(path):
                raise ValueError("it is no plain path in the package")
            size, digest, raw = folder.read(path)
        except (OSError, ValueError) as error:
            if texts is None:  # else said already
                documents.fault("source-file", row, "source_file", f"The text cannot be read: {reason(error)}.")
                continue
        try:
            text = raw.decode(row["source_encoding"] or "")
        except (LookupError, ValueError) as error:
            documents.fault("source-decode", row, "source_encoding", f"The file does not decode: {reason(error)}.")
            continue
        facts = {"source_sha256": digest, "source_bytes": size, "source_chars": len(text)}
        right = [documents.expect("", "source-facts", row, column, row[column], facts[column]) for column in facts]
        documents.report.proven["sources"] += all(right)
        sources[row["document_id"]] = Source(text)
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
    for row in tables["documents"].rows:
        if ":" in (row["document_id"] or ""):
            tables["documents"].fault(
                "document-prefix", row, "document_id", "The identifier of a document has a colon."
            )


def prove_counts(tables: dict[str, Table]) -> None:
    counted = {"mentions": "instrument_mentions", **{name: name for name in ("sections", "paragraphs", "signatories")}}
    counts = {column: Counter(row["document_id"] for row in tables[name].rows) for column, name in counted.items()}
    counts["words"] = Counter()
    for row in tables["paragraphs"].rows:
        counts["words"][row["document_id"]] += row["words"] or 0
    prove_numbers_of(tables["documents"], tables["documents"].rows, counts)


def prove_numbers_of(table: Table, rows: Iterable[Row], counts: dict[str, Counter[Any]]) -> None:
    for row in rows:
        for column, numbers in counts.items():
            table.expect("counts", "counts", row, column, row[column], numbers[row[table.primary[0]]])


def prove_mentioned(tables: dict[str, Table], is_mine: Mine) -> None:
    """How often instruments and entities are mentioned, and in how many documents."""
    for name, mentions in MENTIONS.items():
        key = COLUMNS[name].split()[0]
        counts: dict[str, Counter[Any]] = {"mentions": Counter(), "documents": Counter()}
        last: dict[Any, Any] = {}
        for row in tables[mentions].again((key, "document_id")):
            if is_mine((row[key],)):
                counts["mentions"][row[key]] += 1
                if last.get(row[key], row) != row["document_id"]:
                    counts["documents"][row[key]] += 1
                last[row[key]] = row["document_id"]
        rows = tables[name].again((key, *counts))
        prove_numbers_of(tables[name], (row for row in rows if is_mine((row[key],))), counts)


def prove_diagnostics(table: Table, documents: Table, is_mine: Mine) -> None:
    """Errors are numbered by text; their codes are known; no document is read from a text that was left out."""
    if not table.count:
        return
    columns = COLUMNS["diagnostics"].replace("?", "").split()
    texts = {row["text_file"] for row in table.again(columns) if is_mine((row["text_file"],))}
    read = {PurePosixPath(row["source_file"] or "").name for row in documents.again(["source_file"])} & texts
    numbers: Counter[Any] = Counter()
    for row in table.again(columns):
        text, code = row["text_file"], row["code"]
        if text is None or not is_mine((text,)):
            continue
        numbers[text] += 1
        right = table.expect("", "diagnostic-id", row, "diagnostic_id", row["diagnostic_id"], f"{text}#{numbers[text]}")
        if text in read:
            right = False
            table.fault("diagnostic-text", row, "text_file", "A row of documents is read from this text.")
        if code not in CODES:
            right = False
            table.fault("diagnostic-code", row, "code", f"No error has the code {quote(code)}.")
        table.report.proven["diagnostics"] += right


def prove_view(view: Table, tables: dict[str, Table]) -> None:
    """A view of paragraphs shows the cells of these, of their documents and of their sections, each once."""
    if view.primary != ["paragraph_id"]:
        return
    by_id = {
        name: {row[COLUMNS[name].split()[0]]: row for row in tables[name].rows}
        for name in ("paragraphs", "documents", "sections")
    }
    for row in view.rows:
        paragraph = by_id["paragraphs"].pop(row["paragraph_id"], Row())
        shown: dict[str, Any] = dict(by_id["documents"].get(paragraph.get("document_id"), Row()))
        section = by_id["sections"].get(paragraph.get("section_id"), Row())
        shown.update({f"section_{column}": value for column, value in section.items()}, **paragraph)
        for column in [name for name in view.types if name in shown]:
            view.expect("views", "view-cells", row, column, row[column], shown[column])
    for row in by_id["paragraphs"].values():
        tables["paragraphs"].fault("view-cells", row, "paragraph_id", f"{view.name} does not show the paragraph.")


# -- the whole ---------------------------------------------------------------------------------------------------------


def verify(root: str) -> Report:
    """What is proven of the package in a folder. Reads only, and raises for nothing that is in the folder."""
    report = Report(root)
    try:
        folder = Folder(root, report)
        resources = read_descriptor(folder, report)
        check_files(folder, resources, report)
        tables = open_tables(folder, resources, report)
        if resources:
            prove(tables, folder, resources, report)
        for path in [resource.path for resource in resources if resource.path.endswith(".sqlite")]:
            check_database(path, folder, tables, report)
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
