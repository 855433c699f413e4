"""Every picture of a package, by its path."""

from __future__ import annotations

from ..summary import Summary
from .erdiagram import er_diagram
from .matrix import instruments_by_document
from .strips import document_structure

FOLDER = "docs/figures"


def figures(summary: Summary) -> dict[str, bytes]:
    """Every figure of the package, by its path in the package; of many documents they show the first."""
    return {
        f"{FOLDER}/er-diagram.svg": er_diagram(),
        f"{FOLDER}/instruments-by-document.svg": instruments_by_document(summary),
        f"{FOLDER}/document-structure.svg": document_structure(summary),
    }
