"""What a gate says of memory, from the figures of processes in pairs."""

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from pairbench.core.authoring.entry import Entry, Site
from pairbench.core.gating.answer import Change, Kind
from pairbench.core.gating.memory import (
    CHANGED_IN,
    MOST_PAIRS,
    Figures,
    ballast_for,
    figures_of,
    growing_lines,
    judge_bytes,
    judge_interval,
    memory_lines,
    needs_more,
    sees_ballast,
    unseen_memory,
)
from pairbench.core.gating.settings import Thresholds
from pairbench.core.gating.two_sides import Comparison, compare
from pairbench.core.records.measurement import LineMemory
from pairbench.core.statistics.estimate import Estimate
from tests.builders import PAIR, SLOW, a_definition, a_memory

TO_THE_BYTE = Thresholds(time=0.03, memory=0.01, memory_bytes=0)

WITH_A_FLOOR = replace(TO_THE_BYTE, memory_bytes=500)


def figures(base: Sequence[int] | int, head: Sequence[int] | int) -> Figures:
    """In two pairs of processes, where a side has one figure."""
    sides = [(each,) * 2 if isinstance(each, int) else tuple(each) for each in (base, head)]
    return Figures(base=sides[0], head=sides[1])


@pytest.mark.parametrize(
    ("base", "head", "change"),
    [
        (1_000, 1_010, Change.SAME),
        (1_000, 1_011, Change.WORSE),
        (1_000_000_007, 1_010_000_007, Change.SAME),
        (1_000_000_007, 1_010_000_008, Change.WORSE),
        (1_011, 1_000, Change.BETTER),
        (1_010, 1_000, Change.SAME),
        (1_005, 1_000, Change.SAME),
        (0, 0, Change.SAME),
        (0, 1, Change.WORSE),
        ((1_000, 1_100), (1_000, 1_100), Change.SAME),
        ((1_000, 1_100), (1_050, 1_150), Change.WORSE),
        ((1_000, 1_100), (1_050, 1_100), Change.UNDECIDED),
        ((1_000, 9_000), (1_020, 9_020), Change.UNDECIDED),
    ],
)
def test_exact_differences_are_judged_to_the_byte(
    base: Sequence[int] | int, head: Sequence[int] | int, change: Change
) -> None:
    """Against 1 %: one byte more than that is worse, and rounding plays no part."""
    assert judge_bytes(figures(base, head), TO_THE_BYTE) is change


@pytest.mark.parametrize(
    ("base", "head", "change"),
    [
        (0, 500, Change.SAME),
        (0, 501, Change.WORSE),
        (501, 0, Change.BETTER),
        (500, 0, Change.SAME),
        (300, 400, Change.SAME),
        (400, 300, Change.SAME),
        (100_000, 100_900, Change.SAME),
        (100_000, 101_001, Change.WORSE),
    ],
)
def test_a_few_bytes_are_no_change_whatever_their_share(
    base: int, head: int, change: Change
) -> None:
    """Worse and better are beyond the percentage, and beyond the bytes as well."""
    assert judge_bytes(figures(base, head), WITH_A_FLOOR) is change


def varying(factor: float, pairs: int, seed: int = 5, apart: float = 0.02) -> Figures:
    """Figures that differ from process to process, and more so than one side from the other."""
    drawn = random.Random(seed)
    base, head = (
        tuple(round(46_000 * each * drawn.uniform(1 - apart, 1 + apart)) for _ in range(pairs))
        for each in (1.0, factor)
    )
    return Figures(base=base, head=head)


def test_figures_that_vary_are_compared_by_their_ratio() -> None:
    """Over many pairs of processes an interval tells what is worse, better and the same."""
    thresholds = replace(WITH_A_FLOOR, memory=0.03)
    found = {
        factor: judge_bytes(varying(factor, MOST_PAIRS), thresholds) for factor in (0.9, 1.0, 1.1)
    }
    assert found == {0.9: Change.BETTER, 1.0: Change.SAME, 1.1: Change.WORSE}


def test_two_processes_make_no_range() -> None:
    """However far the figures of two pairs seem to be from each other, they decide nothing."""
    assert judge_bytes(figures((46_306, 46_941), (43_203, 45_297)), WITH_A_FLOOR) is (
        Change.UNDECIDED
    )


def test_equal_sides_that_vary_are_hardly_ever_called_different() -> None:
    """Of 300 comparisons of the same with itself, looked at after every pair, at most 3 are."""
    wrong = 0
    for seed in range(300):
        whole = varying(1.0, MOST_PAIRS, seed=seed)
        looks = (
            judge_bytes(Figures(base=whole.base[:n], head=whole.head[:n]), WITH_A_FLOOR)
            for n in range(2, MOST_PAIRS + 1)
        )
        wrong += any(each in {Change.WORSE, Change.BETTER} for each in looks)
    assert wrong <= 3


def test_pairs_are_added_until_it_is_certain() -> None:
    """The same needs none, a change is borne out, and what varies has no more than the most."""
    assert not needs_more(figures(1_000, 1_000), TO_THE_BYTE)
    assert needs_more(figures(1_000, 2_000), TO_THE_BYTE)
    assert not needs_more(figures([1_000] * CHANGED_IN, [2_000] * CHANGED_IN), TO_THE_BYTE)
    assert needs_more(varying(1.01, 8), TO_THE_BYTE)
    assert not needs_more(varying(1.01, MOST_PAIRS), TO_THE_BYTE)


def test_the_ballast_is_more_than_is_allowed_and_than_the_peak_varies() -> None:
    """It would be worse, and cannot be taken for another process's figure."""
    steady = a_memory(SLOW, peaks=(1_000_000, 1_000_000))
    assert ballast_for(steady, WITH_A_FLOOR) > 10_000
    assert ballast_for(a_memory(SLOW), WITH_A_FLOOR) > 500
    varies = a_memory(SLOW, peaks=(1_000, 90_000))
    assert ballast_for(varies, WITH_A_FLOOR) > 89_000


@pytest.mark.parametrize(
    ("peaks", "ballast_bytes"),
    [((1_000,), 1_001), ((1_000_000,), 20_001), ((1_000, 3_000), 5_001)],
)
def test_the_ballast_is_a_byte_more_than_twice_what_must_not_hide_it(
    peaks: tuple[int, ...], ballast_bytes: int
) -> None:
    """Twice the floor or the share of the peak, whichever is more, and twice the peak's range."""
    base = a_memory(SLOW, peaks=peaks, retained=(0,) * len(peaks))
    assert ballast_for(base, WITH_A_FLOOR) == ballast_bytes


def test_half_of_the_ballast_is_not_most_of_it() -> None:
    """A byte more than half is."""
    base = a_memory(SLOW, peaks=(1_000,), retained=(0,))
    half, more = (a_memory(SLOW, peaks=(peak,), retained=(0,)) for peak in (2_000, 2_001))
    assert not sees_ballast(base, half, 2_000)
    assert sees_ballast(base, more, 2_000)


def interval(low: float, high: float, level: float = 0.99) -> Estimate:
    return Estimate(value=(low + high) / 2, low=low, high=high, level=level)


def a_line_of_code(text: str, number: int, held_bytes: int) -> LineMemory:
    return LineMemory(
        file="text.py", function="join", number=number, text=text, held_bytes=held_bytes
    )


def test_the_lines_that_hold_more_are_shown_the_greatest_difference_first() -> None:
    """By their text, wherever they have moved; what holds as much or less is not among them."""
    base = [
        a_line_of_code("grown", 1, 100),
        a_line_of_code("same", 2, 70),
        a_line_of_code("less", 3, 50),
    ]
    head = [
        a_line_of_code("same", 4, 70),
        a_line_of_code("less", 5, 49),
        a_line_of_code("grown", 6, 1_000),
        a_line_of_code("grown", 6, 200),
        a_line_of_code("new", 7, 2_000),
    ]
    assert growing_lines(base, head) == (
        "text.py:7 join: 2,000 B, was 0 B: new",
        "text.py:6 join: 1,200 B, was 100 B: grown",
    )


def test_three_lines_of_code_are_shown_at_most() -> None:
    """The three that have grown most."""
    head = [a_line_of_code(f"line {n}", n, n) for n in range(1, 6)]
    assert [each.rpartition(": ")[2] for each in growing_lines([], head)] == [
        "line 5",
        "line 4",
        "line 3",
    ]


def a_memory_comparison(thresholds: Thresholds = TO_THE_BYTE) -> Comparison:
    entry = Entry(site=Site(root=Path("base")), definition=a_definition(sizes=(100,)))
    return compare(entry, entry, SLOW, (100,), thresholds)


def test_a_line_of_memory_says_what_both_sides_used() -> None:
    """The peak and what is retained, each with its figures, its ratio and its sentence."""
    base = a_memory(SLOW, peaks=(1_000, 1_000), retained=(40, 40))
    head = a_memory(SLOW, peaks=(2_001, 2_001), retained=(40, 40))
    peak, retained = memory_lines(a_memory_comparison(), base, head)
    assert (peak.kind, peak.change) == (Kind.PEAK, Change.WORSE)
    assert (peak.pair, peak.variant, peak.size) == (PAIR, SLOW, 100)
    assert (peak.base, peak.head) == ("1,000 B", "2,001 B")
    assert peak.ratio is not None
    assert peak.ratio.low == pytest.approx(0.5)
    assert peak.ratio.level == 1.0
    assert peak.why == "more by over 1.0% and 0 B"
    assert (retained.kind, retained.change) == (Kind.RETAINED, Change.SAME)
    assert (retained.base, retained.head) == ("40 B", "40 B")


def test_a_figure_that_varies_is_a_range_and_says_so() -> None:
    """With the number of processes; a side that uses nothing has no ratio."""
    base = a_memory(SLOW, peaks=(1_000, 1_100), retained=(0, 0))
    head = a_memory(SLOW, peaks=(1_000, 1_100), retained=(1, 1))
    peak, retained = memory_lines(a_memory_comparison(), base, head)
    assert peak.base == "1,000 to 1,100 B"
    assert peak.why.endswith("; it varies from process to process, in 2 pairs of them")
    assert peak.ratio is not None
    assert retained.ratio is None
    assert "varies" not in retained.why


def test_what_keeps_memory_from_being_judged_is_what_its_lines_say() -> None:
    """However far the figures lie apart."""
    base, head = a_memory(SLOW), a_memory(SLOW, peaks=(9_000, 9_000))
    found = list(memory_lines(a_memory_comparison(), base, head, "it cannot be seen"))
    assert {(each.change, each.why) for each in found} == {(Change.UNDECIDED, "it cannot be seen")}


@pytest.mark.parametrize(
    ("ratio", "change"),
    [
        (interval(0.90, 0.95), Change.WORSE),
        (interval(0.90, 0.97), Change.UNDECIDED),
        (interval(0.90, 0.95, level=0.98), Change.UNDECIDED),
        (interval(0.953, 0.99), Change.SAME),
        (interval(0.952, 0.99), Change.UNDECIDED),
        (interval(1.04, 1.2), Change.SAME),
        (interval(1.06, 1.2), Change.BETTER),
    ],
)
def test_an_interval_is_beyond_the_share_or_within_it(ratio: Estimate, change: Change) -> None:
    """Of 100 kB with a threshold of 5 %, where its bytes are no matter."""
    assert judge_interval(100_000, ratio, Thresholds(time=0.0, memory=0.05)) is change


@pytest.mark.parametrize(
    ("ratio", "change"),
    [
        (interval(0.50, 0.66), Change.WORSE),
        (interval(0.50, 0.67), Change.UNDECIDED),
        (interval(0.67, 0.68), Change.SAME),
        (interval(1.9, 2.1), Change.SAME),
        (interval(2.1, 2.2), Change.BETTER),
    ],
)
def test_an_interval_is_beyond_the_bytes_as_well(ratio: Estimate, change: Change) -> None:
    """Of 999 B that may be 500 B more or less: to 1,500 B it is 0.667, to 500 B it is 2."""
    assert judge_interval(999, ratio, WITH_A_FLOOR) is change


def test_ballast_is_seen_where_most_of_it_shows() -> None:
    """It is looked for in the processes of one hash seed, whatever another seed makes of it."""
    base = a_memory(SLOW, peaks=(1_000, 9_000))
    assert sees_ballast(base, a_memory(SLOW, peaks=(3_100,), retained=(0,)), 2_000)
    assert not sees_ballast(base, a_memory(SLOW, peaks=(1_100,), retained=(0,)), 2_000)


def test_memory_that_is_not_seen_is_named_with_its_side() -> None:
    """The side that hides more; nothing where both are seen whole."""
    base = a_memory(SLOW)
    assert unseen_memory(base, base) is None
    said = unseen_memory(base, replace(base, unseen_bytes=800_000))
    assert said == "head allocates 800 kB that memray does not see"
    more = unseen_memory(replace(base, unseen_bytes=900_000), replace(base, unseen_bytes=800_000))
    assert more == "base allocates 900 kB that memray does not see"


def test_only_processes_that_both_sides_have_are_compared() -> None:
    """A side that was traced once more has a figure without a partner."""
    found = figures_of(a_memory(SLOW), a_memory(SLOW, peaks=(7, 8, 9), retained=(0, 0, 0)))
    assert found[Kind.PEAK] == Figures(base=(1_000, 1_000), head=(7, 8))
    assert found[Kind.RETAINED] == Figures(base=(0, 0), head=(0, 0))
