"""Identifiers that were published stay: citations of them must find what they cite."""

from __future__ import annotations

import csv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
#: Every identifier that a release has had of what people cite. A line is only ever added.
RELEASED = Path(__file__).parent / "released_identifiers.txt"
CITED = {
    "documents": "document_id",
    "sections": "section_id",
    "paragraphs": "paragraph_id",
    "signatories": "signatory_id",
    "instruments": "instrument_id",
}


def test_no_identifier_is_lost() -> None:
    released = RELEASED.read_text(encoding="utf-8").split()
    there = set()
    for table, column in CITED.items():
        with (ROOT / f"data/csv/{table}.csv").open(encoding="utf-8", newline="") as file:
            there.update(row[column] for row in csv.DictReader(file))
    assert len(released) == len(set(released)) == 127
    assert set(released) <= there
