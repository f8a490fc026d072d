"""Tests of the flame graphs."""

import re
from xml.etree import ElementTree as ET

import pytest

from pairbench.core import words
from pairbench.core.records.measurement import Stack
from pairbench.report.page.flame import WIDTH, flame_graph
from tests.records import EVIL

JOIN = Stack(frames=("join (a.py:1)", "inner (a.py:2)"), weight=30.0)
OTHER = Stack(frames=("concat (a.py:9)", "inner (a.py:2)"), weight=60.0)


def drawn(*stacks: Stack, other: tuple[Stack, ...] = (), scale: float = 100.0) -> ET.Element:
    """The drawing, read."""
    svg = flame_graph(stacks, other, scale=scale, unit=words.size_bytes)
    assert svg is not None
    return ET.fromstring(str(svg))


def frames(drawing: ET.Element) -> dict[str, ET.Element]:
    """Each frame by the first word of its title."""
    found = {}
    for group in drawing.iter("g"):
        title = group.find("title")
        assert title is not None
        found[str(title.text).partition(" ")[0]] = group
    return found


def width(group: ET.Element) -> float:
    """How wide the box of a frame is."""
    box = group.find("rect")
    assert box is not None
    return float(box.attrib["width"])


def test_a_frame_is_as_wide_as_it_weighs() -> None:
    """On a scale of 100, what weighs 30 takes three tenths of the width."""
    found = frames(drawn(JOIN))
    assert width(found["join"]) == pytest.approx(0.3 * WIDTH, abs=1)
    assert width(found["inner"]) == pytest.approx(0.3 * WIDTH, abs=1)


def test_what_is_called_is_below() -> None:
    """The callee's box begins below its caller's."""
    tops = [float(box.attrib["y"]) for box in drawn(JOIN).iter("rect")]
    assert tops == sorted(tops)
    assert len(set(tops)) == 2


def test_differences_are_told_by_more_than_colour() -> None:
    """A frame that weighs more than its counterpart has a class and a sign; titles have both."""
    found = frames(drawn(OTHER, other=(JOIN,)))
    assert found["inner"].attrib["class"] == "more"
    assert str(found["inner"].findtext("text")).startswith("+ ")
    assert "30.0 B there" in str(found["inner"].findtext("title"))
    assert found["concat"].attrib["class"] == "only"
    assert "not there" in str(found["concat"].findtext("title"))
    less = frames(drawn(JOIN, other=(OTHER,)))["inner"]
    assert less.attrib["class"] == "less"
    assert str(less.findtext("text")).startswith("- ")
    assert frames(drawn(JOIN, other=(JOIN,)))["inner"].attrib["class"] == "same"


def test_narrow_frames_are_left_out() -> None:
    """What would be thinner than a line is not drawn; what is too narrow for a name has none."""
    thin = Stack(frames=("thin (a.py:3)",), weight=0.1)
    small = Stack(frames=("small (a.py:4)",), weight=1.0)
    found = frames(drawn(JOIN, thin, small))
    assert "thin" not in found
    assert not found["small"].findtext("text")


def test_nothing_is_not_drawn() -> None:
    """Without stacks there is no drawing."""
    assert flame_graph([], [], scale=1.0, unit=words.size_bytes) is None


def test_names_stay_text() -> None:
    """Whatever a function is called makes no element."""
    drawing = drawn(Stack(frames=(EVIL,), weight=100.0))
    assert {each.tag for each in drawing.iter()} == {"svg", "g", "title", "rect", "text"}
    assert re.search("hacked", str(drawing.findtext("g/title")))
