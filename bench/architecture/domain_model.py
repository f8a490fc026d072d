"""The entities of the domain: Pydantic models or dataclasses?

The rows come from the service's own database and were validated when they were written. A
Pydantic model validates them again, a dataclass takes them as they are.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from operator import attrgetter
from typing import Any

from pydantic import BaseModel, ConfigDict

from pairbench import Pair

Row = Mapping[str, Any]
all_fields = attrgetter("id", "slug", "name", "status", "ends_on", "published_on")

pair = Pair(
    advice="Entities are plain dataclasses; Pydantic belongs at the edge, where data comes in.",
    sizes=(100, 1_000, 10_000),
    axis="markets",
)


class Status(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"


class MarketModel(BaseModel):
    model_config = ConfigDict(frozen=True)

    id: int
    slug: str
    name: str
    status: Status
    ends_on: date
    published_on: date | None = None


@dataclass(frozen=True, slots=True)
class Market:
    id: int
    slug: str
    name: str
    status: Status
    ends_on: date
    published_on: date | None = None


Entity = MarketModel | Market


@pair.input
def rows(size: int) -> list[Row]:
    return [
        {
            "id": number,
            "slug": f"market-{number}",
            "name": f"Market {number}",
            "status": Status.DRAFT,
            "ends_on": date(2024, 12, 31),
        }
        for number in range(size)
    ]


@pair.equal
def same_markets(first: Sequence[Entity], second: Sequence[Entity]) -> bool:
    return list(map(all_fields, first)) == list(map(all_fields, second))


@pair.bad
def pydantic_model(rows: list[Row]) -> list[MarketModel]:
    """Every field is validated; every instance keeps a dict, and a set of the fields given."""
    return [MarketModel(**row) for row in rows]


@pair.good
def unvalidated_model(rows: list[Row]) -> list[MarketModel]:
    """``model_construct``: Pydantic's own way to take data that is known to be right."""
    return [MarketModel.model_construct(**row) for row in rows]


@pair.good(faster=1.1, leaner_per_item=2.0)
def frozen_dataclass(rows: list[Row]) -> list[Market]:
    """``@dataclass(frozen=True, slots=True)``: only the fields."""
    return [Market(**row) for row in rows]


updating = Pair(
    advice="Copy an entity with `dataclasses.replace`: it costs no more than `model_copy`.",
    sizes=(1_000,),
    axis="markets",
)


@dataclass(frozen=True, slots=True)
class Update:
    """Which markets are to change, in both kinds, and the fields of a PATCH request."""

    models: list[MarketModel]
    markets: list[Market]
    changes: Mapping[str, Any]


@updating.input
def publication(size: int) -> Update:
    return Update(
        models=pydantic_model(rows(size)),
        markets=frozen_dataclass(rows(size)),
        changes={"status": Status.PUBLISHED, "published_on": date(2024, 5, 1)},
    )


updating.equal(same_markets)


@updating.behaviour
def a_misspelt_field_is_refused(update: Callable[[Update], Sequence[Entity]]) -> str:
    one = publication(1)
    try:
        (market,) = update(replace(one, changes={"staus": Status.PUBLISHED}))
    except TypeError as error:
        return f"TypeError: {error}"
    raise AssertionError(f"no error for `staus`, and the status is still {market.status}")


@updating.bad
def model_copy(update: Update) -> list[MarketModel]:
    """``model_copy(update=...)``: takes the changes as they are, whatever their names."""
    return [model.model_copy(update=update.changes) for model in update.models]


@updating.good(costs=1.1)
def dataclass_replace(update: Update) -> list[Market]:
    """``dataclasses.replace``: calls ``__init__``, which knows the names of the fields."""
    return [replace(market, **update.changes) for market in update.markets]
