"""Comparisons of code whose difference is known: what this machine finds, and what it makes up."""

import itertools
import math
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pairbench.core.authoring.entry import Entry
from pairbench.core.comparing.comparison import SAME_WITHIN, Difference, difference, log_ratios
from pairbench.core.comparing.workload import BASELINE, VARIANTS
from pairbench.core.errors import UsageError
from pairbench.core.judging.calibration import RivalAnswer, Trial
from pairbench.core.planning.effort import BUDGET_S, FULL
from pairbench.core.planning.plan import CellPlan, RoundPlan, plan_cell
from pairbench.core.records.disturbance import is_spoilt
from pairbench.core.records.measurement import Cell, Conditions, Failure, Round
from pairbench.core.statistics.estimate import ALPHA, Estimate, exponential
from pairbench.core.statistics.sequential import monitored_interval
from pairbench.run.probes import Checker, Progress, Rival, Step, Timer

PATIENT_BUDGET_S = 30.0
"""The time of a trial that looks for 1 %."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """Which trials are made: each workload and difference so many times, in a random order."""

    slower_by: tuple[float, ...]
    trials: int
    budget_s: float | None

    def budget_of(self, slower_by: float) -> float:
        """The time of a trial that looks for such a difference."""
        if self.budget_s is not None:
            return self.budget_s
        return PATIENT_BUDGET_S if 0 < slower_by <= min(VARIANTS.keys() - {0.0}) else BUDGET_S


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """The outside world, as a calibration sees it."""

    checker: Checker
    timer: Timer
    clock_s: Callable[[], float]
    rng: random.Random


def calibrate(
    workloads: Sequence[Entry], design: Design, bench: Bench, progress: Progress
) -> Iterator[Trial]:
    """Make the trials one by one.

    Raises:
        UsageError: a workload cannot be measured.
    """
    calls_s = {entry.definition.name: _calls_s(entry, bench) for entry in workloads}
    budgets = {each: design.budget_of(each) for each in design.slower_by}
    progress.begin(Step.TIME, sum(budgets.values()) * len(workloads) * design.trials)
    for _ in range(design.trials):
        todo = [(entry, slower_by) for entry in workloads for slower_by in design.slower_by]
        for entry, slower_by in bench.rng.sample(todo, len(todo)):
            name = entry.definition.name
            progress.doing(f"{name}, {slower_by:.0%} slower")
            plan = _plan(entry, slower_by, calls_s[name], budgets[slower_by])
            yield _trial(entry, slower_by, plan, bench)
            progress.advance(budgets[slower_by])


def _calls_s(entry: Entry, bench: Bench) -> dict[str, float]:
    report = bench.checker.check(entry, longest_call_s=math.inf)
    if report.failures:
        raise UsageError(
            f"{entry.definition.name} cannot be measured here: {report.failures[0].message}"
        )
    return {each.variant: each.call_s for each in report.call_times}


def _plan(entry: Entry, slower_by: float, calls_s: dict[str, float], budget_s: float) -> CellPlan:
    (size,) = entry.definition.sizes
    compared = {name: calls_s[name] for name in (BASELINE, VARIANTS[slower_by])}
    effort = replace(FULL, budget_s=budget_s)
    cell = Cell(pair=entry.definition.name, size=size)
    return plan_cell(entry.definition, compared, effort, cell=cell, compared_at=ALPHA)


def _trial(entry: Entry, slower_by: float, plan: CellPlan, bench: Bench) -> Trial:
    """A comparison that ends when it is decided, or when its time or its rounds are over."""
    began_s = bench.clock_s()
    variant, within = VARIANTS[slower_by], _same_within(slower_by)
    logs: list[float] = []
    elapsed_s: list[float] = []
    conditions: list[Conditions] = []
    spoilt = 0
    ratio = Estimate(value=1.0, low=0.0, high=math.inf, level=0.0)
    said = Difference.UNDECIDED
    while said is Difference.UNDECIDED and len(logs) < plan.monitor.cap:
        number = len(logs) + spoilt + 1
        asked = RoundPlan(entry=entry, plan=plan, number=number)
        found = _round(asked, bench)
        conditions.append(found.conditions)
        if is_spoilt(found):
            spoilt += 1
        else:
            logs += log_ratios([found], BASELINE, variant)
            elapsed_s.append(bench.clock_s() - began_s)
            ratio = exponential(monitored_interval(logs, plan.monitor))
            said = difference(ratio, within)
        if bench.clock_s() - began_s + plan.cost_s > plan.allowance_s:
            break
    bench.timer.stop()
    return Trial(
        workload=entry.definition.name,
        slower_by=slower_by,
        budget_s=plan.allowance_s,
        difference=said,
        ratio=ratio,
        seconds=bench.clock_s() - began_s,
        round_ratios=tuple(math.exp(each) for each in logs),
        elapsed_s=tuple(elapsed_s),
        spoilt=spoilt,
        stolen_share=_stolen_share(conditions),
    )


def _same_within(slower_by: float) -> float:
    """The same is said where the interval is nearer to 1 than half of what is looked for."""
    return min(SAME_WITHIN, slower_by / 2 if slower_by else SAME_WITHIN)


def _round(asked: RoundPlan, bench: Bench) -> Round:
    found = bench.timer.time(asked, [replace(asked, number=asked.number + 1)])
    if isinstance(found, Failure):
        name = asked.entry.definition.name
        raise UsageError(f"{name} could not be measured: {found.message}")
    return found


def _stolen_share(conditions: Sequence[Conditions]) -> float:
    """The share of the rounds' time that other systems on the machine took."""
    wall_s = sum(each.wall_s for each in conditions)
    return sum(each.stolen_s for each in conditions) / wall_s if wall_s else 0.0


def calibrate_rival(
    rival: Rival, workloads: Sequence[Entry], design: Design, folder: Path, progress: Progress
) -> Iterator[Trial]:
    """Let another tool make the same comparisons, by its own rules and in its own time."""
    budgets = {each: design.budget_of(each) for each in design.slower_by}
    progress.begin(Step.TIME, sum(budgets.values()) * len(workloads) * design.trials)
    for _ in range(design.trials):
        for entry, slower_by in itertools.product(workloads, design.slower_by):
            name = entry.definition.name
            progress.doing(f"{rival.name}: {name}, {slower_by:.0%} slower")
            answer = rival.compare(
                entry.site.root / entry.definition.file,
                baseline=BASELINE,
                variant=VARIANTS[slower_by],
                size=entry.definition.sizes[0],
                folder=folder,
            )
            yield _rival_trial(name, slower_by, answer)
            progress.advance(budgets[slower_by])


def _rival_trial(workload: str, slower_by: float, answer: RivalAnswer) -> Trial:
    stated = Difference.SLOWER if answer.ratio < 1 else Difference.FASTER
    return Trial(
        workload=workload,
        slower_by=slower_by,
        budget_s=math.inf,
        difference=stated if answer.different else Difference.UNDECIDED,
        ratio=Estimate(value=answer.ratio, low=0.0, high=math.inf, level=0.0),
        seconds=answer.seconds,
        round_ratios=(),
        elapsed_s=(),
        spoilt=0,
        stolen_share=0.0,
    )
