"""Tests of the worker's side of a pair: its resource, its input and its calls."""

import asyncio
import pickle
import random
import subprocess
import sys
import tracemalloc
from base64 import b64encode
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

import pytest

from pairbench import Pair
from pairbench.measure.processes.jobs import Jobs
from pairbench.measure.processes.workbench import CONSUMER, Workbench, is_iterator
from tests.pair_files import entry_from


def a_pair(*variants: Callable[..., Any], mutates: bool = False, given: object = None) -> Pair:
    """A pair whose variants get ``given``, or the size where that is None."""
    pair = Pair(sizes=(10,), mutates=mutates)
    pair.input(lambda size: size if given is None else given)
    for variant in variants:
        pair.bad(variant)
    return pair


class Log(list[str]):
    """What happened, in its order."""

    @contextmanager
    def around(self, name: str) -> Iterator[str]:
        """Note when the context is opened and closed."""
        self.append(f"open {name}")
        yield name
        self.append(f"close {name}")


def test_a_call_gives_the_variant_s_result() -> None:
    """The variant named is called with the input, and no other."""

    def double(number: int) -> int:
        return 2 * number

    def triple(number: int) -> int:
        return 3 * number

    with Workbench(a_pair(double, triple), 7, None) as bench:
        assert bench.call("double", consumed=False) == 14
        assert bench.call("triple", consumed=False) == 21


@pytest.mark.parametrize("loops", [1, 5])
def test_the_timer_makes_as_many_calls_as_asked(loops: int) -> None:
    """A slice of n loops is n calls, each with the input, and its time is above zero."""
    seen: list[int] = []
    with Workbench(a_pair(seen.append), 7, None) as bench:
        assert bench.timer("append")(loops) > 0
    assert seen == [7] * loops


@pytest.mark.parametrize("loops", [1, 5])
def test_an_async_variant_is_awaited_in_one_loop(loops: int) -> None:
    """Every call of a worker, timed or not, runs in the same event loop."""
    loops_seen = []

    async def subject(size: int) -> int:
        await asyncio.sleep(0)
        loops_seen.append(asyncio.get_running_loop())
        return size

    with Workbench(a_pair(subject), 7, None) as bench:
        assert bench.timer("subject")(loops) > 0
        assert bench.timer("subject")(loops) > 0
        assert bench.call("subject", consumed=False) == 7
        assert all(each is bench.loop for each in loops_seen)
    assert len(loops_seen) == 2 * loops + 1
    assert loops_seen[0].is_closed()


def test_a_slice_of_async_calls_is_one_task() -> None:
    """The loop is entered once for a slice, not once for each call."""
    tasks = set()

    async def subject(_size: int) -> None:
        tasks.add(asyncio.current_task())

    with Workbench(a_pair(subject), 7, None) as bench:
        bench.timer("subject")(5)
    assert len(tasks) == 1


def test_the_consumer_is_applied_inside_the_clock() -> None:
    """Every timed result goes through the consumer, of plain and of async variants."""
    consumed: list[int] = []

    def plain(size: int) -> Iterator[int]:
        yield from range(size)

    async def later(size: int) -> list[int]:
        return list(range(size))

    pair = a_pair(plain, later)
    pair.consumer(lambda result: consumed.append(sum(result)))
    with Workbench(pair, 4, None) as bench:
        bench.timer("plain")(2)
        bench.timer("later")(3)
    assert consumed == [6] * 5


@pytest.mark.parametrize("is_async", [False, True])
def test_an_async_consumer_is_awaited(*, is_async: bool) -> None:
    """It is awaited inside the clock, after variants of either kind, and when it makes a result."""
    consumed: list[int] = []

    def plain(size: int) -> list[int]:
        return list(range(size))

    async def later(size: int) -> list[int]:
        return plain(size)

    async def consume(result: list[int]) -> int:
        await asyncio.sleep(0)
        consumed.append(sum(result))
        return len(result)

    chosen: Callable[..., Any] = later if is_async else plain
    pair = a_pair(chosen)
    pair.consumer(consume)
    with Workbench(pair, 4, None) as bench:
        assert bench.timer(chosen.__name__)(2) > 0
        assert bench.call(chosen.__name__, consumed=True) == 4
    assert consumed == [6] * 3


def test_what_was_found_to_be_awaited_is_awaited() -> None:
    """A variant and a consumer that do not look it are awaited when they are named."""
    awaited: list[str] = []

    async def note(what: str, value: int) -> int:
        awaited.append(what)
        return value

    def hidden(size: int) -> Any:
        return note("call", size)

    pair = a_pair(hidden)
    pair.consumer(lambda result: note("consume", result + 1))
    with Workbench(pair, 4, None, [hidden.__name__, CONSUMER]) as bench:
        assert bench.timer("hidden")(2) > 0
        assert bench.call("hidden", consumed=True) == 5
    assert awaited == ["call", "consume"] * 3


def test_an_async_input_is_awaited() -> None:
    """The input of a coroutine function is what it comes to."""
    pair = Pair(sizes=(1,))

    @pair.input
    async def build(size: int) -> int:
        await asyncio.sleep(0)
        return size + 1

    with Workbench(pair, 3, None) as bench:
        assert bench.input == 4


def test_the_pair_s_own_copy_is_used() -> None:
    """With copy= each call gets what that function makes, and the input stays as it is."""
    seen: list[object] = []
    pair = Pair(sizes=(1,), mutates=True, copy=lambda given: [*given, "own"])
    pair.input(lambda _size: [1])
    pair.bad(seen.append)
    with Workbench(pair, 1, None) as bench:
        bench.timer("append")(1)
        bench.call("append", consumed=False)
        assert bench.input == [1]
    assert seen == [[1, "own"]] * 2


def test_a_single_call_begins_cold_before_it_is_watched() -> None:
    """What begins a call cold is done before the context around the call is open."""
    log = Log()
    pair = Pair(sizes=(1,), fresh=lambda: log.append("fresh"))
    pair.input(lambda size: size)

    @pair.bad
    def subject(_size: int) -> None:
        log.append("call")

    with Workbench(pair, 1, None) as bench:
        bench.call("subject", around=log.around("tracker"), consumed=True)
    assert log == ["fresh", "open tracker", "call", "close tracker"]


def test_a_call_is_consumed_only_where_asked() -> None:
    """A call gives the raw result, or what the consumer made of it."""

    def plain(size: int) -> list[int]:
        return list(range(size))

    async def later(size: int) -> list[int]:
        return list(range(size))

    pair = a_pair(plain, later)
    pair.consumer(sum)
    with Workbench(pair, 4, None) as bench:
        for variant in ("plain", "later"):
            assert bench.call(variant, consumed=False) == [0, 1, 2, 3]
            assert bench.call(variant, consumed=True) == 6


def test_the_context_is_open_for_the_call_and_the_consumer() -> None:
    """What is around a call sees the call and the consumer, and not the building of the input."""
    log = Log()

    def build(size: int) -> int:
        log.append("build")
        return size

    def plain(_size: int) -> None:
        log.append("call")

    async def later(_size: int) -> None:
        log.append("call")

    pair = Pair(sizes=(1,))
    pair.input(build)
    pair.bad(plain)
    pair.good(later)
    pair.consumer(lambda _result: log.append("consume"))
    with Workbench(pair, 1, None) as bench:
        for variant in ("plain", "later"):
            bench.call(variant, around=log.around("tracker"), consumed=True)
    inside = ["open tracker", "call", "consume", "close tracker"]
    assert log == ["build", *inside, *inside]


@pytest.mark.parametrize("is_async", [False, True])
def test_a_mutating_pair_gets_a_fresh_copy_for_each_call(*, is_async: bool) -> None:
    """What a call does to its input is not seen by the next one, nor by the input itself."""
    lengths = []

    def plain(items: list[int]) -> None:
        items.append(0)
        lengths.append(len(items))

    async def later(items: list[int]) -> None:
        plain(items)

    chosen: Callable[..., Any] = later if is_async else plain
    pair = a_pair(chosen, mutates=True, given=[1, 2])
    with Workbench(pair, 2, None) as bench:
        bench.timer(chosen.__name__)(3)
        bench.call(chosen.__name__, consumed=False)
        assert bench.input == [1, 2]
    assert lengths == [3] * 4


def test_other_pairs_share_their_input() -> None:
    """Without mutates every call gets the very same object: a copy would cost memory and cache."""
    seen = []

    def subject(items: list[int]) -> None:
        seen.append(id(items))

    with Workbench(a_pair(subject, given=[1, 2]), 2, None) as bench:
        bench.timer("subject")(3)
        assert seen == [id(bench.input)] * 3


def test_copies_are_made_before_the_tracker_is_open() -> None:
    """The copy that a mutating variant gets is not counted as the variant's memory."""

    class Traced:
        peak_bytes = 0

        def __enter__(self) -> None:
            tracemalloc.start()

        def __exit__(
            self,
            kind: type[BaseException] | None,
            error: BaseException | None,
            trace: TracebackType | None,
        ) -> None:
            self.peak_bytes = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()

    def subject(items: list[int]) -> int:
        return len(items)

    traced = Traced()
    pair = a_pair(subject, mutates=True, given=list(range(100_000)))
    with Workbench(pair, 2, None) as bench:
        bench.call("subject", around=traced, consumed=False)
    assert traced.peak_bytes < 100_000


def test_a_resource_is_opened_once_and_closed() -> None:
    """The resource is opened for the size before the input, and closed after the last call."""
    log = Log()
    pair = Pair(sizes=(1,))

    @pair.resource()
    def resource(size: int) -> Any:
        return log.around(f"resource of {size}")

    @pair.input
    def build(size: int, resource: str) -> str:
        return f"input of {size} with {resource}"

    @pair.bad
    def subject(argument: str) -> None:
        log.append(argument)

    with Workbench(pair, 3, None) as bench:
        bench.timer("subject")(2)
        bench.call("subject", consumed=False)
    calls = ["input of 3 with resource of 3"] * 3
    assert log == ["open resource of 3", *calls, "close resource of 3"]


def test_a_resource_without_input_is_the_argument() -> None:
    """Where the pair has no input, the variants get the resource's value."""
    pair = Pair(sizes=(1,))
    pair.resource()(lambda size: Log().around(f"file {size}"))

    @pair.bad
    def subject(argument: str) -> str:
        return argument

    with Workbench(pair, 3, None) as bench:
        assert bench.call("subject", consumed=False) == "file 3"


def test_an_async_resource_lives_in_the_variants_loop() -> None:
    """It is opened and closed in the loop in which the variants run, each once."""
    loops = []
    pair = Pair(sizes=(1,))

    @pair.resource()
    @asynccontextmanager
    async def resource(size: int) -> AsyncIterator[int]:
        loops.append(asyncio.get_running_loop())
        yield size
        loops.append(asyncio.get_running_loop())

    @pair.bad
    async def subject(value: int) -> int:
        loops.append(asyncio.get_running_loop())
        return value

    with Workbench(pair, 3, None) as bench:
        assert bench.call("subject", consumed=False) == 3
        assert len(loops) == 2
    assert len(loops) == 3
    assert len({id(loop) for loop in loops}) == 1
    assert loops[0].is_closed()


def test_a_resource_is_closed_when_the_input_raises() -> None:
    """An input that cannot be built leaves no resource open."""
    log = Log()
    pair = Pair(sizes=(1,))
    pair.resource()(lambda _size: log.around("resource"))

    @pair.input
    def build(_size: int, _resource: str) -> None:
        raise ValueError("no input")

    with pytest.raises(ValueError, match="no input"), Workbench(pair, 3, None):
        pass
    assert log == ["open resource", "close resource"]


def test_a_given_resource_is_not_opened_again() -> None:
    """A run's resource arrives as text, and the pair's own context manager is left alone."""
    log = Log()
    pair = Pair(sizes=(1,))
    pair.resource(scope="run")(lambda _size: log.around("resource"))

    @pair.bad
    def subject(value: object) -> object:
        return value

    given = b64encode(pickle.dumps({"url": "local"})).decode("ascii")
    with Workbench(pair, 3, given) as bench:
        assert bench.call("subject", consumed=False) == {"url": "local"}
    assert log == []


def test_a_random_input_is_the_same_in_every_workbench() -> None:
    """The random numbers of an input do not depend on what was drawn before."""
    pair = Pair(sizes=(5,))
    pair.input(lambda size: [random.random() for _ in range(size)])
    inputs = []
    for drawn in (0, 3):
        [random.random() for _ in range(drawn)]
        with Workbench(pair, 5, None) as bench:
            inputs.append(bench.input)
    assert inputs[0] == inputs[1]


@pytest.mark.slow
def test_a_random_input_is_the_same_in_every_process(tmp_path: Path) -> None:
    """Two processes that build the same random input see the same numbers."""
    parts = """
import random

@pair.input
def numbers(size):
    return [random.random() for _ in range(size)]

@pair.bad
def first(numbers): return numbers[0]

@pair.good
def second(numbers): return numbers[0]
"""
    entry = entry_from(tmp_path, parts)
    show = (
        "import sys\n"
        "from pairbench.measure.processes.protocol import Job\n"
        "from pairbench.measure.processes.workbench import Workbench, load_pair\n"
        "with Workbench(load_pair(Job.decode(sys.argv[1])), 5, None) as bench: print(bench.input)"
    )
    with Jobs() as jobs:
        where = [jobs.job(entry, variant="first", size=5).encode()]
    first, second = (
        subprocess.run(
            [sys.executable, "-c", show, *where], capture_output=True, text=True, check=True
        ).stdout
        for _ in range(2)
    )
    assert first == second
    assert len(first.split(",")) == 5


@pytest.mark.parametrize(
    ("value", "expected"),
    [(iter([1]), True), ((each for each in [1]), True), ([1], False), (range(3), False)],
)
def test_an_iterator_is_told_from_what_can_be_read_again(value: object, *, expected: bool) -> None:
    """Iterators and generators yield their items only once; lists and ranges do not."""
    assert is_iterator(value) is expected
