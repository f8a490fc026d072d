"""Tests of a calibration, with fakes in the place of the outside world."""

import itertools
import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from pairbench.calibrate.trials import Bench, Design, calibrate, calibrate_rival
from pairbench.core.authoring.entry import Entry, Site
from pairbench.core.comparing.comparison import Difference
from pairbench.core.comparing.workload import BASELINE, VARIANTS
from pairbench.core.errors import UsageError
from pairbench.core.judging.calibration import RivalAnswer, Trial
from pairbench.core.planning.plan import RoundPlan
from pairbench.core.records.measurement import (
    CallTime,
    Cell,
    CheckReport,
    Conditions,
    Failure,
    Round,
    Stage,
    Trouble,
)
from pairbench.run.probes import Step
from tests.builders import a_definition, a_failure, a_round


@dataclass
class Machine:
    """A machine whose rounds spread by a known amount, and take a quarter of a second each."""

    spread: float = 0.005
    round_s: float = 0.25
    now_s: float = 0.0
    spoil_every: int = 1_000
    failure: Failure | None = None
    rng: random.Random = field(default_factory=lambda: random.Random(3))
    asked: list[tuple[str, ...]] = field(default_factory=list)
    expected_s: float = 0.0
    advanced_s: float = 0.0

    def clock_s(self) -> float:
        return self.now_s

    def check(self, entry: Entry, *, longest_call_s: float) -> CheckReport:
        definition = entry.definition
        cell = Cell(pair=definition.name, size=definition.sizes[0])
        calls = tuple(
            CallTime(cell=cell, variant=name, call_s=1e-4) for name in definition.available
        )
        failures = () if self.failure is None else (self.failure,)
        return CheckReport(call_times=calls, sightings=(), failures=failures)

    def stop(self) -> None:
        pass

    def time(self, asked: RoundPlan, upcoming: Sequence[RoundPlan] = ()) -> Round | Failure:
        entry, plan, number = asked.entry, asked.plan, asked.number
        self.now_s += self.round_s
        baseline, variant = plan.loops
        self.asked.append((entry.definition.name, variant))
        slower_by = next(each for each, name in VARIANTS.items() if name == variant)
        mine_s = math.exp(self.rng.gauss(math.log1p(slower_by), self.spread))
        found = a_round({baseline: [1.0], variant: [mine_s]}, number=number)
        asleep = Conditions(wall_s=0.1, suspended_s=9.0 * (number % self.spoil_every == 0))
        return replace(found, cell=plan.cell, conditions=asleep)

    def begin(self, step: Step, total_s: float) -> None:
        self.expected_s += total_s

    def doing(self, what: str) -> None:
        pass

    def advance(self, expected_s: float) -> None:
        self.advanced_s += expected_s

    def expect(self, left_s: float) -> None:
        pass

    def trouble(self, failure: Failure) -> None:
        raise AssertionError(failure)


def workloads(*names: str) -> list[Entry]:
    """Standard workloads of these names."""
    definition = replace(a_definition(goods=VARIANTS.values(), sizes=(100,)))
    baseline, *others = definition.variants
    variants = (replace(baseline, name=BASELINE), *others)
    return [
        Entry(
            site=Site(root=Path("package")),
            definition=replace(definition, name=name, variants=variants),
        )
        for name in names
    ]


def trials_on(machine: Machine, design: Design, *names: str) -> list[Trial]:
    """All trials of a calibration of this machine."""
    bench = Bench(checker=machine, timer=machine, clock_s=machine.clock_s, rng=random.Random(1))
    return list(calibrate(workloads(*names), design, bench, machine))


def a_design(*slower_by: float, trials: int = 1, budget_s: float | None = None) -> Design:
    return Design(slower_by=slower_by, trials=trials, budget_s=budget_s)


def test_every_workload_meets_every_difference() -> None:
    """Each combination is tried as often as was asked for."""
    trials = trials_on(Machine(), a_design(0.0, 0.03, trials=3), "loop", "sort")
    made = sorted((trial.workload, trial.slower_by) for trial in trials)
    assert made == sorted(list(itertools.product(("loop", "sort"), (0.0, 0.03))) * 3)


def test_a_quiet_machine_finds_what_is_there() -> None:
    """Every known difference is found in its direction, and none where there is none."""
    trials = trials_on(Machine(spread=0.003), a_design(*VARIANTS, trials=2), "loop")
    assert all(trial.found for trial in trials if trial.slower_by)
    assert not any(trial.false for trial in trials)
    assert all(abs(trial.error) < 0.005 for trial in trials)
    identical = [trial for trial in trials if not trial.slower_by]
    assert {trial.difference for trial in identical} == {Difference.SAME}


def test_a_trial_stops_as_soon_as_it_is_decided() -> None:
    """The clearer the difference, the fewer the rounds."""
    trials = trials_on(Machine(spread=0.01), a_design(0.01, 0.05), "loop")
    rounds = {trial.slower_by: len(trial.round_ratios) for trial in trials}
    assert rounds[0.05] < rounds[0.01]


def test_a_trial_keeps_its_budget() -> None:
    """On a machine that sees nothing, the time ends it, and it says so."""
    (trial,) = trials_on(Machine(spread=0.5), a_design(0.03, budget_s=7.0), "loop")
    assert trial.difference is Difference.UNDECIDED
    assert 6.0 < trial.seconds <= 7.0
    assert trial.elapsed_s[-1] == trial.seconds


@pytest.mark.parametrize(
    ("slower_by", "budget_s"), [(0.0, 10.0), (0.01, 30.0), (0.02, 10.0), (0.05, 10.0)]
)
def test_little_is_looked_for_longer(slower_by: float, budget_s: float) -> None:
    """One percent has half a minute, unless another time was asked for."""
    assert a_design(slower_by).budget_of(slower_by) == budget_s
    assert a_design(slower_by, budget_s=3.0).budget_of(slower_by) == 3.0


def test_the_same_is_said_only_well_within_what_is_looked_for() -> None:
    """A trial that looks for 1 % does not stop because the difference is less than 2 %."""
    (trial,) = trials_on(Machine(spread=0.004), a_design(0.01), "loop")
    assert trial.difference is Difference.SLOWER


def test_spoilt_rounds_are_counted_and_left_out() -> None:
    """They cost time and have no say."""
    (trial,) = trials_on(Machine(spoil_every=3), a_design(0.03), "loop")
    assert trial.spoilt > 0
    assert len(trial.round_ratios) == len(trial.elapsed_s) == trial.seconds / 0.25 - trial.spoilt


def test_a_workload_that_cannot_be_measured_is_named() -> None:
    """Something is wrong with the installation, and the message says where."""
    broken = a_failure(BASELINE, trouble=Trouble.RAISED, stage=Stage.CHECK)
    with pytest.raises(UsageError, match="loop cannot be measured here"):
        trials_on(Machine(failure=broken), a_design(0.0), "loop")


def test_progress_comes_to_its_end() -> None:
    """What was expected of all trials is what they advance by."""
    machine = Machine()
    trials_on(machine, a_design(0.0, 0.01, trials=2), "loop", "sort")
    assert machine.advanced_s == machine.expected_s > 0


@dataclass
class Guesser:
    """Another tool, with its answers prepared."""

    answers: Iterator[RivalAnswer]
    asked: list[tuple[str, str, str, int]] = field(default_factory=list)
    name: str = "guesser"

    def compare(
        self, file: Path, *, baseline: str, variant: str, size: int, folder: Path
    ) -> RivalAnswer:
        self.asked.append((file.as_posix(), baseline, variant, size))
        return next(self.answers)


def rival_trials(answers: Sequence[RivalAnswer], *slower_by: float) -> list[Trial]:
    """What becomes of another tool's answers."""
    guesser = Guesser(iter(answers))
    design = a_design(*slower_by)
    return list(calibrate_rival(guesser, workloads("loop"), design, Path("x"), Machine()))


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (RivalAnswer(different=True, ratio=0.9, seconds=3.0), Difference.SLOWER),
        (RivalAnswer(different=True, ratio=1.1, seconds=3.0), Difference.FASTER),
        (RivalAnswer(different=False, ratio=0.9, seconds=3.0), Difference.UNDECIDED),
    ],
)
def test_another_tool_s_answer_is_a_trial(answer: RivalAnswer, said: Difference) -> None:
    """Its verdict and its ratio stand for themselves, without rounds or an interval."""
    (trial,) = rival_trials([answer], 0.03)
    assert (trial.difference, trial.ratio.value, trial.seconds) == (said, answer.ratio, 3.0)
    assert trial.round_ratios == ()


def test_another_tool_compares_the_same_code() -> None:
    """It is given the workload's file, and the same two variants as we are."""
    guesser = Guesser(itertools.repeat(RivalAnswer(different=False, ratio=1.0, seconds=1.0)))
    machine = Machine()
    list(calibrate_rival(guesser, workloads("loop"), a_design(0.0, 0.03), Path("x"), machine))
    (file,) = {asked[0] for asked in guesser.asked}
    assert file.startswith("package/")
    assert [asked[1:] for asked in guesser.asked] == [
        (BASELINE, "same", 100),
        (BASELINE, "slower_3", 100),
    ]
    assert machine.advanced_s == machine.expected_s
