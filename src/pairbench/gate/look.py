"""One look of a gate as one step: what the run behind it does in several is nobody's concern."""

from pairbench.run.ahead.passed_on import PassedOn
from pairbench.run.probes import Progress, Step

TIMED = frozenset({Step.TIME, Step.DECIDE})
"""The steps of a run that a look consists of; in the others a gate's run has nothing to do."""


class Look(PassedOn):
    """A progress that tells of the timing of a run under the name of the look."""

    def __init__(self, progress: Progress, step: Step) -> None:
        """``step`` is what the look is called."""
        super().__init__(progress)
        self._step = step
        self._is_timing = False

    def begin(self, step: Step, total_s: float) -> None:
        """The look begins, or goes on."""
        self._is_timing = step in TIMED
        if self._is_timing and total_s > 0:
            self._progress.begin(self._step, total_s)

    def advance(self, expected_s: float) -> None:
        """It is passed on, unless it is no part of the look."""
        if self._is_timing:
            self._progress.advance(expected_s)
