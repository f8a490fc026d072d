"""The second step: the rounds that every cell gets, and the controls among them."""

from collections.abc import Sequence

from pairbench.run.ahead.time_left import TimeLeft
from pairbench.run.cells import CellState
from pairbench.run.controls import Controls
from pairbench.run.probes import Progress, Step
from pairbench.run.rounds import Rounds


def time_cells(
    cells: Sequence[CellState],
    controls: Controls,
    rounds: Rounds,
    time_left: TimeLeft,
    progress: Progress,
) -> None:
    """One round of every cell, then the next: a slow spell of the machine hits all alike."""
    plans = [each.planned.plan for each in cells]
    total = sum(each.rounds for each in plans)
    progress.begin(Step.TIME, sum(each.rounds * each.cost_s for each in plans))
    numbers = range(1, max((each.rounds for each in plans), default=0) + 1)
    turns = [
        (number, state)
        for number in numbers
        for state in cells
        if number <= state.planned.plan.rounds
    ]
    for done, (number, state) in enumerate(turns):
        if not time_left.allows(state):
            continue
        if number <= state.number:  # an earlier run has had this round
            progress.advance(state.planned.plan.cost_s)
            continue
        controls.reach(done / total, upcoming=state)
        if not state.is_answered:
            others = (turns[place] for place in range(done + 1, total))
            upcoming = next((each for _, each in others if not each.is_answered), None)
            rounds.one_more(state, upcoming)
        progress.advance(state.planned.plan.cost_s)
    controls.reach(1.0, upcoming=None)
