"""Tests of calls that leave what they are given otherwise, so that each is given something else."""

import asyncio
import io
import queue
import sqlite3
from collections import Counter, deque
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from pairbench.core.errors import SkippedError
from pairbench.suites.call import Call, Handed, pair_of

LOG: list[int] = []


def told(call: Callable[..., Any], *args: Any, owner: object = None) -> list[str]:
    """What is told of two calls."""
    variant = Handed("work")
    pair = pair_of(variant)
    pair.told = []
    variant.hand(Call(function=call, args=args, owner=owner), pair)
    variant(None)
    variant(None)
    return pair.told


@pytest.mark.parametrize("given", [[], [1], bytearray(), deque(), {}, set()])
def test_what_grows_at_each_call_is_named(given: Any) -> None:
    """Every call finds more in it than the one before."""

    def add() -> int:
        match given:
            case dict():
                given[len(given)] = 1
            case set():
                given.add(len(given))
            case _:
                given.append(1)
        return sum(given)

    (words,) = told(add)
    assert f"adds to the {type(given).__name__} that it is given" in words


def test_what_each_call_takes_something_out_of_is_named() -> None:
    """It is not empty yet after two of them, and will be."""
    given: queue.Queue[int] = queue.Queue()
    for each in range(9):
        given.put(each)
    (words,) = told(given.get)
    assert "takes out of the Queue that it is given" in words


def test_a_global_name_that_the_function_fills_is_named() -> None:
    """It is reached by name, as an iterator of a module is."""

    def log() -> None:
        LOG.append(len(LOG))

    assert len(told(log)) == 1


def test_a_stream_that_is_written_on_is_named(tmp_path: Path) -> None:
    """It gets longer at each call, in memory or in a file."""
    text = io.StringIO()
    (words,) = told(lambda: (text.write("x"), text.getvalue()))
    assert "adds to the StringIO that it is given" in words
    with (tmp_path / "rows").open("a+b") as file:
        assert len(told(lambda: (file.write(b"x"), file.seek(0)))) == 1


class Register:
    """Keeps what it is given, in one of several ways."""

    def __init__(self) -> None:
        self.items: list[int] = []
        self.cache: dict[int, int] = {}

    def add(self) -> None:
        self.items = [*self.items, 1]

    def look_up(self) -> int:
        return self.cache.setdefault(1, 1)


class Store:
    """Keeps rows in a database, which somebody else closes."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self.database = database
        self.database.execute('CREATE TABLE "odd ""name" (item)')

    def store(self) -> None:
        self.database.execute('INSERT INTO "odd ""name" VALUES (1)')

    def store_and_take_back(self) -> None:
        self.store()
        self.database.rollback()


REGISTER = Register()


def test_an_object_that_keeps_more_at_each_call_is_named() -> None:
    """It is reached by its method, by the closure, by a global name, or as an attribute."""
    kept = Register()
    owner = SimpleNamespace(kept=kept)

    def by_closure() -> None:
        kept.add()

    def by_name() -> None:
        REGISTER.add()

    for call in (kept.add, by_closure, by_name):
        (words,) = told(call)
        assert "adds to the list Register.items: " in words
    assert len(told(lambda: [owner.kept.add()], owner=owner)) == 1
    assert told(kept.look_up) == []


def test_a_database_that_has_more_rows_at_each_call_is_named() -> None:
    """As one that an object has, or by a method of its own; what is taken back is no more."""
    with closing(sqlite3.connect(":memory:")) as database:
        kept = Store(database)
        (words,) = told(kept.store)
        assert "adds to the database: " in words
        fill = database.cursor().execute
        assert len(told(fill, 'INSERT INTO "odd ""name" VALUES (1)')) == 1
        database.commit()
        assert told(kept.store_and_take_back) == []
        assert told(fill, 'UPDATE "odd ""name" SET item = 2') == []


def test_a_file_that_is_opened_anew_and_gets_longer_is_named(tmp_path: Path) -> None:
    """By its path, or by that of the folder in which it is; one that is written anew is not."""
    log = tmp_path / "log"
    assert told(log.write_text, "x") == []

    def append(path: Any) -> None:
        with open(path, "a") as file:  # noqa: PTH123 (a text, too)
            file.write("x")

    for given in (log, str(log), tmp_path / "new"):
        (words,) = told(append, given)
        assert "adds to the file that it is given: " in words
    (words,) = told(lambda: append(tmp_path / "log"))
    assert "adds to the folder that it is given: " in words


def test_a_list_that_is_sorted_in_place_is_named() -> None:
    """Only the first call sorts it; one that is turned around at each call is another matter."""
    words = [str(each * 7 % 10) for each in range(10)]
    (why,) = told(words.sort)
    assert "puts the list that it is given in order" in why
    assert told(words.reverse) == []


def test_what_every_call_leaves_as_it_was_is_not_spoken_of() -> None:
    """A bounded queue, a stream that is written over, what the first call fills and no other."""
    text, kept, last = io.StringIO(), Counter("a"), deque([1], maxlen=3)
    given = [3, 1, 2]
    assert told(lambda: (text.seek(0), text.write("x"), text.getvalue())) == []
    assert told(lambda: kept.update("aaa")) == []
    assert told(lambda: last.extend([1, 2, 3])) == []
    assert told(lambda: given.append(given.pop(0))) == []
    assert told(sorted, given) == []


def test_a_queue_of_an_event_loop_that_is_drained_is_not_measured() -> None:
    """It holds nothing from the second call on, as any other queue; one that is filled is."""
    loop = asyncio.new_event_loop()
    given: asyncio.Queue[int] = asyncio.Queue()
    given.put_nowait(1)

    async def drain() -> None:
        while not given.empty():
            await given.get()

    async def fill_and_drain() -> None:
        given.put_nowait(1)
        await drain()

    with pytest.raises(SkippedError, match="empties the Queue that it is given"):
        told(lambda: loop.run_until_complete(drain()))
    assert told(lambda: loop.run_until_complete(fill_and_drain())) == []
    loop.close()


def test_nothing_is_looked_for_where_nobody_hears_of_it() -> None:
    """What is looked at takes memory, which is not to count as the call's."""
    variant = Handed("work")
    pair = pair_of(variant)
    variant.hand(Call(function=[].append, args=(1,)), pair)
    variant(None)
    variant(None)
    assert pair.told is None
