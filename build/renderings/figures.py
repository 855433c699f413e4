"""Every picture of a package, by its path."""

from __future__ import annotations

from ..model import Corpus
from .erdiagram import er_diagram
from .matrix import instruments_by_document
from .strips import document_structure

FOLDER = "docs/figures"


def figures(corpus: Corpus) -> dict[str, bytes]:
    """Every figure of the package, by its path in the package."""
    return {
        f"{FOLDER}/er-diagram.svg": er_diagram(),
        f"{FOLDER}/instruments-by-document.svg": instruments_by_document(corpus),
        f"{FOLDER}/document-structure.svg": document_structure(corpus),
    }
