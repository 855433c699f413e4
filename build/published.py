"""A published package read back: its descriptor, and its tables as rows of typed values."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

from .faults import Fault, FaultsFound, quote
from .places import CSV, DESCRIPTOR, JOURNAL
from .renderings.csvfile import read_csv
from .schemas import Schema, Tables, parse
from .source import LARGEST_PUBLISHED, read_bytes
from .types import TYPES

REMEDY = "Build the package anew."


def shown(root: Path, path: str = "") -> str:
    """A path in a package as the user knows it: with the folder that was named in front."""
    return (root / path).as_posix()


def is_inside(path: str) -> bool:
    """Whether the path of a resource stays inside its package."""
    parts = PurePosixPath(path).parts
    return bool(parts) and not path.startswith("/") and ".." not in parts and "\\" not in path


def read_descriptor(root: Path) -> dict[str, Any]:
    """The descriptor of the package in a folder: it has resources, and each of them a name and a path inside.

    Raises `FaultsFound` where there is none, or where it is not that, and where a build was stopped half-way.
    """
    file = shown(root, DESCRIPTOR)
    if (root / JOURNAL).is_file():
        problem = "A build was stopped here while it replaced files, so they may be of two packages."
        raise FaultsFound([Fault(shown(root, JOURNAL), "", "package", problem, "Build again: that puts them right.")])
    if not os.path.lexists(root / DESCRIPTOR):
        problem = "There is no data package in this folder."
        raise FaultsFound([Fault(file, "", "input-missing", problem, "Build one, or name its folder.")])
    raw = read_bytes(root / DESCRIPTOR, file, root, LARGEST_PUBLISHED)
    try:
        descriptor = json.loads(raw)
    except json.JSONDecodeError as error:
        problem = f"The descriptor is not JSON: {error.msg}."
        raise FaultsFound([Fault(file, f"line {error.lineno}", "package", problem, REMEDY)]) from None
    except (ValueError, RecursionError):  # not UTF-8, a number with thousands of digits, or nested without end
        raise FaultsFound([Fault(file, "", "package", "The descriptor is not JSON.", REMEDY)]) from None
    resources = descriptor.get("resources") if isinstance(descriptor, dict) else None
    if not isinstance(resources, list) or not resources:
        raise FaultsFound([Fault(file, "", "package", "The descriptor lists no resources.", REMEDY)])
    faults = []
    for number, resource in enumerate(resources, 1):
        said = resource if isinstance(resource, dict) else {}
        if not isinstance(said.get("name"), str) or not isinstance(said.get("path"), str):
            problem = "The resource lacks a name or a path."
            faults.append(Fault(file, f"resource {number}", "package", problem, REMEDY))
        elif not is_inside(said["path"]):
            problem = f"The path {quote(said['path'])} leads out of the package."
            faults.append(Fault(file, f"resource {said['name']}", "package", problem, REMEDY))
    if faults:
        raise FaultsFound(faults)
    found: dict[str, Any] = descriptor
    return found


def resource_schema(resource: Mapping[str, Any], file: str) -> Schema:
    """The schema in a resource of the descriptor `file`; raises `FaultsFound` where it is none we know."""
    try:
        found = parse({"name": resource["name"], **resource["schema"]})
        unknown = sorted({str(field.type) for field in found.fields} - TYPES.keys())
        if not all(isinstance(name, str) for name in found.names):
            raise TypeError
    except (KeyError, TypeError, AttributeError):
        problem = "The resource has no Table Schema that can be read."
    else:
        if not unknown:
            return found
        problem = f"The schema has columns of the type {', '.join(unknown)}, which is not known here."
    place = f"resource {resource.get('name', '')}"
    raise FaultsFound([Fault(file, place, "package", problem, REMEDY)])


def read_tables(root: Path) -> Tables:
    """The tables of a package (its views not), read from CSV by the schemas in its own descriptor.

    Raises `FaultsFound` with every fault in any of them: a file that is missing, a cell of a wrong type.
    """
    tables: Tables = {}
    faults: list[Fault] = []
    for resource in read_descriptor(root)["resources"]:
        path = resource["path"]
        if not (path.startswith(f"{CSV}/") and path.endswith(".csv")):
            continue
        file = shown(root, path)
        try:
            declared = resource_schema(resource, shown(root, DESCRIPTOR))
            tables[resource["name"]] = read_csv(declared, read_bytes(root / path, file, root, LARGEST_PUBLISHED), file)
        except FaultsFound as found:
            faults += map(_with_remedy, found.faults)
    if faults:
        raise FaultsFound(faults)
    return tables


def _with_remedy(fault: Fault) -> Fault:
    """The fault of a listed file, with what to do; one that is not there is a fault of the package."""
    if fault.code != "input-missing":
        return replace(fault, remedy=fault.remedy or REMEDY)
    return replace(fault, code="file", problem="The descriptor lists this file, and it is not there.", remedy=REMEDY)
