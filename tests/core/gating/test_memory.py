"""What a gate says of memory, from the figures of processes in pairs."""

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from pairbench.core.gating.answer import Change
from pairbench.core.gating.memory import (
    CHANGED_IN,
    MOST_PAIRS,
    Figures,
    ballast_for,
    judge_bytes,
    needs_more,
    sees_ballast,
    unseen_memory,
)
from pairbench.core.gating.settings import Thresholds
from tests.builders import SLOW, a_memory

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
