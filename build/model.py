"""The values that travel through the pipeline, between its steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .faults import Fault
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


#: Called with what is being done, how much of it is done, and how much there is.
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Options:
    """How a build is done. None of it changes what comes out, but for `strict`.

    `workers` is how many processes read, None as many as there are cores; `cluster` the address of a cluster that does
    it instead, and `work` a folder or address that all its workers reach. Where `strict` is true, an error in one text
    ends the build, where it is false, the text is left out; None means true for a project and false for a folder of
    texts. `resume` goes on from what a build that was stopped here has read. `cache` is a folder that keeps what was
    read for the next build.
    """

    workers: int | None = 1
    cluster: str | None = None
    work: str | None = None
    strict: bool | None = None
    resume: bool = False
    cache: Path | None = None


@dataclass(frozen=True)
class BuildReport:
    """What a build did: where, how many documents, how many rows a table has, and which files changed.

    `read` documents were read, the others were known from an earlier build. `left_out` is how many texts were, and
    `faults` are the first of their faults.
    """

    root: Path
    documents: int
    tables: dict[str, int]
    written: tuple[str, ...]
    read: int = 0
    left_out: int = 0
    faults: tuple[Fault, ...] = ()
