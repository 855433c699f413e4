"""The form of a page, and how a sample is shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

#: The folder of texts, and the package, in the commands of samples.
TEXTS, PACKAGE = "texts", "package"
BUILD = f"sco build --source {TEXTS} --output {PACKAGE}"
VALIDATE = f"sco validate {PACKAGE}"


@dataclass(frozen=True)
class Link:
    """A symbolic link."""

    target: str


@dataclass(frozen=True)
class Size:
    """A file of so many bytes."""

    bytes: int


@dataclass(frozen=True)
class Edit:
    """A published file changed by hand: the first `was` in it became `became`."""

    file: str
    was: str
    became: str


@dataclass(frozen=True)
class Sample:
    """Files below the folder of texts, what was changed in the package built from them, and the command given.

    A text ends with a line end. A name that ends with a slash is that of a folder, whose content is not looked at.
    """

    files: Mapping[str, str | bytes | Link | Size] = field(default_factory=dict)
    edit: Edit | None = None
    command: str = BUILD

    def lines(self) -> list[str]:
        """The sample as lines; what cannot be seen in a text is an escape."""
        lines = []
        for name, content in self.files.items():
            if isinstance(content, Link):
                lines.append(f"{name} -> {content.target}")
            elif isinstance(content, Size):
                lines.append(f"{name}, {content.bytes:,} bytes")
            elif name.endswith("/"):
                lines.append(f"{name} (a folder)")
            else:
                lines += [name, *(f"    {line}" for line in _shown(content))]
        if self.edit:
            lines += [self.edit.file, f"    {self.edit.became}"]
        if self.command not in (BUILD, VALIDATE):
            lines.append(f"$ {self.command}")
        return lines


@dataclass(frozen=True)
class Page:
    """Why something is a fault, a sample that has it, and the same put right."""

    why: str
    bad: Sample
    good: Sample


def _shown(content: str | bytes) -> list[str]:
    if isinstance(content, bytes):
        content = content.decode("ascii", errors="backslashreplace")
    shown = "".join(char if char == "\n" or char.isprintable() else ascii(char)[1:-1] for char in content)
    return shown.removesuffix("\n").split("\n")
