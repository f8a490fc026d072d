"""The workers of a Dask cluster: each does one piece of work at a time.

A worker takes work only where it offers the resource, so that a cluster with other tasks can lend
some of its machines. What a worker had that died is done once more by another, and what a scheduler
had that is gone is handed out anew once one answers at its address.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from queue import Empty, Queue
from types import TracebackType
from typing import Any, Self, TypeVar

from pairbench.core.errors import PairbenchError, UsageError, in_one_line
from pairbench.measure.fleet.done import Done
from pairbench.measure.fleet.vigil import Vigil

RESOURCE = "pairbench"
"""What a worker offers once: a whole machine to measure on."""

CONNECTED_WITHIN_S = 20.0

LOOK_EVERY_S = 2.0
"""So often it is seen whether a worker is left, while no answer comes."""

TIDY_WITHIN_S = 60.0
"""The workers have so long to clear up; what one leaves it clears up at its end."""

Work = TypeVar("Work")
Result = TypeVar("Result")


class Cluster:
    """A context manager around the connection to a cluster's scheduler."""

    def __init__(
        self,
        address: str,
        *,
        wait_s: float,
        tell: Callable[[str], None],
        connect: Callable[[str, float], Any] | None = None,
        look_every_s: float = LOOK_EVERY_S,
    ) -> None:
        """Connect to it.

        When its last worker or its scheduler goes, ``tell`` is told so in a line, and another one
        is waited for. ``connect`` makes a client of an address, in so many seconds at most.

        Raises:
            UsageError: Dask is not installed, nobody answers, or no worker offers the resource.
        """
        self._connect = connect or _connected
        self._address, self._look_every_s = address, look_every_s
        try:
            self._client = self._connect(address, CONNECTED_WITHIN_S)
        except (OSError, ValueError, TimeoutError) as error:
            raise UsageError(
                f"--dask {address}: no scheduler answers: {in_one_line(error)}; start one with "
                "'dask scheduler'"
            ) from error
        self._names: dict[str, str] = {}
        self._wait_s, self._tell = wait_s, tell
        if not self._takers():
            found = len(self._client.scheduler_info(n_workers=-1)["workers"])
            self._client.close()
            raise UsageError(
                f"--dask {address}: none of its {found} workers takes measurements: start "
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
        """What comes of each piece, as it comes; whoever stops early leaves nothing waiting.

        Where no worker is left for too long, what is missing comes back as lost.
        """
        left = dict(enumerate(work))
        vigil = Vigil(most_s=self._wait_s, tell=self._tell)
        while left and self._has_takers(vigil):
            for each in self._answers(do, left, vigil):
                del left[each.place]
                yield each
        for place in left:
            yield Done(place=place, where=None, result=None, lost=vigil.why)

    def _answers(
        self, do: Callable[[Work], Result], left: Mapping[int, Work], vigil: Vigil
    ) -> Iterator[Done[Result]]:
        """What comes of what is left, until there is nobody from whom more could come."""
        came: Queue[Any] = Queue()
        waiting = {
            self._client.submit(_on_worker, do, each, pure=False, resources={RESOURCE: 1}): place
            for place, each in left.items()
        }
        for each in waiting:
            each.add_done_callback(came.put)
        try:
            while waiting and (future := self._next(came, vigil)) is not None:
                if future.cancelled():  # along with the scheduler that knew of it
                    return
                yield self._done(future, waiting.pop(future))
                # What is kept here no longer needs to be on the cluster.
                future.release()
        finally:
            # What cannot be cancelled is on a cluster that is gone.
            with suppress(Exception):
                self._client.cancel(list(waiting))

    def _has_takers(self, vigil: Vigil) -> bool:
        """Whether somebody takes work, now or before the vigil is over."""
        while not self._takers():
            if vigil.is_over(0, time.monotonic()):
                return False
            if self._client.status == "closed":
                # It has given up: a scheduler that comes back is met by another.
                with suppress(OSError, ValueError, TimeoutError):
                    self._client = self._connect(self._address, self._look_every_s)
            time.sleep(self._look_every_s)
        vigil.hears()
        return True

    def everywhere(self, do: Callable[[Work], Result], work: Work) -> None:
        """Have every worker do this once; whatever comes of it is nobody's concern."""
        from distributed import wait

        options = {"pure": False, "resources": {RESOURCE: 1}, "allow_other_workers": False}
        with suppress(Exception), self._client.as_current():
            futures = [
                self._client.submit(do, work, workers=[each], **options) for each in self._takers()
            ]
            with suppress(TimeoutError):
                wait(futures, timeout=TIDY_WITHIN_S)
            self._client.cancel(futures)

    def _next(self, came: "Queue[Any]", vigil: Vigil) -> Any:
        """What comes next; None where nobody is left from whom anything could come."""
        while True:
            with suppress(Empty):
                found = came.get(timeout=self._look_every_s)
                vigil.hears()
                return found
            if vigil.is_over(len(self._takers()), time.monotonic()):
                return None

    def _takers(self) -> list[str]:
        """The addresses of the workers that take measurements; none where no scheduler is there."""
        if self._client.status != "running":
            return []
        found = self._client.scheduler_info(n_workers=-1)["workers"]
        return [name for name, each in found.items() if each.get("resources", {}).get(RESOURCE)]

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


def _connected(address: str, within_s: float) -> Any:
    """A client of the scheduler there.

    Raises:
        UsageError: Dask is not installed.
        OSError, ValueError, TimeoutError: nobody answers, or the address is none.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise UsageError('--dask needs Dask: pip install "pairbench[fleet]"') from error
    return Client(address, timeout=within_s, set_as_default=False, name="pairbench")


def _on_worker(do: Callable[[Work], Result], each: Work) -> tuple[str, Result]:
    """What the worker does: the work, and to say who it is."""
    from distributed import get_worker

    return str(get_worker().name), do(each)
