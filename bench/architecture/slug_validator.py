"""Validating a slug: a pattern inside the validator, compiled once, or declared as a field?

One slug in twenty is wrong. The three accept the same slugs: `fullmatch` and Pydantic's own
engine both look at the whole text, to its very end.
"""

import re
from collections.abc import Mapping

from pydantic import BaseModel, Field, ValidationError, field_validator

from pairbench import Pair

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
NOT_A_SLUG = "a slug has small letters and digits, in words joined by hyphens"

pair = Pair(
    advice="Import and compile a pattern once, for the module, not in the validator.",
    sizes=(1_000,),
    axis="requests",
)


class NewMarket(BaseModel):
    """The body of a request to create a market."""

    name: str
    slug: str


class MatchedInValidator(NewMarket):
    @field_validator("slug")
    @classmethod
    def is_slug(cls, value: str) -> str:
        import re

        if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", value):
            raise ValueError(NOT_A_SLUG)
        return value


class MatchedByModule(NewMarket):
    @field_validator("slug")
    @classmethod
    def is_slug(cls, value: str) -> str:
        if not SLUG.fullmatch(value):
            raise ValueError(NOT_A_SLUG)
        return value


class MatchedByField(NewMarket):
    slug: str = Field(pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$")


def slugs_of(model: type[NewMarket], bodies: list[Mapping[str, str]]) -> list[str | None]:
    slugs: list[str | None] = []
    for body in bodies:
        try:
            slugs.append(model.model_validate(body).slug)
        except ValidationError:
            slugs.append(None)
    return slugs


@pair.input
def bodies(size: int) -> list[Mapping[str, str]]:
    return [
        {
            "name": f"Will it rain on day {number}?",
            "slug": f"Rain on day {number}" if number % 20 == 0 else f"will-it-rain-{number}",
        }
        for number in range(size)
    ]


@pair.bad
def pattern_in_validator(bodies: list[Mapping[str, str]]) -> list[str | None]:
    """``import re`` and the pattern in the validator: both are looked up on each call."""
    return slugs_of(MatchedInValidator, bodies)


@pair.good(faster=1.1)
def compiled_for_module(bodies: list[Mapping[str, str]]) -> list[str | None]:
    """``re.compile`` at the top of the module; the validator only matches."""
    return slugs_of(MatchedByModule, bodies)


@pair.good(faster=1.1)
def declared_by_field(bodies: list[Mapping[str, str]]) -> list[str | None]:
    """``Field(pattern=...)``: no Python function is called at all."""
    return slugs_of(MatchedByField, bodies)
