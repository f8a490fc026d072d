"""What the application needs of the outside world."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol
from uuid import UUID

from bench.architecture._market.hexagonal.domain.model.market import Market


class MarketRepository(Protocol):
    """Keeps markets; each write is lasting when the method returns."""

    async def add(self, market: Market) -> None:
        """Keep a new market.

        Raises:
            SlugTakenError: another market has this slug.
        """

    async def update(self, market: Market) -> None:
        """Keep the new state of a market that is known already."""

    async def get(self, slug: str) -> Market:
        """The market with this slug.

        Raises:
            MarketNotFoundError: there is none.
        """

    async def page(self, *, limit: int, offset: int) -> Sequence[Market]:
        """At most ``limit`` markets in the order of their slugs, after the first ``offset``."""


class Clock(Protocol):
    """Tells the time, in UTC."""

    def __call__(self) -> datetime: ...


class IdGenerator(Protocol):
    """Makes an identity that nothing else has."""

    def __call__(self) -> UUID: ...
