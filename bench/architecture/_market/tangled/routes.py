"""The routes, with everything that they do: queries, rules and error responses."""

import logging
import re
import unicodedata
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any
from uuid import uuid4

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import JSONResponse
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bench.architecture._market.tangled.models import Market
from bench.architecture._market.tangled.schemas import MarketIn, MarketOut, MarketPage

logger = logging.getLogger(__name__)

router = APIRouter(prefix="/markets")


async def get_session(request: Request) -> AsyncIterator[AsyncSession]:
    async with request.app.state.sessions() as session:
        yield session


Session = Annotated[AsyncSession, Depends(get_session)]


@router.post("", status_code=201, response_model=MarketOut)
async def create_market(
    body: MarketIn, request: Request, response: Response, session: Session
) -> Any:
    try:
        now = datetime.now(UTC)
        if not now < body.ends_at <= now + timedelta(days=3_650):
            return JSONResponse(
                {
                    "type": "https://markets.example/problems/invalid-market",
                    "title": "Invalid market",
                    "status": 422,
                    "detail": "a market ends in the future, at most 3,650 days from now",
                    "instance": request.url.path,
                },
                status_code=422,
                media_type="application/problem+json",
            )
        slug = body.slug
        if slug is None:
            slug = unicodedata.normalize("NFKD", body.name).encode("ascii", "ignore").decode()
            slug = re.sub(r"[^a-z0-9]+", "-", slug.lower()).strip("-")[:80].rstrip("-")
            if not slug:
                return JSONResponse(
                    {
                        "type": "https://markets.example/problems/invalid-market",
                        "title": "Invalid market",
                        "status": 422,
                        "detail": "no slug can be made from the name: give one",
                        "instance": request.url.path,
                    },
                    status_code=422,
                    media_type="application/problem+json",
                )
        elif len(slug) > 80 or not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", slug):
            return JSONResponse(
                {
                    "type": "https://markets.example/problems/invalid-market",
                    "title": "Invalid market",
                    "status": 422,
                    "detail": "a slug is lower-case letters and digits, joined by hyphens; "
                    "80 at most",
                    "instance": request.url.path,
                },
                status_code=422,
                media_type="application/problem+json",
            )
        market = Market(
            id=uuid4(),
            slug=slug,
            name=body.name,
            description=body.description,
            status="draft",
            ends_at=body.ends_at.astimezone(UTC),
            created_at=now,
            published_at=None,
        )
        session.add(market)
        try:
            await session.commit()
        except IntegrityError:
            return JSONResponse(
                {
                    "type": "https://markets.example/problems/slug-taken",
                    "title": "Slug taken",
                    "status": 409,
                    "detail": f"the slug '{slug}' is taken",
                    "instance": request.url.path,
                },
                status_code=409,
                media_type="application/problem+json",
            )
    except Exception:
        logger.exception("cannot create a market")
        return JSONResponse(
            {
                "type": "about:blank",
                "title": "Internal Server Error",
                "status": 500,
                "detail": "the server could not answer",
                "instance": request.url.path,
            },
            status_code=500,
            media_type="application/problem+json",
        )
    response.headers["Location"] = f"/markets/{slug}"
    return market


@router.post("/{slug}/publish", response_model=MarketOut)
async def publish_market(slug: str, request: Request, session: Session) -> Any:
    try:
        market = await session.scalar(select(Market).where(Market.slug == slug))
        if market is None:
            return JSONResponse(
                {
                    "type": "https://markets.example/problems/market-not-found",
                    "title": "Market not found",
                    "status": 404,
                    "detail": f"there is no market '{slug}'",
                    "instance": request.url.path,
                },
                status_code=404,
                media_type="application/problem+json",
            )
        if market.status == "published":
            return JSONResponse(
                {
                    "type": "https://markets.example/problems/already-published",
                    "title": "Already published",
                    "status": 409,
                    "detail": f"the market '{slug}' is already published",
                    "instance": request.url.path,
                },
                status_code=409,
                media_type="application/problem+json",
            )
        now = datetime.now(UTC)
        if market.ends_at <= now:
            return JSONResponse(
                {
                    "type": "https://markets.example/problems/invalid-market",
                    "title": "Invalid market",
                    "status": 422,
                    "detail": f"the market '{slug}' has ended",
                    "instance": request.url.path,
                },
                status_code=422,
                media_type="application/problem+json",
            )
        market.status = "published"
        market.published_at = now
        await session.commit()
    except Exception:
        logger.exception("cannot publish the market %s", slug)
        return JSONResponse(
            {
                "type": "about:blank",
                "title": "Internal Server Error",
                "status": 500,
                "detail": "the server could not answer",
                "instance": request.url.path,
            },
            status_code=500,
            media_type="application/problem+json",
        )
    return market


@router.get("/{slug}", response_model=MarketOut)
async def find_market(slug: str, request: Request, session: Session) -> Any:
    try:
        market = await session.scalar(select(Market).where(Market.slug == slug))
        if market is None:
            return JSONResponse(
                {
                    "type": "https://markets.example/problems/market-not-found",
                    "title": "Market not found",
                    "status": 404,
                    "detail": f"there is no market '{slug}'",
                    "instance": request.url.path,
                },
                status_code=404,
                media_type="application/problem+json",
            )
    except Exception:
        logger.exception("cannot find the market %s", slug)
        return JSONResponse(
            {
                "type": "about:blank",
                "title": "Internal Server Error",
                "status": 500,
                "detail": "the server could not answer",
                "instance": request.url.path,
            },
            status_code=500,
            media_type="application/problem+json",
        )
    return market


@router.get("", response_model=MarketPage)
async def list_markets(
    request: Request,
    session: Session,
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
    offset: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
) -> Any:
    try:
        chosen = select(Market).order_by(Market.slug).limit(limit).offset(offset)
        markets = (await session.scalars(chosen)).all()
    except Exception:
        logger.exception("cannot list the markets")
        return JSONResponse(
            {
                "type": "about:blank",
                "title": "Internal Server Error",
                "status": 500,
                "detail": "the server could not answer",
                "instance": request.url.path,
            },
            status_code=500,
            media_type="application/problem+json",
        )
    return {"markets": markets, "limit": limit, "offset": offset}
