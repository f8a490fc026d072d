"""Tests of what a pair's section says of where time and memory go."""

from dataclasses import replace

import pytest

from pairbench.core.records.measurement import Cell, Stack, TimeProfile
from pairbench.core.records.record import PairRecord
from pairbench.report.page.hot_spots import MOST_LINES, hot_spots
from tests.builders import QUICK, SLOW
from tests.records import SIZES, a_record

FILE = "bench/strings/join.py"


def profiled(**weights_s: float) -> PairRecord:
    """A pair of whose variants a call takes so long, all of it in one function."""
    record = a_record()
    cell = Cell(pair=record.definition.name, size=SIZES[-1])
    profiles = tuple(
        TimeProfile(
            cell=cell,
            variant=variant,
            stacks=(Stack(frames=(f"{variant} ({FILE}:1)",), weight=weight_s),),
        )
        for variant, weight_s in weights_s.items()
    )
    return replace(record, profiles=profiles)


def holding(*stacks: Stack) -> PairRecord:
    """A pair whose baseline holds this at its peak, at the largest size."""
    record = a_record()
    *others, last = (each for each in record.memory if each.variant == SLOW)
    return replace(record, memory=(*others, replace(last, stacks=stacks)))


def test_all_variants_share_a_scale() -> None:
    """What takes half as long has a drawing half as wide; each says its total."""
    (spots,) = hot_spots(profiled(**{SLOW: 0.2, QUICK: 0.1}))
    slow, quick = spots.flames
    assert (slow.variant, slow.total) == (SLOW, "200 ms")
    assert (quick.variant, quick.total) == (QUICK, "100 ms")
    assert 'width="639.4"' in str(slow.drawing)
    assert 'width="319.4"' in str(quick.drawing)


def test_what_is_too_little_to_be_seen_is_still_told() -> None:
    """A variant that takes a thousandth has no drawing, and its total."""
    (spots,) = hot_spots(profiled(**{SLOW: 1.0, QUICK: 0.001}))
    assert (spots.flames[1].total, spots.flames[1].drawing) == ("1.00 ms", None)


@pytest.mark.parametrize("record", [a_record(), profiled(), profiled(**{SLOW: 0.0})])
def test_where_nothing_weighs_there_is_nothing_to_draw(record: PairRecord) -> None:
    """Neither of time nor of memory."""
    assert hot_spots(record) == []


def test_the_heaviest_lines_of_memory_come_first() -> None:
    """Only the few that hold most, with their share of the whole."""
    stacks = [
        Stack(frames=(f"f ({FILE}:{number})",), weight=100.0 * number) for number in range(1, 8)
    ]
    (spots,) = hot_spots(holding(*stacks))
    assert [each.variant for each in spots.flames] == [SLOW]
    assert [each.place for each in spots.lines] == [f"{FILE}:{number}" for number in (7, 6, 5, 4)]
    assert len(spots.lines) == MOST_LINES
    assert (spots.lines[0].weight, spots.lines[0].share) == ("700 B", "25%")


def test_time_is_told_by_line_as_well() -> None:
    """What the flame graph shows stands in a table, for each variant."""
    (spots,) = hot_spots(profiled(**{SLOW: 0.2, QUICK: 0.1}))
    told = [(each.variant, each.weight, each.share) for each in spots.lines]
    assert told == [(SLOW, "200 ms", "100%"), (QUICK, "100 ms", "100%")]


def test_time_comes_before_memory() -> None:
    """A pair of which both are known has both."""
    stack = Stack(frames=(f"f ({FILE}:1)",), weight=100.0)
    record = replace(holding(stack), profiles=profiled(**{SLOW: 0.2}).profiles)
    assert [each.weight for each in hot_spots(record)] == ["takes of a call", "holds at the peak"]
