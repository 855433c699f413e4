"""The checks are checked: every rule of every schema, of the checks and of the data model has a fault that trips it.

The page that shows it, docs/checks.md, is what `python tests/matrix.py` writes.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import frictionless
import matrix
import pytest
import test_checks_package
import test_checks_tables
from engines import disagreements
from guarantees import GUARANTEES, LET_PASS, OF_THE_PACKAGE, Guarantee
from planting import FIELD_RULES, faults_of, judge
from sco_declarations.build.checks import RULES
from sco_declarations.build.schemas import TABLES, VIEWS, schema, view

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs/checks.md").read_text(encoding="utf-8")
EVERY = [one for part in GUARANTEES.values() for one in part]
#: Each planted fault with the rule that it is there for.
CASES = [(case[0], case[2].split()[0]) for case in (*test_checks_tables.CASES, *test_checks_package.EVERY)]


def published(heading: str) -> str:
    """A section of the page as it is published."""
    found = re.search(rf"^## {re.escape(heading)}\n\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL)
    assert found, f"no section {heading}: python tests/matrix.py > docs/checks.md"
    return found[1].strip()


def declared_rules(spec: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Every rule of a schema, column or key and name, read from the schema alone."""
    for field in spec["fields"]:
        yield field["name"], "type"
        for name in ("format", "categories", "missingValues", "categoriesOrdered"):
            if name in field:
                yield field["name"], name
        for name, value in field.get("constraints", {}).items():
            if value is not False:
                yield field["name"], name
    key = spec["primaryKey"]
    yield from ((column, "primaryKey") for column in {" and ".join(key), *key})
    yield from ((" and ".join(key), "uniqueKeys") for key in spec.get("uniqueKeys", []))
    for key in spec.get("foreignKeys", []):
        to = key["reference"].get("resource") or spec["name"]
        yield f"{' and '.join(key['fields'])} to {to}.{' and '.join(key['reference']['fields'])}", "foreignKeys"
    yield "", "missingValues"


@pytest.mark.parametrize("name", [*TABLES, *VIEWS])
def test_every_rule_of_a_schema_has_a_fault_that_trips_it(name: str, tmp_path: Path) -> None:
    spec = dict((view(name) if name in VIEWS else schema(name)).spec)
    judged = judge(name)
    assert {(one.planted.place, one.planted.rule) for one in judged} == set(declared_rules(spec))
    missed = [one for one in judged if one.planted.expected not in one.ours]
    assert missed == []
    assert matrix.sections()[f"Schema of {name}"]().strip() == published(f"Schema of {name}")
    # The checks of Arrow data find the same, and something wherever frictionless does.
    assert disagreements(name, tmp_path) == []


def test_a_rule_that_nothing_can_break_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    spec = schema("documents").field("title").spec
    assert isinstance(spec, dict) and "constraints" not in spec
    monkeypatch.setitem(spec, "constraints", {"minLength": 3})
    with pytest.raises(KeyError, match="minLength"):
        list(faults_of("documents"))
    assert ("title", "minLength") in set(declared_rules(dict(schema("documents").spec)))


def test_every_rule_of_the_checks_has_a_fault() -> None:
    """That each fault trips its rule is proved where it is planted."""
    assert set(RULES) == {rule for _, rule in CASES} | set(matrix.APART)
    assert {case[2] for case in test_checks_tables.SCHEMA_CASES} == {"declared", "categories"}
    names = [name for name, _ in CASES]
    assert len(names) == len(set(names))
    for _, test in matrix.APART.values():
        assert is_test(test), test


def test_faults_in_tables_are_as_published() -> None:
    for heading in ("Rules of tables", "Rules between tables and texts"):
        assert matrix.sections()[heading]().strip() == published(heading)


def test_faults_in_packages_are_as_published_and_frictionless_lets_pass_what_is_said() -> None:
    for heading in ("Rules of the package", "What frictionless lets pass"):
        assert matrix.sections()[heading]().strip() == published(heading)
    faults = {fault["what"]: fault for fault in matrix.of_packages()}
    for name in (name for names in LET_PASS.values() for name in names):
        assert faults[name]["theirs"] == [] and faults[name]["rules"], name


def is_test(name: str) -> bool:
    module, _, function = name.partition("::")
    return f"\ndef {function}(" in (ROOT / f"tests/{module}.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("one", EVERY, ids=[one.says[:50] for one in EVERY])
def test_every_guarantee_is_shown(one: Guarantee) -> None:
    assert one.rules or one.schema or one.tests
    assert set(one.rules.split()) <= set(RULES)
    for rule in filter(None, one.schema.split(", ")):
        table, column, name = re.split("[. ]", rule)
        assert name in FIELD_RULES and (column, name) in set(declared_rules(dict(schema(table).spec))), rule
    for test in one.tests.split():
        assert is_test(test), test
    assert set(one.measured.split()) <= set(schema("quality").field("layer").constraints["enum"])


def test_every_rule_guards_a_guarantee_or_the_package() -> None:
    guarding = {rule for one in EVERY for rule in one.rules.split()}
    assert set(RULES) == guarding | set(OF_THE_PACKAGE)
    assert not guarding & set(OF_THE_PACKAGE)


def test_the_page_is_the_one_that_is_written() -> None:
    assert re.findall(r"^## (.+)$", PAGE, re.MULTILINE) == list(matrix.sections())
    assert PAGE.startswith(matrix.INTRODUCTION)
    for part in GUARANTEES:
        heading = f"Guarantees: {part.lower()}"
        assert matrix.sections()[heading]().strip() == published(heading)
    assert f"frictionless {'.'.join(frictionless.__version__.split('.')[:2])}" in PAGE


def test_the_tables_of_the_page_have_no_broken_row() -> None:
    for block in re.findall(r"(?:^\|.*\n)+", PAGE, re.MULTILINE):
        widths = {len(re.findall(r"(?<!\\)\|", line)) for line in block.splitlines()}
        assert len(widths) == 1, block[:200]


def test_schemas_are_all_walked() -> None:
    walked = {json.loads(path.read_text())["name"] for path in (ROOT / "schemas").rglob("*.json")}
    assert walked == {*TABLES, *VIEWS}
