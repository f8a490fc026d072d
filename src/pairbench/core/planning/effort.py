"""How hard a run tries: the numbers of a full and of a quick run."""

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How hard a run tries.

    Attributes:
        alpha: the chance of error of each comparison that a claim speaks of, at most.
        run_alpha: the chance that any of a run's statements on such comparisons is wrong, which
            all of them share; infinite when each has ``alpha`` for itself.
        most_rounds: rounds of a cell where a claim compares times, at most.
        budget_s: how long such a cell may take. None gives it ten seconds, or as long as a slow
            call needs for a verdict.
        run_budget_s: how long the whole run may take, None for as long as it needs.
        stretch: a comparison whose run has time left over may take so many times its own budget.
        ends_close: whether a comparison ends when its whole interval is close to the bound.
        narrow: a comparison with an answer goes on until its interval is as narrow to both sides,
            as a share of the ratio: a reader wants to know how far apart two variants are as well.
        narrow_s: it does so where that takes about so long in all, and ends at once elsewhere.
        growth_rounds: rounds of a cell that a claim of growth speaks of.
        crossing_rounds: rounds of a cell between the ends of which a claim says that they cross.
        other_rounds: rounds of a cell that only a plot looks at, at least.
        other_s: such a cell gets as many as fit into so many seconds.
        assured_rounds: rounds that a comparison gets however little time the run has left; all that
            a first verdict takes where the calls in them fit into its budget.
        control_rounds: rounds of each of the controls: a placebo and a canary.
        slice_s: how long one slice should take, in seconds.
        blocks: blocks of a round, at most.
        min_blocks: blocks of a round, at least, where no call is slow.
        round_s: how long all slices of a round should take together, in seconds, where its workers
            are cheap to start.
        dear_round_s: the same where they are not: a round that costs several times its slices is
            hardly cheaper with fewer of them, and says less.
        slow_call_s: a call of a variant that takes longer makes its cell slow: one call is a
            slice, and the warm-up is a call at the smallest size, because one at the cell's own
            would cost as much as the measurement.
        only_asked: whether what no claim speaks of is left out.
        longest_call_s: sizes at which a call takes longer than this, and larger ones, are left
            out.
        longest_traced_call_s: sizes at which a call takes longer than this are not traced, which
            makes it about ten times as long.
        profiled: whether it is sampled where the time of each variant goes.
        memory_repeats: processes in which a variant is traced of whose memory a claim speaks; one
            is enough for the others. With 0 nothing is traced.
    """

    alpha: float
    run_alpha: float
    most_rounds: int
    budget_s: float | None
    run_budget_s: float | None
    stretch: float
    ends_close: bool
    narrow: float
    narrow_s: float
    growth_rounds: int
    crossing_rounds: int
    other_rounds: int
    other_s: float
    assured_rounds: int
    control_rounds: int
    slice_s: float
    blocks: int
    min_blocks: int
    round_s: float
    dear_round_s: float
    slow_call_s: float
    only_asked: bool
    longest_call_s: float
    longest_traced_call_s: float
    memory_repeats: int
    profiled: bool


BUDGET_S = 10.0
"""The time of a comparison that nobody has set another for."""

FULL = Effort(
    alpha=0.01,
    run_alpha=0.05,
    most_rounds=300,
    budget_s=None,
    run_budget_s=None,
    stretch=3.0,
    ends_close=True,
    narrow=0.03,
    narrow_s=5.0,
    growth_rounds=8,
    crossing_rounds=3,
    other_rounds=2,
    other_s=0.0,
    assured_rounds=0,
    control_rounds=16,
    slice_s=0.00015,
    blocks=200,
    min_blocks=2,
    round_s=0.06,
    dear_round_s=0.12,
    slow_call_s=0.15,
    only_asked=False,
    longest_call_s=math.inf,
    longest_traced_call_s=math.inf,
    memory_repeats=2,
    profiled=True,
)
"""Many short slices found a given difference soonest on a shared machine: docs/how-it-measures.md
has the figures."""

QUICK = Effort(
    alpha=0.1,
    run_alpha=math.inf,
    most_rounds=5,
    budget_s=None,
    run_budget_s=None,
    stretch=3.0,
    ends_close=True,
    narrow=math.inf,
    narrow_s=0.0,
    growth_rounds=3,
    crossing_rounds=2,
    other_rounds=2,
    other_s=0.0,
    assured_rounds=0,
    control_rounds=5,
    slice_s=0.00015,
    blocks=100,
    min_blocks=2,
    round_s=0.06,
    dear_round_s=0.06,
    slow_call_s=0.15,
    only_asked=True,
    longest_call_s=0.1,
    longest_traced_call_s=0.05,
    memory_repeats=1,
    profiled=False,
)
"""5 rounds are the fewest that allow a two-sided rank interval at 90 %. Nothing controls the run
as a whole: the report says what that means."""
