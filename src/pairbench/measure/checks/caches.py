"""What a variant keeps between its calls: in the caches of functools, or in some way of its own."""

import gc
from collections.abc import Callable, Iterable
from enum import Enum
from functools import lru_cache
from itertools import islice
from types import BuiltinFunctionType, FunctionType, ModuleType
from typing import Any

KIND = type(lru_cache(int))
"""What lru_cache makes of a function, and cache as well."""


CONSTANTS = (
    *(type(None), bool, str, bytes, type, Enum),
    *(FunctionType, BuiltinFunctionType, ModuleType),
)
"""What is the same object wherever it comes from, or may be a constant of the code."""

WORLDS = (type, ModuleType, FunctionType)
"""From these everything can be reached."""

LOOKED_AT = 1_000
"""So many items of a result are held against those of another."""

MOST_PARTS = 100_000
"""An input of more parts than these is not looked through."""

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
    """Whether a later call gave what the first had made and not what it was ``given``.

    That is the very object, or a copy that holds the very items of the first.
    """
    if later is first:
        return later is not given and _is_own(later)
    if type(later) is not type(first):
        return False
    pairs = islice(zip(_items_of(first), _items_of(later), strict=False), LOOKED_AT)
    items = [mine for mine, its in pairs if mine is its and _is_own(mine)]
    return bool(items) and not _come_from(given, items)


def _is_own(value: object) -> bool:
    """Whether it is another object wherever it is made."""
    if isinstance(value, CONSTANTS):
        return False
    if isinstance(value, int):
        return value not in SMALL
    return not (isinstance(value, tuple | frozenset) and len(value) == 0)


def _items_of(value: object) -> Iterable[object]:
    if isinstance(value, list | tuple):
        return value
    return value.values() if isinstance(value, dict) else ()


def _come_from(given: object, items: Iterable[object]) -> bool:
    """Whether one of the items is part of what was given, as far as that can be looked through."""
    wanted = {id(each) for each in items}
    left, seen = [given], {id(given)}
    while left:
        if len(seen) > MOST_PARTS:
            return True
        for each in gc.get_referents(left.pop()):
            if id(each) in wanted:
                return True
            if id(each) not in seen and not isinstance(each, WORLDS):
                seen.add(id(each))
                left.append(each)
    return False


def _layers(function: Any) -> list[Any]:
    """The function, and each that it wraps."""
    found = [function]
    while (inner := getattr(found[-1], "__wrapped__", None)) is not None:
        found.append(inner)
    return found


def _is_cache(value: Any) -> bool:
    return isinstance(value, KIND)
