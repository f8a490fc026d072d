"""Tests of the parent that times: real pyperf workers in lock-step."""

import json
import os
import random
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import pytest

from pairbench.core.authoring.entry import Entry
from pairbench.core.judging.notices import OUTSIDE
from pairbench.core.planning.plan import CellPlan, RoundPlan
from pairbench.core.records.measurement import Cell, Failure, Round, Stage, Trouble
from pairbench.measure.machine.affinity import can_pin, cpus_beside, cpus_for
from pairbench.measure.processes.jobs import Jobs
from pairbench.measure.time.relay import Relay, Runner
from pairbench.measure.time.round_workers import Lane
from pairbench.measure.time.timer import LockStepTimer, _finisher
from tests.builders import a_cell_plan
from tests.pair_files import BUILTIN, FAILINGS, LOOP, NUMBERS, becomes_true, entry_from

if TYPE_CHECKING:
    from pairbench.measure.processes.process import Worker

pytestmark = pytest.mark.slow

LOOPS = {"loop": 20, "builtin": 1_000}


def a_plan(entry: Entry, loops: Mapping[str, int], **changes: Any) -> CellPlan:
    """A plan for one cell of the pair."""
    return a_cell_plan(entry.definition.name, loops, **changes)


def timed(entry: Entry, plan: CellPlan, *, number: int = 1, seed: int = 1) -> Round | Failure:
    """One round, or who could not finish it."""
    with Jobs() as jobs:
        timer = LockStepTimer(jobs, random.Random(seed))
        return timer.time(RoundPlan(entry=entry, plan=plan, number=number))


def the_round(entry: Entry, plan: CellPlan, *, number: int = 1) -> Round:
    """One round that is expected to be whole."""
    found = timed(entry, plan, number=number)
    assert isinstance(found, Round), found
    return found


@pytest.mark.parametrize("warmups", [0, 2])
def test_a_round_has_a_value_for_every_block(tmp_path: Path, warmups: int) -> None:
    """Each variant brings one positive value for each block, and its warm-ups apart from them."""
    entry = entry_from(tmp_path, NUMBERS, LOOP, BUILTIN)
    found = the_round(entry, a_plan(entry, LOOPS, warmups=warmups), number=4)
    assert found.cell == Cell(pair="subject", size=10)
    assert found.number == 4
    assert [run.variant for run in found.runs] == ["loop", "builtin"]
    assert [run.loops for run in found.runs] == [20, 1_000]
    for run in found.runs:
        assert len(run.values_s) == 6
        assert len(run.warmups) == warmups
        assert all(value_s > 0 for value_s in run.values_s)


def test_a_worker_makes_a_call_at_the_warm_size_first(tmp_path: Path) -> None:
    """Before its first turn, and with the input of that size; then at the cell's own."""
    parts = f"""
def noted(name, numbers):
    with open({str(tmp_path)!r} + "/" + name, "a") as file:
        print(len(numbers), file=file)

@pair.bad
def first(numbers):
    noted("first", numbers)

@pair.good
def second(numbers):
    noted("second", numbers)
"""
    entry = entry_from(tmp_path, NUMBERS, parts, options="sizes=(10, 20)")
    plan = a_plan(entry, {"first": 1, "second": 1}, size=20, blocks=2, warmups=0)
    the_round(entry, replace(plan, warm_size=10))
    for name in ("first", "second"):
        assert (tmp_path / name).read_text(encoding="utf-8").split() == ["10", "20", "20"]


def test_every_value_says_where_it_comes_from(tmp_path: Path) -> None:
    """The metadata name the pair, the variant, the size and the round, for pyperf and for us."""
    entry = entry_from(tmp_path, NUMBERS, LOOP, BUILTIN)
    for run in the_round(entry, a_plan(entry, LOOPS), number=3).runs:
        ours = {key: value for key, value in run.metadata.items() if key.startswith("pairbench_")}
        assert run.metadata["name"] == f"subject/{run.variant}/10"
        assert ours.pop("pairbench_positions")
        assert float(ours.pop(OUTSIDE)) >= 0
        assert ours == {
            "pairbench_pair": "subject",
            "pairbench_variant": run.variant,
            "pairbench_size": 10,
            "pairbench_round": 3,
        }


def test_the_positions_are_those_of_a_balanced_order(tmp_path: Path) -> None:
    """In every block each variant has a place of its own, and each precedes each in half."""
    extra = "@pair.good\ndef counted(numbers): return sum(number for number in numbers)"
    entry = entry_from(tmp_path, NUMBERS, LOOP, BUILTIN, extra)
    found = the_round(entry, a_plan(entry, {**LOOPS, "counted": 10}))
    places = [
        [int(each) for each in str(run.metadata["pairbench_positions"]).split(",")]
        for run in found.runs
    ]
    assert all(sorted(block) == [0, 1, 2] for block in zip(*places, strict=True))
    for one, other in permutations(places, 2):
        assert sum(mine < its for mine, its in zip(one, other, strict=True)) == 3


def test_the_turns_are_taken_in_the_order_of_the_positions(tmp_path: Path) -> None:
    """Nobody runs out of turn: what the variants note is the order that the positions promise."""
    note = tmp_path / "turns"
    parts = f"""
def noted(name):
    with open({str(note)!r}, "a") as file:
        file.write(name)

@pair.bad
def first(numbers):
    noted("a")

@pair.good
def second(numbers):
    noted("b")
"""
    entry = entry_from(tmp_path, NUMBERS, parts)
    found = the_round(entry, a_plan(entry, {"first": 1, "second": 1}, warmups=0))
    places = [str(run.metadata["pairbench_positions"]).split(",") for run in found.runs]
    expected = "".join(
        "ab" if mine < its else "ba" for mine, its in zip(places[0], places[1], strict=True)
    )
    assert note.read_text(encoding="utf-8") == expected


@pytest.mark.skipif(not can_pin(), reason="this system cannot pin a process to a CPU")
@pytest.mark.parametrize("parallel", [False, True])
def test_all_workers_run_on_the_same_cpus(tmp_path: Path, *, parallel: bool) -> None:
    """Every variant is bound to the one CPU of a round, or to the whole set if it is parallel."""
    note = tmp_path / "cpus"
    parts = f"""
import os

def noted():
    with open({str(note)!r}, "a") as file:
        print(sorted(os.sched_getaffinity(0)), file=file)

@pair.bad
def first(numbers):
    noted()

@pair.good
def second(numbers):
    noted()
"""
    entry = entry_from(tmp_path, NUMBERS, parts)
    plan = a_plan(entry, {"first": 1, "second": 1}, parallel=parallel, blocks=1)
    found = the_round(entry, plan)
    cpus = cpus_for(parallel=parallel)
    assert len(cpus) == (len(os.sched_getaffinity(0)) if parallel else 1)
    assert set(note.read_text(encoding="utf-8").splitlines()) == {str(list(cpus))}
    assert len({run.metadata.get("cpu_affinity") for run in found.runs}) == 1


def test_command_lines_have_equal_length(tmp_path: Path) -> None:
    """Nothing that a worker is started with tells the variants apart, not even its length."""
    note = tmp_path / "started"
    parts = f"""
import json, os, sys

def noted():
    with open({str(note)!r}, "a") as file:
        print(json.dumps([sys.orig_argv, dict(os.environ)]), file=file)

@pair.bad
def a(numbers):
    noted()

@pair.good
def a_name_that_is_much_longer(numbers):
    noted()
"""
    entry = entry_from(tmp_path, NUMBERS, parts)
    loops = {"a": 1, "a_name_that_is_much_longer": 12}
    the_round(entry, a_plan(entry, loops, blocks=1, warmups=0))
    lines = note.read_text(encoding="utf-8").splitlines()
    started = [json.loads(line) for line in lines]
    assert len({len(" ".join(arguments)) for arguments, _ in started}) == 1
    assert len({tuple(arguments) for arguments, _ in started}) == 2, "the loops differ"
    assert all(environment == started[0][1] for _, environment in started)


def test_every_variant_has_a_fresh_process(tmp_path: Path) -> None:
    """No process serves two variants, nor two rounds."""
    note = tmp_path / "pids"
    parts = f"""
import os

def noted():
    with open({str(note)!r}, "a") as file:
        print(os.getpid(), file=file)

@pair.bad
def first(numbers):
    noted()

@pair.good
def second(numbers):
    noted()
"""
    entry = entry_from(tmp_path, NUMBERS, parts)
    plan = a_plan(entry, {"first": 1, "second": 1}, blocks=2)
    for number in (1, 2):
        the_round(entry, plan, number=number)
    assert len(set(note.read_text(encoding="utf-8").split())) == 4


@pytest.mark.parametrize(
    ("body", "trouble", "message"),
    FAILINGS,
)
@pytest.mark.parametrize("seed", [1, 2])
def test_the_failing_variant_is_named(
    tmp_path: Path, body: str, trouble: Trouble, message: str, seed: int
) -> None:
    """Whoever has the first turn, the failure names the variant that could not finish the round."""
    failing = f"""
import os, signal, time

calls = []

@pair.good
def failing(numbers):
    calls.append(1)
    if len(calls) == 3:
        {body}
    return sum(numbers)
"""
    entry = entry_from(tmp_path, NUMBERS, LOOP, failing, BUILTIN)
    plan = a_plan(entry, {**LOOPS, "failing": 1}, timeout_s=1.0)
    found = timed(entry, plan, seed=seed)
    assert isinstance(found, Failure)
    assert (found.variant, found.cell, found.stage) == ("failing", plan.cell, Stage.TIME)
    assert (found.trouble, found.message) == (trouble, message)


def test_only_the_planned_variants_are_timed(tmp_path: Path) -> None:
    """A variant that has no loops is not started, so that a round can go on without it."""
    dying = "import os\n\n@pair.good\ndef dying(numbers): os._exit(3)"
    entry = entry_from(tmp_path, NUMBERS, LOOP, dying, BUILTIN)
    found = the_round(entry, a_plan(entry, LOOPS))
    assert [run.variant for run in found.runs] == ["loop", "builtin"]


def test_prints_do_not_disturb_a_round(tmp_path: Path) -> None:
    """A variant that prints is timed like any other."""
    chatty = "@pair.good\ndef chatty(numbers):\n    print('state', flush=True)\n    return 45"
    entry = entry_from(tmp_path, NUMBERS, LOOP, chatty)
    found = the_round(entry, a_plan(entry, {"loop": 5, "chatty": 5}))
    assert [len(run.values_s) for run in found.runs] == [6, 6]


def test_async_variants_take_turns_too(tmp_path: Path) -> None:
    """A coroutine is timed in the same round as a plain function."""
    later = "@pair.good\nasync def later(numbers): return sum(numbers)"
    entry = entry_from(tmp_path, NUMBERS, LOOP, later)
    found = the_round(entry, a_plan(entry, {"loop": 5, "later": 5}))
    assert all(value_s > 0 for run in found.runs for value_s in run.values_s)


@pytest.mark.alone
def test_a_hundredfold_job_takes_longer(tmp_path: Path) -> None:
    """A variant that does the same thing a hundred times over is slower in every block."""
    often = """
@pair.good
def often(numbers):
    for _ in range(100):
        total = sum(numbers)
    return total
"""
    entry = entry_from(tmp_path, NUMBERS, LOOP, BUILTIN, often, options="sizes=(1_000,)")
    plan = a_plan(entry, {"builtin": 100, "often": 1}, size=1_000)
    once, hundredfold = the_round(entry, plan).runs
    assert min(hundredfold.values_s) > 10 * min(once.values_s)


can_overlap = pytest.mark.skipif(
    not cpus_beside(cpus_for(parallel=False)), reason="there is no second CPU to start workers on"
)

NOTED = """
import os
from pathlib import Path

def noted(name, what):
    with open(Path({folder!r}) / name, "a") as file:
        print(what, sorted(os.sched_getaffinity(0)), file=file)

noted("loaded", "module")

@pair.bad
def first(numbers):
    noted("called", "first")

@pair.good
def second(numbers):
    noted("called", "second")
"""


def lines_of(file: Path) -> list[str]:
    """What was noted in a file, if anything was."""
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []


def two_rounds(folder: Path, **changes: Any) -> tuple[RoundPlan, RoundPlan]:
    """Two rounds of a pair that notes where it is loaded and called."""
    entry = entry_from(folder, NUMBERS, NOTED.format(folder=str(folder)))
    plan = a_plan(entry, {"first": 1, "second": 1}, blocks=2, warmups=0, **changes)
    first = RoundPlan(entry=entry, plan=plan, number=1)
    return first, replace(first, number=2)


@can_overlap
def test_the_next_round_starts_beside_this_one(tmp_path: Path) -> None:
    """Its workers load the pair on the other CPUs, and are called on the CPU of all rounds."""
    one, two = two_rounds(tmp_path)
    loaded, called = tmp_path / "loaded", tmp_path / "called"
    loaded.unlink()  # the harness has loaded the pair as well
    with Jobs() as jobs:
        timer = LockStepTimer(jobs, random.Random(1))
        assert isinstance(timer.time(one, [two]), Round)
        assert becomes_true(lambda: len(lines_of(loaded)) == 4)
        assert len(lines_of(called)) == 4
        assert isinstance(timer.time(two), Round)
    beside = list(cpus_beside(cpus_for(parallel=False)))
    assert lines_of(loaded)[2:] == [f"module {beside}"] * 2
    assert {line.partition(" ")[2] for line in lines_of(called)} == {
        str(list(cpus_for(parallel=False)))
    }
    assert len(lines_of(called)) == 8


@can_overlap
def test_a_worker_that_nobody_asked_for_is_ended(tmp_path: Path) -> None:
    """When another round is asked for, or none, nothing is left of what was started ahead."""
    one, two = two_rounds(tmp_path)
    with Jobs() as jobs:
        timer = LockStepTimer(jobs, random.Random(1))
        timer.time(one, [two])
        timer.time(replace(one, number=3))
        assert timing_workers() == []
        timer.time(one, [two])
        assert len(timing_workers()) == 2
        timer.stop()
        assert timing_workers() == []
    assert len(lines_of(tmp_path / "called")) == 12


@can_overlap
def test_a_round_in_between_keeps_what_was_started(tmp_path: Path) -> None:
    """A round of the controls, which comes first, does not cost the next one its start."""
    one, two = two_rounds(tmp_path)
    with Jobs() as jobs:
        timer = LockStepTimer(jobs, random.Random(1))
        timer.time(one, [two])
        started = timing_workers()
        timer.time(replace(one, number=7), [two])
        assert timing_workers() == started
        timer.time(two)
        assert timing_workers() == []


@can_overlap
def test_a_parallel_pair_has_all_cpus_to_itself(tmp_path: Path) -> None:
    """Nothing starts beside it, and it does not start beside another."""
    one, two = two_rounds(tmp_path, parallel=True)
    alone = replace(one, plan=replace(one.plan, parallel=False))
    with Jobs() as jobs:
        timer = LockStepTimer(jobs, random.Random(1))
        timer.time(one, [alone])
        assert timing_workers() == []
        timer.time(alone, [two])
        assert timing_workers() == []


@can_overlap
def test_a_server_has_the_other_cpus_to_itself(tmp_path: Path) -> None:
    """Nothing starts beside a pair whose resource is in a process of its own."""
    parts = """
from contextlib import contextmanager

@pair.resource(scope="run")
@contextmanager
def server(size):
    yield "http://127.0.0.1"

@pair.input
def url(size, server): return server

@pair.bad
def first(url): return url

@pair.good
def second(url): return url
"""
    entry = entry_from(tmp_path, parts)
    plan = a_plan(entry, {"first": 1, "second": 1}, blocks=2, warmups=0)
    one = RoundPlan(entry=entry, plan=plan, number=1)
    with Jobs() as jobs:
        timer = LockStepTimer(jobs, random.Random(1))
        assert isinstance(timer.time(one, [replace(one, number=2)]), Round)
        assert timing_workers() == []


@can_overlap
def test_what_fails_ahead_is_told_when_it_is_asked_for(tmp_path: Path) -> None:
    """A round that cannot be started spoils neither the one before it nor its own message."""
    one, two = two_rounds(tmp_path)
    broken = replace(two, plan=replace(two.plan, loops={"first": 1, "missing": 1}))
    with Jobs() as jobs:
        timer = LockStepTimer(jobs, random.Random(1))
        assert isinstance(timer.time(one, [broken]), Round)
        failed = timer.time(broken)
    assert isinstance(failed, Failure)
    assert failed.variant == "missing"


def test_who_has_the_turn_is_asked_first_where_two_have_ended() -> None:
    """What one worker does may end another: the other's end is not told as its own fault."""
    with ExitStack() as stack, Relay((1, 0)) as relay:
        lanes = {}
        for index, variant in enumerate(("bystander", "culprit")):
            incoming, outgoing = os.pipe()
            os.close(outgoing)  # as that of a process which has ended
            worker = cast("Worker", stack.enter_context(os.fdopen(incoming, "rb")))
            lanes[index] = Lane(variant=variant, worker=worker, positions="0")
        relay.start()
        Runner(relay.ticket(1), parent_fd=lanes[0].worker.fileno()).wait()
        found = _finisher(lanes, relay, timeout_s=10.0)
    assert (lanes[found.index].variant, found.hung) == ("culprit", False)


def timing_workers() -> list[int]:
    """The timing workers that this process has started and that are still there."""
    mine = str(os.getpid())
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            status = (folder / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
            command = (folder / "cmdline").read_text(encoding="utf-8")
        except OSError:
            continue
        if status[1] == mine and status[0] != "Z" and "pairbench.measure.time.worker" in command:
            found.append(int(folder.name))
    return sorted(found)


def test_what_another_variant_has_left_is_spoken_of_where_it_is_missed(tmp_path: Path) -> None:
    """The check calls all variants in one process, and a variant is timed alone in its own."""
    leaves = "left = {}\n@pair.bad\ndef leaves(numbers): return left.setdefault(1, sum(numbers))"
    reads = "@pair.good\ndef reads(numbers): return left[1]"
    entry = entry_from(tmp_path, NUMBERS, leaves, reads)
    failed = timed(entry, a_plan(entry, {"leaves": 1, "reads": 1}))
    assert isinstance(failed, Failure)
    assert failed.message.startswith("KeyError: 1")
    assert "where another variant has left it, let each make its own" in failed.message
