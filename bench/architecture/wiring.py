"""Wiring the use case: a container that resolves it for each request, or a function at start-up?

The routes are the same, and so is what they answer. Each request goes through the whole of FastAPI,
called as a server calls it.
"""

from typing import Annotated

from dependency_injector import containers, providers
from dependency_injector.wiring import Provide, inject
from fastapi import APIRouter, Depends, FastAPI
from pydantic import BaseModel
from starlette.types import Message

from pairbench import Pair

MARKETS = 100

pair = Pair(
    advice="Wire by hand at start-up: a container that resolves on each request costs every one.",
    sizes=(50,),
    axis="requests",
)


class Market(BaseModel):
    slug: str
    name: str


class Database:
    """Stands for the connections, which are made once."""

    def __init__(self) -> None:
        self.names = {f"market-{number}": f"Market {number}" for number in range(MARKETS)}


class MarketRepository:
    def __init__(self, database: Database) -> None:
        self._database = database

    async def name_of(self, slug: str) -> str:
        return self._database.names[slug]


class FindMarket:
    """The use case."""

    def __init__(self, markets: MarketRepository) -> None:
        self._markets = markets

    async def __call__(self, slug: str) -> Market:
        return Market(slug=slug, name=await self._markets.name_of(slug))


class Container(containers.DeclarativeContainer):
    database = providers.Singleton(Database)
    markets = providers.Factory(MarketRepository, database=database)
    find_market = providers.Factory(FindMarket, markets=markets)


container = Container()


def app_with(router: APIRouter) -> FastAPI:
    app = FastAPI()
    app.include_router(router)
    return app


injected = APIRouter()


@injected.get("/markets/{slug}")
@inject
async def injected_route(
    slug: str, find_market: Annotated[FindMarket, Depends(Provide[Container.find_market])]
) -> Market:
    return await find_market(slug)


async def resolved() -> FindMarket:
    return container.find_market()


depending = APIRouter()


@depending.get("/markets/{slug}")
async def depending_route(
    slug: str, find_market: Annotated[FindMarket, Depends(resolved)]
) -> Market:
    return await find_market(slug)


def router_with(find_market: FindMarket) -> APIRouter:
    router = APIRouter()

    @router.get("/markets/{slug}")
    async def route(slug: str) -> Market:
        return await find_market(slug)

    return router


def wire() -> FindMarket:
    return FindMarket(MarketRepository(Database()))


container.wire(modules=[__name__])
INJECTED_APP = app_with(injected)
DEPENDING_APP = app_with(depending)
WIRED_APP = app_with(router_with(wire()))


async def answers(app: FastAPI, slugs: list[str]) -> list[bytes]:
    return [await answer(app, f"/markets/{slug}") for slug in slugs]


async def answer(app: FastAPI, path: str) -> bytes:
    """One request, in the words of ASGI."""
    body = b""

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        nonlocal body
        body += message.get("body", b"")

    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "query_string": b"",
        "headers": [],
    }
    await app(scope, receive, send)
    return body


@pair.input
def slugs(size: int) -> list[str]:
    return [f"market-{number % MARKETS}" for number in range(size)]


@pair.bad
async def provided_per_request(slugs: list[str]) -> list[bytes]:
    """``Depends(Provide[...])``, as the library shows it; FastAPI calls the marker in a thread."""
    return await answers(INJECTED_APP, slugs)


@pair.good
async def resolved_per_request(slugs: list[str]) -> list[bytes]:
    """An ``async`` dependency asks the container: FastAPI still calls it, but in no thread."""
    return await answers(DEPENDING_APP, slugs)


@pair.good(faster=1.1)
async def wired_at_start(slugs: list[str]) -> list[bytes]:
    """A function builds the use case once and hands it to the router."""
    return await answers(WIRED_APP, slugs)
