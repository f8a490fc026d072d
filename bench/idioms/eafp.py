"""Looking up a key that may be missing: look before you leap, or ask forgiveness?

The size says that one lookup in n misses: 1 is a hit rate of 0 %, 2 of 50 %, 10 of 90 %,
100 of 99 %, and 10,000 of 100 %, because there are fewer lookups than that.

A dictionary has an answer of its own, which is shown beside the two: ``get`` with a default.
"""

import random
from dataclasses import dataclass

from pairbench import Pair

LOOKUPS = 1_000
STANDARD_FEE = 25

pair = Pair(
    advice="It is easier to ask forgiveness than permission: try it, and handle the exception.",
    sizes=(1, 2, 10, 100, 10_000),
    axis="lookups per miss",
)


@dataclass(frozen=True, slots=True)
class Request:
    """The fees of the markets that have one of their own, and the markets that are asked for."""

    fees: dict[str, int]
    markets: list[str]


@pair.input
def request(size: int) -> Request:
    fees = {f"market-{number}": number for number in range(LOOKUPS)}
    misses = LOOKUPS // size
    hits = [f"market-{number}" for number in range(LOOKUPS - misses)]
    markets = hits + [f"new-market-{number}" for number in range(misses)]
    random.shuffle(markets)
    return Request(fees=fees, markets=markets)


@pair.bad
def look_before_you_leap(request: Request) -> int:
    """Ask whether the key is there, then fetch it: two lookups for every hit."""
    fees = request.fees
    total = 0
    for market in request.markets:
        if market in fees:
            total += fees[market]
        else:
            total += STANDARD_FEE
    return total


@pair.good(crosses=True, faster={100: 1.1, 10_000: 1.1})
def ask_forgiveness(request: Request) -> int:
    """Fetch it, and handle the miss: one lookup for every hit, an exception for every miss."""
    fees = request.fees
    total = 0
    for market in request.markets:
        try:
            total += fees[market]
        except KeyError:
            total += STANDARD_FEE
    return total


@pair.good
def get_with_default(request: Request) -> int:
    """``get(key, default)``: one lookup and a method call, whether it hits or misses."""
    fees = request.fees
    total = 0
    for market in request.markets:
        total += fees.get(market, STANDARD_FEE)
    return total
