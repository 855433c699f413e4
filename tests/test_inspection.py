"""What `info` and `show` say is what the tables say, for every row of every table."""

from __future__ import annotations

import doctest
from typing import Any

import pytest
from sample import METADATA, sample_corpus
from sco_declarations.build import inspection
from sco_declarations.build.inspection import context, detail, find, most_cited, pieces, suggestions, summary
from sco_declarations.build.schemas import TABLES, Tables, schema

CORPUS = sample_corpus()
TEXTS = {source.document_id: source.text for source in CORPUS.sources}


def one(identifier: str, tables: Tables = CORPUS.tables) -> dict[str, Any]:
    (match,) = find(tables, identifier)
    return detail(tables, match, TEXTS.get)


def test_every_table_has_a_kind() -> None:
    assert tuple(inspection.KINDS) == TABLES


def test_every_row_is_found_by_its_identifier() -> None:
    for name in TABLES:
        for row in CORPUS.tables[name]:
            said = one(row[schema(name).primary_key[0]])
            assert said["row"] == row and said["table"] == name and said["kind"] == inspection.KINDS[name]


def test_places_point_to_the_source() -> None:
    for name in ("sections", "paragraphs", "signatories", "instrument_mentions", "segments", "edits"):
        for row in CORPUS.tables[name]:
            place = one(row[schema(name).primary_key[0]])["place"]
            text = TEXTS[row["document_id"]]
            lines = text.splitlines(keepends=True)[place["line_start"] - 1 : place["line_end"]]
            inside = text[place["char_start"] : place["char_end"]]
            assert inside in "".join(lines)
            # No line more than needed at either end.
            assert inside not in "".join(lines[1:]) and inside not in "".join(lines[:-1])


def test_without_the_source_there_are_no_lines_and_no_slice() -> None:
    (match,) = find(CORPUS.tables, "windhoek-1999:segment.1")
    said = detail(CORPUS.tables, match)
    assert said["place"]["line_start"] is None and said["source_slice"] is None


def test_a_paragraph_has_its_mentions_and_edits() -> None:
    said = one("windhoek-1999:I.2")
    assert [mention["text"] for mention in said["mentions"]] == ["new protocol on the lakes"]
    assert [edit["kind"] for edit in said["edits"]] == ["running_head"]
    assert said["document"]["document_id"] == "windhoek-1999"


def test_an_instrument_has_every_passage_that_cites_it() -> None:
    for row in CORPUS.tables["instruments"]:
        said = one(row["instrument_id"])
        assert len(said["mentions"]) == row["mentions"]
        for mention in said["mentions"]:
            assert mention["paragraph_text"][mention["start"] : mention["end"]] == mention["text"]


def test_a_section_has_what_stands_in_it() -> None:
    assert [row["section_id"] for row in one("windhoek-1999:II")["sections"]] == ["windhoek-1999:II.A"]
    assert len(one("windhoek-1999:signatures")["signatories"]) == 2
    assert one("windhoek-1999:I")["signatories"] == []


def test_one_identifier_can_lead_to_two_rows() -> None:
    tables = sample_corpus().tables
    tables["instruments"][1]["instrument_id"] = "tashkent-2001"
    assert [match.kind for match in find(tables, "tashkent-2001")] == ["document", "instrument"]


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("WINDHOEK-1999:i.2", "windhoek-1999:I.2"),
        ("I.2", "windhoek-1999:I.2"),
        ("body.2", "tashkent-2001:body.2"),
        ("windhoek-199", "windhoek-1999"),
        ("lake-treaty", "lake-treaty-1998"),
    ],
)
def test_suggestions(asked: str, first: str) -> None:
    assert suggestions(CORPUS.tables, asked)[0] == first


@pytest.mark.parametrize("asked", ["", " ", "zzzzzzzzzzzz", "\u202e"])
def test_no_suggestion_for_what_is_like_nothing(asked: str) -> None:
    assert suggestions(CORPUS.tables, asked) == []


def test_unknown_says_what_may_have_been_meant() -> None:
    (fault,) = inspection.unknown(CORPUS.tables, "windhoek-199", "datapackage.json").faults
    assert fault.code == "identifier-unknown" and fault.remedy.startswith("Did you mean windhoek-1999")


def test_summary_counts_rows() -> None:
    said = summary(METADATA, CORPUS.tables)
    assert {row["table"]: row["rows"] for row in said["tables"]} == {
        name: len(rows) for name, rows in CORPUS.tables.items()
    }
    assert [row["document_id"] for row in said["documents"]] == ["windhoek-1999", "tashkent-2001"]
    assert said["released"] == "2020-02-29" and said["licenses"] == ["CC-BY-4.0"]


def test_most_cited_come_first() -> None:
    tables = sample_corpus().tables
    assert [row["instrument_id"] for row in most_cited(tables)] == [
        "lake-treaty-1998",
        "protocol-on-the-lakes",
    ]
    tables["instruments"][1]["mentions"] = 3
    assert [row["instrument_id"] for row in most_cited(tables, 1)] == ["protocol-on-the-lakes"]
    tables["instruments"][0]["mentions"] = 0
    assert len(most_cited(tables)) == 1


def test_pieces_put_together_are_the_text() -> None:
    for text, spans in (("abcdef", [(0, 2), (2, 3), (5, 6)]), ("abc", []), ("", []), ("abc", [(0, 3)])):
        cut = pieces(text, spans)
        assert "".join(piece for piece, _ in cut) == text
        assert [piece for piece, index in cut if index is not None] == [text[a:b] for a, b in spans]


def test_context_keeps_the_span_and_the_room() -> None:
    text = "word " * 50 + "SPAN" + " word" * 50
    start = text.index("SPAN")
    for room in (5, 10, 33, 1000):
        before, span, after = context(text, start, start + 4, room, room)
        assert span == "SPAN" and len(before) <= max(room, 4) and len(after) <= max(room, 4)
        assert before.removeprefix("... ") in text and after.removesuffix(" ...") in text
    assert context("SPAN", 0, 4, 10, 10) == ("", "SPAN", "")


def test_examples_in_docstrings() -> None:
    assert doctest.testmod(inspection).failed == 0
