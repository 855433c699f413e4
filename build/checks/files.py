"""Files against the descriptor: which there are, their sizes and hashes; and the source texts."""

from __future__ import annotations

import hashlib
from pathlib import Path

from ..model import Source
from ..places import CSV, DESCRIPTOR, PARQUET, VIEWS
from ..schemas import Row
from .folder import Package, Resource
from .ground import csv_path
from .rules import Findings, quote

#: Kinds of file directly in data/ that hold published data.
WHOLE = (".sqlite", ".xlsx")


def check(package: Package, found: Findings) -> None:
    for resource in package.resources:
        if resource.path is None or resource.raw is None:
            continue
        compare(resource, len(resource.raw), hashlib.sha256(resource.raw).hexdigest(), found)
    check_listed(package, found)


def compare(resource: Resource, size: int, sha256: str, found: Findings) -> None:
    """Size and hash of a file against those that the descriptor gives."""
    path, stated, digest = str(resource.path), resource.spec.get("bytes"), resource.spec.get("hash")
    if type(stated) is not int or stated != size:
        problem = f"The file has {size} bytes, but the descriptor says {quote(stated)}."
        found.add("file-bytes", path, "", problem)
    actual = f"sha256:{sha256}"
    if digest != actual:
        problem = f"The hash of the file is {actual}, but the descriptor says {quote(digest, 80)}."
        found.add("file-hash", path, "", problem)


def check_listed(package: Package, found: Findings) -> None:
    """That every published data file is listed."""
    listed = {resource.path for resource in package.resources}
    for path in data_files(package.root):
        if path not in listed:
            found.add("file-listed", path, "", "The file is not listed in the descriptor.")


def data_files(root: Path) -> list[str]:
    """Paths, relative to the package, of all files where only published data may stand; a README is none."""
    paths = [p for folder in (CSV, PARQUET, VIEWS) for p in (root / folder).rglob("*") if p.is_file()]
    data = root / "data"
    paths += [p for p in (data.iterdir() if data.is_dir() else ()) if p.suffix in WHOLE and p.is_file()]
    return sorted(p.relative_to(root).as_posix() for p in paths if p.name != "README.md")


def sources(package: Package, found: Findings) -> list[Source]:
    """The sources that documents names, decoded as it says; what cannot be read is noted and left out."""
    read = []
    for n, row in enumerate(package.tables.get("documents", []), 2):
        document_id, path, encoding = (row.get(c) for c in ("document_id", "source_file", "source_encoding"))
        if document_id is None or path is None or encoding is None:
            continue
        resource = package.at(path)
        if resource is None:
            problem = f"The source file {quote(path)} of {document_id} is not listed in {DESCRIPTOR}."
            found.add("source-file", csv_path("documents"), f"row {n}, column source_file", problem)
            continue
        if resource.raw is None:
            continue
        source = source_of(row, resource.raw, found)
        if source is not None:
            read.append(source)
    return read


def source_of(row: Row, raw: bytes, found: Findings) -> Source | None:
    """The source of a row of documents, decoded as the row says; None, noted, where it does not decode."""
    path, encoding = row["source_file"], row["source_encoding"]
    try:
        text = raw.decode(encoding).removeprefix("\ufeff")
    except (UnicodeError, LookupError, ValueError) as error:  # some codecs raise no more than that
        problem = f"The file does not decode as {quote(encoding)}: {error}."
        found.add("source-decode", path, "", problem)
        return None
    sha256, origin = hashlib.sha256(raw).hexdigest(), str(row.get("source_encoding_origin"))
    return Source(row["document_id"], path, raw, text, encoding, origin, sha256)
