"""Tests of the parent that traces memory, with real workers under memray."""

import sys
import tracemalloc
from collections.abc import Sequence
from pathlib import Path

import pytest

from pairbench.core.authoring.entry import Entry
from pairbench.core.records.measurement import Failure, MemoryMeasurement, Stage, Trouble
from pairbench.measure.memory.probe import MemrayProbe
from pairbench.measure.processes.jobs import Jobs
from tests.pair_files import BUILTIN, LOOP, NUMBERS, entry_from

pytestmark = pytest.mark.slow


def traced(
    entry: Entry, variant: str, sizes: Sequence[int], *, repeats: int = 2
) -> list[MemoryMeasurement | Failure]:
    """What tracing one variant brings."""
    with Jobs() as jobs:
        return list(MemrayProbe(jobs).trace(entry, variant=variant, sizes=sizes, repeats=repeats))


def measured(
    entry: Entry, variant: str, sizes: Sequence[int], *, repeats: int = 2
) -> list[MemoryMeasurement]:
    """The measurements of a variant that is expected to fail at no size."""
    found = traced(entry, variant, sizes, repeats=repeats)
    measurements = [each for each in found if isinstance(each, MemoryMeasurement)]
    assert measurements == found
    return measurements


POINTS = """
class Point:
    __slots__ = ("x", "y")

    def __init__(self, x, y):
        self.x = x
        self.y = y


def build(numbers):
    return [Point(number, number) for number in numbers]
"""

POINTER_BYTES = 8
"""The object's place in its list."""

SLOTTED = f"{POINTS}\n\npair.good(build)\n"


def test_bytes_for_each_item_agree_with_tracemalloc(tmp_path: Path) -> None:
    """The slope over sizes is that which the interpreter's own tracer finds for the same code."""
    sizes = (1_000, 20_000)
    entry = entry_from(tmp_path, NUMBERS, LOOP, SLOTTED, options=f"sizes={sizes}")
    small, large = measured(entry, "build", sizes)
    namespace: dict[str, object] = {}
    exec(POINTS, namespace)
    build = namespace["build"]
    assert callable(build)
    own = []
    for size in sizes:
        numbers = list(range(size))
        build(numbers)
        tracemalloc.start()
        try:
            result = build(numbers)
            own.append(tracemalloc.get_traced_memory())
            del result
        finally:
            tracemalloc.stop()
    items = sizes[1] - sizes[0]
    retained = (large.retained_bytes.low - small.retained_bytes.low) / items
    peak = (large.peak_bytes.low - small.peak_bytes.low) / items
    assert retained == pytest.approx((own[1][0] - own[0][0]) / items, rel=0.02)
    assert peak == pytest.approx((own[1][1] - own[0][1]) / items, rel=0.02)


@pytest.mark.exact
def test_spare_objects_of_the_warm_up_are_not_used(tmp_path: Path) -> None:
    """Tuples cost what they cost, although the first call left thousands of them to be reused."""
    parts = """
@pair.bad
def tuples(numbers):
    return [(number, number) for number in numbers]

@pair.good
def others(numbers):
    return [(number, number) for number in numbers]
"""
    sizes = (1_000, 5_000)
    entry = entry_from(tmp_path, NUMBERS, parts, options=f"sizes={sizes}")
    small, large = measured(entry, "tuples", sizes, repeats=1)
    each = sys.getsizeof((1, 1)) + POINTER_BYTES
    assert small.retained_bytes.low >= 0.95 * 1_000 * each
    assert large.retained_bytes.low >= 0.95 * 5_000 * each


def test_deterministic_code_has_exact_figures(tmp_path: Path) -> None:
    """Every process counts the same bytes and allocations for code that always does the same."""
    entry = entry_from(tmp_path, NUMBERS, LOOP, SLOTTED, options="sizes=(1_000,)")
    (found,) = measured(entry, "build", [1_000], repeats=3)
    assert len(found.repeats) == 3
    assert found.repeats[0] == found.repeats[1] == found.repeats[2]
    assert found.allocations.low >= 1_000


@pytest.mark.exact
def test_what_is_given_back_is_not_retained(tmp_path: Path) -> None:
    """The peak counts what lived for a moment, the retained bytes only what the result holds."""
    parts = """
@pair.bad
def passing(numbers):
    return len(bytes(1_000_000))

@pair.good
def keeping(numbers):
    return bytes(1_000_000)
"""
    entry = entry_from(tmp_path, NUMBERS, parts)
    (passing,) = measured(entry, "passing", [10], repeats=1)
    (keeping,) = measured(entry, "keeping", [10], repeats=1)
    assert passing.peak_bytes.low >= 1_000_000
    assert passing.retained_bytes.high < 100_000
    assert keeping.retained_bytes.low >= 1_000_000


def test_the_input_and_the_warm_up_are_not_counted(tmp_path: Path) -> None:
    """What the input holds, and what a first call builds once, is outside the tracker."""
    parts = """
import functools

@pair.input
def data(size):
    return bytes(5_000_000)

@functools.cache
def table():
    return bytes(5_000_000)

@pair.bad
def looking(data):
    return len(data) + len(table())

@pair.good
def other(data):
    return 10_000_000
"""
    (found,) = measured(entry_from(tmp_path, parts), "looking", [10], repeats=1)
    assert found.peak_bytes.high < 1_000_000


def test_the_consumer_is_traced(tmp_path: Path) -> None:
    """A generator is read under the tracker, and costs what its items cost one by one."""
    parts = """
@pair.consumer
def read(blocks):
    return sum(len(block) for block in blocks)

@pair.bad
def all_at_once(numbers):
    return [bytes(100_000) for _ in numbers]

@pair.good
def one_by_one(numbers):
    return (bytes(100_000) for _ in numbers)
"""
    entry = entry_from(tmp_path, NUMBERS, parts)
    (at_once,) = measured(entry, "all_at_once", [10], repeats=1)
    (one_by_one,) = measured(entry, "one_by_one", [10], repeats=1)
    assert at_once.peak_bytes.low >= 1_000_000
    assert 100_000 <= one_by_one.peak_bytes.low < 500_000
    assert one_by_one.allocated_bytes.low >= 1_000_000


POOL = """
from concurrent.futures import ProcessPoolExecutor

def block(number):
    return len(bytearray(3_000_000))

@pair.good
def pool(numbers):
    with ProcessPoolExecutor(2) as executor:
        return sum(executor.map(block, numbers))
"""


def test_forked_children_are_added_up(tmp_path: Path) -> None:
    """The memory of a process pool's workers counts, and the measurement says how many."""
    import multiprocessing

    if multiprocessing.get_start_method() != "fork":
        pytest.skip("this Python starts a process pool without fork")
    (found,) = measured(entry_from(tmp_path, NUMBERS, LOOP, POOL), "pool", [10], repeats=1)
    assert found.children > 0
    assert found.peak_bytes.low >= 3_000_000
    assert not found.untraced


def test_without_children_there_are_none(tmp_path: Path) -> None:
    """A variant that stays in its process has no children and nothing untraced."""
    (found,) = measured(entry_from(tmp_path, NUMBERS, LOOP, BUILTIN), "loop", [10], repeats=1)
    assert found.children == 0
    assert not found.untraced


def starting(how: str) -> str:
    """A variant that starts another process at every call."""
    return f"""
import os, subprocess, sys

@pair.good
def starting(numbers):
    {how}
    return 45
"""


CHILD = "[sys.executable, '-c', 'block = bytes(3_000_000); del block']"


@pytest.mark.parametrize(
    "how",
    [
        f"subprocess.run({CHILD}, check=True)",
        f"os.waitpid(os.posix_spawn(sys.executable, {CHILD}, os.environ), 0)",
    ],
)
def test_a_started_interpreter_is_added_up(tmp_path: Path, how: str) -> None:
    """An interpreter that the call starts anew traces itself, to the same byte each time."""
    entry = entry_from(tmp_path, NUMBERS, LOOP, starting(how))
    (found,) = measured(entry, "starting", [10], repeats=2)
    assert found.children == 1
    assert 3_000_000 <= found.peak_bytes.low < 8_000_000
    assert not found.untraced


def test_spawned_workers_are_added_up(tmp_path: Path) -> None:
    """A process pool that starts its workers anew is followed like one that forks them."""
    pool = POOL.replace("Executor(2)", "Executor(2, get_context('spawn'))")
    text = f"from multiprocessing import get_context\n{pool}"
    (found,) = measured(entry_from(tmp_path, NUMBERS, LOOP, text), "pool", [10], repeats=1)
    assert found.children == 2
    assert found.peak_bytes.low >= 3_000_000
    assert not found.untraced


@pytest.mark.parametrize(
    "how",
    [
        "os.system('true')",
        "subprocess.run(['true'], check=True)",
        "subprocess.run([sys.executable, '-I', '-c', ''], check=True)",
        "subprocess.run([sys.executable, '-c', ''], check=True, env={})",
        "subprocess.run([sys.executable, '-c', 'import os; os.kill(os.getpid(), 9)'])",
        "kept.append(subprocess.Popen([sys.executable, '-c', 'input()'], stdin=subprocess.PIPE))",
    ],
)
def test_a_program_that_cannot_be_followed_is_told(tmp_path: Path, how: str) -> None:
    """Another program, one that was cut off, or one that goes on: the measurement says so."""
    text = f"kept = []\n{starting(how)}"
    (found,) = measured(entry_from(tmp_path, NUMBERS, LOOP, text), "starting", [10], repeats=1)
    assert found.untraced


def test_a_started_interpreter_keeps_its_own_customisation(tmp_path: Path) -> None:
    """A sitecustomize of the user's still runs in the interpreters that a call starts."""
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "sitecustomize.py").write_text("import sys\nsys.mine = True\n")
    how = (
        "subprocess.run([sys.executable, '-c', 'import sys; sys.mine'], check=True, "
        f"env={{**os.environ, 'PYTHONPATH': os.environ.get('PYTHONPATH', '') + ':{tmp_path}/own'}})"
    )
    entry = entry_from(tmp_path, NUMBERS, LOOP, starting(how))
    (found,) = measured(entry, "starting", [10], repeats=1)
    assert found.children == 1


def test_one_size_is_not_told_of_another(tmp_path: Path) -> None:
    """A program started at one size does not make the figures of the next size untraced."""
    starting = """
import os

@pair.good
def starting(numbers):
    if len(numbers) == 10:
        os.system("true")
    return 45
"""
    entry = entry_from(tmp_path, NUMBERS, LOOP, starting, options="sizes=(10, 20)")
    found = measured(entry, "starting", [10, 20], repeats=1)
    assert [each.untraced for each in found] == [True, False]


@pytest.mark.parametrize(
    ("body", "trouble", "message"),
    [
        ("raise MemoryError('too much')", Trouble.RAISED, "MemoryError: too much"),
        ("os._exit(3)", Trouble.DIED, "ended with exit code 3"),
    ],
)
def test_a_failing_size_leaves_the_others_measured(
    tmp_path: Path, body: str, trouble: Trouble, message: str
) -> None:
    """A variant that fails at one size has figures at the sizes before and behind it."""
    failing = f"""
import os

@pair.good
def failing(numbers):
    if len(numbers) == 20:
        {body}
    return sum(numbers)
"""
    entry = entry_from(tmp_path, NUMBERS, LOOP, failing, options="sizes=(10, 20, 30)")
    first, failure, last = traced(entry, "failing", [10, 20, 30])
    assert isinstance(failure, Failure)
    assert (failure.variant, failure.cell.size) == ("failing", 20)
    assert (failure.stage, failure.trouble) == (Stage.MEMORY, trouble)
    assert failure.message == message
    assert isinstance(first, MemoryMeasurement)
    assert isinstance(last, MemoryMeasurement)
    assert (first.cell.size, last.cell.size) == (10, 30)


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="it takes Linux's /proc to look")
def test_no_trace_is_left_behind(tmp_path: Path) -> None:
    """The workers' trace files are gone when the figures are read."""
    note = tmp_path / "open"
    looking = f"""
import os

@pair.good
def looking(numbers):
    names = [os.readlink(f"/proc/self/fd/{{each}}") for each in os.listdir("/proc/self/fd")
             if os.path.exists(f"/proc/self/fd/{{each}}")]
    traces = [name for name in names if ".trace" in name]
    if traces:
        open({str(note)!r}, "w").write(traces[0])
    return 45
"""
    measured(entry_from(tmp_path, NUMBERS, LOOP, looking), "looking", [10], repeats=1)
    trace = Path(note.read_text(encoding="utf-8"))
    assert trace.suffix == ".trace"
    assert not trace.exists()
    assert not trace.parent.exists()
