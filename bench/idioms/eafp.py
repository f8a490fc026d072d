"""Looking up a key that may be missing: look before you leap, or ask forgiveness?

The size says that one lookup in n misses: 1 is a hit rate of 0 %, 2 of 50 %, 10 of 90 %,
100 of 99 %, and 10,000 of 100 %, because there are fewer lookups than that.
"""

from dataclasses import dataclass

from pairbench import Pair

LOOKUPS = 1_000

pair = Pair(
    advice="It is easier to ask forgiveness than permission: try it, and handle the exception.",
    sizes=(1, 2, 10, 100, 10_000),
    axis="lookups per miss",
)


@dataclass(frozen=True, slots=True)
class Request:
    """Prices by name, and the names to look up."""

    prices: dict[str, int]
    names: list[str]


@pair.input
def request(size: int) -> Request:
    names = [f"market-{number}" for number in range(1, LOOKUPS + 1)]
    known = {name: len(name) for number, name in enumerate(names, start=1) if number % size}
    return Request(prices=known, names=names)


@pair.bad
def look_before_you_leap(request: Request) -> int:
    """Ask whether the key is there, then fetch it: two lookups for every hit."""
    total = 0
    for name in request.names:
        if name in request.prices:
            total += request.prices[name]
        else:
            total -= 1
    return total


@pair.good(crosses=True, faster={10_000: 1.1})
def ask_forgiveness(request: Request) -> int:
    """Fetch it, and handle the miss: one lookup for every hit, an exception for every miss."""
    total = 0
    for name in request.names:
        try:
            total += request.prices[name]
        except KeyError:
            total -= 1
    return total
