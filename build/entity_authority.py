"""Authority files of entities: what curators know of organisations, organs, forums, persons and places.

`entities.yaml` holds the records, `adjectives.csv` the adjectives of states and places, `bodies.csv` the nouns that
head names of bodies. Names of states are those of `states.csv`; here they become records too, so that every entity
is looked up in one way.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from .faults import Fault, FaultsFound
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
    remedies={"state_code": "Use an ISO 3166 code."},
)  # fmt: skip
#: "either" is a complement, or an owner or two words before the noun.
_NEEDS = ("any", "complement", "modifier", "owner", "named", "either")
_STYLE = re.compile(
    r" of |\b(?:Republic|Kingdom|States?|(?:Conf|F)ederation|Commonwealth|Union|Principality|Emirate|Jamahiriya|SSR)\b"
)
_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,}")


def read_entities(text: str, file: str) -> tuple[Entity, ...]:
    """The records of an authority file of entities; raises FaultsFound with every fault in it."""
    return read_records(text, file, _KIND, Entity, _check)


def _check(records: Sequence[Entity], file: str) -> list[Fault]:
    """Two records with one identifier or name, or one state; a parent without a record; a clip without a parent."""
    faults = clashes(records, file, lambda record: {"state_code": record.state_code})
    ids = {record.id for record in records}
    for record in records:
        place = f"line {record.line}"
        if record.parent is not None and record.parent not in ids:
            problem = f"The parent {record.parent!r} of {record.id} has no record."
            faults.append(Fault(file, place, "reference", problem, "Add it, or correct the identifier."))
        if record.clipped and record.parent is None:
            problem = f"{record.id} has clipped names and no parent that would tell when they apply."
            faults.append(Fault(file, place, "key-missing", problem, "Add 'parent', or make them aliases."))
    return faults


def read_adjectives(text: str, file: str, states: Mapping[str, str], entities: Sequence[Entity]) -> dict[str, str]:
    """Identifiers of entities by adjective, from `adjectives.csv`.

    Raises FaultsFound where a row names no state or record that is known, or an adjective stands twice.
    """
    by_code = {record.state_code: record.id for record in complete(states, entities) if record.state_code}
    ids = {record.id for record in entities}
    adjectives: dict[str, str] = {}
    faults = []
    for row, place in _rows(text, file, ("adjective", "state_code", "entity_id", "source")):
        code, entity_id, adjective = row["state_code"], row["entity_id"], row["adjective"]
        if bool(code) == bool(entity_id):
            problem = f"{adjective!r} must have a state_code or an entity_id, and not both."
            faults.append(Fault(file, place, "value", problem, "Give one of them."))
        elif (code and code not in by_code) or (entity_id and entity_id not in ids):
            problem = f"{code or entity_id!r}, to which {adjective!r} belongs, is not known."
            faults.append(Fault(file, place, "reference", problem, "See states.csv and entities.yaml."))
        elif adjective in adjectives:
            faults.append(Fault(file, place, "alias-clash", f"{adjective!r} stands twice.", "Keep one of the rows."))
        else:
            adjectives[adjective] = by_code[code] if code else entity_id
        if not row["source"]:
            faults.append(Fault(file, place, "key-missing", f"{adjective!r} has no source.", "Say where it is from."))
    if faults:
        raise FaultsFound(faults)
    return adjectives


def read_bodies(text: str, file: str) -> tuple[Body, ...]:
    """The nouns of `bodies.csv`; raises FaultsFound for a type or a need that is not known."""
    types = schema("entities").field("type").constraints["enum"]
    bodies, faults = [], []
    for row, place in _rows(text, file, ("noun", "type", "needs", "note")):
        for value, allowed in ((row["type"], types), (row["needs"], _NEEDS)):
            if value not in allowed:
                problem = f"{value!r} is not known, for {row['noun']!r}."
                faults.append(Fault(file, place, "value", problem, f"Use one of: {', '.join(allowed)}."))
        bodies.append(Body(row["noun"], row["type"], row["needs"]))
    if faults:
        raise FaultsFound(faults)
    return tuple(bodies)


def _rows(text: str, file: str, columns: tuple[str, ...]) -> list[tuple[dict[str, str], str]]:
    """The rows of a CSV file with their places; raises FaultsFound where its columns are others."""
    reader = csv.DictReader(io.StringIO(text))
    if tuple(reader.fieldnames or ()) != columns:
        problem = f"The columns are not {', '.join(columns)}."
        raise FaultsFound([Fault(file, "line 1", "value", problem, "Correct the first line.")])
    return [({key: row[key] or "" for key in columns}, f"line {reader.line_num}") for row in reader]


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
