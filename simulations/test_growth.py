"""Holds the rule for growth to its error, and the exponent's interval to its level."""
# ruff: noqa: ARG005

import math
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import pytest

from pairbench.core.statistics.growth import EXPONENT_LEVEL, GROWTH_ERROR, Growth, fit_growth
from pairbench.core.statistics.order import Order
from tests.builders import CURVES, UNIT_S

pytestmark = pytest.mark.simulation

Table: TypeAlias = "np.ndarray[tuple[int, int], np.dtype[np.float64]]"
"""Logarithms: a row for each size, a column for each round."""

Noise: TypeAlias = "Callable[[np.random.Generator, tuple[int, int]], Table]"

DECADES = ((10, 100, 1_000, 10_000), (100, 1_000, 10_000, 100_000))
OTHER_SIZES = (
    (10, 100, 1_000, 10_000, 100_000),
    (100, 200, 400, 800),
    (100, 300, 900, 2_700),
    (10, 30, 90, 270, 810),
)
"""More than four, and less than a decade apart: there "too close to call" is often right."""

ROUNDS = (6, 10)

REPEATS = 12
"""So many trials for each truth at each set of sizes, in each class of noise."""

REPEATS_OF_DECISION = 60
REPEATS_OF_EXPONENT = 500

DECIDED = 0.95
"""With four sizes a decade apart and moderate noise, this share is decided at least."""


def normal(sigma: float) -> Noise:
    """Lognormal noise."""
    return lambda rng, shape: rng.normal(0.0, sigma, shape)


def student(scale: float) -> Noise:
    """Student's t of three degrees of freedom: its variance is three times that of the scale."""
    return lambda rng, shape: scale * rng.standard_t(3, shape)


def contaminated(sigma: float) -> Noise:
    """A tenth of the rounds spreads five times as far, to both sides."""

    def draw(rng: np.random.Generator, shape: tuple[int, int]) -> Table:
        wide = rng.random(shape) < 0.1
        return rng.normal(0.0, sigma, shape) * np.where(wide, 5.0, 1.0)

    return draw


def disturbed(sigma: float) -> Noise:
    """A fifth of the rounds is longer by up to a factor of four."""

    def draw(rng: np.random.Generator, shape: tuple[int, int]) -> Table:
        longer = np.log(rng.uniform(1.2, 4.0, shape))
        return rng.normal(0.0, sigma, shape) + np.where(rng.random(shape) < 0.2, longer, 0.0)

    return draw


def slow_spells(sigma: float) -> Noise:
    """At half of the sizes the machine is 1.9 times as slow for some rounds in a row, not all."""

    def draw(rng: np.random.Generator, shape: tuple[int, int]) -> Table:
        logs = rng.normal(0.0, sigma, shape)
        for row in logs:
            if rng.random() < 0.5:
                lasts = int(rng.integers(1, len(row)))
                start = int(rng.integers(0, len(row) - lasts + 1))
                row[start : start + lasts] += math.log(1.9)
        return logs

    return draw


MODERATE: Mapping[str, Noise] = {"lognormal 2 %": normal(0.02), "lognormal 5 %": normal(0.05)}
NOISES: Mapping[str, Noise] = {
    **MODERATE,
    "lognormal 10 %": normal(0.10),
    "t3 of 2 %": student(0.02),
    "t3 of 5 %": student(0.05),
    "contaminated 3 %": contaminated(0.03),
    "contaminated 5 %": contaminated(0.05),
    "disturbed 3 %": disturbed(0.03),
    "slow spells, 3 %": slow_spells(0.03),
    "slow spells, 5 %": slow_spells(0.05),
}

DEVIATIONS: Mapping[str, Callable[[np.random.Generator, int], "Table | float"]] = {
    "none": lambda rng, sizes: 0.0,
    "up to 5 %": lambda rng, sizes: np.log(rng.uniform(0.95, 1.05, (sizes, 1))),
    "5 % up or down": lambda rng, sizes: np.log(rng.choice([0.95, 1.05], (sizes, 1))),
}
"""How far a size is off in every round."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """An order by itself, or beside a constant as large as it is at the second size."""

    order: Order
    with_constant: bool

    def __str__(self) -> str:
        """For a table."""
        return f"{self.order}{' + constant' if self.with_constant else ''}"

    def figures(self, sizes: tuple[int, ...]) -> list[float]:
        """Seconds, without noise."""
        curve = CURVES[self.order]
        constant = curve(sizes[1]) if self.with_constant else 0.0
        return [UNIT_S * (constant + curve(n)) for n in sizes]


TRUTHS = [
    Truth(order=order, with_constant=with_constant)
    for order in Order
    for with_constant in (False, True)
    if not (order is Order.CONSTANT and with_constant)
]


def fitted(truth: Truth, sizes: tuple[int, ...], logs: "Table") -> Growth:
    """The growth of a truth with noise on it."""
    samples = np.asarray(truth.figures(sizes))[:, None] * np.exp(logs)
    growth = fit_growth(dict(zip(sizes, samples.tolist(), strict=True)), counted=False)
    assert growth is not None
    return growth


@pytest.mark.parametrize("deviation", DEVIATIONS)
@pytest.mark.parametrize("noise", NOISES)
def test_a_wrong_order_is_hardly_ever_stated(noise: str, deviation: str) -> None:
    """In each class of noise, at most 1 % is wrong, and as seldom is the truth no candidate."""
    rng = np.random.default_rng(1)
    wrong: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    trials = 0
    for sizes in DECADES + OTHER_SIZES:
        for truth in TRUTHS:
            for trial in range(REPEATS):
                logs = NOISES[noise](rng, (len(sizes), ROUNDS[trial % len(ROUNDS)]))
                growth = fitted(truth, sizes, logs + DEVIATIONS[deviation](rng, len(sizes)))
                trials += 1
                if growth.order not in {truth.order, None}:
                    wrong[f"{truth} at {sizes}: {growth.order}"] += 1
                if growth.candidates and truth.order not in growth.candidates:
                    lost[f"{truth} at {sizes}"] += 1

    print(f"{noise}, {deviation}: {wrong.total()} wrong, {lost.total()} lost of {trials}")
    assert wrong.total() <= GROWTH_ERROR * trials, wrong
    assert lost.total() <= GROWTH_ERROR * trials, lost


@pytest.mark.parametrize("order", Order)
def test_four_sizes_a_decade_apart_decide(order: Order) -> None:
    """Under moderate noise, with figures off by up to 5 %, 95 % of the trials state the order."""
    rng = np.random.default_rng(2)
    decided: dict[str, list[bool]] = {}
    for truth in (each for each in TRUTHS if each.order is order):
        for sizes in DECADES:
            for name, noise in MODERATE.items():
                for trial in range(REPEATS_OF_DECISION):
                    logs = noise(rng, (len(sizes), ROUNDS[trial % len(ROUNDS)]))
                    logs = logs + DEVIATIONS["up to 5 %"](rng, len(sizes))
                    growth = fitted(truth, sizes, logs)
                    case = f"{truth} from {sizes[0]}, {name}"
                    decided.setdefault(case, []).append(growth.order is order)

    shares = {case: float(np.mean(each)) for case, each in decided.items()}
    print(shares)
    assert np.mean(list(shares.values())) >= DECIDED, shares


@pytest.mark.parametrize("rounds", [3, 6, 10, 20])
@pytest.mark.parametrize("noise", NOISES)
def test_the_interval_of_the_exponent_holds_the_truth(noise: str, rounds: int) -> None:
    """As often as it says, less two standard deviations of what so many trials can show."""
    rng = np.random.default_rng(3)
    sizes = DECADES[1]
    truth = Truth(order=Order.LINEARITHMIC, with_constant=True)
    figures = truth.figures(sizes)
    exponent = math.log10(figures[-1] / figures[-2])
    held = 0
    for _ in range(REPEATS_OF_EXPONENT):
        growth = fitted(truth, sizes, NOISES[noise](rng, (len(sizes), rounds)))
        held += growth.exponent.low <= exponent <= growth.exponent.high

    error = math.sqrt(EXPONENT_LEVEL * (1 - EXPONENT_LEVEL) / REPEATS_OF_EXPONENT)
    print(f"{noise}, {rounds} rounds: {held / REPEATS_OF_EXPONENT:.3f}")
    assert held / REPEATS_OF_EXPONENT >= EXPONENT_LEVEL - 2 * error
