"""The values that travel through the pipeline, between its steps."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .schemas import Tables


@dataclass(frozen=True)
class Source:
    """A text as received and as decoded.

    `path` is relative to the root of the package that it is published in. `text` is what offsets count in:
    the decoded bytes, line ends as received, without a byte-order mark.
    """

    document_id: str
    path: str
    raw: bytes
    text: str
    encoding: str
    encoding_origin: str
    sha256: str


@dataclass(frozen=True)
class Metadata:
    """What the dataset is, from `dataset.yaml`; the keys of the file are the names here."""

    name: str
    title: str
    description: str
    version: str
    released: str | None = None
    language: str | None = None
    homepage: str | None = None
    keywords: tuple[str, ...] = ()
    licenses: tuple[dict[str, str], ...] = ()
    contributors: tuple[dict[str, Any], ...] = ()
    sources: tuple[dict[str, str], ...] = ()


@dataclass(frozen=True)
class Corpus:
    """Everything that a package is rendered from: what it is, the texts, and the rows of every table."""

    metadata: Metadata
    sources: tuple[Source, ...]
    tables: Tables = field(default_factory=dict)
