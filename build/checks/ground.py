"""What the invariants stand on: rows whose cells can be trusted to be of their type, and the sources.

A cell of the wrong type counts as empty here: a broken table is reported (by `tables`) and never raises.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property, partial
from operator import itemgetter
from types import NoneType
from typing import Any, NamedTuple

from ..model import Source
from ..places import CSV, VIEWS
from ..schemas import VIEWS as VIEW_NAMES
from ..schemas import Row, Schema, schema
from ..types import TYPES, fits
from .columns import have_columns
from .rules import Findings, quote

#: How a line ends, for line numbers. A form feed or vertical tab does not end a numbered line.
LINE_END = re.compile(r"\r\n|\r|\n")


class Record(dict[str, Any]):
    """The cells of one row by column; `n` is its number as a spreadsheet shows it (the header is row 1).

    `at` is the slice of the source that it gives, set when it is first asked for.
    """

    __slots__ = ("at", "n")
    n: int
    at: Span | None

    def has(self, *columns: str) -> bool:
        """Whether every one of the columns has a value."""
        return None not in itemgetter(*columns)(self) if len(columns) > 1 else self[columns[0]] is not None


class Span(NamedTuple):
    """A slice of a source: `start` and `end` in code points, half-open, inside `document_id`'s text."""

    document_id: str
    start: int
    end: int


class Edit(NamedTuple):
    start: int
    end: int
    replacement: str


#: What documents are ordered by, and the place of a document that is not there: after all others.
Place = tuple[bool, date, str]
LAST: Place = (True, date.max, "\U0010ffff")

#: Makes a span of a tuple, without the cost of a call in Python.
_span = partial(tuple.__new__, Span)
_NO_EDITS: tuple[list[int], list[Edit]] = ([], [])


def misfits(kind: str, values: Sequence[object]) -> list[int]:
    """The indices of the values of a column that are not of its type."""
    # A float of the right type may still be no number.
    exact = TYPES[kind].python if kind in TYPES and kind != "number" else None
    if set(map(type, values)) <= {exact, NoneType}:
        return []
    return [i for i, v in enumerate(values) if v is not None and type(v) is not exact and not fits(kind, v)]


def records(declared: Schema, rows: Sequence[Row], first: int = 2) -> list[Record]:
    """Rows with every column of the schema, cells of a wrong type and absent ones None.

    `first` is the number of the first row.
    """
    if not rows:
        return []
    names = declared.names
    whole = have_columns(declared, rows)
    made = list(map(Record, rows if whole else ({name: row.get(name) for name in names} for row in rows)))
    for n, record in enumerate(made, first):
        record.n = n
    for field in declared.fields:
        for i in misfits(field.type, list(map(itemgetter(field.name), made))):
            made[i][field.name] = None
    return made


def fold(text: str) -> str:
    """Each run of white space to one blank, ends trimmed."""
    return " ".join(text.split())


class Ground:
    """The records of every table with indexes over them, and the decoded sources."""

    def __init__(
        self,
        tables: Mapping[str, list[Record]],
        sources: Sequence[Source],
        known: Mapping[str, dict[str, Record]] | None = None,
    ) -> None:
        """`known` are records by primary key that stand in no table here, but that rows of these refer to."""
        self.records = tables
        self.sources = {source.document_id: source for source in sources}
        self.texts = {source.document_id: source.text for source in sources}
        self._lengths = {source.document_id: len(source.text) for source in sources}
        self._by_document: dict[str, dict[str, list[Record]]] = {}
        self._by_id: dict[str, dict[str, Record]] = dict(known or {})
        self._line_ends: dict[str, list[int]] = {}
        self._paragraphs: dict[str, list[Record | None]] = {}

    def column(self, table: str, name: str) -> list[Any]:
        """The cells of one column, in the order of the rows."""
        return list(map(itemgetter(name), self.records[table]))

    def paragraphs_of(self, table: str) -> list[Record | None]:
        """For each record of a table the paragraph that it names, None where there is none."""
        if table not in self._paragraphs:
            self._paragraphs[table] = list(map(self.by_id("paragraphs").get, self.column(table, "paragraph_id")))
        return self._paragraphs[table]

    def of(self, table: str) -> dict[str, list[Record]]:
        """The records of a table by document, in the order of the rows, without those that have none."""
        if table not in self._by_document:
            grouped: dict[str, list[Record]] = {}
            for record in self.records[table]:
                if record["document_id"] is not None:
                    grouped.setdefault(record["document_id"], []).append(record)
            self._by_document[table] = grouped
        return self._by_document[table]

    def by_id(self, table: str) -> dict[str, Record]:
        """The records of a table by its primary key (of one column); the first where the key repeats."""
        if table not in self._by_id:
            (key,) = schema(table).primary_key
            found: dict[str, Record] = {}
            for record in self.records[table]:
                if record[key] is not None:
                    found.setdefault(record[key], record)
            self._by_id[table] = found
        return self._by_id[table]

    @cached_property
    def order(self) -> dict[str, int]:
        """Rank of each document, by its place."""
        return {document_id: rank for rank, document_id in enumerate(sorted(self.places, key=self.places.__getitem__))}

    @cached_property
    def places(self) -> dict[str, Place]:
        """What documents are ordered by: the earliest day (unknown ones last), then the identifier."""
        documents = self.by_id("documents").items()
        return {name: (d["date_earliest"] is None, d["date_earliest"] or date.min, name) for name, d in documents}

    def span(self, record: Record) -> Span | None:
        """The slice that a record's `char_start` and `char_end` give, or None where they give none."""
        try:
            return record.at
        except AttributeError:
            record.at = found = self._span(record)
            return found

    def _span(self, record: Record) -> Span | None:
        document_id, start, end = record["document_id"], record["char_start"], record["char_end"]
        length = self._lengths.get(document_id, 0)
        if start is None or end is None or not 0 <= start < end <= length:
            return None
        return _span((document_id, start, end))

    def spans(self, table: str) -> list[Span | None]:
        """The slice of each record of a table."""
        columns = (self.column(table, name) for name in ("document_id", "char_start", "char_end"))
        length = self._lengths.get
        spans = [
            _span((document_id, start, end))
            if start is not None and end is not None and 0 <= start < end <= length(document_id, 0)
            else None
            for document_id, start, end in zip(*columns, strict=True)
        ]
        for record, span in zip(self.records[table], spans, strict=True):
            record.at = span
        return spans

    def slice(self, span: Span) -> str:
        return self.texts[span.document_id][span.start : span.end]

    @cached_property
    def _edits(self) -> dict[str, tuple[list[int], list[Edit]]]:
        edits: dict[str, list[Edit]] = {}
        for record in self.records["edits"]:
            span = self.span(record)
            if span:
                edits.setdefault(span.document_id, []).append(Edit(span.start, span.end, record["replacement"] or ""))
        for found in edits.values():
            found.sort()
        return {document_id: ([edit.start for edit in found], found) for document_id, found in edits.items()}

    def edits_inside(self, span: Span) -> list[Edit]:
        """The edits that lie wholly inside a slice, in order."""
        starts, edits = self._edits.get(span.document_id, _NO_EDITS)
        begin, stop = bisect_left(starts, span.start), bisect_left(starts, span.end)
        return [edit for edit in edits[begin:stop] if edit.end <= span.end]

    def left_by_edits(self, span: Span) -> str:
        """What edits leave of a slice: its characters that no edit touches."""
        starts, edits = self._edits.get(span.document_id, ([], []))
        text, at, left = self.texts[span.document_id], span.start, []
        # Edits do not overlap (another rule), so the one before the first that begins inside can reach in.
        for edit in edits[max(0, bisect_left(starts, span.start) - 1) : bisect_left(starts, span.end)]:
            left.append(text[at : max(at, edit.start)])
            at = max(at, edit.end)
        return "".join(left) + text[at : span.end]

    def reading(self, span: Span) -> str:
        """A slice with the edits inside it applied and white space folded, nothing else."""
        text, at, out = self.texts[span.document_id], span.start, []
        edits = self.edits_inside(span)
        if not edits:
            return " ".join(text[at : span.end].split())
        for edit in edits:
            if edit.start >= at:
                out += [text[at : edit.start], edit.replacement]
                at = edit.end
        return fold("".join(out) + text[at : span.end])

    def line(self, document_id: str, offset: int) -> int:
        """The line, from 1, on which the character at `offset` stands; lines end at CR LF, LF or CR."""
        if document_id not in self._line_ends:
            self._line_ends[document_id] = [m.end() for m in LINE_END.finditer(self.texts[document_id])]
        return bisect_right(self._line_ends[document_id], offset) + 1


def csv_path(table: str) -> str:
    return f"{VIEWS if table in VIEW_NAMES else CSV}/{table}.csv"


def cell(found: Findings, rule: str, table: str, record: Record, column: str, problem: str) -> None:
    """Note a fault in one cell."""
    found.add(rule, csv_path(table), f"row {record.n}, column {column}", problem)


def expect(found: Findings, rule: str, table: str, record: Record, column: str, expected: object, why: str) -> None:
    """Note a fault where a cell is not what it is expected to be; `why` ends the sentence."""
    if record[column] != expected:
        problem = f"{column} is {quote(record[column])}, but {why} {quote(expected)}."
        cell(found, rule, table, record, column, problem)
