"""The real probes: pyperf, memray and the clock, put together for the commands that measure."""

import os
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pairbench.measure.jobs import Jobs
    from pairbench.probes import Probes


def real_probes(jobs: "Jobs") -> "Probes":
    """What measures in processes of its own; the resources of its jobs stay open with them."""
    import random

    from pairbench.measure.check import PairChecker
    from pairbench.measure.memory import MemrayProbe
    from pairbench.measure.profile import SamplingProfiler
    from pairbench.measure.timing import LockStepTimer
    from pairbench.probes import Probes

    return Probes(
        checker=PairChecker(jobs),
        timer=LockStepTimer(jobs, random.Random()),  # noqa: S311 (an order, no secret)
        memory=MemrayProbe(jobs),
        profiler=SamplingProfiler(jobs),
        clock_s=time.monotonic,
        width=os.cpu_count() or 1,
    )
