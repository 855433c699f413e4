"""A new text: copied byte for byte beside the others, with a sidecar that says what could be read of it.

`plan` reads and decides, and changes nothing; `write` writes both files or neither.
"""

from __future__ import annotations

import hashlib
import json
import re
import textwrap
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from .document import read_document
from .entries import RESERVED, Folders, folders, read_sidecars, text_files
from .faults import Fault, FaultsFound
from .filenames import check_names
from .inputs import read_authorities
from .layers import layers_of
from .lines import LineNumbers
from .model import Source
from .places import RAW
from .schemas import Row, schema
from .sidecars import FACTS, Sidecar
from .source import read_bytes, read_source
from .texts import slug

#: Encodings that a sidecar need not name: they are told from the bytes without a guess.
PLAIN = ("utf-8", "utf-8-sig")
#: Characters of a value that a comment shows.
SHOWN = 160
#: Characters of the longest identifier that is proposed; the sidecar is named after it.
LONGEST = 100
_SCALAR = re.compile(r"[A-Za-z0-9][\w.-]*", re.ASCII)


@dataclass(frozen=True)
class Intake:
    """What is to be written for a new text, and what could be read of it.

    `text` is where its bytes `raw` go; `is_there` says that they stand there already. `read` are the facts that the
    text has by column of documents, `open` the columns that it says nothing of. `counts` are numbers of rows.
    """

    document_id: str
    text: Path
    raw: bytes
    is_there: bool
    sidecar: Path
    content: str
    encoding: str
    read: dict[str, str]
    open: tuple[str, ...]
    counts: dict[str, int]


def plan(file: Path, source: Path) -> Intake:
    """What the text `file` would become in the folder `source`.

    Raises FaultsFound where it is no text, where another text has its name, where the same text has another name or
    a sidecar already, and for faults in the sidecars that are there.
    """
    at = folders(source)
    _check_name(file)
    raw = read_bytes(file, str(file))
    target = at.texts / file.name
    faults: list[Fault] = []
    sidecars = read_sidecars(at.sidecars, source, faults)
    present = [at.texts / name for name in text_files(at.texts)]
    faults += _clashes(file, raw, target, present, sidecars)
    if faults:
        raise FaultsFound(faults)
    text = read_source(file, str(file), slug(file.stem) or "text", f"{RAW}/{file.name}")
    tables = read_document(text, Sidecar(), layers_of(read_authorities(at.curated, source))).tables
    (document,) = tables["documents"]
    others = [path for path in present if path != target]
    document_id = _identifier(document, file.stem, text.sha256, _taken(at, others, sidecars), at)
    missing = tuple(name for name in FACTS if document[name] is None)
    return Intake(
        document_id,
        target,
        raw,
        target.exists(),
        at.sidecars / f"{document_id}.yaml",
        _sidecar(document_id, file.name, text, document, tables["evidence"], missing),
        text.encoding,
        {name: document[name] for name in FACTS if document[name] is not None},
        missing,
        {name: len(tables[name]) for name in ("sections", "paragraphs", "signatories", "instrument_mentions")},
    )


def write(intake: Intake) -> None:
    """Write text and sidecar; raises FaultsFound, and leaves neither behind, where one of them cannot be written."""
    made: list[Path] = []
    try:
        for path, content in ((intake.text, intake.raw), (intake.sidecar, intake.content.encode("utf-8"))):
            if path == intake.text and intake.is_there:
                continue
            for folder in reversed([folder for folder in path.parents if not folder.exists()]):
                folder.mkdir()
                made.append(folder)
            with path.open("xb") as opened:  # never over another file, even one that came a moment ago
                made.append(path)
                opened.write(content)
    except BaseException as error:
        for path in reversed(made):
            with suppress(OSError):
                path.rmdir() if path.is_dir() else path.unlink()
        if not isinstance(error, OSError):
            raise
        problem = f"The file cannot be written: {error.strerror or error}."
        remedy = "Nothing was changed. Make room or give yourself the right to write."
        raise FaultsFound([Fault(str(error.filename or path), "", "output-unwritable", problem, remedy)]) from error


def _check_name(file: Path) -> None:
    name = file.name
    if not name.lower().endswith(".txt") or name.startswith("."):
        problem, remedy = "Only files whose names end in .txt are read, hidden ones not.", "Rename it: NAME.txt."
        if file.exists():
            raise FaultsFound([Fault(str(file), "", "not-text", problem, remedy)])
    elif wrong := check_names(file.parent, [file.name]):
        raise FaultsFound(wrong.values())
    elif name != " ".join(name.split()):
        problem = "The name has blanks in it that a sidecar cannot repeat."
        raise FaultsFound([Fault(str(file), "", "file-name", problem, "Rename it.", name)])


def _clashes(
    file: Path, raw: bytes, target: Path, present: Iterable[Path], sidecars: dict[str, Sidecar]
) -> list[Fault]:
    """Why the text cannot be taken in beside the others."""

    def clash(problem: str, remedy: str) -> Fault:
        return Fault(str(file), "", "identifier-clash", problem, remedy)

    faults = []
    digest = hashlib.sha256(raw).digest()
    for path in present:
        same = hashlib.sha256(read_bytes(path, str(path))).digest() == digest
        if path.name.casefold() == target.name.casefold():
            if not same:
                faults.append(clash(f"Another text has its name: {path}.", "Rename one of the two."))
        elif same:
            faults.append(clash(f"The same text is there already: {path}.", "Keep that one."))
    if target.name in sidecars:
        faults.append(clash(f"It has a sidecar already: {sidecars[target.name].file}.", "Edit that one."))
    return faults


def _taken(at: Folders, others: Iterable[Path], sidecars: dict[str, Sidecar]) -> set[str]:
    """Identifiers of the documents that are there."""
    named = {sidecar.document_id for sidecar in sidecars.values() if sidecar.document_id}
    return named | {slug(path.stem) for path in others if not sidecars.get(path.name, Sidecar()).document_id}


def _identifier(document: Row, stem: str, sha256: str, taken: set[str], at: Folders) -> str:
    """Type, year and place where the text has a type and a date; else the name of the file."""
    parts = [document["document_type"], (document["date"] or "")[:4], slug(document["place"] or "")]
    base = (slug(" ".join(filter(None, parts))) if parts[0] and parts[1] else slug(stem)) or f"text-{sha256[:8]}"
    base = base[:LONGEST].rstrip("-")
    name, number = base, 2
    while name in taken or (at.sidecars / f"{name}.yaml").exists() or f"{name}.yaml" in RESERVED:
        name, number = f"{base}-{number}", number + 1
    return name


# -- the sidecar ---------------------------------------------------------------------------------------------


def _sidecar(
    document_id: str, name: str, text: Source, document: Row, evidence: Iterable[Row], missing: Iterable[str]
) -> str:
    lines = [
        f"# Sidecar of {name}. What stands behind a # is a note to you, and not read.",
        "",
        "# Proposed; once it is published, it does not change any more.",
        f"document_id: {document_id}",
        f"source_file: {_scalar(name)}",
    ]
    if document["language"]:
        lines += [
            "# Detected, as the build will detect it again. To vouch for it yourself, remove the #.",
            f"# language: {document['language']}",
        ]
    else:
        lines += ["# No language was recognised. Remove the # and give its tag, such as en or ru.", "# language:"]
    if text.encoding not in PLAIN:
        how = "Told by the byte-order mark" if text.encoding_origin == "bom" else "Detected; look for odd letters"
        lines += [f"# {how}.", f"encoding: {text.encoding}"]
    read = [row for row in evidence if row["origin"] == "text" and row["column_name"] in FACTS]
    if read:
        numbers = LineNumbers(text.text)
        lines += ["", "# The text itself has these, and the build reads them from it: no key is needed here."]
        lines += ["# Where one is wrong, give the right one in a key of its own, as below."]
        for row in sorted(read, key=lambda row: FACTS.index(row["column_name"])):
            printed = f', printed "{_shown(row["printed"])}"' if row["printed"] != row["value"] else ""
            line = numbers.at(row["char_start"])
            lines.append(f"#   {row['column_name']}, line {line}: {_shown(row['value'])}{printed}")
    missing = list(missing)
    if missing:
        lines += [
            "",
            "# These were not found. Remove the # before the lines of what you know, and say how you know it.",
        ]
        for fact in missing:
            lines += _template(fact)
    return "\n".join(lines) + "\n"


def _template(fact: str) -> list[str]:
    """The lines of a fact that is not known yet, behind comment signs."""
    allowed = schema("documents").field(fact).constraints.get("enum")
    form = "Its value is YYYY-MM-DD, YYYY-MM or YYYY." if fact == "date" else ""
    hints = textwrap.wrap(f"Its value is one of: {', '.join(allowed)}." if allowed else form, 110)
    return ["#", *(f"# {hint}" for hint in hints), f"# {fact}:", "#   value:", "#   evidence:"]


def _scalar(text: str) -> str:
    return text if _SCALAR.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _shown(text: str) -> str:
    """A text as a comment can hold it: on one line, nothing invisible, and not too long."""
    folded = " ".join(text.split())
    cut = folded if len(folded) <= SHOWN else folded[: SHOWN - 4].rsplit(" ", 1)[0] + " ..."
    return "".join(char if char.isprintable() else f"<U+{ord(char):04X}>" for char in cut)
