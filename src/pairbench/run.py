"""A run, from plan to saved measurements: check, time, trace, each step saved when it is done.

The Protocols are what a run needs of the outside world; ``measure`` provides it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, Protocol

from pairbench.core.definition import Entry
from pairbench.core.measurement import (
    Cell,
    CheckReport,
    Failure,
    LeftOut,
    MemoryMeasurement,
    Round,
    Stage,
    Trouble,
)
from pairbench.core.plan import CellPlan, Effort, plan_pair
from pairbench.core.record import PairRecord


class Checker(Protocol):
    """Finds out whether a pair is fit to be measured."""

    def check(self, entry: Entry, *, longest_call_s: float) -> CheckReport:
        """Compare the results, demonstrate the behaviours, and time a call roughly.

        Sizes beyond the first at which a call takes longer than ``longest_call_s`` are left out.
        """


class Timer(Protocol):
    """Runs rounds."""

    def time(self, entry: Entry, plan: CellPlan, number: int) -> Round | Failure:
        """Run one round of a cell, or say which variant could not finish it."""


class MemoryProbe(Protocol):
    """Traces memory."""

    def trace(
        self, entry: Entry, *, variant: str, sizes: Sequence[int], repeats: int
    ) -> Iterable[MemoryMeasurement | Failure]:
        """Trace a call at each size, in each of several processes."""


class Sink(Protocol):
    """Keeps what was measured."""

    def save_pair(self, record: PairRecord) -> None:
        """Keep all of a pair but its rounds."""

    def save_rounds(self, record: PairRecord) -> None:
        """Keep the rounds of a pair."""


class Step(StrEnum):
    """What a run is doing."""

    CHECK = "check"
    TIME = "time"
    MEMORY = "memory"


class Progress(Protocol):
    """Shows how far a run has come."""

    def begin(self, step: Step, total_s: float) -> None:
        """A step begins that is expected to take so many seconds."""

    def doing(self, what: str) -> None:
        """Say what is being measured right now."""

    def advance(self, expected_s: float) -> None:
        """What was expected to take so many seconds is done."""

    def trouble(self, failure: Failure) -> None:
        """A variant failed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Probes:
    """The outside world, as a run sees it."""

    checker: Checker
    timer: Timer
    memory: MemoryProbe


START_S = 0.3
"""About what starting and ending the workers of a round takes; for the estimate of time left."""

TRACE_S = 0.25
"""About what tracing one variant at one size takes; likewise."""

CHECK_S = 0.2
"""About what checking one variant at one size takes; likewise."""


def run(
    entries: Sequence[Entry], probes: Probes, sink: Sink, effort: Effort, progress: Progress
) -> None:
    """Measure the pairs and hand every measurement to the sink as soon as it is made."""
    session = _Session(probes=probes, sink=sink, progress=progress)
    plans = session.check(entries, effort)
    session.time(plans)
    session.trace(plans, effort.memory_repeats)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Planned:
    """A cell's plan, with the pair that it belongs to."""

    entry: Entry
    plan: CellPlan


class _Session:
    """What has been recorded so far, pair by pair."""

    def __init__(self, *, probes: Probes, sink: Sink, progress: Progress) -> None:
        self._probes = probes
        self._sink = sink
        self._progress = progress
        self._records: dict[str, PairRecord] = {}

    def check(self, entries: Sequence[Entry], effort: Effort) -> list[_Planned]:
        """Check every pair, and plan the cells of those that are fit to be measured."""
        costs = {id(entry): CHECK_S * _calls(entry) for entry in entries}
        self._progress.begin(Step.CHECK, sum(costs.values()))
        planned: list[_Planned] = []
        for entry in entries:
            definition = entry.definition
            self._progress.doing(definition.name)
            report = self._probes.checker.check(entry, longest_call_s=effort.longest_call_s)
            self._records[definition.name] = PairRecord(
                definition=definition, sightings=report.sightings, failures=report.failures
            )
            self._sink.save_pair(self._records[definition.name])
            for failure in report.failures:
                self._progress.trouble(failure)
            if not any(failure.trouble is Trouble.WRONG for failure in report.failures):
                plan = plan_pair(definition, report.call_times, effort)
                planned.extend(_Planned(entry=entry, plan=each) for each in plan.cells)
                self._update(definition.name, left_out=plan.left_out)
            self._progress.advance(costs[id(entry)])
        return planned

    def time(self, planned: Sequence[_Planned]) -> None:
        """One round of every cell, then the next: a slow spell of the machine hits all alike."""
        total_s = sum(each.plan.rounds * (each.plan.round_s + START_S) for each in planned)
        self._progress.begin(Step.TIME, total_s)
        plans = {each.plan.cell: each for each in planned}
        for number in range(1, max((each.plan.rounds for each in planned), default=0) + 1):
            for cell, each in list(plans.items()):
                if number <= each.plan.rounds:
                    left = self._one_round(each, number)
                    plans[cell] = replace(each, plan=left)
                    self._progress.advance(each.plan.round_s + START_S)

    def trace(self, planned: Sequence[_Planned], repeats: int) -> None:
        """Trace every variant at every size at which it has not failed."""
        targets: dict[tuple[str, str], _Target] = {}
        for each in planned:
            pair, size = each.plan.cell.pair, each.plan.cell.size
            for variant in each.plan.loops:
                if self._can_trace(each.plan.cell, variant):
                    target = targets.setdefault((pair, variant), _Target(entry=each.entry))
                    target.sizes.append(size)
        total = sum(len(target.sizes) for target in targets.values())
        self._progress.begin(Step.MEMORY, TRACE_S * total)
        for (pair, variant), target in targets.items():
            self._progress.doing(f"{pair} {variant}")
            for found in self._probes.memory.trace(
                target.entry, variant=variant, sizes=target.sizes, repeats=repeats
            ):
                if isinstance(found, Failure):
                    self._fail(found)
                else:
                    self._update(pair, memory=(*self._records[pair].memory, found))
                self._progress.advance(TRACE_S)

    def _one_round(self, planned: _Planned, number: int) -> CellPlan:
        """Run a round, again without the variant that failed, until one is whole."""
        plan = planned.plan
        while plan.loops:
            names = " and ".join(plan.loops)
            self._progress.doing(
                f"{plan.cell.pair} {names} at {plan.cell.size:,}, round {number}/{plan.rounds}"
            )
            found = self._probes.timer.time(planned.entry, plan, number)
            if isinstance(found, Round):
                record = self._records[plan.cell.pair]
                self._records[plan.cell.pair] = replace(record, rounds=(*record.rounds, found))
                self._sink.save_rounds(self._records[plan.cell.pair])
                return plan
            self._fail(found)
            left = {name: loops for name, loops in plan.loops.items() if name != found.variant}
            plan = replace(plan, loops=left)
        return plan

    def _can_trace(self, cell: Cell, variant: str) -> bool:
        record = self._records[cell.pair]
        failed = any(
            failure.variant == variant
            and failure.cell == cell
            and failure.stage is not Stage.BEHAVIOUR
            for failure in record.failures
        )
        return not failed and LeftOut(cell=cell, stage=Stage.MEMORY) not in record.left_out

    def _fail(self, failure: Failure) -> None:
        pair = failure.cell.pair
        self._update(pair, failures=(*self._records[pair].failures, failure))
        self._progress.trouble(failure)

    def _update(self, pair: str, **changes: Any) -> None:
        """Change a record, and keep it before anything else happens."""
        self._records[pair] = replace(self._records[pair], **changes)
        self._sink.save_pair(self._records[pair])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Target:
    """A variant to trace, and the sizes at which it can be."""

    entry: Entry
    sizes: list[int] = field(default_factory=list)


def _calls(entry: Entry) -> int:
    definition = entry.definition
    return len(definition.available) * (len(definition.sizes) + len(definition.behaviours))
