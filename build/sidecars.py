"""Sidecars: what a curator says of one document, each statement with its evidence.

A sidecar is a YAML file. Its keys are those of `KEYS`; a fact (title, type, issuer, date, place) is a mapping of
`value` and `evidence`. A link under `mentions` says which instrument a phrase of a passage means; it is guarded:
where the passage no longer has such a mention, the build stops.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from .dates import bounds
from .encodings import is_text_encoding
from .faults import Fault, FaultsFound, quote
from .schemas import schema
from .yamlfile import YamlList, YamlMap, load_mapping, nearest, unknown_key

FACTS = ("title", "document_type", "issuer", "date", "place")
KEYS = ("document_id", "source_file", "language", "encoding", *FACTS, "mentions")
_LINK_KEYS = ("passage", "text", "instrument", "evidence")


@dataclass(frozen=True)
class Fact:
    """A value that a curator supplies, and why."""

    value: str
    evidence: str


@dataclass(frozen=True)
class Link:
    """Which instrument the phrase `text` of a passage means, and why; `place` is where the sidecar says so."""

    passage: str
    text: str
    instrument: str
    evidence: str
    place: str


@dataclass(frozen=True)
class Sidecar:
    """The content of one sidecar; `file` is its name for messages."""

    file: str = ""
    document_id: str | None = None
    source_file: str | None = None
    language: str | None = None
    encoding: str | None = None
    facts: dict[str, Fact] = field(default_factory=dict)
    links: tuple[Link, ...] = ()


def read_sidecar(text: str, file: str) -> Sidecar:
    """The sidecar in `text`; raises FaultsFound with every fault in it."""
    loaded = load_mapping(text, file)
    faults = [unknown_key(loaded, key, list(KEYS), file) for key in loaded if key not in KEYS]

    def scalar(mapping: YamlMap, key: str, required: bool = False) -> str | None:
        value = mapping.get(key)
        if value is None:
            if required:
                faults.append(Fault(file, mapping.place(), "key-missing", f"The key {key!r} is missing.", "Add it."))
            return None
        if not isinstance(value, str) or not value.strip():
            faults.append(
                Fault(
                    file,
                    mapping.place(key),
                    "value",
                    f"{key!r} must be a text that is not empty.",
                    "Write one value.",
                )
            )
            return None
        return " ".join(value.split())

    document_id = scalar(loaded, "document_id")
    _match("documents", "document_id", document_id, loaded, file, faults)
    language = scalar(loaded, "language")
    _match("documents", "language", language, loaded, file, faults)
    encoding = scalar(loaded, "encoding")
    if encoding and not is_text_encoding(encoding):
        problem, remedy = f"There is no encoding named {quote(encoding)}.", "Use a name such as utf-8 or cp1252."
        faults.append(Fault(file, loaded.place("encoding"), "encoding-unknown", problem, remedy, encoding))
    source_file = scalar(loaded, "source_file")
    if source_file is not None:
        source_file = loaded["source_file"].strip()
        faults += _check_name(source_file, loaded.place("source_file"), file)
    facts = {}
    for key in FACTS:
        given = loaded.get(key)
        if given is None:
            continue
        if not isinstance(given, YamlMap):
            faults.append(
                Fault(
                    file, loaded.place(key), "value", f"{key!r} must have a value and its evidence.",
                    f"Write it so: `{key}: {{value: ..., evidence: where the value is known from}}`.",
                )
            )  # fmt: skip
            continue
        faults += [unknown_key(given, k, ["value", "evidence"], file) for k in given if k not in ("value", "evidence")]
        value, evidence = scalar(given, "value", True), scalar(given, "evidence", True)
        if value and evidence:
            facts[key] = Fact(value, evidence)
            _check_fact(key, value, given, file, faults)
    links = _read_links(loaded, file, faults, scalar)
    if faults:
        raise FaultsFound(faults)
    return Sidecar(
        file,
        document_id,
        source_file,
        language,
        scalar(loaded, "encoding"),
        facts,
        tuple(links),
    )


def _match(table: str, column: str, value: str | None, mapping: YamlMap, file: str, faults: list[Fault]) -> None:
    """A value must have the form that the schema gives its column."""
    pattern = schema(table).field(column).constraints.get("pattern")
    if value and pattern and not re.fullmatch(pattern, value):
        faults.append(
            Fault(
                file, mapping.place(column), "value", f"{quote(value)} is no {column}.",
                f"Write it like {schema(table).field(column).spec['example']!r}.", value,
            )
        )  # fmt: skip


def _check_fact(key: str, value: str, given: YamlMap, file: str, faults: list[Fault]) -> None:
    if key == "date" and bounds(value) is None:
        faults.append(
            Fault(
                file, given.place("value"), "date", f"There is no date {quote(value)}.",
                "Write YYYY-MM-DD, or YYYY-MM or YYYY where no more is known.", value,
            )
        )  # fmt: skip
    allowed = schema("documents").field(key).constraints.get("enum")
    if allowed and value not in allowed:
        near = nearest(value, allowed)
        remedy = f"Did you mean {near!r}?" if near else f"Use one of: {', '.join(allowed)}."
        faults.append(Fault(file, given.place("value"), "value", f"{quote(value)} is no {key}.", remedy, value))


def _check_name(name: str, place: str, file: str) -> list[Fault]:
    """A text is named without its folder: all texts stand in one."""
    parts = re.split(r"[/\\]", name)
    if len(parts) == 1 and name != "..":
        return []
    outside = ".." in parts or not parts[0] or parts[0].endswith(":")
    where = "leads out of the folder of texts" if outside else "is a path, and not the name of a file"
    code = "outside-folder" if outside else "value"
    return [Fault(file, place, code, f"{quote(name)} {where}.", "Write the file's name alone.", name)]


def _read_links(loaded: YamlMap, file: str, faults: list[Fault], scalar: Any) -> list[Link]:
    given = loaded.get("mentions")
    if given is None:
        return []
    if not isinstance(given, YamlList):
        faults.append(
            Fault(
                file,
                loaded.place("mentions"),
                "value",
                "'mentions' must be a list.",
                "Begin each entry with '- '.",
            )
        )
        return []
    links = []
    for number, entry in enumerate(given):
        if not isinstance(entry, YamlMap):
            remedy = f"Give it the keys {', '.join(_LINK_KEYS)}."
            faults.append(Fault(file, given.place(number), "value", "A mention must be a mapping.", remedy))
            continue
        faults += [unknown_key(entry, key, list(_LINK_KEYS), file) for key in entry if key not in _LINK_KEYS]
        passage, text, instrument, evidence = (scalar(entry, key, True) for key in _LINK_KEYS)
        if passage and text and instrument and evidence:
            links.append(Link(passage, text, instrument, evidence, entry.place()))
    return links
