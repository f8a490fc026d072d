"""The parent that times: one fresh pyperf worker for each variant, run in lock-step."""

import random
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

import pyperf

from pairbench.core.judging.notices import OUTSIDE
from pairbench.core.planning.plan import RoundPlan
from pairbench.core.records.measurement import (
    Failure,
    Metadata,
    Round,
    Stage,
    Warmup,
    WorkerRun,
)
from pairbench.core.records.start import ROOT, START
from pairbench.measure.machine.affinity import cpus_beside
from pairbench.measure.machine.conditions import conditions_between, read_clocks
from pairbench.measure.processes.jobs import Jobs
from pairbench.measure.processes.patience import Patience
from pairbench.measure.processes.process import WorkerFailedError, failure
from pairbench.measure.processes.protocol import DONE
from pairbench.measure.time.coupled.grove import Grove
from pairbench.measure.time.relay import Relay
from pairbench.measure.time.round_workers import (
    Lane,
    RoundWorkers,
    Starter,
    VariantFailedError,
)

ABSENT = ("AttributeError:", "KeyError:", "NameError:")
"""How a failure begins where something is not there."""

LEFT = (
    "; the check, which calls all variants in one process, found it there: where another variant "
    "has left it, let each make its own"
)


def _with_what_was_left(failed: Failure) -> Failure:
    """A failure with a word on why it may fail alone, where it misses what the check found."""
    if not failed.made and failed.message.startswith(ABSENT):
        return replace(failed, message=failed.message + LEFT)
    return failed


class LockStepTimer:
    """Runs rounds; the random numbers decide the order of starts and of turns.

    While a round is measured on one CPU, the workers of the next one start on another: starting
    them takes about as long as measuring.
    """

    def __init__(self, jobs: Jobs, rng: random.Random, grove: Grove | None = None) -> None:
        """Couple the workers of a round by the trees of a grove; without one all start afresh."""
        self._jobs = jobs
        self._rng = rng
        self._grove = grove
        self._ahead: tuple[RoundPlan, RoundWorkers] | None = None

    def time(self, asked: RoundPlan, upcoming: Sequence[RoundPlan] = ()) -> Round | Failure:
        """Run one round, or say which variant could not finish it.

        ``upcoming`` are the rounds that are likely to be asked for next. What fails in a process
        that was forked from a loaded one is tried once more where each loads for itself: not every
        library bears to be forked. So is what fails because its root was ended.
        """
        try:
            return self._round(asked, upcoming)
        except VariantFailedError as error:
            failed = error
        self._leave_ahead()
        if self._grove is not None and self._grove.can_try_again(asked):
            try:
                return self._round(asked, upcoming)
            except VariantFailedError as error:
                failed = error
        found = failure(asked.plan.cell, failed.variant, Stage.TIME, failed.error)
        return _with_what_was_left(found) if len(asked.plan.loops) > 1 else found

    def stop(self) -> None:
        """End the processes that wait for rounds which nobody asks for."""
        self._leave_ahead()
        if self._grove is not None:
            self._grove.close()

    def _round(self, asked: RoundPlan, upcoming: Sequence[RoundPlan]) -> Round:
        with self._workers_for(asked) as workers:
            if not workers.lanes:
                workers.start(self._jobs, ())
            workers.get_ready()
            self._start_ahead(upcoming, workers)
            found = _measured(asked, workers)
        if self._grove is not None:
            ahead = None if self._ahead is None else self._ahead[1].starter
            self._grove.clear(upcoming, keep=ahead)
        return found

    def _workers_for(self, asked: RoundPlan) -> RoundWorkers:
        """Those that were started ahead, or new ones."""
        if self._ahead is not None and self._ahead[0] == asked:
            _, workers = self._ahead
            self._ahead = None
            return workers
        tree = None if self._grove is None else self._grove.tree_for(asked)
        return RoundWorkers(asked.entry, asked.plan, self._rng, tree)

    def _leave_ahead(self) -> None:
        if self._ahead is not None:
            self._ahead[1].close()
            self._ahead = None

    def _start_ahead(self, upcoming: Sequence[RoundPlan], measuring: RoundWorkers) -> None:
        """Start what the next rounds need beside this one, unless that would be felt.

        The first of them may have its workers; the stems of later ones load, which may take long.
        """
        if self._ahead is not None and self._ahead[0] not in upcoming[:1]:
            self._leave_ahead()
        beside = cpus_beside(measuring.cpus)
        for place, each in enumerate(upcoming):
            if beside and _may_overlap(each, measuring):
                # Whoever asks for this round will meet the failure again, and tell of it.
                with suppress(VariantFailedError):
                    self._start_beside(each, beside, is_next=not place)

    def _start_beside(self, upcoming: RoundPlan, cpus: Sequence[int], *, is_next: bool) -> None:
        """Start what a round needs on these CPUs: its workers, or the stems for its leaves."""
        if is_next and self._ahead is not None:
            return
        tree = None if self._grove is None else self._grove.prepare(upcoming, cpus)
        if not is_next or (tree is not None and not tree.forks_ahead):
            return
        if tree is not None:
            tree.keep_to(cpus)
        workers = RoundWorkers(upcoming.entry, upcoming.plan, self._rng, tree)
        try:
            workers.start(self._jobs, cpus)
        except VariantFailedError:
            workers.close()
            raise
        self._ahead = (upcoming, workers)
        if tree is not None:
            tree.served += 1


def _may_overlap(upcoming: RoundPlan, measuring: RoundWorkers) -> bool:
    """Whether a round can start beside another without being felt by it."""
    # A run's resource lives in another process, which may have to answer: a server, say.
    answers = measuring.entry.definition.resource_scope == "run"
    return bool(upcoming.plan.loops) and not upcoming.plan.parallel and not answers


def _measured(asked: RoundPlan, workers: RoundWorkers) -> Round:
    """Let ready workers take their turns, and collect what they bring back.

    Raises:
        VariantFailedError: one of them could not finish.
    """
    plan = asked.plan
    lanes = workers.lanes
    before = read_clocks(workers.cpus)
    workers.relay.start()
    runner = _finisher(lanes, workers.relay, plan.timeout_s)
    current = lanes[runner.index]
    try:
        if runner.hung:
            raise current.worker.hung(plan.timeout_s)
        current.worker.receive(plan.timeout_s)
        conditions = conditions_between(before, read_clocks(workers.cpus), runner.stopped_s)
        in_order = [lanes[index] for index in range(len(lanes))]
        for current in in_order:
            current.worker.send(DONE)
        runs = []
        for current in in_order:
            beside = current.worker.receive(plan.timeout_s)
            text = current.worker.receive_rest(plan.timeout_s)
            start = started_by(workers.starter)
            try:
                runs.append(_worker_run(current, text, asked, beside, start))
            except (ArithmeticError, LookupError, TypeError, ValueError) as error:
                raise current.worker.spoilt() from error
            current.worker.finish()
    except WorkerFailedError as error:
        raise VariantFailedError(current.variant, error) from error
    return Round(cell=plan.cell, number=asked.number, runs=tuple(runs), conditions=conditions)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Finisher:
    """The worker with which the turns came to an end, well or badly.

    ``stopped_s`` is how long the command, and most likely its workers, were stopped meanwhile.
    """

    index: int
    hung: bool
    stopped_s: float


def _finisher(lanes: Mapping[int, Lane], relay: Relay, timeout_s: float) -> _Finisher:
    """Wait until a worker speaks, or until one has kept the turn for too long."""
    stopped_s = 0.0
    while True:
        turn, patience = relay.turn(), Patience(timeout_s)
        ready = patience.ready([lane.worker for lane in lanes.values()])
        stopped_s += patience.stopped_s
        spoken = [index for index, lane in lanes.items() if lane.worker in ready]
        if spoken or relay.turn() == turn:
            # Who has the turn may be why another has ended.
            holder = relay.holder()
            index = holder if holder in spoken or not spoken else spoken[0]
            return _Finisher(index=index, hung=not spoken, stopped_s=stopped_s)


def started_by(starter: Starter) -> Metadata:
    """How the workers of a round were started, unless each was by itself."""
    if starter.number is None:
        return {}
    return {START: starter.start.value, ROOT: starter.number}


def _worker_run(
    lane: Lane, text: str, asked: RoundPlan, beside: Mapping[str, float], start: Metadata
) -> WorkerRun:
    """``beside`` is how long the worker waited for its turns, and how busy it was meanwhile."""
    plan = asked.plan
    (run,) = pyperf.Benchmark.loads(text).get_runs()
    ours: dict[str, str | int | float] = {
        "name": f"{plan.cell.pair}/{lane.variant}/{plan.cell.size}",
        "pairbench_pair": plan.cell.pair,
        "pairbench_variant": lane.variant,
        "pairbench_size": plan.cell.size,
        "pairbench_round": asked.number,
        "pairbench_positions": lane.positions,
        OUTSIDE: beside["busy_s"] / beside["waited_s"] if beside["waited_s"] > 0 else 0.0,
    }
    return WorkerRun(
        variant=lane.variant,
        loops=run.get_loops(),
        values_s=tuple(run.values),
        warmups=tuple(Warmup(loops=loops, value_s=value_s) for loops, value_s in run.warmups),
        metadata={**run.get_metadata(), **ours, **start},
    )
