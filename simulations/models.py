"""Rounds with a known truth: models of what a noisy machine does to a comparison.

A round is the logarithm of baseline time over variant time, as rows of an array with a column for
each run. The symmetric models have their centre at 0.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Rounds = NDArray[np.float32]
Model = Callable[[np.random.Generator, int, int], Rounds]

MADSD = 0.011
"""The robust standard deviation of a quiet round: 1.1 %."""

T3_QUARTILE = 0.7649
"""The upper quartile of Student's t with 3 degrees of freedom; that of the normal is 0.6745."""


def normal(rng: np.random.Generator, looks: int, runs: int) -> Rounds:
    """A machine as textbooks have it."""
    return rng.standard_normal((looks, runs), dtype=np.float32) * np.float32(MADSD)


def student(rng: np.random.Generator, looks: int, runs: int) -> Rounds:
    """Heavy tails, with the same robust standard deviation."""
    scale = MADSD * 0.6745 / T3_QUARTILE
    return (rng.standard_t(3, (looks, runs)) * scale).astype(np.float32)


def contaminated(rng: np.random.Generator, looks: int, runs: int) -> Rounds:
    """One round in ten has six times the spread."""
    wild = rng.random((looks, runs), dtype=np.float32) < np.float32(0.1)
    return normal(rng, looks, runs) * np.where(wild, np.float32(6), np.float32(1))


def bimodal(share: float) -> Model:
    """On both sides, a share of the processes runs on a level 10 % to 15 % up."""

    def level(rng: np.random.Generator, looks: int, runs: int) -> Rounds:
        height = np.log(np.float32(1.1) + np.float32(0.05) * rng.random((looks, runs), np.float32))
        return np.where(rng.random((looks, runs), np.float32) < share, height, np.float32(0))

    def draw(rng: np.random.Generator, looks: int, runs: int) -> Rounds:
        difference = level(rng, looks, runs) - level(rng, looks, runs)
        return normal(rng, looks, runs) + difference

    return draw


def one_sided(share: float) -> Model:
    """The variant alone is hit in a share of the rounds, by 10 % on average (exponential)."""

    def draw(rng: np.random.Generator, looks: int, runs: int) -> Rounds:
        hit = rng.random((looks, runs), np.float32) < share
        delay = np.float32(0.1) * rng.standard_exponential((looks, runs), np.float32)
        return normal(rng, looks, runs) - np.where(hit, np.log1p(delay), np.float32(0))

    return draw


def correlated(rho: float) -> Model:
    """Each round remembers a little of the one before (an autoregression of the first order)."""

    def draw(rng: np.random.Generator, looks: int, runs: int) -> Rounds:
        rounds = normal(rng, looks, runs)
        for n in range(1, looks):
            rounds[n] = rho * rounds[n - 1] + np.sqrt(1 - rho**2) * rounds[n]
        return rounds

    return draw


def grouped(rho: float, size: int) -> Model:
    """So many rounds in a row share a part of their luck, a share ``rho`` of the variance."""

    def draw(rng: np.random.Generator, looks: int, runs: int) -> Rounds:
        shared = np.repeat(normal(rng, -(-looks // size), runs), size, axis=0)[:looks]
        own = normal(rng, looks, runs)
        return np.float32(np.sqrt(rho)) * shared + np.float32(np.sqrt(1 - rho)) * own

    return draw


def pseudo_median(model: Model, rng: np.random.Generator, pairs: int = 4_000_000) -> float:
    """The median of the average of two rounds: what a signed-rank interval is about."""
    first, second = model(rng, 2, pairs)
    return float(np.median((first + second) / 2))
