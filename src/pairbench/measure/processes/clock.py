"""The clock of the harness, which the code that is timed cannot replace.

Libraries that freeze the time replace the functions of the module ``time``, and every name of any
module that is bound to one of them. What a class holds they do not find.
"""

import time
from collections.abc import Callable

READS = 10_000
"""A clock that has not moved between so many readings stands still."""


class ClockError(Exception):
    """Nothing can be timed with this clock."""


class Clock:
    """The functions of ``time`` as they were before any code of a pair was loaded."""

    now_s = staticmethod(time.perf_counter)
    cpu_s = staticmethod(time.process_time)
    own_cpu_s = staticmethod(time.thread_time)


def trouble_with(now_s: Callable[[], float]) -> str | None:
    """What is wrong with a clock, if anything."""
    start_s = now_s()
    for _ in range(READS):
        read_s = now_s()
        if read_s > start_s:
            return None
        if read_s < start_s:
            return "the clock runs backwards"
    return "the clock stands still"


def insist_on_a_clock(now_s: Callable[[], float]) -> None:
    """Go on only if time goes on.

    Raises:
        ClockError: the clock stands still, or runs backwards.
    """
    trouble = trouble_with(now_s)
    if trouble is not None:
        raise ClockError(f"{trouble}: nothing can be timed on this machine as it is set up")
