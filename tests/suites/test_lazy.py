"""Tests of calls of other tools that return what has yet to be done."""

from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import pytest

from pairbench.suites.call import Call, Handed, pair_of
from pairbench.suites.lazy import UNREAD, UNREAD_OF


def told(call: Callable[..., Any]) -> list[str]:
    """What is told of a call."""
    variant = Handed("work")
    pair = pair_of(variant)
    pair.told = []
    variant.hand(Call(function=call), pair)
    variant(None)
    return pair.told


def rows() -> Iterator[int]:
    """Does nothing until it is read."""
    yield from range(3)


async def answers() -> AsyncIterator[int]:
    """The same, for who waits."""
    yield 1


def begun() -> Iterator[int]:
    """A generator that is read as far as the call wants it."""
    made = rows()
    next(made)
    return made


def read_to_its_end() -> Iterator[int]:
    """A generator that has nothing more to do."""
    made = rows()
    list(made)
    return made


@pytest.mark.parametrize("lazy", [rows, answers])
def test_a_generator_that_nobody_reads_is_named(lazy: Callable[..., Any]) -> None:
    """Nothing of its body is measured, so that no change of it can be seen."""
    assert told(lazy) == [UNREAD]


@pytest.mark.parametrize("kind", [map, filter])
def test_a_function_that_nobody_calls_is_named(kind: type[Any]) -> None:
    """What is mapped or filtered by is called when the result is read, and was not measured."""
    assert told(lambda: kind(len, ["a"])) == [UNREAD_OF.format(kind.__name__)]


@pytest.mark.parametrize("done", [begun, read_to_its_end, lambda: list(rows())])
def test_what_the_call_has_read_is_not(done: Callable[..., Any]) -> None:
    """Whoever reads a part of it may want no more."""
    assert told(done) == []
