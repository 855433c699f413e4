"""No value can break a Markdown table or be taken for markup, and what cannot be seen is shown."""

from __future__ import annotations

import html
import re
from datetime import date

import pytest
from sco_declarations.build.renderings.markdown import anchor, code, link, prose, shown, table

NASTY = [
    "a | b",
    "`tick`",
    "\\| `",
    "<b>*x*</b> [a](b) ~~c~~",
    "line\r\nfeed\x0c",
    "_a_ b_c",
    "&amp;",
    " edge ",
]


def cells(line: str) -> list[str]:
    """The cells of a table's line as GitHub splits it: at each pipe without a backslash before it."""
    return re.split(r"(?<!\\)\|", line.strip())[1:-1]


@pytest.mark.parametrize("value", NASTY)
def test_a_value_stays_in_its_cell(value: str) -> None:
    lines = table(("A", "B", "C"), [(prose(value), code(value), "x\ny")]).splitlines()
    assert len(lines) == 3
    assert [len(cells(line)) for line in lines] == [3, 3, 3]


@pytest.mark.parametrize("value", NASTY)
def test_prose_says_the_value_and_no_markup(value: str) -> None:
    written = prose(value)
    assert html.unescape(written) == " ".join(value.split())
    assert not re.search(r"[|`*\[\]<>\\~]", written)


@pytest.mark.parametrize(
    ("value", "written"),
    [("# a", "&#35; a"), ("- a", "&#45; a"), ("+ a", "&#43; a"), ("===", "&#61;=="), ("1. a", "1&#46; a"),
     ("12) a", "12&#41; a"), ("1.5 a - b", "1.5 a - b"), ("a # b", "a # b"), ("2003 a", "2003 a"), ("1", "1"),
     ("x$5$", "x&#36;5&#36;"), ("a\u202eb\x1b", "a&#60;U+202E&#62;b&#60;U+001B&#62;"), ("", "")],
)  # fmt: skip
def test_prose_begins_no_block_and_changes_no_neighbour(value: str, written: str) -> None:
    assert prose(value) == written


def test_a_cell_with_a_bare_pipe_is_seen() -> None:
    assert len(cells(table(("A",), [("a | b",)]).splitlines()[2])) == 2


def test_what_cannot_be_seen_is_shown() -> None:
    assert shown(" a\tb\r\n ") == "␣a␉b␍␊␣"
    assert shown("no\u00a0break\u200b") == "no<U+00A0>break<U+200B>"
    assert (shown("  "), shown(False), shown(3), shown(date(2003, 5, 29))) == (
        "␣␣",
        "false",
        "3",
        "2003-05-29",
    )


def test_code_is_a_code_span_where_it_can_be() -> None:
    assert code(r"[\w-]+(\.[0-9]+)*") == r"`[\w-]+(\.[0-9]+)*`"
    assert code("Π") == "`Π` (U+03A0)"
    assert code("a" * 30, 10) == "`" + "a" * 9 + "…`"
    assert html.unescape(code("a|b`c*").removeprefix("<code>").removesuffix("</code>")) == "a|b`c*"


def test_links_lead_to_headings() -> None:
    assert anchor("documents.title_origin") == "documentstitle_origin"
    assert link("What counts as a mention") == "[What counts as a mention](#what-counts-as-a-mention)"
