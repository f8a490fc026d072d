"""One more round of a cell: timed, kept, and what it means for the answer."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from pairbench.core.comparing.comparison import same_within
from pairbench.core.planning.effort import Effort
from pairbench.core.planning.question import Enough, likely_rounds, rounds_to_go
from pairbench.core.records.disturbance import is_spoilt
from pairbench.core.records.measurement import Round
from pairbench.core.records.record import CONTROLS
from pairbench.run.cells import CellState, Planned
from pairbench.run.probes import Progress, Timer
from pairbench.run.records import Records
from pairbench.run.resumed import state_of


class Rounds:
    """Asks the timer for rounds, and keeps what comes back."""

    def __init__(
        self,
        timer: Timer,
        clock_s: Callable[[], float],
        records: Records,
        progress: Progress,
        effort: Effort,
    ) -> None:
        """The effort says what counts as an answer."""
        self._timer = timer
        self._clock_s = clock_s
        self._records = records
        self._progress = progress
        self._effort = effort

    def one_more(self, state: CellState, upcoming: Sequence[CellState]) -> None:
        """Run a round, again without the variant that failed, until one is whole.

        ``upcoming`` are the cells whose turns are likely to be next.
        """
        began_s = self._clock_s()
        state.number += 1
        while state.planned.plan.loops and not self._is_whole(state, upcoming):
            pass
        self._look(state)
        state.spent_s += self._clock_s() - began_s

    def taken_up(self, planned: Planned) -> CellState:
        """A cell to be timed, with the rounds that an earlier run has kept of it."""
        state = state_of(planned, self._records[planned.plan.cell.pair])
        self._look(state)
        return state

    def _look(self, state: CellState) -> None:
        """Find out how far off the answer of the cell is."""
        plan = state.planned.plan
        if not plan.open_ended:
            return
        definition = state.planned.entry.definition
        enough = Enough(
            within=same_within(definition) if self._effort.ends_close else 0.0,
            narrow=self._effort.narrow,
            most_rounds=self._effort.narrow_s / plan.cost_s,
        )
        asked = (definition, plan.cell.size, state.kept, plan.monitor, enough)
        state.to_go = rounds_to_go(*asked)
        state.likely = likely_rounds(*asked)

    def _is_whole(self, state: CellState, upcoming: Sequence[CellState]) -> bool:
        """Try a round; a variant that fails takes no part in the next try."""
        plan = state.planned.plan
        names = " and ".join(plan.loops)
        what = f"{plan.cell.pair} {names} at {plan.cell.size:,}"
        if plan.cell.pair == CONTROLS:
            what = "the machine itself"
        self._progress.doing(f"{what}, round {state.number}")
        following = [each.next_round for each in upcoming]
        found = self._timer.time(state.this_round, following)
        if isinstance(found, Round):
            self._records.add_round(found)
            if not is_spoilt(found):
                state.kept.append(found)
            return True
        self._records.fail(found)
        left = {name: loops for name, loops in plan.loops.items() if name != found.variant}
        state.planned = replace(state.planned, plan=replace(plan, loops=left))
        return False
