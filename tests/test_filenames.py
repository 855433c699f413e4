"""Names in any script pass; what some system cannot hold, or takes for another name, does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from sco_declarations.build.filenames import check_names, folded


@pytest.mark.parametrize(
    "name",
    ["Озеро.txt", "湖.txt", "a b.txt", "it's.txt", "-o.txt", "دریاچه\u200cها.txt", "nulls.txt", "a.b.txt", "=1.txt"],
)
def test_a_name_that_every_system_holds_passes(name: str) -> None:
    assert check_names(Path(), [name]) == {}


@pytest.mark.parametrize(
    "name",
    [
        *(f"a{char}b.txt" for char in '<>:"\\|?*\n\x7f\u202e\u200b\ufeff\ue000\udcff'),
        "con.txt",
        "NUL.x.txt",
        "Lpt1.txt",
    ],
)
def test_a_name_that_some_system_does_not_hold_is_a_fault(name: str) -> None:
    (fault,) = check_names(Path(), [name]).values()
    assert (fault.code, fault.text) == ("file-name", name) and fault.remedy
    assert fault.problem.isprintable()


@pytest.mark.parametrize(("one", "other"), [("A.txt", "a.txt"), ("é.txt", "e\u0301.txt"), ("Σ.txt", "ς.txt")])
def test_two_names_that_some_system_takes_for_one_are_a_fault(one: str, other: str) -> None:
    found = check_names(Path("texts"), [one, other, "b.txt"])
    assert [(name, fault.code) for name, fault in found.items()] == [(other, "name-clash")]
    assert folded(one) == folded(other)
