"""A published folder as it is found: its descriptor, its files, and the tables in its CSV files.

Reading never raises for what is in the folder: what cannot be read is noted and left out, and a cell that is
not of its column's type stays text, for the schema's rules to report.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from ..faults import FaultsFound
from ..places import CSV, DESCRIPTOR, PARQUET, VIEWS
from ..schemas import TABLES, Row, Schema, schema, view
from ..schemas import VIEWS as VIEW_NAMES
from ..source import LARGEST_PUBLISHED, read_bytes
from ..types import TYPES
from .rules import Findings, count, quote

#: The path of a part of a large table, with its number.
PART = re.compile(r"/part-([0-9]{5})\.parquet$")
BOM = b"\xef\xbb\xbf"


@dataclass
class Resource:
    """A resource of the descriptor; `index` is its rank in the list, `path` None where unusable."""

    index: int
    spec: dict[str, Any]
    path: str | None
    raw: bytes | None = None

    @property
    def place(self) -> str:
        """How a message names the resource in the descriptor."""
        name = self.spec.get("name")
        return f"resource {name}" if isinstance(name, str) and name else f"resource {self.index}"


@dataclass
class Package:
    """What stands in the folder `root`; `tables` holds the tables and views whose CSV could be read.

    Of a large package neither files nor tables are held.
    """

    root: Path
    descriptor: dict[str, Any]
    resources: list[Resource]
    tables: dict[str, list[Row]] = field(default_factory=dict)
    is_large: bool = False

    def at(self, path: str) -> Resource | None:
        return next((resource for resource in self.resources if resource.path == path), None)

    def parts(self, path: PurePosixPath) -> list[str]:
        """The paths of the resources that are parts of the table with this Parquet file, in order."""
        folder = f"{path.with_suffix('')}/"
        return sorted(r.path for r in self.resources if r.path and r.path.startswith(folder) and PART.search(r.path))

    def by_suffix(self, suffix: str) -> list[Resource]:
        return [r for r in self.resources if r.path and PurePosixPath(r.path).suffix == suffix]


def declared_at(path: str) -> Schema | None:
    """The schema of the table or view that a path in a package is the CSV or Parquet file of."""
    for folder, names, find in ((CSV, TABLES, schema), (PARQUET, TABLES, schema), (VIEWS, VIEW_NAMES, view)):
        suffixes = {CSV: (".csv",), PARQUET: (".parquet",)}.get(folder, (".csv", ".parquet"))
        at = PurePosixPath(PART.sub(".parquet", path))
        if str(at.parent) == folder and at.stem in names and at.suffix in suffixes:
            return find(at.stem)
    return None


def open_package(root: Path, found: Findings) -> Package | None:
    """The package in `root`, files and CSV tables read; None where its descriptor cannot be read."""
    package = list_package(root, found)
    if package is None:
        return None
    for resource in package.resources:
        if resource.path:
            resource.raw = read_file(root, resource.path, found)
            declared = declared_at(resource.path)
            if declared and resource.path.endswith(".csv") and resource.raw is not None:
                rows = read_table(declared, resource.raw, resource.path, found)
                if rows is not None:
                    package.tables[declared.name] = rows
    return package


def list_package(root: Path, found: Findings) -> Package | None:
    """The package in `root`, of which only the descriptor is read; None where that cannot be read."""
    descriptor = _descriptor(root / DESCRIPTOR, found)
    if descriptor is None:
        return None
    listed = descriptor.get("resources")
    specs = listed if isinstance(listed, list) else []
    package = Package(root, descriptor, [])
    for index, spec in enumerate(specs, 1):
        if isinstance(spec, dict):
            resource = Resource(index, spec, None)
            resource.path = _path(resource, found)
            package.resources.append(resource)
        else:
            problem = f"Resource {index} is {quote(spec)}, but should be an object."
            found.add("descriptor-value", DESCRIPTOR, f"resource {index}", problem)
    return package


def _descriptor(path: Path, found: Findings) -> dict[str, Any] | None:
    try:
        raw = read_bytes(path, DESCRIPTOR, path.parent, LARGEST_PUBLISHED)
    except FaultsFound as unread:
        problem = f"The descriptor of the package cannot be read. {unread.faults[0].problem}"
        found.add("descriptor-missing", DESCRIPTOR, "", problem)
        return None
    repeated: list[str] = []

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        keys = [key for key, _ in items]
        repeated.extend(key for key in dict.fromkeys(keys) if keys.count(key) > 1)
        return dict(items)

    try:
        loaded = json.loads(raw.decode("utf-8"), object_pairs_hook=pairs)
    except (ValueError, RecursionError) as error:  # json refuses some numbers with a plain ValueError
        found.add("descriptor", DESCRIPTOR, "", f"The descriptor is not JSON: {error}.")
        return None
    for key in repeated:
        found.add("descriptor", DESCRIPTOR, "", f"The key {quote(key)} stands twice in one object.")
    if not isinstance(loaded, dict):
        found.add("descriptor", DESCRIPTOR, "", "The descriptor is no JSON object.")
        return None
    return loaded


def _path(resource: Resource, found: Findings) -> str | None:
    path = resource.spec.get("path")
    if not isinstance(path, str) or not path:
        problem = f"path is {quote(path)}, but should be the path of one file."
        found.add("path", DESCRIPTOR, resource.place, problem)
        return None
    parts = path.split("/")
    if "\\" in path or ":" in path or "" in parts or "." in parts or ".." in parts:
        problem = f"path is {quote(path)}, which is not a plain relative path inside the package."
        found.add("path", DESCRIPTOR, resource.place, problem)
        return None
    return path


def read_file(root: Path, path: str, found: Findings) -> bytes | None:
    """The bytes of a file of the package, or None, noted, where it cannot be read or is none of the package."""
    try:
        if not (root / path).resolve().is_relative_to(root.resolve()):
            found.add("path", path, "", "The file is a link that leads out of the package.")
            return None
        return read_bytes(root / path, path, root, LARGEST_PUBLISHED)
    except (OSError, ValueError, RuntimeError) as error:  # a ring of links is a RuntimeError
        reason = error.strerror if isinstance(error, OSError) else str(error)
        found.add("file-missing", path, "", f"The file is listed but cannot be read: {reason}.")
    except FaultsFound as unread:
        is_gone = unread.faults[0].code == "input-missing"
        problem = "but is not there" if is_gone else f"but cannot be read. {unread.faults[0].problem}"
        found.add("file-missing", path, "", f"The file is listed {problem}{'.' if is_gone else ''}")
    return None


def read_table(declared: Schema, raw: bytes, path: str, found: Findings) -> list[Row] | None:
    """The rows of a CSV file with typed values, or None where it is not UTF-8 or not CSV."""
    if raw.startswith(BOM):
        problem = "The file begins with a byte-order mark, which many readers take for a part of the first name."
        found.add("csv-encoding", path, "row 1", problem)
        raw = raw[len(BOM) :]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        problem = f"Byte {raw[error.start]:#04x} on line {line} is not UTF-8: {error.reason}."
        found.add("csv-encoding", path, f"byte {error.start}", problem)
        return None
    cells = _cells(text, path, found)
    if cells is None:
        return None
    header, *rows = cells or [[]]
    if header != declared.names:
        problem = f"The header is {', '.join(header)}; the schema says {', '.join(declared.names)}."
        found.add("csv-header", path, "row 1", problem)
    types = {f.name: f.type for f in declared.fields}
    table: list[Row] = []
    for n, values in enumerate(rows, 2):
        if len(values) != len(header):
            problem = (
                f"The row has {count(len(values), 'cell')}, the header {len(header)}; it begins {quote(values[:1])}."
            )
            found.add("csv-shape", path, f"row {n}", problem)
        given = dict(zip(header, values, strict=False))
        # The header has been compared already: here the columns that are there come in the schema's order.
        order = [c for c in declared.names if c in given] + [c for c in given if c not in types]
        table.append({c: parse(types.get(c, "string"), given[c]) for c in order})
    return table


def _cells(text: str, path: str, found: Findings) -> list[list[str]] | None:
    outside = _outside_quotes(text)
    if "\r" in outside:
        line = text.count("\n", 0, text.index("\r")) + 1
        found.add("csv-line-ends", path, f"line {line}", "A line ends with CR, or CR LF, instead of LF.")
    elif text and not text.endswith("\n"):
        found.add("csv-line-ends", path, "", "The last line does not end with LF.")
    limit = csv.field_size_limit(sys.maxsize)  # the default refuses a cell of more than 131,072 characters
    try:
        return list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        found.add("csv-shape", path, "", f"The file is not well-formed CSV: {error}.")
        return None
    finally:
        csv.field_size_limit(limit)


def _outside_quotes(text: str) -> str:
    """The text without its quoted cells, in which a carriage return may stand as it does in a source."""
    return re.sub(r'"[^"]*"', "", text) if "\r" in text else ""


def parse(kind: str, text: str) -> Any:
    """The value of a cell: None where it is empty, the text itself where it is not written as its type is.

    >>> parse("integer", "12"), parse("integer", "012"), parse("boolean", ""), parse("boolean", "true")
    (12, '012', None, True)
    """
    if text == "":
        return None
    try:
        return TYPES[kind].parse(text) if kind in TYPES else text
    except ValueError:
        return text
