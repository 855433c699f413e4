"""What a layout looks like: helpers of the tests that read one, and texts to lay out.

Each helper checks that the layout tiles its source.
"""

from __future__ import annotations

from sco_declarations.build.layout import Layout, read_layout
from sco_declarations.build.reading import Reading, settle_hyphens


def laid_out(source: str) -> tuple[Layout, Reading]:
    layout = read_layout(source)
    settle_hyphens(source, layout.edits)
    at = 0
    for span in layout.spans:
        assert span.start >= at, f"spans overlap at {span}"
        assert span.start < span.end
        assert not source[at : span.start].strip(), f"no span covers {source[at : span.start]!r}"
        at = span.end
    assert not source[at:].strip()
    ends = 0
    for edit in layout.edits:
        assert edit.start >= ends, f"edits overlap at {edit}"
        assert source[edit.start : edit.end] != edit.replacement, f"nothing changes at {edit}"
        ends = edit.end
    return layout, Reading(source, layout.edits)


def outline(source: str) -> list[tuple[str, str, str]]:
    """Sections as (kind, label, heading), their paragraphs below them as ("", printed number, text)."""
    layout, reading = laid_out(source)
    rows = []
    for number, section in enumerate(layout.sections):
        heading = reading.text(*section.heading_span) if section.heading_span else ""
        rows.append((section.kind, section.label, heading))
        for paragraph in layout.paragraphs:
            if paragraph.section == number:
                printed = reading.text(*paragraph.printed) if paragraph.printed else ""
                rows.append(("", printed, reading.text(paragraph.start, paragraph.end)))
    return rows


def paragraphs(source: str) -> list[str]:
    layout, reading = laid_out(source)
    return [reading.text(paragraph.start, paragraph.end) for paragraph in layout.paragraphs]


def spans(source: str, *kinds: str) -> list[str]:
    return [source[span.start : span.end] for span in laid_out(source)[0].spans if span.kind in kinds]


def labelled(*labels: str, opening: str = "The parties met in Almaty.") -> str:
    """A text with one labelled section for each label, one line a paragraph."""
    body = "".join(f"{label}\n\nThe {number}. point is on lakes.\n\n" for number, label in enumerate(labels, 1))
    return f"Statement on Lakes\n\n{opening}\n\n{body}"


LONG = (
    "The lakes of the region are the common heritage of the peoples who live on their shores, and both sides will keep "
    "them clean for those who come after them, as the treaty between them demands.",
    "The rivers that feed the lakes are measured each year by the two services, which report to the governments of "
    "both sides without delay and in good faith.",
    "The fish of the lakes are counted every spring by those who live on the shores and know the waters, and the "
    "numbers are published in the newspapers of both countries for all to read.",
)


def wrap(text: str, width: int = 80) -> list[str]:
    lines = [""]
    for word in text.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > width:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines


def wrapped(*texts: str, between: str = "\n\n", end: str = "\n", width: int = 80) -> str:
    return "Statement on Lakes\n\n" + between.join(end.join(wrap(text, width)) for text in texts) + "\n"


BODY = "Agreement on Lakes\n\nThe Parties agree to keep the lakes clean.\n\nThey meet each year.\n\n"
NAMES = "For the Republic of Kenya:\n\nJ. Otieno\n\nFor the Republic of Uganda:\n\nP. Okello\n"
