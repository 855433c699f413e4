"""The workbook against the CSV files: the same cells, text as text, no formula and no link.

Read with the standard library alone, as far as a workbook of ours goes: shared strings, numbers, booleans.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree

from ..schemas import TABLES, VIEWS, Field, Schema, schema, view
from ..spreadsheet import SHEET_ROWS, fitting, is_old, runs
from .folder import Package, Resource
from .rules import Findings, count, quote

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REF = re.compile(r"([A-Z]+)([0-9]+)")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
#: The format "text" of a cell, which a spreadsheet keeps when the cell is typed again.
_TEXT_FORMAT = "49"
_STRINGS = "xl/sharedStrings.xml"
_EPOCH = date(1899, 12, 30)
#: A workbook that unpacks to more than so many times its size is not read.
_SWELLS = 50


class _Unreadable(Exception):
    """The file is no workbook as ours is; the argument says why."""


def check(package: Package, found: Findings) -> None:
    for resource in package.by_suffix(".xlsx"):
        if resource.raw is not None and resource.path:
            try:
                _check(package, resource, found)
            except (_Unreadable, zipfile.BadZipFile, ElementTree.ParseError, ValueError, LookupError) as error:
                said = str(error) or type(error).__name__
                found.add("workbook-cells", resource.path, "", f"The file cannot be read as a workbook: {said}.")


def _check(package: Package, resource: Resource, found: Findings) -> None:
    path = resource.path or ""
    with zipfile.ZipFile(io.BytesIO(resource.raw or b"")) as archive:
        parts = archive.infolist()
        if sum(part.file_size for part in parts) > _SWELLS * max(len(resource.raw or b""), 1_000_000):
            raise _Unreadable("it unpacks to more than a workbook of this size holds")
        book = _Book(archive)
        for name in [*TABLES, *VIEWS]:
            if name in package.tables:
                declared = view(name) if name in VIEWS else schema(name)
                if name not in book.sheets:
                    found.add("workbook-cells", path, "", f"There is no sheet {name}.")
                    continue
                _sheet(book, declared, package.tables[name], path, found)
        for name in book.sheets.keys() - {*TABLES, *VIEWS}:
            for _ in book.cells(name, path, found):
                pass


class _Book:
    """The parts of a workbook: sheets by name, shared strings, and the cell formats that keep text as text."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        relations = {r.get("Id"): str(r.get("Target")) for r in self._read("xl/_rels/workbook.xml.rels")}
        relation = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
        listed = self._read("xl/workbook.xml").iter(f"{_MAIN}sheet")
        self.sheets = {str(s.get("name")): "xl/" + relations[s.get(relation)] for s in listed}
        names = set(archive.namelist())
        self.strings = [_text(item) for item in self._read(_STRINGS)] if _STRINGS in names else []
        formats = self._read("xl/styles.xml").find(f"{_MAIN}cellXfs")
        self.guarded = [
            xf.get("quotePrefix") == "1" or xf.get("numFmtId") == _TEXT_FORMAT
            for xf in (formats if formats is not None else [])
        ]

    def _read(self, name: str) -> ElementTree.Element:
        raw = self._archive.read(name)
        if b"<!DOCTYPE" in raw:
            raise _Unreadable(f"{name} has a document type, in which entities could hide")
        return ElementTree.fromstring(raw)

    def cells(self, name: str, path: str, found: Findings) -> Iterator[tuple[int, int, Any]]:
        """Row and column, both from 1, and value of each cell that holds something; what is no plain cell is noted."""
        tree = self._read(self.sheets[name])
        for link in tree.iter(f"{_MAIN}hyperlink"):
            found.add("workbook-text", path, f"sheet {name}, cell {link.get('ref')}", "The cell is a link.")
        for cell in tree.iter(f"{_MAIN}c"):
            reference = str(cell.get("r"))
            place = f"sheet {name}, cell {reference}"
            match = _REF.fullmatch(reference)
            if match is None:
                raise _Unreadable(f"{place} is no cell")
            formula = cell.find(f"{_MAIN}f")
            if formula is not None:
                problem = f"The cell is a formula: {quote('=' + (formula.text or ''))}."
                found.add("workbook-text", path, place, problem)
            value = self._value(cell)
            if isinstance(value, str) and runs(value) and not self.guarded[int(cell.get("s") or 0)]:
                problem = f"The text {quote(value)} begins like a formula and is not marked as text."
                found.add("workbook-text", path, place, problem)
            if value is not None:
                yield int(match[2]), _column(match[1]), value

    def _value(self, cell: ElementTree.Element) -> Any:
        kind, inner = cell.get("t", "n"), cell.find(f"{_MAIN}v")
        if kind == "inlineStr":
            item = cell.find(f"{_MAIN}is")
            return _text(item) if item is not None else None
        if inner is None or inner.text is None:
            return None
        if kind == "s":
            return self.strings[int(inner.text)]
        if kind == "b":
            return inner.text == "1"
        return float(inner.text) if kind == "n" else inner.text


def _text(item: ElementTree.Element) -> str:
    """A shared string: its own text or that of its runs, without phonetic guides, escapes undone."""
    runs_ = [item.find(f"{_MAIN}t"), *(run.find(f"{_MAIN}t") for run in item.findall(f"{_MAIN}r"))]
    joined = "".join(part.text or "" for part in runs_ if part is not None)
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), joined)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _sheet(book: _Book, declared: Schema, rows: list[dict[str, Any]], path: str, found: Findings) -> None:
    name = declared.name
    there: dict[tuple[int, int], Any] = {(r, column): value for r, column, value in book.cells(name, path, found)}
    header = [there.pop((1, column), None) for column in range(1, len(declared.names) + 1)]
    if header != declared.names:
        problem = f"The header is {', '.join(map(str, header))}, but should be {', '.join(declared.names)}."
        found.add("workbook-cells", path, f"sheet {name}", problem)
        return
    shown = rows[: SHEET_ROWS - 1]
    for number, row in enumerate(shown, 2):
        for column, field in enumerate(declared.fields, 1):
            cell, wanted = there.pop((number, column), None), row.get(field.name)
            if not _is_same(field, cell, wanted):
                problem = f"The cell is {quote(cell)}, but {field.name} is {quote(wanted)} in the CSV."
                found.add("workbook-cells", path, f"sheet {name}, row {number}, column {field.name}", problem)
    if there:
        first = min(there)
        problem = f"The sheet has {count(len(there), 'cell')} too many, the first {quote(there[first])}."
        found.add("workbook-cells", path, f"sheet {name}, row {first[0]}", problem)


def _is_same(field: Field, cell: Any, wanted: Any) -> bool:
    if wanted is None or wanted == "":
        return cell is None
    if isinstance(wanted, str):
        return bool(cell == fitting(wanted))
    if isinstance(wanted, bool):
        return cell is wanted
    if isinstance(wanted, date):
        if is_old(wanted):
            return bool(cell == wanted.isoformat())
        return isinstance(cell, float) and cell == int(cell) and _EPOCH + timedelta(days=int(cell)) == wanted
    # A number of Excel has 53 bits.
    return isinstance(cell, float) and cell == float(wanted)
