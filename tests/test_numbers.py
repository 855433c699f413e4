"""Resolutions and decisions are known by numbers, by the body that took them, and by one date or several."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sco_declarations.build.layers.mentions import Mention
from sco_declarations.build.layers.numbers import bodies_end, body_end, number_end, read_dates

Find = Callable[..., list[Mention]]


@pytest.mark.parametrize(
    ("after", "number"),
    [
        (" 242 (1967) of", " 242 (1967)"),
        (" No. 7 of", " No. 7"),
        (" 60/1, and", " 60/1"),
        (" EUR/RC51/R5 on", " EUR/RC51/R5"),
        (" 20% of", None),
        (" of the Council", None),
    ],
)
def test_numbers_and_symbols(after: str, number: str | None) -> None:
    end = number_end(after, 0, len(after))
    assert (after[:end] if end is not None else None) == number


@pytest.mark.parametrize(
    ("after", "bodies"),
    [
        (" of the Lake Council, which", " of the Lake Council"),
        (" taken by LACOM bodies on", " taken by LACOM bodies"),
        (
            " of the Council of Heads of State and the River Board and others",
            " of the Council of Heads of State and the River Board",
        ),
        (
            " by the Lake Assembly, the River Board and the Well Council",
            " by the Lake Assembly, the River Board and the Well Council",
        ),
        (" of the Lake Organization, the River Union and other bodies", " of the Lake Organization"),
        (" of the competent authorities", None),
    ],
)  # fmt: skip
def test_the_bodies_whose_decisions_they_are(after: str, bodies: str | None) -> None:
    end = bodies_end(after, 0, len(after))
    assert (after[:end] if end is not None else None) == bodies
    assert body_end(" of the Security Council on", 0, 27) == len(" of the Security Council")


@pytest.mark.parametrize(
    ("after", "several", "dated", "printed"),
    [
        (" of 3 May 1999 on", False, " of 3 May 1999", "3 May 1999"),
        (" of the 3 May 1999 on", True, " of the 3 May 1999", "3 May 1999"),
        (" of 3 May 1999 and 4 June 2001 on", False, " of 3 May 1999", "3 May 1999"),
        (" of 3 May 1999 and 4 June 2001 on", True, " of 3 May 1999 and 4 June 2001", None),
        (" of 24 and 28 December 1948.", True, " of 24 and 28 December 1948", None),
        (" of 1, 25, and 26 August and 1 November 1947.", True, " of 1, 25, and 26 August and 1 November 1947", None),
        (" of 3 May 1999 and 14 wells", True, " of 3 May 1999", "3 May 1999"),
        (" of 24 members", True, None, None),
    ],
)
def test_one_date_or_several(after: str, several: bool, dated: str | None, printed: str | None) -> None:
    found = read_dates(after, 0, len(after), several)
    assert (None if found is None else (after[: found[0]], found[1])) == (None if dated is None else (dated, printed))


def test_a_set_of_several_dates_has_no_date_of_its_own(find: Find) -> None:
    several, one = find(
        "They recall the Council's resolutions of 24 and 28 December 1948.",
        "They recall the resolutions of the Lake Council of 24 December 1948.",
    )
    assert (several.text, several.date_printed, several.collective) == (
        "Council's resolutions of 24 and 28 December 1948", None, True,
    )  # fmt: skip
    assert (one.text, one.date_printed) == ("resolutions of the Lake Council of 24 December 1948", "24 December 1948")
