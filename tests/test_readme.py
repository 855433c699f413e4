"""Every loading snippet of the README runs as printed and gives the same counts; the rows it shows are real."""

from __future__ import annotations

import contextlib
import csv
import io
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(python|r)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
COUNTS = "38 34"


def _rows(table: str) -> list[dict[str, str]]:
    with (ROOT / f"data/csv/{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_readme_has_every_loader() -> None:
    code = "".join(block for _, block in BLOCKS)
    for loader in ("pandas", "polars", "duckdb", "read.csv", "readr", "frictionless", "sqlite3", "load("):
        assert loader in code


@pytest.mark.parametrize("code", [code for language, code in BLOCKS if language == "python"])
def test_python_snippets_give_the_counts(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(code, "README.md", "exec"), {})
    assert set(printed.getvalue().splitlines()) == {COUNTS}


@pytest.mark.parametrize("code", [code for language, code in BLOCKS if language == "r"])
def test_r_snippets_give_the_counts(code: str) -> None:
    if not shutil.which("Rscript"):
        pytest.skip("R is not installed (Debian: r-base-core r-cran-readr)")
    if "readr" in code and subprocess.run(["Rscript", "-e", "library(readr)"], capture_output=True).returncode:
        pytest.skip("the R package readr is not installed (Debian: r-cran-readr)")
    done = subprocess.run(["Rscript", "-e", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == COUNTS


def test_excel_has_the_counts() -> None:
    from openpyxl import load_workbook

    sheet = load_workbook(ROOT / "data/sco-declarations.xlsx", read_only=True)["paragraphs"]
    head, *rows = sheet.iter_rows(values_only=True)
    of = head.index("document_id")
    named = [row[of] for row in rows]
    assert f"{named.count('sco-2002-st-petersburg')} {named.count('sco-2003-moscow')}" == COUNTS


def _tables() -> list[list[dict[str, str]]]:
    """The Markdown tables of the README, as rows by column."""
    tables = []
    for block in re.findall(r"(?:^\|.*\|\n)+", README, re.MULTILINE):
        lines = [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in block.splitlines()]
        tables.append([dict(zip(lines[0], line, strict=True)) for line in lines[2:]])
    return tables


@pytest.mark.parametrize(
    ("table", "key"),
    [("paragraphs", "paragraph_id"), ("instrument_mentions", "mention_id"), ("signatories", "signatory_id")],
)
def test_the_rows_shown_are_real(table: str, key: str) -> None:
    real = {row[key]: row for row in _rows(table)}
    shown = next(rows for rows in _tables() if key in rows[0])
    for row in shown:
        assert row == {column: real[row[key]][column] for column in row}


def test_the_numbers_of_rows_are_real() -> None:
    counted = next(rows for rows in _tables() if "one row is" in rows[0])
    assert {row["table"]: int(row["rows"]) for row in counted} == {
        row["table"]: len(_rows(row["table"])) for row in counted
    }


def test_the_citation_shown_is_what_the_command_prints(monkeypatch: pytest.MonkeyPatch) -> None:
    from sco_declarations.cli.main import main

    monkeypatch.chdir(ROOT)
    shown = re.search(r"\$ sco (cite \S+)\n(.+)\n", README)
    assert shown
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        assert main(shown[1].split()) == 0
    assert printed.getvalue().strip() == shown[2]


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target
