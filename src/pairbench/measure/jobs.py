"""Makes the job of a worker, and holds the resources that stay open for a whole run."""

from contextlib import ExitStack
from threading import Lock
from types import TracebackType
from typing import Self

from pairbench.core.definition import Entry
from pairbench.measure.process import WorkerProcess
from pairbench.measure.protocol import Job


class Jobs:
    """Every worker's job comes from here; a context manager that closes the run's resources."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._values: dict[tuple[str, int], str] = {}
        self._opening = Lock()

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
        shared = entry.definition.resource_scope == "run"
        with self._opening:
            resource = self._resource(entry, size) if shared else None
        return _job(entry, variant=variant, size=size, resource=resource)

    def _resource(self, entry: Entry, size: int) -> str:
        key = (entry.definition.name, size)
        if key not in self._values:
            with ExitStack() as opening:
                holder = opening.enter_context(WorkerProcess("pairbench.measure.resource_worker"))
                holder.send(_job(entry, variant="", size=size, resource=None).encode())
                self._values[key] = holder.receive(entry.definition.timeout_s)["value"]
                self._stack.push(opening.pop_all())
                self._stack.callback(holder.end_gently)
        return self._values[key]


def _job(entry: Entry, *, variant: str, size: int, resource: str | None) -> Job:
    return Job(
        root=str(entry.root),
        file=entry.definition.file,
        attribute=entry.definition.attribute,
        variant=variant,
        size=size,
        resource=resource,
    )
