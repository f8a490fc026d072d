"""The table of markets, and how a row becomes a market and a market a row."""

from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from bench.architecture._market.database import UtcDateTime
from bench.architecture._market.hexagonal.domain.model.market import Market, Status


class Base(DeclarativeBase):
    """The tables of this service."""


class MarketRow(Base):
    """A market as the database keeps it."""

    __tablename__ = "markets"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    description: Mapped[str]
    status: Mapped[str]
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


def row_of(market: Market) -> MarketRow:
    return MarketRow(
        id=market.id,
        slug=market.slug,
        name=market.name,
        description=market.description,
        status=market.status.value,
        ends_at=market.ends_at,
        created_at=market.created_at,
        published_at=market.published_at,
    )


def market_of(row: MarketRow) -> Market:
    return Market(
        id=row.id,
        slug=row.slug,
        name=row.name,
        description=row.description,
        status=Status(row.status),
        ends_at=row.ends_at,
        created_at=row.created_at,
        published_at=row.published_at,
    )
