"""The codebook: what the dataset is and what each of its variables means, as Markdown.

It is written from the schemas, the rows, the metadata and, where there is one, the prose of the datasheet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from textwrap import shorten

from ..model import Metadata
from ..schemas import TABLES, VIEWS, Row, schema, view
from ..summary import Summary
from ..views import columns
from .guide import guide
from .issues import issues
from .markdown import code, link, prose, table
from .measured import measured
from .variables import describe_table
from .words import counted

#: Characters of a title in the table of documents.
TITLE = 120
#: The heading of the datasheet whose text is set together with the issues found in the tables.
ISSUES = "Known issues"


def codebook(summary: Summary, datasheet: str | None) -> str:
    """The codebook of a corpus in Markdown; `datasheet` is the text of `datasheet.md`, or None.

    The datasheet's sections (`## ...`) follow the tables; the one that is called "Known issues" is set after
    the issues that the tables themselves show. Without a datasheet these sections are left out.
    """
    preface, answers = _sections(datasheet or "")
    curated_issues = answers.pop(ISSUES, "")
    described = {name: describe_table(schema(name), summary.tables[name]) for name in TABLES}
    described |= {name: _view(name, summary) for name in VIEWS}
    chapters: list[tuple[str, str, dict[str, str]]] = [
        ("How to read the tables", guide(summary), {}),
        ("Tables", _tables(summary), described),
        *([("Datasheet", preface, answers)] if datasheet else []),
        *([("Measured quality", figures, {})] if (figures := measured(summary.head.tables["quality"])) else []),
        (ISSUES, "\n\n".join(filter(None, (issues(summary), curated_issues))), {}),
    ]
    parts, contents = [], []
    for heading, text, sections in chapters:
        contents.append(f"- {link(heading)}")
        contents += [f"  - {link(inner)}" for inner in sections]
        parts += [f"## {heading}\n\n{text}".strip()]
        parts += [f"## {inner}\n\n{content.strip()}" for inner, content in sections.items()]
    return "\n\n".join((_front(summary, bool(datasheet)), "## Contents", "\n".join(contents), *parts)) + "\n"


def _sections(datasheet: str) -> tuple[str, dict[str, str]]:
    """The text before the first section (without the title), and each section's text by its heading."""
    before, *rest = re.split(r"^## +(.+?)\s*$", datasheet.replace("\r\n", "\n"), flags=re.MULTILINE)
    preface = re.sub(r"\A\s*# .*\n?", "", before).strip()
    return preface, {heading: text.strip() for heading, text in zip(rest[::2], rest[1::2], strict=True)}


def _front(summary: Summary, has_datasheet: bool) -> str:
    """Title, what the dataset is, its documents and the pictures of them."""
    instruments, mentions = summary.rows("instruments"), summary.rows("instrument_mentions")
    documents = summary.head.tables["documents"]
    drawn = "the documents" if len(documents) == summary.rows("documents") else f"the first {len(documents)} documents"
    parts = (
        f"# Codebook: {prose(summary.metadata.title)}",
        "This page is written by `sco build` from the schemas, the tables and the curated prose."
        " Change those, not this page.",
        prose(summary.metadata.description),
        "\n".join(f"- {name}: {said}" for name, said in _facts(summary.metadata)),
        _documents(documents, summary.rows("documents")),
        f"The documents refer to {counted(instruments, 'instrument')}, in {counted(mentions, 'mention')}. An"
        " instrument is a treaty, charter, declaration, resolution, programme or the like.",
        f"![Instruments that {drawn} refer to](figures/instruments-by-document.svg)",
        f"![How {drawn} are built](figures/document-structure.svg)",
        f"Before you use the data, read the {link('Datasheet', 'datasheet')} and the {link(ISSUES, 'known issues')}."
        if has_datasheet
        else f"Before you use the data, read the {link(ISSUES, 'known issues')}.",
    )
    return "\n\n".join(parts)


def _facts(meta: Metadata) -> Iterator[tuple[str, str]]:
    yield "Name", code(meta.name)
    yield "Version", prose(meta.version)
    if meta.released:
        yield "Released", prose(meta.released)
    if meta.licenses:
        names = (one.get("title") or one.get("name") or one.get("path", "") for one in meta.licenses)
        yield "Licence of the data", prose("; ".join(names))
    if meta.contributors:
        yield "Contributors", prose("; ".join(str(one.get("title", "")) for one in meta.contributors))
    yield "How to cite", "see `CITATION.cff`"


def _documents(documents: Sequence[Row], total: int) -> str:
    """A table of the first documents of so many."""
    if not documents:
        return "It holds no document."
    described = ("title", "date", "place", "language")
    counts = ("paragraphs", "words", "signatories", "mentions")
    listed = table(
        ("Document", *map(str.capitalize, described), *map(str.capitalize, counts)),
        (
            (
                code(row["document_id"]),
                *(prose(shorten(row[name] or "", TITLE, placeholder=" …")) for name in described),
                *(f"{row[name]:,}" for name in counts),
            )
            for row in documents
        ),
        right=range(5, 9),
    )
    if (more := total - len(documents)) > 0:
        listed += f"\nAnd {counted(more, 'more document')}: see `data/csv/documents.csv`."
    return listed.strip()


def _tables(summary: Summary) -> str:
    rows = [(link(name), f"{summary.rows(name):,}", prose(schema(name).spec["description"])) for name in TABLES]
    for name in VIEWS:
        count = summary.rows(columns(name)[0].table)
        rows.append((f"{link(name)} (view)", f"{count:,}", prose(view(name).spec["description"])))
    return "\n\n".join(
        (
            table(("Table", "Rows", "What it holds"), rows, right=(1,)).rstrip(),
            "![Tables and how they refer to each other](figures/er-diagram.svg)",
        )
    )


def _view(name: str, summary: Summary) -> str:
    """A view: its columns, each with the variable that it repeats."""
    declared, rows = view(name), summary.rows(columns(name)[0].table)
    files = f"`data/views/{name}.csv`, `data/views/{name}.parquet`"
    if parts := summary.files.parts.get(name):
        files = f"`data/views/{name}.csv`, `data/views/{name}/part-00000.parquet` and so on ({counted(parts, 'part')})"
    listed = [
        (code(column.name), declared.field(column.name).type, link(f"{column.table}.{column.source}"))
        for column in columns(name)
    ]
    return "\n\n".join(
        (
            prose(declared.spec["description"]),
            f"- Rows: {rows:,}\n- Primary key: {', '.join(map(code, declared.primary_key))}\n- Files: {files}",
            table(("Variable", "Type", "The same as"), listed),
        )
    )
