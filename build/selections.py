"""Rows that the codebook counts and names: those in which something is missing or unsure, and those that show the form
of an identifier.

They are data, so that rows as dicts and Arrow tables are looked through for the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from .schemas import Row

#: Stands for any value but null.
FILLED: Final = None


@dataclass(frozen=True)
class Selection:
    """Rows of `table` in which each column of `where` has one of the values beside it; `key` identifies a row.

    None among the values is an empty cell.
    """

    table: str
    key: str
    where: Mapping[str, tuple[Any, ...] | None]

    def holds(self, row: Row) -> bool:
        return all(
            row[column] is not None if values is FILLED else row[column] in values
            for column, values in self.where.items()
        )


#: What the section on issues tells of.
ISSUES: dict[str, Selection] = {
    **{
        f"Documents without a {column}": Selection("documents", "document_id", {column: (None,)})
        for column in ("title", "date", "place", "language")
    },
    "Documents whose language was detected, not stated": Selection(
        "documents", "document_id", {"language_origin": ("detected",)}
    ),
    "Documents whose encoding was detected, not stated": Selection(
        "documents", "document_id", {"source_encoding_origin": ("detected",)}
    ),
    "Documents whose signatories and instruments were not read (`layers_read` is false)": Selection(
        "documents", "document_id", {"layers_read": (False, None)}
    ),
    "Documents in which no paragraph was found": Selection("documents", "document_id", {"paragraphs": (0, None)}),
    "Segments that no rule explains (`kind` is `other`)": Selection("segments", "segment_id", {"kind": ("other",)}),
    "Provisional instruments, not reviewed by a curator (`registered` is false)": Selection(
        "instruments", "instrument_id", {"registered": (False, None)}
    ),
    "Signatories whose state has no code": Selection("signatories", "signatory_id", {"state_code": (None,)}),
}

#: What the table of identifiers takes its examples from.
EXAMPLES: dict[str, Selection] = {
    "document": Selection("documents", "document_id", {}),
    "section": Selection("sections", "section_id", {}),
    "labelled section": Selection("sections", "section_id", {"label": FILLED, "parent_id": (None,)}),
    "section in a section": Selection("sections", "section_id", {"parent_id": FILLED}),
    "paragraph": Selection("paragraphs", "paragraph_id", {}),
    "signatory": Selection("signatories", "signatory_id", {}),
    "instrument": Selection("instruments", "instrument_id", {}),
    "mention": Selection("instrument_mentions", "mention_id", {}),
}


@cache
def of_table(table: str) -> dict[str, Selection]:
    """The selections of a table by their names."""
    return {name: one for name, one in {**ISSUES, **EXAMPLES}.items() if one.table == table}
