"""The third step: go on where a claim is undecided."""

from collections.abc import Sequence

from pairbench.core.planning.effort import Effort
from pairbench.run.ahead.time_left import TimeLeft
from pairbench.run.cells import CellState
from pairbench.run.probes import Progress, Step
from pairbench.run.rounds import Rounds

MOST_TRIES = 1.5
"""Where many rounds are spoilt, a comparison ends after so many times the rounds it should have: a
machine that takes away half of the time for minutes does not give it back for being asked often."""


def decide_cells(
    cells: Sequence[CellState],
    rounds: Rounds,
    time_left: TimeLeft,
    effort: Effort,
    progress: Progress,
) -> None:
    """One round after the other, each where the answer is closest."""
    open_cells = [each for each in cells if _is_open(each, time_left, effort)]
    progress.begin(Step.DECIDE, sum(each.least_s for each in open_cells))
    while open_cells:
        state = min(open_cells, key=lambda each: each.least_s)
        rounds.one_more(state, [state])
        progress.advance(state.planned.plan.cost_s)
        open_cells = [each for each in open_cells if _is_open(each, time_left, effort)]


def _is_open(state: CellState, time_left: TimeLeft, effort: Effort) -> bool:
    """Whether a question of the cell is open, and rounds and time for it are left."""
    plan = state.planned.plan
    if not plan.open_ended or not plan.loops or len(state.kept) >= plan.monitor.cap:
        return False
    if state.is_answered or not time_left.allows(state):
        return False
    if state.number >= MOST_TRIES * max(plan.rounds, len(state.kept)):
        return False
    if time_left.is_limited:
        return True
    # Rounds that were spoilt are made good, unless somebody has asked for a time to be kept.
    if len(state.kept) < plan.rounds and effort.budget_s is None:
        return True
    return state.spent_s + plan.cost_s <= plan.allowance_s
