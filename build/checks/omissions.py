"""The table of diagnostics: what kept texts out of the package."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ..faults import CODES
from ..places import RAW
from .ground import Ground, Record, cell, expect
from .rules import Findings, quote

TABLE = "diagnostics"


def check(ground: Ground, found: Findings) -> None:
    """Errors are numbered by text, of codes that are known; a text that was left out is no document."""
    paths = {row["source_file"] for row in ground.records["documents"]}
    check_texts(ground.records[TABLE], paths.__contains__, found)
    numbers: dict[str, int] = {}
    for record in ground.records[TABLE]:
        text, code = record["text_file"], record["code"]
        if text is None:
            continue
        numbers[text] = numbers.get(text, 0) + 1
        named = f"{text}#{numbers[text]}"
        expect(found, "diagnostic-id", TABLE, record, "diagnostic_id", named, "by its text and number it is")
        if code is not None and code not in CODES:
            cell(found, "diagnostic-code", TABLE, record, "code", f"No error has the code {quote(code)}.")


def check_texts(rows: Iterable[Record], is_document: Callable[[str], bool], found: Findings) -> None:
    """Texts that were left out and are there; `is_document` tells the paths of the texts of documents."""
    for record in rows:
        text = record["text_file"]
        if text is not None and is_document(f"{RAW}/{text}"):
            problem = f"The text {quote(text)} was left out, but documents has a row of it."
            cell(found, "diagnostic-text", TABLE, record, "text_file", problem)
