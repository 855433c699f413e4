"""Dates are read only where a date that exists is written, at the precision that is written."""

from __future__ import annotations

import datetime

import pytest
from sco_declarations.build.dates import bounds, find_dates


@pytest.mark.parametrize(
    ("text", "iso", "printed"),
    [
        ("signed on May 29, 2003 in Moscow", "2003-05-29", "May 29, 2003"),
        ("signed on 29 May 2003.", "2003-05-29", "29 May 2003"),
        ("June 7,2002", "2002-06-07", "June 7,2002"),
        ("7 June, 2002", "2002-06-07", "7 June, 2002"),
        ("MAY 29, 2003", "2003-05-29", "MAY 29, 2003"),
        ("May\n29, 2003", "2003-05-29", "May\n29, 2003"),
        ("this 3rd day of May, 1999", "1999-05-03", "3rd day of May, 1999"),
        ("1st January 1900", "1900-01-01", "1st January 1900"),
        ("in May 2003", "2003-05", "May 2003"),
        ("of May, 2003", "2003-05", "May, 2003"),
        ("the 29th day of the May, 2003", "2003-05-29", "29th day of the May, 2003"),
        ("29 февраля 2004 года", "2004-02-29", "29 февраля 2004"),
        ("2003年5月29日签订", "2003-05-29", "2003年5月29日"),
        ("二〇〇三年五月二十九日签订", "2003-05-29", "二〇〇三年五月二十九日"),
        ("二OOO年八月三日", "2000-08-03", "二OOO年八月三日"),
        (
            "on the 17th day of the month of August, two thousand eight (2008)", "2008-08-17",
            "17th day of the month of August, two thousand eight (2008",
        ),
        (
            "on the second day of March, nineteen eighty-four.", "1984-03-02",
            "second day of March, nineteen eighty-four",
        ),
        ("29.05.2003", "2003-05-29", "29.05.2003"),
        ("on 05/29/2003 in Osh", "2003-05-29", "05/29/2003"),
        ("on the SECOND day of SEPTEMBER, 1945", "1945-09-02", "SECOND day of SEPTEMBER, 1945"),
        ("held on May 28-29, 2003", "2003-05", "May 28-29, 2003"),
        ("on 28 and 29 May 2003", "2003-05", "28 and 29 May 2003"),
        ("from 28 to 29 May 2003", "2003-05", "28 to 29 May 2003"),
        ("(corresponding to May 29 2003)", "2003-05-29", "May 29 2003"),
        (
            "on the Twelfth day of November in the Year Two Thousand and Twenty-Two", "2022-11-12",
            "Twelfth day of November in the Year Two Thousand and Twenty-Two",
        ),
        (
            "the twelfth day of February of the year one thousand nine hundred and ninety six", "1996-02-12",
            "twelfth day of February of the year one thousand nine hundred and ninety six",
        ),
        pytest.param(
            "on the 29th of May 2003", "2003-05-29", "29th of May 2003",
        ),
        ("OSH, MAY 29TH, 2003", "2003-05-29", "MAY 29TH, 2003"),
        ("Fait à Osh, le 1er mai 2003", "2003-05-01", "1er mai 2003"),
        ("Hecho el 29 de mayo de 2003", "2003-05-29", "29 de mayo de 2003"),
        (
            "a los dos (2) días del mes de septiembre de dos mil ocho (2008)", "2008-09-02",
            "2) días del mes de septiembre de dos mil ocho (2008",
        ),
        ("Geschehen am 5. März 1996", "1996-03-05", "5. März 1996"),
        ("gedaan op 29 mei 2003", "2003-05-29", "29 mei 2003"),
        ("Fatto il 23 agosto 1963", "1963-08-23", "23 agosto 1963"),
        ("Feito em 7 de junho de 2002", "2002-06-07", "7 de junho de 2002"),
        ("29 травня 2003 року", "2003-05-29", "29 травня 2003"),
    ],
)  # fmt: skip
def test_a_written_date_is_read(text: str, iso: str, printed: str) -> None:
    (found,) = find_dates(text)
    assert (found.iso, text[found.start : found.end]) == (iso, printed)


@pytest.mark.parametrize(
    "text",
    [
        "", "in 2003", "30 February 2003", "February 29, 2003", "31 June 2002", "May 129, 2003", "05.04.2003",
        "5/6/2003", "1 May 1399", "may god help", "May he live", "31 июня 2002", "2003年13月1日",
        pytest.param("21 March 20034"),
    ],
)  # fmt: skip
def test_what_is_no_date_is_not_read(text: str) -> None:
    assert find_dates(text) == []


def test_dates_come_in_order() -> None:
    text = "on 3 May 1999, in June 2000 and on July 4, 2001"
    assert [found.iso for found in find_dates(text)] == ["1999-05-03", "2000-06", "2001-07-04"]


@pytest.mark.parametrize(
    ("iso", "first", "last"),
    [
        ("2003", "2003-01-01", "2003-12-31"),
        ("2003-02", "2003-02-01", "2003-02-28"),
        ("2004-02", "2004-02-01", "2004-02-29"),
        ("2003-12", "2003-12-01", "2003-12-31"),
        ("2003-05-29", "2003-05-29", "2003-05-29"),
    ],
)
def test_bounds_are_the_days_a_date_can_mean(iso: str, first: str, last: str) -> None:
    assert bounds(iso) == (datetime.date.fromisoformat(first), datetime.date.fromisoformat(last))


@pytest.mark.parametrize(
    "iso",
    [
        "", "03", "2003-5", "2003-13", "2003-00", "2003-02-29", "2003-05-29T00:00", " 2003", "2003-", "0000",
        "29 May 2003", "20030529", "2003\n",
        pytest.param("２００３"),
    ],
)  # fmt: skip
def test_what_is_no_iso_date_has_no_bounds(iso: str) -> None:
    assert bounds(iso) is None
