"""The real probes: pyperf, memray and the clock, put together for the commands that measure."""

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

    from pairbench.measure.processes.jobs import Jobs
    from pairbench.measure.time.timer import LockStepTimer
    from pairbench.run.probes import Probes


def real_timer(jobs: "Jobs", rng: "random.Random") -> "LockStepTimer":
    """What times, its workers started as the user has chosen.

    Raises:
        UsageError: the user has chosen what there is not.
    """
    from pairbench.core.records.start import Starts
    from pairbench.measure.machine.starts import chosen_starts
    from pairbench.measure.time.coupled.grove import Grove
    from pairbench.measure.time.timer import LockStepTimer

    grove = Grove(jobs, rng) if chosen_starts() is Starts.COUPLED else None
    return LockStepTimer(jobs, rng, grove)


def real_probes(jobs: "Jobs") -> "Probes":
    """What measures in processes of its own; the resources of its jobs stay open with them."""
    import random

    from pairbench.measure.checks.checker import PairChecker
    from pairbench.measure.machine.allowance import cpus_allowed
    from pairbench.measure.memory.probe import MemrayProbe
    from pairbench.measure.profile.profiler import SamplingProfiler
    from pairbench.run.probes import Probes

    return Probes(
        checker=PairChecker(jobs),
        timer=real_timer(jobs, random.Random()),  # noqa: S311 (an order, no secret)
        memory=MemrayProbe(jobs),
        profiler=SamplingProfiler(jobs),
        clock_s=time.monotonic,
        width=cpus_allowed(),
    )
