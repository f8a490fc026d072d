"""One look of a gate as one step: what the run behind it does in several is nobody's concern."""

from pairbench.core.records.measurement import Failure
from pairbench.run.probes import Progress, Step

TIMED = frozenset({Step.TIME, Step.DECIDE})
"""The steps of a run that a look consists of; in the others a gate's run has nothing to do."""


class Look:
    """A progress that tells of the timing of a run under the name of the look."""

    def __init__(self, progress: Progress, step: Step) -> None:
        """``step`` is what the look is called."""
        self._progress = progress
        self._step = step
        self._is_timing = False

    def begin(self, step: Step, total_s: float) -> None:
        """The look begins, or goes on."""
        self._is_timing = step in TIMED
        if self._is_timing and total_s > 0:
            self._progress.begin(self._step, total_s)

    def doing(self, what: str) -> None:
        """It is passed on."""
        self._progress.doing(what)

    def advance(self, expected_s: float) -> None:
        """It is passed on, unless it is no part of the look."""
        if self._is_timing:
            self._progress.advance(expected_s)

    def expect(self, left_s: float) -> None:
        """How long the look still takes: what comes after it, nobody knows before."""
        self._progress.expect(left_s)

    def trouble(self, failure: Failure) -> None:
        """It is passed on."""
        self._progress.trouble(failure)
