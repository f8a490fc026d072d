"""What has work left to do that nobody would do."""

import io
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pytest

from pairbench.measure.checks.undone.unread import (
    computed,
    is_untouched,
    materialised,
    unread_in,
)


async def coroutine() -> int:
    """One to await."""
    return 1


async def asynchronous() -> AsyncIterator[int]:
    """One to read later."""
    yield 1


class LazySum:
    """What a library with lazy results would give."""

    def __init__(self, numbers: list[int]) -> None:
        self.numbers = numbers

    def compute(self) -> int:
        """Only now is it summed."""
        return sum(self.numbers)


class Calculator:
    """What computes something that it is given."""

    def compute(self, number: int) -> int:
        """Nothing of its own is left to do."""
        return number


class Deferred:
    """An awaitable that is no coroutine."""

    def __await__(self) -> Iterator[Any]:
        yield


class Listing:
    """Something to read asynchronously, again and again."""

    def __aiter__(self) -> AsyncIterator[int]:
        return asynchronous()


@dataclass
class Answer:
    """A result with a part."""

    part: object


class Table:
    """What a project's own class holds."""

    def __init__(self, rows: object) -> None:
        self.rows = rows


class Slotted:
    """The same, in a slot."""

    __slots__ = ("rows",)

    def __init__(self, rows: object) -> None:
        self.rows = rows


def begun() -> Iterator[int]:
    """A generator of which an item was read."""
    made = (n for n in [1, 2])
    next(made)
    return made


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (lambda: (n for n in [1]), "a generator"),
        (lambda: map(str, [1]), "an iterator"),
        (lambda: filter(None, [1]), "an iterator"),
        (asynchronous, "an asynchronous iterator"),
        (Listing, "an asynchronous iterator"),
        (Deferred, "an awaitable Deferred"),
        (Future, "a future"),
        (lambda: LazySum([1]), "a lazy LazySum"),
        (lambda: [map(str, [1])], "a list with an iterator in it"),
        (lambda: {"a": Future()}, "a dict with a future in it"),
        (lambda: Answer(LazySum([1])), "an Answer with a lazy LazySum in it"),
        (lambda: Table(n for n in [1]), "a Table with a generator in it"),
        (lambda: Slotted(map(str, [1])), "a Slotted with an iterator in it"),
        (
            lambda: [Table(n for n in [1])],
            "a list with a Table with a generator in it in it",
        ),
        (lambda: ([iter([1])],), "a tuple with a list with an iterator in it in it"),
    ],
)
def test_work_that_is_left_is_named(make: Callable[[], object], kind: str) -> None:
    """The value itself, or what lies in a container or a dataclass."""
    found = unread_in(make())
    assert found is not None
    assert found.kind == kind


def test_a_coroutine_in_a_list_is_named() -> None:
    """It would never be run."""
    made = coroutine()
    try:
        found = unread_in([made])
    finally:
        made.close()
    assert found is not None
    assert (found.kind, found.left) == ("a list with a coroutine in it", "that nobody awaits")


@pytest.mark.parametrize(
    "value",
    [
        [1, 2],
        {"a": {1}},
        range(3),
        {1: 2}.values(),
        "text",
        Calculator(),
        LazySum,
        [io.StringIO("a")],
        Answer([1]),
        Table([1]),
        Table(iter([1])),
        Table(begun()),
        None,
        threading.Lock(),
    ],
)
def test_what_is_done_is_let_pass(value: object) -> None:
    """Data, views, classes, and objects that compute what they are given."""
    assert unread_in(value) is None


def test_a_process_and_a_thread_that_run_are_named() -> None:
    """Until they have ended."""
    reading = [sys.executable, "-c", "input()"]
    with subprocess.Popen(reading, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        running = unread_in(process)
    assert running is not None
    assert (running.kind, unread_in(process)) == ("a process", None)
    end = threading.Event()
    thread = threading.Thread(target=end.wait)
    thread.start()
    running = unread_in([thread])
    end.set()
    thread.join()
    assert running is not None
    assert (running.kind, unread_in(thread)) == ("a list with a thread in it", None)


def test_lazy_frames_are_named_and_computed() -> None:
    """A frame that nobody has collected."""
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame({"a": [1, 2]})
    found = unread_in(frame.lazy().select("a"))
    assert found is not None
    assert (found.kind, found.left) == ("a lazy LazyFrame", "that nobody computes")
    assert unread_in(frame) is None
    assert computed(frame.lazy()).equals(frame)


def test_futures_and_lazy_objects_are_computed() -> None:
    """Where a consumer would do that; anything else is left as it is."""
    future: Future[int] = Future()
    future.set_result(3)
    assert [computed(each) for each in (future, LazySum([1, 2]), 5)] == [3, 3, 5]


def test_what_an_iterator_yields_is_read_as_well() -> None:
    """Groups within an iterator are read before the next one is asked for."""
    assert materialised(groupby("aab")) == [("a", ["a", "a"]), ("b", ["b"])]


def test_a_generator_that_was_not_begun_is_untouched() -> None:
    """One of which an item was read is not."""
    made = (n for n in [1, 2])
    before = is_untouched(made)
    next(made)
    assert (before, is_untouched(made), is_untouched(iter([1]))) == (True, False, False)
