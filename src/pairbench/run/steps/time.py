"""The second step: the rounds that every cell gets, and the controls among them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

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
    """Some rounds of every cell, then the next: a slow spell of the machine hits all alike."""
    plans = [each.planned.plan for each in cells]
    total = sum(each.rounds for each in plans)
    progress.begin(Step.TIME, sum(each.rounds * each.cost_s for each in plans))
    turns = list(_turns(cells))
    for done, (number, state) in enumerate(turns):
        if not time_left.allows(state):
            continue
        if number <= state.number:  # an earlier run has had this round
            progress.advance(state.planned.plan.cost_s)
            continue
        controls.reach(done / total, upcoming=[state])
        if not state.is_answered:
            rounds.one_more(state, list(_upcoming(state, islice(turns, done + 1, None))))
        progress.advance(state.planned.plan.cost_s)
    controls.reach(1.0, upcoming=())


def _turns(cells: Sequence[CellState]) -> Iterator[tuple[int, CellState]]:
    """The numbers of the rounds, each with its cell, in the order in which they are timed.

    A cell has the rounds that one root serves one after the other: with many cells between them,
    the root would be gone, and what takes long to load would be loaded for each.
    """
    most = max((each.planned.plan.rounds for each in cells), default=0)
    for first in range(1, most + 1):
        for state in cells:
            plan = state.planned.plan
            if (first - 1) % plan.rounds_of_root == 0:
                last = min(first + plan.rounds_of_root - 1, plan.rounds)
                yield from ((number, state) for number in range(first, last + 1))


def _upcoming(state: CellState, turns: Iterable[tuple[int, CellState]]) -> Iterator[CellState]:
    """The cell of the next round, and the one after it where this cell goes on.

    What the root of another cell has to load is loaded beside all the rounds of this one.
    """
    for _, each in turns:
        if not each.is_answered:
            yield each
            if each is not state:
                return
