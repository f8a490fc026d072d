"""Tests of a call of another tool as the variant of a pair."""

import csv
import gzip
import io
import queue
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count, repeat
from pathlib import Path
from typing import IO, Any

import pytest

from pairbench.core.errors import SkippedError
from pairbench.suites.call import Call, Handed, pair_of


def ticks() -> Iterator[float]:
    """A clock that goes on by a second at each look."""
    return iter(float(second) for second in range(1_000))


def handed(call: Call) -> Handed:
    """The call as a variant that is ready."""
    variant = Handed("work")
    variant.hand(call, pair_of(variant))
    return variant


def test_the_loop_calls_the_function_and_nothing_else() -> None:
    """So many calls with the arguments lie between two looks at the clock."""
    seen: list[tuple[int, str]] = []
    clock = ticks()
    call = Call(function=lambda n, text: seen.append((n, text)), args=(1,), kwargs={"text": "x"})

    timed = handed(call).make_timer(lambda: next(clock))

    assert timed is not None
    assert timed(3) == 1.0
    assert seen == [(1, "x")] * 3


def test_what_is_set_up_before_each_call_is_outside_the_clock() -> None:
    """The harness's own loop is used, which begins each call with the set-up."""
    story: list[str] = []

    def setup() -> tuple[tuple[str], dict[str, str]]:
        story.append("up")
        return ("call",), {}

    variant = Handed("work")
    pair = pair_of(variant)
    variant.hand(
        Call(function=story.append, setup=setup, teardown=lambda _: story.append("down")), pair
    )

    assert variant.make_timer(lambda: 0.0) is None
    assert pair.fresh is not None
    for _ in range(2):
        pair.fresh()
        variant(None)
    for ending in pair.endings:
        ending()
    assert story == ["up", "call", "down", "up", "call", "down"]


@pytest.mark.parametrize(
    "make",
    [
        lambda: iter([1, 2]),
        lambda: iter({1: 2}),
        lambda: reversed([1, 2]),
        lambda: (each for each in [1, 2]),
        lambda: map(abs, [1, 2]),
        lambda: zip([1], [2], strict=True),
        lambda: csv.reader(["a,b", "1,2"]),
        lambda: csv.DictReader(iter(["a,b", "1,2"])),
    ],
)
def test_a_call_that_uses_up_its_iterator_is_not_measured(
    make: Callable[[], Iterator[object]],
) -> None:
    """The second call would find nothing in it; one that is made for each call is read."""
    with pytest.raises(SkippedError, match="reads the iterator that it is given to its end"):
        handed(Call(function=list, args=(make(),)))(None)
    with pytest.raises(SkippedError):
        handed(Call(function=lambda given: [*given], kwargs={"given": make()}))(None)
    set_up = handed(Call(function=list, setup=lambda: ((make(),), {})))
    set_up._begin()
    set_up(None)


def closed_over() -> Callable[[], object]:
    given = iter([1, 2])

    def inner() -> object:
        return list(given)

    return lambda: (inner(), None)


def by_default() -> Callable[[], object]:
    def read(given: Iterator[int] = iter([1, 2])) -> object:  # noqa: B008 (what it is about)
        return list(given)

    return read


GIVEN = iter([1, 2])


@pytest.mark.parametrize(
    "make",
    [
        closed_over,
        by_default,
        lambda: partial(list, map(abs, [1, 2])),
        lambda: partial(partial(sum, start=0), iter([1, 2])),
        lambda: lambda: list(GIVEN),
    ],
)
def test_an_iterator_that_the_function_holds_is_seen_as_well(
    make: Callable[[], Callable[[], object]],
) -> None:
    """In the closure of a function of its own, a default, a partial, a global name."""
    with pytest.raises(SkippedError, match="to its end"):
        handed(Call(function=make()))(None)


class Reading:
    """What a benchmark may be a method of."""

    def __init__(self, given: Iterator[int]) -> None:
        self.given = given

    def read(self) -> int:
        """To the end."""
        return sum(self.given)

    def read_and_renew(self) -> int:
        """Leave another one for the next call."""
        read, self.given = sum(self.given), iter([1, 2])
        return read


def test_an_iterator_of_the_object_that_the_benchmark_belongs_to_is_seen() -> None:
    """An object of others may keep what it has read; and a call may leave a new one."""
    one = Reading(iter([1, 2]))
    with pytest.raises(SkippedError, match="to its end"):
        handed(Call(function=one.read, owner=one))(None)
    renewing = Reading(iter([1, 2]))
    handed(Call(function=renewing.read_and_renew, owner=renewing))(None)
    cached = Reading(iter([1, 2]))
    handed(Call(function=cached.read))(None)
    read_before = Reading(map(abs, []))
    handed(Call(function=lambda: None, owner=read_before))(None)


def test_a_call_that_leaves_something_in_its_iterator_is_measured() -> None:
    """One that is endless, has something left, or had nothing to begin with."""
    for given in (count(), repeat(1), iter([1, 2]), iter([])):
        handed(Call(function=lambda each: next(each, None), args=(given,)))(None)


READS = [
    lambda given: given.read(),
    lambda given: given.read(3),
    list,
    lambda given: list(csv.reader(given)),
    lambda given: 1 // len(given.read()),
]

REWINDS = [
    lambda given: (given.seek(0), given.read()),
    lambda given: (given.read(), given.seek(0)),
    lambda given: (given.seek(0), given.read(3)),
    lambda given: (given.seek(0), list(csv.reader(given))),
    lambda given: given.write("more"),
    lambda given: None,
]


def of_a_file(folder: Path) -> IO[str]:
    path = folder / "rows.csv"
    path.write_text("a,b\n" * 9)
    return path.open("r+")


def of_memory(_folder: Path) -> IO[str]:
    return io.StringIO("a,b\n" * 9)


def of_gzip(folder: Path) -> IO[str]:
    with gzip.open(folder / "rows.gz", "wt") as file:
        file.write("a,b\n" * 9)
    return gzip.open(folder / "rows.gz", "rt")


def of_zip(folder: Path) -> IO[str]:
    with zipfile.ZipFile(folder / "rows.zip", "w") as file:
        file.writestr("rows.csv", "a,b\n" * 9)
    return io.TextIOWrapper(zipfile.ZipFile(folder / "rows.zip").open("rows.csv"))


def called_twice(function: Callable[[], object]) -> None:
    variant = handed(Call(function=function))
    variant(None)
    variant(None)


@pytest.mark.parametrize("make", [of_a_file, of_memory, of_gzip, of_zip])
@pytest.mark.parametrize("read", READS)
def test_a_call_that_reads_on_in_its_stream_is_not_measured(
    read: Callable[[Any], object], make: Callable[[Path], IO[str]], tmp_path: Path
) -> None:
    """Later calls would find its end, where the first has read all of it or a part."""
    with make(tmp_path) as given, pytest.raises(SkippedError, match="goes on in the stream"):
        called_twice(partial(read, given))


@pytest.mark.parametrize("make", [of_a_file, of_memory])
@pytest.mark.parametrize("read", REWINDS)
def test_a_call_that_goes_back_in_its_stream_is_measured(
    read: Callable[[Any], object], make: Callable[[Path], IO[str]], tmp_path: Path
) -> None:
    """Before it reads, or afterwards; so is one that writes at the end, or leaves it alone."""
    with make(tmp_path) as given:
        if read is REWINDS[4]:
            given.seek(0, io.SEEK_END)
        called_twice(partial(read, given))


@pytest.mark.parametrize("make", [of_gzip, of_zip])
@pytest.mark.parametrize("read", [*REWINDS[:4], REWINDS[-1]])
def test_a_call_that_goes_back_in_what_it_unpacks_is_measured(
    read: Callable[[Any], object], make: Callable[[Path], IO[str]], tmp_path: Path
) -> None:
    """Nobody can be put behind the end of such a stream; afterwards it has its own way to seek."""
    with make(tmp_path) as given:
        called_twice(partial(read, given))
        assert "seek" not in vars(given)


def test_a_packed_file_of_bytes_is_seen(tmp_path: Path) -> None:
    """It is read without anything round it."""
    with gzip.open(tmp_path / "rows.gz", "w") as file:
        file.write(b"a,b\n" * 9)
    with (
        gzip.GzipFile(tmp_path / "rows.gz") as given,
        pytest.raises(SkippedError, match="goes on in the stream"),
    ):
        called_twice(given.read)


def test_a_packed_file_may_be_rewound(tmp_path: Path) -> None:
    """It has a way of its own to go back to its beginning."""
    with gzip.open(tmp_path / "rows.gz", "w") as file:
        file.write(b"a,b\n" * 9)

    def read_from_its_beginning() -> bytes:
        given.rewind()
        return given.read()

    with gzip.GzipFile(tmp_path / "rows.gz") as given:
        called_twice(read_from_its_beginning)


def test_who_reads_rows_from_a_stream_is_seen() -> None:
    """A reader of csv does not tell what is left."""
    for kind in (csv.reader, csv.DictReader):
        with pytest.raises(SkippedError, match="goes on in the stream"):
            called_twice(partial(list, kind(io.StringIO("a,b\n" * 9))))


def test_a_call_that_empties_its_container_is_not_measured() -> None:
    """What it takes out is gone for the next; what it fills again is not."""

    def empty(given: list[int]) -> None:
        while given:
            given.pop()

    with pytest.raises(SkippedError, match="empties the list that it is given"):
        handed(Call(function=empty, args=([1, 2],)))(None)
    handed(Call(function=lambda given: given.append(given.pop()), args=([1],)))(None)


@pytest.mark.parametrize("kind", [queue.Queue, queue.LifoQueue, queue.SimpleQueue])
def test_a_call_that_drains_its_queue_is_not_measured(kind: Callable[[], Any]) -> None:
    """A queue is true when it is empty, too; one that is filled again is measured."""
    given = kind()
    given.put(1)

    def drain() -> None:
        while not given.empty():
            given.get()

    handed(Call(function=lambda: given.put(given.get())))(None)
    with pytest.raises(SkippedError, match=r"empties the [A-Za-z]*Queue that it is given"):
        handed(Call(function=drain))(None)


def test_what_is_set_up_is_used_before_it_is_taken_back() -> None:
    """Who only tries the set-up is followed by a call that has it, and no teardown comes before."""
    story: list[str] = []
    variant = Handed("work")
    pair = pair_of(variant)
    call = Call(
        function=lambda: story.append("call"),
        setup=lambda: story.append("up"),
        teardown=lambda: story.append("down"),
    )
    variant.hand(call, pair)
    assert pair.fresh is not None
    pair.fresh()
    pair.fresh()
    variant(None)
    for ending in (*pair.endings, *pair.endings):
        ending()
    assert story == ["up", "call", "down"]


def test_a_tools_own_timer_is_kept() -> None:
    """What a tool times itself is not timed around it."""
    call = Call(function=int, make_timer=lambda _now_s: lambda loops: 7.0 * loops)

    timed = handed(call).make_timer(lambda: 0.0)

    assert timed is not None
    assert timed(2) == 14.0


def test_a_result_is_given_back_only_where_it_counts() -> None:
    """A generator that nobody reads is no mistake here: the tool would not have read it either."""
    assert handed(Call(function=iter, args=([1],)))(None) is None
    assert handed(Call(function=int, args=("3",), keeps_result=True))(None) == 3


def test_a_call_may_say_that_it_is_not_for_here() -> None:
    """What a tool takes for a skip is one."""

    def refuse() -> None:
        raise NotImplementedError("no such machine")

    with pytest.raises(SkippedError, match="no such machine"):
        handed(Call(function=refuse, skips=(NotImplementedError,)))(None)


def test_of_two_the_first_is_the_baseline() -> None:
    """A couple of functions is a pair, one alone a benchmark."""
    pair = pair_of(Handed("before"), Handed("after"))
    assert [each.role for each in pair.variants] == ["bad", "good"]
    assert [each.role for each in pair_of(Handed("alone")).variants] == ["good"]
