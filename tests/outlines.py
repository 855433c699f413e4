"""What a layout looks like: helpers of the tests that read one. Each checks that the layout tiles its source."""

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
