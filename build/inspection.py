"""What a person asks of a package: what is in it, and what stands behind one identifier.

Pure functions from the tables of a package to plain values (dicts, lists, str, int, bool, None and dates),
which the command line prints and writes as JSON. Offsets are code points, 0-based, half-open; lines count
from 1.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from difflib import get_close_matches
from itertools import islice
from typing import Any, NamedTuple

from .faults import Fault, FaultsFound
from .lines import LineNumbers
from .model import Metadata
from .schemas import TABLES, Row, schema
from .stored import StoredTable, where

#: Rows of each table, in memory or, of a large package, in its files.
Tables = Mapping[str, Collection[Row]]

#: What one row of each table is.
KINDS = {
    "documents": "document",
    "sections": "section",
    "paragraphs": "paragraph",
    "signatories": "signatory",
    "instruments": "instrument",
    "instrument_mentions": "mention",
    "entities": "entity",
    "entity_mentions": "entity mention",
    "statements": "statement",
    "segments": "segment",
    "edits": "edit",
    "evidence": "evidence",
    "quality": "quality",
    "diagnostics": "diagnostic",
}

#: Of a large package, letters that identifiers must begin with to be proposed, and identifiers of a table that are.
ALIKE, LOOKED_AT = 4, 5_000

#: Gives the decoded source of a document by its identifier, or None where it is not at hand.
SourceText = Callable[[str], str | None]


class Match(NamedTuple):
    """A row that an identifier leads to, and the table it stands in."""

    table: str
    row: Row

    @property
    def kind(self) -> str:
        return KINDS.get(self.table, self.table)

    @property
    def identifier(self) -> str:
        return str(self.row[schema(self.table).primary_key[0]])


# -- the whole package -----------------------------------------------------------------------------


def summary(metadata: Metadata, tables: Tables, most: int = 5, documents: int | None = None) -> dict[str, Any]:
    """What is in a package: what it is, its tables, the `most` cited instruments, and its documents, or the first."""
    return {
        "name": metadata.name,
        "title": metadata.title,
        "description": metadata.description,
        "version": metadata.version,
        "released": str(metadata.released) if metadata.released else None,
        "licenses": [item.get("name") or item.get("title") for item in metadata.licenses],
        "documents": [
            {
                name: row[name]
                for name in (
                    "document_id", "title", "document_type", "date", "place", "language",
                    "sections", "paragraphs", "words", "signatories", "mentions",
                )
            }
            for row in islice(tables["documents"], documents)
        ],
        "tables": [
            {
                "table": name,
                "rows": len(tables[name]),
                "columns": len(schema(name).fields),
                "title": schema(name).spec["title"],
            }
            for name in TABLES
        ],
        "most_cited": most_cited(tables, most),
    }  # fmt: skip


def most_cited(tables: Tables, most: int = 5) -> list[Row]:
    """Instruments by number of mentions, then of documents that mention them, then identifier."""
    instruments = tables["instruments"]
    ranked = sorted(
        (row for row in _most(instruments, "mentions", most) if row["mentions"]),
        key=lambda row: (-row["mentions"], -row["documents"], row["instrument_id"]),
    )
    columns = ("instrument_id", "name", "type", "status", "date", "mentions", "documents")
    return [{name: row[name] for name in columns} for row in ranked[:most]]


def _most(rows: Collection[Row], column: str, most: int) -> Collection[Row]:
    """At least the rows of the greatest values in a column."""
    return rows.most(column, most) if isinstance(rows, StoredTable) else rows


# -- one identifier --------------------------------------------------------------------------------


def find(tables: Tables, identifier: str) -> list[Match]:
    """Every row with this identifier, in the order of `TABLES`: a document can be an instrument as well."""
    return [
        Match(name, row) for name in TABLES for row in where(tables[name], schema(name).primary_key[0], {identifier})
    ]


def identifiers(tables: Tables, like: str = "") -> Iterator[str]:
    """Every identifier in the package; of a large one those that begin as `like` does, in its document if any."""
    document, colon, _ = like.partition(":")
    for name in TABLES:
        key, rows = schema(name).primary_key[0], tables[name]
        if not isinstance(rows, StoredTable):
            yield from (str(row[key]) for row in rows)
        elif colon or not rows.is_of_documents:
            yield from islice(rows.keys_like(document + colon if rows.is_of_documents else like[:ALIKE]), LOOKED_AT)


def suggestions(tables: Tables, identifier: str, most: int = 4) -> list[str]:
    """Identifiers that may have been meant: another case, a passage without its document, a slip."""
    wanted = identifier.strip().lower()
    if not wanted:
        return []
    known = list(dict.fromkeys(identifiers(tables, wanted)))
    found = [name for name in known if name.lower() == wanted]
    found += [name for name in known if name.lower().partition(":")[2] == wanted]
    lowered: dict[str, str] = {}
    for name in known:
        lowered.setdefault(name.lower(), name)
    found += [lowered[name] for name in get_close_matches(wanted, lowered, n=most, cutoff=0.75)]
    found += [name for name in known if len(wanted) > 2 and name.lower().startswith(wanted)]
    if not found:
        found = [lowered[name] for name in get_close_matches(wanted, lowered, n=most, cutoff=0.5)]
    return list(dict.fromkeys(found))[:most]


def unknown(tables: Tables, identifier: str, file: str) -> FaultsFound:
    """The fault of an identifier that is not in the package `file`, with what may have been meant."""
    near = suggestions(tables, identifier)
    remedy = f"Did you mean {_either(near)}?" if near else "`sco info` lists the documents."
    problem = f"Nothing in the package has the identifier {identifier!r}."
    return FaultsFound([Fault(file, "", "identifier-unknown", problem, remedy)])


def _either(names: list[str]) -> str:
    return names[0] if len(names) == 1 else ", ".join(names[:-1]) + " or " + names[-1]


def detail(tables: Tables, match: Match, source: SourceText = lambda _: None) -> dict[str, Any]:
    """Everything that a package says of one row.

    `kind`, `id`, `table`, `row`, and `place` (`file`, `line_start`, `line_end`, `char_start`, `char_end`;
    null where the row has no place in a source). By kind also: `document`, `sections`, `paragraphs`,
    `signatories`, `mentions`, `edits`, `evidence`, `instrument`, `entity`, `parent`, `source_slice`.
    """
    said: dict[str, Any] = {
        "kind": match.kind,
        "id": match.identifier,
        "table": match.table,
        "row": match.row,
        "place": _place(tables, match.row, source),
    }
    document_id = match.row.get("document_id")
    if "document_id" in match.row and match.table not in ("documents", "instruments"):
        said["document"] = _one(tables, "documents", document_id)
    extra = _EXTRAS.get(match.table)
    return {**said, **extra(tables, match.row, source)} if extra else said


def _document(tables: Tables, row: Row, source: SourceText) -> dict[str, Any]:
    names = ("sections", "signatories", "evidence")
    return {name: _of(tables, name, "document_id", row["document_id"]) for name in names}


def _section(tables: Tables, row: Row, source: SourceText) -> dict[str, Any]:
    return {
        "sections": _of(tables, "sections", "parent_id", row["section_id"]),
        "paragraphs": _of(tables, "paragraphs", "section_id", row["section_id"]),
        "signatories": [
            signatory
            for signatory in _of(tables, "signatories", "document_id", row["document_id"])
            if row["kind"] == "signatures" and _inside(signatory, row)
        ],
        "mentions": [
            mention
            for paragraph in _of(tables, "paragraphs", "section_id", row["section_id"])
            for mention in _mentions(tables, paragraph)
        ],
    }


def _paragraph(tables: Tables, row: Row, source: SourceText) -> dict[str, Any]:
    edits = [edit for edit in _of(tables, "edits", "document_id", row["document_id"]) if _inside(edit, row)]
    return {"mentions": _mentions(tables, row), "edits": edits}


def _instrument(tables: Tables, row: Row, source: SourceText) -> dict[str, Any]:
    return {
        "document": _one(tables, "documents", row["document_id"]),
        "mentions": _in_context(tables, _of(tables, "instrument_mentions", "instrument_id", row["instrument_id"])),
    }


def _entity(tables: Tables, row: Row, source: SourceText) -> dict[str, Any]:
    return {
        "parent": _one(tables, "entities", row["parent_id"]),
        "mentions": _in_context(tables, _of(tables, "entity_mentions", "entity_id", row["entity_id"])),
    }


def _in_context(tables: Tables, mentions: list[Row]) -> list[Row]:
    wanted = {mention["paragraph_id"] for mention in mentions}
    paragraphs = where(tables["paragraphs"], "paragraph_id", wanted)
    texts = {paragraph["paragraph_id"]: paragraph["text"] for paragraph in paragraphs}
    return [{**mention, "paragraph_text": texts[mention["paragraph_id"]]} for mention in mentions]


def _mention(tables: Tables, row: Row, source: SourceText) -> dict[str, Any]:
    return {"instrument": _one(tables, "instruments", row["instrument_id"]), **_around(tables, row, source)}


def _entity_mention(tables: Tables, row: Row, source: SourceText) -> dict[str, Any]:
    return {"entity": _one(tables, "entities", row["entity_id"]), **_around(tables, row, source)}


def _around(tables: Tables, row: Row, source: SourceText) -> dict[str, Any]:
    paragraph = _one(tables, "paragraphs", row["paragraph_id"])
    return {"paragraph_text": paragraph["text"] if paragraph else None}


def _slice(tables: Tables, row: Row, source: SourceText) -> dict[str, Any]:
    text = source(row["document_id"])
    start, end = row.get("char_start"), row.get("char_end")
    return {"source_slice": text[start:end] if text is not None and start is not None else None}


_EXTRAS: dict[str, Callable[[Tables, Row, SourceText], dict[str, Any]]] = {
    "documents": _document,
    "sections": _section,
    "paragraphs": _paragraph,
    "instruments": _instrument,
    "instrument_mentions": _mention,
    "entities": _entity,
    "entity_mentions": _entity_mention,
    "statements": _around,
    "signatories": _slice,
    "segments": _slice,
    "edits": _slice,
    "evidence": _slice,
}


def _place(tables: Tables, row: Row, source: SourceText) -> dict[str, Any] | None:
    if row.get("char_start") is None:
        return None
    document = _one(tables, "documents", row["document_id"])
    start, end = row["char_start"], row["char_end"]
    lines = (row.get("line_start"), row.get("line_end"))
    text = source(row["document_id"]) if lines[0] is None else None
    if text is not None:
        numbers = LineNumbers(text)
        lines = (numbers.at(start), numbers.at(max(start, end - 1)))
    return {
        "file": document["source_file"] if document else None,
        "line_start": lines[0],
        "line_end": lines[1],
        "char_start": start,
        "char_end": end,
    }


def _of(tables: Tables, table: str, column: str, value: str) -> list[Row]:
    return where(tables[table], column, {value})


def _one(tables: Tables, table: str, identifier: str | None) -> Row | None:
    key = schema(table).primary_key[0]
    return next(iter(where(tables[table], key, {identifier})), None) if identifier else None


def _mentions(tables: Tables, paragraph: Row) -> list[Row]:
    rows = _of(tables, "instrument_mentions", "paragraph_id", paragraph["paragraph_id"])
    return sorted(rows, key=lambda row: row["start"])


def _inside(row: Row, outer: Row) -> bool:
    return bool(outer["char_start"] <= row["char_start"] and row["char_end"] <= outer["char_end"])


# -- texts -----------------------------------------------------------------------------------------


def pieces(text: str, spans: list[tuple[int, int]]) -> list[tuple[str, int | None]]:
    """`text` cut at `spans` (ordered, not overlapping): each piece with the index of its span, or None.

    >>> pieces("the SCO Charter", [(4, 15)])
    [('the ', None), ('SCO Charter', 0)]
    """
    cut: list[tuple[str, int | None]] = []
    done = 0
    for index, (start, end) in enumerate(spans):
        if start > done:
            cut.append((text[done:start], None))
        cut.append((text[start:end], index))
        done = end
    if done < len(text):
        cut.append((text[done:], None))
    return cut


def context(text: str, start: int, end: int, before: int, after: int) -> tuple[str, str, str]:
    """The span of a text with at most so many characters before and after it, cut between words, with `...`.

    >>> context("The heads of state signed the SCO Charter in St. Petersburg.", 30, 41, 16, 10)
    ('... signed the ', 'SCO Charter', ' in ...')
    """
    left, right = text[:start], text[end:]
    if len(left) > before:
        kept = left[len(left) - max(before - 4, 0) :]
        word = kept.find(" ")
        left = "... " + (kept[word + 1 :] if 0 <= word < len(kept) - 1 else kept)
    if len(right) > after:
        kept = right[: max(after - 4, 0)]
        word = kept.rfind(" ")
        right = (kept[:word] if word > 0 else kept) + " ..."
    return left, text[start:end], right
