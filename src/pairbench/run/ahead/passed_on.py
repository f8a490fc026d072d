"""A progress that passes on all that it is told: others change a part of it, and say only that."""

from pairbench.core.records.measurement import Failure
from pairbench.run.probes import Progress, Step


class PassedOn:
    """A progress in front of another one."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress

    def begin(self, step: Step, total_s: float) -> None:
        """It is passed on, as everything is."""
        self._progress.begin(step, total_s)

    def doing(self, what: str) -> None:
        """So is what is measured."""
        self._progress.doing(what)

    def advance(self, expected_s: float) -> None:
        """So is what is done."""
        self._progress.advance(expected_s)

    def expect(self, left_s: float) -> None:
        """So is what is left."""
        self._progress.expect(left_s)

    def trouble(self, failure: Failure) -> None:
        """So is what has failed."""
        self._progress.trouble(failure)
