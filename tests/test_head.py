"""The head has the first documents, all their rows, and no other."""

from __future__ import annotations

from random import Random

from many import many, parts, to_arrow
from sco_declarations.build.head import KEPT, Head
from sco_declarations.build.schemas import TABLES


def test_it_has_the_first_documents_with_their_rows() -> None:
    corpus = many(5)
    first = {row["document_id"] for row in corpus.tables["documents"][:7]}
    draw = Random(1)
    for _ in range(10):
        head = Head(7)
        for part in parts([row["document_id"] for row in corpus.tables["documents"]], draw):
            rows = {name: [row for row in corpus.tables[name] if row["document_id"] in part] for name in KEPT}
            head.add(draw.choice([rows, {name: to_arrow(name, rows[name]) for name in KEPT}]))
        found = head.corpus(corpus.metadata, reversed(corpus.sources), corpus.tables["instruments"], [])
        for name in KEPT:
            assert found.tables[name] == [row for row in corpus.tables[name] if row["document_id"] in first]
        assert found.sources == corpus.sources[:7]
        assert found.tables.keys() == set(TABLES)


def test_it_is_full_with_the_last_document_that_has_room() -> None:
    corpus = many(2)
    for room, is_full in ((3, True), (4, True), (5, False)):
        head = Head(room)
        assert not head.is_full
        head.add(corpus.tables)
        assert head.is_full == is_full


def test_instruments_are_those_that_the_first_documents_mention() -> None:
    corpus = many(2)
    instruments = corpus.tables["instruments"]
    corpus.tables["instrument_mentions"] = [
        {**row, "instrument_id": instruments[row["document_id"].endswith("-1")]["instrument_id"]}
        for row in corpus.tables["instrument_mentions"]
    ]
    others = [{**instruments[0], "instrument_id": f"not-mentioned-{n}"} for n in range(4)]
    among = [*others[:2], instruments[0], others[2], instruments[1], others[3]]
    for room, number in ((2, 1), (4, 2)):
        head = Head(room)
        head.add(corpus.tables)
        for given in (among, to_arrow("instruments", among)):
            assert head.corpus(corpus.metadata, (), given, []).tables["instruments"] == instruments[:number]
