"""Tests of coupled rounds with real processes: what sides share, and which of them loads when."""

import json
import os
import random
import resource
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from textwrap import indent
from typing import Any

import pytest

from pairbench.core.authoring.entry import Entry
from pairbench.core.judging.notices import OUTSIDE
from pairbench.core.planning.plan import RoundPlan
from pairbench.core.records.measurement import Failure, Round, Stage, Trouble
from pairbench.core.records.start import ROOT, START, Start
from pairbench.measure.machine.affinity import cpus_beside, cpus_for
from pairbench.measure.machine.starts import can_fork
from pairbench.measure.processes.jobs import Jobs
from pairbench.measure.processes.protocol import RESULT_FD
from pairbench.measure.time.coupled.grove import Grove
from pairbench.measure.time.coupled.request import FORKER_FD
from pairbench.measure.time.timer import LockStepTimer
from tests.builders import a_cell_plan
from tests.pair_files import BUILTIN, FAILINGS, LOOP, NUMBERS, entry_from

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not can_fork(), reason="this system cannot fork as it is needed here"),
]

NOTING = """
import json, os, random, sys
from pathlib import Path
from textwrap import indent

def noted(variant, **more):
    found = {{
        "variant": variant,
        "pid": os.getpid(),
        "hash": hash("a word"),
        "object": id(object),
        "module": id(sys.modules["random"]),
        "drawn": random.random(),
        "fds": sorted(int(each) for each in os.listdir("/proc/self/fd")),
        "arguments": [len(each) for each in sys.argv],
        "cpus": sorted(os.sched_getaffinity(0)),
        **more,
    }}
    with open(Path({folder!r}) / "notes", "a") as file:
        print(json.dumps(found), file=file)

with open(Path({folder!r}) / "loaded", "a") as file:
    print("loaded", file=file)

@pair.bad
def first(numbers):
    noted("first")

@pair.good
def second(numbers):
    noted("second")
"""
"""A pair that writes down in what process it is called."""

NOTED = {"first": 1, "second": 1}


LAST_OF_OURS_FD = max(RESULT_FD, FORKER_FD)
"""The highest of the numbers that a worker has its own descriptors under."""


MANY_FDS = 2_400
"""Half of them are more than ``select`` can wait for."""


@contextmanager
def coupled(*, life: int = 4) -> Iterator[LockStepTimer]:
    """A timer whose rounds are coupled, a few of them by one root."""
    with Jobs() as jobs:
        rng = random.Random(1)
        timer = LockStepTimer(jobs, rng, Grove(jobs, rng, life=life))
        try:
            yield timer
        finally:
            timer.stop()


def plan_of(entry: Entry, loops: dict[str, int], **changes: Any) -> RoundPlan:
    """The first round of the pair's cell."""
    plan = a_cell_plan(entry.definition.name, loops, **changes)
    return RoundPlan(entry=entry, plan=plan, number=1)


def rounds_of(first: RoundPlan, count: int, *, life: int = 4) -> list[Round]:
    """So many rounds that are expected to be whole, each announced to the one before it."""
    with coupled(life=life) as timer:
        found = [
            timer.time(replace(first, number=number), [replace(first, number=number + 1)])
            for number in range(1, count + 1)
        ]
    whole = [each for each in found if isinstance(each, Round)]
    assert len(whole) == count, found
    return whole


def noting(
    folder: Path, *parts: str, building: str = NUMBERS, options: str = "sizes=(10,)"
) -> Entry:
    """The pair that notes; what its file has noted on being read by the harness is forgotten."""
    noted = NOTING.format(folder=str(folder))
    entry = entry_from(folder, *parts, building, noted, options=options)
    (folder / "loaded").unlink()
    return entry


def notes(folder: Path) -> list[dict[str, Any]]:
    """What the variants have noted, call by call."""
    return [
        json.loads(line) for line in (folder / "notes").read_text(encoding="utf-8").splitlines()
    ]


def loads(folder: Path) -> int:
    """How often the pair's file has been loaded."""
    return len((folder / "loaded").read_text(encoding="utf-8").splitlines())


def descriptors() -> set[str]:
    """What this process has open."""
    return {each.name for each in Path("/proc/self/fd").iterdir()}


def starts(rounds: Sequence[Round]) -> list[set[Any]]:
    """The kinds of start of each round's workers."""
    return [{run.metadata.get(START) for run in each.runs} for each in rounds]


def test_rounds_are_coupled_however_much_the_harness_has_open(tmp_path: Path) -> None:
    """What a root inherits never has a number that a worker uses for itself."""
    entry = entry_from(tmp_path, NUMBERS, LOOP, BUILTIN)
    first = plan_of(entry, {"loop": 20, "builtin": 1_000})
    found: list[Round | Failure] = []
    opened = 0
    with ExitStack() as stack, coupled(life=1) as timer:
        while opened <= LAST_OF_OURS_FD:
            opened = os.dup(sys.stderr.fileno())
            stack.callback(os.close, opened)
            found.append(timer.time(first))
    started = [each.runs[0].metadata[START] for each in found if isinstance(each, Round)]
    assert started == [Start.FORKED.value] * len(found)


def test_rounds_are_coupled_with_more_open_than_select_can_wait_for(tmp_path: Path) -> None:
    """A session that has a thousand files open measures as another."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < MANY_FDS:
        pytest.skip(f"no more than {hard} descriptors are allowed")
    entry = entry_from(tmp_path, NUMBERS, LOOP, BUILTIN)
    with ExitStack() as stack:
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, MANY_FDS), hard))
        stack.callback(resource.setrlimit, resource.RLIMIT_NOFILE, (soft, hard))
        for _ in range(MANY_FDS // 2):
            stack.callback(os.close, os.dup(sys.stderr.fileno()))
        rounds = rounds_of(plan_of(entry, {"loop": 20, "builtin": 1_000}), 2)
    assert starts(rounds) == [{Start.FORKED.value}] * 2


def test_a_round_is_as_whole_as_one_with_fresh_starts(tmp_path: Path) -> None:
    """Each variant brings its values, its warm-up and all that a fresh worker tells."""
    entry = entry_from(tmp_path, NUMBERS, LOOP, BUILTIN)
    (found,) = rounds_of(plan_of(entry, {"loop": 20, "builtin": 1_000}), 1)
    assert [run.variant for run in found.runs] == ["loop", "builtin"]
    for run in found.runs:
        assert (len(run.values_s), len(run.warmups)) == (6, 1)
        assert all(value_s > 0 for value_s in run.values_s)
        assert float(run.metadata[OUTSIDE]) >= 0
        assert run.metadata["name"] == f"subject/{run.variant}/10"
        assert run.metadata["cpu_affinity"] == str(cpus_for(parallel=False)[0])
    assert starts([found]) == [{Start.FORKED.value}]


def test_the_sides_share_their_luck_and_roots_do_not(tmp_path: Path) -> None:
    """Hash seed and addresses are the same in the workers of a root, and others in the next."""
    rounds = rounds_of(plan_of(noting(tmp_path), NOTED, blocks=1), 4, life=2)
    luck = Counter((each["hash"], each["object"], each["module"]) for each in notes(tmp_path))
    # One more root has begun to grow for the fifth round, which nobody has asked for.
    assert len(luck) in (2, 3)
    assert len({seed for seed, _, _ in luck}) == len(luck)
    assert sorted(luck.values())[-2:] == [2 * (1 + 2 * 2)] * 2
    roots = [{run.metadata[ROOT] for run in each.runs} for each in rounds]
    assert roots[0] == roots[1] != roots[2] == roots[3]


def test_a_pair_is_loaded_once_a_root(tmp_path: Path) -> None:
    """A stem loads its side, and every leaf is another process of it."""
    rounds_of(plan_of(noting(tmp_path), NOTED, blocks=1), 3)
    assert loads(tmp_path) == 2
    assert len({each["pid"] for each in notes(tmp_path)}) == 2 + 3 * 2


def test_a_stem_makes_the_first_call(tmp_path: Path) -> None:
    """Each stem calls its variant once, and each leaf warms up as a fresh worker does."""
    rounds_of(plan_of(noting(tmp_path), NOTED, blocks=1), 3)
    calls = [each["variant"] for each in notes(tmp_path)]
    assert (calls.count("first"), calls.count("second")) == (1 + 3 * 2, 1 + 3 * 2)


def test_what_is_not_warmed_up_is_not_forked_when_loaded(tmp_path: Path) -> None:
    """Pages that a stem shares with a leaf would be copied within the only call of a slow one."""
    rounds = rounds_of(plan_of(noting(tmp_path), NOTED, warmups=0, blocks=1), 2)
    assert starts(rounds) == [{Start.GROWN.value}] * 2
    assert len({each["hash"] for each in notes(tmp_path)}) == 1


def test_nothing_but_the_code_tells_the_sides_apart(tmp_path: Path) -> None:
    """Both have the same descriptors, arguments and CPU, and the same numbers to draw."""
    rounds_of(plan_of(noting(tmp_path), NOTED, blocks=1), 3)
    found = notes(tmp_path)
    stems = {pid for pid, count in Counter(each["pid"] for each in found).items() if count == 1}
    leaves = [each for each in found if each["pid"] not in stems]
    for what in ("fds", "arguments", "cpus"):
        assert len({json.dumps(each[what]) for each in leaves}) == 1, what
    assert len({each["drawn"] for each in leaves}) == 2


def test_numbers_are_drawn_as_with_fresh_starts(tmp_path: Path) -> None:
    """A fork does not seed anew what every worker seeds alike."""
    first = plan_of(noting(tmp_path), NOTED, blocks=1)
    rounds_of(first, 1)
    with Jobs() as jobs:
        assert isinstance(LockStepTimer(jobs, random.Random(1)).time(first), Round)
    assert len({each["drawn"] for each in notes(tmp_path)}) == 2


UNLESS_READ_ONLY = "import sys\nif 'pytest' not in sys.modules:\n"
"""The harness reads the file as well, and is not to have what bars a fork."""

BARS = {
    "a thread": "import threading\nthreading.Thread(target=threading.Event().wait, daemon=True)"
    ".start()",
    "an open file": "opened = open(__file__)",
    "many copies": "import os\nopened = [os.dup(2) for _ in range(64)]",
    "a process": "import subprocess, sys\n"
    "child = subprocess.Popen([sys.executable, '-c', 'import sys; sys.stdin.read()'],"
    " stdin=subprocess.PIPE)",
    "shared memory": "import mmap\nshared = mmap.mmap(-1, 4096)",
}


@pytest.mark.parametrize("bar", BARS.values(), ids=BARS)
def test_what_must_not_be_forked_loads_in_every_round(tmp_path: Path, bar: str) -> None:
    """Its workers are forked from a root, load for themselves, and still share their luck."""
    entry = noting(tmp_path, UNLESS_READ_ONLY + indent(bar, "    "))
    rounds = rounds_of(plan_of(entry, NOTED, blocks=1), 2)
    assert starts(rounds) == [{Start.GROWN.value}] * 2
    found = notes(tmp_path)
    # The stems have called as well, and ended with their root; two workers are in each round.
    assert len({each["hash"] for each in found}) == 2
    assert len({each["pid"] for each in found}) == 2 + 4
    assert loads(tmp_path) >= 2 + 4


ENDS_AT_A_FORK = """import os, threading
asked = threading.Event()
thread = threading.Thread(target=asked.wait, daemon=True)
thread.start()
def end():
    asked.set()
    thread.join()
os.register_at_fork(before=end)
"""


def test_a_thread_that_ends_at_a_fork_bars_none(tmp_path: Path) -> None:
    """So does OpenBLAS with its own, and whatever imports numpy has these."""
    entry = noting(tmp_path, UNLESS_READ_ONLY + indent(ENDS_AT_A_FORK, "    "))
    rounds = rounds_of(plan_of(entry, NOTED, blocks=1), 2)
    assert starts(rounds) == [{Start.FORKED.value}] * 2
    assert loads(tmp_path) == 2


@pytest.mark.parametrize("bar", BARS.values(), ids=BARS)
def test_a_file_is_executed_once_a_root_where_what_it_builds_bars_a_fork(
    tmp_path: Path, bar: str
) -> None:
    """An import that takes a second is not paid in every round for an input that holds a thread."""
    kept = "opened, child, shared"
    building = f"@pair.input\ndef numbers(size):\n    global {kept}\n{indent(bar, '    ')}\n"
    entry = noting(tmp_path, building=building + "    return list(range(size))\n")
    rounds = rounds_of(plan_of(entry, NOTED, blocks=1), 3)
    assert starts(rounds) == [{Start.IMPORTED.value}] * 3
    found = notes(tmp_path)
    assert len({each["hash"] for each in found}) == 2
    assert len({each["drawn"] for each in found}) == 2
    # The stems of two roots have loaded it, and each of the first two has called.
    assert len({each["pid"] for each in found}) == 2 + 2 * 3
    assert loads(tmp_path) == 2 + 2


def test_what_is_warmed_up_at_a_smaller_size_shares_its_imports(tmp_path: Path) -> None:
    """What was imported is touched before the only call, and what is built is the worker's own."""
    entry = noting(tmp_path, options="sizes=(1, 10)")
    first = plan_of(entry, NOTED, warmups=0, blocks=1)
    first = replace(first, plan=replace(first.plan, warm_size=1))
    rounds = rounds_of(first, 2)
    assert starts(rounds) == [{Start.IMPORTED.value}] * 2
    assert loads(tmp_path) == 2


HELD = """
import os
from contextlib import contextmanager

def say(what):
    with open({path!r}, "a") as file:
        print(what, os.getpid(), file=file)

@pair.resource()
@contextmanager
def held(size):
    opened = {opened}
    say("opened")
    yield size
    say("closed")

@pair.input
def numbers(size, held):
    return list(range(size))
"""


def held(tmp_path: Path, *, opened: str) -> tuple[list[set[str | None]], list[tuple[str, ...]]]:
    """How the workers of four rounds were started, and which process did what to its resource."""
    resource = HELD.format(path=str(tmp_path / "held"), opened=opened)
    entry = entry_from(tmp_path, resource, LOOP, BUILTIN)
    rounds = rounds_of(plan_of(entry, {"loop": 2, "builtin": 2}), 4)
    lines = (tmp_path / "held").read_text(encoding="utf-8").splitlines()
    return starts(rounds), [tuple(each.split()) for each in lines]


def test_a_stem_opens_a_resource_and_closes_it_once(tmp_path: Path) -> None:
    """What may be forked is open in every leaf, and no leaf closes it."""
    started, said = held(tmp_path, opened="[size]")
    assert started == [{Start.FORKED.value}] * 4
    openers = [pid for what, pid in said if what == "opened"]
    assert len(openers) == len(set(openers)) < 2 * 4
    assert sorted(pid for what, pid in said if what == "closed") == sorted(openers)


def test_a_resource_that_cannot_be_forked_is_each_worker_s_own(tmp_path: Path) -> None:
    """An open file would be read by all leaves at once; each round opens and closes its own."""
    started, said = held(tmp_path, opened=f"open({__file__!r})")
    assert started == [{Start.IMPORTED.value}] * 4
    closed = [pid for what, pid in said if what == "closed"]
    # The stems have found out. The workers of a fifth round are ended before they could close.
    assert len(set(closed)) == 2 + 2 * 4


def test_coroutines_have_a_loop_in_every_leaf(tmp_path: Path) -> None:
    """An awaited variant is not called in the stem, so that no loop is shared."""
    later = "@pair.good\nasync def later(numbers): return sum(numbers)"
    entry = entry_from(tmp_path, NUMBERS, LOOP, later)
    rounds = rounds_of(plan_of(entry, {"loop": 5, "later": 5}), 2)
    assert starts(rounds) == [{Start.FORKED.value}] * 2


def test_prints_do_not_disturb_a_round(tmp_path: Path) -> None:
    """A variant that prints, while it loads and while it is called, is timed like any other."""
    chatty = "print('x')\n@pair.good\ndef chatty(numbers):\n    print('state')\n    return 45"
    entry = entry_from(tmp_path, NUMBERS, LOOP, chatty)
    found = rounds_of(plan_of(entry, {"loop": 5, "chatty": 5}), 2)
    assert [len(run.values_s) for each in found for run in each.runs] == [6] * 4


def test_a_pair_that_has_done_away_with_its_output_is_measured(tmp_path: Path) -> None:
    """Nothing is to be flushed where there is nothing."""
    quiet = UNLESS_READ_ONLY + "    sys.stdout = sys.stderr = None"
    entry = entry_from(tmp_path, quiet, NUMBERS, LOOP, BUILTIN)
    assert rounds_of(plan_of(entry, {"loop": 20, "builtin": 1_000}), 1)


def test_two_interpreters_start_afresh(tmp_path: Path) -> None:
    """Sides that cannot have one root are measured as without."""
    entry = entry_from(tmp_path, NUMBERS, LOOP, BUILTIN)
    place = entry.place("builtin")
    site = replace(place.site, python=Path(sys.executable))
    entry = replace(entry, places={"builtin": replace(place, site=site)})
    rounds = rounds_of(plan_of(entry, {"loop": 5, "builtin": 5}), 2)
    assert starts(rounds) == [{None}] * 2


@pytest.mark.parametrize(
    ("body", "trouble", "message"),
    FAILINGS,
)
@pytest.mark.parametrize("at", [1, 4])
def test_the_failing_variant_is_named(
    tmp_path: Path, body: str, trouble: Trouble, message: str, at: int
) -> None:
    """Whether a stem fails or a leaf, the words are those of a fresh worker's failure."""
    failing = f"""
import os, signal, time

calls = []

@pair.good
def failing(numbers):
    calls.append(1)
    if len(calls) == {at}:
        {body}
    return sum(numbers)
"""
    entry = entry_from(tmp_path, NUMBERS, LOOP, failing, BUILTIN)
    loops = {"loop": 20, "failing": 1, "builtin": 100}
    first = plan_of(entry, loops, timeout_s=1.0)
    with coupled() as timer:
        found = timer.time(first)
        assert isinstance(found, Failure)
        assert (found.variant, found.cell, found.stage) == ("failing", first.plan.cell, Stage.TIME)
        assert (found.trouble, found.message) == (trouble, message)
        del loops["failing"]
        assert isinstance(timer.time(replace(first, plan=replace(first.plan, loops=loops))), Round)


def test_what_dies_in_leaves_alone_is_measured_without(tmp_path: Path) -> None:
    """A library that does not bear to be forked costs the first try, and no more."""
    touchy = """
import os

loaded_in = os.getpid()

@pair.good
def touchy(numbers):
    if os.getpid() != loaded_in:
        os.abort()
    return sum(numbers)
"""
    entry = entry_from(tmp_path, NUMBERS, LOOP, touchy)
    assert starts(rounds_of(plan_of(entry, {"loop": 5, "touchy": 5}), 2)) == [{"grown"}] * 2


def test_a_file_that_cannot_be_loaded_is_told(tmp_path: Path) -> None:
    """What a pair's file raises in a stem is the failure of a variant, with its traceback."""
    entry = entry_from(tmp_path, NUMBERS, LOOP, BUILTIN)
    (tmp_path / "bench" / "subject.py").write_text("raise ValueError('no')\n", encoding="utf-8")
    with coupled() as timer:
        found = timer.time(plan_of(entry, {"loop": 5, "builtin": 5}))
    assert isinstance(found, Failure)
    assert found.message == "ValueError: no"
    assert "raise ValueError" in found.stderr


def roots() -> int:
    """How many roots this process has started that are still there."""
    found = 0
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            status = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            command = (folder / "cmdline").read_text(encoding="utf-8")
            found += status[1] == str(os.getpid()) and "coupled.root" in command
    return found


def test_no_tree_waits_for_a_round_that_nobody_asks_for(tmp_path: Path) -> None:
    """A root ends when it has served, and when another round is asked for than was announced."""
    entry = entry_from(tmp_path, NUMBERS, LOOP, BUILTIN)
    first = plan_of(entry, {"loop": 2, "builtin": 2}, blocks=2)
    other = plan_of(entry, {"loop": 3, "builtin": 3}, blocks=2)
    with coupled(life=1) as timer:
        timer.time(first, [other])
        assert roots() == bool(cpus_beside(cpus_for(parallel=False)))
        timer.time(replace(first, number=2))
        assert roots() == 0
    with coupled(life=2) as timer:
        timer.time(first, [replace(first, number=2)])
        assert roots() == 1
        timer.stop()
        assert roots() == 0


def test_the_root_of_another_cell_grows_beside_all_rounds_of_one(tmp_path: Path) -> None:
    """It is there from the first of them to the one that it serves, and ends after that."""
    if not cpus_beside(cpus_for(parallel=False)):
        pytest.skip("there is no other CPU")
    entry = entry_from(tmp_path, NUMBERS, LOOP, BUILTIN)
    first = plan_of(entry, {"loop": 2, "builtin": 2}, blocks=2)
    other = plan_of(entry, {"loop": 3, "builtin": 3}, blocks=2)
    second, third = (replace(first, number=number) for number in (2, 3))
    with coupled(life=3) as timer:
        for asked, upcoming in ((first, [second, other]), (second, [third, other])):
            timer.time(asked, upcoming)
            assert roots() == 2
        timer.time(third, [other])
        assert roots() == 1
        timer.time(other)
        assert roots() == 1


def test_no_descriptor_is_left_open(tmp_path: Path) -> None:
    """After many rounds and roots the harness has what it had before."""
    entry = entry_from(tmp_path, NUMBERS, LOOP, BUILTIN)
    first = plan_of(entry, {"loop": 2, "builtin": 2}, blocks=2)
    with coupled(life=2) as timer:
        timer.time(first)
        timer.stop()
        before = descriptors()
        for number in range(1, 8):
            upcoming = replace(first, number=number + 1)
            assert isinstance(timer.time(replace(first, number=number), [upcoming]), Round)
        timer.stop()
        assert descriptors() == before
