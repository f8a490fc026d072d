"""A market and what can happen to it: every change gives a new instance."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from bench.architecture._market.hexagonal.domain.model.errors import (
    AlreadyPublishedError,
    InvalidMarketError,
)
from bench.architecture._market.hexagonal.domain.model.slug import checked_slug, slug_from

LONGEST = timedelta(days=3_650)
"""How far ahead a market may end."""


class Status(StrEnum):
    """Where a market stands."""

    DRAFT = "draft"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    """A question about the future on which people can trade until it ends."""

    id: UUID
    slug: str
    name: str
    description: str
    status: Status
    ends_at: datetime
    created_at: datetime
    published_at: datetime | None


def draft(
    *,
    market_id: UUID,
    name: str,
    description: str,
    ends_at: datetime,
    slug: str | None,
    now: datetime,
) -> Market:
    """A new market; its slug is made from the name unless one is given.

    Raises:
        InvalidMarketError: it ends too early or too late, or the slug is none.
    """
    if not now < ends_at <= now + LONGEST:
        raise InvalidMarketError(
            f"a market ends in the future, at most {LONGEST.days:,} days from now"
        )
    return Market(
        id=market_id,
        slug=slug_from(name) if slug is None else checked_slug(slug),
        name=name,
        description=description,
        status=Status.DRAFT,
        ends_at=ends_at.astimezone(UTC),
        created_at=now,
        published_at=None,
    )


def publish(market: Market, *, now: datetime) -> Market:
    """The market, open to the public.

    Raises:
        AlreadyPublishedError: it was published before.
        InvalidMarketError: it has ended.
    """
    if market.status is Status.PUBLISHED:
        raise AlreadyPublishedError(market.slug)
    if market.ends_at <= now:
        raise InvalidMarketError(f"the market '{market.slug}' has ended")
    return replace(market, status=Status.PUBLISHED, published_at=now)
