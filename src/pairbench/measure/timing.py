"""The parent that times: one fresh pyperf worker for each variant, run in lock-step."""

import json
import random
import select
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass

import pyperf

from pairbench.core.entry import Entry
from pairbench.core.measurement import Failure, Round, Stage, Warmup, WorkerRun
from pairbench.core.plan import CellPlan
from pairbench.measure.affinity import cpus_for
from pairbench.measure.conditions import conditions_between, read_clocks
from pairbench.measure.jobs import Jobs
from pairbench.measure.order import balanced_orders
from pairbench.measure.process import WorkerFailedError, WorkerProcess, failure
from pairbench.measure.protocol import DONE, RESULT_FD
from pairbench.measure.relay import Relay

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
        turns = [index for order in [tuple(starting)] * plan.warmups + orders for index in order]
        cpus = cpus_for(parallel=plan.parallel)
        current = variants[0]
        lanes: dict[int, _Lane] = {}
        with ExitStack() as stack:
            relay = stack.enter_context(Relay(turns))
            try:
                for index in starting:
                    current = variants[index]
                    positions = ",".join(str(order.index(index)) for order in orders)
                    worker = stack.enter_context(_start(entry, plan, current, cpus, relay))
                    lanes[index] = _Lane(variant=current, worker=worker, positions=positions)
                    job = self._jobs.job(entry, variant=current, size=plan.cell.size)
                    worker.send(job.encode())
                    worker.send(json.dumps(relay.ticket(index)))
                    worker.send(self._warming(entry, current, plan.warm_size))
                for index in starting:
                    current = variants[index]
                    lanes[index].worker.receive(plan.timeout_s)
                before = read_clocks(cpus)
                relay.start()
                runner = _finisher(lanes, relay, plan.timeout_s)
                current = variants[runner.index]
                if runner.hung:
                    raise lanes[runner.index].worker.hung(plan.timeout_s)
                lanes[runner.index].worker.receive(plan.timeout_s)
                conditions = conditions_between(before, read_clocks(cpus))
                runs = []
                for index, variant in enumerate(variants):
                    current = variant
                    lanes[index].worker.send(DONE)
                for index, variant in enumerate(variants):
                    current = variant
                    text = lanes[index].worker.receive_rest(plan.timeout_s)
                    runs.append(_worker_run(lanes[index], text, plan, number))
                    lanes[index].worker.finish()
            except WorkerFailedError as error:
                return failure(plan.cell, current, Stage.TIME, error)
        return Round(cell=plan.cell, number=number, runs=tuple(runs), conditions=conditions)

    def _warming(self, entry: Entry, variant: str, size: int | None) -> str:
        """The job of the call that a worker makes before its first turn; empty for none."""
        return "" if size is None else self._jobs.job(entry, variant=variant, size=size).encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Finisher:
    """The worker with which the turns came to an end, well or badly."""

    index: int
    hung: bool


def _finisher(lanes: Mapping[int, _Lane], relay: Relay, timeout_s: float) -> _Finisher:
    """Wait until a worker speaks, or until one has kept the turn for too long."""
    while True:
        turn = relay.turn()
        ready, _, _ = select.select([lane.worker for lane in lanes.values()], [], [], timeout_s)
        for index, lane in lanes.items():
            if lane.worker in ready:
                return _Finisher(index=index, hung=False)
        if relay.turn() == turn:
            return _Finisher(index=relay.holder(), hung=True)


def _start(
    entry: Entry, plan: CellPlan, variant: str, cpus: Sequence[int], relay: Relay
) -> WorkerProcess:
    arguments = [
        "--worker",
        f"--pipe={RESULT_FD}",
        f"--loops={plan.loops[variant]:0{LOOPS_DIGITS}d}",
        f"--warmups={plan.warmups}",
        f"--values={plan.blocks}",
    ]
    if cpus:
        arguments.append(f"--affinity={','.join(map(str, cpus))}")
    return WorkerProcess(
        "pairbench.measure.timing_worker",
        arguments,
        fds=relay.fds,
        python=entry.place(variant).site.python,
    )


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
