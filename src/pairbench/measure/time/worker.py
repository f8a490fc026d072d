"""The child that is timed: a pyperf worker which waits for its turn before every slice.

Started as ``python -m pairbench.measure.time.worker`` with pyperf's own worker options.
"""

import json
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from typing import NoReturn

from pairbench.core.authoring.pair import Pair
from pairbench.measure.processes.clock import Clock
from pairbench.measure.processes.protocol import (
    DONE,
    LOADED,
    READY,
    SPOILT,
    Channel,
    Job,
    ParentGoneError,
    serve,
)
from pairbench.measure.processes.workbench import Workbench, load_pair
from pairbench.measure.time.lean_pyperf import lean_runner
from pairbench.measure.time.relay import Runner, SpoiltError

Timing = Callable[[str, Callable[[int], float]], object]
"""What pyperf does with a name and a function of ``loops``: ``Runner.bench_time_func``."""


def main(channel: Channel) -> None:
    """Answer every turn with one slice, then let pyperf send its benchmark to the parent."""
    work(channel, lean_runner().bench_time_func)


def work(channel: Channel, timing: Timing) -> None:
    """Load the pair for itself, and be timed."""
    job = Job.decode(channel.receive())
    turns = turns_of(channel)
    warming = channel.receive()
    with bench_for(channel, job, warming) as bench:
        take_turns(channel, timing, turns, bench, job)
    leave()


def turns_of(channel: Channel) -> Runner:
    """The worker's part in the turns, by the ticket that the parent sends."""
    return Runner(json.loads(channel.receive()), parent_fd=channel.parent_fd)


def bench_for(channel: Channel, job: Job, warming: str = "") -> Workbench:
    """The pair, loaded and perhaps warm, not opened yet."""
    with channel.loading():
        pair = load_pair(job)
    if warming:
        warm_up(pair, Job.decode(warming))
    return Workbench(pair, job.size, job.resource, job.awaited)


def take_turns(channel: Channel, timing: Timing, turns: Runner, bench: Workbench, job: Job) -> None:
    """Be timed: the pair is loaded and its input is there."""
    timed = slowed(bench.timer(job.variant), job.slowed_by)
    # Until the parent answers another round may be running on the CPU of this one.
    channel.send({"state": LOADED})
    channel.receive()
    timing(job.variant, InTurns(channel, turns, timed))


def leave(code: int = 0) -> NoReturn:
    """End this process, whose result is sent and whose resource is closed, or another's to close.

    Tearing the interpreter down as well would take about as long as the measuring did, and the
    parent ends what a variant left running.
    """
    with suppress(AttributeError, OSError, ValueError):  # a variant may have closed or taken it
        sys.stderr.flush()
    os._exit(code)


def slowed(timed: Callable[[int], float], share: float) -> Callable[[int], float]:
    """A slice that takes longer by a share of itself, because a canary asks for it."""
    if share == 0:
        return timed

    now_s = Clock.now_s

    def longer(loops: int) -> float:
        own_s = timed(loops)
        start_s = now_s()
        while (added_s := now_s() - start_s) < share * own_s:
            pass
        return own_s + added_s

    return longer


def warm_up(pair: Pair, job: Job) -> None:
    """Make one call at another size: what is loaded or made on the first call is there then."""
    with Workbench(pair, job.size, job.resource, job.awaited) as bench:
        bench.call(job.variant, consumed=True)


class InTurns:
    """Waits for a turn, times the slice, hands the turn on; the waiting is outside the clock.

    What other threads of the process do while this one waits, once it has had its first turn, is
    work that goes on outside the calls: the CPU time of that is told to the parent. This thread
    does nothing then but wait and take its turn, which costs the more the busier the machine is.
    After its last slice a worker waits until the others have had theirs: what pyperf does with
    the values would run into them.
    """

    def __init__(self, channel: Channel, turns: Runner, timed: Callable[[int], float]) -> None:
        self._channel = channel
        self._turns = turns
        self._timed = timed
        self._waited_s = 0.0
        self._busy_s = 0.0
        # Bound here, so that a turn looks up as little as it can.
        self._now_s = Clock.now_s
        self._cpu_s = Clock.cpu_s
        self._own_cpu_s = Clock.own_cpu_s
        self._left_s: tuple[float, float] | None = None

    def __call__(self, loops: int) -> float:
        """The seconds of so many calls, made when it is this worker's turn.

        Raises:
            ParentGoneError: nobody waits for them any more.
        """
        if self._left_s is None:
            self._channel.send({"state": READY})
        if not self._turns.wait():
            raise ParentGoneError
        self._come_back()
        elapsed_s = self._timed(loops)
        self._left_s = self._now_s(), self._others_cpu_s()
        if not self._handed_on():
            self._channel.send({"state": DONE})
        if self._turns.last:
            self._channel.receive()
            self._come_back()
            self._channel.send({"waited_s": self._waited_s, "busy_s": self._busy_s})
        return elapsed_s

    def _handed_on(self) -> bool:
        try:
            return self._turns.hand_on()
        except SpoiltError:
            self._channel.send({"raised": SPOILT})
            leave(1)

    def _come_back(self) -> None:
        if self._left_s is not None:
            now_s, cpu_s = self._left_s
            self._waited_s += self._now_s() - now_s
            # The two clocks are not read at one moment.
            self._busy_s += max(self._others_cpu_s() - cpu_s, 0.0)

    def _others_cpu_s(self) -> float:
        """What the other threads of this process have used."""
        return self._cpu_s() - self._own_cpu_s()


if __name__ == "__main__":
    serve(main)
