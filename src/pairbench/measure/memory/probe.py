"""The parent that traces memory: every variant in fresh processes, all repeats at the same time.

Nothing is timed here, so the processes may use every core.
"""

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from pairbench.core.authoring.entry import Entry
from pairbench.core.records.measurement import (
    Cell,
    Failure,
    LineMemory,
    MemoryFigures,
    MemoryMeasurement,
    Stack,
    Stage,
)
from pairbench.measure.memory.growth import Growth, Witness, unseen_bytes
from pairbench.measure.processes.hashing import seeded
from pairbench.measure.processes.jobs import Jobs
from pairbench.measure.processes.process import WorkerFailedError, WorkerProcess, failure

TRACED_SLOWDOWN = 10
"""A traced call may take this many times as long as one that is timed."""

WORKER = "pairbench.measure.memory.worker"

FIRST_SEED = 1
"""That of the first process."""


class MemrayProbe:
    """Traces one variant, size by size, in as many processes as asked."""

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs

    def trace(
        self, entry: Entry, *, variant: str, sizes: Sequence[int], repeats: int, begin: int = 0
    ) -> Iterator[MemoryMeasurement | Failure]:
        """One result for each size; a size that fails costs the others only new processes.

        Each process has a hash seed of its own, which is the same for every variant: that of the
        repeat that it is, counted from ``begin``.
        """
        left = list(sizes)
        seeds = range(FIRST_SEED + begin, FIRST_SEED + begin + repeats)
        while left:
            for found in self._in_fresh_processes(entry, variant, left, seeds):
                left.remove(found.cell.size)
                yield found

    def lines(
        self, entry: Entry, *, variant: str, size: int, retained: bool
    ) -> tuple[LineMemory, ...]:
        """What each line of code holds at the peak of a call, or of its result.

        None where the call fails.
        """
        timeout_s = entry.definition.timeout_s * TRACED_SLOWDOWN
        try:
            with (
                tempfile.TemporaryDirectory(prefix="pairbench-") as folder,
                WorkerProcess(
                    WORKER,
                    python=entry.place(variant).site.python,
                    variables=seeded(FIRST_SEED),
                ) as worker,
            ):
                worker.send(self._jobs.job(entry, variant=variant, size=size).encode())
                moment = "result" if retained else "peak"
                worker.send(_order(Path(folder) / "lines.trace", lines_of=moment))
                found = worker.receive(timeout_s)["lines"]
                worker.end_gently()
        except WorkerFailedError:
            return ()
        return tuple(LineMemory(**each) for each in found)

    def _in_fresh_processes(
        self, entry: Entry, variant: str, sizes: Sequence[int], seeds: Sequence[int]
    ) -> Iterator[MemoryMeasurement | Failure]:
        timeout_s = entry.definition.timeout_s * TRACED_SLOWDOWN
        python = entry.place(variant).site.python
        cell = Cell(pair=entry.definition.name, size=sizes[0])
        try:
            with ExitStack() as stack:
                folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="pairbench-")))
                variables = [seeded(seed) for seed in seeds]
                workers = [
                    stack.enter_context(WorkerProcess(WORKER, python=python, variables=each))
                    for each in variables
                ]
                # What further repeats, or bytes put in, would add for the witness is nothing.
                heard = seeds[0] == FIRST_SEED and not entry.place(variant).ballast_bytes
                witness = stack.enter_context(Witness(python, variables[0])) if heard else None
                for size in tuple(sizes):
                    cell = Cell(pair=entry.definition.name, size=size)
                    job = self._jobs.job(entry, variant=variant, size=size)
                    for repeat, worker in enumerate(workers):
                        worker.send(job.encode())
                        trace = folder / f"{size}-{repeat}.trace"
                        # The stacks of one process are enough, and those of the largest size.
                        stacks = repeat == 0 and size == sizes[-1]
                        worker.send(_order(trace, lines_of=None, stacks=stacks))
                    if witness is not None:
                        witness.ask(job)
                    answers = [worker.receive(timeout_s) for worker in workers]
                    growth = None if witness is None else witness.growth(timeout_s)
                    yield _measurement(cell, variant, answers, growth)
                for worker in workers:
                    worker.end_gently()
        except WorkerFailedError as error:
            yield failure(cell, variant, Stage.MEMORY, error)


def _measurement(
    cell: Cell, variant: str, answers: Sequence[Mapping[str, Any]], growth: Growth | None
) -> MemoryMeasurement:
    """What the workers answered, one for each repeat, and what the witness says of the first."""
    figures = tuple(MemoryFigures(**each["figures"]) for each in answers)
    return MemoryMeasurement(
        cell=cell,
        variant=variant,
        repeats=figures,
        stacks=tuple(
            Stack(frames=tuple(frames), weight=weight) for frames, weight in answers[0]["stacks"]
        ),
        unseen_bytes=0 if growth is None else unseen_bytes(growth, figures[0].peak_bytes),
    )


def _order(trace: Path, *, lines_of: str | None, stacks: bool = False) -> str:
    """Where the worker writes its trace, and whether it answers with figures or with lines.

    With the figures come the stacks that hold the peak, if they are wanted.
    """
    return json.dumps({"trace": str(trace), "lines_of": lines_of, "stacks": stacks})
