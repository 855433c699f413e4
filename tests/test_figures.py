"""Figures hold for any number of documents, long names and any script, and show what the tables say."""

from __future__ import annotations

import random
import xml.etree.ElementTree as ET
from collections import Counter

import pytest
from sample import sample_corpus
from sco_declarations.build.head import HEAD_DOCUMENTS
from sco_declarations.build.model import Corpus
from sco_declarations.build.renderings.figures import figures
from sco_declarations.build.renderings.matrix import ROWS_NARROW, instruments_by_document
from sco_declarations.build.renderings.strips import document_structure
from sco_declarations.build.renderings.svg import width
from sco_declarations.build.schemas import TABLES, Tables, schema
from sco_declarations.build.summary import Summary

SVG = "{http://www.w3.org/2000/svg}"
NAMES = [
    "SCO Charter",
    "new Russian-American treaty concerning further large cuts in strategic offensive arms and all else",
    "Устав Организации Объединённых Наций",
    "上海合作组织成立宣言和关于打击恐怖主义分裂主义和极端主义的上海公约的补充协定书",
    "ميثاق الأمم المتحدة",
    '<b>&"odd" | name\x0c</b>',
]
PLACES = ["Moscow", "Душанбе", None, "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"]


def corpus_of(documents: int, instruments: int = 40) -> Corpus:
    """A corpus of so many made-up documents, with every name and place above."""
    draw = random.Random(documents)
    tables: Tables = {name: [] for name in TABLES}
    for d in range(documents):
        document = f"doc-{d}"
        words = 0
        for s, label in enumerate([None, "I", "II", "III", "A very long label of a section"][: 1 + draw.randrange(5)]):
            section = f"{document}:{s}"
            tables["sections"].append(
                schema("sections").row(section_id=section, document_id=document, kind="preamble", label=label)
            )
            for p in range(draw.randrange(1, 6)):
                length = draw.randrange(0, 120)
                words += length
                tables["paragraphs"].append(
                    schema("paragraphs").row(
                        paragraph_id=f"{section}.{p}",
                        document_id=document,
                        section_id=section,
                        text="x" * 5 * length,
                        words=length,
                    )
                )
                for m in range(draw.choice([0, 0, 1, 3])):
                    tables["instrument_mentions"].append(
                        schema("instrument_mentions").row(
                            mention_id=f"{section}.{p}@{m}",
                            paragraph_id=f"{section}.{p}",
                            document_id=document,
                            instrument_id=f"i-{min(int(draw.expovariate(0.15)), instruments - 1)}",
                            text="x",
                            start=draw.randrange(5 * length + 1),
                        )
                    )
        tables["documents"].append(
            schema("documents").row(
                document_id=document,
                place=PLACES[d % len(PLACES)],
                date=None if d % 7 == 3 else f"{1990 + d // 3}-0{1 + d % 9}-11",
                words=words,
                paragraphs=sum(row["document_id"] == document for row in tables["paragraphs"]),
                mentions=sum(row["document_id"] == document for row in tables["instrument_mentions"]),
            )
        )
    for cited in sorted({row["instrument_id"] for row in tables["instrument_mentions"]}):
        number = int(cited[2:])
        status = ("adopted", "draft", "proposed")[number % 3]
        name = f"{NAMES[number % len(NAMES)]} {number}"
        tables["instruments"].append(schema("instruments").row(instrument_id=cited, name=name, status=status))
    return Corpus(sample_corpus().metadata, (), tables)


def texts_outside(svg: bytes) -> list[str]:
    """Texts that are not turned and that stand outside the picture, by the estimate of their width."""
    root = ET.fromstring(svg)
    wide, high = (float(root.attrib[name]) for name in ("width", "height"))
    found = []
    for element in root.iter(f"{SVG}text"):
        if "transform" in element.attrib:
            continue
        text = "".join([element.text or "", *(child.tail or "" for child in element)])
        x, length = float(element.attrib["x"]), width(text, float(element.attrib["font-size"]))
        left = x - {"start": 0, "middle": 0.5, "end": 1}[element.attrib["text-anchor"]] * length
        if left < 0 or left + length > wide or not 0 < float(element.attrib["y"]) < high:
            found.append(text)
    return found


def marks(svg: bytes, said: str) -> list[ET.Element]:
    return [e for e in ET.fromstring(svg).iter(f"{SVG}circle") if len(e) and said in (e[0].text or "")]


@pytest.mark.parametrize("documents", [0, 1, 2, 5, 50, 70])
def test_every_figure_is_titled_and_holds_its_texts(documents: int) -> None:
    for path, svg in figures(Summary.of(corpus_of(documents))).items():
        root = ET.fromstring(svg)
        assert path.startswith("docs/figures/") and path.endswith(".svg")
        assert root[0].tag == f"{SVG}title" and root[0].text
        assert root[1].tag == f"{SVG}desc" and root[1].text
        assert root.attrib["role"] == "img"
        assert texts_outside(svg) == []


def test_the_check_sees_a_text_outside() -> None:
    svg = document_structure(Summary.of(corpus_of(2))).replace(
        b"How the documents are built</text>", b"x" * 900 + b"</text>"
    )
    assert texts_outside(svg)


def test_the_matrix_has_a_mark_for_each_instrument_and_document() -> None:
    corpus = corpus_of(2)
    counts = Counter((r["instrument_id"], r["document_id"]) for r in corpus.tables["instrument_mentions"])
    svg = instruments_by_document(Summary.of(corpus))
    assert len(marks(svg, " in doc-")) == len(counts)
    for (_, document), count in counts.items():
        assert marks(svg, f" in {document}: {count} mention{'s' if count > 1 else ''}")
    sample = instruments_by_document(Summary.of(sample_corpus()))
    assert len(marks(sample, "null in windhoek-1999: 2 mentions")) == 1
    assert len(marks(sample, "new protocol on the lakes in windhoek-1999: 1 mention")) == 1


def test_instruments_that_all_documents_cite_come_first() -> None:
    corpus = corpus_of(3, 8)
    cited: dict[str, set[str]] = {}
    for row in corpus.tables["instrument_mentions"]:
        cited.setdefault(row["instrument_id"], set()).add(row["document_id"])
    assert len({len(documents) for documents in cited.values()}) > 1
    root = ET.fromstring(instruments_by_document(Summary.of(corpus)))
    tips = [e[0].text or "" for e in root.iter(f"{SVG}text") if len(e) and "(i-" in (e[0].text or "")]
    order = list(dict.fromkeys(tip.rpartition("(")[2].rstrip(")") for tip in tips))
    numbers = [len(cited[one]) for one in order]
    assert len(order) == len(cited)
    assert numbers == sorted(numbers, reverse=True)


def test_a_large_matrix_shows_the_most_cited_and_says_so() -> None:
    corpus = corpus_of(50, 90)
    total = len(corpus.tables["instruments"])
    assert total > ROWS_NARROW
    svg = instruments_by_document(Summary.of(corpus)).decode()
    assert f"The {ROWS_NARROW} of {total} instruments" in svg


def said_in(svg: bytes) -> str:
    return " ".join(element.text or "" for element in ET.fromstring(svg).iter())


def test_of_many_documents_the_first_are_shown_and_the_figures_say_so() -> None:
    corpus = corpus_of(HEAD_DOCUMENTS + 10, 90)
    first = {row["document_id"] for row in corpus.tables["documents"][:HEAD_DOCUMENTS]}
    cited = {row["instrument_id"] for row in corpus.tables["instrument_mentions"] if row["document_id"] in first}
    matrix, strips = instruments_by_document(Summary.of(corpus)), document_structure(Summary.of(corpus))
    assert f"Of {len(cited)} instruments in the first 60 of 70 documents, the {ROWS_NARROW} that" in said_in(matrix)
    assert "; the first 60 of 70 documents" in said_in(strips)
    for svg in (matrix, strips):
        assert "doc-59:" in svg.decode() or "doc-59<" in svg.decode()
        assert "doc-60" not in svg.decode()
    few = corpus_of(HEAD_DOCUMENTS + 10, 9)
    assert "in each of the first 60 of 70 documents" in said_in(instruments_by_document(Summary.of(few)))
    for all_of_them in (corpus_of(HEAD_DOCUMENTS, 90), corpus_of(5)):
        assert not any("the first" in said_in(svg) for svg in figures(Summary.of(all_of_them)).values())


def test_a_matrix_without_a_mark_says_of_which_documents() -> None:
    corpus = corpus_of(HEAD_DOCUMENTS + 1)
    later = f"doc-{HEAD_DOCUMENTS}"
    mentions = corpus.tables["instrument_mentions"]
    corpus.tables["instrument_mentions"] = [{**mentions[0], "document_id": later}]
    matrix = said_in(instruments_by_document(Summary.of(corpus)))
    assert "Of the documents, the first 60 of 61 refer to no instrument." in matrix
    assert "this dataset" not in matrix and "No document" not in matrix
    assert "The documents of this dataset refer to no instrument." in said_in(
        instruments_by_document(Summary.of(corpus_of(0)))
    )


def test_the_strips_have_a_dot_for_each_mention_and_a_box_for_each_section() -> None:
    corpus = corpus_of(3)
    svg = document_structure(Summary.of(corpus))
    mentions = corpus.tables["instrument_mentions"]
    assert mentions and all(len(marks(svg, f"({row['mention_id']})")) == 1 for row in mentions)
    boxes = [e for e in ET.fromstring(svg).iter(f"{SVG}rect") if len(e)]
    assert len(boxes) == len(corpus.tables["sections"])
    lengths = [float(e.attrib["width"]) for e in boxes]
    words = Counter[str]()
    for row in corpus.tables["paragraphs"]:
        words[row["section_id"]] += row["words"]
    scale = max(lengths) / max(words.values())
    assert lengths == pytest.approx([words[r["section_id"]] * scale for r in corpus.tables["sections"]], abs=0.2)


def test_figures_are_the_same_each_time() -> None:
    assert figures(Summary.of(corpus_of(7))) == figures(Summary.of(corpus_of(7)))
    assert figures(Summary.of(sample_corpus())) == figures(Summary.of(sample_corpus()))
