"""Iterators that a call is given and reads to their end: later calls would find nothing in them."""

import itertools
from collections.abc import Iterable, Iterator
from operator import length_hint
from types import GeneratorType
from typing import Any

SPENT = (
    "its call reads the iterator that it is given to its end, and every later call would find "
    "nothing in it: make the iterator within the call, or in a setup of each call"
)

LAZY = (map, filter, zip, enumerate, itertools.chain, itertools.islice)
"""Iterators that do not tell how much is left: one item more is asked for."""

UNTOLD = -1


def unspent_of(values: Iterable[object]) -> list[Iterator[Any]]:
    """The iterators among values in which something is left, as far as that is told."""
    return [each for each in values if isinstance(each, Iterator) and _has_more(each)]


def is_spent(iterator: Iterator[Any]) -> bool:
    """Whether nothing is left; one that is not told of may lose an item by being asked."""
    if isinstance(iterator, LAZY):
        try:
            return next(iterator, LAZY) is LAZY
        except Exception:  # noqa: BLE001 (whatever a user's function raises)
            return False
    return not _has_more(iterator)


def _has_more(iterator: Iterator[Any]) -> bool:
    if isinstance(iterator, GeneratorType):
        return iterator.gi_frame is not None
    return length_hint(iterator, UNTOLD) != 0
