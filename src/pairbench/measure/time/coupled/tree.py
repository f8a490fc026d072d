"""A tree of forks for one cell: its root, a stem for each variant, and the leaves of its rounds."""

import random
from collections.abc import Iterable, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from itertools import count

from pairbench.core.authoring.entry import Entry
from pairbench.core.planning.plan import CellPlan
from pairbench.core.records.start import Start
from pairbench.measure.machine.affinity import running_on, spread_over
from pairbench.measure.processes.jobs import Jobs
from pairbench.measure.processes.process import Worker, WorkerProcess
from pairbench.measure.time.coupled.forked import Forks, forked
from pairbench.measure.time.coupled.request import Kind
from pairbench.measure.time.round_workers import arguments_of, blaming

ROOT = "pairbench.measure.time.coupled.root"

ENDED_WITHIN_S = 0.5
"""A root that was killed has ended after this time, on a busy machine as well."""

_NUMBERS = count(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stem:
    worker: Worker
    forks: Forks


class Tree:
    """Grows beside whatever else is done; a round waits for what it needs of it.

    ``served`` is how many rounds it has had, ``number`` tells its root from all others. ``instead``
    is the start that the cell has to have where this tree has found that it cannot give its own.
    """

    def __init__(self, entry: Entry, plan: CellPlan, rng: random.Random, start: Start) -> None:
        """Give the workers of its rounds this start; GROWN ones have no stems."""
        self.entry = entry
        self.plan = plan
        self.start = start
        self.served = 0
        self.number = next(_NUMBERS)
        self.instead: Start | None = None
        self._rng = rng
        self._stack = ExitStack()
        self._forks = Forks()
        self._stack.callback(self._forks.close)
        self._stems: dict[str, _Stem] = {}
        self._heard: set[str] = set()
        self._root: Worker | None = None

    def close(self) -> None:
        """End the root, and with it the stems and what is left of the leaves.

        A stem that has opened a resource, or something with what a resource gave it, has the time
        to close it.
        """
        if self.entry.definition.resource_scope is not None or self.instead is not None:
            self._let_stems_end()
        if self._root is not None:
            self._root.close()
        self._stack.close()

    def grow(self, jobs: Jobs, cpus: Sequence[int]) -> None:
        """Start the root, on these CPUs, and ask it for the stems, in a random order.

        Raises:
            VariantFailedError: a stem could not be told its job.
        """
        variants = list(self.plan.loops)
        python = self.entry.place(variants[0]).site.python
        theirs = self._forks.theirs
        with running_on(cpus):
            self._root = WorkerProcess(
                ROOT, [str(theirs.fileno())], fds=[theirs.fileno()], python=python
            )
        theirs.close()
        if self.start is not Start.GROWN:
            for variant in self._rng.sample(variants, len(variants)):
                with blaming(variant):
                    self._stems[variant] = self._stem(jobs, variant)

    def _stem(self, jobs: Jobs, variant: str) -> _Stem:
        plan, forks = self.plan, Forks()
        # What is closed first is closed last: the harness lets go of a stem when it has ended.
        self._stack.callback(forks.close)
        kind = Kind.STEM if self.has_loaded else Kind.BARE_STEM
        worker = forked(
            self._forks, kind, arguments=arguments_of(plan, variant, ()), forker=forks.theirs
        )
        self._stack.callback(worker.close)
        forks.theirs.close()
        worker.send(jobs.job(self.entry, variant=variant, size=plan.cell.size).encode())
        return _Stem(worker=worker, forks=forks)

    @property
    def has_lost_its_root(self) -> bool:
        """Whether the root has ended, which is no fault of a side.

        Its children are ended while it ends, and may be missed first.
        """
        return self._root is not None and self._root.has_ended_within(ENDED_WITHIN_S)

    @property
    def has_loaded(self) -> bool:
        """Whether a worker of a round has the pair already when it is forked."""
        return self.start is Start.FORKED

    @property
    def forks_ahead(self) -> bool:
        """Whether to start the workers of a round before its turn is worth it, and can be done.

        To fork a leaf takes no time; a stem that still executes its file forks nothing.
        """
        return self.start is Start.GROWN or (
            self.start is Start.IMPORTED and self._heard == self._stems.keys()
        )

    def keep_to(self, cpus: Sequence[int]) -> None:
        """Let what is forked from now on begin on these CPUs, and not where a round is measured."""
        self._move(self._heard, cpus)

    def get_ready(self, cpus: Sequence[int]) -> None:
        """Wait for the stems, which may load on these CPUs from now on, and hear what bars them.

        Raises:
            VariantFailedError: a stem failed, or took too long.
        """
        self._move(self._stems, cpus)
        for variant, stem in self._stems.items():
            if variant not in self._heard:
                with blaming(variant):
                    said = stem.worker.receive(self.plan.timeout_s)
                self._heard.add(variant)
                if said["bars"] and self.instead is not Start.GROWN:
                    self.instead = Start.GROWN if said["bare"] else Start.IMPORTED

    def _move(self, variants: Iterable[str], cpus: Sequence[int]) -> None:
        """Let the root and the stems of these variants run on these CPUs."""
        stems = [self._stems[each].worker for each in variants]
        for worker in [*([] if self._root is None else [self._root]), *stems]:
            with suppress(ProcessLookupError):
                spread_over(worker.pid, cpus)

    def _let_stems_end(self) -> None:
        for stem in self._stems.values():
            stem.forks.close()
        for stem in self._stems.values():
            stem.worker.end_gently()

    def worker(
        self, variant: str, arguments: Sequence[str], shift: int, fds: Sequence[int]
    ) -> Worker:
        """A worker for a round: a leaf of the variant's stem, or one that loads for itself.

        Raises:
            WorkerFailedError: the root or the stem is gone.
        """
        forks = self._forks if self.start is Start.GROWN else self._stems[variant].forks
        kind = Kind.LEAF if self.has_loaded else Kind.WORKER
        return forked(forks, kind, arguments=arguments, shift=shift, fds=fds)
