"""Names of texts: which of them a package can carry to every system that it may be unpacked on.

A text keeps its name in the package. Names in any script are fine, with blanks, apostrophes and a leading hyphen;
what Windows or macOS cannot hold, or takes for the same name, is a fault, since a file would be lost there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from .faults import Fault, quote

#: What Windows does not allow in a name, and takes for devices whatever their ending.
_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE | re.DOTALL)
#: Joiners are needed to write Persian and the languages of India; all other format characters only hide things.
_JOINERS = "\u200c\u200d"
_HIDDEN = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def check_names(folder: Path, names: Iterable[str]) -> dict[str, Fault]:
    """The fault of each name in a folder that has one: code `file-name`, or `name-clash` for the later of two."""
    faults: dict[str, Fault] = {}
    seen: dict[str, str] = {}
    for name in names:
        problem = _problem(name)
        other = seen.setdefault(folded(name), name)
        if problem:
            remedy = "Rename it; letters of any script, digits, blanks, hyphens, underscores and points are safe."
            faults[name] = Fault(str(folder / name), "", "file-name", problem, remedy, name)
        elif other != name:
            problem = f"On Windows and macOS its name is that of {quote(other)}: one file would replace the other."
            faults[name] = Fault(str(folder / name), "", "name-clash", problem, "Rename one of the two.", name)
    return faults


def folded(name: str) -> str:
    """What is the same for two names that some system takes for one: no case, one form of letters with marks."""
    return unicodedata.normalize("NFD", unicodedata.normalize("NFD", name).casefold())


def _problem(name: str) -> str:
    for char in name:
        if "\udc80" <= char <= "\udcff":
            return f"The name {quote(name)} is not UTF-8."
        if unicodedata.category(char) in _HIDDEN and char not in _JOINERS:
            return f"The name {quote(name)} holds U+{ord(char):04X}, which cannot be seen."
    if forbidden := _FORBIDDEN.search(name):
        return f"The name {quote(name)} holds {forbidden[0]}, which Windows does not allow in a name."
    if _DEVICE.fullmatch(name):
        return f"The name {quote(name)} is that of a device on Windows."
    return ""
