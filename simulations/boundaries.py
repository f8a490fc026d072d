"""Computes the table of error boundaries, and prints pairbench/core/statistics/boundaries.py.

The rounds of a comparison are taken to be independent and symmetric about the truth. Then the signs
are fair coins whatever the sizes, and the rank of a new size is equally likely to be any, so one
table serves every distribution. A boundary c for an error level and a cap is a number with

    P(max over n = 1 … cap of |T_n| / s_n >= c) <= level,

T_n = the Walsh averages (x_i + x_j) / 2, i <= j <= n, above 0 less those below (Tukey 1949: twice
Wilcoxon's signed-rank statistic less its mean), s_n = sqrt(n (n + 1) (2n + 1) / 6) its standard
deviation. Small caps are computed exactly, larger ones simulated.

    python simulations/boundaries.py --runs 10000000 --seed 20240501 > boundaries.py
"""

import argparse
import math
import sys
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

ALPHAS = (0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005, 0.0002, 0.0001)
CAPS = (5, 6, 7, 8, 10, 12, 16, 20, 25, 30, 40, 50, 60, 80, 100, 120, 160, 200, 250, 300)

EXACT = 20
"""The largest cap that is computed exactly: a cap has 2**cap patterns of signs."""

CHUNK = 2_000
"""Runs simulated at once: few enough for the processor's cache."""

STEP = 0.001
"""The grid on which simulated boundaries are read off."""

TOP = 16_001
"""Steps of the grid; |T_n| / s_n stays below sqrt(3 n / 4) + 1."""

CAUTION = 2.0
"""Standard errors added to a simulated chance before it is compared with the level."""

HEAD = '''"""The stored boundaries of monitored intervals: a table of constants and nothing else.

Wilcoxon's signed-rank statistic, standardised, stays below ``BOUNDARIES[cap][alpha]`` at every look
from the first round to the cap with at least the chance 1 - alpha, when the rounds are independent
and symmetric about the truth. Caps up to {exact} are computed exactly, from all patterns of signs;
there a boundary lies just above the largest value of the statistic that is too likely. The others
come from {runs:_} simulated runs and are rounded up, after two standard errors were added to the
simulated chance. Infinity: even rounds that all agree are too likely, so there is never a verdict.

Made by ``python simulations/boundaries.py --runs {runs} --seed {seed}``.
"""

from collections.abc import Mapping
from math import inf

BOUNDARIES: Mapping[int, Mapping[float, float]] = {{'''


def spread(n: int) -> float:
    """The standard deviation of T_n."""
    return math.sqrt(n * (n + 1) * (2 * n + 1) / 6)


def walk(rounds: NDArray[np.float32], bound: float = 0.0) -> NDArray[np.int32]:
    """T_n about ``bound`` for every n: ``rounds`` and the result have a row for each round.

    A new round adds one average with each round so far and one with itself. Ties have no chance
    worth counting and are taken as below.
    """
    shifted = rounds - np.float32(bound)
    looks, runs = shifted.shape
    steps = np.empty((looks, runs), dtype=np.int32)
    for n in range(looks):
        above = (shifted[: n + 1] > -shifted[n]).view(np.uint8)
        # Sums of bytes are fast, and hold 255 ones.
        count = np.zeros(runs, dtype=np.int32)
        for start in range(0, n + 1, 255):
            count += np.add.reduce(above[start : start + 255], axis=0, dtype=np.uint8)
        steps[n] = 2 * count - (n + 1)
    return np.cumsum(steps, axis=0, dtype=np.int32)


def simulated(caps: Sequence[int], runs: int, seed: int) -> dict[int, dict[float, float]]:
    """Boundaries from symmetric runs: the first on the grid that keeps the level with caution."""
    rng = np.random.default_rng(seed)
    looks = max(caps)
    spreads = np.array([[spread(n)] for n in range(1, looks + 1)], dtype=np.float32)
    counts = {cap: np.zeros(TOP, dtype=np.int64) for cap in caps}
    for start in range(0, runs, CHUNK):
        rounds = rng.random((looks, min(CHUNK, runs - start)), dtype=np.float32)
        rounds -= np.float32(0.5)
        heights = np.abs(walk(rounds)) / spreads
        np.maximum.accumulate(heights, axis=0, out=heights)
        for cap in caps:
            # Rounded to the step above, so that a run never counts as lower than it went.
            cells = np.ceil(heights[cap - 1] / STEP).astype(np.int64)
            counts[cap] += np.bincount(cells, minlength=TOP)
    return {cap: _read_off(counts[cap], runs) for cap in caps}


def _read_off(counts: NDArray[np.int64], runs: int) -> dict[float, float]:
    reached = np.cumsum(counts[::-1])[::-1]
    cautious = reached + CAUTION * np.sqrt(reached)
    return {
        alpha: round(STEP * int(np.flatnonzero(cautious <= alpha * runs)[0]), 3) for alpha in ALPHAS
    }


def exact(cap: int) -> dict[float, float]:
    """Boundaries from all patterns of signs: just above the largest value that is too likely."""
    values = sorted(
        {
            round(total / spread(n), 12)
            for n in range(1, cap + 1)
            for total in range(n * (n + 1) // 2, 0, -2)
        }
    )
    chances: dict[int, float] = {}

    def chance(place: int) -> float:
        if place not in chances:
            chances[place] = crossing(values[place], cap)
        return chances[place]

    found = {}
    for alpha in ALPHAS:
        low, high = -1, len(values)  # chance(low) > alpha >= chance(high)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (low, middle) if chance(middle) <= alpha else (middle, high)
        found[alpha] = math.inf if high == len(values) else _between(values[low], values[high])
    return found


def _between(too_likely: float, enough: float) -> float:
    """A short number above the one value and at most the other: all of them decide alike."""
    for digits in range(3, 9):
        short: float = math.ceil(too_likely * 10**digits) / 10**digits
        if too_likely + 1e-8 < short <= enough - 1e-8:
            return short
    return enough


def crossing(bound: float, cap: int) -> float:
    """P(|T_n| / s_n >= bound for some n <= cap), exactly.

    A pattern is a number whose bit r is the sign of the value with the r-th smallest size. The
    newest of n values has any rank and any sign with equal chance, so the chance of a pattern is
    the mean over its ranks of that of the pattern without that rank, halved for the sign.
    """
    alive = np.ones(1)
    for n in range(1, cap + 1):
        patterns = np.arange(2**n, dtype=np.int64)
        total = np.zeros(2**n, dtype=np.int64)
        chance = np.zeros(2**n)
        for rank in range(n):
            total += (rank + 1) * (2 * ((patterns >> rank) & 1) - 1)
            below = patterns & ((1 << rank) - 1)
            chance += alive[(patterns >> (rank + 1) << rank) | below]
        alive = np.where(np.abs(total) / spread(n) >= bound - 1e-9, 0.0, chance / (2 * n))
    return 1.0 - float(alive.sum())


def lines(table: dict[int, dict[float, float]], runs: int, seed: int) -> Iterator[str]:
    """The text of the module with the table."""
    yield HEAD.format(exact=EXACT, runs=runs, seed=seed)
    for cap, row in table.items():
        yield f"    {cap}: {{"
        yield from (f"        {alpha}: {bound}," for alpha, bound in row.items())
        yield "    },"
    yield "}"


def main() -> None:
    """Prints the module."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--runs", type=int, default=10_000_000)
    parser.add_argument("--seed", type=int, default=20_240_501)
    given = parser.parse_args()
    table = {cap: exact(cap) for cap in CAPS if cap <= EXACT}
    table |= simulated([cap for cap in CAPS if cap > EXACT], given.runs, given.seed)
    sys.stdout.write("\n".join(lines(table, given.runs, given.seed)) + "\n")


if __name__ == "__main__":
    main()
