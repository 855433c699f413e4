"""Holds up: every rule over tables and sources catches the fault that it is for, and nothing else speaks up.

Each case plants one fault in a fresh copy of a corpus that breaks no rule, and names every rule that must
then report something: the rule tried first, then those that the same fault breaks as well.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from sample import TASHKENT, WINDHOEK, WINDHOEK_TEXT, sample_corpus
from sco_declarations.build.checks import RULES, check_tables, rule_of
from sco_declarations.build.checks.ground import Ground, Record, Span, records
from sco_declarations.build.checks.rules import Findings, difference, quote
from sco_declarations.build.checks.tables import check_references, check_rows, check_schema
from sco_declarations.build.faults import CODES, Fault
from sco_declarations.build.model import Source
from sco_declarations.build.schemas import TABLES, Tables, parse, schema

Plant = Callable[[Tables, list[Source]], Any]


def put(table: str, index: int, **values: Any) -> Plant:
    """Overwrite cells of one row."""
    return lambda tables, sources: tables[table][index].update(values)


def shift(table: str, index: int, **values: int) -> Plant:
    """Add to the numbers in cells of one row."""
    return lambda tables, sources: tables[table][index].update(
        {name: tables[table][index][name] + by for name, by in values.items()}
    )


def copy(table: str, index: int) -> Plant:
    """Repeat a row below itself."""
    return lambda tables, sources: tables[table].insert(index + 1, dict(tables[table][index]))


def drop(table: str, index: int | None = None) -> Plant:
    """Take a row away, or a whole table."""
    return lambda tables, sources: tables.pop(table) if index is None else tables[table].pop(index)


def drop_column(table: str, index: int, column: str) -> Plant:
    return lambda tables, sources: tables[table][index].pop(column)


def reverse(table: str) -> Plant:
    return lambda tables, sources: tables[table].reverse()


def make_annex(tables: Tables, sources: list[Source]) -> None:
    """A section with a label that is an annex, named after its label alone."""
    tables["sections"][3]["kind"] = "annex"


def swap(table: str, index: int, column: str) -> Plant:
    """Exchange a cell with that of the row below."""

    def plant(tables: Tables, sources: list[Source]) -> None:
        one, other = tables[table][index], tables[table][index + 1]
        one[column], other[column] = other[column], one[column]

    return plant


def reorder_columns(tables: Tables, sources: list[Source]) -> None:
    row = tables["edits"][1]
    tables["edits"][1] = dict(reversed(row.items()))


def add_edit(start: int, end: int, replacement: str | None, at: int) -> Plant:
    def plant(tables: Tables, sources: list[Source]) -> None:
        row = schema("edits").row(
            edit_id=f"{WINDHOEK}:edit@{start}",
            document_id=WINDHOEK,
            char_start=start,
            char_end=end,
            kind="other",
            source=WINDHOEK_TEXT[start:end],
            replacement=replacement,
        )
        tables["edits"].insert(at, row)

    return plant


def nest_mention(tables: Tables, sources: list[Source]) -> None:
    """A second mention inside the first, with everything else in order."""
    mentions = tables["instrument_mentions"]
    inner, outer = dict(mentions[0]), mentions[0]
    by = outer["text"].index("3 March")
    inner.update(
        text=outer["text"][by:],
        start=outer["start"] + by,
        char_start=outer["char_start"] + by,
        mention_id=f"{outer['paragraph_id']}@{outer['start'] + by}",
    )
    mentions.insert(1, inner)
    tables["instruments"][0]["mentions"] += 1
    tables["documents"][0]["mentions"] += 1


def move_mention(tables: Tables, sources: list[Source]) -> None:
    """One character on in the paragraph, identifier and all, with its text left as it was."""
    mention = tables["instrument_mentions"][1]
    mention["start"] += 1
    mention["end"] += 1
    mention["mention_id"] = f"{mention['paragraph_id']}@{mention['start']}"


def point_mention_elsewhere(tables: Tables, sources: list[Source]) -> None:
    """The same words in the source, in another paragraph."""
    first, second = tables["instrument_mentions"][:2]
    start = first["char_start"]
    second.update(char_start=start, char_end=start + len(second["text"]))


def invent_evidence(tables: Tables, sources: list[Source]) -> None:
    row = dict(tables["evidence"][2])
    row.update(column_name="words", evidence_id=f"{WINDHOEK}:evidence.words", value="12")
    tables["evidence"].insert(3, row)


def number_an_instrument(tables: Tables, sources: list[Source]) -> None:
    """An identifier that Excel takes for May 2003, everywhere where it stands."""
    for table in ("instruments", "instrument_mentions"):
        for row in tables[table]:
            if row["instrument_id"] == "protocol-on-the-lakes":
                row["instrument_id"] = "2003-05"
    tables["instruments"].reverse()


def supply_date(tables: Tables, sources: list[Source]) -> None:
    """A provisional record with a date that no text gives."""
    day = date(2002, 1, 1)
    tables["instruments"][1].update(date="2002-01-01", date_origin="supplied", date_earliest=day, date_latest=day)


def lose_source(tables: Tables, sources: list[Source]) -> None:
    sources.pop()


def stray_source(tables: Tables, sources: list[Source]) -> None:
    sources.append(replace(sources[0], document_id="lisbon-2003", path="data/raw/lisbon.txt"))


def change_source(tables: Tables, sources: list[Source]) -> None:
    """One character of a text is another, of the same length in bytes."""
    raw = sources[1].raw.replace("\u00a0".encode("cp1251"), b" ")
    sources[1] = replace(sources[1], raw=raw, text=raw.decode("cp1251"))


PREAMBLE_END = WINDHOEK_TEXT.index("of use.") + len("of use.")
HEAD_AT = WINDHOEK_TEXT.index("LAKE, ")

#: What is wrong; how to plant it; rules that must report it, the one tried first; words of its message; its
#: place.
CASES: list[tuple[str, Plant, str, str, str]] = [
    ("no table", drop("edits"), "table-missing", "The table edits is not there", ""),
    ("no column", drop_column("sections", 0, "label"), "columns", "label missing (1 row)", "row 2"),
    ("strange column", put("edits", 0, colour="red"), "columns", "colour unknown", "row 2"),
    ("columns in another order", reorder_columns, "columns", "another order", "row 3"),
    ("text for a boolean", put("documents", 0, layers_read="yes"), "type", "is 'yes'",
     "row 2, column layers_read"),
    ("boolean for a number", put("paragraphs", 0, sentences=True), "type", "is True",
     "row 2, column sentences"),
    ("time for a date", put("instruments", 0, date_latest=datetime(1998, 3, 3)), "type date-bounds",
     "1998-03-03 00",
     "row 2, column date_latest"),
    ("required cell empty", put("signatories", 0, state_printed=None), "required", "is empty",
     "row 2, column state_printed"),
    ("required cell blank", put("signatories", 0, state_printed=""), "required", "is empty", "row 2"),
    ("small letters in a code", put("signatories", 0, state_code="nam"), "pattern", "'nam'",
     "row 2, column state_code"),
    ("pattern matched in part", put("signatories", 0, state_code="NAMIBIA"), "pattern", "does not match",
     "row 2"),
    ("value not listed", put("signatories", 0, basis="proxy"), "enum", "'proxy'", "row 2, column basis"),
    ("below the minimum", put("paragraphs", 0, line_start=0), "bounds lines", "below the least value 1",
     "row 2"),
    ("row twice", copy("evidence", 0), "primary-key unique-key evidence-rows", "of row 2",
     "row 3, column evidence_id"),
    ("no key", put("edits", 1, edit_id=None), "primary-key required", "incomplete", "row 3, column edit_id"),
    ("unique key repeats", put("documents", 1, source_file="data/raw/windhoek.txt"),
     "unique-key source-facts",
     "repeats 'data/raw/windhoek.txt' of row 2", "row 3, column source_file"),
    ("dangling reference", put("segments", 4, section_id=f"{WINDHOEK}:III"), "foreign-key", "not in sections",
     "row 6, column section_id"),
    ("dangling parent", put("sections", 4, parent_id=f"{WINDHOEK}:IX"), "foreign-key section-id", "IX'",
     "row 6"),
    ("blank at the end", put("signatories", 0, office_printed="President "), "text-clean",
     "ends with white space",
     "row 2, column office_printed"),
    ("control character", put("instruments", 0, place="Lom\u0007e"), "text-clean", "'\\x07'",
     "row 2, column place"),
    ("no character", put("instruments", 0, place="Lom\ufffee"), "text-clean", "no character", "row 2, column place"),
    ("line break in printed text", put("instruments", 0, name="Lake\nTreaty"), "text-clean", "'\\n'",
     "row 2, column name"),
    ("empty text for none", put("signatories", 0, proxy_printed=""), "text-clean", "empty text", "row 2"),
    ("source lost", lose_source, "source-set", f"{TASHKENT} has no source", "row 3, column document_id"),
    ("source of no document", stray_source, "source-set", "lisbon-2003", ""),
    ("source changed", change_source, "source-facts", "source_sha256 is", "row 3, column source_sha256"),
    ("wrong size", put("documents", 0, source_bytes=7), "source-facts", "source_bytes is 7", "row 2"),
    ("wrong length", shift("documents", 0, source_chars=1), "source-facts", "source_chars", "row 2"),
    ("wrong encoding", put("documents", 1, source_encoding="cp1252"), "source-facts", "'cp1251'", "row 3"),
    ("end past the text", put("edits", 0, char_end=10**6), "offsets", "no slice of a text of", "row 2"),
    ("empty slice", put("edits", 0, char_end=WINDHOEK_TEXT.index("\u0399")), "offsets", "no slice", "row 2"),
    ("mention past its paragraph", put("instrument_mentions", 2, end=999), "offsets mention-text",
     "no slice of a para",
     "row 4, column start and end"),
    ("segment gone", drop("segments", 4), "tiling position", "are in no segment: '2' on line 11", ""),
    ("last segment gone", drop("segments", 17), "tiling segment-row", "in no segment: 'Они благодарят", ""),
    ("segment too short", shift("segments", 1, char_end=-4), "tiling", "in no segment: 'use.'", ""),
    ("segments overlap", shift("segments", 1, char_end=3), "tiling segment-row", "before",
     "row 4, column char_start"),
    ("segment of another section", put("segments", 3, section_id=f"{WINDHOEK}:II"), "segment-row",
     "The segment runs",
     "row 5, column section_id"),
    ("label after its paragraph", put("segments", 12, kind="label"), "segment-row number-printed",
     "begins at", "row 14"),
    ("paragraph without a segment", put("segments", 1, paragraph_id=None),
     "segment-row segment-kind interruption",
     "no segment of running text", "row 2, column paragraph_id"),
    ("signatory of no signature", put("segments", 14, kind="other"), "segment-kind", "kind other",
     "row 16, column kind"),
    ("title in a paragraph", put("segments", 0, paragraph_id=f"{WINDHOEK}:preamble.1"),
     "segment-kind segment-row",
     "kind title", "row 2, column kind"),
    ("running text of no paragraph", put("segments", 16, paragraph_id=None),
     "segment-kind segment-row interruption",
     "belongs to no paragraph", "row 18"),
    ("running head left in", drop("edits", 2), "interruption paragraph-text mention-source",
     "'LAKE, \"DRAFT\"'", "row 8"),
    ("edit of other characters", put("edits", 0, source="i"), "edit-source", "stands '\u0399'",
     "row 2, column source"),
    ("edit that changes nothing", put("edits", 0, replacement="\u0399"), "edit-change", "place of itself",
     "row 2"),
    ("edits overlap", add_edit(HEAD_AT, HEAD_AT + 4, None, 3), "edit-overlap", "The edit begins", "row 5"),
    ("edit over a paragraph's end", add_edit(PREAMBLE_END - 1, PREAMBLE_END + 1, "!", 0), "edit-crossing",
     "across the boundary", "row 2"),
    ("text not as printed", put("paragraphs", 4, text="Стороны рады встречи."), "paragraph-text",
     "from character 19 on it is 'ады встречи.', not 'ады встрече.'", "row 6, column text"),
    ("hyphenation not undone", drop("edits", 1), "paragraph-text", "not ' is inter- Korean in no way.'",
     "row 3, column text"),
    ("mention one off", move_mention, "mention-text", "stands 'ake \"Treaty\" '", "row 3, column text"),
    ("mention off in the source", shift("instrument_mentions", 1, char_start=-2), "mention-source",
     "stands 'e Lake", "row 3, column text"),
    ("statement off its verb", shift("statements", 0, end=-2), "statement-verb statement-source", "call f", "row 2"),
    ("statement off in the source", shift("statements", 0, char_end=-2), "statement-source", "They call f", "row 2"),
    ("entity inside an instrument", put("entity_mentions", 2, text="Treaty", start=49, end=55,
     mention_id=f"{WINDHOEK}:I.1@49"),
     "mention-overlap mention-source first-mention foreign-key mention-text", "row 3 of", "row 4"),
    ("mention in a mention", nest_mention, "mention-overlap", "inside the one of row 2",
     "row 3, column start"),
    ("mention elsewhere in the source", point_mention_elsewhere, "mention-inside", "its paragraph from",
     "row 3"),
    ("person not printed", put("signatories", 0, person_printed="NA Nill"), "printed", "'NA Nill'", "row 2"),
    ("family name not printed", put("signatories", 1, family_name="Kone"), "printed", "'A. Koné'", "row 3"),
    ("proxy not printed", put("signatories", 1, proxy_printed="B. Tanko"), "printed", "'B. Tanko'", "row 3"),
    ("heading not printed", put("sections", 3, heading="NaN"), "printed", "'NaN'", "row 5, column heading"),
    ("label not printed", put("sections", 2, label_printed="J"), "printed", "'J'",
     "row 4, column label_printed"),
    ("date not printed", put("instrument_mentions", 0, date_printed="4 March"), "printed", "does not say",
     "row 2"),
    ("number not printed", put("paragraphs", 3, number_printed="2."), "number-printed", "'1.'", "row 5"),
    ("number without a label", put("paragraphs", 0, number_printed="1."), "number-printed", "is none",
     "row 2"),
    ("wrong first line", shift("paragraphs", 2, line_start=1), "lines", "line_start is 14",
     "row 4, column line_start"),
    ("wrong last line", shift("paragraphs", 5, line_end=-1), "lines", "line_end is 3",
     "row 7, column line_end"),
    ("row of another document", put("evidence", 0, evidence_id=f"{TASHKENT}:evidence.title"),
     "document-prefix evidence-id", f"belongs to {WINDHOEK}", "row 2, column evidence_id"),
    ("section not named after its label", put("sections", 3, label="III", number=3), "section-id", ":III'", "row 5"),
    ("annex named after its label alone", make_annex, "section-id", ":annex-II'", "row 5"),
    ("second of its kind without a number", put("sections", 6, kind="dateline"), "section-id",
     "dateline-2'", "row 8"),
    ("paragraph not named after its number", put("paragraphs", 3, number=2), "paragraph-id number",
     "II.A.2'", "row 5"),
    ("wrong passage", put("paragraphs", 0, passage="preamble.2"), "passage", "'preamble.1'",
     "row 2, column passage"),
    ("signatory misnamed", put("signatories", 0, signatory_id=f"{WINDHOEK}:signatory.3"),
     "signatory-id foreign-key",
     "signatory.1'", "row 2"),
    ("segment misnamed", put("segments", 0, segment_id=f"{WINDHOEK}:segment.99"), "segment-id",
     "segment.1'", "row 2"),
    ("edit misnamed", put("edits", 0, edit_id=f"{WINDHOEK}:edit@1"), "edit-id", "edit@1'",
     "row 2, column edit_id"),
    ("evidence misnamed", put("evidence", 0, evidence_id=f"{WINDHOEK}:evidence.titel"), "evidence-id",
     "titel", "row 2"),
    ("mention misnamed", put("instrument_mentions", 1, mention_id=f"{WINDHOEK}:I.1@1"), "mention-id",
     "I.1@1'", "row 3"),
    ("statement misnamed", put("statements", 0, statement_id=f"{WINDHOEK}:I.2#2"), "statement-id", "I.2#1'", "row 2"),
    ("gap in positions", put("segments", 17, position=3, segment_id=f"{TASHKENT}:segment.3"), "position",
     "is 3, but tashkent-2001 has 2 rows", "row 19, column position"),
    ("position twice", put("signatories", 1, position=1, signatory_id=f"{WINDHOEK}:signatory.1"),
     "position primary-key unique-key foreign-key", "stands in row 2 already", "row 3, column position"),
    ("numbers against the order", swap("paragraphs", 1, "number"), "number paragraph-id", "stands before",
     "row 3"),
    ("documents not by date", reverse("documents"), "row-order", f"'{WINDHOEK}' should stand before",
     "row 3"),
    ("signatories not by position", reverse("signatories"), "row-order", "signatory.1' should", "row 3"),
    ("instruments not by name", reverse("instruments"), "row-order", "'lake-treaty-1998'", "row 3"),
    ("edits not by offset", reverse("edits"), "row-order", "should stand before", "row 3"),
    ("positions against the text", swap("sections", 0, "position"), "text-order row-order",
     "Position 2 begins", "row 2"),
    ("wrong level", put("sections", 4, level=1), "parent", "below its parent it is 2", "row 6, column level"),
    ("deep at the top", put("sections", 0, level=2), "parent", "at the top it is 1", "row 2, column level"),
    ("parent after its child", swap("sections", 3, "position"), "parent text-order row-order",
     "does not stand before",
     "row 6, column parent_id"),
    ("section past its parent", shift("sections", 3, char_end=-3), "containment",
     "but windhoek-1999:II from", "row 6"),
    ("paragraph past its section", shift("sections", 7, char_end=-3), "containment segment-row",
     ":body from", "row 7"),
    ("sections overlap", shift("sections", 0, char_end=5), "no-overlap", "row 2 ends only",
     "row 3, column char_start"),
    ("paragraphs overlap", shift("paragraphs", 4, char_end=6), "no-overlap paragraph-text lines",
     "row 6 ends only", "row 7, column char_start"),
    ("words miscounted", shift("documents", 0, words=1), "counts", "the words of its paragraphs",
     "row 2, column words"),
    ("sections miscounted", put("documents", 1, sections=2), "counts", "its rows in sections are 1", "row 3"),
    ("mentions miscounted", put("documents", 0, mentions=2), "counts", "instrument_mentions are 3", "row 2"),
    ("mentions of an instrument miscounted", put("instruments", 0, mentions=3), "counts",
     "mentions of it are 2", "row 2"),
    ("documents of an instrument miscounted", put("instruments", 0, documents=2), "counts",
     "mention it are 1", "row 2"),
    ("not the first mention", put("instruments", 0, first_mention_id=f"{WINDHOEK}:I.1@38"),
     "first-mention foreign-key",
     "by date and place", "row 2, column first_mention_id"),
    ("words of a paragraph miscounted", shift("paragraphs", 0, words=1), "text-counts counts", "of its text are",
     "row 2, column words"),
    ("sentences miscounted", shift("paragraphs", 1, sentences=-1), "text-counts", "of its text are 2",
     "row 3, column sentences"),
    ("number of another label", shift("sections", 3, number=1), "section-number", "number is 3, but II is 2",
     "row 5, column number"),
    ("section number without a label", put("sections", 0, number=1), "section-number", "without a label", "row 2"),
    ("statements not counted from one", put("statements", 0, position=2, statement_id=f"{WINDHOEK}:I.2#2"),
     "statement-order", "in the paragraph it is 1", "row 2, column position"),
    ("speaker that no paragraph names", put("statements", 0, speaker_printed="The Parties"), "speaker-printed",
     "'The Parties'", "row 2, column speaker_printed"),
    ("signature that rests on the preamble", put("signatories", 0, basis="preamble"), "signatory-basis",
     "a segment of its own", "row 16, column signatory_id"),
    ("rows of a layer that was not read", put("documents", 0, layers_read=False), "layers-read", "were not read",
     "row 2, column document_id"),
    ("mention of the document itself", put("instruments", 0, document_id=WINDHOEK), "self-mention",
     "in which it stands", "row 2, column instrument_id"),
    ("place in a state", put("entities", 1, parent_id="namibia"), "entity-parent", "of the type place",
     "row 3, column parent_id"),
    ("code of no state", put("signatories", 0, state_code="NAZ"), "state-code", "no state 'NAZ'",
     "row 2, column state_code"),
    ("party that is no state", put("instruments", 0, parties="CIV NAZ"), "state-code", "no state 'NAZ'",
     "row 2, column parties"),
    ("place with the code of a state", put("entities", 1, state_code="KOR"), "state-code", "of the type place",
     "row 3, column state_code"),
    ("identifier that is a month", number_an_instrument, "identifier-plain", "'2003-05'",
     "row 2, column instrument_id"),
    ("provisional with a short name", put("instruments", 1, short_name="Lakes"), "provisional", "'Lakes'",
     "row 3"),
    ("provisional with a supplied date", supply_date, "provisional", "cannot be supplied",
     "row 3, column date_origin"),
    ("parties not in order", put("instruments", 0, parties="NAM CIV"), "parties", "'NAM CIV'",
     "row 2, column parties"),
    ("value without origin", put("documents", 0, place_origin=None), "origin evidence-rows",
     "origin is nothing",
     "row 2, column place_origin"),
    ("origin without value", put("documents", 1, title_origin="text"), "origin", "title is nothing", "row 3"),
    ("date without origin", put("instruments", 0, date_origin=None), "origin", "origin is nothing", "row 2"),
    ("value without evidence", drop("evidence", 4), "evidence-rows", "place is 'Windhoek'",
     "row 2, column place"),
    ("evidence for a detected value", put("evidence", 7, column_name="language", value="ru",
     evidence_id=f"{TASHKENT}:evidence.language"), "evidence-rows", "calls for 0 rows",
     "row 3, column language"),
    ("evidence for another column", invent_evidence, "evidence-rows", "'words' is no column", "row 5"),
    ("evidence of another value", put("evidence", 3, value="1999-03-05"), "evidence-value", "'1999-03-04'",
     "row 5"),
    ("evidence of another origin", put("documents", 0, place_origin="supplied"), "evidence-value",
     "'supplied'", "row 6"),
    ("evidence not printed", put("evidence", 3, printed="March 5, 1999"), "evidence-text",
     "'March 4, 1999'", "row 5"),
    ("evidence without offsets", put("evidence", 3, char_start=None, char_end=None), "evidence-text",
     "no slice", "row 5"),
    ("text and statement", put("evidence", 3, statement="As it says."), "evidence-text", "'As it says.'",
     "row 5"),
    ("supplied without a statement", put("evidence", 2, statement=None), "evidence-statement",
     "without saying why",
     "row 4, column statement"),
    ("supplied from the text", put("evidence", 2, printed="two"), "evidence-statement", "'two'",
     "row 4, column printed"),
    ("day that does not exist", put("instruments", 0, date="1998-02-30"), "date", "'1998-02-30'",
     "row 2, column date"),
    ("month that does not exist", put("instruments", 0, date="1998-13"), "date", "'1998-13'",
     "row 2, column date"),
    ("wrong last day", put("documents", 1, date_latest=date(2001, 5, 30)), "date-bounds", "2001-05-31",
     "row 3"),
    ("bounds without a date", put("instruments", 1, date_earliest=date(2001, 1, 1)), "date-bounds",
     "nothing", "row 3"),
    ("figure under another name", put("quality", 0, quality_id="instrument_mentions.recall.overlap"), "quality-id",
     "instrument_mentions.precision.exact", "row 2, column quality_id"),
    ("more right than there is", put("quality", 3, correct=3), "quality-counts", "more than 2",
     "row 5, column correct"),
    ("other counts at the same level", put("quality", 1, gold=5, value=0.4, low=0.1176, high=0.7693),
     "quality-counts", "in row 2", "row 3, column gold"),
    ("accuracy of two counts", put("quality", 3, gold=3), "quality-counts", "that found", "row 5, column gold"),
    ("figure twice", copy("quality", 2), "primary-key unique-key", "repeats", "row 5"),
    ("figure that its counts do not give", put("quality", 2, value=0.6), "quality-value", "0.5714",
     "row 4, column value"),
    ("figure of nothing", put("quality", 4, value=0.0), "quality-value", "nothing", "row 6, column value"),
    ("figure above one", put("quality", 2, value=1.2), "bounds quality-value", "above", "row 4, column value"),
    ("figure that is no number", put("quality", 2, value=float("nan")), "type quality-value", "is nan",
     "row 4, column value"),
    ("whole number for a number", put("quality", 3, value=1), "type quality-value", "is 1",
     "row 5, column value"),
    ("figure outside of its interval", put("quality", 0, low=0.7), "quality-interval", "outside",
     "row 2, column low and high"),
    ("interval of another method", put("quality", 0, high=0.9999), "quality-interval", "0.9385",
     "row 2, column high"),
    ("interval of an F1", put("quality", 2, low=0.1), "quality-interval", "nothing", "row 4, column low"),
    ("diagnostic of another number", put("diagnostics", 1, diagnostic_id="gaborone.txt#3"), "diagnostic-id",
     "gaborone.txt#2", "row 3, column diagnostic_id"),
    ("document that was left out", put("diagnostics", 0, text_file="windhoek.txt", diagnostic_id="windhoek.txt#1"),
     "diagnostic-text diagnostic-id", "windhoek.txt", "row 2, column text_file"),
    ("code of no error", put("diagnostics", 0, code="unlucky"), "diagnostic-code", "unlucky", "row 2, column code"),
]  # fmt: skip


def check(plant: Plant) -> list[Fault]:
    corpus = sample_corpus()
    tables, sources = corpus.tables, list(corpus.sources)
    plant(tables, sources)
    return check_tables(tables, sources)


def test_a_sound_corpus_has_no_fault() -> None:
    assert check(lambda tables, sources: None) == []


@pytest.mark.parametrize(("plant", "rules", "says", "place"), [case[1:] for case in CASES], ids=[c[0] for c in CASES])
def test_planted_fault_is_caught(plant: Plant, rules: str, says: str, place: str) -> None:
    faults = check(plant)
    rule = rules.split()[0]
    hits = [fault for fault in faults if rule_of(fault) == rule and says in fault.problem]
    assert hits, "\n".join(map(str, faults))
    assert any(fault.place.startswith(place) if place else fault.place == "" for fault in hits), hits
    assert {rule_of(fault) for fault in faults} == set(rules.split())
    assert all(fault.remedy and fault.code == RULES[str(rule_of(fault))].code for fault in faults)


# -- what a schema may declare and ours do not (yet), on a schema of its own ---------------------------------

OWN_SCHEMA: dict[str, Any] = {
    "name": "people",
    "fields": [
        {"name": "id", "type": "integer", "constraints": {"maximum": 9}},
        {"name": "house", "type": "string"},
        {"name": "born", "type": "date", "constraints": {"minimum": "1900-01-01"}},
        {"name": "badge", "type": "string", "constraints": {"unique": True}},
        {"name": "boss", "type": "integer"},
        {"name": "boss_house", "type": "string"},
    ],
    "primaryKey": ["id", "house"],
    "uniqueKeys": [["born", "house"]],
    "foreignKeys": [{"fields": ["boss", "boss_house"], "reference": {"resource": "", "fields": ["id", "house"]}}],
}
ROWS = [
    {"id": 1, "house": "a", "born": date(1950, 1, 1), "badge": "x", "boss": None, "boss_house": None},
    {"id": 2, "house": "a", "born": None, "badge": None, "boss": 1, "boss_house": "a"},
    {"id": 1, "house": "b", "born": None, "badge": None, "boss": 2, "boss_house": None},
]
OWN_CASES: list[tuple[str, dict[str, Any], str, str]] = [
    ("sound, with nulls in keys that may have them", {}, "", ""),
    ("above the maximum", {"id": 10}, "bounds", "above the greatest value 9"),
    ("date below the minimum", {"born": date(1899, 12, 31)}, "bounds", "1899-12-31"),
    ("unique value twice", {"badge": "x"}, "unique", "repeats 'x' of row 2"),
    ("composite key twice", {"house": "a"}, "primary-key", "repeats 1, 'a' of row 2"),
    ("composite key in part", {"house": None}, "primary-key", "incomplete"),
    (
        "composite unique key twice",
        {"house": "a", "id": 3, "born": date(1950, 1, 1)},
        "unique-key",
        "of row 2",
    ),
    ("composite reference to nobody", {"boss_house": "b"}, "foreign-key", "2, 'b', which is not in people"),
]


@pytest.mark.parametrize(("values", "rule", "says"), [c[1:] for c in OWN_CASES], ids=[c[0] for c in OWN_CASES])
def test_keys_and_bounds(values: dict[str, Any], rule: str, says: str) -> None:
    declared, rows, found = parse(OWN_SCHEMA), [dict(row) for row in ROWS], Findings()
    rows[2].update(values)
    sound = records(declared, rows)
    check_schema(declared, found, "schemas/people.json")
    check_rows(declared, rows, sound, found)
    check_references([declared], {"people": sound}, found)
    assert {rule_of(fault) for fault in found.sorted()} == ({rule} if rule else set())
    assert all(says in fault.problem and fault.place.startswith("row 4") for fault in found.sorted())


SCHEMA_CASES: list[tuple[str, dict[str, Any], str, str]] = [
    ("type not known", {"type": "geojson"}, "declared", "'geojson'"),
    ("constraint not known", {"constraints": {"minLength": 2}}, "declared", "'minLength'"),
    ("categories without enum", {"categories": ["a"]}, "categories", "the enum is []"),
    ("categories and enum differ", {"categories": [{"value": "a",
     "label": "A"}], "constraints": {"enum": ["b"]}},
     "categories", "['a'], but the enum is ['b']"),
]  # fmt: skip


@pytest.mark.parametrize(("spec", "rule", "says"), [c[1:] for c in SCHEMA_CASES], ids=[c[0] for c in SCHEMA_CASES])
def test_schema_declares_only_what_is_checked(spec: dict[str, Any], rule: str, says: str) -> None:
    found = Findings()
    fields = [{"name": "kind", "type": "string", **spec}]
    check_schema(parse({"name": "t", "fields": fields, "primaryKey": ["kind"]}), found, "schemas/t.json")
    assert [rule_of(fault) for fault in found.sorted()] == [rule]
    assert says in found.sorted()[0].problem


# -- robustness ----------------------------------------------------------------------------------------------

BAD_VALUES = [None, "x\n", -1, 10**12, []]


@pytest.mark.parametrize("table", TABLES)
def test_no_cell_makes_it_raise(table: str) -> None:
    """Every column of every table, first and last row,
    with every kind of nonsense; then without the column."""
    for field in schema(table).fields:
        corpus = sample_corpus()
        for value in BAD_VALUES:
            tables = {name: [dict(row) for row in rows] for name, rows in corpus.tables.items()}
            for index in (0, -1):
                tables[table][index][field.name] = value
            faults = check_tables(tables, corpus.sources)
            if isinstance(value, list):
                assert any(rule_of(f) == "type" and field.name in f.place for f in faults), (
                    field.name,
                    value,
                )
        corpus.tables[table][0].pop(field.name)
        assert any(rule_of(fault) == "columns" for fault in check_tables(corpus.tables, corpus.sources))


def test_empty_tables_and_no_sources() -> None:
    assert check_tables({name: [] for name in TABLES}, []) == []
    assert {rule_of(fault) for fault in check_tables({}, [])} == {"table-missing"}


def test_documents_without_rows_say_that_their_text_is_in_no_segment() -> None:
    corpus = sample_corpus()
    faults = check_tables({**corpus.tables, "segments": []}, corpus.sources)
    assert sum(rule_of(fault) == "tiling" for fault in faults) == 2


def test_all_faults_are_collected_in_order_of_rows() -> None:
    corpus = sample_corpus()
    for row in corpus.tables["segments"]:
        row["kind"] = "heading line"
    places = [fault.place for fault in check_tables(corpus.tables, corpus.sources) if rule_of(fault) == "enum"]
    assert places == [f"row {n}, column kind" for n in range(2, 20)]


# -- the parts -----------------------------------------------------------------------------------------------


def ground_of(text: str, *edits: tuple[int, int, str | None]) -> Ground:
    rows = [schema("edits").row(document_id="d", char_start=a, char_end=b, replacement=new) for a, b, new in edits]
    tables: dict[str, list[Record]] = {name: [] for name in TABLES}
    tables["edits"] = records(schema("edits"), rows)
    raw = text.encode()
    return Ground(tables, [Source("d", "d.txt", raw, text, "utf-8", "utf-8", hashlib.sha256(raw).hexdigest())])


def test_reading_applies_the_edits_inside_and_folds() -> None:
    ground = ground_of("ab-\ncd  ef\x0cgh", (2, 4, None), (0, 1, "X"))
    assert ground.reading(Span("d", 0, 13)) == "Xbcd ef gh"
    assert ground.reading(Span("d", 1, 7)) == "bcd"
    assert ground.reading(Span("d", 3, 6)) == "cd"  # the edit begins before the slice
    assert ground.left_by_edits(Span("d", 0, 6)) == "bcd"
    assert ground.left_by_edits(Span("d", 3, 6)) == "cd"  # but takes a part of it away


@pytest.mark.parametrize(
    ("text", "offset", "line"),
    [
        ("a\nb", 2, 2), ("a\r\nb", 3, 2), ("a\rb", 2, 2), ("a\r\rb", 3, 3), ("a\n\r\nb", 4, 3),
        ("a\x0cb", 2, 1), ("a\u2028b", 2, 1), ("a\x0b\x85b", 3, 1), ("a\r\nb", 1, 1), ("a\r\nb", 2, 1),
    ],
)  # fmt: skip
def test_lines_end_at_crlf_lf_and_cr_alone(text: str, offset: int, line: int) -> None:
    assert ground_of(text).line("d", offset) == line


def test_documents_are_ordered_by_date_unknown_last() -> None:
    ground = ground_of("x")
    days = {"b": date(2001, 1, 1), "c": None, "a": None, "d": date(1999, 1, 1)}
    rows = [schema("documents").row(document_id=k, date_earliest=v) for k, v in days.items()]
    ground.records["documents"] = records(schema("documents"), rows)
    assert sorted(ground.order, key=ground.order.__getitem__) == ["d", "b", "a", "c"]


def test_messages_quote_and_cut() -> None:
    assert quote("a" * 100) == repr("a" * 59 + "…")
    assert quote("tab\there") == r"'tab\there'"
    assert difference("abc", "abcd") == "from character 3 on it is 'abc', not 'abcd'"


def test_rules_have_codes_words_and_remedies() -> None:
    for name, rule in RULES.items():
        assert rule.name == name and rule.code in CODES
        assert rule.says.endswith(".") and rule.remedy.endswith(".")


def test_rule_of_a_fault_of_another_kind_is_none() -> None:
    assert rule_of(Fault("a", "", "yaml", "Not well-formed.")) is None
