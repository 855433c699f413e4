"""Authority files: what curators know of states, of nouns that name instruments, and of instruments.

They stand in `data/curated/` and ship with the code, so that any folder of texts can be read with them. A folder
that brings an `instruments.yaml` of its own uses that one.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from .names import name_key
from .records import Kind, clashes, read_records

if TYPE_CHECKING:
    from .entity_authority import Body, Entity
    from .layers.forces import Forces


@dataclass(frozen=True)
class Head:
    """A noun that heads the name of an instrument.

    `needs` says what makes a phrase with it identifiable, `with_capital` what it needs beside that with a capital.
    """

    noun: str
    type: str
    plural: bool
    needs: str
    with_capital: str = ""


@dataclass(frozen=True)
class Instrument:
    """A curated record of an instrument; the keys of the authority file are the names here."""

    id: str
    name: str
    type: str
    short_name: str | None = None
    status: str = "adopted"
    collective: bool = False
    date: str | None = None
    place: str | None = None
    parties: tuple[str, ...] = ()
    document_id: str | None = None
    aliases: tuple[str, ...] = ()
    statement: str | None = None
    line: int = 0

    @property
    def names(self) -> Iterable[str]:
        return filter(None, (self.name, self.short_name, *self.aliases))


@dataclass(frozen=True)
class Authorities:
    """Everything that the layers look up."""

    states: dict[str, str]
    heads: dict[str, Head]
    instruments: tuple[Instrument, ...]
    entities: tuple[Entity, ...] = ()
    adjectives: dict[str, str] = field(default_factory=dict)
    bodies: tuple[Body, ...] = ()
    forces: Forces | None = None

    @cached_property
    def by_id(self) -> dict[str, Instrument]:
        return {instrument.id: instrument for instrument in self.instruments}

    @cached_property
    def by_key(self) -> dict[str, Instrument]:
        """Instruments by the key of each of their names."""
        return {name_key(name): instrument for instrument in self.instruments for name in instrument.names}


def read_states(text: str) -> dict[str, str]:
    """State codes by name, from `states.csv`."""
    return {row["name"]: row["state_code"] for row in csv.DictReader(io.StringIO(text))}


def read_heads(text: str) -> dict[str, Head]:
    """Heads by each of their forms in lower case, from `heads.csv`."""
    heads = {}
    for row in csv.DictReader(io.StringIO(text)):
        noun, plural, rest = row["noun"], row["plural"], (row["needs"], row["with_capital"])
        heads[noun] = Head(noun, row["type"], not plural and noun.endswith("s"), *rest)
        if plural:
            heads[plural] = Head(noun, row["type"], True, *rest)
    return heads


_KIND = Kind(
    table="instruments",
    noun="An instrument",
    texts={
        "id": "instrument_id", "name": "name", "type": "type", "short_name": "short_name", "status": "status",
        "date": "date", "place": "place", "document_id": "document_id", "statement": "statement",
    },
    lists={"parties": "signatories.state_code", "aliases": ""},
    flags=("collective",),
    needed=("id", "name", "type", "statement"),
    remedies={"parties": "Use ISO 3166-1 alpha-3, as in KAZ."},
)  # fmt: skip


def read_instruments(text: str, file: str) -> tuple[Instrument, ...]:
    """The records of an authority file of instruments; raises FaultsFound with every fault in it."""
    return read_records(text, file, _KIND, Instrument, clashes)
