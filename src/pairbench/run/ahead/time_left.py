"""The time that is left for timing, where a run has a limit."""

import math
from collections.abc import Callable, Iterable

from pairbench.run.cells import CellState, Planned
from pairbench.run.tracing import tracing_all_s


class TimeLeft:
    """Runs from when it is made to the end of a run's budget."""

    def __init__(self, clock_s: Callable[[], float], budget_s: float | None) -> None:
        """Begin to count; without a budget there is always time."""
        self._clock_s = clock_s
        self._budget_s = budget_s
        self._began_s = clock_s()
        self._reserved_s = 0.0

    @property
    def is_limited(self) -> bool:
        """Whether the run has a budget."""
        return self._budget_s is not None

    def reserve_tracing(self, planned: Iterable[Planned]) -> None:
        """Keep some of the budget for tracing what is planned."""
        self._reserved_s = tracing_all_s(each.plan for each in planned)

    def allows(self, state: CellState) -> bool:
        """Whether another round of the cell fits in; the first ones do always."""
        return self.assured_rounds(state) > 0 or self._left_s() > state.planned.plan.cost_s

    def assured_rounds(self, state: CellState) -> int:
        """How many rounds of the cell are timed even when no time is left."""
        return max(0, state.planned.plan.assured - len(state.kept))

    @property
    def timing_s(self) -> float:
        """The seconds that are left for timing, without end where the run has no budget."""
        return max(0.0, self._left_s())

    def _left_s(self) -> float:
        if self._budget_s is None:
            return math.inf
        return self._budget_s - (self._clock_s() - self._began_s) - self._reserved_s
