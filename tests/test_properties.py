"""Over random documents: lossless, ordered, unique identifiers, the same bytes twice; damaged ones end as they should.

`tests/documents.py` makes the documents. The checks here are written from data-model.md and share no code with those of
the build, which are run as well. In `make test` the examples are the same each time; for others, and more of them:

    SCO_EXAMPLES=5000 python -m pytest tests/test_properties.py

which takes about a minute for 1,000.
"""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path
from random import Random

import pytest
from documents import make_document, make_text, mutate
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from sample import METADATA
from sco_declarations.build.checks import check_tables
from sco_declarations.build.corpus import assemble
from sco_declarations.build.document import read_document
from sco_declarations.build.faults import CODES, FaultsFound
from sco_declarations.build.inputs import read_authorities
from sco_declarations.build.layers import Layers
from sco_declarations.build.model import Corpus, Source
from sco_declarations.build.package import render
from sco_declarations.build.schemas import TABLES, Tables, schema
from sco_declarations.build.sidecars import Sidecar
from sco_declarations.build.source import read_source

EXAMPLES = int(os.environ.get("SCO_EXAMPLES", "0"))
RANDOM = st.randoms(use_true_random=False)
RAW = sorted((Path(__file__).resolve().parent.parent / "data" / "raw").glob("*.txt"))
ENGLISH = Sidecar(language="en")


def examples(number: int) -> settings:
    """So many examples, the same in every run; as many others as the environment asks for, where it does."""
    return settings(
        max_examples=EXAMPLES or number,
        derandomize=not EXAMPLES,
        database=None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate, Phase.shrink] if EXAMPLES else [Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )


@cache
def shared_layers() -> Layers:
    return Layers(read_authorities(Path(__file__).parent / "no-such-folder"))


def read_raw(raw: bytes, folder: Path, sidecar: Sidecar = ENGLISH) -> tuple[Tables, Source]:
    """The tables of a corpus of one document; raises FaultsFound.

    An example whose encoding cannot be told, as from a single byte, is none.
    """
    path = folder / "made.txt"
    path.write_bytes(raw)
    try:
        source = read_source(path, "made.txt", "made", "data/raw/made.txt")
    except FaultsFound as error:
        assume(any(fault.code != "undecodable" for fault in error.faults))
        raise
    return assemble([read_document(source, sidecar, shared_layers())], shared_layers().authorities), source


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("made")


def made(chance: Random) -> bytes:
    return make_document(chance, sections=3)


# -- what holds for every document


def folded(text: str) -> str:
    return " ".join(text.split())


def check_lossless(tables: Tables, text: str) -> None:
    """Segments cover what is no white space once and in order; texts are their slices with edits applied."""
    at = 0
    for row in tables["segments"]:
        start, end = row["char_start"], row["char_end"]
        assert at <= start < end <= len(text)
        assert not text[at:start].strip(), f"no segment covers {text[at:start]!r}"
        at = end
    assert not text[at:].strip(), f"no segment covers {text[at:]!r}"
    edits = sorted(tables["edits"], key=lambda row: row["char_start"])
    for row in edits:
        assert row["source"] == text[row["char_start"] : row["char_end"]] != (row["replacement"] or "")

    def reading(start: int, end: int) -> str:
        at, out = start, ""
        for row in edits:
            if start <= row["char_start"] and row["char_end"] <= end:
                assert row["char_start"] >= at, "edits overlap"
                out += text[at : row["char_start"]] + (row["replacement"] or "")
                at = row["char_end"]
        return folded(out + text[at:end])

    for row in tables["paragraphs"]:
        assert row["text"] and row["text"] == reading(row["char_start"], row["char_end"])
    paragraphs = {row["paragraph_id"]: row for row in tables["paragraphs"]}
    for name in ("instrument_mentions", "entity_mentions"):
        for row in tables[name]:
            assert row["text"] == paragraphs[row["paragraph_id"]]["text"][row["start"] : row["end"]]
            assert row["text"] == reading(row["char_start"], row["char_end"])
    for row in tables["statements"]:
        phrase = paragraphs[row["paragraph_id"]]["text"][row["start"] : row["end"]]
        assert phrase == reading(row["char_start"], row["char_end"])


def check_ordered(tables: Tables) -> None:
    """Rows stand in the order of the text, numbered from 1 without a gap; what is inside lies inside."""
    for name in ("segments", "paragraphs", "sections"):
        rows = tables[name]
        assert [row["position"] for row in rows] == list(range(1, len(rows) + 1))
        starts = [row["char_start"] for row in rows]
        assert starts == sorted(starts)
    sections = {row["section_id"]: row for row in tables["sections"]}
    within: dict[str, int] = {}
    end = 0
    for row in tables["paragraphs"]:
        section = sections[row["section_id"]]
        assert end <= row["char_start"] < row["char_end"] <= section["char_end"]
        assert section["char_start"] <= row["char_start"]
        end = row["char_end"]
        within[row["section_id"]] = within.get(row["section_id"], 0) + 1
        assert row["number"] == within[row["section_id"]]
    for row in tables["sections"]:
        parent = sections.get(row["parent_id"])
        assert (row["parent_id"] is None) == (parent is None)
        if parent:
            assert parent["char_start"] <= row["char_start"] and row["char_end"] <= parent["char_end"]
            assert parent["position"] < row["position"] and row["level"] == parent["level"] + 1


def check_unique(tables: Tables) -> None:
    for name in TABLES:
        key = schema(name).primary_key
        values = [tuple(row[column] for column in key) for row in tables[name]]
        assert len({*values}) == len(values), f"a key of {name} stands twice"
        assert all(re.fullmatch(r"\S+", str(value)) for row in values for value in row)


@examples(60)
@given(RANDOM)
def test_a_document_is_lossless_ordered_and_its_identifiers_are_unique(folder: Path, chance: Random) -> None:
    tables, source = read_raw(made(chance), folder)
    check_lossless(tables, source.text)
    check_ordered(tables)
    check_unique(tables)
    assert check_tables(tables, [source]) == []


@examples(60)
@given(RANDOM)
def test_a_damaged_document_ends_in_tables_that_hold_or_in_a_coded_error(folder: Path, chance: Random) -> None:
    raw = mutate(made(chance) if chance.randint(0, 1) else chance.choice(RAW).read_bytes(), chance)
    try:
        tables, source = read_raw(raw, folder, Sidecar())
    except FaultsFound as found:
        assert found.faults and all(fault.code in CODES and fault.problem for fault in found.faults)
        return
    check_lossless(tables, source.text)
    check_ordered(tables)
    check_unique(tables)


@examples(3)
@given(RANDOM)
def test_a_document_gives_the_same_bytes_twice(folder: Path, chance: Random) -> None:
    raw = made(chance)

    def rendered(layers: Layers) -> dict[str, bytes]:
        path = folder / "twice.txt"
        path.write_bytes(raw)
        source = read_source(path, "twice.txt", "twice", "data/raw/twice.txt")
        tables = assemble([read_document(source, ENGLISH, layers)], layers.authorities)
        return render(Corpus(METADATA, (source,), {**tables, "quality": []}), {})

    first = rendered(shared_layers())
    again = rendered(Layers(shared_layers().authorities))
    assert [path for path in first if first[path] != again[path]] == [] and first.keys() == again.keys()


@examples(8)
@given(RANDOM, st.randoms(use_true_random=False))
def test_the_order_of_documents_changes_nothing(chance: Random, order: Random) -> None:
    texts = [make_text(chance, sections=2) for _ in range(3)]

    def tables(numbers: list[int]) -> Tables:
        documents = []
        for number in numbers:
            raw = texts[number].encode(errors="ignore")
            source = Source(f"made-{number}", f"data/raw/{number}.txt", raw, raw.decode(), "utf-8", "utf-8", "0" * 64)
            documents.append(read_document(source, ENGLISH, shared_layers()))
        return assemble(documents, shared_layers().authorities)

    shuffled = [0, 1, 2]
    order.shuffle(shuffled)
    assert tables(shuffled) == tables([0, 1, 2])


# -- the checks here are checked


def test_a_gap_a_second_key_and_a_wrong_order_are_seen(folder: Path) -> None:
    def fresh() -> tuple[Tables, Source]:
        return read_raw(b"Statement on Lakes\n\nThe Parties meet.\n\nI\n\nThey agree.\n\nII\n\nThey part.\n", folder)

    tables, source = fresh()
    check_lossless(tables, source.text)
    check_ordered(tables)
    check_unique(tables)
    tables["segments"].pop(2)
    with pytest.raises(AssertionError, match="no segment covers"):
        check_lossless(tables, source.text)
    tables, source = fresh()
    tables["paragraphs"][0]["text"] += "x"
    with pytest.raises(AssertionError):
        check_lossless(tables, source.text)
    tables, source = fresh()
    tables["paragraphs"].reverse()
    with pytest.raises(AssertionError):
        check_ordered(tables)
    tables, source = fresh()
    tables["sections"].append(dict(tables["sections"][0]))
    with pytest.raises(AssertionError, match="stands twice"):
        check_unique(tables)
