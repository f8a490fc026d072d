"""The parent that traces memory: every variant in fresh processes, all repeats at the same time.

Nothing is timed here, so the processes may use every core.
"""

import tempfile
from contextlib import ExitStack
from pathlib import Path

from pairbench.core.definition import Entry
from pairbench.core.measurement import Cell, Failure, MemoryFigures, MemoryMeasurement, Stage
from pairbench.measure.jobs import Jobs
from pairbench.measure.process import WorkerFailedError, WorkerProcess

TRACED_SLOWDOWN = 10
"""A traced call may take this many times as long as one that is timed."""


class MemrayProbe:
    """Traces one variant at one size in as many processes as asked."""

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs

    def trace(
        self, entry: Entry, *, size: int, variant: str, repeats: int
    ) -> MemoryMeasurement | Failure:
        """The figures of every repeat, or what happened to the first that failed."""
        cell = Cell(pair=entry.definition.name, size=size)
        timeout_s = entry.definition.timeout_s * TRACED_SLOWDOWN
        with ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="pairbench-")))
            try:
                job = self._jobs.job(entry, variant=variant, size=size)
                workers = []
                for repeat in range(repeats):
                    worker = stack.enter_context(
                        WorkerProcess("pairbench.measure.memory_worker")
                    )
                    worker.send(job.encode())
                    worker.send(str(folder / f"{repeat}.trace"))
                    workers.append(worker)
                figures = tuple(_receive(worker, timeout_s) for worker in workers)
            except WorkerFailedError as error:
                return Failure(
                    pair=cell.pair,
                    variant=variant,
                    size=size,
                    stage=Stage.MEMORY,
                    trouble=error.trouble,
                    message=error.message,
                    stderr=error.stderr,
                )
        return MemoryMeasurement(cell=cell, variant=variant, repeats=figures)


def _receive(worker: WorkerProcess, timeout_s: float) -> MemoryFigures:
    message = worker.receive(timeout_s)
    worker.finish()
    return MemoryFigures(**message)
