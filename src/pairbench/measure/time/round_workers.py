"""The workers of one round, from their start until each is ready to take its first turn."""

import json
import random
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

from pairbench.core.authoring.entry import Entry
from pairbench.core.planning.plan import CellPlan
from pairbench.core.records.start import Start
from pairbench.measure.machine.affinity import cpus_for, running_on, spread_over
from pairbench.measure.processes.jobs import Jobs
from pairbench.measure.processes.process import Worker, WorkerFailedError, WorkerProcess
from pairbench.measure.processes.protocol import READY, RESULT_FD
from pairbench.measure.time.order import balanced_orders
from pairbench.measure.time.relay import Relay

LOOPS_DIGITS = 10
"""Loops are padded to this width, so that every worker's command line has the same length."""


MOST_SHIFT = 1 << 30


class VariantFailedError(Exception):
    """A variant's worker could not be brought so far."""

    def __init__(self, variant: str, error: WorkerFailedError) -> None:
        super().__init__(str(error))
        self.variant = variant
        self.error = error


@contextmanager
def blaming(variant: str) -> Iterator[None]:
    """What a worker fails with in here is the variant's failure."""
    try:
        yield
    except WorkerFailedError as error:
        raise VariantFailedError(variant, error) from error


class Starter(Protocol):
    """Starts the workers of a round."""

    @property
    def start(self) -> Start:
        """The kind of start that they have."""

    @property
    def number(self) -> int | None:
        """That of the root which they share, if they do."""

    @property
    def has_loaded(self) -> bool:
        """Whether a worker has loaded its pair when it is started."""

    def worker(
        self, variant: str, arguments: Sequence[str], shift: int, fds: Sequence[int]
    ) -> Worker:
        """One worker, which inherits the descriptors; workers of one ``shift`` are laid out alike.

        Raises:
            WorkerFailedError: it could not be started.
        """


class FreshStarts:
    """Starts every worker as an interpreter of its own."""

    start = Start.FRESH
    number = None
    has_loaded = False

    def __init__(self, entry: Entry) -> None:
        self._entry = entry

    def worker(
        self, variant: str, arguments: Sequence[str], shift: int, fds: Sequence[int]
    ) -> Worker:
        """One worker; it cannot be laid out like another."""
        del shift
        return WorkerProcess(
            "pairbench.measure.time.worker",
            arguments,
            fds=fds,
            python=self._entry.place(variant).site.python,
        )


def arguments_of(plan: CellPlan, variant: str, cpus: Sequence[int]) -> list[str]:
    """What pyperf is told in the worker of a variant: equally long for all variants of a plan."""
    arguments = [
        "--worker",
        f"--pipe={RESULT_FD}",
        f"--loops={plan.loops[variant]:0{LOOPS_DIGITS}d}",
        f"--warmups={plan.warmups}",
        f"--values={plan.blocks}",
    ]
    return [*arguments, f"--affinity={','.join(map(str, cpus))}"] if cpus else arguments


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One variant's worker in a round, and its place in each block."""

    variant: str
    worker: Worker
    positions: str


class RoundWorkers:
    """A worker for each variant of a plan, started in random order; ends them when it is left."""

    def __init__(
        self, entry: Entry, plan: CellPlan, rng: random.Random, starter: Starter | None = None
    ) -> None:
        """Draw the order of starts and of turns; without a starter all starts are fresh."""
        self.entry = entry
        self.starter = starter or FreshStarts(entry)
        self.plan = plan
        self.variants = list(plan.loops)
        orders = balanced_orders(len(self.variants), plan.blocks, rng)
        self._starting = rng.sample(range(len(self.variants)), len(self.variants))
        turns = [
            index for order in [tuple(self._starting)] * plan.warmups + orders for index in order
        ]
        self._shift = rng.randrange(MOST_SHIFT)
        self._positions = [
            ",".join(str(order.index(index)) for order in orders)
            for index in range(len(self.variants))
        ]
        self.cpus = cpus_for(parallel=plan.parallel)
        self._allowed = cpus_for(parallel=True)
        self._stack = ExitStack()
        self.relay = self._stack.enter_context(Relay(turns))
        self.lanes: dict[int, Lane] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """End every worker, and the pipes between them."""
        self._stack.close()

    def start(self, jobs: Jobs, cpus: Sequence[int]) -> None:
        """Start the workers, which load the pair and build their input on these CPUs.

        Raises:
            VariantFailedError: one of them could not be told its job.
        """
        for index in self._starting:
            variant = self.variants[index]
            arguments = arguments_of(self.plan, variant, self.cpus)
            with blaming(variant):
                with running_on(cpus):
                    worker = self._stack.enter_context(
                        self.starter.worker(variant, arguments, self._shift, self.relay.fds)
                    )
                self.lanes[index] = Lane(
                    variant=variant, worker=worker, positions=self._positions[index]
                )
                self._tell(jobs, index, worker)

    def _tell(self, jobs: Jobs, index: int, worker: Worker) -> None:
        """Tell a worker its job, unless it was forked with it, and its place in the turns."""
        variant, ticket = self.variants[index], json.dumps(self.relay.ticket(index))
        if self.starter.has_loaded:
            worker.send(ticket)
            return
        worker.send(self._job(jobs, variant, self.plan.cell.size))
        worker.send(ticket)
        warm_size = self.plan.warm_size
        worker.send("" if warm_size is None else self._job(jobs, variant, warm_size))

    def get_ready(self) -> None:
        """Let all load on every CPU, then come to those of the round, where they are to be alone.

        Raises:
            VariantFailedError: one of them failed, or took too long.
        """
        for lane in self.lanes.values():
            with suppress(ProcessLookupError):
                spread_over(lane.worker.pid, self._allowed)
        self._each_answers()
        for lane in self.lanes.values():
            with blaming(lane.variant):
                lane.worker.send(READY)
        self._each_answers()

    def _each_answers(self) -> None:
        for lane in self.lanes.values():
            with blaming(lane.variant):
                lane.worker.receive(self.plan.timeout_s)

    def _job(self, jobs: Jobs, variant: str, size: int) -> str:
        return jobs.job(self.entry, variant=variant, size=size).encode()
