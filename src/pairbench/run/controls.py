"""The controls of a run, whose rounds are spread over it."""

from collections.abc import Sequence

from pairbench.run.cells import CellState
from pairbench.run.rounds import Rounds


class Controls:
    """Placebos and canaries, timed in turns."""

    def __init__(self, states: Sequence[CellState], rounds: Rounds) -> None:
        self.states = tuple(states)
        self._rounds = rounds

    def reach(self, share: float, *, upcoming: Sequence[CellState]) -> None:
        """Run as many rounds of the controls as belong to this share of the run, in turns."""
        for place, state in enumerate(self.states, 1):
            behind = 1 - place / len(self.states)
            while state.number < share * state.planned.plan.rounds - behind:
                self._rounds.one_more(state, upcoming)
