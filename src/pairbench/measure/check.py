"""The parent that checks: every pair is found fit, or unfit with a reason, before it is timed."""

import json
from collections.abc import Iterator

from pairbench.core.definition import Entry
from pairbench.core.measurement import (
    CallTime,
    Cell,
    CheckReport,
    Failure,
    Sighting,
    Stage,
    Trouble,
)
from pairbench.measure.affinity import cpus_for
from pairbench.measure.jobs import Jobs
from pairbench.measure.process import WorkerFailedError, WorkerProcess


class PairChecker:
    """Checks the results of a pair at every size, and demonstrates its behaviours."""

    def __init__(self, jobs: Jobs) -> None:
        self._jobs = jobs

    def check(self, entry: Entry) -> CheckReport:
        """Call every variant at every size; a variant that fails costs its own cell."""
        definition = entry.definition
        found = [each for size in definition.sizes for each in self._check_size(entry, size)]
        demonstrated = list(self._demonstrate(entry))
        return CheckReport(
            call_times=tuple(each for each in found if isinstance(each, CallTime)),
            sightings=tuple(each for each in demonstrated if isinstance(each, Sighting)),
            failures=tuple(each for each in found + demonstrated if isinstance(each, Failure)),
        )

    def _check_size(self, entry: Entry, size: int) -> Iterator[CallTime | Failure]:
        """A child that failed is replaced by one that leaves out the variant it failed on."""
        left = list(entry.definition.available)
        known: set[str] = set()
        while left:
            failed: str | None = None
            for found in self._ask(entry, size, left):
                if found.variant not in known:
                    known.add(found.variant)
                    yield found
                if isinstance(found, Failure) and found.trouble is not Trouble.WRONG:
                    failed = found.variant
            if failed is None:
                return
            left.remove(failed)

    def _ask(self, entry: Entry, size: int, variants: list[str]) -> Iterator[CallTime | Failure]:
        definition = entry.definition
        cell = Cell(pair=definition.name, size=size)
        current = variants[0]
        try:
            with WorkerProcess("pairbench.measure.check_worker") as worker:
                job = self._jobs.job(entry, variant=current, size=size)
                worker.send(job.encode())
                cpus = cpus_for(parallel=definition.parallel)
                worker.send(json.dumps({"variants": variants, "cpus": cpus}))
                while True:
                    message = worker.receive(definition.timeout_s)
                    match message["state"]:
                        case "check":
                            current = message["variant"]
                        case "ok":
                            yield CallTime(cell=cell, variant=current, call_s=message["call_s"])
                        case "wrong":
                            yield _wrong(cell, current, message["message"])
                        case _:
                            break
                worker.finish()
        except WorkerFailedError as error:
            yield _failure(definition.name, current, size, Stage.CHECK, error)

    def _demonstrate(self, entry: Entry) -> Iterator[Sighting | Failure]:
        definition = entry.definition
        for check in definition.behaviours:
            for variant in definition.available:
                try:
                    with WorkerProcess("pairbench.measure.behaviour_worker") as worker:
                        job = self._jobs.job(entry, variant=variant, size=definition.sizes[0])
                        worker.send(job.encode())
                        worker.send(check)
                        message = worker.receive(definition.timeout_s)
                        worker.finish()
                except WorkerFailedError as error:
                    yield _failure(definition.name, variant, None, Stage.BEHAVIOUR, error)
                else:
                    yield Sighting(
                        check=check,
                        variant=variant,
                        passed=message["passed"],
                        seen=message["seen"],
                    )


def _wrong(cell: Cell, variant: str, message: str) -> Failure:
    return Failure(
        pair=cell.pair,
        variant=variant,
        size=cell.size,
        stage=Stage.CHECK,
        trouble=Trouble.WRONG,
        message=message,
        stderr="",
    )


def _failure(
    pair: str, variant: str, size: int | None, stage: Stage, error: WorkerFailedError
) -> Failure:
    return Failure(
        pair=pair,
        variant=variant,
        size=size,
        stage=stage,
        trouble=error.trouble,
        message=error.message,
        stderr=error.stderr,
    )
