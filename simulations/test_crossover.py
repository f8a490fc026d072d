"""Holds the interval of a crossover to its level, on ratios whose crossing is known."""

import math
from collections.abc import Callable, Mapping

import numpy as np
import pytest

from pairbench.core.comparing.crossover import Crossover, find_crossover
from tests.builders import a_comparison

pytestmark = pytest.mark.simulation

TRIALS = 400
HALF_WIDTH = 2.576
"""An interval of 99 % reaches so many standard deviations of its centre to each side."""

HELD = 0.97
"""At the sizes on both sides the ratio has an interval of 99 %: both hold in at least 98 % of the
trials, and chance takes 1 % of 400 trials more."""

SIZES = (10, 100, 1_000, 10_000, 100_000)

RATIOS: Mapping[str, Callable[[float, float], float]] = {
    "power law": lambda n, at: n / at,
    "flat power law": lambda n, at: math.sqrt(n / at),
    "falling power law": lambda n, at: at / n,
    "level, then rising": lambda n, at: (n + at / 3) / (at + at / 3),
    "rising, then level": lambda n, at: (at + at / 3) / (at * at / n + at / 3),
    "from level to level": lambda n, at: (n + at / 9) / (at + at / 9) * 10 / (n / at + 9),
    "one logarithm": lambda n, at: math.log(n + 1) / math.log(at + 1),
}
"""Each passes 1 at the size that it is given."""


def crossed(
    ratio: Callable[[float, float], float], at: float, seed: int, noise: float
) -> Crossover:
    """What ratios with noise in them say of their crossing."""
    rng = np.random.default_rng(seed)
    comparisons = []
    for size in SIZES:
        centre = math.log(ratio(size, at)) + rng.normal(0.0, noise)
        low, value, high = (math.exp(centre + side * HALF_WIDTH * noise) for side in (-1, 0, 1))
        comparisons.append(a_comparison(value, size=size, low=low, high=high))
    found = find_crossover(comparisons)
    assert found is not None
    return found


def holds(found: Crossover, at: float) -> bool:
    """Whether the interval holds the truth; an open end holds everything."""
    return (found.low or 0.0) <= at <= (found.high or math.inf)


@pytest.mark.parametrize("noise", [0.002, 0.01, 0.03])
@pytest.mark.parametrize("name", RATIOS)
def test_the_interval_holds_the_crossing(name: str, noise: float) -> None:
    """Straight or bent on logarithmic axes: it does in 97 % of the trials and more."""
    places = np.exp(np.random.default_rng(1).uniform(math.log(150), math.log(7_000), TRIALS))

    held = [holds(crossed(RATIOS[name], at, seed, noise), at) for seed, at in enumerate(places)]

    assert np.mean(held) >= HELD


def test_the_interval_of_a_power_law_is_narrow() -> None:
    """Where the line is straight, the noise alone makes the width: well below a factor of 1.5."""
    found = [crossed(RATIOS["power law"], 3_000.0, seed, 0.01) for seed in range(TRIALS)]

    widths = [each.high / each.low for each in found if each.high and each.low]
    assert len(widths) == TRIALS
    assert np.median(widths) < 1.5
