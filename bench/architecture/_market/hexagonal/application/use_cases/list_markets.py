"""Lists the markets, page by page."""

from collections.abc import Sequence
from dataclasses import dataclass

from bench.architecture._market.hexagonal.domain.model.market import Market
from bench.architecture._market.hexagonal.domain.port.outbound import MarketRepository


@dataclass(frozen=True, slots=True)
class ListMarketsUseCase:
    """Looks a page of markets up."""

    markets: MarketRepository

    async def __call__(self, *, limit: int, offset: int) -> Sequence[Market]:
        return await self.markets.page(limit=limit, offset=offset)
