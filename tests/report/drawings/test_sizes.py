"""Tests of the drawings of time and memory."""

import re
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from pairbench.core.comparing.crossover import Crossover
from pairbench.core.comparing.evidence import gather
from pairbench.core.records.record import PairRecord
from pairbench.report.drawings.sizes import memory_plot, time_plot
from pairbench.report.drawings.style import looks
from pairbench.report.drawings.svg import INK
from tests.builders import QUICK, SIZES, SLOW, a_definition, a_memory, a_round
from tests.records import a_record, memory_of

if TYPE_CHECKING:
    from collections.abc import Callable


@cache
def drawings(name: str = "one") -> list[str]:
    """The time and the memory of a pair, drawn."""
    record = a_record()
    time = time_plot(record.definition, gather(record), name=f"{name}-time")
    memory = memory_plot(record.definition, record.memory, {}, name=f"{name}-memory")
    assert time is not None
    assert memory is not None
    return [time, memory]


def texts(svg: str) -> list[str]:
    """Every text of a drawing."""
    return [
        "".join(each.itertext()) for each in ET.fromstring(svg).iter() if each.tag.endswith("text")
    ]


def ids(svg: str) -> list[str]:
    """Every id of a drawing."""
    return [each.attrib["id"] for each in ET.fromstring(svg).iter() if "id" in each.attrib]


def test_variants_sizes_and_units_are_written() -> None:
    """A drawing names its variants, its axis, every size, and gives its values with units."""
    time, memory = drawings()
    for svg in (time, memory):
        assert {SLOW, QUICK, "items", "100", "100,000"} <= set(texts(svg))
    assert "time of a call" in texts(time)
    assert any(each.endswith((" ms", " µs")) for each in texts(time))
    assert "peak memory" in texts(memory)
    assert any(each.endswith((" MB", " kB")) for each in texts(memory))


@pytest.mark.parametrize("spread", [1.0, 1.02, 7.0, 80.0, 1e3, 1e7])
def test_the_height_has_numbers(spread: float) -> None:
    """However close or far apart the values are, a few numbers stand beside the axis."""
    definition = a_definition(sizes=(100,))
    peaks = {SLOW: round(3_100 * spread), QUICK: 3_100}
    memory = [a_memory(name, peaks=[peak] * 2) for name, peak in peaks.items()]
    svg = memory_plot(definition, memory, {}, name="narrow")
    assert svg is not None
    values = [each for each in texts(svg) if each.endswith("B")]
    assert 2 <= len(values) <= 12


def test_a_drawing_is_one_element() -> None:
    """It can be put into a page as it is: no XML head, and well-formed from <svg> to </svg>."""
    for svg in drawings():
        assert svg.startswith("<svg")
        assert ET.fromstring(svg).tag.endswith("svg")


def test_several_drawings_share_no_id() -> None:
    """The ids of a drawing begin with its name, so that a page can hold many."""
    found = [each for name in ("one", "two") for svg in drawings(name) for each in ids(svg)]
    assert len(found) == len(set(found))
    assert all(each.startswith(("one-time-", "one-memory-", "two-")) for each in found)


def test_references_stay_within_the_drawing() -> None:
    """Whatever a drawing refers to is in it."""
    for svg in drawings():
        references = re.findall(r'(?:href="|url\()#([^")]+)', svg)
        assert references
        assert set(references) <= set(ids(svg))


def test_a_drawing_is_always_the_same() -> None:
    """No date and no chance is in a drawing, so that the same run gives the same page."""
    assert drawings.__wrapped__() == drawings.__wrapped__()


def test_a_drawing_has_the_colours_of_the_page() -> None:
    """Axes and text take the page's own colour, dark or light, and the variants keep theirs."""
    colours = [look.colour for look in looks(a_definition()).values()]
    for svg in drawings():
        assert INK not in svg
        assert "currentColor" in svg
        assert all(colour in svg for colour in colours)


def test_a_drawing_loads_nothing() -> None:
    """No link leads out of the drawing."""
    for svg in drawings():
        links = re.findall(r'(?:href|src)="([^"]*)"', svg)
        assert all(link.startswith("#") for link in links)


@pytest.mark.parametrize("sizes", [(7,), (1, 2), (7, 1_000_000), (10, 10**30)])
def test_any_sizes_can_be_drawn(sizes: tuple[int, ...]) -> None:
    """One size that was measured is enough for a drawing, and warns nobody."""
    definition = a_definition(sizes=sizes)
    rounds = tuple(
        a_round({SLOW: [2e-6], QUICK: [1e-6]}, size=sizes[0], number=number) for number in (1, 2)
    )
    record = PairRecord(definition=definition, rounds=rounds, memory=memory_of(definition)[:1])
    time = time_plot(definition, gather(record), name="a")
    memory = memory_plot(definition, record.memory, {}, name="b")
    for svg in (time, memory):
        assert svg is not None
        assert {f"{size:,}" for size in sizes} <= set(texts(svg))


def test_without_figures_there_is_no_drawing() -> None:
    """A pair that was not measured has None for a drawing, not an empty one."""
    record = a_record(rounds=(), memory=())
    assert time_plot(record.definition, gather(record), name="a") is None
    assert memory_plot(record.definition, record.memory, {}, name="b") is None


def test_a_variant_without_figures_is_not_in_the_legend() -> None:
    """Only what was measured is drawn and named."""
    record = a_record()
    only = [each for each in record.memory if each.variant == QUICK]
    svg = memory_plot(record.definition, only, {}, name="a")
    assert svg is not None
    assert QUICK in texts(svg)
    assert SLOW not in texts(svg)


def test_nothing_at_all_cannot_be_drawn_on_a_logarithm() -> None:
    """A variant whose call allocates nothing is left out of the drawing."""
    definition = a_definition(sizes=(100,))
    memory = [a_memory(SLOW), a_memory(QUICK, peaks=[0, 0])]
    svg = memory_plot(definition, memory, {}, name="a")
    assert svg is not None
    assert SLOW in texts(svg)
    assert QUICK not in texts(svg)


@pytest.mark.parametrize("goods", [1, 5, 7])
def test_variants_are_not_told_by_colour_alone(goods: int) -> None:
    """The baseline always looks the same, and up to six variants differ in marker and colour."""
    names = [f"good_{number}" for number in range(goods)]
    chosen = looks(a_definition(goods=names))
    assert list(chosen) == [SLOW, *names]
    assert chosen[SLOW] == looks(a_definition())[SLOW]
    first_six = list(chosen.values())[:6]
    assert len({look.colour for look in first_six}) == len(first_six)
    assert len({look.marker for look in first_six}) == len(first_six)


def test_growth_is_drawn_and_named() -> None:
    """A variant whose order of growth was found has a second line, which says so."""
    definition = a_definition(sizes=SIZES)
    times_s: dict[str, Callable[[int], float]] = {
        SLOW: lambda size: 1e-9 * size**2,
        QUICK: lambda size: 1e-7 * size,
    }
    rounds = tuple(
        a_round({name: [cost(size)] for name, cost in times_s.items()}, size=size, number=number)
        for size in SIZES
        for number in range(1, 5)
    )
    svg = time_plot(definition, gather(PairRecord(definition=definition, rounds=rounds)), name="a")
    assert svg is not None
    assert {"grows like n**2", "grows like n"} <= set(texts(svg))


def test_a_crossover_is_drawn_and_named() -> None:
    """Where two variants cross there is a line, and the size stands above."""
    definition = a_definition(sizes=(10, 1_000))
    times_s = {10: {SLOW: [1e-6], QUICK: [2e-6]}, 1_000: {SLOW: [2e-4], QUICK: [1e-4]}}
    rounds = tuple(
        a_round(values_s, size=size, number=number)
        for size, values_s in times_s.items()
        for number in range(1, 9)
    )
    svg = time_plot(definition, gather(PairRecord(definition=definition, rounds=rounds)), name="a")
    assert svg is not None
    assert "cross near 100" in texts(svg)


def test_crossovers_close_to_each_other_can_be_read() -> None:
    """Their sizes stand in one text, the smallest first, which nothing lies on top of."""
    record = a_record()
    crossovers = tuple(
        Crossover(variant=QUICK, size=size, low=None, high=None) for size in (2_100.0, 2_000.0)
    )
    evidence = replace(gather(record), crossovers=crossovers)
    svg = time_plot(record.definition, evidence, name="a")
    assert svg is not None
    assert [each for each in texts(svg) if "cross" in each] == ["cross near 2,000; 2,100"]


def test_thousands_of_sizes_are_not_all_written() -> None:
    """Where there are more sizes than room, only round ones stand below the axis."""
    definition = a_definition(sizes=tuple(range(1, 3_000)))
    memory = [a_memory(SLOW, size=size, peaks=[size] * 2) for size in definition.sizes[::500]]
    svg = memory_plot(definition, memory, {}, name="a")
    assert svg is not None
    assert {"10", "100", "1,000"} <= set(texts(svg))
    assert len(texts(svg)) < 30


def test_a_name_that_xml_cannot_hold_is_drawn_as_escapes() -> None:
    """What the sizes are of is the user's text: a control character in it costs no report."""
    record = a_record()
    odd = replace(record.definition, axis="\x1b[2J\x07\u202eitems")
    svg = time_plot(odd, gather(record), name="odd") or ""
    assert any("\\x1b[2J\\x07\\u202eitems" in each for each in texts(svg))
