"""Texts against the source: edits, paragraphs, mentions, and what other columns give as printed."""

from __future__ import annotations

from ..texts import stands_in_order
from .ground import Ground, Record, Span, cell, expect, fold
from .rules import Findings, difference, quote

#: Tables of mentions: spans in paragraphs, none inside another.
MENTIONS = ("instrument_mentions", "entity_mentions")


def check(ground: Ground, found: Findings) -> None:
    _edits(ground, found)
    _paragraphs(ground, found)
    _mentions(ground, found)
    _statements(ground, found)
    _overlapping_mentions(ground, found)
    _printed(ground, found)


def _edits(ground: Ground, found: Findings) -> None:
    for edits in ground.of("edits").values():
        placed = sorted(((span, e) for e in edits if (span := ground.span(e))), key=lambda pair: pair[0])
        at = 0
        for span, edit in placed:
            if edit["source"] is not None:
                there = ground.slice(span)
                expect(found, "edit-source", "edits", edit, "source", there, "at its offsets stands")
            if edit["source"] == (edit["replacement"] or ""):
                problem = f"The edit puts {quote(edit['source'])} in the place of itself."
                cell(found, "edit-change", "edits", edit, "replacement", problem)
            if span.start < at:
                problem = f"The edit begins at {span.start}, before {at}, where the one before it ends."
                cell(found, "edit-overlap", "edits", edit, "char_start", problem)
            at = max(at, span.end)
        _crossings(ground, placed, found)


def _crossings(ground: Ground, edits: list[tuple[Span, Record]], found: Findings) -> None:
    """Edits are sorted, paragraphs too: walk both lists once."""
    if not edits:
        return
    document_id = edits[0][0].document_id
    paragraphs = sorted(
        (span.start, span.end, str(p["paragraph_id"]))
        for p in ground.of("paragraphs").get(document_id, [])
        if (span := ground.span(p))
    )
    at = 0
    for span, edit in edits:
        while at < len(paragraphs) and paragraphs[at][1] <= span.start:
            at += 1
        if at == len(paragraphs):
            return
        start, end, paragraph_id = paragraphs[at]
        if span.end > start and not (start <= span.start and span.end <= end):
            problem = (
                f"The edit runs from {span.start} to {span.end}, across the boundary of {paragraph_id} "
                f"({start} to {end})."
            )
            cell(found, "edit-crossing", "edits", edit, "char_start and char_end", problem)


def _paragraphs(ground: Ground, found: Findings) -> None:
    for paragraph in ground.records["paragraphs"]:
        span = ground.span(paragraph)
        if span is None or paragraph["text"] is None:
            continue
        reading = ground.reading(span)
        if reading != paragraph["text"]:
            problem = f"text is not what the source reads: {difference(paragraph['text'], reading)}."
            cell(found, "paragraph-text", "paragraphs", paragraph, "text", problem)


def _mentions(ground: Ground, found: Findings) -> None:
    for table in MENTIONS:
        _mentions_of(table, ground, found)


def _mentions_of(table: str, ground: Ground, found: Findings) -> None:
    for mention, paragraph in zip(ground.records[table], ground.paragraphs_of(table), strict=True):
        said = mention["text"]
        if said is None:
            continue
        start, end = mention["start"], mention["end"]
        text = paragraph["text"] if paragraph else None
        if text is not None and start is not None and end is not None and 0 <= start < end and text[start:end] != said:
            there = text[start:end]
            expect(found, "mention-text", table, mention, "text", there, "at its offsets in the paragraph stands")
        date = mention.get("date_printed")
        if text is not None and date is not None and date not in text:
            problem = f"date_printed is {quote(date)}, which the paragraph does not say."
            cell(found, "printed", table, mention, "date_printed", problem)
        span = ground.span(mention)
        if span is None:
            continue
        there = ground.reading(span)
        if there != said:
            expect(found, "mention-source", table, mention, "text", there, "at its offsets in the source stands")
        whole = ground.span(paragraph) if paragraph else None
        if whole and not (
            whole.document_id == span.document_id and whole.start <= span.start and span.end <= whole.end
        ):
            problem = (
                f"The mention runs from {span.start} to {span.end} in the source, but its paragraph "
                f"from {whole.start} to {whole.end}."
            )
            cell(found, "mention-inside", table, mention, "char_start and char_end", problem)


def _statements(ground: Ground, found: Findings) -> None:
    """The phrase of a statement ends with its verb, in the paragraph and in the source."""
    for statement, paragraph in zip(ground.records["statements"], ground.paragraphs_of("statements"), strict=True):
        text, verb = paragraph["text"] if paragraph else None, statement["verb_printed"]
        if text is None or verb is None or not statement.has("start", "end"):
            continue
        phrase = text[statement["start"] : statement["end"]]
        if not phrase.endswith(verb):
            problem = f"verb_printed is {quote(verb)}, but the phrase at the offsets is {quote(phrase)}."
            cell(found, "statement-verb", "statements", statement, "verb_printed", problem)
        span = ground.span(statement)
        if span and (there := ground.reading(span)) != phrase:
            problem = f"The phrase is {quote(phrase)}, but at its offsets in the source stands {quote(there)}."
            cell(found, "statement-source", "statements", statement, "char_start and char_end", problem)


def _overlapping_mentions(ground: Ground, found: Findings) -> None:
    """The outermost wins, also between the mentions of instruments and those of entities."""
    placed = sorted(
        (m["paragraph_id"], m["start"], m["end"], table, m.n, m)
        for table in MENTIONS
        for m in ground.records[table]
        if m["paragraph_id"] is not None and m["start"] is not None and m["end"] is not None
    )
    last: tuple[str, int, str, int] = ("", 0, "", 0)
    for paragraph_id, start, end, table, n, mention in placed:
        if paragraph_id == last[0] and start < last[1]:
            other = f"row {last[3]}" if table == last[2] else f"row {last[3]} of {last[2]}"
            problem = f"The mention begins at {start}, inside the one of {other}, which ends at {last[1]}."
            cell(found, "mention-overlap", table, mention, "start", problem)
        if paragraph_id != last[0] or end > last[1]:
            last = (paragraph_id, end, table, n)


def _stands(ground: Ground, span: Span, value: str | None) -> bool:
    """Whether a value is none, or stands in a slice as it is; then it stands there with white space folded too."""
    if value is None:
        return True
    return value == fold(value) and ground.texts[span.document_id].find(value, span.start, span.end) >= 0


def _printed(ground: Ground, found: Findings) -> None:
    """A row may print a phrase as the source has it or as the edits make it read."""
    columns = {
        "signatories": ("state_printed", "office_printed", "person_printed", "proxy_printed"),
        "sections": ("label_printed", "heading"),
    }
    for table, names in columns.items():
        for record in ground.records[table]:
            span = ground.span(record)
            if span is None or not any(record[name] for name in names):
                continue
            if all(_stands(ground, span, record[name]) for name in names):
                continue
            source, reading = fold(ground.slice(span)), ground.reading(span)
            for name in names:
                value = record[name]
                loose = table == "signatories" and value is not None and stands_in_order(value, reading)
                if value is not None and value not in reading and value not in source and not loose:
                    problem = f"{name} is {quote(value)}, which does not stand in {quote(reading)}."
                    cell(found, "printed", table, record, name, problem)
    for record in ground.records["signatories"]:
        for name in ("given_names", "family_name"):
            if record[name] is not None and record[name] not in (record["person_printed"] or ""):
                person = quote(record["person_printed"])
                problem = f"{name} is {quote(record[name])}, which does not stand in {person}."
                cell(found, "printed", "signatories", record, name, problem)
