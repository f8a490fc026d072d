"""Holds the range that is moved out to its chance of missing, for rounds of many kinds."""

import math
import sys
from collections.abc import Callable

import numpy as np
import pytest
from numpy.typing import NDArray

from pairbench.core.statistics.early import FEWEST, spare_error, widening
from pairbench.core.statistics.sequential import Monitor, first_verdict
from simulations.models import contaminated, normal, student

pytestmark = pytest.mark.simulation

RUNS = 400_000
SEED = 20_240_501

Draw = Callable[[np.random.Generator, int, int], NDArray[np.floating]]

SYMMETRIC: dict[str, Draw] = {
    "uniform": lambda rng, looks, runs: rng.uniform(-1, 1, (looks, runs)),
    "triangular": lambda rng, looks, runs: rng.triangular(-1, 0, 1, (looks, runs)),
    "laplace": lambda rng, looks, runs: rng.laplace(0, 1, (looks, runs)),
    "cauchy": lambda rng, looks, runs: rng.standard_cauchy((looks, runs)),
    "normal": normal,
    "student t3": student,
    "contaminated": contaminated,
}
"""All have one peak, at 0; the scale does not matter to a range."""


def missed(rounds: NDArray[np.floating], factor: float) -> NDArray[np.bool_]:
    """The runs in which 0 lies outside the range of the rounds, moved out by ``factor`` of it."""
    low, high = rounds.min(axis=0), rounds.max(axis=0)
    reach = factor * (high - low)
    return np.asarray((low - reach > 0) | (high + reach < 0))


@pytest.mark.parametrize("chance", [0.05, 0.01, 0.001])
@pytest.mark.parametrize("n", [3, 4, 6, 8])
@pytest.mark.parametrize("name", SYMMETRIC)
def test_the_range_misses_no_more_often_than_stated(name: str, n: int, chance: float) -> None:
    """With one peak at the truth, whatever the shape; the uniform distribution uses all of it."""
    rounds = SYMMETRIC[name](np.random.default_rng(SEED), n, RUNS)
    factor = widening(n, chance)

    share = float(np.mean(missed(rounds, factor)))

    error = 3 * math.sqrt(chance / RUNS)
    sys.stdout.write(f"{name}, {n} rounds, {chance:.1%}: missed {share:.3%}\n")
    assert share <= chance + error
    if name == "uniform" and factor > 0:
        assert share >= chance - error


@pytest.mark.parametrize("name", SYMMETRIC)
@pytest.mark.parametrize("monitor", [Monitor(alpha=0.1, cap=5), Monitor(alpha=0.0012, cap=60)])
def test_all_looks_together_keep_to_what_is_left(name: str, monitor: Monitor) -> None:
    """However wide the noise: the least by which a range is moved out is not counted here."""
    first = first_verdict(monitor)
    chance = spare_error(monitor) / (first - FEWEST)
    rounds = SYMMETRIC[name](np.random.default_rng(SEED), first - 1, RUNS)

    ever = np.zeros(RUNS, dtype=bool)
    for n in range(FEWEST, first):
        ever |= missed(rounds[:n], widening(n, chance))

    sys.stdout.write(f"{name}, {monitor}: {ever.mean():.4%} of {spare_error(monitor):.4%}\n")
    assert ever.mean() <= spare_error(monitor) + 3 * math.sqrt(spare_error(monitor) / RUNS)
