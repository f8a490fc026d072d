"""How long a run still takes, from what its rounds have taken so far and what is still open."""

import math
from collections.abc import Callable, Iterable, Sequence

from pairbench.run.ahead.passed_on import PassedOn
from pairbench.run.ahead.time_left import TimeLeft
from pairbench.run.cells import CellState
from pairbench.run.probes import Progress, Step
from pairbench.run.profiling import PROFILE_S
from pairbench.run.tracing import tracing_all_s

PAUSE_S = 1.0
"""It is not said more often: a run may have tens of thousands of cells, and rounds of many."""


class Forecast(PassedOn):
    """A progress that passes on what it is told, and adds about how much time is left.

    What a round takes is taken from the rounds there were: the workers of the next one start while
    one is measured, so that starting and measuring do not add up.
    """

    def __init__(
        self, progress: Progress, clock_s: Callable[[], float], time_left: TimeLeft
    ) -> None:
        """Nothing is known before the cells are."""
        super().__init__(progress)
        self._clock_s = clock_s
        self._time_left = time_left
        self._cells: Sequence[CellState] = ()
        self._controls: Sequence[CellState] = ()
        self._profiled = False
        self._step = Step.CHECK
        self._began_s = clock_s()
        self._total_s = 0.0
        self._done_s = 0.0
        self._told_s = -math.inf

    def watch(
        self, cells: Sequence[CellState], controls: Sequence[CellState], *, profiled: bool
    ) -> None:
        """These are the cells to time; ``profiled`` says whether calls are sampled at the end."""
        self._cells, self._controls, self._profiled = cells, controls, profiled

    def begin(self, step: Step, total_s: float) -> None:
        """Another step begins."""
        self._step, self._total_s, self._done_s = step, total_s, 0.0
        self._began_s = self._clock_s()
        self._progress.begin(step, total_s)
        self._told_s = -math.inf
        self._tell()

    def advance(self, expected_s: float) -> None:
        """Something is done, and what is left is known a little better."""
        self._done_s += expected_s
        self._progress.advance(expected_s)
        self._tell()

    @property
    def left_s(self) -> float:
        """About how many seconds the run still takes."""
        match self._step:
            case Step.TIME | Step.DECIDE:
                later_s = self._tracing_s() + self._profiling_s()
                return self._timing_s() + later_s * _busy(self._all)
            case Step.MEMORY:
                return self._rest_of_step_s() + self._profiling_s()
            case _:
                return self._rest_of_step_s()

    def _tell(self) -> None:
        """Say what is left, once it is known what there is to do; all cells are gone through."""
        now_s = self._clock_s()
        if self._step is not Step.CHECK and now_s >= self._told_s + PAUSE_S:
            self._told_s = now_s
            self._progress.expect(self.left_s)

    def _rest_of_step_s(self) -> float:
        """The rest at the pace so far."""
        if self._done_s <= 0:
            return self._total_s
        pace = (self._clock_s() - self._began_s) / self._done_s
        return max(0.0, self._total_s - self._done_s) * pace

    def _timing_s(self) -> float:
        """What is timed while there is time, and what is timed even when none is left."""
        pace = _pace(self._all)
        stretch = _stretch(self._cells)
        rounds_s, assured_s = 0.0, 0.0
        for each in self._cells:
            round_s, left = _round_s(each, pace), _rounds_left(each, stretch)
            rounds_s += left * round_s
            assured_s += min(left, self._time_left.assured_rounds(each)) * round_s
        controls_s = sum(
            (each.planned.plan.rounds - each.number) * _round_s(each, pace)
            for each in self._controls
            if each.planned.plan.loops
        )
        return max(min(rounds_s + controls_s, self._time_left.timing_s), assured_s + controls_s)

    @property
    def _all(self) -> tuple[CellState, ...]:
        return (*self._cells, *self._controls)

    def _tracing_s(self) -> float:
        return tracing_all_s(each.planned.plan for each in self._cells)

    def _profiling_s(self) -> float:
        if not self._profiled:
            return 0.0
        largest = {each.planned.plan.cell.pair: each for each in self._cells}
        return PROFILE_S * sum(len(each.planned.plan.loops) for each in largest.values())


def _pace(states: Iterable[CellState]) -> float:
    """How long rounds took, as a share of what they take where starting costs nothing."""
    begun = [each for each in states if each.number]
    planned_s = sum(each.number * _overlapped_s(each) for each in begun)
    return sum(each.spent_s for each in begun) / planned_s if planned_s > 0 else 1.0


def _busy(states: Iterable[CellState]) -> float:
    """By how much rounds take longer than they would if starting did add up: others are at work.

    What is still to come takes longer by as much.
    """
    begun = [each for each in states if each.number]
    planned_s = sum(each.number * each.planned.plan.cost_s for each in begun)
    spent_s = sum(each.spent_s for each in begun)
    return max(1.0, spent_s / planned_s) if planned_s > 0 else 1.0


def _overlapped_s(state: CellState) -> float:
    """About what a round takes where the next root grows beside those of the one before."""
    plan = state.planned.plan
    return max(plan.round_s, plan.start_s / plan.rounds_of_root)


def _round_s(state: CellState, pace: float) -> float:
    if state.number:
        return state.spent_s / state.number
    return _overlapped_s(state) * pace


def _stretch(states: Iterable[CellState]) -> float:
    """By how much cells of which something is known take more rounds than they begin with."""
    known = [each for each in states if each.planned.plan.open_ended and each.number]
    planned = sum(each.planned.plan.rounds for each in known)
    return sum(each.number + _rounds_left(each) for each in known) / planned if planned else 1.0


def _rounds_left(state: CellState, stretch: float = 1.0) -> float:
    """About how many rounds of a cell there will still be; ``stretch`` where nothing is known."""
    plan = state.planned.plan
    planned = max(0, plan.rounds - state.number)
    if not plan.loops or state.is_answered:
        return 0
    if not plan.open_ended:
        return planned
    if not state.number or state.likely is None:
        return planned * stretch
    left = plan.monitor.cap - len(state.kept)
    round_s = _round_s(state, 1.0)
    affordable = (plan.allowance_s - state.spent_s) / round_s if round_s > 0 else left
    wanted = max(state.likely, plan.least) - state.number
    return max(1.0, min(wanted, left, max(planned, affordable)))
