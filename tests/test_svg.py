"""Drawings are well-formed whatever the text, and labels are held within the width they are given."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest
from sco_declarations.build.renderings.svg import Drawing, clean, ellipse, number, width, wrap

NASTY = "a<b>&\"c'\x00\x0c\ufffe\ud800]]>\r\nd"
TEXTS = [
    "Treaty on the Non-Proliferation of Nuclear Weapons and on much besides that",
    "Устав Организации Объединённых Наций, принятый в Сан-Франциско",
    "上海合作组织成立宣言和关于打击恐怖主义分裂主义和极端主义的上海公约",
    "ميثاق الأمم المتحدة والنظام الأساسي لمحكمة العدل الدولية",
    "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
]


def test_any_text_gives_well_formed_xml() -> None:
    drawing = Drawing("it", NASTY, NASTY)
    drawing.text(1, 2, NASTY, tip=NASTY)
    drawing.add("rect", "", NASTY, x=1, stroke_width=2, fill='"<')
    root = ET.fromstring(drawing.render(10, 20))
    assert root.attrib["viewBox"] == "0 0 10 20"
    assert root[0].text == root[1].text == clean(NASTY) == "a<b>&\"c']]> d"
    assert root.attrib["aria-labelledby"].split() == [root[0].attrib["id"], root[1].attrib["id"]]
    assert root[-1].attrib["stroke-width"] == "2"


@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("limit", [40.0, 120.0, 300.0])
def test_labels_stay_within_their_limit(text: str, limit: float) -> None:
    assert width(text, 12) > 300
    assert width(ellipse(text, 12, limit), 12) <= limit
    lines = wrap(text, 12, limit, 3)
    assert len(lines) <= 3
    assert all(width(line, 12) <= limit for line in lines)
    kept = "".join("".join(lines).split()).removesuffix("…")
    assert "".join(text.split()).startswith(kept)


def test_text_that_fits_is_left_alone() -> None:
    assert ellipse("SCO Charter", 12, 200) == "SCO Charter"
    assert wrap("one two three", 12, 60, 5) == ["one two", "three"]
    assert wrap("", 12, 60, 2) == [""]


def test_wide_and_combining_characters_are_measured() -> None:
    assert width("上", 10) > width("a", 10)
    assert width("e\u0301", 10) == width("e", 10)


def test_numbers_are_short() -> None:
    assert [number(value) for value in (1.0, 1.25, -0.01, 3.999)] == ["1", "1.2", "0", "4"]
