"""A run, from plan to saved measurements: check, time, decide, trace; each saved when made."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from pairbench.core.asked import at_asked_sizes
from pairbench.core.comparison import same_within
from pairbench.core.disturbance import is_spoilt
from pairbench.core.effort import Effort
from pairbench.core.entry import Entry
from pairbench.core.measurement import (
    Cell,
    CheckReport,
    Failure,
    LeftOut,
    Round,
    Stage,
    Trouble,
)
from pairbench.core.plan import CellPlan, plan_pair
from pairbench.core.question import error_level, rounds_to_go
from pairbench.core.record import PairRecord
from pairbench.core.sequential import Monitor
from pairbench.parallel import in_parallel
from pairbench.probes import Probes, Progress, Sink, Step
from pairbench.tracing import TRACE_S, Target, trace_all

MOST_TRIES = 1.5
"""Where many rounds are spoilt, a comparison ends after so many times the rounds it should have: a
machine that takes away half of the time for minutes does not give it back for being asked often."""

CHECK_S = 0.2
"""About what checking one variant at one size takes; for the estimate of time left."""


def run(
    entries: Sequence[Entry],
    controls: Entry | None,
    probes: Probes,
    sink: Sink,
    effort: Effort,
    progress: Progress,
) -> None:
    """Measure the pairs and hand every measurement to the sink as soon as it is made.

    The controls are measured along with them, if there are any.
    """
    session = _Session(probes=probes, sink=sink, effort=effort, progress=progress)
    plans = session.check([_narrowed(each) for each in entries] if effort.only_asked else entries)
    if controls is not None:
        session.prepare_controls(controls)
    session.time(plans)
    session.decide()
    session.trace(plans)


def _narrowed(entry: Entry) -> Entry:
    return replace(entry, definition=at_asked_sizes(entry.definition))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Planned:
    """A cell's plan, with the pair that it belongs to."""

    entry: Entry
    plan: CellPlan


@dataclass(slots=True, kw_only=True)
class _CellState:
    """A cell while it is timed: who is left of it, its rounds, and the time it has taken.

    ``to_go`` is about how many rounds the closest answer still takes, None when none is open.
    """

    planned: _Planned
    number: int = 0
    spent_s: float = 0.0
    kept: list[Round] = field(default_factory=list)
    to_go: float | None = None


class _Session:
    """What has been recorded so far, pair by pair."""

    def __init__(self, *, probes: Probes, sink: Sink, effort: Effort, progress: Progress) -> None:
        self._probes = probes
        self._sink = sink
        self._effort = effort
        self._progress = progress
        self._records: dict[str, PairRecord] = {}
        self._cells: dict[Cell, _CellState] = {}
        self._controls: _CellState | None = None
        self._began_s = probes.clock_s()

    def check(self, entries: Sequence[Entry]) -> list[_Planned]:
        """Check every pair, and plan the cells of those that are fit to be measured."""
        costs = {id(entry): CHECK_S * _calls(entry) for entry in entries}
        self._progress.begin(Step.CHECK, sum(costs.values()))
        alpha = error_level((entry.definition for entry in entries), self._effort)
        planned: list[_Planned] = []
        for entry, report in zip(entries, self._reports(entries), strict=True):
            self._progress.doing(entry.definition.name)
            planned.extend(self._plan(entry, report, alpha))
            self._progress.advance(costs[id(entry)])
        return planned

    def prepare_controls(self, controls: Entry) -> None:
        """Plan the rounds of the placebo and the canary, if they can be called at all."""
        alpha = self._effort.alpha
        (report,) = self._reports([controls])
        for planned in self._plan(controls, report, alpha):
            rounds = self._effort.control_rounds
            monitor = Monitor(alpha=alpha, cap=rounds)
            plan = replace(planned.plan, rounds=rounds, monitor=monitor)
            self._update(plan.cell.pair, monitors={plan.cell.size: monitor})
            self._controls = _CellState(planned=replace(planned, plan=plan))

    def time(self, planned: Sequence[_Planned]) -> None:
        """One round of every cell, then the next: a slow spell of the machine hits all alike."""
        self._cells = {each.plan.cell: _CellState(planned=each) for each in planned}
        total = sum(each.plan.rounds for each in planned)
        self._progress.begin(
            Step.TIME, sum(each.plan.rounds * each.plan.cost_s for each in planned)
        )
        done = 0
        for number in range(1, max((each.plan.rounds for each in planned), default=0) + 1):
            for state in self._cells.values():
                cost_s = state.planned.plan.cost_s
                if number <= state.planned.plan.rounds and self._left_s() > cost_s:
                    self._time_controls(share=done / total)
                    if not _is_answered(state):
                        self._one_round(state)
                    self._progress.advance(cost_s)
                    done += 1
        self._time_controls(share=1.0)

    def decide(self) -> None:
        """Go on where a claim is undecided, first where the answer is closest."""
        open_cells = [each for each in self._cells.values() if self._is_open(each)]
        self._progress.begin(Step.DECIDE, sum(_least_s(each) for each in open_cells))
        while open_cells:
            state = min(open_cells, key=_least_s)
            self._one_round(state)
            self._progress.advance(state.planned.plan.cost_s)
            open_cells = [each for each in open_cells if self._is_open(each)]

    def trace(self, planned: Sequence[_Planned]) -> None:
        """Trace every variant at every size at which it has not failed."""
        targets: dict[tuple[str, str], Target] = {}
        for each in planned:
            pair, size = each.plan.cell.pair, each.plan.cell.size
            for variant, repeats in each.plan.traced.items():
                if self._can_trace(each.plan.cell, variant):
                    known = targets.get(
                        (pair, variant),
                        Target(entry=each.entry, variant=variant, sizes=(), repeats=1),
                    )
                    targets[pair, variant] = replace(
                        known, sizes=(*known.sizes, size), repeats=max(known.repeats, repeats)
                    )
        total = sum(len(target.sizes) for target in targets.values())
        self._progress.begin(Step.MEMORY, TRACE_S * total)
        for traced in trace_all(self._probes.memory, targets.values(), width=self._probes.width):
            pair = traced.target.entry.definition.name
            self._progress.doing(f"{pair} {traced.target.variant}")
            for found in traced.results:
                if isinstance(found, Failure):
                    self._fail(found)
                else:
                    self._update(pair, memory=(*self._records[pair].memory, found))
                self._progress.advance(TRACE_S)

    def _reports(self, entries: Sequence[Entry]) -> Iterator[CheckReport]:
        longest_call_s = self._effort.longest_call_s
        check = partial(self._probes.checker.check, longest_call_s=longest_call_s)
        return in_parallel(self._probes.width, check, entries)

    def _plan(self, entry: Entry, report: CheckReport, alpha: float) -> list[_Planned]:
        definition = entry.definition
        self._records[definition.name] = PairRecord(
            definition=definition, sightings=report.sightings, failures=report.failures
        )
        self._sink.save_pair(self._records[definition.name])
        for failure in report.failures:
            self._progress.trouble(failure)
        if any(failure.trouble is Trouble.WRONG for failure in report.failures):
            return []
        plan = plan_pair(definition, report.call_times, self._effort, alpha)
        self._update(
            definition.name,
            left_out=plan.left_out,
            monitors={each.cell.size: each.monitor for each in plan.cells},
        )
        return [_Planned(entry=entry, plan=each) for each in plan.cells]

    def _time_controls(self, *, share: float) -> None:
        """As many rounds of the controls as belong to this share of the run."""
        if self._controls is not None:
            while self._controls.number < share * self._controls.planned.plan.rounds:
                self._one_round(self._controls)

    def _is_open(self, state: _CellState) -> bool:
        """Whether a question of the cell is open, and rounds and time for it are left."""
        plan = state.planned.plan
        if not plan.open_ended or not plan.loops or len(state.kept) >= plan.monitor.cap:
            return False
        if _is_answered(state) or self._left_s() < plan.cost_s:
            return False
        if state.number >= MOST_TRIES * max(plan.rounds, len(state.kept)):
            return False
        if self._effort.run_budget_s is not None:
            return True
        # Rounds that were spoilt are made good, unless somebody has asked for a time to be kept.
        if len(state.kept) < plan.rounds and self._effort.budget_s is None:
            return True
        return state.spent_s + plan.cost_s <= plan.allowance_s

    def _left_s(self) -> float:
        """The time left for timing, if the run has a limit; tracing needs some of it."""
        if self._effort.run_budget_s is None:
            return math.inf
        tracing_s = TRACE_S * sum(len(each.planned.plan.loops) for each in self._cells.values())
        spent_s = self._probes.clock_s() - self._began_s
        return self._effort.run_budget_s - spent_s - tracing_s

    def _one_round(self, state: _CellState) -> None:
        """Run a round, again without the variant that failed, until one is whole."""
        began_s = self._probes.clock_s()
        state.number += 1
        while (plan := state.planned.plan).loops:
            names = " and ".join(plan.loops)
            self._progress.doing(
                f"{plan.cell.pair} {names} at {plan.cell.size:,}, round {state.number}"
            )
            found = self._probes.timer.time(state.planned.entry, plan, state.number)
            if isinstance(found, Round):
                record = self._records[plan.cell.pair]
                self._records[plan.cell.pair] = replace(record, rounds=(*record.rounds, found))
                self._sink.save_rounds(self._records[plan.cell.pair])
                if not is_spoilt(found):
                    state.kept.append(found)
                break
            self._fail(found)
            left = {name: loops for name, loops in plan.loops.items() if name != found.variant}
            state.planned = replace(state.planned, plan=replace(plan, loops=left))
        definition = state.planned.entry.definition
        if plan.open_ended:
            within = same_within(definition) if self._effort.ends_close else 0.0
            state.to_go = rounds_to_go(
                definition, plan.cell.size, state.kept, plan.monitor, within=within
            )
        state.spent_s += self._probes.clock_s() - began_s

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


def _is_answered(state: _CellState) -> bool:
    """Whether a cell that claims compare at has its rounds, and no question left."""
    plan = state.planned.plan
    return plan.open_ended and len(state.kept) >= max(1, plan.least) and state.to_go is None


def _least_s(state: _CellState) -> float:
    """About how long the closest answer of a cell still takes, if it comes within the cap."""
    plan = state.planned.plan
    return min(state.to_go or 0.0, plan.monitor.cap - len(state.kept)) * plan.cost_s


def _calls(entry: Entry) -> int:
    definition = entry.definition
    return len(definition.available) * (len(definition.sizes) + len(definition.behaviours))
