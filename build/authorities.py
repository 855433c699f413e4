"""Authority files: what curators know of states, of nouns that name instruments, and of instruments.

They stand in `data/curated/` and ship with the code, so that any folder of texts can be read with them. A folder
that brings an `instruments.yaml` of its own uses that one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from .curatedcsv import read_rows
from .faults import Fault, FaultsFound, quote
from .names import name_key
from .records import Kind, clashes, read_records
from .schemas import schema

#: What heads.csv may say that a phrase needs, and needs beside that with a capital.
_NEEDS = (
    "acronym", "capital", "complement", "governing", "infinitive", "named", "never", "owner", "speaker", "subject",
)  # fmt: skip
_WITH_CAPITAL = ("", "complement", "on")

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
    """A curated record of an instrument; the keys of the authority file are the names here.

    `understood_by` are bodies whose texts mean it by its head noun alone: "the Charter" of the General Assembly.
    """

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
    understood_by: tuple[str, ...] = ()
    statement: str | None = None
    line: int = 0

    @property
    def names(self) -> Iterable[str]:
        return filter(None, (self.name, self.short_name, *self.aliases))


@dataclass(frozen=True, eq=False)
class Authorities:
    """Everything that the layers look up; one is equal to itself alone."""

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


def read_states(text: str, file: str = "states.csv") -> dict[str, str]:
    """State codes by name, from `states.csv`; raises FaultsFound for a bad code, and a name that two states have."""
    states: dict[str, str] = {}
    faults = []
    pattern = schema("signatories").field("state_code").constraints["pattern"]
    for row, place in read_rows(text, file, ("state_code", "name", "source", "former_until")):
        code, name = row["state_code"], row["name"]
        if not re.fullmatch(pattern, code):
            remedy = "Use ISO 3166-1 alpha-3, as in KAZ, or ISO 3166-3 for a former state."
            faults.append(Fault(file, place, "value", f"{quote(code)} is no code of a state.", remedy, code))
        if not name.strip():
            faults.append(Fault(file, place, "key-missing", "The row has no name.", "Give it, or remove the row."))
        elif states.setdefault(name, code) != code:
            problem = f"The name {quote(name)} is that of {states[name]} too."
            faults.append(Fault(file, place, "alias-clash", problem, "Keep it in one row.", name))
    if faults:
        raise FaultsFound(faults)
    return states


def read_heads(text: str, file: str = "heads.csv") -> dict[str, Head]:
    """Heads by each of their forms in lower case, from `heads.csv`.

    Raises FaultsFound for a type or a need that is not known, and for a form that stands twice.
    """
    heads: dict[str, Head] = {}
    faults = []
    types = schema("instruments").field("type").constraints["enum"]
    for row, place in read_rows(text, file, ("noun", "type", "plural", "needs", "with_capital", "note")):
        noun, plural, rest = row["noun"], row["plural"], (row["needs"], row["with_capital"])
        for value, allowed in ((row["type"], types), (row["needs"], _NEEDS), (row["with_capital"], _WITH_CAPITAL)):
            if value not in allowed:
                problem = f"{quote(value)} is not known, for {quote(noun)}."
                known = ", ".join(filter(None, allowed))
                faults.append(Fault(file, place, "value", problem, f"Use one of: {known}.", value))
        for form in filter(None, (noun, plural)):
            if form in heads:
                faults.append(Fault(file, place, "alias-clash", f"{quote(form)} stands twice.", "Keep one row.", form))
        heads[noun] = Head(noun, row["type"], not plural and noun.endswith("s"), *rest)
        if plural:
            heads[plural] = Head(noun, row["type"], True, *rest)
    if faults:
        raise FaultsFound(faults)
    return heads


_KIND = Kind(
    table="instruments",
    noun="An instrument",
    texts={
        "id": "instrument_id", "name": "name", "type": "type", "short_name": "short_name", "status": "status",
        "date": "date", "place": "place", "document_id": "document_id", "statement": "statement",
    },
    lists={"parties": "signatories.state_code", "aliases": "", "understood_by": ""},
    flags=("collective",),
    needed=("id", "name", "type", "statement"),
    states=("parties",),
)  # fmt: skip


def read_instruments(text: str, file: str, states: Mapping[str, str] | None = None) -> tuple[Instrument, ...]:
    """The records of an authority file of instruments, whose parties are among `states` (code by name).

    Raises FaultsFound with every fault in it.
    """
    return read_records(text, file, _KIND, Instrument, clashes, states)
