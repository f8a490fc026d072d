"""A test of a use case: ``AsyncMock`` in the place of a port, or a fake written by hand?

The use case is the one of ``bench/architecture/_market/hexagonal`` that publishes a market. All
tests are the same but for what stands in the place of its repository, and assert the same: that the
use case gives the market back published. A test that also asserts that ``update`` was awaited would
find a misspelt ``update`` on a mock as well; with the fake, every test finds it.
"""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import AsyncMock, create_autospec
from uuid import UUID

from bench.architecture._market.hexagonal.application.use_cases.publish_market import (
    PublishMarketUseCase,
)
from bench.architecture._market.hexagonal.domain.model.errors import (
    MarketNotFoundError,
    SlugTakenError,
)
from bench.architecture._market.hexagonal.domain.model.market import Market, Status, draft, publish
from bench.architecture._market.hexagonal.domain.port.inbound import PublishMarket
from bench.architecture._market.hexagonal.domain.port.outbound import Clock, MarketRepository
from pairbench import Pair

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)

pair = Pair(
    advice="Test with a fake that you wrote, not with a mock that agrees to everything.",
    sizes=(4,),
    axis="tests",
)

UseCase = Callable[[MarketRepository, Clock], PublishMarket]


@dataclass(frozen=True, slots=True)
class Tests:
    """A draft for each test, and the use case that they test."""

    use_case: UseCase
    drafts: Sequence[Market]


def drafts(size: int) -> list[Market]:
    return [
        draft(
            market_id=UUID(int=number),
            name=f"Rain on day {number}",
            description="",
            ends_at=NOW + timedelta(days=30),
            slug=None,
            now=NOW,
        )
        for number in range(size)
    ]


@pair.input
def tests(size: int) -> Tests:
    return Tests(PublishMarketUseCase, drafts(size))


def now() -> datetime:
    return NOW


class FakeMarkets:
    """A repository in memory that keeps what the port promises."""

    def __init__(self, *markets: Market) -> None:
        self._markets = {market.slug: market for market in markets}

    async def add(self, market: Market) -> None:
        if market.slug in self._markets:
            raise SlugTakenError(market.slug)
        self._markets[market.slug] = market

    async def update(self, market: Market) -> None:
        self._markets[market.slug] = market

    async def get(self, slug: str) -> Market:
        if slug not in self._markets:
            raise MarketNotFoundError(slug)
        return self._markets[slug]

    async def page(self, *, limit: int, offset: int) -> Sequence[Market]:
        return sorted(self._markets.values(), key=lambda market: market.slug)[offset:][:limit]


@dataclass(frozen=True, slots=True)
class MisspeltPublishMarket:
    """The use case, written by somebody who mistypes the name of a method."""

    markets: MarketRepository
    now: Clock

    async def __call__(self, slug: str) -> Market:
        market = publish(await self.markets.get(slug), now=self.now())
        await self.markets.udpate(market)  # type: ignore[attr-defined]
        return market


@pair.behaviour
def a_misspelt_method_is_noticed(run: Callable[[Tests], Coroutine[Any, Any, list[Market]]]) -> str:
    try:
        asyncio.run(run(Tests(MisspeltPublishMarket, drafts(1))))
    except AttributeError as error:
        return f"the test failed: {error}"
    raise AssertionError("the test passed, though the use case calls markets.udpate")


@pair.bad
async def async_mock(tests: Tests) -> list[Market]:
    """``AsyncMock()``: nothing to write, and it has every method that anybody asks for."""
    published = []
    for market in tests.drafts:
        markets = AsyncMock()
        markets.get.return_value = market
        result = await tests.use_case(markets, now)(market.slug)
        assert result.status is Status.PUBLISHED
        published.append(result)
    return published


@pair.good
async def autospec(tests: Tests) -> list[Market]:
    """``create_autospec``: a mock that has the methods of the port, and their signatures."""
    published = []
    for market in tests.drafts:
        markets = create_autospec(MarketRepository, instance=True)
        markets.get.return_value = market
        result = await tests.use_case(markets, now)(market.slug)
        assert result.status is Status.PUBLISHED
        published.append(result)
    return published


@pair.good(faster=10.0)
async def fake(tests: Tests) -> list[Market]:
    """A small class with the methods of the port: twenty lines, and a type checker reads them."""
    published = []
    for market in tests.drafts:
        markets = FakeMarkets(market)
        result = await tests.use_case(markets, now)(market.slug)
        assert result.status is Status.PUBLISHED
        published.append(result)
    return published
