"""Testing a use case: over HTTP and a database, or with a port in memory?

The use case is the one of ``bench/architecture/_market/hexagonal`` that creates a market. Both
sides run the same tests: what markets there are already, what is asked for, and what should come of
it. The service is started and its tables are made once, before the clock; each test finds an empty
database.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from uuid import UUID

from bench.architecture._market.hexagonal.application.use_cases.create_market import (
    CreateMarketUseCase,
)
from bench.architecture._market.hexagonal.domain.model.errors import (
    MarketError,
    MarketNotFoundError,
    SlugTakenError,
)
from bench.architecture._market.hexagonal.domain.model.market import Market
from bench.architecture._market.hexagonal.domain.port.inbound import NewMarket
from pairbench import Pair

if TYPE_CHECKING:
    from httpx import AsyncClient
    from sqlalchemy.ext.asyncio import AsyncEngine

NOW = datetime(2024, 5, 1, 12, tzinfo=UTC)

pair = Pair(
    advice="Ports let a use case be tested in memory, many times faster than over a database.",
    sizes=(4,),
    axis="tests",
)


@dataclass(frozen=True, slots=True)
class Case:
    """A test: the markets that are there, the one that is wanted, and what comes of it."""

    before: Sequence[NewMarket]
    wanted: NewMarket
    expected: str


RAIN = NewMarket(name="Rain in May?", description="", ends_at=NOW + timedelta(days=30))

CASES = (
    Case([], RAIN, "rain-in-may"),
    Case([RAIN], RAIN, "the slug 'rain-in-may' is taken"),
    Case([], replace(RAIN, name="???"), "no slug can be made from the name: give one"),
    Case(
        [],
        replace(RAIN, ends_at=NOW),
        "a market ends in the future, at most 3,650 days from now",
    ),
)


@dataclass(frozen=True, slots=True)
class Suite:
    """The tests, and the running service with its database for those that want it."""

    cases: Sequence[Case]
    client: "AsyncClient"
    engine: "AsyncEngine"


@pair.resource()
@asynccontextmanager
async def suite(_size: int) -> AsyncIterator[Suite]:
    from httpx import ASGITransport, AsyncClient

    from bench.architecture._market.database import open_engine
    from bench.architecture._market.hexagonal.config.app import create_app

    with TemporaryDirectory(prefix="pairbench-tests-") as folder:
        database = Path(folder) / "markets.db"
        app = create_app(database, now=now)
        engine = open_engine(database)
        try:
            async with (
                app.router.lifespan_context(app),
                AsyncClient(transport=ASGITransport(app), base_url="http://tests") as client,
            ):
                yield Suite(CASES, client, engine)
        finally:
            await engine.dispose()


def now() -> datetime:
    return NOW


def new_id() -> UUID:
    return UUID(int=7)


@pair.bad
async def http_and_database(suite: Suite) -> list[str]:
    """As a client would see it: the whole service is tested each time."""
    outcomes = []
    for case in suite.cases:
        async with suite.engine.begin() as connection:
            await connection.exec_driver_sql("DELETE FROM markets")
        for each in case.before:
            await suite.client.post("/markets", json=as_json(each))
        answer = await suite.client.post("/markets", json=as_json(case.wanted))
        body = answer.json()
        outcome = body["slug"] if answer.status_code == 201 else body["detail"]
        assert outcome == case.expected
        outcomes.append(outcome)
    return outcomes


def as_json(new: NewMarket) -> dict[str, str]:
    return {
        "name": new.name,
        "description": new.description,
        "ends_at": new.ends_at.isoformat(),
    }


class MarketsInMemory:
    """A repository in memory that keeps what the port promises."""

    def __init__(self) -> None:
        self._markets: dict[str, Market] = {}

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


@pair.good(faster=10.0)
async def port_in_memory(suite: Suite) -> list[str]:
    """The use case alone: what stands behind its ports is a dictionary."""
    outcomes = []
    for case in suite.cases:
        create_market = CreateMarketUseCase(MarketsInMemory(), now, new_id)
        for each in case.before:
            await create_market(each)
        try:
            outcome = (await create_market(case.wanted)).slug
        except MarketError as error:
            outcome = str(error)
        assert outcome == case.expected
        outcomes.append(outcome)
    return outcomes
