"""A run, from plan to saved measurements: check, time, trace, each step saved when it is done.

The Protocols are what a run needs of the outside world; ``measure`` provides it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

from pairbench.core.definition import Entry
from pairbench.core.measurement import (
    Cell,
    CheckReport,
    Failure,
    MemoryMeasurement,
    Round,
    Trouble,
)
from pairbench.core.plan import CellPlan, Effort, plan_cells
from pairbench.core.record import PairRecord


class Checker(Protocol):
    """Finds out whether a pair is fit to be measured."""

    def check(self, entry: Entry) -> CheckReport:
        """Compare the results, demonstrate the behaviours, and time a call roughly."""


class Timer(Protocol):
    """Runs rounds."""

    def time(self, entry: Entry, plan: CellPlan, number: int) -> Round | Failure:
        """Run one round of a cell, or say which variant could not finish it."""


class MemoryProbe(Protocol):
    """Traces memory."""

    def trace(
        self, entry: Entry, *, size: int, variant: str, repeats: int
    ) -> MemoryMeasurement | Failure:
        """Trace one call in each of several processes."""


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

TRACE_S = 0.6
"""About what tracing one variant takes; likewise."""

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
        planned = []
        for entry in entries:
            definition = entry.definition
            self._progress.doing(definition.name)
            report = self._probes.checker.check(entry)
            self._records[definition.name] = PairRecord(
                definition=definition, sightings=report.sightings, failures=report.failures
            )
            self._sink.save_pair(self._records[definition.name])
            for failure in report.failures:
                self._progress.trouble(failure)
            if not any(failure.trouble is Trouble.WRONG for failure in report.failures):
                plans = plan_cells(definition, report.call_times, effort)
                planned.extend(_Planned(entry=entry, plan=plan) for plan in plans)
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
        targets = [
            (each.entry, each.plan.cell, variant)
            for each in planned
            for variant in each.plan.loops
            if not self._has_failed(each.plan.cell, variant)
        ]
        self._progress.begin(Step.MEMORY, TRACE_S * len(targets))
        for entry, cell, variant in targets:
            self._progress.doing(f"{cell.pair} {variant} at {cell.size:,}")
            found = self._probes.memory.trace(
                entry, size=cell.size, variant=variant, repeats=repeats
            )
            if isinstance(found, Failure):
                self._fail(found)
            else:
                record = self._records[cell.pair]
                self._records[cell.pair] = replace(record, memory=(*record.memory, found))
                self._sink.save_pair(self._records[cell.pair])
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

    def _has_failed(self, cell: Cell, variant: str) -> bool:
        return any(
            failure.variant == variant and failure.size == cell.size
            for failure in self._records[cell.pair].failures
        )

    def _fail(self, failure: Failure) -> None:
        record = self._records[failure.pair]
        self._records[failure.pair] = replace(record, failures=(*record.failures, failure))
        self._sink.save_pair(self._records[failure.pair])
        self._progress.trouble(failure)


def _calls(entry: Entry) -> int:
    definition = entry.definition
    return len(definition.available) * (len(definition.sizes) + len(definition.behaviours))
