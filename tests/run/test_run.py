"""Tests of a run, with fakes in the place of the outside world."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from pathlib import Path

import pytest

from pairbench.core.authoring.claim import Claim, Faster, Leaner
from pairbench.core.authoring.definition import PairDefinition
from pairbench.core.authoring.entry import Entry, Site
from pairbench.core.errors import Interrupted
from pairbench.core.planning.effort import FULL, QUICK, Effort
from pairbench.core.planning.plan import RoundPlan
from pairbench.core.records.measurement import (
    CallTime,
    Cell,
    CheckReport,
    Conditions,
    Failure,
    LeftOut,
    MemoryMeasurement,
    Round,
    Sighting,
    Stack,
    Stage,
    TimeProfile,
    Trouble,
)
from pairbench.core.records.record import CONTROLS, PairRecord
from pairbench.core.statistics.sequential import first_verdict
from pairbench.run.probes import Step
from pairbench.run.records import NOTHING
from pairbench.run.resumed import Before
from pairbench.run.steps.decide import MOST_TRIES
from tests.builders import QUICK as GOOD
from tests.builders import SLOW as BAD
from tests.builders import a_definition, a_failure, a_memory, a_round
from tests.worlds import run_in

Place = tuple[str, int, str]
"""A pair, a size and a variant."""


@dataclass
class World:
    """Fakes for all that a run needs; every call to one of them is an event.

    ``checks`` holds what the check finds in a pair, ``fails`` the places where a variant fails at
    a stage (in time from the given round on). ``ratios`` has the ratios of a pair's rounds, over
    and over; without them it is so close to the claim that few rounds do not say. Every round
    takes ``round_s`` of the
    clock. What concerns the controls has events of its own.
    """

    checks: dict[str, CheckReport] = field(default_factory=dict)
    fails_timed: dict[Place, int] = field(default_factory=dict)
    fails_traced: set[Place] = field(default_factory=set)
    fails_profiled: set[Place] = field(default_factory=set)
    stop_at: Cell | None = None
    killed_after: int | None = None
    events: list[tuple[str, object]] = field(default_factory=list)
    saved: dict[str, PairRecord] = field(default_factory=dict)
    longest_call_s: float | None = None
    expected_s: dict[Step, float] = field(default_factory=dict)
    advanced_s: dict[Step, float] = field(default_factory=dict)
    step: Step | None = None
    ratios: dict[str, tuple[float, ...]] = field(default_factory=dict)
    spoilt: set[int] = field(default_factory=set)
    round_s: float = 1.0
    now_s: float = 0.0
    left_s: list[tuple[float, float]] = field(default_factory=list)
    waiting: RoundPlan | None = None
    grown_beside: set[tuple[str, int, int, str, int]] = field(default_factory=set)
    foreseen: int = 0
    kept: int = 0

    def clock_s(self) -> float:
        return self.now_s

    def check(self, entry: Entry, *, longest_call_s: float) -> CheckReport:
        definition = entry.definition
        if definition.name == CONTROLS:
            return sound(definition)
        self.events.append(("check", definition.name))
        self.longest_call_s = longest_call_s
        return self.checks.get(definition.name, sound(definition))

    def stop(self) -> None:
        self.waiting = None

    def time(self, asked: RoundPlan, upcoming: Sequence[RoundPlan] = ()) -> Round | Failure:
        plan, number = asked.plan, asked.number
        if self.waiting is not None and asked == self.waiting:
            self.foreseen += 1
        self.waiting = next(iter(upcoming), None)
        here = (plan.cell.pair, plan.cell.size, number)
        later = [each.plan.cell for each in upcoming[1:]]
        self.grown_beside.update((*here, each.pair, each.size) for each in later)
        self.now_s += self.round_s
        if plan.cell.pair == CONTROLS:
            self.events.append(("control", (number, tuple(plan.loops))))
            found = a_round({each: [0.001] for each in plan.loops}, number=number)
            return replace(found, cell=plan.cell)
        self.events.append(("time", (plan.cell.pair, plan.cell.size, number, tuple(plan.loops))))
        if plan.cell == self.stop_at:
            raise Interrupted
        for variant in plan.loops:
            if number >= self.fails_timed.get((plan.cell.pair, plan.cell.size, variant), 1_000):
                return replace(a_failure(variant, stage=Stage.TIME), cell=plan.cell)
        ratios = self.ratios.get(plan.cell.pair, (1.9,))
        base_s = 0.001 * ratios[number % len(ratios)]
        values_s = {each: [base_s if each == BAD else 0.001] * 2 for each in plan.loops}
        conditions = Conditions(suspended_s=9.0 if number in self.spoilt else 0.0)
        found = a_round(values_s, number=number)
        return replace(found, cell=plan.cell, conditions=conditions)

    def trace(
        self, entry: Entry, *, variant: str, sizes: Sequence[int], repeats: int, begin: int = 0
    ) -> Iterator[MemoryMeasurement | Failure]:
        pair = entry.definition.name
        for size in sizes:
            self.events.append(("trace", (pair, size, variant, repeats)))
            cell = Cell(pair=pair, size=size)
            if (pair, size, variant) in self.fails_traced:
                yield replace(a_failure(variant, stage=Stage.MEMORY), cell=cell)
            else:
                yield replace(a_memory(variant, size=size), cell=cell)

    def profile(self, entry: Entry, *, variant: str, size: int) -> TimeProfile | None:
        pair = entry.definition.name
        self.events.append(("profile", (pair, size, variant)))
        if (pair, size, variant) in self.fails_profiled:
            return None
        stack = Stack(frames=(f"f (bench/{pair}.py:1)",), weight=0.001)
        return TimeProfile(cell=Cell(pair=pair, size=size), variant=variant, stacks=(stack,))

    def _keep(self, record: PairRecord) -> None:
        """Keep a record, unless this is when the run is killed."""
        if self.killed_after == self.kept:
            raise Interrupted
        self.kept += 1
        self.saved[record.definition.name] = record

    def save_pair(self, record: PairRecord) -> None:
        if record.definition.name != CONTROLS:
            self.events.append(("save pair", record))
        self._keep(record)

    def save_rounds(self, record: PairRecord) -> None:
        if record.definition.name != CONTROLS:
            self.events.append(("save rounds", record))
        self._keep(record)

    def begin(self, step: Step, total_s: float) -> None:
        self.events.append(("begin", step))
        self.step = step
        self.expected_s[step] = total_s
        self.advanced_s[step] = 0.0

    def doing(self, what: str) -> None:
        self.events.append(("doing", what))

    def advance(self, expected_s: float) -> None:
        assert self.step is not None
        self.advanced_s[self.step] += expected_s

    def expect(self, left_s: float) -> None:
        self.left_s.append((self.now_s, left_s))

    def trouble(self, failure: Failure) -> None:
        self.events.append(("trouble", failure))

    def of(self, kind: str) -> list[object]:
        """The events of one kind."""
        return [what for each, what in self.events if each == kind]

    def records(self) -> list[PairRecord]:
        """Everything that was handed to the sink, in its order."""
        return [what for _, what in self.events if isinstance(what, PairRecord)]


def sound(definition: PairDefinition, *, call_s: float = 0.001) -> CheckReport:
    """The report of a pair with nothing wrong, whose calls all take equally long."""
    return report_of(definition, dict.fromkeys(definition.sizes, call_s))


def report_of(
    definition: PairDefinition, calls_s: dict[int, float], failures: Iterable[Failure] = ()
) -> CheckReport:
    """A report with the call times by size, without those of the variants that failed there."""
    failed = [(each.variant, each.cell.size) for each in failures]
    return CheckReport(
        call_times=tuple(
            CallTime(cell=Cell(pair=definition.name, size=size), variant=variant, call_s=call_s)
            for size, call_s in calls_s.items()
            for variant in definition.available
            if (variant, size) not in failed
        ),
        sightings=(),
        failures=tuple(failures),
    )


def an_entry(
    name: str = "one",
    *,
    sizes: tuple[int, ...] = (10, 20),
    claims: Sequence[Claim] | None = None,
) -> Entry:
    """A pair to run, with a claim on time at its largest size where no others are given."""
    if claims is None:
        claims = [Faster(variant=GOOD, factor=2.0, size=sizes[-1])]
    definition = replace(a_definition(*claims, sizes=sizes, goods=(GOOD, "other")), name=name)
    return Entry(site=Site(root=Path("project")), definition=definition)


def a_failure_at(
    entry: Entry, variant: str, size: int, trouble: Trouble, stage: Stage = Stage.CHECK
) -> Failure:
    """What the check found at one place."""
    cell = Cell(pair=entry.definition.name, size=size)
    return replace(a_failure(variant, trouble=trouble, stage=stage), cell=cell)


SHORT = replace(QUICK, longest_call_s=math.inf, longest_traced_call_s=math.inf, only_asked=False)
"""Five rounds where a claim compares, two elsewhere."""


def go(
    world: World, *entries: Entry, effort: Effort = SHORT, before: Before = NOTHING
) -> dict[str, PairRecord]:
    """Run the pairs in a world, and give what the sink holds of them at the end."""
    run_in(world, entries, effort, before)
    return {name: record for name, record in world.saved.items() if name != CONTROLS}


def test_every_pair_is_checked_timed_and_traced() -> None:
    """A sound pair ends with the planned rounds and a figure for every variant and size."""
    world = World()
    record = go(world, an_entry())["one"]
    assert [(each.cell.size, each.number) for each in record.rounds] == [
        (10, 1),
        (20, 1),
        (10, 2),
        (20, 2),
        (20, 3),
        (20, 4),
        (20, 5),
    ]
    traced = [(each.variant, each.cell.size) for each in record.memory]
    assert traced == [(each, size) for each in (BAD, GOOD, "other") for size in (10, 20)]
    assert record.failures == ()
    assert record.left_out == ()


def test_the_steps_follow_each_other() -> None:
    """All pairs are checked before one is timed, and all are timed before one is traced."""
    world = World()
    go(world, an_entry("one"), an_entry("two"))
    kinds = [kind for kind, _ in world.events if kind in {"check", "time", "trace"}]
    assert kinds == sorted(kinds, key=["check", "time", "trace"].index)
    assert world.of("begin") == [Step.CHECK, Step.TIME, Step.DECIDE, Step.MEMORY]


def test_the_next_round_is_foreseen() -> None:
    """The timer is told what comes next, so that it can start the workers ahead.

    Only a round after which an answer ends a cell is not what was foreseen.
    """
    world = World()
    go(world, an_entry("one"), an_entry("two"))
    assert world.foreseen >= len(world.of("time")) - 2
    assert world.waiting is None


def test_an_interruption_ends_what_was_started_ahead() -> None:
    """Whoever interrupts a run finds no worker that waits for its turn."""
    entry = an_entry()
    world = World(stop_at=Cell(pair="one", size=20))
    with pytest.raises(Interrupted):
        go(world, entry)
    assert world.waiting is None


def test_rounds_go_round_the_cells() -> None:
    """One round of every cell of every pair comes before the second round of any."""
    world = World()
    go(world, an_entry("one"), an_entry("two"))
    everybody = (BAD, GOOD, "other")
    assert world.of("time") == [
        (pair, size, number, everybody)
        for number, sizes in ((1, (10, 20)), (2, (10, 20)), (3, (20,)), (4, (20,)), (5, (20,)))
        for pair in ("one", "two")
        for size in sizes
    ]


def test_what_takes_long_to_load_is_loaded_for_several_rounds() -> None:
    """The rounds that one root serves follow each other, and the next cell's root grows beside."""
    dear, cheap = an_entry("dear"), an_entry("cheap")
    found = report_of(dear.definition, {10: 0.001, 20: 0.001})
    slow = tuple(replace(each, start_s=5.0) for each in found.call_times)
    world = World(
        checks={"dear": replace(found, call_times=slow)},
        ratios={"dear": (0.5, 1.9), "cheap": (0.5, 1.9)},
    )
    go(world, dear, cheap)
    everybody = (BAD, GOOD, "other")
    assert world.of("time") == [
        (*each, everybody)
        for each in (
            *(("dear", 10, 1), ("dear", 20, 1), ("dear", 20, 2), ("dear", 20, 3)),
            *(("cheap", 10, 1), ("cheap", 20, 1)),
            *(("dear", 10, 2), ("cheap", 10, 2), ("cheap", 20, 2), ("cheap", 20, 3)),
            *(("dear", 20, 4), ("dear", 20, 5), ("cheap", 20, 4), ("cheap", 20, 5)),
        )
    ]
    assert ("dear", 20, 2, "cheap", 10) in world.grown_beside


def test_a_wrong_pair_is_neither_timed_nor_traced() -> None:
    """One WRONG failure keeps a pair from being measured at all, and the others go on."""
    wrong, fine = an_entry("wrong"), an_entry("fine")
    failure = a_failure_at(wrong, GOOD, 20, Trouble.WRONG)
    calls_s = {10: 0.001, 20: 0.001}
    world = World(checks={"wrong": report_of(wrong.definition, calls_s, [failure])})
    records = go(world, wrong, fine)
    assert records["wrong"].failures == (failure,)
    assert (records["wrong"].rounds, records["wrong"].memory) == ((), ())
    assert "wrong" not in str(world.of("time") + world.of("trace"))
    assert len(records["fine"].rounds) == 7


def test_a_variant_that_failed_its_check_is_left_out_of_its_cell() -> None:
    """A variant that raises at one size is timed and traced at the others."""
    entry = an_entry()
    failure = a_failure_at(entry, GOOD, 20, Trouble.RAISED)
    world = World(checks={"one": report_of(entry.definition, {10: 0.001, 20: 0.001}, [failure])})
    record = go(world, entry)["one"]
    timed = {(each.cell.size, run.variant) for each in record.rounds for run in each.runs}
    traced = {(each.cell.size, each.variant) for each in record.memory}
    expected = {(10, BAD), (10, GOOD), (10, "other"), (20, BAD), (20, "other")}
    assert timed == traced == expected


def test_a_failed_behaviour_does_not_stop_the_measuring() -> None:
    """A check of behaviour that breaks concerns itself alone."""
    entry = an_entry()
    failure = a_failure_at(entry, GOOD, 10, Trouble.RAISED, Stage.BEHAVIOUR)
    report = replace(sound(entry.definition), failures=(failure,))
    record = go(World(checks={"one": report}), entry)["one"]
    assert len(record.rounds) == 7
    assert len(record.memory) == 6


def test_sightings_are_kept() -> None:
    """What the behaviours showed is in the record from the first save on."""
    entry = an_entry()
    seen = Sighting(check="empties", variant=GOOD, passed=True, seen="empty")
    world = World(checks={"one": replace(sound(entry.definition), sightings=(seen,))})
    go(world, entry)
    assert all(record.sightings == (seen,) for record in world.records())


def test_a_variant_that_fails_in_a_round_is_dropped() -> None:
    """The round is repeated with the others at once, and later rounds go on without it."""
    world = World(fails_timed={("one", 20, GOOD): 2})
    record = go(world, an_entry())["one"]
    everybody, others = (BAD, GOOD, "other"), (BAD, "other")
    assert [what for what in world.of("time") if isinstance(what, tuple) and what[1] == 20] == [
        ("one", 20, 1, everybody),
        ("one", 20, 2, everybody),
        ("one", 20, 2, others),
        ("one", 20, 3, others),
        ("one", 20, 4, others),
        ("one", 20, 5, others),
    ]
    kept = [
        (each.number, tuple(run.variant for run in each.runs))
        for each in record.rounds
        if each.cell.size == 20
    ]
    assert kept == [(1, everybody), (2, others), (3, others), (4, others), (5, others)]
    assert [(each.variant, each.stage) for each in record.failures] == [(GOOD, Stage.TIME)]


def test_a_dropped_variant_is_measured_at_other_sizes() -> None:
    """A failure in a round costs its own cell: the variant is still timed and traced elsewhere."""
    world = World(fails_timed={("one", 20, GOOD): 1})
    record = go(world, an_entry())["one"]
    at_10 = [each for each in record.rounds if each.cell.size == 10]
    assert all(GOOD in {run.variant for run in each.runs} for each in at_10)
    assert [each.cell.size for each in record.memory if each.variant == GOOD] == [10]


def test_a_cell_in_which_everybody_fails_ends() -> None:
    """When the last variant of a cell has failed, its rounds are not tried again."""
    fails = {("one", 10, variant): 1 for variant in (BAD, GOOD, "other")}
    world = World(fails_timed=fails)
    record = go(world, an_entry(sizes=(10,)))["one"]
    assert record.rounds == ()
    assert [each.variant for each in record.failures] == [BAD, GOOD, "other"]
    assert len(world.of("time")) == 3


def test_a_size_that_cannot_be_traced_leaves_the_others() -> None:
    """A failure under the tracer is recorded, and the figures of the other sizes are kept."""
    world = World(fails_traced={("one", 10, GOOD)})
    record = go(world, an_entry())["one"]
    assert [(each.variant, each.cell.size) for each in record.failures] == [(GOOD, 10)]
    assert [each.cell.size for each in record.memory if each.variant == GOOD] == [20]
    assert len(record.memory) == 5


SAMPLED = replace(SHORT, profiled=True)


def test_every_variant_is_sampled_once_at_the_largest_size() -> None:
    """A full run ends with a profile of each variant, where its calls take longest."""
    world = World()
    record = go(world, an_entry(), effort=SAMPLED)["one"]
    assert world.of("profile") == [("one", 20, each) for each in (BAD, GOOD, "other")]
    assert [(each.variant, each.cell.size) for each in record.profiles] == world_places(world)
    assert world.of("begin")[-1] == Step.PROFILE
    assert world.advanced_s[Step.PROFILE] == pytest.approx(world.expected_s[Step.PROFILE])


def world_places(world: World) -> list[tuple[str, int]]:
    """What was sampled: variants with their sizes."""
    sampled = [what for what in world.of("profile") if isinstance(what, tuple)]
    return [(variant, size) for _, size, variant in sampled]


def test_what_failed_is_not_sampled() -> None:
    """A variant that died in a round is not called again for its profile."""
    world = World(fails_timed={("one", 20, GOOD): 2})
    go(world, an_entry(), effort=SAMPLED)
    assert world.of("profile") == [("one", 20, each) for each in (BAD, "other")]


def test_a_profile_that_cannot_be_had_is_no_failure() -> None:
    """The run keeps what it measured, and the profiles of the others."""
    world = World(fails_profiled={("one", 20, BAD)})
    record = go(world, an_entry(), effort=SAMPLED)["one"]
    assert [each.variant for each in record.profiles] == [GOOD, "other"]
    assert record.failures == ()


def test_a_quick_run_samples_nothing() -> None:
    """Profiles only explain, and a quick run has no time for that."""
    world = World()
    assert go(world, an_entry(), effort=QUICK)["one"].profiles == ()
    assert world.of("profile") == []


def test_everything_is_saved_as_soon_as_it_is_measured() -> None:
    """After each measurement, and before the next, the sink gets a record that holds it.

    What is traced of a variant is saved together.
    """
    world = World(fails_timed={("one", 20, GOOD): 2}, fails_traced={("one", 10, BAD)})
    go(world, an_entry())
    measured = 0
    awaited = ""
    for kind, what in world.events:
        if kind in {"check", "time", "trace"}:
            label = f"{kind} {what[2] if kind == 'trace' and isinstance(what, tuple) else what}"
            assert awaited in {"", label}, f"{awaited} was not saved before {what}"
            awaited = label
        elif isinstance(what, PairRecord):
            size = len(what.rounds) + len(what.memory) + len(what.failures)
            assert size >= measured
            awaited = "" if size > measured or awaited.startswith("check") else awaited
            measured = size
    assert not awaited
    assert measured == 7 + 4 + 2


def test_the_sink_sees_records_that_only_grow() -> None:
    """Each record begins with all that the one before it held, in the same order."""
    world = World(fails_timed={("one", 20, GOOD): 2}, fails_traced={("one", 10, BAD)})
    go(world, an_entry())
    records = world.records()
    for earlier, later in pairwise(records):
        for kind in ("rounds", "memory", "failures"):
            before, after = getattr(earlier, kind), getattr(later, kind)
            assert after[: len(before)] == before


def test_a_round_is_saved_as_rounds() -> None:
    """Rounds are what save_rounds is called for, once each, and all the rest goes the other way."""
    world = World()
    go(world, an_entry())
    saved = [what for what in world.of("save rounds") if isinstance(what, PairRecord)]
    assert [len(record.rounds) for record in saved] == [1, 2, 3, 4, 5, 6, 7]


def test_an_interrupted_run_has_saved_what_it_measured() -> None:
    """When the run is stopped, the rounds before are with the sink."""
    world = World(stop_at=Cell(pair="two", size=20))
    with pytest.raises(Interrupted):
        go(world, an_entry("one"), an_entry("two"))
    assert [len(world.saved[name].rounds) for name in ("one", "two")] == [2, 1]
    assert world.of("trace") == []


def test_a_quick_run_leaves_out_long_calls() -> None:
    """Sizes with long calls are not timed, those with longish ones not traced, and both are told.

    The check is told where to stop.
    """
    entry = an_entry(sizes=(10, 20, 30, 40))
    calls_s = {
        10: 0.001,
        20: QUICK.longest_traced_call_s * 1.5,
        30: QUICK.longest_call_s * 1.5,
    }
    world = World(checks={"one": report_of(entry.definition, calls_s)})
    record = go(world, entry, effort=replace(QUICK, only_asked=False))["one"]
    assert world.longest_call_s == QUICK.longest_call_s
    assert {each.cell.size for each in record.rounds} == {10, 20}
    assert {each.cell.size for each in record.memory} == {10}
    assert set(record.left_out) == {
        LeftOut(cell=Cell(pair="one", size=20), stage=Stage.MEMORY),
        *(
            LeftOut(cell=Cell(pair="one", size=size), stage=stage)
            for size in (30, 40)
            for stage in (Stage.TIME, Stage.MEMORY)
        ),
    }


def test_a_quick_run_measures_what_the_claims_ask() -> None:
    """The time where a claim compares it, the memory where one does, and nothing elsewhere."""
    claims = (Faster(variant=GOOD, factor=2.0, size=40), Leaner(variant=GOOD, factor=2.0, size=20))
    definition = a_definition(*claims, sizes=(10, 20, 30, 40), goods=(GOOD, "other"))
    entry = Entry(site=Site(root=Path("project")), definition=replace(definition, name="one"))
    world = World()
    record = go(world, entry, effort=QUICK)["one"]
    assert record.definition.sizes == (20, 40)
    assert {each.cell.size for each in record.rounds} == {40}
    assert [(each.variant, each.cell.size) for each in record.memory] == [(BAD, 20), (GOOD, 20)]


def test_a_full_run_leaves_nothing_out() -> None:
    """With full effort even a long call is timed and traced."""
    entry = an_entry(sizes=(10,))
    world = World(checks={"one": sound(entry.definition, call_s=5.0)})
    record = go(world, entry, effort=FULL)["one"]
    assert record.left_out == ()
    assert len(record.rounds) == 8
    assert len(record.memory) == 3


def test_what_a_claim_asks_is_traced_as_often_as_the_effort_says() -> None:
    """At every size of the variant; one of which nobody asks the memory is traced once."""
    entry = an_entry(sizes=(10, 20), claims=[Leaner(variant=GOOD, factor=2.0, size=20)])
    world = World()
    go(world, entry, effort=replace(SHORT, memory_repeats=7))
    assert world.of("trace") == [
        ("one", size, variant, repeats)
        for variant, repeats in ((BAD, 7), (GOOD, 7), ("other", 1))
        for size in (10, 20)
    ]


@pytest.mark.parametrize("fails", [{}, {("one", 20, GOOD): 2}])
def test_progress_comes_to_its_end(fails: dict[Place, int]) -> None:
    """In every step the expected seconds of the parts add up to those of the whole."""
    world = World(fails_timed=fails)
    go(world, an_entry("one"), an_entry("two"))
    decide_s = world.expected_s.pop(Step.DECIDE)
    assert world.advanced_s.pop(Step.DECIDE) == decide_s == 0
    assert all(total_s > 0 for total_s in world.expected_s.values())
    assert world.advanced_s == pytest.approx(world.expected_s)


def test_progress_says_what_is_being_measured() -> None:
    """Before a measurement the display is told the pair, and in a round the variants and size."""
    world = World()
    go(world, an_entry("one", sizes=(1_000,)))
    assert world.of("doing")[0] == "one"
    told = next(each for each in world.events if each[0] == "doing" and "1,000" in str(each[1]))
    assert told == ("doing", f"one {BAD} and {GOOD} and other at 1,000, round 1")


def test_every_failure_is_told() -> None:
    """The display hears of each failure once, from whatever step it comes."""
    entry = an_entry()
    failure = a_failure_at(entry, "other", 10, Trouble.HUNG)
    world = World(
        checks={"one": report_of(entry.definition, {10: 0.001, 20: 0.001}, [failure])},
        fails_timed={("one", 20, GOOD): 1},
        fails_traced={("one", 10, BAD)},
    )
    record = go(world, entry)["one"]
    assert len(record.failures) == 3
    assert world.of("trouble") == list(record.failures)


def test_nothing_to_run_is_no_error() -> None:
    """A run without pairs ends at once, with every step begun and nothing saved."""
    world = World()
    assert go(world) == {}
    assert world.of("begin") == [Step.CHECK, Step.TIME, Step.DECIDE, Step.MEMORY]


WIDE = (1.90, 2.11)
"""Rounds on both sides of the claim of twice as fast: only many of them decide it."""


def rounds_at_the_claim(record: PairRecord) -> int:
    return sum(each.cell.size == record.definition.sizes[-1] for each in record.rounds)


def test_what_is_decided_gets_no_further_round() -> None:
    """A claim that is clearly wrong costs the fewest rounds that can say so."""
    record = go(World(), an_entry(), effort=FULL)["one"]
    assert rounds_at_the_claim(record) == first_verdict(record.monitors[20])


@pytest.mark.parametrize("effort", [FULL, QUICK])
def test_what_is_far_from_its_bound_is_decided_by_few_rounds(effort: Effort) -> None:
    """A claim of twice as fast that is ten times as fast does not wait for the rank interval."""
    record = go(World(ratios={"one": (10.0, 12.5, 8.0)}), an_entry(), effort=effort)["one"]
    assert 3 <= rounds_at_the_claim(record) < first_verdict(record.monitors[20])


def test_a_full_run_says_how_far_apart_rounds_that_agree_are() -> None:
    """Six rounds would do for the claim, but leave an interval from half to twice the ratio."""
    record = go(World(ratios={"one": (10.0, 10.1, 9.9)}), an_entry(), effort=FULL)["one"]
    assert rounds_at_the_claim(record) == first_verdict(record.monitors[20])


def test_what_is_answered_early_has_as_many_rounds_as_the_rest_of_the_pair() -> None:
    """A fit or a plot looks at the size as well, however soon its claim was decided."""
    effort = replace(FULL, other_rounds=9, narrow=math.inf)
    record = go(World(ratios={"one": (100.0,)}), an_entry(), effort=effort)["one"]
    assert rounds_at_the_claim(record) == 9


def test_what_is_undecided_goes_on_to_the_cap() -> None:
    """Where no number of rounds brings an answer, the cap that was fixed before ends it."""
    world = World(ratios={"one": (1.7, 2.3)}, round_s=0.0)
    record = go(world, an_entry(), effort=FULL)["one"]
    assert rounds_at_the_claim(record) == record.monitors[20].cap


def test_too_close_to_call_ends_a_comparison() -> None:
    """An interval within 2 % of the bound is an answer: more rounds would not make it matter."""
    world = World(ratios={"one": (1.99, 2.01)}, round_s=0.0)
    record = go(world, an_entry(), effort=FULL)["one"]
    assert rounds_at_the_claim(record) == first_verdict(record.monitors[20])


def test_a_comparison_keeps_its_budget() -> None:
    """Undecided or not, a cell stops before it takes longer than it may."""
    world = World(ratios={"one": WIDE}, round_s=0.7)
    go(world, an_entry(sizes=(20,)), effort=replace(FULL, budget_s=10.0))
    assert 0.7 * len(world.of("time")) <= 10.0 < 0.7 * (len(world.of("time")) + 2)


def test_a_run_keeps_its_budget() -> None:
    """All steps together end within the time of the run."""
    world = World(ratios={"one": WIDE, "two": WIDE}, round_s=0.4)
    go(world, an_entry("one"), an_entry("two"), effort=replace(FULL, run_budget_s=30.0))
    assert 25.0 < world.now_s < 30.0


def test_what_is_left_of_a_run_s_budget_goes_to_the_undecided() -> None:
    """A comparison may take more than its own time when others needed less."""
    world = World(ratios={"one": WIDE}, round_s=0.4)
    effort = replace(FULL, budget_s=10.0, run_budget_s=60.0)
    records = go(world, an_entry("one"), an_entry("two"), effort=effort)
    assert 0.4 * rounds_at_the_claim(records["one"]) > 10.0
    assert rounds_at_the_claim(records["two"]) == first_verdict(records["two"].monitors[20])


def test_the_closest_answer_comes_first() -> None:
    """Of two open claims the one that needs fewer rounds gets them before the other."""
    near = (2.04, 2.05, 2.06, 2.10, 1.98, 2.07, 1.97, 2.12, 2.06, 1.99, 2.08)
    world = World(ratios={"far": WIDE, "near": near}, round_s=0.0)
    go(world, an_entry("far"), an_entry("near"), effort=FULL)
    begun = world.events.index(("begin", Step.DECIDE))
    decided = [
        what[0] for kind, what in world.events[begun:] if kind == "time" and isinstance(what, tuple)
    ]
    assert decided[0] == "near"
    assert decided == sorted(decided, reverse=True), "near until it is decided, then far"


def test_spoilt_rounds_do_not_count() -> None:
    """A comparison gets its rounds although the machine slept in some of them."""
    for round_s in (0.0, 1.0):
        world = World(spoilt={2, 3, 7}, round_s=round_s)
        record = go(world, an_entry(), effort=FULL)["one"]
        assert rounds_at_the_claim(record) == first_verdict(record.monitors[20]) + 3


def test_spoilt_rounds_are_not_made_good_without_end() -> None:
    """On a machine that spoils every round, a comparison gives up."""
    world = World(spoilt=set(range(1_000)))
    record = go(world, an_entry(), effort=FULL)["one"]
    tries = MOST_TRIES * first_verdict(record.monitors[20])
    assert rounds_at_the_claim(record) == math.ceil(tries)


def test_a_budget_that_was_asked_for_comes_before_spoilt_rounds() -> None:
    """They are not made good in time that was not given."""
    world = World(spoilt=set(range(1_000)), round_s=0.5)
    go(world, an_entry(sizes=(20,)), effort=replace(FULL, budget_s=10.0))
    assert 0.5 * len(world.of("time")) <= 10.0


def test_more_comparisons_share_the_level_of_the_run() -> None:
    """Twenty comparisons have a twentieth of 5 % each, and no more than the table offers."""
    records = go(World(), *(an_entry(str(number)) for number in range(20)), effort=FULL)
    assert {record.monitors[20].alpha for record in records.values()} == {0.05 / 20}


def test_the_controls_are_spread_over_the_run() -> None:
    """The placebo and the canary are timed all along, and as often as the effort says."""
    world = World()
    go(world, an_entry("one"), an_entry("two"), effort=replace(SHORT, control_rounds=5))
    kinds = [kind for kind, _ in world.events if kind in {"time", "control"}]
    gaps = [len(part) for part in "".join("c" if k == "control" else "t" for k in kinds).split("c")]
    assert kinds.count("control") == 5
    assert max(gaps) - min(gaps[1:-1]) <= 1
    assert world.of("control")[0] == (1, (BAD, "same", "slower"))


def test_the_controls_are_kept() -> None:
    """Their rounds and their monitor are saved like those of a pair."""
    world = World()
    go(world, an_entry())
    controls = world.saved[CONTROLS]
    assert len(controls.rounds) == SHORT.control_rounds
    assert controls.monitors[1].cap == SHORT.control_rounds


def places(records: dict[str, PairRecord]) -> dict[str, list[object]]:
    """Where each thing that was recorded belongs, without what was measured there."""
    return {
        name: [
            sorted(
                (each.cell.size, each.number, run.variant) for each in r.rounds for run in each.runs
            ),
            sorted((each.cell.size, each.variant) for each in r.memory),
            sorted((each.cell.size, each.variant) for each in r.profiles),
            sorted((each.cell.size, each.variant, each.stage) for each in r.failures),
            sorted(r.monitors.items()),
        ]
        for name, r in records.items()
    }


def failing(killed_after: int | None = None) -> World:
    """A world in which one variant cannot be timed to its end, and one cannot be traced."""
    return World(
        fails_timed={("two", 20, GOOD): 3},
        fails_traced={("one", 10, GOOD)},
        killed_after=killed_after,
    )


@pytest.mark.parametrize(
    "effort", [SHORT, replace(SHORT, profiled=True)], ids=["short", "profiled"]
)
def test_a_run_that_goes_on_ends_as_if_nothing_had_been(effort: Effort) -> None:
    """Wherever a run is killed, going on leads to the same cells, and measures nothing twice."""
    entries = [an_entry("one"), an_entry("two")]
    whole = failing()
    expected = places(go(whole, *entries, effort=effort))
    for moment in range(whole.kept):
        killed = failing(killed_after=moment)
        with pytest.raises(Interrupted):
            go(killed, *entries, effort=effort)
        again = failing()
        assert places(go(again, *entries, effort=effort, before=killed.saved)) == expected
        for name, record in killed.saved.items():
            assert all(each in again.saved[name].rounds for each in record.rounds)


def test_going_on_keeps_loops_and_monitors() -> None:
    """A check that takes longer the second time does not change what the rounds are made of."""
    entry = an_entry()
    killed = World(killed_after=12)
    with pytest.raises(Interrupted):
        go(killed, entry)
    slower = World(checks={"one": sound(entry.definition, call_s=0.2)})
    record = go(slower, entry, before=killed.saved)["one"]
    before = killed.saved["one"]
    assert before.rounds
    assert record.monitors == before.monitors
    at_largest = {run.loops for each in record.rounds for run in each.runs if each.cell.size == 20}
    assert len(at_largest) == 1


def test_what_was_changed_is_measured_anew() -> None:
    """Rounds of another definition are none of the pair's."""
    killed = World(killed_after=20)
    with pytest.raises(Interrupted):
        go(killed, an_entry())
    changed = an_entry(sizes=(10, 30))
    world = World()
    record = go(world, changed, before=killed.saved)["one"]
    assert len(world.of("time")) == len(record.rounds) == 7
