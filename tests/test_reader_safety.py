"""Words of a source stay words: nothing in a text becomes markup, a formula, a field or a command where it is shown.

The same hostile words are put into every column of text and into the metadata, then each rendering is read by what
reads it: an XML parser, a spreadsheet reader, a YAML parser. Terminals are in test_cli.
"""

from __future__ import annotations

import csv
import html
import io
import json
import re
import sqlite3
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
import yaml
from sample import EXTRA, METADATA, sample_corpus, sample_files
from sco_declarations.build.checks import workbook
from sco_declarations.build.checks.folder import Package, Resource
from sco_declarations.build.checks.rules import Findings
from sco_declarations.build.citation import citation_cff, cite_dataset, cite_document, cite_passage, zenodo_json
from sco_declarations.build.model import Corpus
from sco_declarations.build.package import render
from sco_declarations.build.renderings.codebook import codebook
from sco_declarations.build.renderings.figures import figures
from sco_declarations.build.schemas import TABLES, schema
from sco_declarations.build.summary import Summary
from sco_declarations.build.texts import UNRULY

#: One for each language that a rendering is written in.
PAYLOADS = {
    "XML": "<script>alert(1)</script></text></svg>]]><!-- &amp; \"'",
    "rich text": "<r><t>x</t></r>",
    "entity": "&#x3C;b&#x3E; _x0041_x0042_",
    "Markdown": "![x](http://evil) [y](javascript:1) | a | ``` <b> $x$ *i* __b__ \\",
    "heading": "# Heading\n\n## Second\n\n---\n- [ ] x",
    "BibTeX": "x}},\n}\n@misc{evil, title = {\\input{/etc/passwd} % # ~ ^ _ & $",
    "RIS": "x\nER  - \nTY  - BOOK\nUR  - http://evil",
    "YAML": "x: y\n- z # c\n'\"!!python/object/apply:os.system [x]",
    "JSON": '"}], "resources": [], "x": "\\u0000',
    "SQL": "'); DROP TABLE documents; --",
    "formula": '=HYPERLINK("http://evil","x")',
    "at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "bidirectional": "abc\u202edcba\u2066 x\u200b",
    "control": "a\x1b[31mb\x07\x9b31m\x00",
}


def hostile(words: str) -> Corpus:
    """The sample with the words in every column of text that holds words of a source or a curator."""
    corpus = sample_corpus()
    for name in TABLES:
        if name != "quality":
            free = [
                f.name for f in schema(name).fields if f.type == "string" and not f.constraints.keys() - {"required"}
            ]
            for row in corpus.tables[name]:
                row.update({column: words for column in free if row[column] is not None and column not in KEPT})
    metadata = replace(METADATA, title=words, description=words, keywords=(words,), contributors=({"title": words},))
    return Corpus(metadata, corpus.sources, corpus.tables)


@cache
def rendered(words: str) -> Mapping[str, bytes]:
    """The files of a package of the hostile corpus."""
    return render(hostile(words), EXTRA)


#: What is no word of a text: paths, encodings, codes, and parts of identifiers.
KEPT = {"source_file", "source_encoding", "passage", "label", "column_name", "parties"}


@pytest.fixture(params=PAYLOADS.values(), ids=PAYLOADS.keys())
def words(request: pytest.FixtureRequest) -> str:
    value: str = request.param
    return value


def tags(root: ET.Element) -> set[str]:
    return {element.tag for element in root.iter()}


def test_figures(words: str) -> None:
    sound = figures(Summary.of(sample_corpus()))
    for path, svg in figures(Summary.of(hostile(words))).items():
        root, before = ET.fromstring(svg), ET.fromstring(sound[path])
        assert tags(root) == tags(before)
        assert {a for e in root.iter() for a in e.attrib} == {a for e in before.iter() for a in e.attrib}
        assert not UNRULY.search(svg.decode())


def outside_code(page: str) -> str:
    """The page without fenced blocks and code spans, in which everything stands for itself."""
    return re.sub(r"`[^`\n]*`", "", re.sub(r"^```.*?^```$", "", page, flags=re.MULTILINE | re.DOTALL))


def test_codebook(words: str) -> None:
    corpus = hostile(words)
    page, sound = codebook(Summary.of(corpus), None), codebook(Summary.of(sample_corpus()), None)
    headings = re.compile(r"^#+ .*$", re.MULTILINE)
    # The title of the dataset is the one heading with words in it.
    assert headings.findall(outside_code(page))[1:] == headings.findall(outside_code(sound))[1:]
    assert not re.search(r"^(?:[-+=]{3}|- \[ )", outside_code(page), re.MULTILINE)
    assert set(re.findall(r"<[^>]*>", outside_code(page))) <= {"<code>", "</code>"}
    links = re.findall(r"\]\(([^)]*)\)", outside_code(page))
    assert links and all(re.fullmatch(r"#[\w-]*|figures/[a-z-]+\.svg|[\w./-]+\.md", link) for link in links)
    assert not UNRULY.search(page)


def cells_of(raw: bytes) -> Findings:
    """What the check of the workbook says of it; no table is compared."""
    found = Findings()
    resource = Resource(1, {}, "x.xlsx", raw)
    workbook.check(Package(Path(), {}, [resource], {}), found)
    return found


def test_workbook(words: str) -> None:
    corpus, files, sound = hostile(words), rendered(words), sample_files()
    path = "data/sample-texts.xlsx"
    with zipfile.ZipFile(io.BytesIO(files[path])) as book, zipfile.ZipFile(io.BytesIO(sound[path])) as before:
        assert book.namelist() == before.namelist()
        for part in book.namelist():
            assert tags(ET.fromstring(book.read(part))) <= tags(ET.fromstring(before.read(part))), part
    assert cells_of(files[path]).sorted() == []
    found = Findings()
    package = Package(Path(), {}, [Resource(1, {}, path, files[path])], {n: corpus.tables[n] for n in TABLES})
    workbook.check(package, found)
    assert found.sorted() == []


def test_csv_json_and_sqlite(words: str) -> None:
    corpus, files = hostile(words), rendered(words)
    for name in TABLES:
        rows = list(csv.reader(io.StringIO(files[f"data/csv/{name}.csv"].decode(), newline="")))
        assert len(rows) == len(corpus.tables[name]) + 1 and {len(row) for row in rows} == {len(rows[0])}
    assert json.loads(files["datapackage.json"])["title"] == words
    with closing(sqlite3.connect(":memory:")) as db:
        db.deserialize(files["data/sample-texts.sqlite"])
        there = {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert there == set(TABLES)
        assert db.execute("SELECT title FROM documents").fetchall()[0] == (words,)


def citations(words: str, form: str) -> Iterator[str]:
    corpus = hostile(words)
    document = corpus.tables["documents"][0]
    yield cite_dataset(corpus.metadata, form)
    yield cite_document(corpus.metadata, document, form)
    yield cite_passage(corpus.metadata, document, corpus.tables["paragraphs"][0], form)


def test_bibtex(words: str) -> None:
    """One entry, every brace closed where it was opened, and no character that TeX would obey."""
    for entry in citations(words, "bibtex"):
        assert re.findall(r"^@", entry, re.MULTILINE) == ["@"]
        depth = [entry[:n].count("{") - entry[:n].count("}") for n in range(len(entry) + 1)]
        assert depth[-1] == 0 and min(depth[1:-1]) >= 0 and depth.index(0, entry.index("{") + 1) == len(entry)
        fields = re.findall(r"^  (\w+) *= ", entry, re.MULTILINE)
        assert len(fields) == len(set(fields)) == entry.count("\n") - 1
        body = re.sub(r"\\text[a-z]+\{\}|\\[&%$#_]", "", "".join(entry.splitlines(True)[1:]))
        body = re.sub(r"^ +url +=.*$", "", body, flags=re.MULTILINE)
        assert not re.search(r"[\\%$#~^&]", body), body
        assert not UNRULY.search(entry)


def test_ris(words: str) -> None:
    for record in citations(words, "ris"):
        lines = record.split("\n")
        assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in lines)
        named = [line[:2] for line in lines]
        assert (named.count("TY"), named.count("ER"), named[0], named[-1]) == (1, 1, "TY", "ER")
        assert not any(line.startswith("UR  - http://evil") for line in lines)
        assert not UNRULY.search(record)


def test_text_of_a_citation_is_one_line(words: str) -> None:
    assert all("\n" not in said and not UNRULY.search(said) for said in citations(words, "text"))


def test_citation_files(words: str) -> None:
    metadata = hostile(words).metadata
    cff = citation_cff(metadata)
    loaded = yaml.safe_load(cff)
    assert (loaded["title"], loaded["keywords"], loaded["abstract"]) == (words, [words], words)
    assert loaded["authors"] == [{"name": words}] and not UNRULY.search(cff)
    deposit = json.loads(zenodo_json(metadata))
    assert "<" not in deposit["description"] and html.unescape(deposit["description"]) == html.unescape(
        html.escape(words, quote=False)
    )
