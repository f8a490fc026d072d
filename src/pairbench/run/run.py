"""A run, from plan to saved measurements: check, time, decide, trace; each saved when made."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from pairbench.core.authoring.entry import Entry
from pairbench.core.comparing.comparison import same_within
from pairbench.core.planning.asked import at_asked_sizes
from pairbench.core.planning.effort import Effort
from pairbench.core.planning.plan import plan_pair
from pairbench.core.planning.question import error_level, rounds_to_go
from pairbench.core.records.disturbance import is_spoilt
from pairbench.core.records.measurement import (
    Cell,
    CheckReport,
    Failure,
    LeftOut,
    Round,
    Stage,
    Trouble,
)
from pairbench.core.records.record import PairRecord
from pairbench.core.statistics.sequential import Monitor
from pairbench.run.cells import CellState, Planned
from pairbench.run.parallel import in_parallel
from pairbench.run.probes import Probes, Progress, Sink, Step
from pairbench.run.profiling import PROFILE_S, Subject, profile_all
from pairbench.run.tracing import TRACE_S, Target, trace_all

MOST_TRIES = 1.5
"""Where many rounds are spoilt, a comparison ends after so many times the rounds it should have: a
machine that takes away half of the time for minutes does not give it back for being asked often."""

CHECK_S = 0.2
"""About what checking one variant at one size takes; for the estimate of time left."""


def run(
    entries: Sequence[Entry],
    controls: Sequence[Entry],
    probes: Probes,
    sink: Sink,
    effort: Effort,
    progress: Progress,
) -> None:
    """Measure the pairs and hand every measurement to the sink as soon as it is made.

    The controls are measured along with them, spread over the run.
    """
    session = _Session(probes=probes, sink=sink, effort=effort, progress=progress)
    plans = session.check([_narrowed(each) for each in entries] if effort.only_asked else entries)
    session.prepare_controls(controls)
    try:
        session.time(plans)
        session.decide()
    finally:
        probes.timer.stop()
    session.trace(plans)
    if effort.profiled:
        session.profile(plans)


def _narrowed(entry: Entry) -> Entry:
    return replace(entry, definition=at_asked_sizes(entry.definition))


class _Session:
    """What has been recorded so far, pair by pair."""

    def __init__(self, *, probes: Probes, sink: Sink, effort: Effort, progress: Progress) -> None:
        self._probes = probes
        self._sink = sink
        self._effort = effort
        self._progress = progress
        self._records: dict[str, PairRecord] = {}
        self._cells: dict[Cell, CellState] = {}
        self._controls: list[CellState] = []
        self._began_s = probes.clock_s()

    def check(self, entries: Sequence[Entry]) -> list[Planned]:
        """Check every pair, and plan the cells of those that are fit to be measured."""
        costs = {id(entry): CHECK_S * _calls(entry) for entry in entries}
        self._progress.begin(Step.CHECK, sum(costs.values()))
        alpha = error_level((entry.definition for entry in entries), self._effort)
        planned: list[Planned] = []
        for entry, report in zip(entries, self._reports(entries), strict=True):
            self._progress.doing(entry.definition.name)
            planned.extend(self._plan(entry, report, alpha))
            self._progress.advance(costs[id(entry)])
        return planned

    def prepare_controls(self, controls: Sequence[Entry]) -> None:
        """Plan the rounds of the placebos and the canaries, of those that can be called at all."""
        alpha, rounds = self._effort.alpha, self._effort.control_rounds
        monitor = Monitor(alpha=alpha, cap=rounds)
        for entry, report in zip(controls, self._reports(controls), strict=True):
            for planned in self._plan(entry, report, alpha):
                plan = replace(planned.plan, rounds=rounds, monitor=monitor)
                self._update(plan.cell.pair, monitors={plan.cell.size: monitor})
                self._controls.append(CellState(planned=replace(planned, plan=plan)))

    def time(self, planned: Sequence[Planned]) -> None:
        """One round of every cell, then the next: a slow spell of the machine hits all alike."""
        self._cells = {each.plan.cell: CellState(planned=each) for each in planned}
        total = sum(each.plan.rounds for each in planned)
        self._progress.begin(
            Step.TIME, sum(each.plan.rounds * each.plan.cost_s for each in planned)
        )
        numbers = range(1, max((each.plan.rounds for each in planned), default=0) + 1)
        turns = [
            state
            for number in numbers
            for state in self._cells.values()
            if number <= state.planned.plan.rounds
        ]
        for done, state in enumerate(turns):
            if not self._has_time(state):
                continue
            self._time_controls(done / total, upcoming=state)
            if not state.is_answered:
                others = (turns[place] for place in range(done + 1, total))
                upcoming = next((each for each in others if not each.is_answered), None)
                self._one_round(state, upcoming)
            self._progress.advance(state.planned.plan.cost_s)
        self._time_controls(1.0, upcoming=None)

    def decide(self) -> None:
        """Go on where a claim is undecided, first where the answer is closest."""
        open_cells = [each for each in self._cells.values() if self._is_open(each)]
        self._progress.begin(Step.DECIDE, sum(each.least_s for each in open_cells))
        while open_cells:
            state = min(open_cells, key=lambda each: each.least_s)
            self._one_round(state, state)
            self._progress.advance(state.planned.plan.cost_s)
            open_cells = [each for each in open_cells if self._is_open(each)]

    def trace(self, planned: Sequence[Planned]) -> None:
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

    def profile(self, planned: Sequence[Planned]) -> None:
        """Sample where the time of every variant goes, at the largest size that was timed."""
        largest = {each.plan.cell.pair: each for each in planned if each.plan.loops}
        subjects = [
            Subject(entry=each.entry, variant=variant, size=each.plan.cell.size)
            for each in largest.values()
            for variant in each.plan.loops
            if not self._has_failed(each.plan.cell, variant)
        ]
        self._progress.begin(Step.PROFILE, PROFILE_S * len(subjects))
        for sampled in profile_all(self._probes.profiler, subjects, width=self._probes.width):
            pair = sampled.subject.entry.definition.name
            self._progress.doing(f"{pair} {sampled.subject.variant}")
            if sampled.profile is not None:
                self._update(pair, profiles=(*self._records[pair].profiles, sampled.profile))
            self._progress.advance(PROFILE_S)

    def _reports(self, entries: Sequence[Entry]) -> Iterator[CheckReport]:
        longest_call_s = self._effort.longest_call_s
        check = partial(self._probes.checker.check, longest_call_s=longest_call_s)
        return in_parallel(self._probes.width, check, entries)

    def _plan(self, entry: Entry, report: CheckReport, alpha: float) -> list[Planned]:
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
        return [Planned(entry=entry, plan=each) for each in plan.cells]

    def _time_controls(self, share: float, *, upcoming: CellState | None) -> None:
        """As many rounds of the controls as belong to this share of the run, in turns."""
        for place, state in enumerate(self._controls, 1):
            behind = 1 - place / len(self._controls)
            while state.number < share * state.planned.plan.rounds - behind:
                self._one_round(state, upcoming)

    def _is_open(self, state: CellState) -> bool:
        """Whether a question of the cell is open, and rounds and time for it are left."""
        plan = state.planned.plan
        if not plan.open_ended or not plan.loops or len(state.kept) >= plan.monitor.cap:
            return False
        if state.is_answered or not self._has_time(state):
            return False
        if state.number >= MOST_TRIES * max(plan.rounds, len(state.kept)):
            return False
        if self._effort.run_budget_s is not None:
            return True
        # Rounds that were spoilt are made good, unless somebody has asked for a time to be kept.
        if len(state.kept) < plan.rounds and self._effort.budget_s is None:
            return True
        return state.spent_s + plan.cost_s <= plan.allowance_s

    def _has_time(self, state: CellState) -> bool:
        plan = state.planned.plan
        return len(state.kept) < plan.assured or self._left_s() > plan.cost_s

    def _left_s(self) -> float:
        """The time left for timing, if the run has a limit; tracing needs some of it."""
        if self._effort.run_budget_s is None:
            return math.inf
        tracing_s = TRACE_S * sum(len(each.planned.plan.traced) for each in self._cells.values())
        spent_s = self._probes.clock_s() - self._began_s
        return self._effort.run_budget_s - spent_s - tracing_s

    def _one_round(self, state: CellState, upcoming: CellState | None) -> None:
        """Run a round, again without the variant that failed, until one is whole.

        ``upcoming`` is the cell whose turn is likely to be next.
        """
        began_s = self._probes.clock_s()
        state.number += 1
        while (plan := state.planned.plan).loops:
            names = " and ".join(plan.loops)
            self._progress.doing(
                f"{plan.cell.pair} {names} at {plan.cell.size:,}, round {state.number}"
            )
            following = None if upcoming is None else upcoming.next_round
            found = self._probes.timer.time(state.this_round, following)
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
        left_out = self._records[cell.pair].left_out
        return LeftOut(cell=cell, stage=Stage.MEMORY) not in left_out and not self._has_failed(
            cell, variant
        )

    def _has_failed(self, cell: Cell, variant: str) -> bool:
        return any(
            failure.variant == variant
            and failure.cell == cell
            and failure.stage is not Stage.BEHAVIOUR
            for failure in self._records[cell.pair].failures
        )

    def _fail(self, failure: Failure) -> None:
        pair = failure.cell.pair
        self._update(pair, failures=(*self._records[pair].failures, failure))
        self._progress.trouble(failure)

    def _update(self, pair: str, **changes: Any) -> None:
        """Change a record, and keep it before anything else happens."""
        self._records[pair] = replace(self._records[pair], **changes)
        self._sink.save_pair(self._records[pair])


def _calls(entry: Entry) -> int:
    definition = entry.definition
    return len(definition.available) * (len(definition.sizes) + len(definition.behaviours))
