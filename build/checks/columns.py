"""Whole columns against their rules, as far as telling that nothing is wrong with them.

A column is looked at with a few passes that run in C over its distinct values. Where it is not sound, `tables` goes
over its cells one by one and words the faults, so that each rule is put into words once. What is sound here has no
fault there.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from math import isfinite
from types import NoneType
from typing import Any

from ..schemas import Field, Row, Schema
from ..types import TYPES

#: Columns that hold characters exactly as they stand in the source or in its place, white space included.
EXACT = frozenset({("edits", "source"), ("edits", "replacement")})

#: Control characters, and code points that stand for no character: XML, and so a spreadsheet, cannot hold them.
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


#: A pattern that lets through no white space and no control character: letters, digits, signs, `\w`, `\d`, `\.`.
_TIDY = re.compile(r"(?:[A-Za-z0-9_:@#/|()\[\]{},+*?-]|\\[wd.])*")


def is_curated(field: Field) -> bool:
    """Whether the values of a column come from a curator alone."""
    return bool(field.spec.get("sco:origin") == "curated")


def bound(field: Field, value: Any) -> Any:
    """A minimum or maximum as a value of the column's type; None where there is none."""
    return date.fromisoformat(value) if field.type == "date" and isinstance(value, str) else value


@dataclass(frozen=True)
class Column:
    """The rules of one column, made ready.

    `unique` leaves out what a key says already. `text` is whether it is to be seen if
    texts are clean, `free` whether their lines may
    be broken, which is so for what a curator wrote.
    """

    field: Field
    python: type | None
    unique: bool
    pattern: re.Pattern[str] | None
    enum: Sequence[Any] | None
    low: Any
    high: Any
    text: bool
    free: bool

    @property
    def name(self) -> str:
        return self.field.name

    @cached_property
    def required(self) -> bool:
        return self.field.required

    @cached_property
    def _enum(self) -> frozenset[Any] | None:
        return None if self.enum is None else frozenset(self.enum)

    def holds(self, values: Sequence[Any]) -> bool:
        """Whether no cell of the column breaks a rule; false may also mean that it takes a closer look to tell."""
        kinds = set(map(type, values))
        is_empty = NoneType in kinds
        kinds.discard(NoneType)
        if (is_empty and self.required) or not kinds <= {self.python}:
            return False
        distinct = set(values)
        distinct.discard(None)
        if self.unique and len(distinct) != len(values) - (values.count(None) if is_empty else 0):
            return False
        if not distinct:
            return True
        if self.python is float and not all(map(isfinite, distinct)):
            return False
        if self._enum is not None and not distinct <= self._enum:
            return False
        if (self.low is not None and min(distinct) < self.low) or (self.high is not None and max(distinct) > self.high):
            return False
        return self.python is not str or self._texts_hold(distinct)

    def _texts_hold(self, distinct: set[str]) -> bool:
        if "" in distinct or (self.pattern is not None and not all(map(self.pattern.fullmatch, distinct))):
            return False
        if not self.text:
            return True
        if not all(map(operator.eq, distinct, map(str.strip, distinct))):
            return False
        joined = "".join(distinct)
        return CONTROL.search(joined.replace("\n", "") if self.free else joined) is None


def _column(declared: Schema, field: Field) -> Column:
    constraints = field.constraints
    # What such a pattern matches is clean; a text that it does not match has been reported already.
    is_tidy = "pattern" in constraints and _TIDY.fullmatch(constraints["pattern"]) is not None
    is_key = (field.name,) == declared.primary_key or (field.name,) in declared.unique_keys
    return Column(
        field,
        TYPES[field.type].python if field.type in TYPES else None,
        bool(constraints.get("unique")) and not is_key,
        re.compile(constraints["pattern"]) if "pattern" in constraints else None,
        constraints.get("enum"),
        bound(field, constraints.get("minimum")),
        bound(field, constraints.get("maximum")),
        field.type == "string" and (declared.name, field.name) not in EXACT and not is_tidy,
        is_curated(field),
    )


_COLUMNS: dict[int, tuple[Schema, tuple[Column, ...]]] = {}


def columns_of(declared: Schema) -> tuple[Column, ...]:
    """The columns of a schema, made ready once."""
    known = _COLUMNS.get(id(declared))
    if known is None or known[0] is not declared:
        known = _COLUMNS[id(declared)] = (declared, tuple(_column(declared, field) for field in declared.fields))
    return known[1]


def key_holds(key: Sequence[str], rows: Sequence[Mapping[str, Any]]) -> bool:
    """Whether every row has a value in each column of a key, and no two rows have the same."""
    columns = [list(map(operator.itemgetter(name), rows)) for name in key]
    distinct = set(columns[0]) if len(columns) == 1 else set(zip(*columns, strict=True))
    return len(distinct) == len(rows) and not any(None in column for column in columns)


def have_columns(declared: Schema, rows: Sequence[Row]) -> bool:
    """Whether every row has the columns of the schema, in that order."""
    return set(map(tuple, rows)) <= {tuple(declared.names)}
