"""The corpus: the rows of all documents put together, and which instrument and entity each mention refers to.

Registered instruments and entities come from the authority files; mentions of others that have one name become one
provisional row. The result does not depend on the order in which documents are read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache

from .authorities import Authorities, Instrument
from .dates import bounds
from .document import Document
from .entity_authority import Entity, complete
from .identities import Found, Group, Identities, Uses
from .schemas import TABLES, Row, Tables, schema

UNKNOWN_DAY = "9999"


def assemble(documents: Sequence[Document], authorities: Authorities) -> Tables:
    """All tables, sorted as they are published: documents by date, then identifier; their rows in that order."""
    ordered = sorted(documents, key=lambda document: order(document.tables["documents"][0]))
    tables: Tables = {name: [] for name in TABLES}
    registers = Registers(authorities)
    for document in ordered:
        for name, rows in document.tables.items():
            # what a mention refers to is filled in below, and a document's own rows stay as they are
            tables[name] += map(dict, rows) if name.endswith("_mentions") else rows
        registers.add(document.tables["documents"][0]["document_id"], document.instruments, document.entities)
    registers.settle()
    for table, column, identities in registers.of_mentions():
        identifiers = identities.identifiers()
        for row in tables[table]:
            if row[column] is None:
                row[column] = next(identifiers)
    present = {row["document_id"] for row in tables["documents"]}
    tables["instruments"] = list(registers.instrument_rows(present.__contains__))
    tables["entities"] = list(registers.entity_rows())
    registers.close()
    return tables


def order(document: Row) -> tuple[str, str]:
    """What a row of `documents` is sorted by: its first day, then its identifier."""
    first = document["date_earliest"]
    return (first.isoformat() if first else UNKNOWN_DAY, document["document_id"])


class Registers:
    """The instruments and the entities of a corpus, whose documents are added in the order of the corpus."""

    def __init__(self, authorities: Authorities) -> None:
        self._instruments = authorities.by_id
        self._entities = _entities(authorities)
        self.instruments = Identities(self._instruments, lambda one: self._instruments[one].date)
        self.entities = Identities(self._entities)

    def add(self, document_id: str, instruments: Iterable[Found], entities: Iterable[Found]) -> None:
        """The mentions of the next document."""
        self.instruments.add(document_id, instruments)
        self.entities.add(document_id, entities)

    def settle(self) -> None:
        """Name what is provisional, once all documents are there."""
        self.instruments.settle_by_dates()
        self.entities.settle_by_names()
        for _, _, identities in self.of_mentions():
            identities.shrink()

    def of_mentions(self) -> tuple[tuple[str, str, Identities], ...]:
        """Each table of mentions, its column that says what is meant, and what settles that."""
        return (
            ("instrument_mentions", "instrument_id", self.instruments),
            ("entity_mentions", "entity_id", self.entities),
        )

    def close(self) -> None:
        self.instruments.close()
        self.entities.close()

    def instrument_rows(self, is_document: Callable[[str], bool]) -> Iterator[Row]:
        """The rows of `instruments`, by identifier; `is_document` tells the identifiers of the corpus's documents."""
        for one in _by_identifier(self.instruments):
            if isinstance(one, Group):
                yield _provisional_instrument(one)
            else:
                yield _registered_instrument(self._instruments[one], self.instruments.uses[one], is_document)

    def entity_rows(self) -> Iterator[Row]:
        """The rows of `entities`, by identifier; the organisation of an organ has one too, mentioned or not."""
        uses = self.entities.uses
        for name in [*uses, *self.entities.parents()]:
            parent = self._entities[name].parent if name in uses else name
            while parent is not None:
                uses.setdefault(parent, Uses())
                parent = self._entities[parent].parent
        for one in _by_identifier(self.entities):
            if isinstance(one, Group):
                known = {"name": one.name, "type": one.type, "parent_id": one.parent, "statement": None}
                yield _entity_row(one.identifier, None, known, one.uses, registered=False)
            else:
                entity = self._entities[one]
                known = {"name": entity.name, "type": entity.type, "parent_id": entity.parent}
                known["statement"] = entity.statement
                code = entity.state_code if entity.type == "state" else None
                yield _entity_row(one, code, known, uses[one], registered=True)


@lru_cache(maxsize=4)
def _entities(authorities: Authorities) -> dict[str, Entity]:
    """The entities of authority files by identifier, states among them."""
    return {one.id: one for one in complete(authorities.states, authorities.entities)}


def _by_identifier(identities: Identities) -> Iterator[str | Group]:
    """The identifiers of registered things in use, and the groups of the others, by identifier."""
    registered = sorted(identities.uses, reverse=True)
    for group in identities.groups():
        while registered and registered[-1] < group.identifier:
            yield registered.pop()
        yield group
    yield from reversed(registered)


def _registered_instrument(record: Instrument, uses: Uses, is_document: Callable[[str], bool]) -> Row:
    origin = None
    if record.date:
        origin = "text" if uses.says_date else "supplied"
    return _instrument_row(
        record.id, record.date, uses, name=record.name, short_name=record.short_name, type=record.type,
        status=record.status, collective=record.collective, date_origin=origin, place=record.place,
        parties=" ".join(sorted(record.parties)) or None,
        document_id=record.document_id if record.document_id and is_document(record.document_id) else None,
        statement=record.statement, registered=True,
    )  # fmt: skip


def _provisional_instrument(group: Group) -> Row:
    """What the mentions themselves say."""
    return _instrument_row(
        group.identifier, group.date, group.uses, name=group.name, type=group.type, status=group.status,
        collective=group.collective, date_origin="text" if group.date else None, registered=False,
    )  # fmt: skip


def _instrument_row(instrument_id: str, date: str | None, uses: Uses, **values: object) -> Row:
    first_and_last = bounds(date) if date else None
    return schema("instruments").row(
        instrument_id=instrument_id, date=date,
        date_earliest=first_and_last[0] if first_and_last else None,
        date_latest=first_and_last[1] if first_and_last else None,
        mentions=uses.mentions, documents=uses.documents, first_mention_id=uses.first, **values,
    )  # fmt: skip


def _entity_row(entity_id: str, code: str | None, known: dict[str, str | None], uses: Uses, *, registered: bool) -> Row:
    return schema("entities").row(
        entity_id=entity_id, **known, state_code=code, registered=registered, mentions=uses.mentions,
        documents=uses.documents, first_mention_id=uses.first,
    )  # fmt: skip
