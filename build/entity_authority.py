"""Authority files of entities: what curators know of organisations, organs, forums, persons and places.

`entities.yaml` holds the records, `adjectives.csv` the adjectives of states and places, `bodies.csv` the nouns that
head names of bodies. Names of states are those of `states.csv`; here they become records too, so that every entity
is looked up in one way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from .curatedcsv import read_rows
from .faults import Fault, FaultsFound, quote
from .records import Kind, clashes, read_records
from .schemas import schema
from .texts import slug


@dataclass(frozen=True)
class Entity:
    """A curated record of an entity; the keys of the authority file are the names here.

    `clipped` are names that mean this organ only where the document is its organisation's. `parent` is an
    identifier. A record with a `state_code` adds to what `states.csv` says of that code.
    """

    id: str
    name: str
    type: str
    state_code: str | None = None
    parent: str | None = None
    short_names: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    clipped: tuple[str, ...] = ()
    statement: str | None = None
    line: int = 0

    @property
    def names(self) -> Iterable[str]:
        """Every name but the clipped ones."""
        return (self.name, *self.short_names, *self.aliases)


@dataclass(frozen=True)
class Body:
    """A noun that heads names of bodies. `needs` says what makes a phrase with it a name."""

    noun: str
    type: str
    needs: str


_KIND = Kind(
    table="entities",
    noun="An entity",
    texts={
        "id": "entity_id", "name": "name", "type": "type", "state_code": "state_code", "parent": "parent_id",
        "statement": "statement",
    },
    lists={"short_names": "", "aliases": "", "clipped": ""},
    needed=("id", "name", "type", "statement"),
    states=("state_code",),
)  # fmt: skip
#: "either" is a complement, or an owner or two words before the noun.
_NEEDS = ("any", "complement", "modifier", "owner", "named", "either")
_STYLE = re.compile(
    r" of |\b(?:Republic|Kingdom|States?|(?:Conf|F)ederation|Commonwealth|Union|Principality|Emirate|Jamahiriya|SSR)\b"
)
_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,}")


def read_entities(text: str, file: str, states: Mapping[str, str] | None = None) -> tuple[Entity, ...]:
    """The records of an authority file of entities, with codes of `states` (code by name).

    Raises FaultsFound with every fault in it.
    """
    return read_records(text, file, _KIND, Entity, _check, states)


def _check(records: Sequence[Entity], file: str) -> list[Fault]:
    """Two records with one identifier or name, or one state; a clip without a parent; parents that are no tree."""
    faults = clashes(records, file, lambda record: {"state_code": record.state_code})
    ids = {record.id for record in records}
    for record in records:
        place = f"line {record.line}"
        if record.parent is not None and record.parent not in ids:
            problem = f"The parent {quote(record.parent)} of {record.id} has no record."
            near = get_close_matches(record.parent, ids, n=1)
            remedy = f"Did you mean {quote(near[0])}?" if near else "Add it, or correct the identifier."
            faults.append(Fault(file, place, "reference", problem, remedy, record.parent))
        if record.clipped and record.parent is None:
            problem = f"{record.id} has clipped names and no parent that would tell when they apply."
            faults.append(Fault(file, place, "key-missing", problem, "Add 'parent', or make them aliases."))
    if not any(fault.code == "identifier-clash" for fault in faults):
        faults += _cycles(records, file)
    return faults


def _cycles(records: Sequence[Entity], file: str) -> list[Fault]:
    """A fault for each ring of records that have each other as parents, at the first of them."""
    by_id = {record.id: record for record in records}
    faults = []
    settled: set[str] = set()
    for record in records:
        chain: list[str] = []
        at: Entity | None = record
        while at is not None and at.id not in settled and at.id not in chain:
            chain.append(at.id)
            at = by_id.get(at.parent or "")
        if at is not None and at.id in chain:
            ring = chain[chain.index(at.id) :]
            first = min((by_id[name] for name in ring), key=lambda one: one.line)
            problem = f"The parents lead back to where they began: {' in '.join([*ring, ring[0]])}."
            remedy = "Take 'parent' out of the record that is no part of another."
            faults.append(Fault(file, f"line {first.line}", "reference-cycle", problem, remedy))
        settled.update(chain)
    return faults


def read_adjectives(
    text: str, file: str, states: Mapping[str, str], entities: Sequence[Entity], strict: bool = True
) -> dict[str, str]:
    """Identifiers of entities by adjective, from `adjectives.csv`.

    Raises FaultsFound where an adjective stands twice, and where a row names no state or record that is known; if
    not `strict`, such a row is left out instead: so the project's file serves a folder with states or entities of its
    own.
    """
    by_code = {record.state_code: record.id for record in complete(states, entities) if record.state_code}
    ids = {record.id for record in entities}
    adjectives: dict[str, str] = {}
    faults = []
    for row, place in read_rows(text, file, ("adjective", "state_code", "entity_id", "source")):
        code, entity_id, adjective = row["state_code"], row["entity_id"], row["adjective"]
        shown = quote(adjective)
        if bool(code) == bool(entity_id):
            problem = f"{shown} must have a state_code or an entity_id, and not both."
            faults.append(Fault(file, place, "value", problem, "Give one of them.", adjective))
        elif (code and code not in by_code) or (entity_id and entity_id not in ids):
            if strict:
                problem = f"{quote(code or entity_id)}, to which {shown} belongs, is not known."
                remedy = "See states.csv and entities.yaml."
                faults.append(
                    Fault(file, place, "state-unknown" if code else "reference", problem, remedy, code or entity_id)
                )
        elif adjective in adjectives:
            faults.append(Fault(file, place, "alias-clash", f"{shown} stands twice.", "Keep one row.", adjective))
        else:
            adjectives[adjective] = by_code[code] if code else entity_id
        if not row["source"]:
            faults.append(
                Fault(file, place, "key-missing", f"{shown} has no source.", "Say where it is from.", adjective)
            )
    if faults:
        raise FaultsFound(faults)
    return adjectives


def read_bodies(text: str, file: str) -> tuple[Body, ...]:
    """The nouns of `bodies.csv`; raises FaultsFound for a type or a need that is not known, and a noun twice."""
    types = schema("entities").field("type").constraints["enum"]
    bodies: dict[str, Body] = {}
    faults = []
    for row, place in read_rows(text, file, ("noun", "type", "needs", "note")):
        noun = row["noun"]
        for value, allowed in ((row["type"], types), (row["needs"], _NEEDS)):
            if value not in allowed:
                problem = f"{quote(value)} is not known, for {quote(noun)}."
                faults.append(Fault(file, place, "value", problem, f"Use one of: {', '.join(allowed)}.", value))
        if noun in bodies:
            faults.append(Fault(file, place, "alias-clash", f"{quote(noun)} stands twice.", "Keep one row.", noun))
        bodies[noun] = Body(noun, row["type"], row["needs"])
    if faults:
        raise FaultsFound(faults)
    return tuple(bodies.values())


def complete(states: Mapping[str, str], entities: Sequence[Entity]) -> list[Entity]:
    """The curated records and one for each state of `states` (code by name), in that order.

    Where a curated record has the code of a state, it takes over the state's names as aliases.
    """
    by_code: dict[str, list[str]] = {}
    for name, code in states.items():
        by_code.setdefault(code, []).append(name)
    own = {name for record in entities if not record.state_code for name in record.names}
    records = []
    for record in entities:
        names = by_code.pop(record.state_code, []) if record.state_code else []
        records.append(_with_names(record, [name for name in names if name not in own]))
    taken = {record.id for record in records}
    for code, names in by_code.items():
        name = _usual_name(names)
        state_id = slug(name.replace("'", " ")) or code.lower()
        if state_id in taken:
            state_id = f"{state_id}-{code.lower()}"
        taken.add(state_id)
        records.append(_with_names(Entity(state_id, name, "state", code), [name for name in names if name not in own]))
    return records


def _with_names(record: Entity, names: Iterable[str]) -> Entity:
    more = [name for name in names if name not in record.names]
    short = tuple(name for name in more if _ACRONYM.fullmatch(name))
    full = tuple(name for name in more if not _ACRONYM.fullmatch(name))
    return replace(record, short_names=record.short_names + short, aliases=record.aliases + full)


def _usual_name(names: Sequence[str]) -> str:
    """The name of a state without its style: "Kazakhstan" of "Republic of Kazakhstan" and "Kazakhstan"."""
    plain = [name for name in names if not _STYLE.search(name) and not _ACRONYM.fullmatch(name) and "(" not in name]
    return plain[0] if plain else names[0]
