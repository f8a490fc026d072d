"""Builds the service: the container, the routes, and the problems it can answer with."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import uuid4

from fastapi import FastAPI

from bench.architecture._market.hexagonal.adapter.inbound.http.problems import register_problems
from bench.architecture._market.hexagonal.adapter.inbound.http.router import market_router
from bench.architecture._market.hexagonal.adapter.outbound.system_clock import system_clock
from bench.architecture._market.hexagonal.config.container import Container
from bench.architecture._market.hexagonal.domain.port.outbound import Clock, IdGenerator


def create_app(
    database: Path, *, now: Clock = system_clock, new_id: IdGenerator = uuid4
) -> FastAPI:
    """The service on a database file; the clock and the identities can be others in a test."""
    container = Container(database, now=now, new_id=new_id)

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        async with container.running():
            yield

    app = FastAPI(title="Markets", lifespan=lifespan)
    register_problems(app)
    app.include_router(market_router(container.use_cases))
    return app
