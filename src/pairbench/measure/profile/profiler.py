"""The parent that asks where the time of a variant goes: one fresh process for each."""

from pairbench.core.authoring.entry import Entry
from pairbench.core.records.measurement import Cell, Stack, TimeProfile
from pairbench.measure.processes.jobs import Jobs
from pairbench.measure.processes.process import WorkerFailedError, WorkerProcess

WORKER = "pairbench.measure.profile.worker"

SAMPLED_SLOWDOWN = 3
"""A sampled call may take so many times as long as one that is timed."""


class SamplingProfiler:
    """Samples the calls of a variant at one size."""

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs

    def profile(self, entry: Entry, *, variant: str, size: int) -> TimeProfile | None:
        """Where the time goes; None where the call fails, which others tell of."""
        timeout_s = entry.definition.timeout_s * SAMPLED_SLOWDOWN
        try:
            with WorkerProcess(WORKER, python=entry.place(variant).site.python) as worker:
                worker.send(self._jobs.job(entry, variant=variant, size=size).encode())
                found = worker.receive(timeout_s)["stacks"]
                worker.end_gently()
        except WorkerFailedError:
            return None
        return TimeProfile(
            cell=Cell(pair=entry.definition.name, size=size),
            variant=variant,
            stacks=tuple(Stack(frames=tuple(frames), weight=weight) for frames, weight in found),
        )
