"""Records of authority files: a YAML list of mappings, each checked against the table that it becomes a row of."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar

from .dates import bounds
from .faults import Fault, FaultsFound, quote
from .names import name_key
from .schemas import schema
from .yamlfile import YamlList, YamlMap, load_mapping, nearest, unknown_key


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
    of any texts. `flags` are true or false. `states` are the keys whose values are codes of states.
    """

    table: str
    noun: str
    texts: Mapping[str, str]
    lists: Mapping[str, str]
    needed: Sequence[str]
    flags: Sequence[str] = ()
    states: Sequence[str] = ()

    @property
    def keys(self) -> list[str]:
        return [*self.texts, *self.flags, *self.lists]

    def constraints(self, column: str) -> Mapping[str, Any]:
        table, _, name = column.rpartition(".")
        return schema(table or self.table).field(name).constraints


def read_records(
    text: str,
    file: str,
    kind: Kind,
    make: Callable[..., R],
    check: Callable[[Sequence[R], str], Iterable[Fault]],
    states: Mapping[str, str] | None = None,
) -> tuple[R, ...]:
    """The records of an authority file; `check` looks at them together.

    `states` are codes by the names of states; without them a code need only look like one.

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
        values, wrong = _values(entry, file, kind, states)
        faults += wrong
        if not wrong:
            records.append(make(**values, line=entry.line))
    faults += check(records, file)
    if faults:
        raise FaultsFound(faults)
    return tuple(records)


def _values(
    entry: YamlMap, file: str, kind: Kind, states: Mapping[str, str] | None
) -> tuple[dict[str, Any], list[Fault]]:
    """The values of one record by key, and what is wrong with them."""
    faults = [unknown_key(entry, key, kind.keys, file) for key in entry if key not in kind.keys]
    for key in kind.needed:
        if not entry.get(key) or (isinstance(entry[key], str) and not entry[key].strip()):
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
        faults += _faults(values[key], key, column, entry, file, kind, states)
    for key, column in kind.lists.items():
        listed = entry.get(key, [])
        if not isinstance(listed, list) or not all(isinstance(item, str) and item.strip() for item in listed):
            problem = f"{key!r} must be a list of texts."
            faults.append(Fault(file, entry.place(key), "value", problem, "Write [one, two]."))
            continue
        values[key] = tuple(" ".join(item.split()) for item in listed)
        for item in dict.fromkeys(values[key]):
            if values[key].count(item) > 1:
                problem = f"{quote(item)} stands twice among the {key}."
                faults.append(Fault(file, entry.place(key), "value", problem, "Keep one of them.", item))
            if column:
                faults += _faults(item, key, column, entry, file, kind, states)
    for key in kind.flags:
        if key in entry:
            values[key] = entry[key] == "true"
            if entry[key] not in ("true", "false"):
                problem = f"{key!r} must be true or false."
                faults.append(Fault(file, entry.place(key), "value", problem, "Write one of the two."))
    return values, faults


def _faults(
    value: str, key: str, column: str, entry: YamlMap, file: str, kind: Kind, states: Mapping[str, str] | None
) -> list[Fault]:
    """What is wrong with one value, by the constraints of its column."""
    constraints = kind.constraints(column)
    allowed, pattern = constraints.get("enum"), constraints.get("pattern")
    code, problem = "value", f"{quote(value)} is no {key}."
    if key in kind.states and states is not None:
        if value in states.values():
            return []
        code, problem, remedy = "state-unknown", f"{quote(value)} is no code of a state.", _state_meant(value, states)
    elif allowed and value not in allowed:
        near = nearest(value, allowed)
        remedy = f"Did you mean {near!r}?" if near else f"Use one of: {', '.join(allowed)}."
    elif key == "date" and bounds(value) is None:
        code, problem = "date", f"There is no date {quote(value)}."
        remedy = "Write YYYY-MM-DD, or YYYY-MM or YYYY where no more is known."
    elif pattern and not re.fullmatch(pattern, value):
        remedy = "Use ISO 3166-1 alpha-3, as in KAZ." if key in kind.states else "Use a slug."
    else:
        return []
    return [Fault(file, entry.place(key), code, problem, remedy, value)]


def _state_meant(value: str, states: Mapping[str, str]) -> str:
    """Which codes of states may have been meant: that of a name, or those that begin with two letters."""
    names = {code: name for name, code in reversed(list(states.items()))}
    near = nearest(value, states)
    codes = [states[near]] if near else []
    if len(value) in (2, 3):
        codes = sorted({code for code in states.values() if code.startswith(value[:2].upper())})[:3] or codes
    meant = " or ".join(f"{code} ({names[code]})" for code in codes)
    return f"Use ISO 3166-1 alpha-3. Did you mean {meant}?" if meant else "Use ISO 3166-1 alpha-3, as in KAZ."


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
                problem = f"The {kind} {quote(value)} stands on line {other.line} already."
                faults.append(Fault(file, place, "identifier-clash", problem, "Give one of them another.", value or ""))
        for name in record.names:
            if not name_key(name):
                problem = f"The name {quote(name)} of {record.id} has no letter or digit, so no text can be told by it."
                faults.append(Fault(file, place, "value", problem, "Remove it, or write the name out.", name))
                continue
            other = seen.setdefault(("name", name_key(name)), record)
            if other is not record:
                problem = f"The name {quote(name)} of {record.id} is one of {other.id} (line {other.line}) too."
                faults.append(Fault(file, place, "alias-clash", problem, "Keep it in one of them.", name))
    return faults
