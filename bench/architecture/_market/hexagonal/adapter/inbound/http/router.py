"""The routes: each translates a request for a use case, and its result for the client."""

from collections.abc import AsyncIterator, Callable
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from bench.architecture._market.hexagonal.adapter.inbound.http.bodies import (
    CreateMarketRequest,
    MarketResponse,
    PageResponse,
)
from bench.architecture._market.hexagonal.domain.port.inbound import UseCases


def market_router(use_cases: Callable[[], AsyncIterator[UseCases]]) -> APIRouter:
    """The routes, served by the use cases that each request is given."""
    router = APIRouter(prefix="/markets")

    @router.post("", status_code=201)
    async def create_market(
        body: CreateMarketRequest,
        response: Response,
        ask: Annotated[UseCases, Depends(use_cases)],
    ) -> MarketResponse:
        market = await ask.create_market(body.to_command())
        response.headers["Location"] = f"/markets/{market.slug}"
        return MarketResponse.model_validate(market)

    @router.post("/{slug}/publish")
    async def publish_market(
        slug: str, ask: Annotated[UseCases, Depends(use_cases)]
    ) -> MarketResponse:
        return MarketResponse.model_validate(await ask.publish_market(slug))

    @router.get("/{slug}")
    async def find_market(
        slug: str, ask: Annotated[UseCases, Depends(use_cases)]
    ) -> MarketResponse:
        return MarketResponse.model_validate(await ask.find_market(slug))

    @router.get("")
    async def list_markets(
        ask: Annotated[UseCases, Depends(use_cases)],
        limit: Annotated[int, Query(ge=1, le=100)] = 20,
        offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    ) -> PageResponse:
        markets = await ask.list_markets(limit=limit, offset=offset)
        return PageResponse(
            markets=[MarketResponse.model_validate(market) for market in markets],
            limit=limit,
            offset=offset,
        )

    return router
