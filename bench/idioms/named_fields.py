"""The fields of a record: a plain tuple read by index, or a ``NamedTuple`` read by name?

Names protect whoever reads a record. Whoever makes one by position can still swap two fields.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from pairbench import Pair

EVEN_ODDS = 50

pair = Pair(
    advice="Give the fields of a record names with `NamedTuple`: it is a tuple, and as fast.",
    sizes=(1_000,),
    axis="trades",
)


class Trade(NamedTuple):
    slug: str
    cents: int
    shares: int


class Sized(Protocol):
    """Anything that has a price and a number of shares."""

    @property
    def cents(self) -> int: ...

    @property
    def shares(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Trades:
    """The same trades in both kinds."""

    plain: Sequence[tuple[str, int, int]]
    named: Sequence[Sized]


@pair.input
def trades(size: int) -> Trades:
    plain = [(f"market-{number}", number % 100, number % 7) for number in range(size)]
    return Trades(plain=plain, named=[Trade(*trade) for trade in plain])


class ReorderedTrade(NamedTuple):
    """The same fields, after somebody has put them into another order."""

    slug: str
    shares: int
    cents: int


@pair.behaviour
def fields_in_another_order_change_nothing(favourites: Callable[[Trades], int]) -> str:
    moved = [ReorderedTrade(slug="rain", shares=3, cents=80)]
    shares = favourites(Trades(plain=moved, named=moved))
    assert shares == 3, f"3 shares at 80 cents are counted as {shares}"
    return f"3 shares at 80 cents are counted as {shares}"


@pair.bad
def by_index(trades: Trades) -> int:
    """``trade[1]``: the reader has to know what stands where."""
    shares = 0
    for trade in trades.plain:
        if trade[1] >= EVEN_ODDS:
            shares += trade[2]
    return shares


@pair.good(costs=1.1)
def by_name(trades: Trades) -> int:
    """``trade.cents``: a descriptor of the class knows the position."""
    shares = 0
    for trade in trades.named:
        if trade.cents >= EVEN_ODDS:
            shares += trade.shares
    return shares


creating = Pair(
    advice="A `NamedTuple` is as small as a tuple, and made as quickly.",
    sizes=(100, 10_000),
    axis="trades",
)


@creating.input
def rows(size: int) -> list[tuple[str, int, str]]:
    """Rows as an exchange writes them: prices in cents, shares as text."""
    return [(f"market-{number}", number % 100, str(number % 7)) for number in range(size)]


@creating.bad
def plain_tuples(rows: list[tuple[str, int, str]]) -> list[tuple[str, int, int]]:
    """A display in parentheses: one instruction of the interpreter."""
    return [(slug, cents, int(shares)) for slug, cents, shares in rows]


@creating.good(costs=1.1, leaner_per_item=0.95)
def named_tuples(rows: list[tuple[str, int, str]]) -> list[Trade]:
    """A call of the class, whose ``__new__`` makes the tuple."""
    return [Trade(slug, cents, int(shares)) for slug, cents, shares in rows]
