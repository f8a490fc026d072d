"""The sum of squares: does `sum` want a list or a generator?

The second pair asks it of floats. CPython keeps some freed floats for the next ones, which favours
the side that frees each square before it makes another.
"""

import random

from pairbench import Pair

pair = Pair(
    advice="Give `sum` a generator: it builds no list, and is no slower.",
    sizes=(100, 1_000, 10_000, 100_000),
    axis="numbers",
)
floats = Pair(
    advice="Give `sum` a generator: it builds no list, and is no slower.",
    sizes=(10_000,),
    axis="floats",
)


@pair.input
def pixels(size: int) -> list[int]:
    """Whole numbers whose squares are small."""
    return [random.randrange(4096) for _ in range(size)]


@pair.bad(peak_grows="n")
def list_comprehension(pixels: list[int]) -> int:
    """All squares are in memory before the first two are added."""
    return sum([value * value for value in pixels])


@pair.good(peak_grows="1", leaner=100, faster={10_000: 1.0})
def generator(pixels: list[int]) -> int:
    """One square is in memory at a time."""
    return sum(value * value for value in pixels)


@floats.input
def errors(size: int) -> list[float]:
    return [random.gauss(0.0, 1.0) for _ in range(size)]


@floats.bad
def list_of_floats(errors: list[float]) -> float:
    """All squares are in memory before the first two are added."""
    return sum([error * error for error in errors])


@floats.good(leaner=100, faster=1.0)
def generator_of_floats(errors: list[float]) -> float:
    """One square is in memory at a time."""
    return sum(error * error for error in errors)
