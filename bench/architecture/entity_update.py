"""Publishing a market: change it in place, or make a new frozen one?

The time is that of the change alone: no market is loaded or saved, which would take far longer.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from operator import attrgetter
from typing import Self

from pairbench import Pair

TODAY = date(2024, 5, 1)
all_fields = attrgetter("id", "slug", "name", "ends_on", "status", "published_on")

pair = Pair(
    advice="Keep entities immutable: a changed copy costs at most twice as much as the change.",
    sizes=(1_000,),
    axis="markets",
    mutates=True,
)


class Status(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"


class AlreadyPublishedError(Exception):
    pass


@dataclass(slots=True)
class MutableMarket:
    id: int
    slug: str
    name: str
    ends_on: date
    status: Status = Status.DRAFT
    published_on: date | None = None

    def publish(self, today: date) -> None:
        if self.status is Status.PUBLISHED:
            raise AlreadyPublishedError(self.slug)
        self.status = Status.PUBLISHED
        self.published_on = today


@dataclass(frozen=True, slots=True)
class FrozenMarket:
    id: int
    slug: str
    name: str
    ends_on: date
    status: Status = Status.DRAFT
    published_on: date | None = None


Market = MutableMarket | FrozenMarket


def published(market: FrozenMarket, today: date) -> FrozenMarket:
    if market.status is Status.PUBLISHED:
        raise AlreadyPublishedError(market.slug)
    return replace(market, status=Status.PUBLISHED, published_on=today)


def published_field_by_field(market: FrozenMarket, today: date) -> FrozenMarket:
    if market.status is Status.PUBLISHED:
        raise AlreadyPublishedError(market.slug)
    return FrozenMarket(
        id=market.id,
        slug=market.slug,
        name=market.name,
        ends_on=market.ends_on,
        status=Status.PUBLISHED,
        published_on=today,
    )


@dataclass(frozen=True, slots=True)
class Drafts:
    """The same markets in both kinds."""

    mutable: list[MutableMarket]
    frozen: list[FrozenMarket]

    def __deepcopy__(self, _memo: dict[int, object]) -> Self:
        """Each call publishes fresh drafts; a frozen market needs no copy to stay as it is."""
        return type(self)([replace(market) for market in self.mutable], self.frozen)


@pair.input
def drafts(size: int) -> Drafts:
    rows = [(number, f"market-{number}", f"Market {number}") for number in range(size)]
    ends_on = date(2024, 12, 31)
    return Drafts(
        mutable=[MutableMarket(*row, ends_on) for row in rows],
        frozen=[FrozenMarket(*row, ends_on) for row in rows],
    )


@pair.equal
def same_markets(first: Sequence[Market], second: Sequence[Market]) -> bool:
    return list(map(all_fields, first)) == list(map(all_fields, second))


@pair.behaviour
def a_list_of_drafts_stays_one(publish_all: Callable[[Drafts], Sequence[Market]]) -> str:
    given = drafts(1)
    listed: list[Market] = [*given.mutable, *given.frozen]
    publish_all(given)
    changed = [market for market in listed if market.status is not Status.DRAFT]
    assert not changed, f"a list of drafts made before now holds a {changed[0].status} market"
    return "a list of drafts made before still holds drafts only"


@pair.bad
def in_place(drafts: Drafts) -> list[MutableMarket]:
    """Two attributes are set; whoever else holds the market sees it change."""
    for market in drafts.mutable:
        market.publish(TODAY)
    return drafts.mutable


@pair.good(costs=2.0)
def replaced(drafts: Drafts) -> list[FrozenMarket]:
    """``dataclasses.replace`` names the fields that change and looks up the others."""
    return [published(market, TODAY) for market in drafts.frozen]


@pair.good
def field_by_field(drafts: Drafts) -> list[FrozenMarket]:
    """The constructor with every field: what is left of the cost without ``replace``."""
    return [published_field_by_field(market, TODAY) for market in drafts.frozen]
