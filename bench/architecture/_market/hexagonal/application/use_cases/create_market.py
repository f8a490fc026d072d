"""Creates a market as a draft."""

from dataclasses import dataclass

from bench.architecture._market.hexagonal.domain.model.market import Market, draft
from bench.architecture._market.hexagonal.domain.port.inbound import NewMarket
from bench.architecture._market.hexagonal.domain.port.outbound import (
    Clock,
    IdGenerator,
    MarketRepository,
)


@dataclass(frozen=True, slots=True)
class CreateMarketUseCase:
    """Drafts the market, and keeps it."""

    markets: MarketRepository
    now: Clock
    new_id: IdGenerator

    async def __call__(self, new: NewMarket) -> Market:
        market = draft(
            market_id=self.new_id(),
            name=new.name,
            description=new.description,
            ends_at=new.ends_at,
            slug=new.slug,
            now=self.now(),
        )
        await self.markets.add(market)
        return market
