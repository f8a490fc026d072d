"""What a call is given and leaves otherwise, so that every call is given something else.

A list that grows, a set of which each call takes something, a stream that is written on, a list
that is sorted in place. Such a call is measured, as the other tool would, and it is said.
"""

from array import array
from collections import Counter, OrderedDict, defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from operator import is_, lt
from queue import LifoQueue, PriorityQueue, Queue, SimpleQueue
from typing import Any

CONTAINERS = (list, dict, set, bytearray, deque, array, Counter, OrderedDict, defaultdict)
"""What has a length that tells how much it holds; of a subclass nobody knows."""

QUEUES = (Queue, LifoQueue, PriorityQueue, SimpleQueue)
"""What tells that in another way, as queues of event loops do."""

OF_LOOPS = "asyncio.queues"
"""Where queues of event loops are from, which few programs load."""

GROWS = (
    "its call adds to the {}: every call finds more there than the one before, "
    "and times depend on how many calls are made. Make it within the call, or in a setup of each "
    "call"
)

SHRINKS = (
    "its call takes out of the {}: every call finds less there than the one "
    "before, and times depend on how many calls are made. Make it within the call, or in a setup "
    "of each call"
)

IN_ORDER = (
    "its first call puts the {} that it is given in order, and all others are timed on what is in "
    "order already: copy it within the call, or give it in a setup of each call"
)


def count_in(value: Any) -> int | None:
    """How many items it has, by its type alone; None of what is no container and no queue."""
    kind = type(value)
    if kind in QUEUES or (kind.__module__ == OF_LOOPS and hasattr(kind, "qsize")):
        return int(value.qsize())
    return len(value) if kind in CONTAINERS else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gauge:
    """How much there is of something; ``given`` is what a call can reach of it."""

    given: object
    name: str
    count: Callable[[], int | None]


class Growing:
    """A gauge, as it was before and after each of the first two calls."""

    def __init__(self, gauge: Gauge) -> None:
        """Look at it before the first call."""
        self.given = gauge.given
        self._gauge = gauge
        self._counts = [gauge.count()]

    def look(self) -> None:
        """After a call."""
        self._counts.append(self._gauge.count())

    @property
    def name(self) -> str:
        """What to call it."""
        return self._gauge.name

    def grows(self) -> bool:
        """Whether each of both calls has added to it."""
        return is_growing(self._counts)

    def why(self) -> str | None:
        """What both calls have done to it."""
        return in_words(self.name, self._counts)


class Drifting(Growing):
    """A container or a queue that a call is given; a list may be put in order as well."""

    def __init__(self, holder: Any) -> None:
        """Look at it before the first call."""
        count = partial(count_in, holder)
        super().__init__(Gauge(given=holder, name=given_as(holder), count=count))
        self._items = [_items(holder)]

    def look(self) -> None:
        """After a call."""
        super().look()
        self._items.append(_items(self.given))

    def why(self) -> str | None:
        """What both calls have done to it."""
        return super().why() or self._put_in_order()

    def _put_in_order(self) -> str | None:
        before, after, again = self._items
        if before is None or after is None or again is None:
            return None
        is_left = not _are_same(before, after) and _are_same(after, again)
        is_order = is_left and sorted(map(id, before)) == sorted(map(id, after))
        return IN_ORDER.format(type(self.given).__name__) if is_order else None


def given_as(holder: object) -> str:
    """What to call it."""
    return f"{type(holder).__name__} that it is given"


def in_words(name: str, counts: list[int | None]) -> str | None:
    """What to say of what is called so, and held so much before and after two calls."""
    if is_growing(counts):
        return GROWS.format(name)
    return SHRINKS.format(name) if is_growing(counts[::-1]) else None


def is_growing(counts: list[int | None]) -> bool:
    """Whether each of the counts is known, and larger than the one before."""
    known = [each for each in counts if each is not None]
    return len(known) == len(counts) and all(map(lt, known, known[1:]))


def _items(holder: Any) -> list[object] | None:
    """Only a list can be sorted in place."""
    return list(holder) if type(holder) is list else None


def _are_same(some: list[object], others: list[object]) -> bool:
    return len(some) == len(others) and all(map(is_, some, others))
