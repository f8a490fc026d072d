"""The times of a gate: a first look at everything, a second at what got worse, and the machine."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice
from statistics import median
from types import MappingProxyType

from pairbench.core.authoring.entry import Entry
from pairbench.core.errors import UsageError
from pairbench.core.gating.answer import Change, GateLine, MachineState, failure_line
from pairbench.core.gating.noise import machine_of
from pairbench.core.gating.settings import DEFAULTS, Settings
from pairbench.core.gating.times import (
    UNTIMED,
    Judgement,
    judge_time,
    open_line,
    ratio_at,
    time_line,
)
from pairbench.core.gating.two_sides import Comparison, controls_of
from pairbench.core.planning.effort import FULL, Effort
from pairbench.core.planning.plan import CellPlan, RoundPlan, plan_pair
from pairbench.core.records.disturbance import is_spoilt
from pairbench.core.records.measurement import Failure, Round
from pairbench.core.statistics.early import FEWEST
from pairbench.gate.known_times import KnownTimes
from pairbench.gate.look import Look
from pairbench.gate.shortest import refused_s, too_short
from pairbench.gate.sides import Checked
from pairbench.run.probes import Probes, Progress, Step, Timer
from pairbench.run.records import Kept
from pairbench.run.run import run

CONTROLS_SHARE = 0.2
"""The controls have this share of the rounds that the comparisons are planned with."""

FEWEST_CONTROLS = 6
"""Rounds of the controls in all, at least: what an interval takes that is not moved out. Half of
them do to begin with where calls are so long that these would take more than the comparisons."""

MOST_CONTROLS = 24
"""Rounds of the controls in all, at most, before the machine is judged."""

MORE_CONTROLS = 2
"""So many times as many are added where an answer hangs on it."""

SLOW_CONTROLS = 4.0
"""A pair has no controls when its rounds take so many times as long as the typical pair's."""

GATE = replace(
    FULL,
    alpha=0.1,
    run_alpha=math.inf,
    stretch=10.0,
    ends_close=False,
    narrow=math.inf,
    only_asked=True,
    other_rounds=FEWEST,
    assured_rounds=FEWEST,
    dear_round_s=FULL.round_s,
    memory_repeats=0,
    profiled=False,
)
"""A look misses what is slower by more than the threshold once in twenty times at most, and says so
of what is not as rarely; what got worse is looked at again, and is red only if both looks say so.
Most of its answers wait for the fewest rounds of an interval, so that rounds are short. Memory is
traced by the gate itself, for both sides."""

SECOND_LOOK = 6.0
"""The second look may take so many times the budget of a comparison."""


class _Stopwatch:
    """A timer that knows how long the rounds of each pair took together."""

    def __init__(self, timer: Timer, clock_s: Callable[[], float]) -> None:
        self._timer = timer
        self._clock_s = clock_s
        self.spent_s: dict[str, float] = {}

    def time(self, asked: RoundPlan, upcoming: Sequence[RoundPlan] = ()) -> Round | Failure:
        began_s = self._clock_s()
        found = self._timer.time(asked, upcoming)
        name = asked.entry.definition.name
        self.spent_s[name] = self.spent_s.get(name, 0.0) + self._clock_s() - began_s
        return found

    def stop(self) -> None:
        self._timer.stop()


class GateTimes:
    """What a gate knows of the times so far."""

    def __init__(
        self,
        settings: Settings,
        probes: Probes,
        progress: Progress,
        controls: Mapping[str, Sequence[Round]] = MappingProxyType({}),
    ) -> None:
        self._settings = settings
        self._known = KnownTimes()
        self._watch = _Stopwatch(probes.timer, probes.clock_s)
        self._probes = replace(probes, checker=self._known, timer=self._watch)
        self._progress = progress
        self._first = Kept()
        self._again = Kept()
        self._controls = {name: list(rounds) for name, rounds in controls.items()}
        self._refused_s: dict[str, float] = {}

    def measure(self, comparisons: Sequence[Comparison], checked: Sequence[Checked]) -> None:
        """Time everything, judge the machine, and time again what seems to have got worse.

        Raises:
            Interrupted: the user has had enough; what was timed is kept.
            UsageError: the budget is too short for any answer.
        """
        if not comparisons:
            return
        by_pair = {each.match.head.definition.name: each for each in checked}
        for comparison in comparisons:
            self._known.add(comparison.entry, by_pair[comparison.pair], comparison.variant)
        total_s = self._settings.budget_s * len(comparisons)
        effort = replace(GATE, budget_s=self._settings.budget_s, run_budget_s=total_s)
        plans = {each.entry.definition.name: self._plan(each.entry, effort) for each in comparisons}
        # What is many times slower than it was is said, however short the budget is.
        close = {name: each for name, each in plans.items() if not self._known.are_far_apart(name)}
        self._refused_s = refused_s(close, total_s)
        fit = [each for each in comparisons if each.entry.definition.name not in self._refused_s]
        if not fit:
            raise UsageError(too_short(self._settings.budget_s, min(self._refused_s.values())))
        planned = sum(cell.rounds for each in fit for cell in plans[each.entry.definition.name])
        slow = any(each.round_s * FEWEST_CONTROLS > total_s for each in chain(*plans.values()))
        fewest = FEWEST if slow else FEWEST_CONTROLS
        wanted = min(MOST_CONTROLS, max(fewest, round(CONTROLS_SHARE * planned)))
        placebos = dict(islice(self._placebos(fit, by_pair, plans), wanted))
        self._look(fit, placebos, math.ceil(wanted / len(placebos)), effort)

    def _look(
        self,
        fit: Sequence[Comparison],
        placebos: Mapping[str, Entry],
        control_rounds: int,
        effort: Effort,
    ) -> None:
        """A first look with the controls, more of them if need be, and a second look.

        Where the machine is known there are none at first.
        """
        controls = tuple(placebos.values())
        at_first = () if any(self._controls.values()) else controls
        controls_s = sum(
            control_rounds * cell.cost_s for each in at_first for cell in self._plan(each, effort)
        )
        total_s = (effort.run_budget_s or 0.0) + controls_s
        first = replace(effort, control_rounds=control_rounds, run_budget_s=total_s)
        try:
            self._run(Step.FIRST_LOOK, [each.entry for each in fit], self._first, first, at_first)
        finally:
            self._keep_controls(placebos if at_first else {}, self._first)
        if any(self._hangs_on_the_machine(each) for each in fit):
            budget_s = self._settings.budget_s
            more, added = _more(effort, budget_s, control_rounds, len(controls)), Kept()
            try:
                self._run(Step.CONTROLS, controls, added, more)
            finally:
                self._keep_controls(placebos, added)
        worse = [each for each in fit if self._is_worse(each)]
        again_s = SECOND_LOOK * self._settings.budget_s * len(worse)
        again = replace(effort, run_budget_s=again_s)
        self._run(Step.SECOND_LOOK, [each.entry for each in worse], self._again, again)

    @property
    def machine(self) -> MachineState | None:
        """The machine as its controls show it; None where there are none."""
        return self._machine() if any(self._controls.values()) else None

    @property
    def controls(self) -> Mapping[str, Sequence[Round]]:
        """The rounds of the controls of each pair that has some."""
        return self._controls

    def lines(self, comparisons: Sequence[Comparison]) -> Iterator[GateLine]:
        """A line for each comparison and size."""
        for each in comparisons:
            name = each.entry.definition.name
            if name in self._refused_s:
                yield from self._refusals(each)
                continue
            record = self._first.records.get(name)
            if record is None:
                yield from (open_line(each, size, UNTIMED) for size in each.entry.definition.sizes)
                continue
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
                        self._again.records.get(name),
                        machine=self._machine(each.pair),
                        spent_s=self._watch.spent_s.get(name, 0.0),
                    )

    def _refusals(self, comparison: Comparison) -> Iterator[GateLine]:
        shortest_s = self._refused_s[comparison.entry.definition.name]
        why = too_short(self._settings.budget_s, shortest_s)
        for size in comparison.entry.definition.sizes:
            yield replace(open_line(comparison, size, why), more_s=shortest_s)

    def _placebos(
        self,
        fit: Sequence[Comparison],
        by_pair: Mapping[str, Checked],
        plans: Mapping[str, Sequence[CellPlan]],
    ) -> Iterator[tuple[str, Entry]]:
        """The controls of each pair whose calls are not much longer than those of the others."""
        chosen = {each.pair: each for each in reversed(fit)}
        costs_s = {
            name: max((cell.cost_s for cell in plans[each.entry.definition.name]), default=math.inf)
            for name, each in chosen.items()
        }
        limit_s = SLOW_CONTROLS * median(costs_s.values())
        for name in sorted(chosen, key=lambda name: costs_s[name]):
            if costs_s[name] <= limit_s:
                base, variant = by_pair[name].match.base, chosen[name].variant
                size = chosen[name].entry.definition.sizes[-1]
                entry = controls_of(base, size, self._settings.thresholds, variant)
                self._known.add(entry, by_pair[name], variant)
                yield name, entry

    def _plan(self, entry: Entry, effort: Effort) -> tuple[CellPlan, ...]:
        known = self._known.check(entry)
        return plan_pair(entry.definition, known.call_times, effort, effort.alpha).cells

    def _run(
        self,
        step: Step,
        entries: Sequence[Entry],
        kept: Kept,
        effort: Effort,
        placebos: Sequence[Entry] = (),
    ) -> None:
        if entries:
            run(entries, placebos, self._probes, kept, effort, Look(self._progress, step))

    def _keep_controls(self, placebos: Mapping[str, Entry], kept: Kept) -> None:
        for name, entry in placebos.items():
            record = kept.records.get(entry.definition.name)
            rounds = () if record is None else record.rounds
            self._controls.setdefault(name, []).extend(
                each for each in rounds if not is_spoilt(each)
            )

    def _machine(self, pair: str | None = None) -> MachineState:
        return machine_of(self._controls, self._settings.thresholds.time, pair=pair)

    def _judged(self, comparison: Comparison) -> list[Judgement]:
        record = self._first.records[comparison.entry.definition.name]
        ratios = (ratio_at(record, size) for size in comparison.entry.definition.sizes)
        threshold, machine = comparison.thresholds.time, self._machine(comparison.pair)
        return [judge_time(each, threshold, machine) for each in ratios if each is not None]

    def _is_worse(self, comparison: Comparison) -> bool:
        return any(each.change is Change.WORSE for each in self._judged(comparison))

    def _hangs_on_the_machine(self, comparison: Comparison) -> bool:
        return any(each.unmeasurable for each in self._judged(comparison))


def _more(effort: Effort, budget_s: float, rounds: int, controls: int) -> Effort:
    """For so many controls that have had so many rounds each, and on which an answer hangs.

    However short the budget of a comparison is, they take as long as all of these together, or as
    they do at the usual budget: what all of them found is worth no more than what is known of the
    machine.
    """
    share_s = min(DEFAULTS.budget_s, (effort.run_budget_s or 0.0) / controls)
    return replace(
        effort,
        other_rounds=rounds * MORE_CONTROLS,
        budget_s=max(budget_s, share_s),
        run_budget_s=None,
    )
