"""The corpus: the rows of all documents put together, and which instrument each mention refers to.

Registered instruments come from the authority file; mentions of others that have one name become one provisional
row. The result does not depend on the order in which documents are read.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .authorities import Authorities, Instrument
from .dates import bounds, find_dates
from .document import Document
from .entity_authority import complete
from .entity_rows import entity_rows
from .layers.mentions import Mention
from .schemas import TABLES, Row, Tables, schema
from .texts import slug

_UNKNOWN = "9999"


def assemble(documents: Sequence[Document], authorities: Authorities) -> Tables:
    """All tables, sorted as they are published: documents by date, then identifier; their rows in that order."""
    ordered = sorted(documents, key=_order)
    tables: Tables = {name: [] for name in TABLES}
    for document in ordered:
        for name, rows in document.tables.items():
            # what a mention refers to is filled in below, and a document's own rows stay as they are
            tables[name] += map(dict, rows) if name.endswith("_mentions") else rows
    found = [mention for document in ordered for mention in document.pending]
    pairs = list(zip(tables["instrument_mentions"], found, strict=True))
    _name_provisional(pairs, set(authorities.by_id))
    tables["instruments"] = _instrument_rows(pairs, authorities, {row["document_id"] for row in tables["documents"]})
    named = [mention for document in ordered for mention in document.pending_entities]
    entity_pairs = list(zip(tables["entity_mentions"], named, strict=True))
    registered = {entity.id: entity for entity in complete(authorities.states, authorities.entities)}
    tables["entities"] = entity_rows(entity_pairs, registered)
    return tables


def _order(document: Document) -> tuple[str, str]:
    row = document.tables["documents"][0]
    first = row["date_earliest"]
    return (first.isoformat() if first else _UNKNOWN, row["document_id"])


def _name_provisional(pairs: Sequence[tuple[Row, Mention]], taken: set[str]) -> None:
    """Give each mention without a registered instrument the identifier of a provisional one.

    A proper name is one instrument everywhere, unless the texts give it different dates; a description without one
    is only known within its document.
    """
    open_pairs = [(row, mention, _identity(row, mention)) for row, mention in pairs if row["instrument_id"] is None]
    dates: dict[tuple[str, str], dict[str, None]] = {}
    for row, _, identity in open_pairs:
        for found in find_dates(row["date_printed"] or "")[:1]:
            dates.setdefault(identity, {})[found.iso] = None
    names: dict[tuple[str, str, str], str] = {}
    latest: dict[tuple[str, str], str] = {}
    for row, mention, identity in open_pairs:
        date = ""
        if len(dates.get(identity, ())) > 1:
            own = find_dates(row["date_printed"] or "")
            date = own[0].iso if own else latest.get(identity, next(iter(dates[identity])))
            latest[identity] = date
        if (*identity, date) not in names:
            stem = slug(mention.key)[:80].strip("-") or mention.type
            stem = "-".join(filter(None, (stem, date[:4], identity[1])))
            name, number = stem, 2
            while name in taken:
                name, number = f"{stem}-{number}", number + 1
            taken.add(name)
            names[*identity, date] = name
        row["instrument_id"] = names[*identity, date]


def _identity(row: Row, mention: Mention) -> tuple[str, str]:
    """What makes two mentions one provisional instrument: the key, and the document where only that tells."""
    local = mention.form == "description" and mention.method == "grammar" and not _is_telling(mention)
    return mention.key, row["document_id"] if local else ""


def _is_telling(mention: Mention) -> bool:
    """True where a description holds a proper name and so means the same in every document."""
    return any(word[0].isupper() for word in mention.text.split()) and len(mention.text.split()) > 3


def _instrument_rows(pairs: Sequence[tuple[Row, Mention]], authorities: Authorities, documents: set[str]) -> list[Row]:
    groups: dict[str, list[tuple[Row, Mention]]] = {}
    for row, mention in pairs:
        groups.setdefault(row["instrument_id"], []).append((row, mention))
    rows = []
    for instrument_id in sorted(groups):
        group = groups[instrument_id]
        record = authorities.by_id.get(instrument_id)
        values = _registered(record, group, documents) if record else _provisional(group)
        first_and_last = bounds(values["date"]) if values["date"] else None
        rows.append(
            schema("instruments").row(
                instrument_id=instrument_id, **values, registered=record is not None,
                date_earliest=first_and_last[0] if first_and_last else None,
                date_latest=first_and_last[1] if first_and_last else None,
                mentions=len(group), documents=len({row["document_id"] for row, _ in group}),
                first_mention_id=group[0][0]["mention_id"],
            )
        )  # fmt: skip
    return rows


def _printed_dates(group: Sequence[tuple[Row, Mention]]) -> list[str]:
    return [found.iso for row, _ in group if row["date_printed"] for found in find_dates(row["date_printed"])]


def _registered(record: Instrument, group: Sequence[tuple[Row, Mention]], documents: set[str]) -> dict[str, Any]:
    printed = _printed_dates(group)
    origin = None
    if record.date:
        origin = "text" if record.date in printed else "supplied"
    return {
        "name": record.name, "short_name": record.short_name, "type": record.type, "status": record.status,
        "collective": record.collective, "date": record.date, "date_origin": origin, "place": record.place,
        "parties": " ".join(sorted(record.parties)) or None,
        "document_id": record.document_id if record.document_id in documents else None, "statement": record.statement,
    }  # fmt: skip


def _provisional(group: Sequence[tuple[Row, Mention]]) -> dict[str, Any]:
    """What the mentions themselves say: the name of the fullest, the status of the latest, the first date."""
    rank = {"name": 0, "description": 1, "short_name": 2}
    row, mention = min(group, key=lambda pair: rank[pair[0]["form"]])
    dates = _printed_dates(group)
    return {
        "name": row["text"], "short_name": None, "type": mention.type, "status": group[-1][1].status,
        "collective": mention.collective, "date": dates[0] if dates else None,
        "date_origin": "text" if dates else None, "place": None, "parties": None, "document_id": None,
        "statement": None,
    }  # fmt: skip
