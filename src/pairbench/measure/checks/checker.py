"""The parent that checks: every pair is found fit, or unfit with a reason, before it is timed."""

import json
import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from pairbench.core.authoring.definition import PairDefinition
from pairbench.core.authoring.entry import Entry
from pairbench.core.judging.notices import notices_of_check, suspects
from pairbench.core.records.measurement import (
    CallTime,
    Cell,
    CheckReport,
    Failure,
    Sighting,
    Stage,
    Trouble,
)
from pairbench.core.records.notice import Notice, NoticeKind
from pairbench.measure.checks.agreement import ANOTHER, TwoProcesses
from pairbench.measure.checks.finding import At, Found, Nothing, found_in, has_ended
from pairbench.measure.checks.rough import REPEATS
from pairbench.measure.checks.stability import Seen, compared_size, what_differs
from pairbench.measure.processes.hashing import seeded
from pairbench.measure.processes.jobs import Jobs
from pairbench.measure.processes.process import WorkerFailedError, WorkerProcess, failure

LONGER = "; where that is no mistake, give it more with Pair(timeout_s=...)"


class PairChecker:
    """Checks the results of a pair at every size, and demonstrates its behaviours."""

    def __init__(self, jobs: Jobs, *, repeats: int = REPEATS) -> None:
        """Take the fastest of ``repeats`` for the rough time of a call."""
        self._jobs = jobs
        self._repeats = repeats
        self._processes = TwoProcesses(jobs)

    def check(self, entry: Entry, *, longest_call_s: float = math.inf) -> CheckReport:
        """Call every variant at every size; a variant that fails costs its own cell.

        Sizes beyond the first at which a call takes longer than ``longest_call_s`` are left out.
        """
        found = list(self._check_sizes(entry, longest_call_s))
        demonstrated = list(self._demonstrate(entry))
        failed = any(isinstance(each, Failure) for each in found)
        alone = failed or bool(entry.definition.suite)
        again = [] if alone else self._asked_again(entry, found)
        quicker = _with_quicker_firsts(found, again)
        call_times = tuple(_of_the_sound(quicker, found))
        return CheckReport(
            call_times=call_times,
            sightings=tuple(each for each in demonstrated if isinstance(each, Sighting)),
            failures=tuple(each for each in found + demonstrated if isinstance(each, Failure)),
            notices=tuple(dict.fromkeys(self._notices(entry, found, again, call_times))),
        )

    def _notices(
        self,
        entry: Entry,
        found: Sequence[Found],
        again: Sequence[Found],
        call_times: Sequence[CallTime],
    ) -> Iterator[Notice]:
        """What a visit has to say, and what a second process does not agree with."""
        yield from (each for each in found if isinstance(each, Notice))
        yield from _on_nothing(found)
        if not entry.definition.suite:
            yield from notices_of_check(entry.definition, call_times)
        yield from what_differs(entry, found, again, self._processes)

    def _asked_again(self, entry: Entry, found: Sequence[Found]) -> Sequence[Found]:
        """Call once more, first in a second process, what it may do in another way.

        That is a variant of which digests were taken, and each whose first call took long: the
        machine may have stood still. Where it took long there as well, a third is asked. Hashes
        have another seed there.
        """
        call_times = [each for each in found if isinstance(each, CallTime)]
        digested = {(each.size, each.variant) for each in found if isinstance(each, Seen)}
        doubtful = _doubtful(entry, call_times)
        again = list(self._called_once(entry, call_times, digested | doubtful))
        doubtful = _doubtful(entry, _with_quicker_firsts(found, again))
        third = self._called_once(entry, call_times, doubtful)
        return [*again, *(each for each in third if isinstance(each, CallTime))]

    def _called_once(
        self, entry: Entry, call_times: Iterable[CallTime], chosen: Collection[tuple[int, str]]
    ) -> Iterator[Found]:
        """What another process finds in one call of each that is chosen, by size and variant."""
        called = [(each.cell.size, each.variant) for each in call_times]
        # As before: what is called at a larger size has been called at the smallest one.
        smallest = entry.definition.sizes[0]
        warming = {(smallest, variant) for _, variant in chosen}
        wanted: dict[int, list[str]] = {}
        for size, variant in called if chosen else ():
            if (size, variant) in chosen or (size, variant) in warming:
                wanted.setdefault(size, []).append(variant)
        if wanted:
            yield from self._ask(entry, wanted, once=True, variables=seeded(ANOTHER))

    def _check_sizes(self, entry: Entry, longest_call_s: float) -> Iterator[Found]:
        """A worker that failed is replaced by one that leaves out the variant it failed on."""
        left = {size: list(entry.definition.available) for size in entry.definition.sizes}
        known: set[tuple[str, int]] = set()
        while any(left.values()):
            for found in self._ask(entry, left):
                if isinstance(found, Notice | Nothing | Seen):
                    yield found
                    continue
                size = found.cell.size
                if has_ended(found) or (found.variant, size) not in known:
                    known.add((found.variant, size))
                    yield found
                if isinstance(found, CallTime) and found.call_s + found.aside_s > longest_call_s:
                    left.update((larger, []) for larger in left if larger > size)
                if has_ended(found) and found.variant in left[size]:
                    left[size].remove(found.variant)

    def _ask(
        self,
        entry: Entry,
        left: dict[int, list[str]],
        *,
        once: bool = False,
        variables: Mapping[str, str] = MappingProxyType({}),
    ) -> Iterator[Found]:
        """Let one worker visit the sizes that are left; a visited size is left no more.

        Variants that are called ``once`` are not compared with each other.
        """
        definition = entry.definition
        at = At(Cell(pair=definition.name, size=definition.sizes[0]), definition.baseline)
        visited: dict[Cell, Sequence[str]] = {}
        try:
            python = entry.site.python
            module = "pairbench.measure.checks.workers.check"
            with WorkerProcess(module, python=python, variables=variables) as worker:
                for size in definition.sizes:
                    variants = left.get(size, [])
                    if not variants:
                        continue
                    at = At(Cell(pair=definition.name, size=size), variants[0])
                    worker.send(self._jobs.job(entry, variant=at.variant, size=size).encode())
                    digests = size == compared_size(definition) and not definition.suite
                    order = {"variants": variants, "digests": digests, "once": once}
                    worker.send(json.dumps({**order, "repeats": self._repeats}))
                    for message in _until_done(worker, definition.timeout_s):
                        if at.moves(message):
                            continue
                        if message["state"] == "awaited":
                            self._jobs.note_awaited(entry, at.variant, message["name"])
                        else:
                            yield found_in(message, at.cell, at.variant)
                    left[size] = []
                    visited[at.cell] = variants
                yield from self._at_its_end(entry, worker, visited)
        except WorkerFailedError as error:
            yield from _failures(error, at, left[at.cell.size], definition)

    def _at_its_end(
        self, entry: Entry, worker: WorkerProcess, visited: Mapping[Cell, Sequence[str]]
    ) -> Iterator[Failure]:
        """What keeps a worker from ending well fails every variant that does so by itself.

        What the pair's file has begun, a thread say, is begun for each of them. Where none does it
        alone, it takes them all.
        """
        try:
            worker.finish()
        except WorkerFailedError as error:
            names = list(dict.fromkeys(name for each in visited.values() for name in each))
            guilty = self._guilty(entry, names, min(each.size for each in visited)) or names
            for cell, variants in visited.items():
                for variant in variants:
                    if variant in guilty:
                        yield failure(cell, variant, Stage.CHECK, error)

    def _guilty(self, entry: Entry, variants: Sequence[str], size: int) -> Sequence[str]:
        """Those of the variants that fail where each has a worker of its own."""
        if len(variants) < 2:  # noqa: PLR2004 (one is alone already)
            return variants

        def fails(variant: str) -> bool:
            # All of it: how it ends is what comes last.
            found = list(self._ask(entry, {size: [variant]}, once=True))
            return any(isinstance(each, Failure) for each in found)

        # Side by side: to see that a process does not end takes long.
        with ThreadPoolExecutor(len(variants)) as pool:
            failing = list(pool.map(fails, variants))
        return [each for each, failed in zip(variants, failing, strict=True) if failed]

    def _demonstrate(self, entry: Entry) -> Iterator[Sighting | Failure]:
        definition = entry.definition
        cell = Cell(pair=definition.name, size=definition.sizes[0])
        for check in definition.behaviours:
            for variant in definition.available:
                try:
                    module = "pairbench.measure.checks.workers.behaviour"
                    with WorkerProcess(module, python=entry.site.python) as worker:
                        job = self._jobs.job(entry, variant=variant, size=cell.size)
                        worker.send(job.encode())
                        worker.send(check)
                        message = worker.receive(definition.timeout_s)
                        worker.finish()
                except WorkerFailedError as error:
                    yield failure(cell, variant, Stage.BEHAVIOUR, error)
                else:
                    yield Sighting(
                        check=check,
                        variant=variant,
                        passed=message["passed"],
                        seen=message["seen"],
                    )


def _on_nothing(found: Sequence[Found]) -> Iterator[Notice]:
    """One for the pair, where nothing is returned at any size."""
    empty = {each.size: each.what for each in found if isinstance(each, Nothing)}
    if empty and all(each.cell.size in empty for each in found if isinstance(each, CallTime)):
        what = " or ".join(dict.fromkeys(empty.values()))
        words = (
            f"every variant returns {what} at every size, so that results that are equal show "
            "nothing: does the input hold what they look for?"
        )
        yield Notice(kind=NoticeKind.NOTHING, words=words)


def _with_quicker_firsts(found: Sequence[Found], again: Sequence[Found]) -> Iterator[CallTime]:
    """The call times, with the quickest of the first calls where other processes made some."""
    firsts_s: dict[tuple[Cell, str], float] = {}
    for each in again:
        if isinstance(each, CallTime):
            known_s = firsts_s.get((each.cell, each.variant), math.inf)
            firsts_s[each.cell, each.variant] = min(known_s, each.first_s)
    for each in found:
        if isinstance(each, CallTime):
            again_s = firsts_s.get((each.cell, each.variant), math.inf)
            yield replace(each, first_s=min(each.first_s, again_s))


def _doubtful(entry: Entry, call_times: Iterable[CallTime]) -> set[tuple[int, str]]:
    """The sizes and variants whose first call may have been long by chance."""
    return {(each.cell.size, each.variant) for each in suspects(entry.definition, call_times)}


def _of_the_sound(call_times: Iterable[CallTime], found: Sequence[Found]) -> Iterator[CallTime]:
    """Those of what has not failed after its calls: a test says last whether it passes."""
    failed = {
        (each.cell, each.variant)
        for each in found
        if isinstance(each, Failure) and each.trouble is not Trouble.WRONG
    }
    return (each for each in call_times if (each.cell, each.variant) not in failed)


def _failures(
    error: WorkerFailedError, at: At, left: Sequence[str], definition: PairDefinition
) -> Iterator[Failure]:
    """What a worker's failure means for those of a size that are left."""
    if error.trouble is Trouble.HUNG and not definition.suite:
        error = WorkerFailedError(error.trouble, error.message + LONGER, error.stderr)
    # What is made for all of them was not there for any.
    for each in left if at.made else [at.variant]:
        yield failure(at.cell, each, Stage.CHECK, error, made=at.made)


def _until_done(worker: WorkerProcess, timeout_s: float) -> Iterator[Mapping[str, Any]]:
    while (message := worker.receive(timeout_s))["state"] != "done":
        yield message
