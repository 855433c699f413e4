"""Rows against their schemas: types, constraints and keys, all taken from the Schema objects."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from operator import itemgetter
from typing import Any

from ..schemas import ForeignKey, Row, Schema
from ..types import TYPES
from .columns import CONTROL, Column, columns_of, have_columns, key_holds
from .ground import Record, cell, csv_path, misfits
from .rules import Findings, count, quote

CONSTRAINTS = ("required", "unique", "pattern", "enum", "minimum", "maximum")


def check_schema(declared: Schema, found: Findings, file: str) -> None:
    """The schema itself: nothing declared that would go unchecked, categories and enum alike."""
    for field in declared.fields:
        place = f"field {field.name}"
        if field.type not in TYPES:
            found.add("declared", file, place, f"The type {quote(field.type)} is not one that the checks know.")
        for name in field.constraints:
            if name not in CONSTRAINTS:
                found.add("declared", file, place, f"The constraint {quote(name)} is not one that the checks know.")
        values = [c["value"] if isinstance(c, Mapping) else c for c in field.spec.get("categories", [])]
        enum = list(field.constraints.get("enum", []))
        if values != enum and (values or "categories" in field.spec):
            found.add("categories", file, place, f"The categories are {values}, but the enum is {enum}.")


def check_rows(declared: Schema, rows: Sequence[Row], sound: Sequence[Record], found: Findings) -> None:
    """Columns, types, constraints, primary and unique keys of one table; `sound` are their records."""
    if not rows:
        return
    whole = have_columns(declared, rows)
    if not whole:
        _check_columns(declared, rows, sound, found)
    for column in columns_of(declared):
        if not (whole and column.holds(list(map(itemgetter(column.name), rows)))):
            _check_field(declared, column, rows, sound, found)
    check_keys(declared, sound, found)


def check_some_rows(
    declared: Schema, rows: Sequence[Row], sound: Sequence[Record], suspects: Sequence[int], found: Findings
) -> None:
    """As `check_rows`, where it has been seen already that only some rows may break a rule of a column."""
    if suspects:
        check_rows(declared, [rows[n] for n in suspects], [sound[n] for n in suspects], found)
    if rows:
        check_keys(declared, sound, found)


def check_keys(declared: Schema, sound: Sequence[Record], found: Findings) -> None:
    """Primary and unique keys of one table."""
    for rule, key in (("primary-key", declared.primary_key), *(("unique-key", key) for key in declared.unique_keys)):
        if not key_holds(key, sound):
            _check_key(rule, declared, key, sound, found)


def check_references(
    schemas: Iterable[Schema],
    tables: Mapping[str, Sequence[Record]],
    found: Findings,
    only: Collection[str] | None = None,
) -> None:
    """Foreign keys, self-references included. A reference with an empty part points nowhere and passes.

    `only` names the tables to which references are looked at, else all.
    """
    for declared in schemas:
        for key in declared.foreign_keys:
            if only is not None and key.resource not in only:
                continue
            rows, targets = tables.get(declared.name, []), tables.get(key.resource, [])
            if not rows or _refers(key, rows, targets):
                continue
            there = {tuple(row[c] for c in key.targets) for row in targets}
            for row in rows:
                values = tuple(row[c] for c in key.fields)
                if None not in values and values not in there:
                    note_dangling(declared, key, row, found)


def note_dangling(declared: Schema, key: ForeignKey, row: Record, found: Findings) -> None:
    """Note that a reference points to a row that does not exist."""
    shown = ", ".join(quote(row[column]) for column in key.fields)
    problem = f"{' and '.join(key.fields)} is {shown}, which is not in {key.resource}."
    cell(found, "foreign-key", declared.name, row, " and ".join(key.fields), problem)


def _refers(key: ForeignKey, rows: Sequence[Record], targets: Sequence[Record]) -> bool:
    """Whether every reference of one column is to a row that is there."""
    if len(key.fields) > 1:
        return False
    wanted = set(map(itemgetter(key.fields[0]), rows))
    return wanted <= {*map(itemgetter(key.targets[0]), targets), None}


def _check_columns(declared: Schema, rows: Sequence[Row], sound: Sequence[Record], found: Findings) -> None:
    """Report each way of having wrong columns once, at the first row that has it."""
    seen: dict[tuple[str, ...], list[int]] = {}
    for row, record in zip(rows, sound, strict=True):
        seen.setdefault(tuple(row), []).append(record.n)
    for names, numbers in seen.items():
        if list(names) == declared.names:
            continue
        missing = [c for c in declared.names if c not in names]
        extra = [c for c in names if c not in declared.names]
        what = [f"{', '.join(map(str, missing))} missing"] if missing else []
        what += [f"{', '.join(map(str, extra))} unknown"] if extra else []
        said = "; ".join(what) or "they stand in another order"
        problem = f"The columns are not those of the schema: {said} ({count(len(numbers), 'row')})."
        found.add("columns", csv_path(declared.name), f"row {numbers[0]}", problem)


def _check_field(
    declared: Schema, column: Column, rows: Sequence[Row], sound: Sequence[Record], found: Findings
) -> None:
    name, field = column.name, column.field
    given = [row.get(name) for row in rows]
    values = [record[name] for record in sound]

    def fault(rule: str, index: int, problem: str) -> None:
        cell(found, rule, declared.name, sound[index], name, problem)

    for i in misfits(field.type, given):
        noun = TYPES[field.type].noun if field.type in TYPES else field.type
        fault("type", i, f"{name} should be {noun}, but the cell is {quote(given[i])}.")
    if column.required:
        # A cell of the wrong type is not empty, and has been reported already.
        for i in [i for i, v in enumerate(given) if v is None or v == ""]:
            fault("required", i, f"{name} is empty, but must have a value.")
    if column.unique:
        first: dict[Any, int] = {}
        for i, value in enumerate(values):
            if value is not None and first.setdefault(value, i) != i:
                fault("unique", i, f"{name} repeats {quote(value)} of row {sound[first[value]].n}.")
    # Each value that occurs is judged once.
    accept = _accepts(column)
    wrong = {v: verdict for v in set(values) if v is not None and (verdict := accept(v))}
    if wrong:
        for i, value in enumerate(values):
            if value in wrong:
                fault(wrong[value][0], i, wrong[value][1])


def _unclean(value: str, free: bool) -> str | None:
    """Why a text is not clean. In `free` text, which a curator wrote, lines may be broken."""
    if value != value.strip():
        return "begins or ends with white space"
    bad = CONTROL.search(value.replace("\n", "") if free else value)
    if bad is None:
        return None
    return f"holds {bad[0]!r}, which is a control character or no character at all"


def _accepts(column: Column) -> Callable[[Any], tuple[str, str] | None]:
    """What is wrong with a single value: rule and problem, or None."""
    name, pattern, enum, low, high = column.name, column.pattern, column.enum, column.low, column.high

    def accept(value: Any) -> tuple[str, str] | None:
        if value == "":
            empty = f"{name} is an empty text; a missing value has none."
            return None if column.required else ("text-clean", empty)
        if pattern and not pattern.fullmatch(value):
            return "pattern", f"{name} is {quote(value)}, which does not match {pattern.pattern}."
        if enum is not None and value not in enum:
            return "enum", f"{name} is {quote(value)}, which is none of {', '.join(map(str, enum))}."
        if low is not None and value < low:
            return "bounds", f"{name} is {quote(value)}, below the least value {low}."
        if high is not None and value > high:
            return "bounds", f"{name} is {quote(value)}, above the greatest value {high}."
        if column.text and (why := _unclean(value, column.free)):
            return "text-clean", f"{name} {why}: {quote(value)}."
        return None

    return accept


def _check_key(rule: str, declared: Schema, key: Sequence[str], sound: Sequence[Record], found: Findings) -> None:
    first: dict[tuple[Any, ...], int] = {}
    columns = " and ".join(key)
    for record in sound:
        values = tuple(record[c] for c in key)
        if None in values:
            # An incomplete primary key identifies nothing; other keys let empty cells differ.
            if rule == "primary-key":
                cell(found, rule, declared.name, record, columns, f"The primary key {columns} is incomplete.")
            continue
        if first.setdefault(values, record.n) != record.n:
            shown = ", ".join(map(quote, values))
            cell(
                found,
                rule,
                declared.name,
                record,
                columns,
                f"{columns} repeats {shown} of row {first[values]}.",
            )
