"""What a layout is made of: sections, paragraphs, the spans that tile the source, and edits."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Span:
    """A stretch of the source with its kind; offsets in code points, half-open."""

    kind: str
    start: int
    end: int
    section: int | None = None
    paragraph: int | None = None
    signatory: int | None = None


@dataclass(slots=True)
class Section:
    """A section while it is built; `parent` is an index into the list of sections."""

    kind: str
    label: str = ""
    label_printed: str = ""
    number: int | None = None
    heading: str = ""
    parent: int | None = None
    rank: int = 0
    start: int = -1
    end: int = -1
    heading_span: tuple[int, int] | None = None
    label_span: tuple[int, int] | None = None
    lookalike: bool = False


@dataclass(slots=True)
class Paragraph:
    """A paragraph while it is built: its section, the span of its printed number, and its own span."""

    section: int
    printed: tuple[int, int] | None
    start: int
    end: int


#: The replacement of a hyphen at a line end until `reading.settle_hyphens` has decided whether it stays.
UNSETTLED = "\0"


@dataclass(slots=True)
class Edit:
    """A replacement in the source, `kind` as in the table of edits.

    `resume` is where, after a hyphen at a line end, the word goes on.
    """

    start: int
    end: int
    kind: str
    replacement: str
    resume: int = -1


@dataclass(slots=True)
class Layout:
    """What the layout of one document is: sections, paragraphs, spans tiling the source, and edits."""

    sections: list[Section] = field(default_factory=list)
    paragraphs: list[Paragraph] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)
    edits: list[Edit] = field(default_factory=list)
    #: True where blanks and line feeds are all the white space that the source has, and all else prints.
    plain: bool = False
