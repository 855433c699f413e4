"""What the dataset is: `dataset.yaml` read strictly, and what stands in for it in a folder that has none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import MISSING, fields
from datetime import date
from typing import Any

from .faults import Fault, FaultsFound, quote
from .model import Metadata
from .yamlfile import YamlList, YamlMap, load_mapping, unknown_key

#: https://semver.org, its own pattern without the names of the groups.
SEMVER = re.compile(
    r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)"
    r"(-(0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(\.(0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?"
    r"(\+[0-9a-zA-Z-]+(\.[0-9a-zA-Z-]+)*)?",
    re.ASCII,
)
#: What Data Package recommends for a name; the slash it allows is left out, since files are named after it.
NAME = re.compile(r"[a-z0-9]+([._-][a-z0-9]+)*")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
URL = re.compile(r"https?://[^\s/]+\S*")
#: A path of a file in the package, as Data Package allows it: relative, not upwards, not hidden.
PATH = re.compile(r"(?![./~])(?!.*(^|/)\.\.(/|$))[^\\:\s]+")

#: Characters of the longest name, version or tag; files are named after the name.
LONGEST = 200

LICENSE_KEYS = ["name", "title", "path"]
CONTRIBUTOR_KEYS = ["title", "givenName", "familyName", "path", "email", "roles", "organization"]
SOURCE_KEYS = ["title", "path", "email", "version"]


def read_metadata(text: str, file: str) -> Metadata:
    """The metadata in the text of a `dataset.yaml`; `file` is its path as the user knows it.

    Raises `FaultsFound` with every fault in it: malformed YAML, unknown, missing and repeated keys, values of
    the wrong kind, a version that is not semantic, a date that does not exist.
    """
    return _Reader(load_mapping(text, file), file).read()


def default_metadata(folder_name: str) -> Metadata:
    """The metadata of a folder of texts that says nothing of itself: a name, and no licence invented."""
    plain = unicodedata.normalize("NFKD", folder_name).encode("ascii", "ignore").decode()
    shown = " ".join(folder_name.split()) or "a folder"
    return Metadata(
        name="-".join(re.findall("[a-z0-9]+", plain.lower())) or "texts",
        title=f"Texts in {shown}",
        description=f"Tables built from the texts in {shown}.",
        version="0.0.0",
    )


class _Reader:
    def __init__(self, mapping: YamlMap, file: str) -> None:
        self.mapping, self.file = mapping, file
        self.faults: list[Fault] = []

    def read(self) -> Metadata:
        known = [field.name for field in fields(Metadata)]
        self._keys(self.mapping, known)
        needed = [
            field.name for field in fields(Metadata) if field.default is MISSING and field.default_factory is MISSING
        ]
        for key in needed:
            if key not in self.mapping:
                problem = f"The key {key!r} is missing."
                self.faults.append(Fault(self.file, "line 1", "key-missing", problem, f"Add a line `{key}: ...`."))
        readers: dict[str, Callable[[Any, str], Any]] = {
            "name": self._name,
            "title": self._text,
            "description": self._text,
            "version": self._version,
            "released": self._released,
            "language": self._language,
            "homepage": self._homepage,
            "keywords": self._texts,
            "licenses": lambda value, place: self._records(value, place, LICENSE_KEYS, self._license),
            "contributors": lambda value, place: self._records(value, place, CONTRIBUTOR_KEYS, self._contributor),
            "sources": lambda value, place: self._records(value, place, SOURCE_KEYS, self._source),
        }
        values = {
            key: read(self.mapping[key], self.mapping.place(key))
            for key, read in readers.items()
            if key in self.mapping
        }
        if self.faults:
            raise FaultsFound(self.faults)
        return Metadata(**values)

    def _keys(self, mapping: YamlMap, known: list[str]) -> None:
        self.faults += [unknown_key(mapping, key, known, self.file) for key in mapping if key not in known]

    def _wrong(self, place: str, problem: str, remedy: str, code: str = "value", text: str = "") -> None:
        self.faults.append(Fault(self.file, place, code, problem, remedy, text))

    def _text(self, value: Any, place: str) -> str:
        if isinstance(value, str) and value.strip():
            return value
        self._wrong(place, "A text is needed here, and it may not be empty.", "Write one value.")
        return ""

    def _matching(
        self, value: Any, place: str, pattern: re.Pattern[str], problem: str, remedy: str, longest: int = LONGEST
    ) -> str:
        text = self._text(value, place)
        if len(text) > longest:
            problem = f"{quote(text)} has {len(text):,} characters; at most {longest:,} are taken."
            self._wrong(place, problem, "Write a shorter one.", text=text[:LONGEST])
        elif text and not pattern.fullmatch(text):
            self._wrong(place, f"{quote(text)} {problem}", remedy, text=text)
        return text

    def _name(self, value: Any, place: str) -> str:
        remedy = "Use lower-case letters, digits, and single '-', '_' or '.' between them."
        return self._matching(value, place, NAME, "is not a name that Data Package allows.", remedy)

    def _version(self, value: Any, place: str) -> str:
        problem = "is not a semantic version."
        return self._matching(value, place, SEMVER, problem, "Write three numbers, such as 1.0.0.")

    def _language(self, value: Any, place: str) -> str:
        problem = "is not a BCP 47 language tag."
        return self._matching(value, place, LANGUAGE, problem, "Write a tag such as en or zh-Hant.")

    def _homepage(self, value: Any, place: str) -> str:
        return self._matching(value, place, URL, "is not a web address.", "Begin it with https://.", 2000)

    def _released(self, value: Any, place: str) -> str:
        text = self._text(value, place)
        try:
            # fromisoformat also takes week dates and dates without hyphens.
            if text and date.fromisoformat(text).isoformat() != text:
                raise ValueError
        except ValueError:
            problem = f"{quote(text)} is not a date that exists."
            self._wrong(place, problem, "Write year, month and day, such as 2024-02-29.", "date", text)
        return text

    def _texts(self, value: Any, place: str) -> tuple[str, ...]:
        if not isinstance(value, YamlList):
            self._wrong(place, "A list is needed here.", "Write each item on a line of its own, after '- '.")
            return ()
        return tuple(self._text(item, value.place(index)) for index, item in enumerate(value))

    def _records(
        self, value: Any, place: str, known: list[str], check: Callable[[YamlMap, str], None]
    ) -> tuple[dict[str, Any], ...]:
        if not isinstance(value, YamlList):
            self._wrong(place, "A list is needed here.", "Begin each item with '- ' on a line of its own.")
            return ()
        records = []
        for index, item in enumerate(value):
            if not isinstance(item, YamlMap):
                self._wrong(value.place(index), "Keys and values are needed here.", f"Keys: {', '.join(known)}.")
                continue
            self._keys(item, known)
            record: dict[str, Any] = {}
            for key in known:
                if key in item and key != "roles":
                    record[key] = self._text(item[key], item.place(key))
                elif key in item:
                    record[key] = list(self._texts(item[key], item.place(key)))
            if record.get("path") and not (URL.fullmatch(record["path"]) or PATH.fullmatch(record["path"])):
                problem = f"{quote(record['path'])} is neither a web address nor a path inside the package."
                self._wrong(item.place("path"), problem, "Begin an address with https://.", text=record["path"])
            check(item, value.place(index))
            records.append(record)
        return tuple(records)

    def _license(self, item: YamlMap, place: str) -> None:
        if not ("name" in item or "path" in item):
            remedy = "Give its SPDX identifier as `name`, or the address of its text as `path`."
            self._wrong(place, "A licence needs a name or a path.", remedy, "key-missing")

    def _contributor(self, item: YamlMap, place: str) -> None:
        if not any(key in item for key in ("title", "givenName", "familyName", "organization")):
            self._wrong(place, "A contributor needs a name.", "Give it as `title`.", "key-missing")

    def _source(self, item: YamlMap, place: str) -> None:
        if not ("title" in item or "path" in item):
            self._wrong(place, "A source needs a title or a path.", "Give its `title`.", "key-missing")
