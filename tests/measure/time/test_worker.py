"""Tests of the turns of a timed worker: what it tells of the time between them."""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, cast

import pytest

from pairbench.measure.processes.clock import Clock
from pairbench.measure.time.worker import InTurns

if TYPE_CHECKING:
    from pairbench.measure.processes.protocol import Channel
    from pairbench.measure.time.relay import Runner

WORK_S = 0.05


class Turns:
    """As many turns as there are waits, of which each is spent as a test wishes."""

    def __init__(self, waits: list[Callable[[], object]]) -> None:
        self.waits = waits

    @property
    def last(self) -> bool:
        return not self.waits

    def wait(self) -> bool:
        self.waits.pop(0)()
        return True

    def hand_on(self) -> bool:
        return True


class Heard:
    """What a worker tells the parent, which answers nothing of weight."""

    def __init__(self) -> None:
        self.told: list[dict[str, Any]] = []

    def send(self, message: dict[str, Any]) -> None:
        self.told.append(message)

    def receive(self) -> str:
        return ""


def busy() -> None:
    """Use the CPU of this thread."""
    start_s = Clock.own_cpu_s()
    while Clock.own_cpu_s() - start_s < WORK_S:
        pass


def busy_elsewhere() -> None:
    """Use the CPU of another thread, and wait for it."""
    thread = threading.Thread(target=busy)
    thread.start()
    thread.join()


def told_after(wait: Callable[[], None]) -> float:
    """The CPU time that a worker tells which spent the wait for its second turn like this."""
    heard = Heard()
    turns = InTurns(
        cast("Channel", heard), cast("Runner", Turns([lambda: None, wait])), lambda _: 1.0
    )
    turns(1)
    turns(1)
    return float(heard.told[-1]["busy_s"])


@pytest.mark.parametrize("wait", [busy, busy_elsewhere])
def test_only_other_threads_work_outside_the_calls(wait: Callable[[], None]) -> None:
    """To wait and to take a turn may cost as much as it likes: that is not the variant's."""
    expected = WORK_S if wait is busy_elsewhere else 0.0
    assert told_after(wait) == pytest.approx(expected, abs=WORK_S / 2)
