"""Wires the use cases to their adapters: the one place that knows both sides."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from sqlalchemy.ext.asyncio import async_sessionmaker

from bench.architecture._market.database import open_engine
from bench.architecture._market.hexagonal.adapter.outbound.persistence.market_repository import (
    SqlMarketRepository,
)
from bench.architecture._market.hexagonal.adapter.outbound.persistence.tables import Base
from bench.architecture._market.hexagonal.application.use_cases.create_market import (
    CreateMarketUseCase,
)
from bench.architecture._market.hexagonal.application.use_cases.find_market import (
    FindMarketUseCase,
)
from bench.architecture._market.hexagonal.application.use_cases.list_markets import (
    ListMarketsUseCase,
)
from bench.architecture._market.hexagonal.application.use_cases.publish_market import (
    PublishMarketUseCase,
)
from bench.architecture._market.hexagonal.domain.port.inbound import UseCases
from bench.architecture._market.hexagonal.domain.port.outbound import Clock, IdGenerator


class Container:
    """What lives as long as the service, and what it gives to each request."""

    def __init__(self, database: Path, *, now: Clock, new_id: IdGenerator) -> None:
        self._engine = open_engine(database)
        self._sessions = async_sessionmaker(self._engine, expire_on_commit=False)
        self._now = now
        self._new_id = new_id

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Make the tables that are missing; when the service ends, close the connections."""
        try:
            async with self._engine.begin() as connection:
                await connection.run_sync(Base.metadata.create_all)
            yield
        finally:
            await self._engine.dispose()

    async def use_cases(self) -> AsyncIterator[UseCases]:
        """The use cases for one request, around a session of its own."""
        async with self._sessions() as session:
            markets = SqlMarketRepository(session)
            yield UseCases(
                create_market=CreateMarketUseCase(markets, self._now, self._new_id),
                publish_market=PublishMarketUseCase(markets, self._now),
                find_market=FindMarketUseCase(markets),
                list_markets=ListMarketsUseCase(markets),
            )
