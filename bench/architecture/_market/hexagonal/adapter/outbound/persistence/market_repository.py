"""Keeps markets in a database, through the SQLAlchemy session of one request."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bench.architecture._market.hexagonal.adapter.outbound.persistence.tables import (
    MarketRow,
    market_of,
    row_of,
)
from bench.architecture._market.hexagonal.domain.model.errors import (
    MarketNotFoundError,
    SlugTakenError,
)
from bench.architecture._market.hexagonal.domain.model.market import Market


@dataclass(frozen=True, slots=True)
class SqlMarketRepository:
    """A use case writes once, so each write is a transaction of its own."""

    session: AsyncSession

    async def add(self, market: Market) -> None:
        self.session.add(row_of(market))
        try:
            await self.session.commit()
        except IntegrityError as error:
            raise SlugTakenError(market.slug) from error

    async def update(self, market: Market) -> None:
        change = (
            update(MarketRow)
            .where(MarketRow.id == market.id)
            .values(status=market.status.value, published_at=market.published_at)
        )
        await self.session.execute(change)
        await self.session.commit()

    async def get(self, slug: str) -> Market:
        row = await self.session.scalar(select(MarketRow).where(MarketRow.slug == slug))
        if row is None:
            raise MarketNotFoundError(slug)
        return market_of(row)

    async def page(self, *, limit: int, offset: int) -> Sequence[Market]:
        chosen = select(MarketRow).order_by(MarketRow.slug).limit(limit).offset(offset)
        return [market_of(row) for row in await self.session.scalars(chosen)]
