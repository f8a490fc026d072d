"""The child that is traced: at each size some calls to warm up, then one call under memray."""

import gc
import os
from json import loads
from pathlib import Path
from typing import Any

from pairbench.measure.memory.following import Follower
from pairbench.measure.memory.reading import (
    TracerItself,
    figures_of,
    lines_of,
    stacks_of,
    tracer_itself,
)
from pairbench.measure.memory.tracing import (
    Moments,
    Tracing,
    forget,
    without_trace_function,
)
from pairbench.measure.processes.clock import Clock
from pairbench.measure.processes.protocol import Channel, Job, ParentGoneError, serve
from pairbench.measure.processes.workbench import Workbench, load_pair

WARM_CALLS = 32
"""Calls before the one that counts. A class gives its first thirty instances room for attributes
that they may still get, and each of them a little less (CPython's shared keys)."""

WARM_S = 0.25
"""No further call to warm up begins after this; what takes longer makes its instances at once."""


def main(channel: Channel) -> None:
    """Trace one call for each order, until the parent closes the line."""
    # Garbage is collected for every trace, and nothing that is ours will ever be.
    gc.freeze()
    follower = Follower()
    os.register_at_fork(after_in_child=without_trace_function)
    tracer: TracerItself | None = None
    while True:
        try:
            job = Job.decode(channel.receive())
        except ParentGoneError:
            return
        order = loads(channel.receive())
        trace = Path(order["trace"])
        if tracer is None:
            tracer = tracer_itself(_call_of_nothing(trace))
        with channel.loading():
            pair = load_pair(job)
        with Workbench(pair, job.size, job.resource, job.awaited) as bench:
            call = _Call(bench, job, follower, trace)
            channel.send(_answer(call, order, tracer))


class _Call:
    """One call of a variant, to be traced more than once."""

    def __init__(self, bench: Workbench, job: Job, follower: Follower, trace: Path) -> None:
        self._bench = bench
        self._job = job
        self._trace = trace
        self.follower = follower
        self.folders = [job.root, *job.sources]

    def warm_up(self) -> None:
        """Fill the caches, and let the interpreter get used to the code."""
        began_s = Clock.now_s()
        for _ in range(WARM_CALLS):
            self._bench.call(self._job.variant, consumed=True)
            if Clock.now_s() - began_s > WARM_S:
                return

    def trace(self, *, by_line: bool = False) -> Moments:
        """The traces of one call."""
        tracing = Tracing(
            self._trace, by_line=by_line, ballast_bytes=0 if by_line else self._job.ballast_bytes
        )
        with self.follower.follow(self._trace):
            try:
                # Nothing of ours may run between this and the call, or within the tracing.
                result = self._bench.call(
                    self._job.variant, before=forget, around=tracing, consumed=True
                )
                del result
            finally:
                tracing.end()
        return tracing.moments


def _answer(call: _Call, order: dict[str, Any], tracer: TracerItself) -> dict[str, Any]:
    call.warm_up()
    if order["lines_of"] is not None:
        # The first tracing by line in a process keeps something of each code that it sees.
        call.trace(by_line=True)
        return {"lines": lines_of(call.trace(by_line=True), order["lines_of"], call.folders)}
    moments = call.trace()
    figures = figures_of(moments, call.follower.family(moments.dropped), tracer)
    stacks = stacks_of(call.trace(by_line=True), call.folders) if order["stacks"] else []
    return {"figures": figures, "stacks": stacks}


def _call_of_nothing(trace: Path) -> Moments:
    """The traces of a call that does nothing; the first tracing in a process holds more."""
    for _ in range(2):
        tracing = Tracing(trace)
        forget()
        with tracing:
            pass
        tracing.end()
    return tracing.moments


if __name__ == "__main__":
    serve(main)
