"""The descriptor against Data Package 2.0, in what frictionless lets pass, and against our schemas."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import PurePosixPath
from typing import Any

from ..citation import ZENODO_ROLES
from ..descriptor import MEDIA_TYPES
from ..metadata import NAME, SEMVER
from ..places import CSV, DESCRIPTOR, PARQUET
from ..renderings.csvfile import DIALECT
from ..schemas import TABLES
from .folder import PART, Package, Resource, declared_at
from .rules import Findings, quote

_PROFILE = "https://datapackage.org/profiles/2.0/{}.json"
#: Our own properties, of fields and resources. Properties with another prefix are other people's business.
PREFIX = "sco:"
OWN = ("sco:origin", "sco:table", "sco:language")

#: Roles that citation services know (https://datapackage.org/standard/data-package/#contributors).
ROLES = ("creator", *ZENODO_ROLES)

#: What each kind of object may hold (https://datapackage.org/standard/).
PROPERTIES: dict[str, tuple[str, ...]] = {
    "package": (
        "$schema", "resources", "name", "id", "licenses", "title", "description", "homepage", "version",
        "sources", "contributors", "keywords", "image", "created",
    ),
    "resource": (
        "$schema", "name", "path", "data", "type", "title", "description", "format", "mediatype", "encoding",
        "bytes", "hash", "sources", "licenses", "dialect", "schema", "homepage",
    ),
    "dialect": (
        "$schema", "name", "title", "description", "header", "headerRows", "headerJoin", "commentRows",
        "commentChar", "delimiter", "lineTerminator", "quoteChar", "doubleQuote", "escapeChar",
        "nullSequence", "skipInitialSpace", "property", "itemType", "itemKeys", "sheetNumber", "sheetName",
        "table",
    ),
    "schema": (
        "$schema", "name", "title", "description", "fields", "fieldsMatch", "missingValues", "primaryKey",
        "uniqueKeys", "foreignKeys",
    ),
    "field": (
        "name", "type", "format", "title", "description", "example", "constraints", "categories",
        "categoriesOrdered", "missingValues", "rdfType", "trueValues", "falseValues", "groupChar",
        "decimalChar", "bareNumber", "delimiter", "itemType",
    ),
    "constraints": (
        "required", "unique", "minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum",
        "exclusiveMaximum", "jsonSchema", "pattern", "enum",
    ),
    "category": ("value", "label"),
    "foreign key": ("fields", "reference"),
    "reference": ("resource", "fields"),
    "license": ("name", "path", "title"),
    "contributor": ("title", "givenName", "familyName", "path", "email", "roles", "organization"),
    "source": ("title", "path", "email", "version"),
}  # fmt: skip


def check(package: Package, found: Findings) -> None:
    spec = package.descriptor
    _object(spec, "package", "", found)
    _profile(spec, "datapackage", "", found, needed=True)
    for key in ("name", "title", "version"):
        if not isinstance(spec.get(key), str) or not spec[key].strip():
            found.add("descriptor-value", DESCRIPTOR, "", f"{key} is {quote(spec.get(key))}, but should be a text.")
    if not isinstance(spec.get("resources"), list) or not spec["resources"]:
        problem = f"resources is {quote(spec.get('resources'))}, but should be a list with something in it."
        found.add("descriptor-value", DESCRIPTOR, "", problem)
    if isinstance(spec.get("version"), str) and not SEMVER.fullmatch(spec["version"]):
        problem = f"version is {quote(spec['version'])}; a semantic version is like 1.0.0."
        found.add("version", DESCRIPTOR, "", problem)
    for word in _listed(spec, "keywords", "", found):
        if not isinstance(word, str):
            found.add("descriptor-value", DESCRIPTOR, "", f"A keyword is {quote(word)}, but should be a text.")
    _people(spec, found)
    _licences(spec, "", found)
    _names(package, found)
    for resource in package.resources:
        _resource(resource, found)
    _published(package, found)


def _listed(spec: Mapping[str, Any], key: str, place: str, found: Findings) -> list[Any]:
    """The list under a key that may be absent; anything else is noted."""
    if key not in spec:
        return []
    if not isinstance(spec[key], list) or not spec[key]:
        problem = f"{key} is {quote(spec[key])}, but should be a list with something in it."
        found.add("descriptor-value", DESCRIPTOR, place, problem)
        return []
    return list(spec[key])


def _object(value: Any, kind: str, place: str, found: Findings) -> bool:
    """Whether a value is an object; its unknown properties are noted, with the one that was meant."""
    if not isinstance(value, Mapping):
        found.add("descriptor-value", DESCRIPTOR, place, f"The {kind} is {quote(value)}, but should be an object.")
        return False
    known = PROPERTIES[kind]
    for key in value:
        if key in known or key in OWN:
            continue
        near = get_close_matches(key, (*known, *OWN), n=1, cutoff=0.7)
        if ":" in key and not key.startswith(PREFIX):
            continue
        meant = f"; did you mean {near[0]}?" if near else "."
        found.add("property", DESCRIPTOR, place, f"{quote(key)} is no property of a {kind}{meant}")
    return True


def _profile(spec: Mapping[str, Any], profile: str, place: str, found: Findings, needed: bool = False) -> None:
    expected = _PROFILE.format(profile)
    if spec.get("$schema", None if needed else expected) != expected:
        problem = f"$schema is {quote(spec.get('$schema'), 80)}, but should be {expected}."
        found.add("descriptor-schema", DESCRIPTOR, place, problem)


def _people(spec: Mapping[str, Any], found: Findings) -> None:
    for rank, person in enumerate(_listed(spec, "contributors", "", found), 1):
        place = f"contributor {rank}"
        if not _object(person, "contributor", place, found):
            continue
        if not any(isinstance(person.get(key), str) for key in ("title", "givenName", "familyName", "organization")):
            found.add("contributors", DESCRIPTOR, place, "The contributor has no title and no other name.")
        roles = person.get("roles", [])
        if not isinstance(roles, list) or not all(isinstance(role, str) for role in roles):
            found.add("contributors", DESCRIPTOR, place, f"roles is {quote(roles)}, but should be a list of texts.")
            continue
        for role in roles:
            # Any role may be given; one that is nearly a known one is a slip.
            near = get_close_matches(role, ROLES, n=1, cutoff=0.8)
            if near and near[0] != role:
                problem = f"The role {quote(role)} is not known; did you mean {near[0]}?"
                found.add("contributors", DESCRIPTOR, place, problem)
    for rank, source in enumerate(_listed(spec, "sources", "", found), 1):
        _object(source, "source", f"source {rank}", found)


def _licences(spec: Mapping[str, Any], place: str, found: Findings) -> None:
    """A dataset without a stated licence is left alone: none is invented, and none is asked for here."""
    if "licenses" not in spec:
        return
    if not isinstance(spec["licenses"], list) or not spec["licenses"]:
        problem = f"licenses is {quote(spec['licenses'])}, but should be a list with something in it."
        found.add("licenses", DESCRIPTOR, place, problem)
        return
    for rank, licence in enumerate(spec["licenses"], 1):
        where = f"{place}, license {rank}" if place else f"license {rank}"
        if _object(licence, "license", where, found) and not any(
            isinstance(licence.get(key), str) and licence[key] for key in ("name", "path")
        ):
            found.add("licenses", DESCRIPTOR, where, "The licence has neither a name nor a path.")


def _names(package: Package, found: Findings) -> None:
    name = package.descriptor.get("name")
    if isinstance(name, str) and not NAME.fullmatch(name):
        found.add("name", DESCRIPTOR, "", f"The name of the package is {quote(name)}.")
    seen: set[str] = set()
    paths: set[str] = set()
    for resource in package.resources:
        name = resource.spec.get("name")
        if not isinstance(name, str) or not NAME.fullmatch(name):
            found.add("name", DESCRIPTOR, resource.place, f"The name of the resource is {quote(name)}.")
        elif name in seen:
            found.add("name", DESCRIPTOR, resource.place, f"Another resource has the name {quote(name)} too.")
        else:
            seen.add(name)
        if resource.path in paths:
            found.add("path", DESCRIPTOR, resource.place, f"Another resource has the path {resource.path} too.")
        if resource.path:
            paths.add(resource.path)


def _resource(resource: Resource, found: Findings) -> None:
    spec, place = resource.spec, resource.place
    _object(spec, "resource", place, found)
    _profile(spec, "dataresource", place, found)
    _licences(spec, place, found)
    for rank, source in enumerate(_listed(spec, "sources", place, found), 1):
        _object(source, "source", f"{place}, source {rank}", found)
    if "dialect" in spec and _object(spec["dialect"], "dialect", place, found):
        _profile(spec["dialect"], "tabledialect", place, found)
    if "schema" in spec and _object(spec["schema"], "schema", place, found):
        _profile(spec["schema"], "tableschema", place, found)
        _fields(spec["schema"], place, found)
    declared = declared_at(resource.path) if resource.path else None
    if declared is None:
        if spec.get("type", "file") != "file":
            problem = f"type is {quote(spec['type'])}, but the file is no table of the project."
            found.add("resource", DESCRIPTOR, place, problem)
        return
    _table(resource, declared.name, found)
    given = spec.get("schema")
    if given is None and resource.path and not resource.path.endswith(".csv"):
        return
    for difference in _differences(given, declared.spec):
        found.add("inline-schema", DESCRIPTOR, place, f"The schema is not that of {declared.name}: {difference}.")


def _table(resource: Resource, name: str, found: Findings) -> None:
    """The properties by which a reader knows how to read the file of a table; others would read it otherwise."""
    is_csv = bool(resource.path and resource.path.endswith(".csv"))
    form, mediatype = MEDIA_TYPES[".csv" if is_csv else ".parquet"]
    part = PART.search(resource.path or "")
    number = f"-{part[1]}" if part else ""
    expected = {
        "name": name if is_csv else f"{name}-parquet{number}",
        "type": "table" if is_csv else None,
        "format": form,
        "mediatype": mediatype,
        "encoding": "utf-8" if is_csv else None,
        "dialect": DIALECT if is_csv else None,
        "sco:table": None if is_csv else name,
    }
    for key, value in expected.items():
        if resource.spec.get(key) != value:
            problem = f"{key} is {quote(resource.spec.get(key))}, but should be {quote(value)}."
            found.add("resource", DESCRIPTOR, resource.place, problem)


def _fields(spec: Mapping[str, Any], place: str, found: Findings) -> None:
    for field in _listed(spec, "fields", place, found):
        name = field.get("name") if isinstance(field, Mapping) else None
        where = f"{place}, field {name}" if name else place
        if not _object(field, "field", where, found):
            continue
        constraints = field.get("constraints", {})
        if not _object(constraints, "constraints", where, found):
            continue
        categories = field.get("categories", [])
        if not isinstance(categories, list):
            categories = []
        for category in categories:
            if not isinstance(category, str):
                _object(category, "category", where, found)
        values = [c.get("value") if isinstance(c, Mapping) else c for c in categories]
        if "categories" in field and values != constraints.get("enum"):
            problem = f"The categories are {values}, but the enum is {constraints.get('enum')}."
            found.add("categories", DESCRIPTOR, where, problem)
    for key in _listed(spec, "foreignKeys", place, found) if spec.get("foreignKeys") != [] else []:
        if _object(key, "foreign key", place, found):
            _object(key.get("reference"), "reference", place, found)


def _differences(given: Any, declared: Mapping[str, Any]) -> list[str]:
    """How a schema in the descriptor differs from the project's; fields are compared one by one."""
    if not isinstance(given, Mapping):
        return [f"it is {quote(given)}, but should stand in the descriptor itself"]
    said = [
        f"{key} is {quote(given.get(key))}, not {quote(declared.get(key))}"
        for key in dict.fromkeys((*declared, *given))
        if key != "fields" and given.get(key) != declared.get(key)
    ]
    fields = {f.get("name"): f for f in _mappings(given.get("fields")) if isinstance(f.get("name"), str)}
    wanted = {f["name"]: f for f in declared["fields"]}
    if list(fields) != list(wanted):
        said.append(f"the fields are {', '.join(map(str, fields))}, not {', '.join(wanted)}")
    for name in wanted:
        if name in fields and fields[name] != wanted[name]:
            keys = [
                k for k in dict.fromkeys((*wanted[name], *fields[name])) if fields[name].get(k) != wanted[name].get(k)
            ]
            said.append(f"field {name} differs in {', '.join(keys)}")
    return said


def _mappings(values: Any) -> Iterable[Mapping[str, Any]]:
    return [value for value in values if isinstance(value, Mapping)] if isinstance(values, Sequence) else []


def _published(package: Package, found: Findings) -> None:
    for name in TABLES:
        for path in (f"{CSV}/{name}.csv", f"{PARQUET}/{name}.parquet"):
            if package.at(path) is None and not (package.is_large and package.parts(PurePosixPath(path))):
                found.add("published", DESCRIPTOR, "", f"No resource has the path {path}.")
    for suffix in () if package.is_large else (".sqlite", ".xlsx"):
        if not package.by_suffix(suffix):
            found.add("published", DESCRIPTOR, "", f"No resource is a file of the kind {suffix}.")
