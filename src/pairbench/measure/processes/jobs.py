"""Makes the job of a worker, and holds the resources that stay open for a whole run."""

import warnings
from collections.abc import Callable
from contextlib import ExitStack
from threading import Lock
from types import TracebackType
from typing import Self

from pairbench.core.authoring.entry import Entry, Place, Site
from pairbench.core.records.measurement import Trouble
from pairbench.core.words import printable
from pairbench.measure.processes.process import EXIT_S, WorkerFailedError, WorkerProcess
from pairbench.measure.processes.protocol import Job


def as_a_warning(line: str) -> None:
    """Tell a line by Python's own means, where nobody has said how."""
    warnings.warn(line, RuntimeWarning, stacklevel=2)


class Jobs:
    """Every worker's job comes from here; a context manager that closes the run's resources.

    What goes wrong then is told in a line: what was measured before is none the worse for it.
    """

    def __init__(self, tell: Callable[[str], None] = as_a_warning) -> None:
        self._tell = tell
        self._stack = ExitStack()
        self._values: dict[tuple[Site, str, str, int], str] = {}
        self._opening = Lock()
        self._awaited: dict[tuple[Site, str, str], set[str]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def job(self, entry: Entry, *, variant: str, size: int) -> Job:
        """The job that calls a variant at a size; opens the run's resource if it must.

        Raises:
            WorkerFailedError: the resource could not be opened.
        """
        place = entry.place(variant)
        shared = entry.definition.resource_scope == "run"
        with self._opening:
            resource = self._resource(entry, place, size) if shared else None
        return self._job(place, size=size, resource=resource)

    def note_awaited(self, entry: Entry, variant: str, name: str) -> None:
        """Let later jobs of a variant's pair know that what this function returns is awaited."""
        self._awaited.setdefault(_pair_of(entry.place(variant)), set()).add(name)

    def _resource(self, entry: Entry, place: Place, size: int) -> str:
        key = (place.site, place.file, place.attribute, size)
        if key not in self._values:
            with ExitStack() as opening:
                module = "pairbench.measure.processes.resource_worker"
                holder = opening.enter_context(WorkerProcess(module, python=place.site.python))
                holder.send(self._job(place, size=size, resource=None).encode())
                answer = holder.receive(entry.definition.timeout_s)
                self._values[key] = answer["value"]
                self._stack.push(opening.pop_all())
                self._stack.callback(
                    self._close, holder, entry, f"{answer['name']} of size {size:,}"
                )
        return self._values[key]

    def _close(self, holder: WorkerProcess, entry: Entry, resource: str) -> None:
        """Close a resource; one that cannot be closed keeps none of the others from being so."""
        try:
            holder.send("close")
            holder.receive(EXIT_S)
            holder.finish()
        except WorkerFailedError as error:
            raised = "raised " if error.trouble is Trouble.RAISED else ""
            where = f"{entry.definition.file}: pair {entry.definition.name}"
            what = f"{raised}{printable(error.message)} when it was to be closed"
            self._tell(f"{where}: the resource {resource} {what}: mend how it closes")

    def _job(self, place: Place, *, size: int, resource: str | None) -> Job:
        return Job(
            root=str(place.site.root),
            sources=[str(each) for each in place.site.sources],
            file=place.file,
            attribute=place.attribute,
            variant=place.variant,
            size=size,
            resource=resource,
            suite=place.suite,
            slowed_by=place.slowed_by,
            ballast_bytes=place.ballast_bytes,
            folder=None if place.site.folder is None else str(place.site.folder),
            awaited=sorted(self._awaited.get(_pair_of(place), ())),
        )


def _pair_of(place: Place) -> tuple[Site, str, str]:
    return (place.site, place.file, place.attribute)
