"""What the outside world can ask of the application."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bench.architecture._market.hexagonal.domain.model.market import Market


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMarket:
    """What somebody says who wants a market."""

    name: str
    description: str
    ends_at: datetime
    slug: str | None = None


class CreateMarket(Protocol):
    """Creates a market as a draft."""

    async def __call__(self, new: NewMarket) -> Market: ...


class PublishMarket(Protocol):
    """Opens a draft to the public."""

    async def __call__(self, slug: str) -> Market: ...


class FindMarket(Protocol):
    """Finds one market."""

    async def __call__(self, slug: str) -> Market: ...


class ListMarkets(Protocol):
    """Lists the markets, page by page, in the order of their slugs."""

    async def __call__(self, *, limit: int, offset: int) -> Sequence[Market]: ...


@dataclass(frozen=True, slots=True)
class UseCases:
    """All of them, ready to serve one request."""

    create_market: CreateMarket
    publish_market: PublishMarket
    find_market: FindMarket
    list_markets: ListMarkets
