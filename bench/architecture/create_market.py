"""Creating a market over HTTP: what do ports and adapters cost for each request?

The same service stands twice in ``bench/architecture/_market``: ``tangled`` has its queries, rules
and error responses in the routes, ``hexagonal`` has a domain, use cases, ports and adapters. Both
answer every request alike and do the same work in the database; contract tests hold that. Each
request goes through httpx and the whole ASGI stack into the file of a SQLite database (WAL,
``synchronous=NORMAL``), without a network between.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

from fastapi import FastAPI
from httpx import ASGITransport, AsyncClient, Response

from bench.architecture._market.hexagonal.config.app import create_app as create_hexagonal
from bench.architecture._market.tangled.app import create_app as create_tangled
from pairbench import Pair

ENDS_AT = "2100-05-01T00:00:00+00:00"

pair = Pair(
    advice="Ports and adapters cost next to nothing beside the request that creates a market.",
    sizes=(1,),
    axis="requests",
)


@dataclass(frozen=True, slots=True)
class Clients:
    """A client for each of the two running services."""

    hexagonal: AsyncClient
    tangled: AsyncClient


@pair.resource()
@asynccontextmanager
async def clients(_size: int) -> AsyncIterator[Clients]:
    """Both services, each on a database file of its own."""
    with TemporaryDirectory(prefix="pairbench-markets-") as name:
        folder = Path(name)
        async with (
            running(create_hexagonal(folder / "hexagonal.db")) as hexagonal,
            running(create_tangled(folder / "tangled.db")) as tangled,
        ):
            yield Clients(hexagonal=hexagonal, tangled=tangled)


@asynccontextmanager
async def running(app: FastAPI) -> AsyncIterator[AsyncClient]:
    """A client of the service, between its start and its end."""
    transport = ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        AsyncClient(transport=transport, base_url="http://markets.example") as client,
    ):
        yield client


async def create_market(client: AsyncClient) -> Response:
    """Ask for a market whose slug is not taken yet; the table has an index on slugs."""
    market = {
        "name": "Rain in May?",
        "description": "Will it rain in Berlin on the first of May?",
        "ends_at": ENDS_AT,
        "slug": f"rain-{uuid4()}",
    }
    return await client.post("/markets", json=market)


@pair.equal
def alike(first: Response, second: Response) -> bool:
    """The same status, and the same body but for the id, the slug and the moment."""
    own = {"id": None, "slug": None, "created_at": None}
    return (first.status_code, first.json() | own) == (second.status_code, second.json() | own)


@pair.bad
async def tangled(clients: Clients) -> Response:
    """Query, rules and errors are all in the route: one function to read."""
    return await create_market(clients.tangled)


@pair.good(costs=1.1)
async def hexagonal(clients: Clients) -> Response:
    """The route asks a use case, which asks the domain and keeps the market through a port."""
    return await create_market(clients.hexagonal)
