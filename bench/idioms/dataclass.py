"""A class that holds data: written by hand, a dataclass, or a ``NamedTuple``?

Three jobs: ``pair`` creates instances, ``comparing`` compares them, and ``defining`` executes the
class statement, which happens once for each class, when its module is imported. A ``NamedTuple``
is more than the other two: immutable, and equal to every tuple with the same items.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from pairbench import Pair

Row = tuple[str, float, int]

pair = Pair(
    advice="A dataclass or a `NamedTuple` writes `__init__` for you, and is made as fast.",
    sizes=(1_000,),
    axis="trades",
)
comparing = Pair(
    advice="A dataclass or a `NamedTuple` writes `__eq__` for you, and compares as fast.",
    sizes=(1_000,),
    axis="comparisons",
)
defining = Pair(
    advice="A dataclass or a `NamedTuple` takes the boilerplate off you, and costs nothing.",
    sizes=(10,),
    axis="classes",
)


class Trade(Protocol):
    """What all kinds of trade have in common."""

    @property
    def market(self) -> str: ...

    @property
    def price(self) -> float: ...

    @property
    def quantity(self) -> int: ...


class HandWrittenTrade:  # noqa: PLW1641 (a dataclass has no __hash__ either)
    def __init__(self, market: str, price: float, quantity: int) -> None:
        self.market = market
        self.price = price
        self.quantity = quantity

    def __repr__(self) -> str:
        return f"Trade(market={self.market!r}, price={self.price!r}, quantity={self.quantity!r})"

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, HandWrittenTrade):
            return NotImplemented
        return (
            self.market == other.market
            and self.price == other.price
            and self.quantity == other.quantity
        )


@dataclass
class DataclassTrade:
    market: str
    price: float
    quantity: int


class NamedTupleTrade(NamedTuple):
    market: str
    price: float
    quantity: int


@pair.input
def rows(size: int) -> list[Row]:
    return [(f"market-{number}", number / 4, number) for number in range(size)]


@pair.equal
def same_trades(first: Iterable[Trade], second: Iterable[Trade]) -> bool:
    return [*map(fields_of, first)] == [*map(fields_of, second)]


def fields_of(trade: Trade) -> Row:
    return (trade.market, trade.price, trade.quantity)


@pair.bad
def create_by_hand(rows: list[Row]) -> list[HandWrittenTrade]:
    """``__init__``, ``__repr__`` and ``__eq__`` are written out."""
    return [HandWrittenTrade(market, price, quantity) for market, price, quantity in rows]


@pair.good(costs=1.1)
def create_dataclass(rows: list[Row]) -> list[DataclassTrade]:
    """``@dataclass`` writes the same three methods."""
    return [DataclassTrade(market, price, quantity) for market, price, quantity in rows]


@pair.good(costs=1.1)
def create_named_tuple(rows: list[Row]) -> list[NamedTupleTrade]:
    """``NamedTuple`` makes a tuple, and checks the arguments in a ``__new__`` of its own."""
    return [NamedTupleTrade(market, price, quantity) for market, price, quantity in rows]


class Deliveries(NamedTuple):
    """What was delivered yesterday and today, in each kind of trade."""

    by_hand: tuple[list[HandWrittenTrade], list[HandWrittenTrade]]
    dataclass: tuple[list[DataclassTrade], list[DataclassTrade]]
    named_tuple: tuple[list[NamedTupleTrade], list[NamedTupleTrade]]


@comparing.input
def deliveries(size: int) -> Deliveries:
    """One trade in ten has got another price."""
    old = rows(size)
    new = [
        (market, price + (quantity % 10 == 0), quantity) for market, price, quantity in rows(size)
    ]
    return Deliveries(
        by_hand=(create_by_hand(old), create_by_hand(new)),
        dataclass=(create_dataclass(old), create_dataclass(new)),
        named_tuple=(create_named_tuple(old), create_named_tuple(new)),
    )


def count_unchanged(old: Sequence[Trade], new: Sequence[Trade]) -> int:
    unchanged = 0
    for one, other in zip(old, new, strict=True):
        if one == other:
            unchanged += 1
    return unchanged


@comparing.bad
def compare_by_hand(deliveries: Deliveries) -> int:
    """One attribute after the other, until two of them differ."""
    return count_unchanged(*deliveries.by_hand)


@comparing.good(costs=1.1)
def compare_dataclass(deliveries: Deliveries) -> int:
    """The ``__eq__`` that ``@dataclass`` writes; until Python 3.12 it makes two tuples."""
    return count_unchanged(*deliveries.dataclass)


@comparing.good(costs=1.1)
def compare_named_tuple(deliveries: Deliveries) -> int:
    """The ``__eq__`` of a tuple, which is written in C."""
    return count_unchanged(*deliveries.named_tuple)


MakeTrade = Callable[[str, float, int], Trade]


@defining.input
def classes(size: int) -> int:
    return size


@defining.equal
def same_classes(first: Sequence[MakeTrade], second: Sequence[MakeTrade]) -> bool:
    """Their instances have the same fields, and are equal where these are."""
    row = ("market-1", 20.5, 3)
    both = list(zip(first, second, strict=True))
    return all(
        fields_of(one(*row)) == fields_of(other(*row)) == row
        and one(*row) == one(*row)
        and other(*row) == other(*row)
        for one, other in both
    )


def hand_written_class() -> MakeTrade:
    class Trade:  # noqa: PLW1641 (a dataclass has no __hash__ either)
        def __init__(self, market: str, price: float, quantity: int) -> None:
            self.market = market
            self.price = price
            self.quantity = quantity

        def __repr__(self) -> str:
            return (
                f"Trade(market={self.market!r}, price={self.price!r}, quantity={self.quantity!r})"
            )

        def __eq__(self, other: object) -> bool:
            if not isinstance(other, Trade):
                return NotImplemented
            return (
                self.market == other.market
                and self.price == other.price
                and self.quantity == other.quantity
            )

    return Trade


def dataclass_class() -> MakeTrade:
    @dataclass
    class Trade:
        market: str
        price: float
        quantity: int

    return Trade


def named_tuple_class() -> MakeTrade:
    class Trade(NamedTuple):
        market: str
        price: float
        quantity: int

    return Trade


@defining.bad
def define_by_hand(classes: int) -> list[MakeTrade]:
    """The methods were compiled with the module: they only have to be put into the class."""
    return [hand_written_class() for _ in range(classes)]


@defining.good(costs=1.1)
def define_dataclass(classes: int) -> list[MakeTrade]:
    """The text of the methods is put together and compiled when the class is made."""
    return [dataclass_class() for _ in range(classes)]


@defining.good(costs=1.1)
def define_named_tuple(classes: int) -> list[MakeTrade]:
    """Only ``__new__`` is compiled; the rest is a tuple."""
    return [named_tuple_class() for _ in range(classes)]
