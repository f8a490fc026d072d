"""About how long a call takes now that it is warm: good enough to choose how often to call it."""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pairbench.measure.processes.clock import Clock
from pairbench.measure.processes.workbench import Workbench

CALIBRATION_S = 0.001
"""A call is timed over as many loops as fill this time."""

ASIDE_S = 0.02
"""No more loops are tried after a slice that took so long with what is made for its calls."""

REPEATS = 8
"""The fastest of so many timings counts: a shared machine may be twice as slow for a while."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rough:
    """Seconds of a call, and of what is made for it outside the clock."""

    call_s: float
    aside_s: float


def roughly(
    bench: Workbench,
    variants: Iterable[str],
    announce: Callable[[str], object],
    *,
    repeats: int = REPEATS,
) -> dict[str, Rough]:
    """The rough times of each, the fastest of ``repeats``; ``announce`` is told whose turn it is.

    The variants take turns, so that a slow spell of the machine does not hit one of them alone.
    """
    tries = {variant: _Try(bench.timer(variant)) for variant in variants}
    for variant, tried in tries.items():
        announce(variant)
        tried.choose_loops()
    for _ in range(repeats):
        for variant, tried in tries.items():
            announce(variant)
            tried.once_more()
    has_aside = bench.pair.mutates or bench.pair.fresh is not None
    return {
        variant: Rough(call_s=tried.call_s, aside_s=tried.aside_s if has_aside else 0.0)
        for variant, tried in tries.items()
    }


class _Try:
    """One variant: its loops, and its fastest slice so far."""

    def __init__(self, timed: Callable[[int], float]) -> None:
        self._timed = timed
        self._loops = 1
        self.call_s = math.inf
        self.aside_s = math.inf

    def choose_loops(self) -> None:
        while True:
            began_s = Clock.now_s()
            timed_s = self._timed(self._loops)
            aside_s = Clock.now_s() - began_s - timed_s
            if timed_s >= CALIBRATION_S or aside_s >= ASIDE_S:
                return
            self._loops *= 2

    def once_more(self) -> None:
        began_s = Clock.now_s()
        timed_s = self._timed(self._loops)
        aside_s = max(0.0, Clock.now_s() - began_s - timed_s)
        self.call_s = min(self.call_s, timed_s / self._loops)
        self.aside_s = min(self.aside_s, aside_s / self._loops)
