"""What docs/scale.md says of reading a large package runs as printed, on parts, and finds the rows."""

from __future__ import annotations

import contextlib
import io
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from largely import build_large, write_texts
from sco_declarations.build.published import read_tables

PAGE = (Path(__file__).resolve().parent.parent / "docs/scale.md").read_text(encoding="utf-8")
SECTION = PAGE[PAGE.index("## Reading a large package") :].split("\n## ")[0]
BLOCKS = re.findall(r"^```(python|r)\n(.*?)^```$", SECTION, re.MULTILINE | re.DOTALL)
DOCUMENT, YEAR = "text-09", "2000"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large")
    build_large(write_texts(folder / "in", 36), folder / "out")
    for table in ("parquet/entity_mentions", "views/paragraphs_flat"):
        assert len(list((folder / "out/data" / table).iterdir())) > 1
    return folder / "out"


def counts(root: Path) -> str:
    """What each snippet must print, from the rows in CSV."""
    tables = read_tables(root)
    mentions = [row for row in tables["entity_mentions"] if row["document_id"] == DOCUMENT]
    years = {row["document_id"]: (row["date"] or "")[:4] for row in tables["documents"]}
    paragraphs = [row for row in tables["paragraphs"] if years[row["document_id"]] == YEAR]
    assert 0 < len(mentions) < len(tables["entity_mentions"])
    assert 0 < len(paragraphs) < len(tables["paragraphs"])
    return f"{len(mentions)} {len(paragraphs)}"


def asked(code: str) -> str:
    """The code with a document and a year of the package here."""
    code = code.replace("sco-2003-moscow", DOCUMENT)
    assert DOCUMENT in code and "2003" in code
    return code.replace("2004", str(int(YEAR) + 1)).replace("2003", YEAR)


def test_every_reader_is_there() -> None:
    code = "".join(block for _, block in BLOCKS)
    for reader in ("read_parquet('", "pl.scan_parquet", "ds.dataset", "pd.read_parquet", "read.csv"):
        assert reader in code
    assert len(BLOCKS) == 5


@pytest.mark.parametrize("code", [code for language, code in BLOCKS if language == "python"])
def test_python(root: Path, code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(asked(code), "docs/scale.md", "exec"), {})
    assert printed.getvalue().strip() == counts(root)


@pytest.mark.parametrize("code", [code for language, code in BLOCKS if language == "r"])
def test_r(root: Path, code: str) -> None:
    if not shutil.which("Rscript"):
        pytest.skip("R is not installed (Debian: r-base-core)")
    done = subprocess.run(["Rscript", "-e", asked(code)], cwd=root, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, counts(root)), done.stderr


def test_filters_leave_row_groups_unread(root: Path) -> None:
    """By the least and greatest date of each, and by the Bloom filter of document_id."""
    import duckdb
    import pyarrow.dataset as ds

    year = (ds.field("date") >= YEAR) & (ds.field("date") < str(int(YEAR) + 1))
    fragments = list(ds.dataset(str(root / "data/views/paragraphs_flat")).get_fragments())
    left = [fragment for fragment in fragments if fragment.subset(year).row_groups]
    assert 0 < len(left) < len(fragments)
    parts = sorted((root / "data/parquet/entity_mentions").iterdir())
    probe = "SELECT bool_and(bloom_filter_excludes) FROM parquet_bloom_probe('{}', 'document_id', '{}')"
    excluded = [duckdb.sql(probe.format(path, DOCUMENT)).fetchall()[0][0] for path in parts]
    holding = [DOCUMENT in ds.dataset(str(path)).to_table(["document_id"])[0].to_pylist() for path in parts]
    assert excluded == [not one for one in holding] and sum(holding) == 1
