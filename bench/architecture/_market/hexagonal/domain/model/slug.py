"""Slugs: the part of a market's address that people can read."""

import re
import unicodedata

from bench.architecture._market.hexagonal.domain.model.errors import InvalidMarketError

MAX_LENGTH = 80

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
NOT_IN_A_SLUG = re.compile(r"[^a-z0-9]+")


def checked_slug(slug: str) -> str:
    """The slug itself, if it is one.

    Raises:
        InvalidMarketError: it is not.
    """
    if len(slug) > MAX_LENGTH or not SLUG.fullmatch(slug):
        raise InvalidMarketError(
            f"a slug is lower-case letters and digits, joined by hyphens; {MAX_LENGTH} at most"
        )
    return slug


def slug_from(name: str) -> str:
    """The slug of a name: ``Café in May?`` becomes ``cafe-in-may``.

    Raises:
        InvalidMarketError: the name has no letter or digit that a slug can hold.
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = NOT_IN_A_SLUG.sub("-", plain).strip("-")[:MAX_LENGTH].rstrip("-")
    if not slug:
        raise InvalidMarketError("no slug can be made from the name: give one")
    return slug
