"""The size at which the faster of two variants changes."""

import pytest

from pairbench.core.comparing.crossover import find_crossover
from tests.builders import QUICK, a_comparison


def test_a_power_law_crosses_where_it_should() -> None:
    """The ratio n/3000 passes 1 at 3,000, between the sizes that were measured."""
    comparisons = [a_comparison(size / 3_000, size=size) for size in (100, 1_000, 10_000)]

    crossover = find_crossover(comparisons)

    assert crossover is not None
    assert crossover.variant == QUICK
    assert (crossover.size, crossover.low, crossover.high) == pytest.approx((3_000,) * 3)


def test_a_variant_that_becomes_slower_crosses_as_well() -> None:
    """The direction does not matter, nor the order in which sizes were measured."""
    ratios = {10_000: 0.3, 100: 100.0, 1_000: 3_000 / 1_000}
    comparisons = [a_comparison(ratio, size=size) for size, ratio in ratios.items()]

    crossover = find_crossover(comparisons)

    assert crossover is not None
    assert crossover.size == pytest.approx(3_000)


@pytest.mark.parametrize(
    "ratios", [(2.0, 3.0, 1.1), (0.9, 0.5, 0.8), (1.0, 1.0, 1.0), (2.0, 1.0, 2.0)]
)
def test_a_ratio_that_stays_on_one_side_does_not_cross(ratios: tuple[float, ...]) -> None:
    """Always faster, always slower and always the same have no crossover."""
    comparisons = [
        a_comparison(ratio, size=size) for ratio, size in zip(ratios, (1, 10, 100), strict=True)
    ]

    assert find_crossover(comparisons) is None


@pytest.mark.parametrize("sizes", [(), (100,)])
def test_one_size_has_no_crossover(sizes: tuple[int, ...]) -> None:
    """There is nothing to read off between fewer than two sizes."""
    assert find_crossover([a_comparison(2.0, size=size) for size in sizes]) is None


def test_a_measured_size_can_be_the_crossover() -> None:
    """A ratio of exactly 1 in between is the place itself."""
    comparisons = [
        a_comparison(ratio, size=size) for ratio, size in ((0.5, 10), (1.0, 100), (2.0, 1_000))
    ]

    crossover = find_crossover(comparisons)

    assert crossover is not None
    assert crossover.size == pytest.approx(100)


def test_the_last_of_several_crossings_counts() -> None:
    """What holds for large sizes is what a reader asks for."""
    ratios = ((0.5, 1), (2.0, 10), (0.5, 100), (2.0, 1_000))
    comparisons = [a_comparison(ratio, size=size) for ratio, size in ratios]

    crossover = find_crossover(comparisons)

    assert crossover is not None
    assert 100 < crossover.size < 1_000


def test_the_interval_of_the_ratio_gives_that_of_the_size() -> None:
    """The upper bound passes 1 earlier, the lower bound later."""
    comparisons = [
        a_comparison(size / 3_000, size=size, low=size / 6_000, high=size / 1_500)
        for size in (100, 1_000, 10_000)
    ]

    crossover = find_crossover(comparisons)

    assert crossover is not None
    assert crossover.low == pytest.approx(1_500)
    assert crossover.high == pytest.approx(6_000)


def test_a_bound_that_never_passes_1_leaves_its_end_open() -> None:
    """Where the lower bound stays below 1, nobody knows where the crossing ends."""
    comparisons = [
        a_comparison(0.25, size=50, low=0.15, high=0.4),
        a_comparison(0.5, size=100, low=0.3, high=0.8),
        a_comparison(1.1, size=1_000, low=0.9, high=1.4),
    ]

    crossover = find_crossover(comparisons)

    assert crossover is not None
    assert crossover.low is not None
    assert 100 < crossover.low < crossover.size
    assert crossover.high is None


def test_a_bound_that_is_past_1_from_the_start_leaves_its_end_open() -> None:
    """Where the upper bound begins above 1, nobody knows where the crossing begins."""
    comparisons = [
        a_comparison(0.9, size=100, low=0.7, high=1.2),
        a_comparison(2.0, size=1_000, low=1.5, high=2.5),
        a_comparison(4.0, size=5_000, low=3.5, high=4.5),
    ]

    crossover = find_crossover(comparisons)

    assert crossover is not None
    assert crossover.low is None
    assert crossover.high is not None
    assert crossover.size < crossover.high < 1_000


@pytest.mark.parametrize("rising", [True, False])
def test_two_sizes_do_not_tell_how_the_ratio_bends(*, rising: bool) -> None:
    """The crossing lies between them, wherever the straight line passes 1."""
    ratios = (0.5, 2.0) if rising else (2.0, 0.5)
    comparisons = [
        a_comparison(ratio, size=size) for ratio, size in zip(ratios, (100, 1_000), strict=True)
    ]

    crossover = find_crossover(comparisons)

    assert crossover is not None
    assert (crossover.low, crossover.high) == pytest.approx((100, 1_000))


@pytest.mark.parametrize("rising", [True, False])
def test_a_bent_ratio_widens_the_interval(*, rising: bool) -> None:
    """The ratio (n + 1,000)/4,000 is level at first: the straight line passes 1 too early."""
    comparisons = [
        a_comparison(bent if rising else 1 / bent, size=size)
        for size in (10, 100, 1_000, 10_000, 100_000)
        for bent in [(size + 1_000) / 4_000]
    ]

    crossover = find_crossover(comparisons)

    assert crossover is not None
    assert crossover.low is not None
    assert crossover.high is not None
    assert crossover.low == pytest.approx(crossover.size)
    assert crossover.size < 3_000 < crossover.high < 5_000


def test_another_crossing_does_not_lend_its_end() -> None:
    """The ratio passes 1 upwards at first; where the last passage ends, nobody knows."""
    comparisons = [
        a_comparison(0.5, size=10, low=0.4, high=0.6),
        a_comparison(2.0, size=100, low=1.8, high=2.2),
        a_comparison(0.99, size=1_000, low=0.9, high=1.1),
    ]

    crossover = find_crossover(comparisons)

    assert crossover is not None
    assert crossover.low is not None
    assert 100 <= crossover.low <= crossover.size
    assert crossover.high is None


@pytest.mark.parametrize("before", [0.6, 0.5])
def test_a_line_that_does_not_rise_passes_nowhere(before: float) -> None:
    """A ratio that falls or stays before it rises tells nothing of an earlier crossing."""
    ratios = ((before, 10), (0.5, 100), (2.0, 1_000))
    crossover = find_crossover([a_comparison(ratio, size=size) for ratio, size in ratios])

    assert crossover is not None
    assert crossover.low == pytest.approx(crossover.size)


@pytest.mark.parametrize("after", [1.5, 2.0])
def test_a_ratio_that_has_risen_before_may_have_crossed_at_once(after: float) -> None:
    """Where it falls or stays from the next size on, it may have passed 1 right after the first."""
    ratios = ((0.5, 10), (2.0, 100), (after, 1_000))
    crossover = find_crossover([a_comparison(ratio, size=size) for ratio, size in ratios])

    assert crossover is not None
    assert crossover.low == pytest.approx(10)
