"""The bodies of requests and responses: their form is checked here, their meaning in the domain."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from bench.architecture._market.hexagonal.domain.model.market import Status
from bench.architecture._market.hexagonal.domain.port.inbound import NewMarket


class CreateMarketRequest(BaseModel):
    """What a client sends to create a market."""

    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
    description: Annotated[str, Field(max_length=2_000)] = ""
    ends_at: AwareDatetime
    slug: str | None = None

    def to_command(self) -> NewMarket:
        return NewMarket(
            name=self.name, description=self.description, ends_at=self.ends_at, slug=self.slug
        )


class MarketResponse(BaseModel):
    """A market as a client sees it."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    slug: str
    name: str
    description: str
    status: Status
    ends_at: datetime
    created_at: datetime
    published_at: datetime | None


class PageResponse(BaseModel):
    """A part of the list of markets."""

    markets: list[MarketResponse]
    limit: int
    offset: int
