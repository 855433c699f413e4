"""Authority files: what curators know of states, of nouns that name instruments, and of instruments.

They stand in `data/curated/` and ship with the code, so that any folder of texts can be read with them. A folder
that brings an `instruments.yaml` of its own uses that one.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from .dates import bounds
from .faults import Fault, FaultsFound
from .schemas import schema
from .yamlfile import YamlList, YamlMap, load_mapping, unknown_key

if TYPE_CHECKING:
    from .entity_authority import Body, Entity
    from .layers.forces import Forces


@dataclass(frozen=True)
class Head:
    """A noun that heads the name of an instrument. `needs` says what makes a phrase with it identifiable."""

    noun: str
    type: str
    plural: bool
    needs: str


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


_ARTICLE = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+")


def name_key(name: str) -> str:
    """What two spellings of a name have in common: letters and digits in lower case, no leading article.

    `name_key("the Comprehensive Nuclear-Test-Ban Treaty") == name_key("Comprehensive Nuclear Test Ban Treaty")`.
    """
    words = _WORD.findall(_ARTICLE.sub("", name).lower())
    return " ".join(_SPELLINGS.get(word, word) for word in words)


#: Spellings of one word that differ between varieties of English.
_SPELLINGS = {
    "organisation": "organization", "organisations": "organizations", "programme": "program",
    "programmes": "programs", "nonproliferation": "non proliferation", "antiterrorist": "anti terrorist",
    "co": "co", "cooperation": "cooperation", "neighbourliness": "neighborliness", "defence": "defense",
    "labour": "labor", "centre": "center", "un": "united nations", "uno": "united nations",
}  # fmt: skip


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
        heads[row["noun"]] = Head(
            row["noun"], row["type"], not row["plural"] and row["noun"].endswith("s"), row["needs"]
        )
        if row["plural"]:
            heads[row["plural"]] = Head(row["noun"], row["type"], True, row["needs"])
    return heads


_TEXTS = ("id", "name", "type", "short_name", "status", "date", "place", "document_id", "statement")
_KEYS = (*_TEXTS, "collective", "parties", "aliases")


def read_instruments(text: str, file: str) -> tuple[Instrument, ...]:
    """The records of an authority file of instruments; raises FaultsFound with every fault in it."""
    loaded = load_mapping(text, file)
    faults = [unknown_key(loaded, key, ["instruments"], file) for key in loaded if key != "instruments"]
    entries = loaded.get("instruments", [])
    if not isinstance(entries, (YamlList, list)):
        faults.append(
            Fault(
                file,
                loaded.place("instruments"),
                "value",
                "'instruments' must be a list.",
                "Begin each record with '- '.",
            )
        )
        entries = []
    records = []
    for number, entry in enumerate(entries):
        if not isinstance(entry, YamlMap):
            place = entries.place(number) if isinstance(entries, YamlList) else loaded.place("instruments")
            faults.append(Fault(file, place, "value", "An instrument must be a mapping.", "Write `key: value` lines."))
            continue
        record = _read_instrument(entry, file, faults)
        if record:
            records.append(record)
    faults += _clashes(records, file)
    if faults:
        raise FaultsFound(faults)
    return tuple(records)


def _read_instrument(entry: YamlMap, file: str, faults: list[Fault]) -> Instrument | None:
    before = len(faults)
    faults += [unknown_key(entry, key, list(_KEYS), file) for key in entry if key not in _KEYS]
    for key in ("id", "name", "type", "statement"):
        if not entry.get(key):
            faults.append(Fault(file, entry.place(), "key-missing", f"The key {key!r} is missing.", "Add it."))
    values: dict[str, Any] = {}
    for key in _TEXTS:
        value = entry.get(key)
        if value is None:
            continue
        if not isinstance(value, str):
            faults.append(Fault(file, entry.place(key), "value", f"{key!r} must be a text.", "Write one value."))
            continue
        values[key] = " ".join(value.split())
        column = {"id": "instrument_id"}.get(key, key)
        constraints = schema("instruments").field(column).constraints
        allowed, pattern = constraints.get("enum"), constraints.get("pattern")
        if allowed and values[key] not in allowed:
            remedy = f"Use one of: {', '.join(allowed)}."
            faults.append(Fault(file, entry.place(key), "value", f"{value!r} is no {key}.", remedy))
        elif key == "date" and bounds(values[key]) is None:
            remedy = "Write YYYY-MM-DD, or YYYY-MM or YYYY where no more is known."
            faults.append(Fault(file, entry.place(key), "date", f"There is no date {value!r}.", remedy))
        elif pattern and not re.fullmatch(pattern, values[key]):
            faults.append(Fault(file, entry.place(key), "value", f"{value!r} is no {key}.", "Use a slug."))
    for key in ("parties", "aliases"):
        listed = entry.get(key, [])
        if not isinstance(listed, list) or not all(isinstance(item, str) for item in listed):
            faults.append(
                Fault(file, entry.place(key), "value", f"{key!r} must be a list of texts.", "Write [one, two].")
            )
        else:
            values[key] = tuple(" ".join(item.split()) for item in listed)
    codes = str(schema("signatories").field("state_code").constraints.get("pattern"))
    for code in values.get("parties", ()):
        if not re.fullmatch(codes, code):
            problem = f"{code!r} is no code of a state."
            faults.append(Fault(file, entry.place("parties"), "value", problem, "Use ISO 3166-1 alpha-3, as in KAZ."))
    if "collective" in entry:
        if entry["collective"] not in ("true", "false"):
            faults.append(
                Fault(
                    file,
                    entry.place("collective"),
                    "value",
                    "'collective' must be true or false.",
                    "Write one of the two.",
                )
            )
        values["collective"] = entry["collective"] == "true"
    return Instrument(**values, line=entry.line) if len(faults) == before else None


def _clashes(records: list[Instrument], file: str) -> list[Fault]:
    """Two records with one identifier, and two with one name."""
    faults = []
    ids: dict[str, Instrument] = {}
    keys: dict[str, Instrument] = {}
    for record in records:
        other = ids.setdefault(record.id, record)
        if other is not record:
            problem = f"The identifier {record.id!r} stands on line {other.line} already."
            faults.append(Fault(file, f"line {record.line}", "identifier-clash", problem, "Give one of them another."))
        for name in record.names:
            other = keys.setdefault(name_key(name), record)
            if other is not record:
                problem = f"The name {name!r} of {record.id} is one of {other.id} (line {other.line}) too."
                faults.append(Fault(file, f"line {record.line}", "alias-clash", problem, "Keep it in one of them."))
    return faults
