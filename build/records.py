"""Records of authority files: a YAML list of mappings, each checked against the table that it becomes a row of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from .dates import bounds
from .faults import Fault, FaultsFound
from .names import name_key
from .schemas import schema
from .yamlfile import YamlList, YamlMap, load_mapping, unknown_key


class Record(Protocol):
    """What records of every kind have; `line` is where the record begins in its file."""

    @property
    def id(self) -> str: ...
    @property
    def line(self) -> int: ...
    @property
    def names(self) -> Iterable[str]: ...


R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Kind:
    """What a kind of records may say.

    `table` is the key that holds the records and the table of their rows. `texts` and `lists` give for each key
    the column (`table.column`, or a column of `table`) whose constraints its values keep; a list without one is
    of any texts. `flags` are true or false.
    """

    table: str
    noun: str
    texts: Mapping[str, str]
    lists: Mapping[str, str]
    needed: Sequence[str]
    flags: Sequence[str] = ()
    remedies: Mapping[str, str] = field(default_factory=dict)

    @property
    def keys(self) -> list[str]:
        return [*self.texts, *self.flags, *self.lists]

    def constraints(self, column: str) -> Mapping[str, Any]:
        table, _, name = column.rpartition(".")
        return schema(table or self.table).field(name).constraints


def read_records(
    text: str, file: str, kind: Kind, make: Callable[..., R], check: Callable[[Sequence[R], str], Iterable[Fault]]
) -> tuple[R, ...]:
    """The records of an authority file; `check` looks at them together.

    Raises FaultsFound with every fault in the file.
    """
    loaded = load_mapping(text, file)
    faults = [unknown_key(loaded, key, [kind.table], file) for key in loaded if key != kind.table]
    entries = loaded.get(kind.table, YamlList())
    if not isinstance(entries, YamlList):
        problem = f"{kind.table!r} must be a list."
        faults.append(Fault(file, loaded.place(kind.table), "value", problem, "Begin each record with '- '."))
        entries = YamlList()
    records = []
    for number, entry in enumerate(entries):
        if not isinstance(entry, YamlMap):
            problem = f"{kind.noun} must be a mapping."
            faults.append(Fault(file, entries.place(number), "value", problem, "Write `key: value` lines."))
            continue
        values, wrong = _values(entry, file, kind)
        faults += wrong
        if not wrong:
            records.append(make(**values, line=entry.line))
    faults += check(records, file)
    if faults:
        raise FaultsFound(faults)
    return tuple(records)


def _values(entry: YamlMap, file: str, kind: Kind) -> tuple[dict[str, Any], list[Fault]]:
    """The values of one record by key, and what is wrong with them."""
    faults = [unknown_key(entry, key, kind.keys, file) for key in entry if key not in kind.keys]
    for key in kind.needed:
        if not entry.get(key):
            faults.append(Fault(file, entry.place(), "key-missing", f"The key {key!r} is missing.", "Add it."))
    values: dict[str, Any] = {}
    for key, column in kind.texts.items():
        value = entry.get(key)
        if value is None:
            continue
        if not isinstance(value, str):
            faults.append(Fault(file, entry.place(key), "value", f"{key!r} must be a text.", "Write one value."))
            continue
        values[key] = " ".join(value.split())
        faults += _faults(values[key], key, column, entry, file, kind)
    for key, column in kind.lists.items():
        listed = entry.get(key, [])
        if not isinstance(listed, list) or not all(isinstance(item, str) and item.strip() for item in listed):
            problem = f"{key!r} must be a list of texts."
            faults.append(Fault(file, entry.place(key), "value", problem, "Write [one, two]."))
            continue
        values[key] = tuple(" ".join(item.split()) for item in listed)
        for item in values[key] if column else ():
            faults += _faults(item, key, column, entry, file, kind)
    for key in kind.flags:
        if key in entry:
            values[key] = entry[key] == "true"
            if entry[key] not in ("true", "false"):
                problem = f"{key!r} must be true or false."
                faults.append(Fault(file, entry.place(key), "value", problem, "Write one of the two."))
    return values, faults


def _faults(value: str, key: str, column: str, entry: YamlMap, file: str, kind: Kind) -> list[Fault]:
    """What is wrong with one value, by the constraints of its column."""
    constraints = kind.constraints(column)
    allowed, pattern = constraints.get("enum"), constraints.get("pattern")
    code, problem = "value", f"{value!r} is no {key}."
    if allowed and value not in allowed:
        remedy = f"Use one of: {', '.join(allowed)}."
    elif key == "date" and bounds(value) is None:
        code, problem = "date", f"There is no date {value!r}."
        remedy = "Write YYYY-MM-DD, or YYYY-MM or YYYY where no more is known."
    elif pattern and not re.fullmatch(pattern, value):
        problem = f"{value!r} is none of the {key}." if key in kind.lists else problem
        remedy = kind.remedies.get(key, "Use a slug.")
    else:
        return []
    return [Fault(file, entry.place(key), code, problem, remedy)]


def clashes(
    records: Iterable[R], file: str, also: Callable[[R], Mapping[str, str | None]] = lambda _: {}
) -> list[Fault]:
    """Two records with one identifier, one name, or one value of what `also` gives by its kind."""
    faults = []
    seen: dict[tuple[str, str], R] = {}
    for record in records:
        place = f"line {record.line}"
        unique = {"identifier": record.id, **also(record)}
        for kind, value in unique.items():
            other = seen.setdefault((kind, value), record) if value else record
            if other is not record:
                problem = f"The {kind} {value!r} stands on line {other.line} already."
                faults.append(Fault(file, place, "identifier-clash", problem, "Give one of them another."))
        for name in record.names:
            other = seen.setdefault(("name", name_key(name)), record)
            if other is not record:
                problem = f"The name {name!r} of {record.id} is one of {other.id} (line {other.line}) too."
                faults.append(Fault(file, place, "alias-clash", problem, "Keep it in one of them."))
    return faults
