"""The workers of one round, from their start until each is ready to take its first turn."""

import json
import random
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from pairbench.core.authoring.entry import Entry
from pairbench.core.planning.plan import CellPlan
from pairbench.measure.machine.affinity import cpus_for, running_on, spread_over
from pairbench.measure.processes.jobs import Jobs
from pairbench.measure.processes.process import WorkerFailedError, WorkerProcess
from pairbench.measure.processes.protocol import READY, RESULT_FD
from pairbench.measure.time.order import balanced_orders
from pairbench.measure.time.relay import Relay

LOOPS_DIGITS = 10
"""Loops are padded to this width, so that every worker's command line has the same length."""


class VariantFailedError(Exception):
    """A variant's worker could not be brought so far."""

    def __init__(self, variant: str, error: WorkerFailedError) -> None:
        super().__init__(str(error))
        self.variant = variant
        self.error = error


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One variant's worker in a round, and its place in each block."""

    variant: str
    worker: WorkerProcess
    positions: str


class RoundWorkers:
    """A worker for each variant of a plan, started in random order; ends them when it is left."""

    def __init__(self, entry: Entry, plan: CellPlan, rng: random.Random) -> None:
        """Draw the order of starts and of turns."""
        self.entry = entry
        self.plan = plan
        self.variants = list(plan.loops)
        orders = balanced_orders(len(self.variants), plan.blocks, rng)
        self._starting = rng.sample(range(len(self.variants)), len(self.variants))
        turns = [
            index for order in [tuple(self._starting)] * plan.warmups + orders for index in order
        ]
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
            try:
                with running_on(cpus):
                    worker = self._stack.enter_context(self._worker(variant))
                self.lanes[index] = Lane(
                    variant=variant, worker=worker, positions=self._positions[index]
                )
                worker.send(self._job(jobs, variant, self.plan.cell.size))
                worker.send(json.dumps(self.relay.ticket(index)))
                warm_size = self.plan.warm_size
                worker.send("" if warm_size is None else self._job(jobs, variant, warm_size))
            except WorkerFailedError as error:
                raise VariantFailedError(variant, error) from error

    def get_ready(self) -> None:
        """Let all load on every CPU, then come to those of the round, where they are to be alone.

        Raises:
            VariantFailedError: one of them failed, or took too long.
        """
        for lane in self.lanes.values():
            spread_over(lane.worker.pid, self._allowed)
        self._each_answers()
        for lane in self.lanes.values():
            lane.worker.send(READY)
        self._each_answers()

    def _each_answers(self) -> None:
        for lane in self.lanes.values():
            try:
                lane.worker.receive(self.plan.timeout_s)
            except WorkerFailedError as error:
                raise VariantFailedError(lane.variant, error) from error

    def _job(self, jobs: Jobs, variant: str, size: int) -> str:
        return jobs.job(self.entry, variant=variant, size=size).encode()

    def _worker(self, variant: str) -> WorkerProcess:
        plan = self.plan
        arguments = [
            "--worker",
            f"--pipe={RESULT_FD}",
            f"--loops={plan.loops[variant]:0{LOOPS_DIGITS}d}",
            f"--warmups={plan.warmups}",
            f"--values={plan.blocks}",
        ]
        if self.cpus:
            arguments.append(f"--affinity={','.join(map(str, self.cpus))}")
        return WorkerProcess(
            "pairbench.measure.time.worker",
            arguments,
            fds=self.relay.fds,
            python=self.entry.place(variant).site.python,
        )
