"""The descriptor of a package, `datapackage.json`: Data Package 2.0
(https://datapackage.org/standard/data-package/).

Each file of the package is a resource with its size and SHA-256; each CSV file is a table with its schema
inline, so that a folder stands alone. Four properties are our own:

- `sco:origin` on a resource: `generated` for what a build writes, `received` for a source text;
- `sco:table` on the Parquet twin of a CSV file: the name of the CSV resource;
- `sco:origin` on a field (see `schemas`);
- `sco:language` on the package: the language of its descriptions.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from .model import Metadata, Source
from .places import CSV, PARQUET, VIEWS
from .renderings.csvfile import DIALECT
from .schemas import TABLES, Schema, schema, view
from .schemas import VIEWS as VIEW_NAMES

PROFILES = "https://datapackage.org/profiles/2.0/"

#: Format and media type, by the ending of a file's name. With `xlsx` or `parquet` for a format,
#: frictionless would read those files as tables, and give false errors.
MEDIA_TYPES = {
    ".csv": ("csv", "text/csv"),
    ".parquet": ("vnd.apache.parquet", "application/vnd.apache.parquet"),
    ".xlsx": (
        "vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
    ".sqlite": ("sqlite", "application/vnd.sqlite3"),
    ".txt": ("txt", "text/plain"),
    ".md": ("md", "text/markdown"),
    ".svg": ("svg", "image/svg+xml"),
    ".cff": ("cff", "application/yaml"),
    ".json": ("json", "application/json"),
    ".py": ("py", "text/x-python"),
}
OTHER = ("bin", "application/octet-stream")

#: Titles of the files that are not tables, by the path or the ending of its name.
TITLES = {
    "docs/codebook.md": "Codebook",
    "CITATION.cff": "Citation file",
    "verify.py": "Program that proves the package",
    ".xlsx": "All tables as a workbook for Excel",
    ".sqlite": "All tables as an SQLite database with keys enforced",
    ".svg": "Figure",
}


class FileFacts(NamedTuple):
    """Size in bytes and SHA-256 of a file."""

    size: int
    digest: str


def describe(metadata: Metadata, sources: Iterable[Source], files: Mapping[str, FileFacts]) -> dict[str, Any]:
    """The descriptor of a package of these files, by their paths in the package; the descriptor is none of them.

    Tables come first, in the order in which people read them, then their Parquet twins, whole or in parts, the other
    files by path, and the source texts. Hidden files are left out, since Data Package allows no path to them.
    """
    said: dict[str, Any] = {
        "$schema": PROFILES + "datapackage.json",
        "name": metadata.name,
        "title": metadata.title,
        "description": metadata.description,
        "homepage": metadata.homepage,
        "version": metadata.version,
        "created": f"{metadata.released}T00:00:00Z" if metadata.released else None,
        "sco:language": metadata.language,
        "keywords": list(metadata.keywords),
        "licenses": list(metadata.licenses),
        "contributors": list(metadata.contributors),
        "sources": list(metadata.sources),
    }
    descriptor = {key: value for key, value in said.items() if value}
    descriptor["resources"] = _resources(sources, files)
    return descriptor


def descriptor_bytes(descriptor: Mapping[str, Any]) -> bytes:
    """The descriptor as it is written: UTF-8, two blanks to a level, one line end at the end."""
    return (json.dumps(descriptor, indent=2, ensure_ascii=False) + "\n").encode("utf-8")


def _resources(sources: Iterable[Source], files: Mapping[str, FileFacts]) -> list[dict[str, Any]]:
    csv = {f"{CSV}/{name}.csv": schema(name) for name in TABLES}
    csv |= {f"{VIEWS}/{name}.csv": view(name) for name in VIEW_NAMES}
    parquet = dict(twins(files))
    texts = {source.path: source for source in sources}
    rest = sorted(files.keys() - csv.keys() - parquet.keys() - texts.keys())
    names: set[str] = set()
    resources = []
    for path in (*csv, *parquet, *rest, *texts):
        if path not in files or any(part.startswith(".") for part in PurePosixPath(path).parts):
            continue
        if path in csv:
            resource = _table(csv[path], path)
        elif path in parquet:
            resource = _twin(parquet[path], path)
        elif path in texts:
            resource = _text(texts[path])
        else:
            resource = _other(path)
        resource["name"] = _unique(resource["name"], names)
        resource["bytes"] = files[path].size
        resource["hash"] = f"sha256:{files[path].digest}"
        # The schema is by far the longest part of a resource, so it stands last.
        if "schema" in resource:
            resource["schema"] = resource.pop("schema")
        resources.append(resource)
    return resources


def _table(table: Schema, path: str) -> dict[str, Any]:
    return {
        # The name that foreign keys refer to.
        **_file(table.name, path, table.spec["title"], table.spec["description"], kind="table"),
        "encoding": "utf-8",
        "dialect": DIALECT,
        "schema": table.spec,
    }


def _twin(table: Schema, path: str) -> dict[str, Any]:
    # Without `type: table`, since frictionless then reads the file through pandas, which gives false
    # errors, and does not check its bytes and hash; with none it treats it as a file and checks both.
    title = f"{table.spec['title']} (Parquet)"
    description = f"The rows of the resource {table.name} as Parquet, with the same columns and true types."
    name = f"{table.name}-parquet"
    if part := PART.fullmatch(PurePosixPath(path).name):
        title = f"{table.spec['title']} (Parquet, part {int(part[1]) + 1})"
        description = f"Some of the rows of the resource {table.name} as Parquet; its parts follow each other."
        name = f"{name}-{part[1]}"
    return {**_file(name, path, title, description), "sco:table": table.name}


#: The name of a part of a large table.
PART = re.compile(r"part-([0-9]{5})\.parquet")


def twins(paths: Iterable[str]) -> Iterator[tuple[str, Schema]]:
    """The Parquet files among these paths with the schema of their table, tables in order, parts of one in order."""
    found = set(paths)
    for folder, name, declared in (
        *((PARQUET, name, schema(name)) for name in TABLES),
        *((VIEWS, name, view(name)) for name in VIEW_NAMES),
    ):
        if f"{folder}/{name}.parquet" in found:
            yield f"{folder}/{name}.parquet", declared
        for path in sorted(path for path in found if path.startswith(f"{folder}/{name}/")):
            if PART.fullmatch(PurePosixPath(path).name):
                yield path, declared


def _text(source: Source) -> dict[str, Any]:
    description = "The text as received, byte for byte."
    resource = _file(f"{source.document_id}-text", source.path, f"Source of {source.document_id}", description)
    return {**resource, "encoding": _registered(source.encoding), "sco:origin": "received"}


def _other(path: str) -> dict[str, Any]:
    file = PurePosixPath(path)
    title = TITLES.get(path) or TITLES.get(file.suffix) or file.name
    if file.suffix == ".svg":
        title = f"{title}: {file.stem.replace('-', ' ').replace('_', ' ')}"
    # What a person reads is named after what it is; the rest also after its format, as the Parquet twins are.
    name = file.stem if file.suffix in (".md", ".cff") else file.stem + "-" + file.suffix.lstrip(".")
    resource = _file(_slug(name), path, title, "")
    if resource["mediatype"].startswith("text/"):
        resource["encoding"] = "utf-8"
    return resource


def _file(name: str, path: str, title: str, description: str, kind: str = "") -> dict[str, Any]:
    form, mediatype = MEDIA_TYPES.get(PurePosixPath(path).suffix.lower(), OTHER)
    resource = {
        "$schema": PROFILES + "dataresource.json",
        "name": name,
        "type": kind,
        "path": path,
        "title": title,
        "description": description,
        "format": form,
        "mediatype": mediatype,
        "sco:origin": "generated",
    }
    return {key: value for key, value in resource.items() if value}


def _slug(text: str) -> str:
    return re.sub("[^a-z0-9]+", "-", text.lower()).strip("-") or "file"


def _unique(name: str, taken: set[str]) -> str:
    """The name, with a number where it is taken; it is taken from then on."""
    found, number = name, 2
    while found in taken:
        found, number = f"{name}-{number}", number + 1
    taken.add(found)
    return found


def _registered(encoding: str) -> str:
    """The name of a Python codec as IANA registers it, where the two differ in writing."""
    name = codecs.lookup(encoding).name
    special = {"utf-8-sig": "utf-8", "mac-roman": "macintosh", "ascii": "us-ascii"}
    if name in special:
        return special[name]
    name = re.sub(r"^cp125(\d)$", r"windows-125\1", name)
    return re.sub(r"^iso8859-", "iso-8859-", name).replace("_", "-")
