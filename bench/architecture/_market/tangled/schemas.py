"""The bodies of requests and responses."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints


class MarketIn(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
    description: Annotated[str, Field(max_length=2_000)] = ""
    ends_at: AwareDatetime
    slug: str | None = None


class MarketOut(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    slug: str
    name: str
    description: str
    status: str
    ends_at: datetime
    created_at: datetime
    published_at: datetime | None


class MarketPage(BaseModel):
    markets: list[MarketOut]
    limit: int
    offset: int
