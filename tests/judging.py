"""The verdict of frictionless on one table, or on the files that a fault touches, without writing a package."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from sample import sample_files
from sco_declarations.build.schemas import ForeignKey, Schema, Tables, schema


def table_report(
    declared: Schema, raw: bytes, foreign: ForeignKey | None = None, spec: Mapping[str, Any] | None = None
) -> Any:
    """What frictionless reports of a CSV file; of the foreign keys only `foreign` is looked at.

    `spec` is the schema as the descriptor has it, where that is not the project's.
    """
    from frictionless import Package, Resource

    tables = {declared.name: raw}
    if foreign is not None:
        tables.setdefault(foreign.resource, sample_files()[f"data/csv/{foreign.resource}.csv"])
    resources = []
    for name, content in tables.items():
        own = spec or declared.spec if name == declared.name else schema(name).spec
        keys = [
            key
            for key in own.get("foreignKeys", [])
            if foreign is not None and name == declared.name and tuple(key["fields"]) == foreign.fields
        ]
        described = _schema(json.dumps({**{k: v for k, v in own.items() if k != "foreignKeys"}, "foreignKeys": keys}))
        resources.append(
            Resource(name=name, data=content, scheme="buffer", format="csv", encoding="utf-8", schema=described)
        )
    whole = Package(resources=resources) if foreign is not None else resources[0]
    return whole.validate(limit_errors=1_000_000)


def file_report(spec: Mapping[str, Any], raw: bytes) -> Any:
    """What frictionless reports of a file with the resource `spec`, its size and hash set right."""
    from frictionless import Resource

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / spec["path"]
        path.parent.mkdir(parents=True)
        path.write_bytes(raw)
        digest = f"sha256:{hashlib.sha256(raw).hexdigest()}"
        described = {**spec, "bytes": len(raw), "hash": digest}
        return Resource.from_descriptor(described, basepath=folder).validate()


@cache
def _schema(spec: str) -> Any:
    from frictionless import Schema as Described

    loaded = json.loads(spec)
    if not loaded["foreignKeys"]:
        del loaded["foreignKeys"]
    return Described.from_descriptor(loaded)


def folder_errors(root: Path, sound: Mapping[str, bytes]) -> list[str]:
    """The kinds of errors that frictionless finds in the descriptor of a package and in the files that changed.

    Files that are as in the package `sound`, and whose resources are, are left out: they take it a second.
    """
    descriptor = json.loads((root / "datapackage.json").read_bytes())
    before = {r["path"]: r for r in json.loads(sound["datapackage.json"])["resources"]}

    def is_changed(resource: Any) -> bool:
        path = resource.get("path") if isinstance(resource, dict) else None
        if not isinstance(path, str) or before.get(path) != resource:
            return True
        at = root / path
        return not at.is_file() or at.read_bytes() != sound[path]

    def dangling(resource: Any) -> list[Any]:
        keys = resource["schema"].get("foreignKeys", []) if isinstance(resource.get("schema"), dict) else []
        return [key for key in keys if key["reference"].get("resource", "") not in {*names, "", None}]

    resources = descriptor["resources"]
    names = [r.get("name") for r in resources if isinstance(r, dict)]
    changed = [r for r in resources if is_changed(r)]
    also = {r.get("name") for r in changed if isinstance(r, dict)}
    kept = [r for r in resources if r in changed or r["path"].endswith(".md") or r["name"] in also or dangling(r)]
    for resource in kept:
        # The tables that it refers to are left out, unless they are not there at all.
        if isinstance(resource, dict) and isinstance(resource.get("schema"), dict):
            resource["schema"]["foreignKeys"] = dangling(resource)
            if not resource["schema"]["foreignKeys"]:
                del resource["schema"]["foreignKeys"]
    less = root / "reduced.json"
    less.write_text(json.dumps({**descriptor, "resources": kept if resources else []}), encoding="utf-8")
    try:
        return verdict(root, less.name)
    finally:
        less.unlink()


def verdict(root: Path, descriptor: str) -> list[str]:
    """The kinds of errors that frictionless finds in a package, or the one that keeps it from reading it."""
    from frictionless import FrictionlessException, validate

    try:
        return kinds(validate(descriptor, basepath=str(root)))
    except FrictionlessException as error:
        return [error.error.type]


def kinds(report: Any) -> list[str]:
    """The kinds of the errors of a report, each once."""
    errors = [*report.errors, *(error for task in report.tasks for error in task.errors)]
    return sorted({error.type for error in errors})


def corpus_errors(tables: Tables, sound: Tables) -> list[str]:
    """The kinds of errors that frictionless finds in the CSV files of the tables that are not as in `sound`.

    Rows are written as they are, whatever their types and columns. Foreign keys are looked at one by one.
    """
    found: set[str] = set()
    for name in [name for name, rows in tables.items() if repr(rows) != repr(sound[name])]:
        declared = schema(name)
        lines = [declared.names, *([_text(cell) for cell in row.values()] for row in tables[name])]
        sink = io.StringIO(newline="")
        csv.writer(sink, lineterminator="\n").writerows(lines)
        raw = sink.getvalue().encode("utf-8", "surrogatepass")
        found.update(kinds(table_report(declared, raw)))
    for declared in map(schema, tables):
        for key in declared.foreign_keys:
            there = {row.get(key.targets[0]) for row in tables.get(key.resource, [])}
            # frictionless takes a second for all of them: it is asked where a reference could dangle.
            if any(row.get(key.fields[0]) not in {*there, None} for row in tables[declared.name]):
                found.update(_reference_errors(declared, key, tables))
    return sorted(found)


def _reference_errors(declared: Schema, key: ForeignKey, tables: Tables) -> list[str]:
    from frictionless import Package, Resource
    from frictionless import Schema as Described

    resources = []
    for one in {declared.name: declared, key.resource: schema(key.resource)}.values():
        fields = [{"name": field.name, "type": "string"} for field in one.fields]
        spec: dict[str, Any] = {"fields": fields}
        if one.name == declared.name:
            target = "" if key.resource == declared.name else key.resource
            spec["foreignKeys"] = [
                {"fields": [*key.fields], "reference": {"resource": target, "fields": [*key.targets]}}
            ]
        rows = [one.names, *([_text(row.get(name)) for name in one.names] for row in tables.get(one.name, []))]
        resources.append(Resource(name=one.name, data=rows, schema=Described.from_descriptor(spec)))
    return kinds(Package(resources=resources).validate())


def _text(value: Any) -> str:
    if value is None:
        return ""
    return str(value).lower() if isinstance(value, bool) else str(value)
