"""The matrix of checks: every rule, a fault that breaks it, and what reports the fault.

    python tests/matrix.py > docs/checks.md

writes the page anew; `test_matrix` holds the page to what comes out here, and demands a fault for every rule.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import test_checks_package
import test_checks_tables
from guarantees import GUARANTEES, LET_PASS, OF_THE_PACKAGE, Guarantee
from judging import corpus_errors, folder_errors, verdict
from planting import faults_of, judge, judge_one
from sample import sample_corpus
from sco_declarations.build.checks import RULES
from sco_declarations.build.checks.rules import Rule
from sco_declarations.build.package import render
from sco_declarations.build.renderings.markdown import prose, table
from sco_declarations.build.schemas import TABLES, VIEWS

INTRODUCTION = """\
# What the checks check

This page is written by `python tests/matrix.py > docs/checks.md`, and a test holds it to what the checks do. For each
rule a fault is planted in a small package that breaks none. The page says what reports it: frictionless 5.21, `sco
validate` by one of its own rules, or both. A rule that no planted fault trips is a failing test.

A fault in a table is planted in one format, and the check of the tables alone is asked: that the formats differ then
would be reported too. Sizes and hashes are set right again, unless the fault is there.
frictionless is asked about the descriptor and the files that the fault touches. A dash says that nothing was found."""

RESOURCE = {"name": "codebook", "path": "codebook.md", "format": "md"}

#: Rules of which the faults are planted in tests of their own: the fault, and the test that it trips the rule in.
APART: Mapping[str, tuple[str, str]] = {
    "descriptor-missing": ("no `datapackage.json`", "test_checks_package::test_descriptor_that_is_none"),
    "descriptor": ("a key twice in `datapackage.json`", "test_checks_package::test_descriptor_that_is_none"),
    "frictionless": ("`created` is `yesterday`", "test_checks_package::test_what_only_the_referee_sees"),
    "declared": ("a schema with `minLength`", "test_checks_tables::test_schema_declares_only_what_is_checked"),
    "unique": ("a unique column of no key", "test_checks_tables::test_keys_and_bounds"),
}


class Fault(dict[str, Any]):
    """A planted fault: `what`, the `rules` that report it, the one it is there for first, and `theirs`."""


@cache
def of_tables() -> tuple[Fault, ...]:
    """The faults in tables and sources; that exactly these rules report them is proved in `test_checks_tables`."""
    sound, faults = sample_corpus().tables, []
    for what, plant, rules, _, _ in test_checks_tables.CASES:
        corpus = sample_corpus()
        plant(corpus.tables, list(corpus.sources))
        faults.append(Fault(what=what, rules=rules.split(), theirs=corpus_errors(corpus.tables, sound)))
    return tuple(faults)


@cache
def of_packages() -> tuple[Fault, ...]:
    """The faults in files and descriptor; that exactly these rules report them is proved in `test_checks_package`."""
    sound, faults = render(sample_corpus(), {"docs/codebook.md": b"# Codebook\n"}), []
    for what, plant, rules, _, _, sealed in test_checks_package.EVERY:
        with tempfile.TemporaryDirectory() as folder:
            root = test_checks_package.plant_in(sound, plant, Path(folder), sealed)
            faults.append(Fault(what=what, rules=rules.split(), theirs=folder_errors(root, sound)))
    return tuple(faults)


def _apart(rule: str) -> str:
    """What frictionless says of a fault that stands apart; it is not asked about schemas that are not the project's."""
    plain = json.dumps({"name": "sample-texts", "resources": [RESOURCE]})
    descriptors = {
        "descriptor-missing": "",
        "descriptor": plain.replace("{", '{"name": "twice", ', 1),
        "frictionless": plain.replace("{", '{"created": "yesterday", ', 1),
    }
    if rule not in descriptors:
        return "not asked"
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / RESOURCE["path"]).write_bytes(b"")
        if descriptors[rule]:
            (Path(folder) / "datapackage.json").write_text(descriptors[rule], encoding="utf-8")
        return _names(verdict(Path(folder), "datapackage.json"))


# -- the page --------------------------------------------------------------------------------------------------------


def _names(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "-"


def schema_section(name: str) -> str:
    """The rules of one schema."""
    rows = []
    for one in judge(name):
        planted = one.planted
        ours = sorted(one.ours, key=lambda rule: (rule != planted.expected, rule))
        more = f" and {len(ours) - 1} more" if ours[1:] else ""
        place = f"`{planted.place}`" if planted.place else "-"
        rows.append((place, planted.rule, planted.what, _names(one.theirs), _names(ours[:1]) + more))
    return table(("Column", "Rule", "Planted fault", "frictionless", "sco validate"), rows)


def _rule_rows(rule: Rule, faults: tuple[Fault, ...]) -> Iterator[tuple[str, ...]]:
    mine = [fault for fault in faults if fault["rules"][0] == rule.name]
    for n, fault in enumerate(mine):
        others = list(fault["rules"][1:])
        said = (f"`{rule.name}`", prose(rule.says)) if n == 0 else ("", "")
        yield (*said, prose(fault["what"]), _names(fault["theirs"]), _names(others))
    if not mine and rule.name in APART:
        what, test = APART[rule.name]
        yield (f"`{rule.name}`", prose(rule.says), f"{what} (`{test}`)", _apart(rule.name), "-")


def rules_section(faults: Callable[[], tuple[Fault, ...]], codes: tuple[str, ...]) -> str:
    """The rules of `sco validate` of some codes."""
    of_code = [rule for rule in RULES.values() if rule.code in codes]
    rows = [row for rule in of_code for row in _rule_rows(rule, faults())]
    return table(("Rule", "What it says", "Planted fault", "frictionless", "Other rules that report it"), rows)


def let_pass_section() -> str:
    by_name = {fault["what"]: fault for fault in of_packages()}
    rows = []
    for what, names in LET_PASS.items():
        rules = list(dict.fromkeys(by_name[name]["rules"][0] for name in names))
        rows.append((what, "; ".join(map(prose, names)), _names(rules)))
    unique = [judge_one(one) for name in TABLES for one in faults_of(name) if one.rule == "uniqueKeys"]
    missed = [f"`{one.planted.table}` ({one.planted.place})" for one in unique if not one.theirs]
    rows.append((f"`uniqueKeys`: {len(missed)} of {len(unique)}", "; ".join(missed), "`unique-key`"))
    return table(("What", "Planted faults that frictionless does not report", "sco validate"), rows)


def _shown_by(one: Guarantee) -> str:
    parts = [_names(one.rules.split())] if one.rules else []
    if one.schema:
        parts.append("the schema: " + ", ".join(f"`{rule.strip()}`" for rule in one.schema.split(",")))
    if one.tests:
        parts.append(f"{'tests' if ' ' in one.tests else 'test'} {_names(one.tests.split())}")
    if one.measured:
        parts.append(f"a reader's judgement, measured in `quality`: {_names(one.measured.split())}")
    return "; ".join(parts)


def guarantees_section(part: str) -> str:
    return table(("Guarantee", "Shown by"), [(one.says, _shown_by(one)) for one in GUARANTEES[part]])


def sections() -> dict[str, Callable[[], str]]:
    """What makes each section of the page, by its heading."""
    made: dict[str, Callable[[], str]] = {
        f"Guarantees: {part.lower()}": (lambda part=part: guarantees_section(part))  # type: ignore[misc]
        for part in GUARANTEES
    }
    made["What frictionless lets pass"] = let_pass_section
    made["Rules of tables"] = lambda: rules_section(of_tables, ("table",))
    made["Rules between tables and texts"] = lambda: rules_section(of_tables, ("invariant",))
    made["Rules of the package"] = lambda: rules_section(of_packages, ("input-missing", "package", "file", "formats"))
    for name in (*TABLES, *VIEWS):
        made[f"Schema of {name}"] = lambda name=name: schema_section(name)  # type: ignore[misc]
    return made


def page() -> str:
    parts = [f"## {heading}\n\n{make().strip()}" for heading, make in sections().items()]
    return "\n\n".join((INTRODUCTION, *parts)) + "\n"


__all__ = ["APART", "GUARANTEES", "LET_PASS", "OF_THE_PACKAGE", "of_packages", "of_tables", "page", "sections"]

if __name__ == "__main__":
    sys.stdout.write(page())
