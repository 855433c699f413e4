"""YAML as curators may write it here: text, lists and mappings, and nothing that can surprise.

Every scalar is a string, so that a date stays `2002-06-07` and `NO` stays Norway; what a string means is
decided by whoever reads the file. Anchors, aliases, tags and keys given twice are faults, since each lets a
file say something else than what it shows. Mappings and lists remember the lines that they were read from.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from typing import Any

from .faults import Fault, FaultsFound, quote

#: What no value of a curated file holds: control characters but line ends and tabs, halves of UTF-16 pairs, code
#: points that are no characters, and what turns the direction of a line. Curated files are written here, so nothing
#: that was printed is lost; a text that has such characters keeps them.
HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
#: Longer words are not compared with the known ones: that takes time, and they are no misspelling.
_LONGEST_WORD = 60
#: Characters of a line that a fault keeps.
_LINE = 200

#: After so many faults a file is not read any further: it is another one than was meant.
MOST_FAULTS = 1000
#: Deeper nesting than this is a slip of the pen, not a curated file.
MAX_DEPTH = 20


class YamlMap(dict[str, Any]):
    """A mapping; `line` is where it begins and `lines` where each of its keys stands (lines count from 1)."""

    def __init__(self, line: int = 1) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int] = {}

    def place(self, key: str | None = None) -> str:
        """The place of a key, or of the mapping, as a fault gives it: `line 7`."""
        return f"line {self.lines.get(key, self.line) if key is not None else self.line}"


class YamlList(list[Any]):
    """A list; `line` is where it begins and `lines` where each item does."""

    def __init__(self, line: int = 1) -> None:
        super().__init__()
        self.line = line
        self.lines: list[int] = []

    def place(self, index: int | None = None) -> str:
        """The place of an item, or of the list, as a fault gives it."""
        return f"line {self.line if index is None else self.lines[index]}"


def load(text: str, file: str) -> Any:
    """The content of a YAML file: `str`, `YamlMap` or `YamlList`, nested; an empty file is an empty
    `YamlMap`.

    Raises `FaultsFound` with every fault: code `yaml` for what is malformed, `yaml-feature` for what is not allowed
    here, `key-duplicate` for a key given twice, `value` for a character that cannot be seen.
    """
    return _Reader(text, file).read()


def load_mapping(text: str, file: str) -> YamlMap:
    """As `load`, for a file that must hold a mapping; anything else is a fault of code `value`."""
    loaded = load(text, file)
    if not isinstance(loaded, YamlMap):
        place = loaded.place() if isinstance(loaded, YamlList) else "line 1"
        problem = "The file holds a list or a text where a mapping of keys to values is needed."
        raise FaultsFound([Fault(file, place, "value", problem, "Write it as lines of the form `key: value`.")])
    return loaded


def unknown_key(mapping: YamlMap, key: str, known: list[str], file: str) -> Fault:
    """The fault for a key that is not known, with the known one that it resembles."""
    near = nearest(key, known)
    remedy = f"Did you mean {near!r}?" if near else f"Known keys: {', '.join(known)}."
    return Fault(file, mapping.place(key), "key-unknown", f"The key {quote(key)} is not known here.", remedy, key)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that a misspelt one resembles, if any."""
    near = get_close_matches(word, list(known), n=1) if len(word) <= _LONGEST_WORD else []
    return near[0] if near else None


class _Reader:
    """Builds values from the parser's events, which still show anchors, tags and repeated keys."""

    def __init__(self, text: str, file: str) -> None:
        self.text, self.file = text, file
        self.faults: list[Fault] = []
        self._lines: list[str] | None = None

    def read(self) -> Any:
        import yaml

        # libyaml's parser is ten times as fast; where PyYAML was built without it, its own gives the same
        # events.
        loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
        value: Any = YamlMap()
        try:
            self.events: Iterator[Any] = iter(yaml.parse(self.text, Loader=loader))
            documents = 0
            for event in self.events:
                if isinstance(event, yaml.DocumentStartEvent):
                    documents += 1
                    if documents > 1:
                        self._refuse(event, "The file holds more than one YAML document.", "Remove the '---'.")
                elif not isinstance(event, (yaml.StreamStartEvent, yaml.StreamEndEvent, yaml.DocumentEndEvent)):
                    value = self._value(event, 1)
        except yaml.reader.ReaderError:
            # libyaml counts bytes, PyYAML's own reader characters: so the place is looked for anew.
            found = yaml.reader.Reader.NON_PRINTABLE.search(self.text)
            at = found.start() if found else 0
            line = 1 + self.text.count("\n", 0, at)
            problem = f"The character U+{ord(self.text[at]):04X} is not allowed in YAML."
            self.faults.append(Fault(self.file, f"line {line}", "yaml", problem, "Remove it.", self._line(line)))
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            place = f"line {mark.line + 1}, column {mark.column + 1}" if mark else ""
            said = ", ".join(filter(None, [error.context, error.problem]))
            problem = f"This is not well-formed YAML: {said}."
            remedy = "Look at the indentation, and put quotation marks around a text with a colon or a '#' in it."
            self.faults.append(
                Fault(self.file, place, "yaml", problem, remedy, self._line(mark.line + 1) if mark else "")
            )
        if self.faults:
            raise FaultsFound(self.faults)
        # An empty file, or one of comments alone, gives one empty scalar or no event at all.
        return YamlMap() if value == "" else value

    def _value(self, event: Any, depth: int) -> Any:
        import yaml

        line = event.start_mark.line + 1
        if isinstance(event, yaml.AliasEvent):
            self._refuse(event, f"The alias *{event.anchor} is not allowed.", "Write the value out.")
            return ""
        if event.anchor:
            self._refuse(event, f"The anchor &{event.anchor} is not allowed.", "Write values out where they go.")
        if event.tag:
            self._refuse(event, f"The tag {event.tag} is not allowed.", "Remove it; every value is a text.")
        if depth > MAX_DEPTH:
            problem = f"The file is nested more than {MAX_DEPTH} levels deep."
            self._refuse(event, problem, "Look for stray brackets.", "yaml")
            raise FaultsFound(self.faults)
        if isinstance(event, yaml.ScalarEvent):
            hidden = HIDDEN.search(event.value)
            if hidden:
                problem = f"The value holds U+{ord(hidden[0]):04X}, which cannot be seen: {quote(event.value)}."
                self._refuse(event, problem, "Remove it.", "value")
            return event.value
        if isinstance(event, yaml.SequenceStartEvent):
            items = YamlList(line)
            for item in self.events:
                if isinstance(item, yaml.SequenceEndEvent):
                    break
                items.lines.append(item.start_mark.line + 1)
                items.append(self._value(item, depth + 1))
            return items
        mapping = YamlMap(line)
        for start in self.events:
            if isinstance(start, yaml.MappingEndEvent):
                break
            key = self._value(start, depth + 1)
            value = self._value(next(self.events), depth + 1)
            if not isinstance(key, str):
                self._refuse(start, "A key is not a plain text.", "Write keys as plain words.")
            elif key in mapping:
                problem = f"The key {quote(key)} is given twice, first in line {mapping.lines[key]}."
                self._refuse(start, problem, "Keep one of the two.", "key-duplicate")
            else:
                mapping[key] = value
                mapping.lines[key] = start.start_mark.line + 1
        return mapping

    def _refuse(self, event: Any, problem: str, remedy: str, code: str = "yaml-feature") -> None:
        line = event.start_mark.line + 1
        self.faults.append(Fault(self.file, f"line {line}", code, problem, remedy, self._line(line)))
        if len(self.faults) == MOST_FAULTS:
            problem = f"From here on nothing more is looked at: {MOST_FAULTS:,} faults were found before."
            self.faults.append(Fault(self.file, f"line {line}", "yaml", problem, "Mend those, then build again."))
            raise FaultsFound(self.faults)

    def _line(self, number: int) -> str:
        """A line of the file, as much of it as a fault keeps."""
        if self._lines is None:
            self._lines = self.text.split("\n")
        return self._lines[number - 1].strip()[:_LINE] if number <= len(self._lines) else ""
