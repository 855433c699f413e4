"""What a spreadsheet would run or convert is known, and no identifier that is made is among it."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from sample import EXTRA, sample_corpus, sample_files
from sco_declarations.build.checks import cautions
from sco_declarations.build.package import publish, render
from sco_declarations.build.pipeline import read_corpus
from sco_declarations.build.renderings.codebook import codebook
from sco_declarations.build.schemas import TABLES, schema
from sco_declarations.build.spreadsheet import MAY_BE_CONVERTED, MAY_RUN, is_converted, runs
from sco_declarations.build.summary import Summary
from sco_declarations.build.texts import slug

CONVERTED = [
    "2003", "007", "1,234", "1.5", ".5", "1e5", "12E3", "1e-5", "12%", "$5", "(5)", "-5", "+5", "1/2", "1 1/2", "3-4",
    "2003-05", "2003-05-29", "29.5.2003", "5/29/2003", "1-Jan-99", "May", "may-2003", "3 May", "September 14, 2001",
    "14 September 2001", "mar1", "dec-1", "10:30", "10:30 pm", "5 am", "2003-05-29 10:30", "TRUE", "false", "#N/A",
    " 5 ", "1.2",
]  # fmt: skip
KEPT = [
    "II.3", "sco-2003-moscow", "sco-2003-moscow:II.3", "text-2003", "unsc-1373", "npt", "marsh", "mayor", "decision",
    "march-on-rome", "september-11-attacks", "1a2b", "e5", "NA", "null", "nan", "NAM", "a:5", "5 million people", "x",
    "", " ", "-", "and", "4 horsemen", "2003-05-29 in Moscow",
]  # fmt: skip


@pytest.mark.parametrize("text", CONVERTED)
def test_what_excel_converts(text: str) -> None:
    assert is_converted(text)


@pytest.mark.parametrize("text", KEPT)
def test_what_excel_leaves(text: str) -> None:
    assert not is_converted(text)


def test_what_a_spreadsheet_runs() -> None:
    assert all(
        runs(text)
        for text in (
            "=1+1",
            "+1",
            "-1",
            "- item",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\n=1",
            "\uff1d1",
            "=",
            '=HYPERLINK("x")',
        )
    )
    assert not any(runs(text) for text in ("a=1", " =1", "1-1", "", "'=1", "–1", "x@y.z", "\n", "\na"))


def test_the_patterns_for_arrow_find_what_is_run_or_converted() -> None:
    draw = random.Random(1)
    pieces = [
        *CONVERTED,
        *KEPT,
        *"0123456789+-=@.,:;/%$()# eTapmst\n\t\r\x1c\u00a0\u2003\u2212\uff1d\u20ac",
        "n/a",
        "null!",
    ]
    texts = [
        *CONVERTED,
        *KEPT,
        "3 \u017fept 99",
        "3 apr\u0131l",
        "APR\u0130L",
        "fal\u017fe",
        "#d\u0130v/0!",
        "1\u017ft may",
    ]
    texts += ["".join(draw.choices(pieces, k=draw.randrange(1, 6))) for _ in range(20_000)]
    for may, is_so in ((MAY_RUN, runs), (MAY_BE_CONVERTED, is_converted)):
        found = pc.match_substring_regex(pa.array(texts), may).to_pylist()
        holds = [is_so(text) for text in texts]
        assert [text for text, so, is_found in zip(texts, holds, found, strict=True) if so and not is_found] == []
        assert sum(holds) > 1000
        assert sum(found) < len(texts) and not any(found[texts.index(text)] for text in ("II.3", "sco-2003-moscow"))


def test_no_text_takes_long() -> None:
    for text in ("1 " * 29, " " * 59, "1.1," * 14, "-" * 59, "1" * 10_000, "may " * 15, "(" + " " * 58):
        begin = time.perf_counter()
        is_converted(text + "x")
        assert time.perf_counter() - begin < 0.5


@pytest.mark.parametrize(
    ("name", "made"),
    [("2003-05.txt", "text-2003-05"), ("1373.txt", "text-1373"), ("May.txt", "text-may"), ("1e5.txt", "text-1e5"),
     ("004_edb2.txt", "004-edb2"), ("moscow 2003.txt", "moscow-2003")],
)  # fmt: skip
def test_a_file_named_after_a_date_gives_no_date_for_an_identifier(tmp_path: Path, name: str, made: str) -> None:
    (tmp_path / name).write_text("A statement of some length.\n")
    assert slug(name.removesuffix(".txt")) == made
    assert read_corpus(tmp_path).tables["documents"][0]["document_id"] == made


def test_identifiers_of_the_sample_are_kept() -> None:
    tables = sample_corpus().tables
    ids = [row[column] for name in TABLES for column in schema(name).primary_key for row in tables[name]]
    assert len(ids) > 60 and not any(is_converted(value) or runs(value) for value in ids)


def test_cells_like_a_formula_are_told_and_counted(tmp_path: Path) -> None:
    publish(sample_files(), tmp_path / "sound")
    assert cautions(tmp_path / "sound") == []
    assert "- cells that begin like a formula: none\n" in codebook(Summary.of(sample_corpus()), None)
    corpus = sample_corpus()
    corpus.tables["paragraphs"][3]["text"] = "=1+1"
    corpus.tables["paragraphs"][4]["text"] = "- one\u202e"
    publish(render(corpus, EXTRA), tmp_path / "planted")
    (said,) = cautions(tmp_path / "planted")
    assert said.startswith("data/csv/paragraphs.csv: 2 cells like a formula, first in row 5, column text: '=1+1'.")
    assert "- cells that begin like a formula: [paragraphs.text](#paragraphstext) (2)\n" in codebook(
        Summary.of(corpus), None
    )
    assert cautions(tmp_path / "nothing") == []
