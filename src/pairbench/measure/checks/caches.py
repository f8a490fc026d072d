"""What a variant keeps between its calls: in the caches of functools, or in some way of its own."""

from collections.abc import Callable
from enum import Enum
from functools import lru_cache
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import Any

KIND = type(lru_cache(int))
"""What lru_cache makes of a function, and cache as well."""


CONSTANTS = (
    *(type(None), bool, str, bytes, type, Enum),
    *(FunctionType, BuiltinFunctionType, ModuleType),
)
"""What is the same object wherever it comes from, or may be a constant of the code."""

SMALL = range(-5, 257)
"""The interpreter has one object for each of these numbers."""


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


def is_kept(first: object, later: object, given: object) -> bool:
    """Whether a later call gave the very object that the first had made, and was not ``given``."""
    if later is not first or later is given or isinstance(later, CONSTANTS):
        return False
    if isinstance(later, int):
        return later not in SMALL
    return not (isinstance(later, tuple | frozenset) and len(later) == 0)


def _layers(function: Any) -> list[Any]:
    """The function, and each that it wraps."""
    found = [function]
    while (inner := getattr(found[-1], "__wrapped__", None)) is not None:
        found.append(inner)
    return found


def _is_cache(value: Any) -> bool:
    return isinstance(value, KIND)
