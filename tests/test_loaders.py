"""No loader that the README documents loses a text: `NA`, `null`, `nan`, Namibia's code, and other look-alikes.

The code that is run is the README's own, with another table put into it.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import polars as pl
import pytest
from sample import EXTRA, sample_corpus
from sco_declarations.build.model import Corpus
from sco_declarations.build.package import publish, render
from sco_declarations.build.schemas import schema

README = (Path(__file__).resolve().parent.parent / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(python|r)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
TABLE = "instruments"
TEXTS = [field.name for field in schema(TABLE).fields if field.type == "string"]

#: Texts that some reader takes for nothing, a number, a date, a truth value or a formula.
LOOKALIKES = [
    "NA", "N/A", "n/a", "#N/A", "<NA>", "NaN", "nan", "-nan", "null", "NULL", "None", "nil", ".", "-", "inf", "Inf",
    "TRUE", "true", "T", "F", "yes", "007", "1e5", "0x1A", "1,234", "2003-05-29", "2003-05", "5 May", "12:30", "=1+1",
    "+1", "-1", "@x", "  padded  ", "a\nb", "a\r\nb", "x,y;z\tw", 'quo"te', "'", "Côte d'Ivoire", "\ufeffmark", "\\N",
    "中文", "\U0001f600",
]  # fmt: skip


def lookalikes() -> Corpus:
    """The sample with a row for each look-alike; a column of nothing but `nan`, one of `NA`, one of Namibia."""
    corpus = sample_corpus()
    one = corpus.tables[TABLE][0]
    corpus.tables[TABLE] = [
        {**one, TABLE[:-1] + "_id": f"one-{n:02}", "name": text, "short_name": "nan", "place": "NA", "parties": "NAM",
         "statement": "TRUE" if n % 2 else None}
        for n, text in enumerate(LOOKALIKES)
    ]  # fmt: skip
    for mention in corpus.tables["instrument_mentions"]:
        mention["instrument_id"] = "one-00"
    return corpus


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("package")
    publish(render(lookalikes(), EXTRA), folder)
    return folder


def truth() -> dict[str, list[str | None]]:
    return {name: [row[name] for row in lookalikes().tables[TABLE]] for name in TEXTS}


def documented(word: str) -> str:
    """The statement of the README that holds a word and loads a table, for the table of look-alikes."""
    code = next(code for _, code in BLOCKS if word in code)
    line = next(line for line in code.splitlines() if word in line)
    assert "paragraphs" in line
    return line.replace('"paragraphs"', f'"{TABLE}"').replace("/paragraphs.", f"/{TABLE}.")


def _value(cell: Any) -> str | None:
    return cell if isinstance(cell, str) else None if cell is None or cell != cell else repr(cell)


@pytest.mark.parametrize("word", ["pd.read_parquet", "pd.read_csv", "pl.read_parquet"])
def test_data_frames(word: str, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pandas as pd

    monkeypatch.chdir(root)
    names: dict[str, Any] = {"pd": pd, "pl": pl}
    exec(documented(word), names)
    frame = names["paragraphs"]

    def column(name: str) -> list[str | None]:
        if isinstance(frame, pl.DataFrame):
            return frame[name].to_list()
        return [None if pd.isna(cell) else _value(cell) for cell in frame[name]]

    assert {name: column(name) for name in TEXTS} == truth()


def test_load(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pandas as pd
    from sco_declarations.build import load

    assert 'load("paragraphs")' in README
    monkeypatch.chdir(root)
    for form in (None, "csv", "parquet"):
        frame = load(TABLE, format=form) if form else load(TABLE)
        read = {name: [None if pd.isna(cell) else str(cell) for cell in frame[name]] for name in TEXTS}
        assert read == truth()


def test_duckdb(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    assert "'data/parquet/paragraphs.parquet'" in README
    columns = ", ".join(TEXTS)
    rows = duckdb.sql(f"SELECT {columns} FROM 'data/parquet/{TABLE}.parquet'").fetchall()
    assert dict(zip(TEXTS, map(list, zip(*rows, strict=True)), strict=True)) == truth()


def test_frictionless(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    names: dict[str, Any] = {}
    exec(f"from frictionless import Package\n{documented('get_resource')}", names)
    assert {name: [row[name] for row in names["rows"]] for name in TEXTS} == truth()


def test_sqlite(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import sqlite3

    (uri,) = re.findall(r'"(file:data/.*?\?mode=ro)"', README)
    monkeypatch.chdir(root)
    with sqlite3.connect(uri.replace("sco-declarations", "sample-texts"), uri=True) as db:
        rows = db.execute(f"SELECT {', '.join(TEXTS)} FROM {TABLE} ORDER BY rowid").fetchall()
    assert dict(zip(TEXTS, map(list, zip(*rows, strict=True)), strict=True)) == truth()


def test_excel(root: Path) -> None:
    """What XML cannot hold stands as _xHHHH_, which Excel reads back and openpyxl leaves."""
    sheet = openpyxl.load_workbook(root / "data/sample-texts.xlsx")[TABLE]
    head, *rows = sheet.iter_rows(values_only=True)
    read = {
        name: [cell and re.sub("_x([0-9A-F]{4})_", lambda m: chr(int(m[1], 16)), cell) for cell in column]
        for name, column in zip(head, zip(*rows, strict=True), strict=True)
        if name in TEXTS
    }
    assert read == truth()


#: Prints each column of text, a line for each cell: its bytes in UTF-8, or a dash for a missing one.
IN_R = """
for (name in c({names})) {{
  cells <- paragraphs[[name]]
  bytes <- function(cell) paste(charToRaw(enc2utf8(as.character(cell))), collapse = "")
  cat(name, ifelse(is.na(cells), "-", vapply(as.character(cells), bytes, "")), "\\n")
}}
"""


@pytest.mark.parametrize("word", ["read.csv", "readr::read_csv"])
def test_r(word: str, root: Path) -> None:
    if not shutil.which("Rscript"):
        pytest.skip("R is not installed (Debian: r-base-core r-cran-readr)")
    if "readr" in word and subprocess.run(["Rscript", "-e", "library(readr)"], capture_output=True).returncode:
        pytest.skip("the R package readr is not installed (Debian: r-cran-readr)")
    code = documented(word) + IN_R.format(names=", ".join(f'"{name}"' for name in TEXTS))
    done = subprocess.run(["Rscript", "-e", code], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    read: dict[str, list[str | None]] = {}
    for line in done.stdout.splitlines():
        name, *cells = line.split()
        read[name] = [None if cell == "-" else bytes.fromhex(cell).decode() for cell in cells]
    expected = truth()
    if word == "read.csv":  # as the README says
        assert "Base R, which makes LF of a CR LF inside a cell" in README
        expected = {name: [cell and cell.replace("\r\n", "\n") for cell in cells] for name, cells in expected.items()}
    assert read == expected


def test_loaders_that_guess_would_lose_some(root: Path) -> None:
    """What the options in the README are there for: without them texts are lost, so the tests above can fail."""
    import pandas as pd

    guessed = pd.read_csv(root / f"data/csv/{TABLE}.csv")
    lost: Callable[[str], bool] = lambda name: [None if pd.isna(c) else c for c in guessed[name]] != truth()[name]  # noqa: E731
    assert lost("name") and lost("short_name") and lost("place")
