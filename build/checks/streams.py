"""The tables of a large package as streams of rows, side by side in slices of documents."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from ..model import Source
from ..places import CSV, PARQUET, VIEWS
from ..schemas import VIEWS as VIEW_NAMES
from ..schemas import Row, Schema, schema, view
from ..views import view_rows
from . import files
from .folder import Package, read_file
from .formats import compare
from .ground import records
from .parts import read_rows
from .rules import Findings
from .slices import OF_DOCUMENTS, Rows, Slice, pieces
from .tables import check_some_rows
from .vectors import rows_of, suspects

#: Documents of a slice, and rows that are read at once.
DOCUMENTS, ROWS = 300, 8_192


def declared_of(name: str) -> Schema:
    """The schema of a table or view."""
    return view(name) if name in VIEW_NAMES else schema(name)


def paths_of(package: Package, name: str) -> tuple[str, list[str]]:
    """The path of the CSV file of a table or view, and those of its Parquet file or parts."""
    is_view = name in VIEW_NAMES
    whole = f"{VIEWS if is_view else PARQUET}/{name}.parquet"
    parts = [whole] if package.at(whole) else package.parts(PurePosixPath(whole))
    return f"{VIEWS if is_view else CSV}/{name}.csv", parts


def batches(
    package: Package, name: str, within: tuple[int, int] | None = None
) -> Iterator[tuple[list[Row], list[int]]]:
    """The rows of a table or view from its Parquet, those `within` bounds (from 0, half-open) where they are given.

    Each batch with the rows of it, from 0, that may break a rule of a column.
    """
    declared = declared_of(name)
    paths = [package.root / path for path in paths_of(package, name)[1]]
    for batch in read_rows(paths, *(within or (0, sys.maxsize)), rows=ROWS):
        yield rows_of(declared, batch), suspects(declared, batch)[0]


def slices(
    package: Package, views: Sequence[str], found: Findings, within: Mapping[str, tuple[int, int]] | None = None
) -> Iterator[Slice]:
    """The tables in slices, with their texts; the views are compared with each slice on the way.

    `within` are the bounds of the rows of each table and view that are looked at, from 0, half-open; else all are.
    """
    bounds = {name: within[name] if within else (0, sys.maxsize) for name in (*OF_DOCUMENTS, *views)}
    streams = {name: Rows(batches(package, name, rows), rows[0]) for name, rows in bounds.items()}
    for piece, of_views, _ in pieces(streams, DOCUMENTS):
        for name in views:
            _view(name, piece, of_views, found)
        yield Slice(piece.tables, _texts(package, piece, found), piece.first, piece.suspects)


def _view(name: str, piece: Slice, of_views: Slice, found: Findings) -> None:
    declared, rows, first = view(name), of_views.tables[name], of_views.first[name]
    sound = records(declared, rows, first)
    check_some_rows(declared, rows, sound, (of_views.suspects or {}).get(name, range(len(rows))), found)
    expected, names = view_rows(name, piece.tables), ("the tables", "the view")
    if rows != expected:
        compare("view-cells", declared, expected, rows, f"{VIEWS}/{name}.csv", names, found, first=first)


def _texts(package: Package, piece: Slice, found: Findings) -> list[Source]:
    texts = []
    for row in piece.tables["documents"]:
        path = row["source_file"]
        if None in (row["document_id"], path, row["source_encoding"]):
            continue
        raw = read_file(package.root, path, found)
        if raw is not None and (source := files.source_of(row, raw, found)):
            texts.append(source)
    return texts
