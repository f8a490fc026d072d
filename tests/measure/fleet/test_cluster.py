"""What is handed to a cluster, and what is said of one that cannot be used."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from pairbench.core.errors import UsageError
from pairbench.measure.fleet.cluster import RESOURCE, Cluster

TAKER = {"resources": {RESOURCE: 1}}


class Future:
    """What a scheduler gives for a piece of work: done at once, or lost with its scheduler."""

    def __init__(self, outcome: object, *, cancelled: bool) -> None:
        self._outcome, self._cancelled = outcome, cancelled

    def add_done_callback(self, call: Callable[["Future"], None]) -> None:
        call(self)

    def cancelled(self) -> bool:
        return self._cancelled

    def result(self) -> tuple[str, object]:
        if isinstance(self._outcome, Exception):
            raise self._outcome
        return "tcp://127.0.0.1:1", self._outcome

    def release(self) -> None:
        """Nothing is kept of it."""


@dataclass(eq=False)
class Client:
    """A connection whose scheduler is gone after so many pieces of work, or never."""

    workers: Mapping[str, Any] = field(default_factory=lambda: {"a": TAKER})
    gone_after: float = float("inf")
    status: str = "running"
    done: int = 0

    def scheduler_info(self, *, n_workers: int) -> Mapping[str, Any]:
        del n_workers
        return {"workers": self.workers}

    def submit(self, _: object, do: Callable[[Any], object], each: object, **__: Any) -> Future:
        self.done += 1
        if self.done > self.gone_after:
            self.status = "closed"
            return Future(None, cancelled=True)
        try:
            return Future(do(each), cancelled=False)
        except (ArithmeticError, UsageError) as error:
            return Future(error, cancelled=False)

    def cancel(self, futures: list[Future]) -> None:
        del futures

    def close(self) -> None:
        self.status = "closed"


def double(number: int) -> int:
    """The work, which is refused for one number and fails for another."""
    if number == 7:
        raise UsageError("seven is too many")
    return 2 * number if number != 8 else 1 // 0


@dataclass
class Line:
    """Connections one after the other; where there is none, nobody answers."""

    clients: list[Client | None]
    said: list[str] = field(default_factory=list)

    def cluster(self, *, wait_s: float = 60.0) -> Cluster:
        return Cluster(
            "there:1", wait_s=wait_s, tell=self.said.append, connect=self._next, look_every_s=0.0
        )

    def _next(self, address: str, within_s: float) -> Client:
        assert address == "there:1"
        assert within_s >= 0
        client = self.clients.pop(0) if self.clients else None
        if client is None:
            raise OSError("connection refused")
        return client


def test_an_address_that_is_none_is_refused() -> None:
    """In one line that names the option and what to start."""
    pytest.importorskip("distributed")
    with pytest.raises(UsageError, match="--dask nowhere://x: no scheduler answers"):
        Cluster("nowhere://x", wait_s=1.0, tell=print)


def test_workers_that_offer_nothing_are_refused() -> None:
    """How they are to be started is said, and the connection is closed."""
    client = Client(workers={"a": {}})
    with pytest.raises(UsageError, match="none of its 1 workers takes measurements"):
        Line([client]).cluster()
    assert client.status == "closed"


def test_every_piece_has_an_answer_and_the_name_of_who_has_done_it() -> None:
    """What is refused, or fails, is lost with its reason, and costs no other."""
    with Line([Client()]).cluster() as cluster:
        found = list(cluster.results(double, [1, 7, 8, 9]))
    assert [(each.place, each.result, each.where) for each in found] == [
        (0, 2, "worker 1"),
        (1, None, None),
        (2, None, None),
        (3, 18, "worker 1"),
    ]
    assert [each.lost for each in found[1:3]] == [
        "seven is too many",
        "ZeroDivisionError: integer division or modulo by zero",
    ]


def test_a_scheduler_that_comes_back_is_given_what_the_lost_one_had() -> None:
    """What had come is kept, each piece is answered once, and both is said in a line."""
    line = Line([Client(gone_after=2), None, None, Client()])
    with line.cluster() as cluster:
        found = list(cluster.results(double, [1, 2, 3, 4]))
    assert [(each.place, each.result) for each in found] == [(0, 2), (1, 4), (2, 6), (3, 8)]
    assert [each.partition(":")[0] for each in line.said] == [
        "no worker of the fleet is left",
        "a worker is back, and the fleet goes on",
    ]


def test_a_scheduler_that_stays_away_is_waited_for_and_no_longer() -> None:
    """What it had is lost, and why is said of each piece."""
    line = Line([Client(gone_after=1)])
    with line.cluster(wait_s=0.05) as cluster:
        found = list(cluster.results(double, [1, 2, 3]))
    assert [(each.place, each.result) for each in found] == [(0, 2), (1, None), (2, None)]
    assert all("the last worker has gone" in (each.lost or "") for each in found[1:])
