"""The parent that times: one fresh pyperf worker for each variant, run in lock-step."""

import random
from contextlib import ExitStack
from dataclasses import dataclass

import pyperf

from pairbench.core.definition import Entry
from pairbench.core.measurement import Failure, Round, Stage, Warmup, WorkerRun
from pairbench.core.plan import CellPlan
from pairbench.measure.affinity import cpus_for
from pairbench.measure.jobs import Jobs
from pairbench.measure.order import balanced_orders
from pairbench.measure.process import WorkerFailedError, WorkerProcess, failure
from pairbench.measure.protocol import RESULT_FD, TURN

LOOPS_DIGITS = 10
"""Loops are padded to this width, so that every worker's command line has the same length."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Lane:
    """One variant's worker in a round, and its place in each block."""

    variant: str
    worker: WorkerProcess
    positions: str


class LockStepTimer:
    """Runs rounds; the random numbers decide the order of starts and of turns."""

    def __init__(self, jobs: Jobs, rng: random.Random) -> None:
        self._jobs = jobs
        self._rng = rng

    def time(self, entry: Entry, plan: CellPlan, number: int) -> Round | Failure:
        """Run one round, or say which variant could not finish it."""
        variants = list(plan.loops)
        orders = balanced_orders(len(variants), plan.blocks, self._rng)
        starting = self._rng.sample(range(len(variants)), len(variants))
        current = variants[0]
        lanes: dict[int, _Lane] = {}
        with ExitStack() as stack:
            try:
                for index in starting:
                    current = variants[index]
                    positions = ",".join(str(order.index(index)) for order in orders)
                    worker = stack.enter_context(_start(plan, current))
                    lanes[index] = _Lane(variant=current, worker=worker, positions=positions)
                    job = self._jobs.job(entry, variant=current, size=plan.cell.size)
                    worker.send(job.encode())
                for index in starting:
                    current = variants[index]
                    lanes[index].worker.receive(plan.timeout_s)
                for order in [tuple(starting)] * plan.warmups + orders:
                    for index in order:
                        current = variants[index]
                        lanes[index].worker.send(TURN)
                        lanes[index].worker.receive(plan.timeout_s)
                runs = []
                for index, variant in enumerate(variants):
                    current = variant
                    text = lanes[index].worker.receive_rest(plan.timeout_s)
                    runs.append(_worker_run(lanes[index], text, plan, number))
                    lanes[index].worker.finish()
            except WorkerFailedError as error:
                return failure(plan.cell, current, Stage.TIME, error)
        return Round(cell=plan.cell, number=number, runs=tuple(runs))


def _start(plan: CellPlan, variant: str) -> WorkerProcess:
    arguments = [
        "--worker",
        f"--pipe={RESULT_FD}",
        f"--loops={plan.loops[variant]:0{LOOPS_DIGITS}d}",
        f"--warmups={plan.warmups}",
        f"--values={plan.blocks}",
    ]
    cpus = cpus_for(parallel=plan.parallel)
    if cpus:
        arguments.append(f"--affinity={','.join(map(str, cpus))}")
    return WorkerProcess("pairbench.measure.timing_worker", arguments)


def _worker_run(lane: _Lane, text: str, plan: CellPlan, number: int) -> WorkerRun:
    (run,) = pyperf.Benchmark.loads(text).get_runs()
    ours: dict[str, str | int] = {
        "name": f"{plan.cell.pair}/{lane.variant}/{plan.cell.size}",
        "pairbench_pair": plan.cell.pair,
        "pairbench_variant": lane.variant,
        "pairbench_size": plan.cell.size,
        "pairbench_round": number,
        "pairbench_positions": lane.positions,
    }
    return WorkerRun(
        variant=lane.variant,
        loops=run.get_loops(),
        values_s=tuple(run.values),
        warmups=tuple(Warmup(loops=loops, value_s=value_s) for loops, value_s in run.warmups),
        metadata={**run.get_metadata(), **ours},
    )
