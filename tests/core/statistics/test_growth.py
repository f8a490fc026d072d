"""The order in which a figure grows."""

import math
from collections.abc import Callable

import numpy as np
import pytest

from pairbench.core.statistics.growth import Growth, fit_growth
from pairbench.core.statistics.order import Order
from pairbench.core.statistics.positive import LARGEST_SIZE
from tests.builders import CURVES, SIZES, UNIT_S


def fitted(
    curve: Callable[[int], float],
    *,
    sizes: tuple[int, ...] = SIZES,
    noise: float = 0.0,
    seed: int = 1,
) -> Growth:
    """The growth of a curve: counted figures, or ten samples off by lognormal noise."""
    rng = np.random.default_rng(seed)
    samples = 10 if noise else 1
    growth = fit_growth(
        {n: [UNIT_S * curve(n) * rng.lognormal(0.0, noise) for _ in range(samples)] for n in sizes},
        counted=not noise,
    )
    assert growth is not None
    return growth


@pytest.mark.parametrize("order", Order)
def test_each_order_is_found_in_exact_data(order: Order) -> None:
    """Four sizes a decade apart are enough to tell any two orders apart."""
    growth = fitted(CURVES[order])

    assert growth.order is order
    assert growth.candidates == (order,)


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("order", Order)
def test_each_order_is_found_in_noisy_data(order: Order, seed: int) -> None:
    """Samples that are off by 5 % do not hide the order."""
    assert fitted(CURVES[order], noise=0.05, seed=seed).order is order


@pytest.mark.parametrize("order", [Order.LOGARITHMIC, Order.LINEAR, Order.QUADRATIC])
def test_a_constant_beside_the_growth_does_not_hide_it(order: Order) -> None:
    """What every call costs is not held against the order."""
    share = CURVES[order](SIZES[1])

    assert fitted(lambda n: share + CURVES[order](n)).order is order


def test_a_square_behind_a_linear_term_is_found() -> None:
    """A loop that costs something in itself hides what it does only at small sizes."""
    growth = fitted(lambda n: 10_000.0 * n + float(n) ** 2)

    assert growth.order is Order.QUADRATIC
    assert 1 < growth.exponent.value < 2


def test_the_growing_term_must_matter_at_the_largest_size() -> None:
    """A hundredth on top of a constant is no growth worth a name."""
    assert fitted(lambda n: 1 + 0.01 * n / SIZES[-1]).order is Order.CONSTANT


def test_a_figure_that_falls_does_not_grow() -> None:
    """A first call that allocates a little more than the others is no sign of log n."""
    growth = fit_growth({100: [296], 1_000: [232], 10_000: [232], 100_000: [232]}, counted=True)

    assert growth is not None
    assert growth.order is Order.CONSTANT


def test_too_close_to_call_names_the_candidates() -> None:
    """Four sizes within a factor of two cannot tell n from n log n, and say so."""
    for noise in (0.0, 0.02):
        growth = fitted(float, sizes=(1_000, 1_200, 1_500, 2_000), noise=noise)

        assert growth.order is None
        assert {Order.LINEAR, Order.LINEARITHMIC} <= set(growth.candidates)
        assert Order.CONSTANT not in growth.candidates


def test_a_poor_fit_keeps_its_rivals_in_the_race() -> None:
    """Where caches make n off by a third here and there, n log n fits hardly worse."""
    off = dict(zip(SIZES, (1.0, 1.3, 1.1, 1.4), strict=True))

    growth = fitted(lambda n: n * off[n])

    assert growth.order is None
    assert growth.candidates == (Order.LINEAR, Order.LINEARITHMIC)


def test_what_follows_no_order_has_no_candidates() -> None:
    """A figure that goes up and down fits nothing."""
    figures = dict(zip(SIZES, (1.0, 1_000.0, 1.0, 1_000.0), strict=True))

    growth = fitted(figures.__getitem__)

    assert growth.order is None
    assert growth.candidates == ()


@pytest.mark.parametrize("sizes", [(), (100,), (100, 1_000, 10_000)])
def test_fewer_than_four_sizes_have_no_growth(sizes: tuple[int, ...]) -> None:
    """Three points lie on too many curves."""
    assert fit_growth({size: [float(size)] for size in sizes}, counted=True) is None


def test_a_size_without_samples_leaves_no_growth() -> None:
    """A fit does not skip a size silently."""
    samples: dict[int, list[float]] = {size: [float(size)] for size in SIZES}
    samples[SIZES[1]] = []

    assert fit_growth(samples, counted=False) is None


def test_slow_outliers_do_not_matter() -> None:
    """Of each size the fastest sample counts: a disturbed one is only ever slower."""
    samples = {n: [UNIT_S * n] * 10 for n in SIZES}
    samples[SIZES[0]] = [UNIT_S * SIZES[0] * factor for factor in (1, 1, 1, 1, 1, 1, 9, 30, 2, 5)]
    samples[SIZES[2]] = [UNIT_S * SIZES[2] * factor for factor in (4, 1, 1, 1, 1, 1, 1, 1, 90, 1)]

    growth = fit_growth(samples, counted=False)

    assert growth is not None
    assert growth.order is Order.LINEAR
    assert growth.exponent.value == pytest.approx(1.0)


def test_the_sizes_may_come_in_any_order() -> None:
    """The exponent is that between the two largest sizes, however they were measured."""

    def bent(n: int) -> float:
        return 5_000.0 * n + float(n) ** 2

    growth = fitted(bent, sizes=SIZES[::-1])

    assert growth == fitted(bent)
    assert growth.exponent.value == pytest.approx(math.log10(bent(100_000) / bent(10_000)))


def test_the_exponent_of_samples_has_an_interval() -> None:
    """It holds the truth, and is no wider than the noise makes it."""
    exponent = fitted(float, noise=0.05).exponent

    assert exponent.low < exponent.high
    assert exponent.low <= exponent.value <= exponent.high
    assert exponent.value == pytest.approx(1.0, abs=0.1)
    assert exponent.level == pytest.approx(0.95)


def test_the_exponent_of_counted_figures_is_exact() -> None:
    """One figure at each size was counted, not sampled: there is nothing to draw anew."""
    exponent = fitted(float).exponent

    assert exponent.low == exponent.value == exponent.high == pytest.approx(1.0)
    assert exponent.level == 1.0


def test_the_same_samples_give_the_same_growth() -> None:
    """Nothing is drawn at random, so a report can be built again."""
    assert fitted(math.log, noise=0.3) == fitted(math.log, noise=0.3)


def test_one_timing_at_each_size_tells_nothing() -> None:
    """What was sampled once has an exponent of level 0."""
    growth = fit_growth({size: [float(size)] for size in SIZES}, counted=False)

    assert growth is not None
    assert growth.exponent.level == 0


def test_an_order_hidden_by_a_constant_stays_in_the_race() -> None:
    """Terms that differ by more than a float can hold beside each other are still told apart."""
    sizes = (10**3, 10**4, 10**5, 10**6)
    growth = fit_growth({n: [1 + 3e-18 * n**3] for n in sizes}, counted=True)

    assert growth is not None
    assert growth.candidates == (Order.QUADRATIC, Order.CUBIC)


@pytest.mark.parametrize("beyond", [1.3, 1.5, 1.8, 2.3])
def test_a_linear_function_that_leaves_the_cache_is_not_called_square(beyond: float) -> None:
    """Items that cost more at the largest size alone do not make an order above n log n."""
    costs = {100: 1.0, 1_000: 1.0, 10_000: 1.0, 100_000: beyond}
    growth = fit_growth({n: [n * cost] for n, cost in costs.items()}, counted=True)

    assert growth is not None
    assert not {Order.QUADRATIC, Order.CUBIC} & set(growth.candidates)


def test_a_sort_that_the_processor_foresees_is_not_called_square() -> None:
    """Sorting the same few items again misses no branch; the factor of three was measured."""
    costs = {10: 0.7, 100: 0.3, 1_000: 0.33, 10_000: 1.0}
    growth = fit_growth({n: [n * math.log(n) * each] for n, each in costs.items()}, counted=True)

    assert growth is not None
    assert growth.order in {Order.LINEARITHMIC, None}
    assert not {Order.QUADRATIC, Order.CUBIC} & set(growth.candidates)


def test_rounds_that_differ_widely_keep_rivals_in_the_race() -> None:
    """What n log n misses of n is no more than these rounds miss of each other."""
    apart = fit_growth({n: [n, n * 1.05, n * 1.1] for n in SIZES}, counted=False)
    far_apart = fit_growth({n: [n, n * 1.5, n * 2.0] for n in SIZES}, counted=False)

    assert apart is not None
    assert apart.order is Order.LINEAR
    assert far_apart is not None
    assert far_apart.order is None
    assert Order.LINEAR in far_apart.candidates


@pytest.mark.parametrize(("rounds", "level"), [(2, 0.0), (3, 0.95)])
def test_three_rounds_give_the_exponent_its_level(rounds: int, level: float) -> None:
    """Two show too little of the noise."""
    growth = fit_growth(
        {n: [n * 1.01**each for each in range(rounds)] for n in SIZES}, counted=False
    )

    assert growth is not None
    assert growth.exponent.level == level


def test_the_largest_sizes_have_an_order() -> None:
    """The square of their cube over the shortest duration is more than a float holds."""
    sizes = [LARGEST_SIZE // 10**each for each in (54, 36, 18, 0)]
    growth = fit_growth({n: [1e-15] for n in sizes}, counted=True)

    assert growth is not None
    assert growth.order is Order.CONSTANT


MANY_SIZES = (10, 100, 1_000, 10_000, 100_000, 1_000_000)


def test_of_many_sizes_the_two_largest_make_the_exponent() -> None:
    """What a figure does at small sizes says little of where it goes."""

    def bent(n: int) -> float:
        return 50_000.0 * n + float(n) ** 2

    growth = fitted(bent, sizes=MANY_SIZES)

    assert growth.order is Order.QUADRATIC
    assert growth.exponent.value == pytest.approx(math.log10(bent(1_000_000) / bent(100_000)))


def test_many_sizes_do_not_make_a_full_cache_a_square() -> None:
    """The end of the curve must be as steep as the order, whatever came before it."""
    costs = dict(zip(MANY_SIZES, (1.0, 1.0, 1.0, 1.0, 1.0, 1.8), strict=True))

    growth = fitted(lambda n: n * costs[n], sizes=MANY_SIZES)

    assert not {Order.QUADRATIC, Order.CUBIC} & set(growth.candidates)


def test_sizes_beyond_64_bits_may_hide_a_square_as_well() -> None:
    """An integer of any length is a size."""
    sizes = tuple(10**each for each in (19, 20, 21, 22))

    assert fitted(lambda n: 1e21 * n + float(n) ** 2, sizes=sizes).order is Order.QUADRATIC


def test_nearly_half_of_the_figure_is_taken_for_half() -> None:
    """A growing term that makes up 45 % at the largest size fits within what caches explain."""
    growth = fitted(lambda n: 0.55 + 0.45 * n / SIZES[-1])

    assert Order.LINEAR in growth.candidates
    assert Order.CONSTANT not in growth.candidates


def test_a_fall_at_the_largest_size_alone_is_a_fall() -> None:
    """Rounds so far apart would leave log n in the race, if the figure did not end lower."""
    figures = dict(zip(SIZES, (100.0, 100.0, 100.0, 79.0), strict=True))
    growth = fit_growth({n: [each, each * 1.2] for n, each in figures.items()}, counted=False)

    assert growth is not None
    assert growth.order is Order.CONSTANT


@pytest.mark.parametrize("outlier", [1.02, 50.0])
def test_the_exponent_is_as_wide_as_the_smallest_samples_are_apart(outlier: float) -> None:
    """2.7 standard errors of the distance between the figures, over that between the sizes."""
    growth = fit_growth({n: [n, n * 1.01, n * outlier] for n in SIZES}, counted=False)

    assert growth is not None
    half = 2.7 * math.sqrt(2) * 0.8 * math.log(1.01) / math.log(10)
    assert growth.exponent.high - growth.exponent.value == pytest.approx(half)
    assert growth.exponent.value - growth.exponent.low == pytest.approx(half)


def test_noise_at_the_largest_sizes_alone_widens_the_exponent() -> None:
    """It is between these that it is measured."""
    apart = dict(zip(SIZES, (1.0, 1.0, 1.01, 1.01), strict=True))
    growth = fit_growth({n: [n, n * apart[n], n * 1.05] for n in SIZES}, counted=False)

    assert growth is not None
    half = 2.7 * math.sqrt(2) * 0.8 * math.log(1.01) / math.log(10)
    assert growth.exponent.high - growth.exponent.value == pytest.approx(half)


def test_what_was_counted_is_exact_however_often() -> None:
    """Of figures that vary from process to process the smallest is taken as it is."""
    growth = fit_growth({n: [n, 2 * n, 3 * n] for n in SIZES}, counted=True)

    assert growth is not None
    assert growth.order is Order.LINEAR
    assert growth.exponent.low == growth.exponent.high
