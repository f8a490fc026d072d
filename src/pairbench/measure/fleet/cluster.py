"""The workers of a Dask cluster: each does one piece of work at a time.

A worker takes work only where it offers the resource, so that a cluster with other tasks can lend
some of its machines. What a worker had that died is done once more by another.
"""

from collections.abc import Callable, Iterator, Sequence
from types import TracebackType
from typing import Any, Self, TypeVar

from pairbench.core.errors import PairbenchError, UsageError, in_one_line
from pairbench.measure.fleet.done import Done

RESOURCE = "pairbench"
"""What a worker offers once: a whole machine to measure on."""

CONNECTED_WITHIN_S = 20.0

Work = TypeVar("Work")
Result = TypeVar("Result")


class Cluster:
    """A context manager around the connection to a cluster's scheduler."""

    def __init__(self, address: str) -> None:
        """Connect to it.

        Raises:
            UsageError: Dask is not installed, nobody answers, or no worker offers the resource.
        """
        try:
            from distributed import Client
        except ImportError as error:
            raise UsageError('--dask needs Dask: pip install "pairbench[fleet]"') from error
        try:
            self._client = Client(
                address, timeout=CONNECTED_WITHIN_S, set_as_default=False, name="pairbench"
            )
        except (OSError, ValueError, TimeoutError) as error:
            raise UsageError(
                f"--dask {address}: no scheduler answers: {in_one_line(error)}; start one with "
                "'dask scheduler'"
            ) from error
        self._names: dict[str, str] = {}
        workers = self._client.scheduler_info(n_workers=-1)["workers"].values()
        if not any(each.get("resources", {}).get(RESOURCE) for each in workers):
            self._client.close()
            raise UsageError(
                f"--dask {address}: none of its {len(workers)} workers takes measurements: start "
                f"them with 'dask worker {address} --resources {RESOURCE}=1'"
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._client.close()

    def results(self, do: Callable[[Work], Result], work: Sequence[Work]) -> Iterator[Done[Result]]:
        """What comes of each piece, as it comes; whoever stops early leaves nothing waiting."""
        from distributed import as_completed

        futures = {
            self._client.submit(_on_worker, do, each, pure=False, resources={RESOURCE: 1}): place
            for place, each in enumerate(work)
        }
        try:
            for future in as_completed(futures, loop=self._client.loop):
                yield self._done(future, futures[future])
                # What is kept here no longer needs to be on the cluster.
                future.release()
        finally:
            self._client.cancel([each for each in futures if not each.done()])

    def _done(self, future: Any, place: int) -> Done[Any]:
        try:
            where, result = future.result()
        except PairbenchError as error:
            return Done(place=place, where=None, result=None, lost=str(error))
        except Exception as error:  # noqa: BLE001 (whatever a worker raises, or Dask of its end)
            return Done(place=place, where=None, result=None, lost=in_one_line(error))
        return Done(place=place, where=self._name(where), result=result)

    def _name(self, where: str) -> str:
        """The name that a worker was given, or a number for one that has only an address."""
        if "://" not in where:
            return where
        return self._names.setdefault(where, f"worker {len(self._names) + 1}")


def _on_worker(do: Callable[[Work], Result], each: Work) -> tuple[str, Result]:
    """What the worker does: the work, and to say who it is."""
    from distributed import get_worker

    return str(get_worker().name), do(each)
