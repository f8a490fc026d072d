"""Tests of the check that finds a pair fit or unfit, with real workers."""

import random
import tempfile
from pathlib import Path

import pytest

from pairbench.core.authoring.entry import Entry
from pairbench.core.records.measurement import CheckReport, Failure, Stage, Trouble, told_once
from pairbench.core.records.notice import NoticeKind
from pairbench.measure.checks.checker import LONGER, PairChecker
from pairbench.measure.processes.jobs import Jobs
from pairbench.measure.processes.workbench import CONSUMER, SEED
from tests.pair_files import BUILTIN, LOOP, NUMBERS, entry_from

pytestmark = pytest.mark.slow


def checked(entry: Entry, *, longest_call_s: float = 60.0) -> CheckReport:
    """What the check says of a pair."""
    with Jobs() as jobs:
        return PairChecker(jobs).check(entry, longest_call_s=longest_call_s)


def the_failure(report: CheckReport) -> Failure:
    """The one failure of a report."""
    (failure,) = report.failures
    return failure


def timed(report: CheckReport) -> list[tuple[str, int]]:
    """The variants and sizes whose calls were timed."""
    return [(each.variant, each.cell.size) for each in report.call_times]


def test_equal_results_pass(tmp_path: Path) -> None:
    """A pair whose variants agree has a call time for each variant and size, and no failure."""
    report = checked(entry_from(tmp_path, NUMBERS, LOOP, BUILTIN, options="sizes=(10, 100)"))
    assert report.failures == ()
    assert timed(report) == [("loop", 10), ("builtin", 10), ("loop", 100), ("builtin", 100)]
    assert all(each.call_s > 0 for each in report.call_times)


def test_a_worker_that_starts_slowly_is_told(tmp_path: Path) -> None:
    """What a pair file does at its import counts as the start of a worker, not as a call."""
    busy = "sum(range(20_000_000))"
    plain = checked(entry_from(tmp_path / "plain", NUMBERS, LOOP, BUILTIN))
    heavy = checked(entry_from(tmp_path / "heavy", busy, NUMBERS, LOOP, BUILTIN))
    started_s = [max(each.start_s for each in report.call_times) for report in (plain, heavy)]
    called_s = [max(each.call_s for each in report.call_times) for report in (plain, heavy)]
    assert started_s[1] > 2 * started_s[0]
    assert called_s[1] < started_s[1] / 100


def test_unequal_results_are_wrong(tmp_path: Path) -> None:
    """The failure names the variant, the baseline and the first difference, and ends the visit."""
    copy = "@pair.bad\ndef copy(numbers): return list(numbers)"
    close = "@pair.good\ndef close(numbers): return [*numbers[:7], 'seven', *numbers[8:]]"
    fine = "@pair.good\ndef fine(numbers): return [*numbers]"
    report = checked(entry_from(tmp_path, NUMBERS, copy, close, fine))
    failure = the_failure(report)
    assert failure.trouble is Trouble.WRONG
    assert (failure.variant, failure.cell.size, failure.stage) == ("close", 10, Stage.CHECK)
    assert "close does not return what copy returns: at [7]: 7 and 'seven'" in failure.message
    assert timed(report) == []


def test_a_wrong_baseline_is_not_held_against_the_others(tmp_path: Path) -> None:
    """Where the baseline itself is wrong, it alone is named."""
    lazy = "@pair.bad\ndef lazy(numbers): return iter(numbers)"
    report = checked(entry_from(tmp_path, NUMBERS, lazy, BUILTIN))
    assert the_failure(report).variant == "lazy"


def test_a_changed_input_is_seen_where_values_cannot_be_compared(tmp_path: Path) -> None:
    """An input whose == gives no plain answer is compared by its pickle."""
    arrays = "import numpy\n@pair.input\ndef numbers(size): return numpy.arange(size, 0, -1)"
    looks = "@pair.bad\ndef looks(numbers): return int(numbers.min())"
    sorts = "@pair.good\ndef sorts(numbers): numbers.sort(); return int(numbers[0])"
    report = checked(entry_from(tmp_path, arrays, looks, sorts))
    assert "sorts changed its input" in the_failure(report).message


def test_a_resource_that_cannot_be_closed_is_a_failure(tmp_path: Path) -> None:
    """An error on the way out of the resource is reported, even though every call went well."""
    broken = """
from contextlib import contextmanager

@pair.resource()
@contextmanager
def resource(size):
    yield list(range(size))
    raise OSError("still in use")
"""
    report = checked(entry_from(tmp_path, broken, LOOP, BUILTIN))
    assert {each.trouble for each in report.failures} == {Trouble.RAISED}
    assert "still in use" in report.failures[0].message
    assert {each.made for each in report.failures} == {"resource"}


def test_an_input_that_imports_random_by_itself_is_the_same_everywhere(tmp_path: Path) -> None:
    """Random inputs are equal in every process, wherever random was imported."""
    drawn = "@pair.input\ndef numbers(size):\n    import random\n    return [random.random()]"
    told = "@pair.bad\ndef told(numbers): return numbers == [{first!r}]"
    yes = "@pair.good\ndef yes(numbers): return True"
    random.seed(SEED)
    told = told.format(first=random.random())
    assert checked(entry_from(tmp_path, drawn, told, yes)).failures == ()


@pytest.mark.parametrize(
    ("bad", "good", "difference"),
    [
        ("{'a': 1, 'b': 2}", "{'a': 1, 'b': 3}", "at 'b': 2 and 3"),
        ("{'a': 1}", "{'a': 1, 'b': 3}", "only one of them has the key 'b'"),
        ("[1, 2]", "[1, 2, 3]", "lengths 2 and 3"),
        ("[1, 2]", "(1, 2)", "[1, 2] and (1, 2) (list and tuple)"),
        ("'same'", "'some'", "at [1]: 'a' and 'o'"),
        ("1.5", "2.5", "1.5 and 2.5"),
        (
            "list(range(99))",
            "None",
            "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 1…",
        ),
    ],
)
def test_the_first_difference_is_shown(
    tmp_path: Path, bad: str, good: str, difference: str
) -> None:
    """The message shows where two results differ first, in a few characters."""
    one = f"@pair.bad\ndef one(numbers): return {bad}"
    other = f"@pair.good\ndef other(numbers): return {good}"
    assert difference in the_failure(checked(entry_from(tmp_path, NUMBERS, one, other))).message


def test_a_changed_input_is_wrong(tmp_path: Path) -> None:
    """A variant that changes its input is told how to leave it alone or say so."""
    clearing = """
@pair.good
def clearing(numbers):
    total = sum(numbers)
    numbers.clear()
    return total
"""
    failure = the_failure(checked(entry_from(tmp_path, NUMBERS, LOOP, clearing)))
    assert (failure.variant, failure.trouble) == ("clearing", Trouble.WRONG)
    assert "clearing changed its input" in failure.message
    assert "mutates=True" in failure.message


def test_a_change_is_seen_in_objects_without_equality(tmp_path: Path) -> None:
    """An input of plain objects is watched too, although a copy never equals its original."""
    parts = """
class Box:
    def __init__(self, value):
        self.value = value

@pair.input
def boxes(size):
    return [Box(number) for number in range(size)]

@pair.bad
def reading(boxes):
    return len(boxes)

@pair.good
def writing(boxes):
    boxes[3].value += 1
    return len(boxes)
"""
    failure = the_failure(checked(entry_from(tmp_path, parts)))
    assert (failure.variant, failure.trouble) == ("writing", Trouble.WRONG)
    assert "changed its input" in failure.message


def test_a_mutating_pair_may_change_its_input(tmp_path: Path) -> None:
    """With mutates=True every call gets its own copy, and the results agree."""
    parts = """
@pair.input
def numbers(size):
    return list(range(size, 0, -1))

@pair.bad
def in_place(numbers):
    numbers.sort()
    return numbers

@pair.good
def copied(numbers):
    return sorted(numbers)
"""
    assert checked(entry_from(tmp_path, parts, options="sizes=(10,), mutates=True")).failures == ()


def test_an_unstable_result_is_wrong(tmp_path: Path) -> None:
    """A variant whose second call gives another result measures something else each time."""
    counting = """
calls = [45, 45, 46]

@pair.good
def counting(numbers):
    return calls.pop()
"""
    failure = the_failure(checked(entry_from(tmp_path, NUMBERS, LOOP, counting)))
    assert (failure.variant, failure.trouble) == ("counting", Trouble.WRONG)
    assert failure.message == "counting gave another result on its second call: 46 and 45"


def test_an_iterator_needs_a_consumer(tmp_path: Path) -> None:
    """A generator that nobody reads would cost nothing, so it is refused."""
    plain = "@pair.bad\ndef plain(numbers): return [number for number in numbers]"
    lazy = "@pair.good\ndef lazy(numbers): return (number for number in numbers)"
    failure = the_failure(checked(entry_from(tmp_path, NUMBERS, plain, lazy)))
    assert (failure.variant, failure.trouble) == ("lazy", Trouble.WRONG)
    assert "@pair.consumer" in failure.message


def test_an_iterator_is_compared_by_its_items(tmp_path: Path) -> None:
    """With a consumer, two generators that yield the same agree, and others do not."""
    consumer = "@pair.consumer\ndef read(items): return sum(items)"
    lazy = "@pair.bad\ndef lazy(numbers): return (number for number in numbers)"
    same = "@pair.good\ndef same(numbers): return iter(numbers)"
    less = "@pair.good\ndef less(numbers): return iter(numbers[:-1])"
    report = checked(entry_from(tmp_path, NUMBERS, consumer, lazy, same, less))
    failure = the_failure(report)
    assert failure.variant == "less"
    assert "lengths 10 and 9" in failure.message
    assert timed(report) == []


def test_each_call_has_the_time_that_one_may_take(tmp_path: Path) -> None:
    """A pair is called several times before it is measured: these are not one call."""
    slow = "@pair.bad\ndef slow(numbers):\n    __import__('time').sleep(1.2)\n    return 1"
    fast = "@pair.good\ndef fast(numbers): return 1"
    options = "sizes=(10,), timeout_s=2.0"
    assert checked(entry_from(tmp_path, NUMBERS, slow, fast, options=options)).failures == ()


@pytest.mark.parametrize(
    "yields",
    [
        "return iter(range(size))",
        "async def each():\n        for one in range(size): yield one\n    return each()",
    ],
)
def test_an_input_that_can_be_read_once_is_wrong(tmp_path: Path, yields: str) -> None:
    """An iterator as input would be empty for every call but the first."""
    numbers = f"@pair.input\ndef numbers(size):\n    {yields}"
    report = checked(entry_from(tmp_path, numbers, LOOP, BUILTIN, options="sizes=(10, 20)"))
    assert {failure.trouble for failure in report.failures} == {Trouble.WRONG}
    assert [failure.cell.size for failure in report.failures] == [10, 20]
    assert "the input is an iterator" in report.failures[0].message
    assert report.call_times == ()


WITHOUT_EQ = """
class Box:
    def __init__(self, value):
        self.value = value

@pair.bad
def boxed(numbers):
    return [Box(number) for number in numbers]

@pair.good
def mapped(numbers):
    return list(map(Box, numbers))
"""


def test_objects_without_equality_are_not_equal(tmp_path: Path) -> None:
    """Results that compare by identity are refused, and the message offers a way out."""
    report = checked(entry_from(tmp_path, NUMBERS, WITHOUT_EQ))
    assert report.failures
    assert {failure.trouble for failure in report.failures} == {Trouble.WRONG}
    assert report.call_times == ()


def test_objects_can_be_compared_in_another_way(tmp_path: Path) -> None:
    """@pair.equal makes objects without an equality of their own comparable."""
    equal = """
@pair.equal
def same_values(first, second):
    return [box.value for box in first] == [box.value for box in second]
"""
    assert checked(entry_from(tmp_path, NUMBERS, WITHOUT_EQ, equal)).failures == ()


@pytest.mark.parametrize(("equal", "failures"), [("", 1), ("@pair.equal", 0)])
def test_floats_can_be_compared_with_a_tolerance(tmp_path: Path, equal: str, failures: int) -> None:
    """Rounding makes two sums differ under ==, and agree under a comparison that allows for it."""
    parts = f"""
import math

@pair.input
def numbers(size):
    return [0.1] * size

@pair.bad
def loop(numbers):
    total = 0.0
    for number in numbers:
        total += number
    return total

@pair.good
def exact(numbers):
    return math.fsum(numbers)

{equal}
def close(first, second):
    return math.isclose(first, second)
"""
    assert len(checked(entry_from(tmp_path, parts)).failures) == failures


def test_results_that_differ_on_purpose_are_not_compared(tmp_path: Path) -> None:
    """With differs=..., neither the variants nor two calls of one of them need to agree."""
    parts = """
calls = []

@pair.bad
def counting(numbers):
    calls.append(1)
    return len(calls)

@pair.good
def constant(numbers):
    return "one"
"""
    report = checked(
        entry_from(tmp_path, NUMBERS, parts, options="sizes=(10,), differs='that is the fault'")
    )
    assert report.failures == ()
    assert timed(report) == [("counting", 10), ("constant", 10)]


@pytest.mark.parametrize(
    ("body", "trouble", "message"),
    [
        ("raise ValueError('not this size')", Trouble.RAISED, "ValueError: not this size"),
        ("time.sleep(60)", Trouble.HUNG, f"gave no answer within 1 s{LONGER}"),
        ("os.kill(os.getpid(), signal.SIGKILL)", Trouble.DIED, "was ended by SIGKILL"),
        ("os._exit(3)", Trouble.DIED, "ended with exit code 3"),
        ("sys.exit(3)", Trouble.RAISED, "SystemExit: 3"),
    ],
)
def test_a_failing_variant_costs_only_its_own_cell(
    tmp_path: Path, body: str, trouble: Trouble, message: str
) -> None:
    """A variant that fails at one size leaves its other sizes and the other variants measured."""
    failing = f"""
import os, signal, sys, time

@pair.good
def failing(numbers):
    if len(numbers) == 20:
        {body}
    return sum(numbers)
"""
    options = "sizes=(10, 20, 30), timeout_s=1.0"
    report = checked(entry_from(tmp_path, NUMBERS, LOOP, failing, BUILTIN, options=options))
    failure = the_failure(report)
    assert (failure.variant, failure.cell.size) == ("failing", 20)
    assert (failure.trouble, failure.message) == (trouble, message)
    everything = {(name, size) for name in ("loop", "failing", "builtin") for size in (10, 20, 30)}
    assert len(report.call_times) == 8
    assert set(timed(report)) == everything - {("failing", 20)}


def test_without_the_baseline_the_others_are_compared_with_each_other(tmp_path: Path) -> None:
    """A baseline that fails is left out, and two alternatives that disagree are still found."""
    failing = "@pair.bad\ndef failing(numbers): raise ValueError('never')"
    other = "@pair.good\ndef other(numbers): return sum(numbers) + 1"
    report = checked(entry_from(tmp_path, NUMBERS, failing, BUILTIN, other))
    assert [(each.variant, each.trouble) for each in report.failures] == [
        ("failing", Trouble.RAISED),
        ("other", Trouble.WRONG),
    ]
    assert "other does not return what builtin returns: 45 and 46" in report.failures[1].message
    assert timed(report) == []


def test_an_input_that_cannot_be_built_fails(tmp_path: Path) -> None:
    """It costs its size, the other sizes are checked, and no variant is blamed for it."""
    numbers = "@pair.input\ndef numbers(size): return list(range(100 // (size - 20)))"
    options = "sizes=(20, 120)"
    report = checked(entry_from(tmp_path, numbers, LOOP, BUILTIN, options=options))
    assert {failure.cell.size for failure in report.failures} == {20}
    assert {failure.trouble for failure in report.failures} == {Trouble.RAISED}
    assert {failure.variant for failure in report.failures} == {"loop", "builtin"}
    said = (
        "the input at 20 raised during check: ZeroDivisionError: integer division or modulo by zero"
    )
    assert [each.said for each in told_once(report.failures)] == [said]
    assert timed(report) == [("loop", 120), ("builtin", 120)]


def test_a_resource_that_dies_is_blamed_for_it(tmp_path: Path) -> None:
    """Whatever becomes of the process while it is opened: no variant was called yet."""
    resource = """import contextlib, os

@pair.resource
@contextlib.contextmanager
def opened(size):
    os._exit(3)
    yield
"""
    numbers = "@pair.input\ndef numbers(size, opened): return [size]"
    report = checked(
        entry_from(tmp_path, "import contextlib, os", resource, numbers, LOOP, BUILTIN)
    )
    assert {each.made for each in report.failures} == {"resource or the input"}
    assert {each.trouble for each in report.failures} == {Trouble.DIED}


def test_long_calls_end_the_sizes(tmp_path: Path) -> None:
    """Sizes beyond the first at which a call takes too long are not visited at all."""
    visited = tmp_path / "visited"
    waiting = f"""
import time

@pair.good
def waiting(numbers):
    with open({str(visited)!r}, "a") as file:
        print(len(numbers), file=file)
    if len(numbers) >= 20:
        time.sleep(0.1)
    return sum(numbers)
"""
    options = "sizes=(10, 20, 30, 40)"
    entry = entry_from(tmp_path, NUMBERS, LOOP, waiting, options=options)
    report = checked(entry, longest_call_s=0.09)
    assert timed(report) == [(name, size) for size in (10, 20) for name in ("loop", "waiting")]
    assert set(visited.read_text(encoding="utf-8").split()) == {"10", "20"}
    assert report.failures == ()


DECORATED = """
import asyncio, functools

def plainly(function):
    @functools.wraps(function)
    def wrapper(*arguments):
        return function(*arguments)
    return wrapper

async def total(add, numbers):
    await asyncio.sleep(0)
    return add(numbers)

@pair.bad
@plainly
async def decorated(numbers):
    return await total(sum, numbers)

partial = functools.partial(total, sum)
partial.__name__ = "partial"
pair.good(partial)

class Object:
    __name__ = "called"
    async def __call__(self, numbers):
        return await total(sum, numbers)

pair.good(Object())

@pair.good
def tasked(numbers):
    return asyncio.ensure_future(total(sum, numbers))
"""


def test_what_turns_out_to_be_awaitable_is_awaited(tmp_path: Path) -> None:
    """Decorated and partial coroutine functions, objects and tasks agree, and later jobs know."""
    entry = entry_from(tmp_path, NUMBERS, DECORATED)
    with Jobs() as jobs:
        report = PairChecker(jobs).check(entry)
        job = jobs.job(entry, variant="partial", size=10)
    assert report.failures == ()
    assert {name for name, _ in timed(report)} == {"decorated", "partial", "called", "tasked"}
    assert set(job.awaited) == {"decorated", "partial", "called", "tasked"}


def test_a_hidden_async_consumer_is_found(tmp_path: Path) -> None:
    """A consumer that returns what is to be awaited is awaited, and later jobs know."""
    hidden = """
async def total(numbers): return sum(numbers)

@pair.consumer
def read(numbers): return total(numbers)
"""
    copies = "@pair.bad\ndef first(numbers): return list(numbers)"
    again = "@pair.good\ndef second(numbers): return [*numbers]"
    entry = entry_from(tmp_path, NUMBERS, hidden, copies, again)
    with Jobs() as jobs:
        assert PairChecker(jobs).check(entry).failures == ()
        assert jobs.job(entry, variant="first", size=10).awaited == [CONSUMER]


OPENED = """
from contextlib import contextmanager
from pathlib import Path
import os

with Path({pids!r}).open("a") as file:
    print(os.getpid(), file=file)

@pair.resource
@contextmanager
def opened(size):
    yield list(range(size))
"""


def test_two_processes_are_enough_where_they_agree(tmp_path: Path) -> None:
    """A pair with a resource, alike in every process, is visited by one process and by another."""
    pids = tmp_path / "pids"
    entry = entry_from(tmp_path, OPENED.format(pids=str(pids)), LOOP, BUILTIN)
    pids.unlink()
    report = checked(entry)
    assert (report.failures, report.notices) == ((), ())
    assert len(set(pids.read_text().split())) == 2


YIELDS = "@pair.bad\nasync def yields(numbers):\n    for number in numbers: yield number"
YIELDS_TOO = "@pair.good\nasync def too(numbers):\n    for number in numbers: yield number"
READS = "@pair.consumer\nasync def read(items): return [each async for each in items]"
TWICE = """
@pair.bad
async def twice(numbers):
    async def inner(): return 1
    return inner()
"""
PASSES_ON = "@pair.consumer\ndef read(items): return (each for each in items)"


@pytest.mark.parametrize("options", ["sizes=(10,)", "sizes=(10,), differs='they do'"])
@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ([YIELDS, YIELDS_TOO], "yields returns an asynchronous iterator that nobody reads"),
        ([YIELDS, YIELDS_TOO, READS], None),
        (
            [
                LOOP.replace("return total", "return numbers"),
                PASSES_ON,
                "@pair.good\ndef same(numbers): return numbers",
            ],
            "the consumer makes of the result of loop a gen",
        ),
        ([TWICE, BUILTIN], "twice is awaited and comes to another coroutine"),
    ],
)
def test_nothing_that_is_not_run_to_its_end_is_measured(
    tmp_path: Path, parts: list[str], said: str | None, options: str
) -> None:
    """Results that nobody reads or awaits are refused by name, whether they are compared or not."""
    report = checked(entry_from(tmp_path, NUMBERS, *parts, options=options))
    if said is None:
        assert report.failures == ()
    else:
        assert said in the_failure(report).message
        assert timed(report) == []


LOCKED = """
import threading

class Shelf:
    def __init__(self, size):
        self.items, self.lock = list(range(size)), threading.Lock()
    def again(self):
        return Shelf(len(self.items))

@pair.input
def shelf(size): return Shelf(size)

@pair.bad
def first(shelf): return shelf.items.pop(0) * 0

@pair.good
def last(shelf): return shelf.items.pop() * 0
"""


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ("", "the input, a Shelf, cannot be copied for each call"),
        ("pair.copy = lambda shelf: 1 / 0", "give Pair(mutates=True, another copy=)"),
        ("pair.copy = Shelf.again", None),
        ("async def later(shelf): pass\npair.copy = later", "copy= gives something to await"),
        ("async def later(): pass\npair.copy = Shelf.again\npair.fresh = later", "fresh= gives"),
    ],
)
def test_an_input_that_cannot_be_copied_names_the_way_out(
    tmp_path: Path, setting: str, said: str | None
) -> None:
    """What each call is to get is made once at the check; if it cannot be, one line says so."""
    report = checked(entry_from(tmp_path, LOCKED, setting, options="sizes=(10,), mutates=True"))
    if said is None:
        assert report.failures == ()
    else:
        assert said in the_failure(report).message


def test_a_short_call_with_costly_copies_is_timed(tmp_path: Path) -> None:
    """Popping from a list takes less than copying it, and both are told apart."""
    parts = """
@pair.bad
def first(numbers): return numbers.pop(0) * 0

@pair.good
def last(numbers): return numbers.pop() * 0
"""
    options = "sizes=(2_000,), mutates=True, timeout_s=2.0"
    report = checked(entry_from(tmp_path, NUMBERS, parts, options=options))
    assert report.failures == ()
    assert all(each.aside_s > 10 * each.call_s for each in report.call_times)


@pytest.mark.parametrize("options", ["sizes=(10,)", "sizes=(10,), differs='they do'"])
def test_what_the_first_call_loads_is_not_the_time_of_a_call(tmp_path: Path, options: str) -> None:
    """A first call that takes long does not make the later ones long, compared or not."""
    loading = """
loaded = []

@pair.good
async def loading(numbers):
    if not loaded:
        loaded.append(sum(range(10_000_000)))
    return sum(numbers)
"""
    report = checked(entry_from(tmp_path, NUMBERS, LOOP, loading, options=options))
    (call,) = (each for each in report.call_times if each.variant == "loading")
    assert call.first_s > 100 * call.call_s
    assert report.failures == ()


def test_what_was_loaded_is_not_collected_within_a_first_call(tmp_path: Path) -> None:
    """The second process, which says whether a first call loads something, has collected it."""
    noting = f"""
import gc
firsts = []

@pair.bad
def noting(numbers):
    if not firsts:
        firsts.append(1)
        with open({str(tmp_path / "firsts")!r}, "a") as file:
            print(*gc.get_count()[1:], file=file)
    return sum(numbers)
"""
    checked(entry_from(tmp_path, NUMBERS, noting, BUILTIN, options="sizes=(10,)"))
    *_, last = (tmp_path / "firsts").read_text(encoding="utf-8").splitlines()
    assert last == "0 0"


@pytest.mark.parametrize(("slow", "said"), [(2, 0), (3, 1)])
def test_a_first_call_is_spoken_of_that_is_long_in_three_processes(
    tmp_path: Path, slow: int, said: int
) -> None:
    """In two of them it may have been so by chance."""
    noting = f"""
firsts = []

@pair.good
def noting(numbers):
    if not firsts:
        firsts.append(1)
        with open({str(tmp_path / "firsts")!r}, "a+") as file:
            file.write("first")
            file.seek(0)
            if file.read().count("first") <= {slow}:
                sum(range(10_000_000))
    return sum(numbers)
"""
    report = checked(entry_from(tmp_path, NUMBERS, LOOP, noting, options="sizes=(200_000,)"))
    assert len([each for each in report.notices if each.variant == "noting"]) == said


def test_a_clock_that_stands_still_is_an_answer(tmp_path: Path) -> None:
    """Where even the clock of the harness is stopped, that is said, and nothing hangs."""
    stopping = """
from pairbench.measure.processes.clock import Clock

@pair.input
def numbers(size):
    Clock.now_s = staticmethod(lambda: 5.0)
    return list(range(size))
"""
    report = checked(entry_from(tmp_path, stopping, LOOP, BUILTIN))
    assert {each.trouble for each in report.failures} == {Trouble.RAISED}
    assert "the clock stands still" in report.failures[0].message


@pytest.mark.parametrize("tool", ["freezegun.freeze_time", "time_machine.travel"])
def test_a_frozen_time_does_not_stop_the_check(tmp_path: Path, tool: str) -> None:
    """A resource that freezes the time for the code that is timed does not freeze the clock."""
    module = tool.partition(".")[0]
    pytest.importorskip(module, reason=f"{module} is not installed")
    frozen = f"""
from contextlib import contextmanager
import {module}

@pair.resource()
@contextmanager
def numbers(size):
    with {tool}("2020-02-20"):
        yield list(range(size))
"""
    report = checked(entry_from(tmp_path, frozen, LOOP, BUILTIN))
    assert report.failures == ()
    assert len(timed(report)) == 2


BEHAVIOUR = """
@pair.behaviour
def starts_empty(collect):
    collect("apples")
    basket = collect("pears")
    assert basket == ["pears"], f"the basket is {basket}"
    return "the basket is fresh"
"""

BASKETS = """
@pair.input
def orders(size):
    return "pears"

@pair.bad
def shared(order, basket=[]):
    basket.append(order)
    return basket

@pair.good
def own(order):
    return [order]
"""


def test_behaviours_are_demonstrated(tmp_path: Path) -> None:
    """Each check runs on each variant, and what was seen is kept, pass or fail."""
    options = "sizes=(10,), differs='the shared basket'"
    report = checked(entry_from(tmp_path, BASKETS, BEHAVIOUR, options=options))
    seen = [(each.variant, each.check, each.passed, each.seen) for each in report.sightings]
    assert seen == [
        ("shared", "starts_empty", False, "the basket is ['apples', 'pears']"),
        ("own", "starts_empty", True, "the basket is fresh"),
    ]
    assert report.failures == ()


def test_a_bare_assertion_is_shown_by_its_text(tmp_path: Path) -> None:
    """An assertion without a message is told by its line, and None is seen as nothing."""
    behaviour = '@pair.behaviour\ndef fresh(collect):\n    assert collect("a") == ["a"]'
    twice = "@pair.behaviour\ndef twice(collect):\n    assert collect('a') != collect('b')"
    options = "sizes=(10,), differs='the shared basket'"
    report = checked(entry_from(tmp_path, BASKETS, behaviour, twice, options=options))
    assert [(each.variant, each.check, each.seen) for each in report.sightings] == [
        ("shared", "fresh", ""),
        ("own", "fresh", ""),
        ("shared", "twice", "assert collect('a') != collect('b')"),
        ("own", "twice", ""),
    ]


def test_a_check_that_breaks_is_no_demonstration(tmp_path: Path) -> None:
    """Only an AssertionError is a failed check; any other error is a failure to demonstrate."""
    behaviour = """
@pair.behaviour
def broken(collect):
    if collect.__name__ == "own":
        raise OSError("no disk")
"""
    options = "sizes=(10,), differs='the shared basket'"
    report = checked(entry_from(tmp_path, BASKETS, behaviour, options=options))
    failure = the_failure(report)
    assert (failure.variant, failure.stage) == ("own", Stage.BEHAVIOUR)
    assert (failure.trouble, failure.message) == (Trouble.RAISED, "OSError: no disk")
    assert [(each.variant, each.passed) for each in report.sightings] == [("shared", True)]


def test_async_variants_are_checked(tmp_path: Path) -> None:
    """A coroutine's awaited result is compared like any other."""
    later = """
import asyncio

@pair.good
async def later(numbers):
    await asyncio.sleep(0)
    return sum(numbers)
"""
    report = checked(entry_from(tmp_path, NUMBERS, LOOP, later))
    assert report.failures == ()
    assert timed(report) == [("loop", 10), ("later", 10)]


def test_an_unavailable_variant_is_not_called(tmp_path: Path) -> None:
    """A variant that this interpreter cannot run is left alone."""
    missing = """
@pair.good(unavailable="it came with Python 4")
def missing(numbers):
    raise NotImplementedError
"""
    report = checked(entry_from(tmp_path, NUMBERS, LOOP, missing, BUILTIN))
    assert report.failures == ()
    assert timed(report) == [("loop", 10), ("builtin", 10)]


def noticed(report: CheckReport) -> dict[NoticeKind, str]:
    """The words of each kind of notice; a failure is none."""
    assert report.failures == ()
    return {each.kind: each.words for each in report.notices}


@pytest.mark.parametrize("options", ["sizes=(10, 20)", "sizes=(10, 20), differs='it does'"])
def test_an_input_of_another_process_is_told_to_be_seeded(tmp_path: Path, options: str) -> None:
    """What the pair's own seed does not reach is drawn anew in every process."""
    drawn = "import os\n@pair.input\ndef numbers(size): return list(os.urandom(size))"
    found = noticed(checked(entry_from(tmp_path, drawn, LOOP, BUILTIN, options=options)))
    assert found[NoticeKind.UNSTABLE].startswith("another input in every process (at [")
    assert found[NoticeKind.UNSTABLE].endswith("seed it")


@pytest.mark.parametrize(
    "given", ["name", "pathlib.Path(name)", "{'size': size, 'file': pathlib.Path(name)}"]
)
def test_a_temporary_file_as_input_is_told_to_be_a_resource(tmp_path: Path, given: str) -> None:
    """A seed gives no process the path of another, whether it is a text, a path or in a dict."""
    made = "import os, pathlib, tempfile\n@pair.input\ndef numbers(size):"
    made += f"\n    handle, name = tempfile.mkstemp()\n    os.close(handle)\n    return {given}"
    same = "@pair.bad\ndef first(numbers): return 1\n@pair.good\ndef second(numbers): return 1"
    found = noticed(checked(entry_from(tmp_path, made, same)))[NoticeKind.UNSTABLE]
    assert tempfile.gettempdir() in found
    assert found.endswith("give what the file holds, or make the file in a @pair.resource")


def test_a_result_of_another_process_is_told(tmp_path: Path) -> None:
    """The order of a set of texts is another one in every process, and is named as the reason."""
    names = "@pair.input\ndef numbers(size): return [str(number) for number in range(size)]"
    listed = "@pair.bad\ndef listed(numbers): return list(set(numbers))"
    spread = "@pair.good\ndef spread(numbers): return [*set(numbers)]"
    found = noticed(checked(entry_from(tmp_path, names, listed, spread, options="sizes=(50,)")))
    assert found[NoticeKind.UNSTABLE].startswith("another result in every process")
    assert "the same items in another order (of a set? sort them)" in found[NoticeKind.UNSTABLE]


@pytest.mark.parametrize(
    "result",
    [
        "{str(number) for number in numbers}",
        "dict.fromkeys({str(number) for number in numbers})",
        "[float('nan')]",
        "sorted({str(number) for number in numbers})",
    ],
)
def test_what_is_equal_in_every_process_is_not_spoken_of(tmp_path: Path, result: str) -> None:
    """Sets and dictionaries are equal in whatever order, and NaN is equal to NaN."""
    one = f"@pair.bad\ndef one(numbers): return {result}"
    other = f"@pair.good\ndef other(numbers): return {result}"
    assert noticed(checked(entry_from(tmp_path, NUMBERS, one, other))) == {}


def test_the_pair_s_own_comparison_counts_between_processes(tmp_path: Path) -> None:
    """Results that it calls equal are the same in every process."""
    one = "import os\n@pair.bad\ndef one(numbers): return os.urandom(3)"
    other = "@pair.good\ndef other(numbers): return os.urandom(3)"
    equal = "@pair.equal\ndef same_length(first, second): return len(first) == len(second)"
    assert noticed(checked(entry_from(tmp_path, NUMBERS, one, other, equal))) == {}


SHOP = """
import threading

class Shop:
    def __init__(self, size):
        self.lock = threading.Lock()
        self.file = {file}
        self.numbers = list(range(size, 0, -1))

@pair.input
def shop(size):
    return Shop(size)

@pair.bad
def apart(shop):
    return sorted(shop.numbers)[0]

@pair.good
def in_place(shop):
    {work}
    return shop.numbers[-1] if shop.numbers[0] > 1 else shop.numbers[0]
"""


@pytest.mark.parametrize("file", ["None", "open(__file__)"])
def test_a_change_beside_a_lock_is_refused(tmp_path: Path, file: str) -> None:
    """A list that is sorted in place, in an object that nobody can copy or pickle."""
    shop = SHOP.format(file=file, work="shop.numbers.sort()")
    failure = the_failure(checked(entry_from(tmp_path, shop)))
    assert (failure.variant, failure.trouble) == ("in_place", Trouble.WRONG)
    assert "in_place changed its input (at .numbers[0]: 10 and 1" in failure.message


def test_what_cannot_be_watched_stands_beside_the_pair(tmp_path: Path) -> None:
    """Once for all sizes, and by its place; nothing is said where everything is watched."""
    options = "sizes=(10, 20)"
    shop = SHOP.format(file="open(__file__)", work="pass")
    found = noticed(checked(entry_from(tmp_path / "a", shop, options=options)))
    assert found[NoticeKind.UNWATCHED].endswith("it holds an io.TextIOWrapper at .file")
    whole = SHOP.format(file="None", work="pass")
    assert noticed(checked(entry_from(tmp_path / "b", whole, options=options))) == {}


@pytest.mark.parametrize("differs", ["", ", differs='they do'"])
@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("return map(str, numbers)", "lazy returns an iterator that nobody reads"),
        ("return [iter(numbers)]", "lazy returns a list with an iterator in it that nobody reads"),
        (
            "from concurrent.futures import Future; return Future()",
            "a future that nobody waits for",
        ),
        ("return Lazy()", "lazy returns a lazy Lazy that nobody computes"),
        ("return {'a': later()}", "lazy returns a dict with a coroutine in it that nobody awaits"),
    ],
)
def test_work_that_is_left_is_refused(tmp_path: Path, body: str, told: str, differs: str) -> None:
    """Whether or not the results are compared: nothing would have been measured."""
    lazy = f"""
class Lazy:
    def compute(self):
        return 45

async def later():
    return 45

@pair.good
def lazy(numbers):
    {body}
"""
    options = f"sizes=(10,){differs}"
    failure = the_failure(checked(entry_from(tmp_path, NUMBERS, LOOP, lazy, options=options)))
    assert failure.variant == "lazy"
    assert told in failure.message
    assert "@pair.consumer" in failure.message


def test_a_consumer_that_reads_nothing_is_refused(tmp_path: Path) -> None:
    """The generators that it gets would cost nothing."""
    consumer = "@pair.consumer\ndef glance(items): return 0"
    lazy = "@pair.bad\ndef lazy(numbers): return (number for number in numbers)"
    same = "@pair.good\ndef same(numbers): return (each for each in numbers)"
    failure = the_failure(checked(entry_from(tmp_path, NUMBERS, consumer, lazy, same)))
    assert "the consumer glance reads nothing of what lazy returns" in failure.message


@pytest.mark.parametrize(
    ("result", "equal", "told"),
    [
        ("{1: 2}.values()", "", "dict_values([2]) and dict_values([2]) compare by identity"),
        ("__import__('re').match('a', 'a')", "", "compare by identity; give a function with @pair"),
        ("sum(numbers)", "assert first == second", "@pair.equal same returned None: return True"),
        ("sum(numbers)", "return [first == second]", "@pair.equal same returned [True] (list)"),
    ],
)
def test_a_comparison_that_says_nothing_is_named(
    tmp_path: Path, result: str, equal: str, told: str
) -> None:
    """By identity, or by a function of the pair that does not answer."""
    one = f"@pair.bad\ndef one(numbers): return {result}"
    other = f"@pair.good\ndef other(numbers): return {result}"
    parts = [f"@pair.equal\ndef same(first, second): {equal}"] if equal else []
    failure = the_failure(checked(entry_from(tmp_path, NUMBERS, one, other, *parts)))
    assert told in failure.message


IN_A_WORKER = "import sys; 'pytest' in sys.modules or "
"""What follows is not done where the test itself reads the file."""


def test_a_result_that_changes_after_some_calls_is_refused(tmp_path: Path) -> None:
    """The first two calls return what the baseline returns, and later ones nothing."""
    tiring = """
called = []

@pair.good
def tiring(numbers):
    called.append(1)
    return sum(numbers) if len(called) < 4 else None
"""
    failure = the_failure(checked(entry_from(tmp_path, NUMBERS, LOOP, tiring)))
    assert (
        failure.message
        == "tiring gives another result after many calls: 45 and None (int and NoneType)"
    )


AT_EXIT = f"import atexit, os; {IN_A_WORKER}atexit.register(os._exit, 7)"

ONCE_AT_EXIT = AT_EXIT.replace(" or ", " or hasattr(os, 'told') or setattr(os, 'told', 1) or ", 1)
"""The same in a function that is called again and again."""


@pytest.mark.parametrize(
    ("file", "variant", "failed"),
    [(AT_EXIT, "", ["loop", "builtin"]), ("", ONCE_AT_EXIT, ["builtin"])],
)
def test_what_keeps_a_process_from_ending_well_fails_each_variant_that_does_it(
    tmp_path: Path, file: str, variant: str, failed: list[str]
) -> None:
    """What the file does at its end fails every variant at every size, what one does only that."""
    builtin = BUILTIN.replace("return", f"{variant}; return" if variant else "return")
    entry = entry_from(tmp_path, file, NUMBERS, LOOP, builtin, options="sizes=(10, 20)")
    report = checked(entry)
    assert [(each.variant, each.cell.size) for each in report.failures] == [
        (each, size) for size in (10, 20) for each in failed
    ]
    assert {each.message for each in report.failures} == {"ended with exit code 7"}
    assert {each.variant for each in report.call_times} == {"loop", "builtin"} - {*failed}


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("sys.settrace(lambda *_: None)", "sys.settrace"),
        (
            "[each.setprofile(lambda *_: None) for each in (sys, __import__('threading'))]",
            "sys.setprofile and threading.setprofile",
        ),
        ("(sys.settrace(lambda *_: None), sys.settrace(None))", None),
    ],
)
def test_what_is_called_at_each_call_of_python_is_told(
    tmp_path: Path, file: str, said: str | None
) -> None:
    """A file that traces or profiles its own process is measured with it, which must be known."""
    report = checked(entry_from(tmp_path, IN_A_WORKER + file, NUMBERS, LOOP, BUILTIN))
    assert report.failures == ()
    found = [each.words for each in report.notices if each.kind is NoticeKind.TRACED]
    assert len(found) == (said is not None)
    assert all(f"has set {said}, which" in each for each in found)


@pytest.mark.parametrize(
    ("given", "is_told"),
    [
        ("list(range(7))", True),
        ("list(range(size))", False),
        ("'/'", False),
        ("zlib.compressobj()", False),
    ],
)
def test_an_input_that_is_the_same_at_two_sizes_is_told(
    tmp_path: Path, given: str, *, is_told: bool
) -> None:
    """Unless it is a path, or nobody can look into it: that may be another one all the same."""
    opaque = "import zlib"
    made = f"@pair.input\ndef given(size):\n    return {given}\n"
    good = "@pair.good\ndef other(it):\n    return 1\n"
    bad = "@pair.bad\ndef one(it):\n    return 1\n"
    report = checked(entry_from(tmp_path, opaque, made, bad, good, options="sizes=(10, 20)"))
    found = [each.words for each in report.notices if each.kind is NoticeKind.ALIKE]
    assert bool(found) is is_told
    assert all("the same at 10 and at 20" in each for each in found)


@pytest.mark.parametrize(
    ("head", "call", "named"),
    [
        ("seen = []", "seen.append(numbers)", "list seen"),
        ("import sys", "sys.path.insert(0, '/nowhere')", "list sys.path"),
        (
            "import logging",
            "logging.getLogger('shop').addHandler(logging.NullHandler())",
            "handlers of logging",
        ),
        ("class Shop:\n    kinds = []", "Shop.kinds.append(1)", "list Shop.kinds"),
        (
            "class Shop:\n    def __init__(self):\n        self.sold = {}\nshop = Shop()",
            "shop.sold[len(shop.sold)] = 1",
            "dict Shop.sold",
        ),
        ("seen = []\ndef note():\n    seen.append(1)", "note()", "list seen"),
        ("import shop_registry", "shop_registry.add(1)", "list known"),
        # What a library has called at the end costs no later call anything.
        ("import atexit", "atexit.register(print, end='')", None),
        ("memo = {}", "memo[len(numbers)] = 1", None),
        ("import collections\nlast = collections.deque(maxlen=1)", "last.append(1)", None),
        ("seen = []", "seen.append(1), seen.pop()", None),
    ],
)
def test_what_each_call_adds_to_is_told(
    tmp_path: Path, head: str, call: str, named: str | None
) -> None:
    """Times then depend on how many calls are made; what the first call alone adds is a cache."""
    module = tmp_path / "bench" / "shop_registry.py"
    module.parent.mkdir()
    module.write_text("known = []\n\ndef add(it):\n    known.append(it)\n", encoding="utf-8")
    good = f"@pair.good\ndef other(numbers):\n    {call}\n    return sum(numbers)\n"
    local = "import pathlib, sys\nsys.path.insert(0, str(pathlib.Path(__file__).parent))"
    report = checked(entry_from(tmp_path, local, head, NUMBERS, LOOP, good))
    assert report.failures == ()
    found = [each for each in report.notices if each.kind is NoticeKind.GROWN]
    told = [(each.variant, each.words.partition(", so")[0]) for each in found]
    assert told == ([] if named is None else [("other", f"each call adds to the {named}")])


def test_what_begins_afresh_is_not_told_to_grow(tmp_path: Path) -> None:
    """What Pair(fresh=...) takes back does not pile up, be it in a default."""
    good = "@pair.good\ndef other(numbers, seen=[]):\n    seen.append(1)\n    return sum(numbers)\n"
    kept = entry_from(tmp_path / "kept", NUMBERS, LOOP, good)
    clear = "lambda: other.__defaults__[0].clear()"
    cleared = entry_from(
        tmp_path / "cleared", NUMBERS, LOOP, good, options=f"sizes=(10,), fresh={clear}"
    )
    grown = [
        [each.kind for each in checked(entry).notices if each.kind is NoticeKind.GROWN]
        for entry in (kept, cleared)
    ]
    assert grown == [[NoticeKind.GROWN], []]
