"""Finds one market."""

from dataclasses import dataclass

from bench.architecture._market.hexagonal.domain.model.market import Market
from bench.architecture._market.hexagonal.domain.port.outbound import MarketRepository


@dataclass(frozen=True, slots=True)
class FindMarketUseCase:
    """Looks the market up."""

    markets: MarketRepository

    async def __call__(self, slug: str) -> Market:
        return await self.markets.get(slug)
