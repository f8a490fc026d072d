"""How much to measure: from about how long a call takes to loops, blocks and rounds."""

import math
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from pairbench.core.authoring.claim import Crosses, Grows
from pairbench.core.authoring.definition import PairDefinition
from pairbench.core.authoring.entry import Entry
from pairbench.core.planning.asked import Asked, asked_of, everything_of
from pairbench.core.planning.effort import BUDGET_S, Effort
from pairbench.core.planning.question import comparison_sizes
from pairbench.core.planning.shape import longest_of, ready_s, shape_of, together_s
from pairbench.core.records.measurement import CallTime, Cell, LeftOut, Stage
from pairbench.core.statistics.sequential import Monitor, first_verdict, tabulated_cap

ROUND_START_S = 0.15
"""About what starting and ending the workers of a round takes, at least; for plans and progress."""

STARTING_TOGETHER = 2
"""So many workers start in the time of one: they are pinned to one CPU only when they are ready."""

LEAST_ROUND_S = 0.01

MOST_OF_A_ROOT = 4
"""A root serves so many rounds at most, however long it takes to grow another: with more, a
dependence too small to be seen would be felt in the error level."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellPlan:
    """How one cell is measured: ``loops`` has an entry for each variant to time.

    ``traced`` has the variants to trace, each with the processes to trace it in. Each worker makes
    a call at ``warm_size`` before the first turn, if there is one.
    Every cell gets its ``rounds``. Those that a claim compares at (``open_ended``) may end sooner,
    after ``least`` rounds, when no question is left; or go on while there is one, to the cap of the
    monitor, for at most ``allowance_s``. ``assured`` rounds are timed even when no time is left.
    ``grows`` says that a claim holds its times against those of other sizes, which share no root.
    """

    cell: Cell
    loops: Mapping[str, int]
    traced: Mapping[str, int]
    blocks: int
    warmups: int
    warm_size: int | None
    rounds: int
    least: int
    assured: int
    monitor: Monitor
    open_ended: bool
    allowance_s: float
    parallel: bool
    timeout_s: float
    start_s: float
    round_s: float
    grows: bool = False

    @property
    def cost_s(self) -> float:
        """About how long a round takes, its start and end included."""
        return self.round_s + self.start_s

    @property
    def rounds_of_root(self) -> int:
        """How many rounds one root serves: one where the next root grows beside a round.

        Rounds that share no root are independent, as the intervals ask of them. What it takes to
        load the sides, beyond what any worker takes to start, must fit beside the rounds of a root,
        on one CPU: the start that is planned thinks of two. No root serves more than half of the
        rounds that the cell begins with: the luck of one is never all that an answer rests on.
        Where times are held against those of other sizes, that luck does not cancel: each has its
        own.
        """
        if self.grows:
            return 1
        loading_s = STARTING_TOGETHER * max(0.0, self.start_s - ROUND_START_S)
        worth = 1 + int(loading_s / max(self.round_s, LEAST_ROUND_S))
        return max(1, min(worth, MOST_OF_A_ROOT, math.ceil(self.rounds / 2)))


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundPlan:
    """One round of a cell: whose variants it times, how, and which of the cell's rounds it is."""

    entry: Entry
    plan: CellPlan
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PairPlan:
    """The cells of a pair that are measured, and what takes too long for the effort."""

    cells: tuple[CellPlan, ...]
    left_out: tuple[LeftOut, ...]


def plan_pair(
    definition: PairDefinition, call_times: Iterable[CallTime], effort: Effort, alpha: float
) -> PairPlan:
    """A plan for each size at which a variant can be called.

    ``alpha`` is the chance of error of each comparison that a claim speaks of.
    """
    by_size: dict[int, dict[str, float]] = {}
    asides_s: dict[int, float] = {}
    starts_s = [0.0]
    for call_time in call_times:
        size = call_time.cell.size
        by_size.setdefault(size, {})[call_time.variant] = call_time.call_s
        asides_s[size] = max(call_time.aside_s, asides_s.get(size, 0.0))
        starts_s.append(ready_s(call_time))
    compared = comparison_sizes(definition)
    cells, left_out = [], []
    for size in definition.sizes:
        cell = Cell(pair=definition.name, size=size)
        up_to_here = [each for each in by_size if each <= size]
        longest_s = max(
            (longest_of(by_size[each], asides_s[each]) for each in up_to_here), default=0.0
        )
        if longest_s > effort.longest_call_s:
            left_out += [LeftOut(cell=cell, stage=stage) for stage in (Stage.TIME, Stage.MEMORY)]
        elif size in by_size:
            cells.append(
                plan_cell(
                    definition,
                    by_size[size],
                    effort,
                    cell=cell,
                    compared_at=alpha if size in compared else None,
                    worker_start_s=max(starts_s),
                    aside_s=asides_s[size],
                )
            )
            if max(by_size[size].values()) > effort.longest_traced_call_s:
                left_out.append(LeftOut(cell=cell, stage=Stage.MEMORY))
    return PairPlan(cells=tuple(cells), left_out=tuple(left_out))


def plan_cell(
    definition: PairDefinition,
    call_s: Mapping[str, float],
    effort: Effort,
    *,
    cell: Cell,
    compared_at: float | None = None,
    worker_start_s: float = 0.0,
    aside_s: float = 0.0,
) -> CellPlan:
    """How to time the variants of which it is known about how long a call takes.

    ``compared_at`` is the chance of error of a comparison that goes on until it is decided, None
    for a fixed number of rounds; a single worker takes ``worker_start_s`` to get ready, and
    ``aside_s`` for what it makes outside the clock for each call.
    """
    smaller, asked = _smaller(definition, cell), asked_of(definition)
    start_s = max(ROUND_START_S, worker_start_s * len(call_s) / STARTING_TOGETHER)
    slices_s = together_s(definition, start_s, effort)
    shape = shape_of(call_s, effort, slices_s, aside_s, is_smallest=smaller is None)
    wanted = asked if effort.only_asked else everything_of(definition)
    is_timed = Asked(stage=Stage.TIME, variant=definition.baseline, size=cell.size) in wanted
    cost_s = shape.round_s + start_s
    fixed = _fixed_rounds(definition, effort, cost_s) if is_timed else 0
    watch = _watch(fixed, cost_s, effort, compared_at)
    return CellPlan(
        cell=cell,
        loops=shape.loops,
        traced=_traced(call_s, cell.size, asked, wanted, effort.memory_repeats),
        blocks=shape.blocks,
        warmups=shape.warmups,
        warm_size=None if shape.warmups else smaller,
        rounds=watch.rounds,
        least=min(watch.rounds, fixed),
        assured=_assured(watch.rounds * shape.round_s, watch.rounds, effort),
        monitor=watch.monitor,
        open_ended=compared_at is not None,
        allowance_s=watch.allowance_s,
        parallel=definition.parallel,
        timeout_s=definition.timeout_s,
        start_s=start_s,
        round_s=shape.round_s,
        grows=_grows(definition),
    )


def _smaller(definition: PairDefinition, cell: Cell) -> int | None:
    """The smallest size, where the cell is of another."""
    return definition.sizes[0] if definition.sizes[0] < cell.size else None


def _traced(
    variants: Iterable[str],
    size: int,
    asked: AbstractSet[Asked],
    wanted: AbstractSet[Asked],
    repeats: int,
) -> dict[str, int]:
    """In how many processes each variant is traced: in several where a claim asks."""
    figures = {each: Asked(stage=Stage.MEMORY, variant=each, size=size) for each in variants}
    return {
        name: repeats if figure in asked else 1
        for name, figure in figures.items()
        if repeats and figure in wanted
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Watch:
    """The rounds of a cell to begin with, its monitor, and the time that it may take."""

    rounds: int
    monitor: Monitor
    allowance_s: float


def _fixed_rounds(definition: PairDefinition, effort: Effort, cost_s: float) -> int:
    """As many rounds as a fit over the sizes needs, or a crossing that is looked for, or a plot."""
    if _grows(definition):
        return effort.growth_rounds
    crosses = any(isinstance(claim, Crosses) for claim in definition.claims)
    if crosses:
        return effort.crossing_rounds
    return max(effort.other_rounds, min(effort.most_rounds, round(effort.other_s / cost_s)))


def _grows(definition: PairDefinition) -> bool:
    """Whether a claim holds times at several sizes against each other."""
    return any(isinstance(claim, Grows) for claim in definition.claims)


def _watch(fixed: int, cost_s: float, effort: Effort, alpha: float | None) -> _Watch:
    """The cap is what the time allows, and at least what a verdict takes; fixed without a level."""
    if alpha is None:
        monitor = Monitor(alpha=effort.alpha, cap=fixed)
        return _Watch(rounds=fixed, monitor=monitor, allowance_s=math.inf)
    budget_s = BUDGET_S if effort.budget_s is None else effort.budget_s
    stretch = 1.0 if effort.run_budget_s is None else effort.stretch
    affordable = min(effort.most_rounds, round(stretch * budget_s / cost_s))
    fewest = _fewest_rounds(alpha)
    monitor = Monitor(alpha=alpha, cap=tabulated_cap(max(affordable, fewest)))
    if effort.budget_s is None:
        budget_s = max(budget_s, cost_s * fewest)
    return _Watch(rounds=first_verdict(monitor), monitor=monitor, allowance_s=budget_s)


def _assured(calls_s: float, rounds: int, effort: Effort) -> int:
    """What the processes of a round take to start is no fault of what is measured."""
    budget_s = BUDGET_S if effort.budget_s is None else effort.budget_s
    fits = effort.assured_rounds > 0 and calls_s <= budget_s
    return rounds if fits else min(rounds, effort.assured_rounds)


def _fewest_rounds(alpha: float) -> int:
    """The smallest cap under which a verdict is possible at all."""
    rounds = 1
    while (cap := tabulated_cap(rounds)) < first_verdict(Monitor(alpha=alpha, cap=cap)):
        rounds = cap + 1
    return cap
