"""Reading a package for the verbs that look into one."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from ..build.faults import Fault, FaultsFound
from ..build.inspection import SourceText, Tables
from ..build.schemas import TABLES, schema
from ..build.source import LARGEST_PUBLISHED, read_bytes
from ..build.stored import StoredTable, is_large, stored_tables, where

REMEDY = "Build the package anew; `sco validate` says everything that is wrong with it."


def read(root: Path) -> tuple[dict[str, Any], Tables]:
    """Descriptor and tables of the package in `root`; rows of a large one stay in its files. Raises FaultsFound."""
    from ..build.published import read_descriptor, read_tables

    descriptor = read_descriptor(root)
    tables: Tables = stored_tables(root, descriptor) if is_large(descriptor) else read_tables(root)
    file = (root / "datapackage.json").as_posix()
    faults = [*_wrong_kinds(descriptor, file), *_lacks(tables, file)]
    if faults:
        raise FaultsFound(faults)
    return descriptor, tables


def _wrong_kinds(descriptor: dict[str, Any], file: str) -> Iterator[Fault]:
    """Properties of the descriptor that the verbs print and that are of another kind than Data Package has."""
    problem = "{} is not what Data Package says it is."
    for name in ("name", "title", "description", "version", "created", "sco:language", "homepage"):
        if not isinstance(descriptor.get(name, ""), str):
            yield Fault(file, "", "package", problem.format(name), REMEDY)
    keywords = descriptor.get("keywords", [])
    if not isinstance(keywords, list) or not all(isinstance(word, str) for word in keywords):
        yield Fault(file, "", "package", problem.format("keywords"), REMEDY)
    for name in ("licenses", "contributors", "sources"):
        listed = descriptor.get(name, [])
        if not isinstance(listed, list) or not all(isinstance(item, dict) and _is_record(item) for item in listed):
            yield Fault(file, "", "package", problem.format(name), REMEDY)


def _is_record(item: dict[str, Any]) -> bool:
    """Whether the values are texts, and roles a list of texts."""
    roles = item.get("roles", [])
    is_listed = isinstance(roles, list) and all(isinstance(role, str) for role in roles)
    return is_listed and all(isinstance(value, str) for key, value in item.items() if key != "roles")


def _lacks(tables: Tables, file: str) -> Iterator[Fault]:
    """What the verbs rely on and a package does not have: tables, columns, the rows that others refer to."""
    for name in TABLES:
        if name not in tables:
            yield Fault(file, "", "package", f"The package has no table {name}.", REMEDY)
            continue
        rows = tables[name]
        columns = rows.columns if isinstance(rows, StoredTable) else [*next(iter(rows), schema(name).names)]
        lacking = [column for column in schema(name).names if column not in columns]
        if lacking:
            yield Fault(file, f"resource {name}", "package", f"The table lacks {', '.join(lacking)}.", REMEDY)
            continue
        for key in schema(name).foreign_keys if not isinstance(rows, StoredTable) else ():
            known = {row.get(key.targets[0]) for row in tables.get(key.resource, [])}
            dangling = {row[key.fields[0]] for row in rows} - known - {None}
            if dangling:
                problem = f"{key.fields[0]} {min(dangling)!r} is no row of {key.resource}."
                yield Fault(file, f"resource {name}", "reference", problem, REMEDY)


def source_reader(root: Path, tables: Tables) -> SourceText:
    """What gives the decoded source of a document.

    It gives None where the file is gone, is not the one that was read (its hash says so), or lies outside
    of the package: then offsets would point to something else.
    """

    @cache
    def text(document_id: str) -> str | None:
        (document,) = where(tables["documents"], "document_id", {document_id})
        path = (root / document["source_file"]).resolve()
        if not path.is_relative_to(root.resolve()):
            return None
        try:
            raw = read_bytes(path, str(path), root, LARGEST_PUBLISHED)
            if hashlib.sha256(raw).hexdigest() != document["source_sha256"]:
                return None
            decoded: str = raw.decode(document["source_encoding"])
            return decoded
        except (FaultsFound, OSError, LookupError, ValueError):
            return None

    return text
