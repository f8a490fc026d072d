"""The times of a gate: a first look at everything, a second at what got worse, and the machine."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from pairbench.core.authoring.entry import Entry
from pairbench.core.gating.answer import Change, GateLine, MachineState, failure_line
from pairbench.core.gating.settings import Settings
from pairbench.core.gating.times import judge_time, pooled, ratio_at, time_line
from pairbench.core.gating.two_sides import AGAIN, SLOWED, Comparison
from pairbench.core.planning.effort import FULL, Effort
from pairbench.core.planning.plan import RoundPlan
from pairbench.core.records.disturbance import is_spoilt
from pairbench.core.records.measurement import Failure, Round
from pairbench.core.records.record import PairRecord
from pairbench.gate.sides import Checked, KnownTimes, controls
from pairbench.run.probes import Probes, Progress, Timer
from pairbench.run.run import run

CONTROL_ROUNDS = 24
"""Rounds of the placebo and the canary in all, before the machine is judged."""

MORE_CONTROL_ROUNDS = 2
"""So many times as many are added where the machine cannot be judged yet."""

GATE = replace(
    FULL,
    alpha=0.1,
    run_alpha=math.inf,
    stretch=10.0,
    ends_close=False,
    only_asked=True,
    memory_repeats=0,
    profiled=False,
)
"""A look misses what is slower by more than the threshold once in twenty times at most, and says so
of what is not as rarely; what got worse is looked at again, and is red only if both looks say so.
Memory is traced by the gate itself, for both sides."""

SECOND_LOOK = 6.0
"""The second look may take so many times the budget of a comparison."""


@dataclass(slots=True)
class Kept:
    """A sink that holds the records as they are."""

    records: dict[str, PairRecord] = field(default_factory=dict)

    def save_pair(self, record: PairRecord) -> None:
        """Hold all of a pair."""
        self.records[record.definition.name] = record

    def save_rounds(self, record: PairRecord) -> None:
        """Hold all of a pair, its new rounds among it."""
        self.records[record.definition.name] = record


class _Stopwatch:
    """A timer that knows how long the rounds of each pair took together."""

    def __init__(self, timer: Timer, clock_s: Callable[[], float]) -> None:
        self._timer = timer
        self._clock_s = clock_s
        self.spent_s: dict[str, float] = {}

    def time(self, asked: RoundPlan, upcoming: RoundPlan | None = None) -> Round | Failure:
        began_s = self._clock_s()
        found = self._timer.time(asked, upcoming)
        name = asked.entry.definition.name
        self.spent_s[name] = self.spent_s.get(name, 0.0) + self._clock_s() - began_s
        return found

    def stop(self) -> None:
        self._timer.stop()


class GateTimes:
    """What a gate knows of the times so far."""

    def __init__(self, settings: Settings, probes: Probes, progress: Progress) -> None:
        self._settings = settings
        self._known = KnownTimes()
        self._watch = _Stopwatch(probes.timer, probes.clock_s)
        self._probes = replace(probes, checker=self._known, timer=self._watch)
        self._progress = progress
        self._first: dict[str, PairRecord] = {}
        self._again: dict[str, PairRecord] = {}

    def measure(
        self, comparisons: Sequence[Comparison], checked: Sequence[Checked]
    ) -> MachineState | None:
        """Time everything, judge the machine, and time again what seems to have got worse."""
        if not comparisons:
            return None
        fit = {each.pair for each in comparisons}
        timed = [each for each in checked if each.match.head.definition.name in fit]
        by_pair = {each.match.head.definition.name: each for each in timed}
        for comparison in comparisons:
            self._known.add(comparison.entry, by_pair[comparison.pair], comparison.variant)
        placebos = list(controls(timed, self._settings))
        for entry, each in zip(placebos, timed, strict=True):
            self._known.add(entry, each, each.match.base.definition.baseline)
        rounds = max(2, math.ceil(CONTROL_ROUNDS / len(placebos)))
        entries = [*(each.entry for each in comparisons), *placebos]
        budget_s = self._settings.budget_s * len(comparisons)
        effort = replace(GATE, other_rounds=rounds, budget_s=self._settings.budget_s)
        self._first = self._run(entries, replace(effort, run_budget_s=budget_s))
        machine = self._machine(placebos, [self._first])
        if machine.problem is not None:
            more = replace(effort, other_rounds=rounds * MORE_CONTROL_ROUNDS)
            machine = self._machine(placebos, [self._first, self._run(placebos, more)])
        if machine.problem is None:
            worse = [each for each in comparisons if self._is_worse(each)]
            again_s = SECOND_LOOK * self._settings.budget_s * len(worse)
            again = replace(effort, run_budget_s=again_s)
            self._again = self._run([each.entry for each in worse], again)
        return machine

    def lines(
        self, comparisons: Sequence[Comparison], machine: MachineState | None
    ) -> Iterator[GateLine]:
        """A line for each comparison and size."""
        problem = None if machine is None else machine.problem
        for each in comparisons:
            name = each.entry.definition.name
            record = self._first[name]
            yield from (
                failure_line(
                    each.pair, replace(failure, variant=each.variant), f"{failure.variant}: "
                )
                for failure in record.failures
            )
            failed = {failure.cell.size for failure in record.failures}
            for size in each.entry.definition.sizes:
                if size not in failed:
                    yield time_line(
                        each,
                        size,
                        record,
                        self._again.get(name),
                        problem=problem,
                        spent_s=self._watch.spent_s.get(name, 0.0),
                    )

    def _run(self, entries: Sequence[Entry], effort: Effort) -> dict[str, PairRecord]:
        kept = Kept()
        run(entries, None, self._probes, kept, effort, self._progress)
        return kept.records

    def _machine(
        self, placebos: Sequence[Entry], runs: Sequence[dict[str, PairRecord]]
    ) -> MachineState:
        rounds = [
            each
            for records in runs
            for entry in placebos
            for each in records[entry.definition.name].rounds
            if not is_spoilt(each)
        ]
        return MachineState(
            placebo=pooled(rounds, AGAIN),
            canary=pooled(rounds, SLOWED),
            rounds=len(rounds),
            slowed_by=self._settings.thresholds.time,
        )

    def _is_worse(self, comparison: Comparison) -> bool:
        record = self._first[comparison.entry.definition.name]
        ratios = (ratio_at(record, size) for size in comparison.entry.definition.sizes)
        threshold = comparison.thresholds.time
        return any(
            each is not None and judge_time(each, threshold) is Change.WORSE for each in ratios
        )
