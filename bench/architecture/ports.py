"""A port between use case and adapter: checked on each call, or by mypy only?

The use case and the adapter are the same throughout; what differs is what the use case knows of
the port while it runs.
"""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from pairbench import Pair

pair = Pair(
    advice="A port is a plain Protocol: mypy checks it, and no call has to ask what it is given.",
    sizes=(1_000,),
    axis="requests",
)


@dataclass(frozen=True, slots=True)
class Market:
    id: int
    slug: str
    name: str


class InMemoryMarkets:
    """The adapter. It names no port: it only has the methods."""

    def __init__(self, markets: list[Market]) -> None:
        self._by_slug = {market.slug: market for market in markets}

    def find(self, slug: str) -> Market | None:
        return self._by_slug.get(slug)

    def save(self, market: Market) -> None:
        self._by_slug[market.slug] = market


@runtime_checkable
class CheckablePort(Protocol):
    def find(self, slug: str) -> Market | None: ...

    def save(self, market: Market) -> None: ...


class AbstractPort(ABC):
    @abstractmethod
    def find(self, slug: str) -> Market | None: ...

    @abstractmethod
    def save(self, market: Market) -> None: ...


AbstractPort.register(InMemoryMarkets)


class StaticPort(Protocol):
    def find(self, slug: str) -> Market | None: ...

    def save(self, market: Market) -> None: ...


@dataclass(frozen=True, slots=True)
class Requests:
    """The adapter that was wired, and the slugs that are asked for: one in ten is unknown."""

    markets: InMemoryMarkets
    slugs: list[str]


@pair.input
def requests(size: int) -> Requests:
    known = [Market(number, f"market-{number}", f"Market {number}") for number in range(size)]
    unknown = {number: f"missing-{number}" for number in range(0, size, 10)}
    return Requests(
        markets=InMemoryMarkets(known),
        slugs=[unknown.get(market.id, market.slug) for market in known],
    )


def name_through_checkable(markets: CheckablePort, slug: str) -> str:
    if not isinstance(markets, CheckablePort):
        raise TypeError(f"{type(markets).__name__} is no port of markets")
    market = markets.find(slug)
    return "unknown" if market is None else market.name


def name_through_abstract(markets: object, slug: str) -> str:
    if not isinstance(markets, AbstractPort):
        raise TypeError(f"{type(markets).__name__} is no port of markets")
    market = markets.find(slug)
    return "unknown" if market is None else market.name


def name_through_static(markets: StaticPort, slug: str) -> str:
    market = markets.find(slug)
    return "unknown" if market is None else market.name


def name_without_port(markets: InMemoryMarkets, slug: str) -> str:
    market = markets.find(slug)
    return "unknown" if market is None else market.name


@pair.bad
def isinstance_on_each_call(requests: Requests) -> list[str]:
    """A ``runtime_checkable`` Protocol is asked on each call: by names, not by signatures."""
    return [name_through_checkable(requests.markets, slug) for slug in requests.slugs]


@pair.good
def abc_on_each_call(requests: Requests) -> list[str]:
    """``isinstance`` with an ABC caches its answer; mypy does not know of ``register``."""
    return [name_through_abstract(requests.markets, slug) for slug in requests.slugs]


@pair.good(faster=2.0)
def static_port(requests: Requests) -> list[str]:
    """A plain Protocol: mypy compares names and signatures before anything runs."""
    return [name_through_static(requests.markets, slug) for slug in requests.slugs]


erased = Pair(
    advice="A static port is gone at run time: it costs nothing against no port at all.",
    sizes=(1_000,),
    axis="requests",
)
erased.input(requests)


@erased.bad
def no_port(requests: Requests) -> list[str]:
    """The use case names the class of its adapter, and depends on it."""
    return [name_without_port(requests.markets, slug) for slug in requests.slugs]


@erased.good(costs=1.1)
def protocol(requests: Requests) -> list[str]:
    """The use case names a Protocol; the adapter can be any class that fits."""
    return [name_through_static(requests.markets, slug) for slug in requests.slugs]
