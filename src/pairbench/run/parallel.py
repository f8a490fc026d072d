"""Does what is not timed for several pairs at the same time."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def in_parallel(
    width: int, work: Callable[[Item], Result], items: Iterable[Item]
) -> Iterator[Result]:
    """The results in the order of the items, of which ``width`` are worked on at a time.

    Whoever stops early waits for the items that have begun, and for no others.
    """
    if width == 1:
        yield from map(work, items)
        return
    pool = ThreadPoolExecutor(width)
    try:
        yield from pool.map(work, items)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
