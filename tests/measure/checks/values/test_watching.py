"""Whether an input has changed, and which part of it."""

import functools
import io
import logging
import queue
import random
import re
import socket
import threading
import types
from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pairbench.measure.checks.values.watching import Watch


class Shop:
    """A list beside things that cannot be copied or pickled."""

    def __init__(self, **others: Any) -> None:
        self.lock = threading.Lock()
        self.numbers: Any = [3, 1, 2]
        self.__dict__.update(others)


class Slotted:
    """The same in slots, one of them private."""

    __slots__ = ("__numbers", "lock")

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.__numbers = [3, 1]

    def sort(self) -> None:
        """Sort what nobody sees."""
        self.__numbers.sort()


class Hiding(Shop):
    """One that shows nothing of itself to pickle."""

    def __getstate__(self) -> dict[str, Any]:
        return {}


class Indifferent(Shop):
    """One that is equal to everything."""

    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = None  # type: ignore[assignment]


class Worker(threading.Thread):
    """A thread with numbers of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.numbers = [3, 1]


class Basket(list[int]):
    """A list of a class of its own."""


def change_of(value: Any, work: Callable[[Any], object]) -> str | None:
    """What is said to have changed after the work."""
    watch = Watch(value, alive=False)
    assert watch.change(value) is None, "nothing has happened yet"
    work(value)
    return watch.change(value)


def sort(value: Any) -> None:
    """Sort the numbers in place."""
    value.numbers.sort()


def closing_over(numbers: list[int]) -> Callable[[], None]:
    """A function that sorts what it closes over."""

    def work() -> None:
        numbers.sort()

    return work


def a_queue() -> "queue.Queue[int]":
    """A queue of the standard library with one number in it."""
    made: queue.Queue[int] = queue.Queue()
    made.put(1)
    return made


@pytest.mark.parametrize(
    ("value", "work", "place"),
    [
        ([3, 1], list.sort, "at [0]: 3 and 1"),
        ({"a": [3, 1]}, lambda value: value["a"].sort(), "at ['a'][0]"),
        ({1, 2}, lambda value: value.add(3), "only one of them has 3"),
        (deque([3, 1]), lambda value: value.rotate(), "at [0]"),
        (Basket([3, 1]), Basket.sort, "at [0]"),
        (bytearray(b"ba"), lambda value: value.reverse(), "bytearray(b'ba') and bytearray(b'ab')"),
        (np.array([3, 1]), lambda value: value.sort(), "at [0]: 3 and 1"),
        (np.array([[3, 1], None], dtype=object), lambda value: value[0].sort(), "at [0][0]"),
        (Shop(), sort, "at .numbers[0]: 3 and 1"),
        (Shop(module=re, log=logging.getLogger("a"), key=lambda each: each), sort, "at .numbers"),
        (Hiding(), sort, "at .numbers"),
        (Indifferent(), sort, "at .numbers"),
        (Worker(), sort, "at .numbers"),
        (Slotted(), Slotted.sort, "at ._Slotted__numbers[0]"),
        (Shop(inner=Shop()), lambda value: sort(value.inner), "at .inner.numbers[0]"),
        (Shop(), lambda value: setattr(value, "more", 1), "has the attribute more"),
        (types.SimpleNamespace(rows=({"a": [2, 1]},)), lambda value: value.rows[0]["a"].sort(), ""),
        (closing_over([3, 1]), lambda value: value(), "at .numbers[0]"),
        (functools.partial(print, [3, 1]), lambda value: value.args[0].sort(), "at .args[0][0]"),
        (
            defaultdict(threading.Lock, a=[3, 1], b=threading.Lock()),
            lambda value: value["a"].sort(),
            "at ['a'][0]",
        ),
        (a_queue(), lambda value: value.get(), "at .queue: lengths 1 and 0"),
        (random.Random(1), lambda value: value.random(), "the random.Random holds something else"),
        (Shop(rest=iter([1, 2])), lambda value: next(value.rest), "at .rest"),
        (io.BytesIO(b"abc"), lambda value: value.read(), "io.BytesIO holds something else"),
    ],
)
def test_a_change_is_seen_and_placed(value: Any, work: Callable[[Any], object], place: str) -> None:
    """In whatever it lies, and whatever else lies beside it."""
    change = change_of(value, work)
    assert change is not None
    assert place in change


@pytest.mark.parametrize(
    ("value", "work"),
    [
        (Shop(), lambda value: value.lock.acquire()),
        ([float("nan"), np.array([float("nan")])], len),
        (Shop(numbers=(1, 2)), lambda value: setattr(value, "numbers", (1, 2))),
    ],
)
def test_what_is_as_before_has_not_changed(value: Any, work: Callable[[Any], object]) -> None:
    """A lock that was taken, NaN, an equal value put instead."""
    assert change_of(value, work) is None


def test_another_order_of_keys_is_a_change() -> None:
    """A dictionary is worked through in its order, which its ``==`` does not see."""
    change = change_of({1: 1, 2: 2}, lambda value: value.update({1: value.pop(1)}))
    assert change == "another order of its keys"


@pytest.fixture
def opened() -> Iterator[list[Any]]:
    """A socket and a file."""
    with socket.socket() as connection, Path(__file__).open(encoding="utf-8") as file:
        yield [connection, file]


def test_what_cannot_be_watched_is_named_and_the_rest_is_watched(opened: list[Any]) -> None:
    """Beside a socket, a file and a generator a list is still seen to be sorted."""
    connection, file = opened
    shop = Shop(connection=connection, file=file, rest=(each for each in [1]))
    watch = Watch(shop, alive=False)
    assert watch.blind is not None
    assert watch.blind.startswith("a socket.socket at .connection, an io.TextIOWrapper at .file")
    assert watch.blind.endswith("and 1 more")
    sort(shop)
    assert str(watch.change(shop)).startswith("at .numbers[0]")


def test_what_nobody_expects_to_hold_data_is_not_spoken_of() -> None:
    """A lock, a module, a logger, an event and a function."""
    others = {"module": re, "log": logging.getLogger("a"), "event": threading.Event()}
    assert Watch(Shop(key=lambda each: each, **others), alive=False).blind is None


def test_what_is_alive_may_change_by_being_used(opened: list[Any]) -> None:
    """A resource with a connection in it is not watched; one that is plain data is."""
    shop = Shop(connection=opened[0])
    watch = Watch(shop, alive=True)
    sort(shop)
    assert (watch.blind, watch.change(shop)) == (None, None)
    numbers = [3, 1]
    watch = Watch(numbers, alive=True)
    numbers.sort()
    assert watch.change(numbers) is not None


def test_what_raises_when_it_is_looked_into_is_named() -> None:
    """Nobody can tell whether it changes, and nothing else stops for it."""
    deep: list[Any] = []
    for _ in range(10_000):
        deep = [deep]
    watch = Watch(deep, alive=False)
    assert (watch.blind, watch.change(deep)) == ("a list", None)


def test_a_table_is_watched() -> None:
    """A frame beside a lock that gets another column."""
    pandas = pytest.importorskip("pandas")
    shop = Shop(frame=pandas.DataFrame({"a": [3, 1]}))
    change = change_of(shop, lambda value: value.frame.insert(0, "b", 1))
    assert change == "at .frame: shapes (2, 1) and (2, 2)"
