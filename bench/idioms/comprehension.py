"""Making a list from a list: a loop with ``append``, a comprehension, or ``map``?

The first pair works out an expression, for which ``map`` needs a lambda; ``calling`` calls a
function that exists already. Until Python 3.11 a comprehension was a function of its own, which
had to be called; since 3.12 it is part of the function that it stands in.
"""

from pairbench import Pair

VAT = 1.19

pair = Pair(
    advice="A list comprehension is faster than a loop with `append`, and so is `map`.",
    sizes=(10, 100, 10_000),
    axis="prices",
)
calling = Pair(
    advice="Where there is a built-in function already, `map` is faster than a loop with `append`.",
    sizes=(10, 100, 10_000),
    axis="baskets",
)


@pair.input
def prices(size: int) -> list[float]:
    return [number / 4 for number in range(size)]


@pair.bad
def loop(prices: list[float]) -> list[float]:
    """Begin with an empty list, and append to it."""
    gross = []
    for price in prices:
        gross.append(price * VAT)  # noqa: PERF401 (the subject)
    return gross


@pair.good(faster={10: 1.0, 10_000: 1.0})
def comprehension(prices: list[float]) -> list[float]:
    """Say what the list is made of."""
    return [price * VAT for price in prices]


@pair.good(faster={10: 1.0, 10_000: 1.0})
def map_lambda(prices: list[float]) -> list[float]:
    """``map`` with a lambda: a call for every item."""
    return list(map(lambda price: price * VAT, prices))  # noqa: C417 (the subject)


@calling.input
def baskets(size: int) -> list[list[str]]:
    return [["apples", "pears", "plums"][: number % 4] for number in range(size)]


@calling.bad
def loop_calling(baskets: list[list[str]]) -> list[int]:
    """Call the function, and append what it returns."""
    counts = []
    for basket in baskets:
        counts.append(len(basket))  # noqa: PERF401 (the subject)
    return counts


@calling.good(faster=1.0)
def comprehension_calling(baskets: list[list[str]]) -> list[int]:
    """Call the function in a comprehension."""
    return [len(basket) for basket in baskets]


@calling.good(faster=1.0)
def map_function(baskets: list[list[str]]) -> list[int]:
    """Hand the function to ``map``, which calls it without any Python in between."""
    return list(map(len, baskets))
