"""The caches of functools in a pair's file, and how often each has answered."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

KIND = type(lru_cache(int))
"""What lru_cache makes of a function, and cache as well."""


class Caches:
    """Those of a variant, of what it wraps, and of the functions beside it in its file."""

    def __init__(self, function: Callable[..., Any]) -> None:
        layers = _layers(function)
        beside = getattr(layers[-1], "__globals__", {}).values()
        found = {id(each): each for each in (*layers, *beside) if _is_cache(each)}
        self._caches = list(found.values())

    def hits(self) -> int:
        """How many calls they have answered so far."""
        return sum(each.cache_info().hits for each in self._caches)


def _layers(function: Any) -> list[Any]:
    """The function, and each that it wraps."""
    found = [function]
    while (inner := getattr(found[-1], "__wrapped__", None)) is not None:
        found.append(inner)
    return found


def _is_cache(value: Any) -> bool:
    return isinstance(value, KIND)
