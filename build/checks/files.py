"""Files against the descriptor: which there are, their sizes and hashes; and the source texts."""

from __future__ import annotations

import hashlib
from pathlib import Path

from ..model import Source
from ..places import CSV, DESCRIPTOR, PARQUET, VIEWS
from .folder import Package
from .ground import csv_path
from .rules import Findings, quote

#: Kinds of file directly in data/ that hold published data.
WHOLE = (".sqlite", ".xlsx")


def check(package: Package, found: Findings) -> None:
    for resource in package.resources:
        if resource.path is None or resource.raw is None:
            continue
        size, digest = resource.spec.get("bytes"), resource.spec.get("hash")
        if type(size) is not int or size != len(resource.raw):
            problem = f"The file has {len(resource.raw)} bytes, but the descriptor says {quote(size)}."
            found.add("file-bytes", resource.path, "", problem)
        actual = f"sha256:{hashlib.sha256(resource.raw).hexdigest()}"
        if digest != actual:
            problem = f"The hash of the file is {actual}, but the descriptor says {quote(digest, 80)}."
            found.add("file-hash", resource.path, "", problem)
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
        try:
            text = resource.raw.decode(encoding).removeprefix("\ufeff")
        except (UnicodeError, LookupError, ValueError) as error:  # some codecs raise no more than that
            problem = f"The file does not decode as {quote(encoding)}: {error}."
            found.add("source-decode", path, "", problem)
            continue
        sha256 = hashlib.sha256(resource.raw).hexdigest()
        origin = str(row.get("source_encoding_origin"))
        read.append(Source(document_id, path, resource.raw, text, encoding, origin, sha256))
    return read
