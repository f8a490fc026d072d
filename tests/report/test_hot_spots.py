"""Tests of what a pair's section says of where time and memory go."""

from dataclasses import replace

from pairbench.core.measurement import Cell, Stack, TimeProfile
from pairbench.core.record import PairRecord
from pairbench.report.hot_spots import MOST_LINES, heaviest_lines, memory_flames, time_flames
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
    slow, quick = time_flames(profiled(**{SLOW: 0.2, QUICK: 0.1}))
    assert (slow.variant, slow.total) == (SLOW, "200 ms")
    assert (quick.variant, quick.total) == (QUICK, "100 ms")
    assert 'width="639.4"' in str(slow.drawing)
    assert 'width="319.4"' in str(quick.drawing)


def test_what_is_too_little_to_be_seen_is_still_told() -> None:
    """A variant that takes a thousandth has no drawing, and its total."""
    _, quick = time_flames(profiled(**{SLOW: 1.0, QUICK: 0.001}))
    assert (quick.total, quick.drawing) == ("1.00 ms", None)


def test_without_profiles_there_is_nothing_to_draw() -> None:
    """Neither of time nor of memory."""
    assert time_flames(a_record()) == memory_flames(a_record()) == []
    assert heaviest_lines(a_record()) == []


def test_the_heaviest_lines_come_first() -> None:
    """Only the few that hold most, with their share of the whole."""
    stacks = [
        Stack(frames=(f"f ({FILE}:{number})",), weight=100.0 * number) for number in range(1, 8)
    ]
    rows = heaviest_lines(holding(*stacks))
    assert [each.place for each in rows] == [f"{FILE}:{number}" for number in (7, 6, 5, 4)]
    assert len(rows) == MOST_LINES
    assert (rows[0].held, rows[0].share) == ("700 B", "25%")
    assert [each.variant for each in memory_flames(holding(*stacks))] == [SLOW]
