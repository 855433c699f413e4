"""The codebook describes every variable as schemas and rows have it, and no value can break its layout."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from datetime import date

import pytest
from many import many
from sample import TASHKENT, WINDHOEK, sample_corpus, sample_files
from sco_declarations.build.model import Corpus
from sco_declarations.build.places import CURATED
from sco_declarations.build.renderings.codebook import codebook
from sco_declarations.build.renderings.markdown import anchor
from sco_declarations.build.schemas import TABLES, VIEWS, schema, view
from sco_declarations.build.summary import Files, Summary

DATASHEET = "# Datasheet\n\nBefore all.\n\n## Motivation\n\nTo test.\n\n## Known issues\n\n- A curated issue.\n"


def empty() -> Corpus:
    sample = sample_corpus()
    return Corpus(sample.metadata, (), {name: [] for name in TABLES})


def part(page: str, heading: str) -> str:
    """The text below a heading of any level, up to the next heading."""
    found = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#+ |\Z)", page, re.MULTILINE | re.DOTALL)
    assert found, heading
    return found.group(1)


def ragged(page: str) -> list[str]:
    """Lines of tables that have other than the number of cells of the line above them."""
    found, last = [], 0
    for line in page.splitlines():
        count = len(re.split(r"(?<!\\)\|", line)) if line.startswith("|") else 0
        if count and last and count != last:
            found.append(line)
        last = count
    return found


def dead_links(page: str) -> set[str]:
    headings = [anchor(text) for text in re.findall(r"^#+ (.+)$", page, re.MULTILINE)]
    assert len(set(headings)) == len(headings), "two headings have one anchor"
    links = re.findall(r"\]\(#([^)]*)\)", re.sub(r"`[^`\n]*`", "", page))
    links += re.findall(r"\[`[^`\n]*`\]\(#([^)]*)\)", page)
    return set(links) - set(headings)


@pytest.mark.parametrize("datasheet", [None, DATASHEET, (CURATED / "datasheet.md").read_text(encoding="utf-8")])
@pytest.mark.parametrize("corpus", [empty(), sample_corpus()], ids=["empty", "sample"])
def test_the_page_holds_together(corpus: Corpus, datasheet: str | None) -> None:
    page = codebook(Summary.of(corpus), datasheet)
    assert ragged(page) == []
    assert dead_links(page) == set()
    assert page.endswith("\n") and not page.endswith("\n\n")
    assert page == codebook(Summary.of(corpus), datasheet)
    assert "\r" not in page and "\n\n\n" not in page


def test_the_checks_see_a_torn_table_and_a_dead_link() -> None:
    assert ragged("| a | b |\n| --- | --- |\n| c |\n")
    assert dead_links("# A\n[x](#b)\n") == {"b"}


def test_every_variable_is_described() -> None:
    page = codebook(Summary.of(sample_corpus()), None)
    for name in TABLES:
        for field in schema(name).fields:
            text = part(page, f"{name}.{field.name}")
            for fact in ("Type", "Example", "Rule", "Filled", "Origin"):
                assert f"- {fact}: " in text
    for name in VIEWS:
        assert all(f"| `{column}` |" in part(page, name) for column in view(name).names)


def test_counts_are_those_of_the_rows() -> None:
    corpus = sample_corpus()
    rows = corpus.tables["paragraphs"]
    page = codebook(Summary.of(corpus), None)
    assert f"- Rows: {len(rows)}" in part(page, "paragraphs")
    assert "- Filled: 1 of 6 (17 %); distinct values: 1" in part(page, "paragraphs.number_printed")
    assert f"`{WINDHOEK}` (4), `{TASHKENT}` (2)" in part(page, "paragraphs.document_id")
    assert "| `declaration` | Declaration | 1 |" in part(page, "documents.document_type")
    assert "Allowed, but in no row of this version: `communique`" in part(page, "documents.document_type")
    assert "- Range: 1 to 22, median 5" in part(page, "paragraphs.words")
    assert "- Filled: 0 of 2 (0 %); distinct values: 0" in part(page, "instruments.document_id")

    rows[1]["number_printed"] = "2."
    rows[2]["document_id"] = TASHKENT
    changed = codebook(Summary.of(corpus), None)
    assert "- Filled: 2 of 6 (33 %); distinct values: 2" in part(changed, "paragraphs.number_printed")
    assert f"`{TASHKENT}` (3), `{WINDHOEK}` (3)" in part(changed, "paragraphs.document_id")


def test_a_share_is_100_or_0_only_where_it_is_exact() -> None:
    corpus = sample_corpus()
    row = corpus.tables["edits"][0]
    corpus.tables["edits"] = [dict(row) for _ in range(1000)]
    corpus.tables["edits"][0]["replacement"] = None
    assert "- Filled: 999 of 1,000 (99 %)" in part(codebook(Summary.of(corpus), None), "edits.replacement")
    for one in corpus.tables["edits"][1:]:
        one["replacement"] = None
    corpus.tables["edits"][0]["replacement"] = "x"
    assert "- Filled: 1 of 1,000 (1 %)" in part(codebook(Summary.of(corpus), None), "edits.replacement")


@pytest.mark.parametrize("value", ["a | b", "x\r\n\r\n| y", "# `h`\n\n- <b>", "| --- |", "](#nowhere)"])
def test_no_value_breaks_the_page(value: str) -> None:
    corpus = sample_corpus()
    for name in TABLES:
        for row in corpus.tables[name]:
            for field in schema(name).fields:
                if field.type == "string" and not field.name.endswith(("_id", "_origin")) and row[field.name]:
                    row[field.name] = value
    page = codebook(Summary.of(corpus), None)
    assert ragged(page) == []
    assert dead_links(page) == set()
    assert "\n# `h`" not in page


@pytest.mark.parametrize("document_id", [WINDHOEK, TASHKENT])
def test_the_example_of_offsets_is_true(document_id: str) -> None:
    corpus = sample_corpus()
    kept = {
        name: [row for row in rows if row.get("document_id") in (None, document_id)]
        for name, rows in corpus.tables.items()
    }
    if document_id == TASHKENT:
        kept["instruments"] = []
    page = codebook(Summary.of(Corpus(corpus.metadata, corpus.sources, kept)), None)
    text = next(source.text for source in corpus.sources if source.document_id == document_id)
    start, end, said = re.search(r"^source\[(\d+):(\d+)\]  # (.*)$", page, re.MULTILINE).groups()  # type: ignore[union-attr]
    assert text[int(start) : int(end)] == ast.literal_eval(said)
    if document_id == WINDHOEK:
        start, end, said = re.search(r"^text\[(\d+):(\d+)\]  # (.*)$", page, re.MULTILINE).groups()  # type: ignore[union-attr]
        paragraph = kept["paragraphs"][0]["text"]
        assert paragraph[int(start) : int(end)] == ast.literal_eval(said)


def test_the_datasheet_stands_in_the_page_and_its_issues_with_the_others() -> None:
    page = codebook(Summary.of(sample_corpus()), DATASHEET)
    assert "Before all." in part(page, "Datasheet")
    assert "To test." in part(page, "Motivation")
    issues = part(page, "Known issues")
    assert "A curated issue." in issues
    assert f"Documents without a title: 1 (`{TASHKENT}`)" in issues
    without = codebook(Summary.of(sample_corpus()), None)
    assert "Motivation" not in without and "Datasheet" not in without
    assert f"Documents without a title: 1 (`{TASHKENT}`)" in part(without, "Known issues")


def test_issues_are_found_in_the_tables() -> None:
    corpus = sample_corpus()
    corpus.tables["documents"][1].update(title="T", place="P", language_origin="supplied", layers_read=True)
    corpus.tables["instruments"][1]["registered"] = True
    assert "no document lacks a title" in codebook(Summary.of(corpus), None)
    corpus.tables["segments"][4]["kind"] = "other"
    assert "Segments that no rule explains" in codebook(Summary.of(corpus), None)


def test_the_curated_datasheet_answers_every_question() -> None:
    text = (CURATED / "datasheet.md").read_text(encoding="utf-8")
    headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
    assert headings == [
        "What counts as a mention",
        "What counts as an entity",
        "What counts as a statement",
        "What counts as a paragraph",
        "What counts as a signatory",
        "What counts as the date",
        "Motivation",
        "Composition",
        "Collection",
        "Processing",
        "Uses",
        "Uses it should not be put to",
        "Distribution",
        "Rights",
        "Maintenance",
        "Limits",
        "Known issues",
    ]
    for heading in headings:
        assert len(part(text, heading).split()) > 20


def test_dates_and_booleans_are_written_as_in_csv() -> None:
    corpus = sample_corpus()
    corpus.tables["documents"][0]["date_earliest"] = date(1999, 3, 4)
    page = codebook(Summary.of(corpus), None)
    assert "`1999-03-04` (1)" in part(page, "documents.date_earliest")
    assert "`false` (1), `true` (1)" in part(page, "documents.layers_read")


def paths_that_are_not(page: str, published: set[str]) -> set[str]:
    """Paths of data that a page names and that are not published; TABLE is each table without parts."""
    named = set(re.findall(r"data/(?:csv|parquet|views)/[\w/.-]+|data/[\w-]+\.\w+", page))
    for path in [path for path in named if "TABLE" in path]:
        named.remove(path)
        tables = [name for name in TABLES if f"data/parquet/{name}/part-00000.parquet" not in published]
        named |= {path.replace("TABLE", name) for name in tables}
    return named - published


def published_by(files: Files) -> set[str]:
    """The data files of a package, by the tables and views that have parts."""
    found = set()
    for folder, names in (("parquet", TABLES), ("views", VIEWS)):
        for name in names:
            found.add(f"data/{'csv' if folder == 'parquet' else folder}/{name}.csv")
            parts = files.parts.get(name, 0)
            found |= {f"data/{folder}/{name}/part-{n:05}.parquet" for n in range(parts)}
            found |= set() if parts else {f"data/{folder}/{name}.parquet"}
    return found if files.is_large else found | {f"data/made-up.{kind}" for kind in ("xlsx", "sqlite")}


LARGE, PARTED = Files(is_large=True), Files(is_large=True, parts={"paragraphs": 2, "paragraphs_flat": 2})


def test_the_sample_has_the_files_that_are_taken_for_its_own() -> None:
    data = {path for path in sample_files() if re.match(r"data/(csv|parquet|views)/|data/[^/]+$", path)}
    name = sample_corpus().metadata.name
    assert data == {path.replace("made-up", name) for path in published_by(Files())}


@pytest.mark.parametrize("files", [Files(), LARGE, PARTED])
def test_files_that_the_page_names_are_published(files: Files) -> None:
    corpus = many(2)
    corpus = Corpus(replace(corpus.metadata, name="made-up"), corpus.sources, corpus.tables)
    page = codebook(Summary.of(corpus, files), None)
    published = published_by(files)
    assert paths_that_are_not(page, published) == set()
    assert ragged(page) == [] and dead_links(page) == set() and "\n\n\n" not in page
    assert ("no workbook and no SQLite file" in page) == files.is_large
    assert ("a null in Parquet and SQLite" in page) == (not files.is_large)
    assert ("list them. `datapackage.json` lists every other" in page) == files.is_large
    assert ("In parts stand\n[paragraphs](#paragraphs), [paragraphs_flat](#paragraphs_flat): a folder" in page) == bool(
        files.parts
    )
    assert ("`data/views/paragraphs_flat/part-00000.parquet` and so on (2 parts)" in page) == bool(files.parts)
    assert not ("`data/views/paragraphs_flat.parquet`" in page and files.parts)


@pytest.mark.parametrize(("written_for", "files"), [(Files(), LARGE), (Files(), PARTED), (LARGE, PARTED)])
def test_the_check_sees_a_file_that_is_not_there(written_for: Files, files: Files) -> None:
    corpus = sample_corpus()
    corpus = Corpus(replace(corpus.metadata, name="made-up"), corpus.sources, corpus.tables)
    assert paths_that_are_not(codebook(Summary.of(corpus, written_for), None), published_by(files))


def test_past_the_limit_the_page_says_that_there_are_more() -> None:
    page, exact = codebook(Summary.of(many(3), limit=4), None), codebook(Summary.of(many(3)), None)
    assert "; distinct values: more than 4\n" in part(page, "paragraphs.words")
    assert "- Range: 1 to 22\n" in part(page, "paragraphs.words")
    assert "- Range: 1 to 22, median 5\n" in part(codebook(Summary.of(many(1)), None), "paragraphs.words")
    assert "| more than 4 |" in part(page, "paragraphs")
    assert "Most frequent" in part(exact, "paragraphs.text") and "Most frequent" not in part(page, "paragraphs.text")
    assert "- Filled: 18 of 18 (100 %); distinct values: 18\n" in part(page, "paragraphs.paragraph_id")
    assert "Of a column with more than 4 distinct values only that is said" in part(page, "Examples and values")
    assert "more than" not in part(exact, "Examples and values") and "more than 10,000" not in exact


def test_of_many_documents_the_first_are_listed() -> None:
    page = codebook(Summary.of(many(35)), None)
    assert page.count("\n| `windhoek-1999-") + page.count("\n| `tashkent-2001-") == 60
    assert "\nAnd 10 more documents: see `data/csv/documents.csv`." in page
    assert "![Instruments that the first 60 documents refer to]" in page
    assert "![How the first 60 documents are built]" in page
    assert f"Documents without a title: 35 (`{TASHKENT}-0`" in page and "`tashkent-2001-9` and 25 more)" in page
    whole = codebook(Summary.of(many(30)), None)
    assert "first 60" not in whole and "more documents" not in whole


def test_an_example_that_only_later_documents_have_is_found() -> None:
    corpus = many(35)
    for row in corpus.tables["sections"]:
        if not row["document_id"].endswith("-34"):
            row["parent_id"] = None
    identifiers = part(codebook(Summary.of(corpus), None), "Identifiers")
    assert "| section in a section | section, point, label | `windhoek-1999-34:II.A` |" in identifiers
