"""Opens a draft to the public."""

from dataclasses import dataclass

from bench.architecture._market.hexagonal.domain.model.market import Market, publish
from bench.architecture._market.hexagonal.domain.port.outbound import Clock, MarketRepository


@dataclass(frozen=True, slots=True)
class PublishMarketUseCase:
    """Finds the draft, publishes it, and keeps what became of it."""

    markets: MarketRepository
    now: Clock

    async def __call__(self, slug: str) -> Market:
        market = publish(await self.markets.get(slug), now=self.now())
        await self.markets.update(market)
        return market
