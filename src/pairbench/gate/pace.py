"""The pace of a gate's steps: how long they have taken corrects what is expected of the next."""

from collections.abc import Callable
from threading import Lock

from pairbench.run.ahead.passed_on import PassedOn
from pairbench.run.probes import Progress, Step


class Paced(PassedOn):
    """A progress that passes on what is expected at the pace of what was done so far.

    A pair that loads much or starts processes takes as much longer in every step. Several threads
    may tell what they have done.
    """

    def __init__(self, progress: Progress, clock_s: Callable[[], float]) -> None:
        """Before anything was done things take what is expected of them."""
        super().__init__(progress)
        self._clock_s = clock_s
        self._lock = Lock()
        self._step: Step | None = None
        self._pace = 1.0
        self._began_s = 0.0
        self._done_s = 0.0

    def begin(self, step: Step, total_s: float) -> None:
        """A step begins, or has more to do."""
        with self._lock:
            if step is not self._step:
                self._step = step
                self._began_s, self._done_s = self._clock_s(), 0.0
            self._progress.begin(step, total_s * self._pace)

    def advance(self, expected_s: float) -> None:
        """What was expected to take so many seconds is done."""
        with self._lock:
            self._done_s += expected_s
            self._progress.advance(expected_s * self._pace)

    def end(self) -> None:
        """The step has ended, and the next one is expected to go at its pace, if it is slower."""
        with self._lock:
            if self._done_s > 0:
                self._pace = max(1.0, (self._clock_s() - self._began_s) / self._done_s)
            self._step, self._done_s = None, 0.0
