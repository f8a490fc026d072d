"""The child that is timed: a pyperf worker which waits for its turn before every slice.

Started as ``python -m pairbench.measure.timing_worker`` with pyperf's own worker options.
"""

from collections.abc import Callable

import pyperf

from pairbench.measure.protocol import READY, TURN, Channel, Job, serve
from pairbench.measure.workbench import Workbench, load_pair


def main(channel: Channel) -> None:
    """Answer every turn with one slice, then let pyperf send its benchmark to the parent."""
    job = Job.decode(channel.receive())
    pair = load_pair(job.root, job.file, job.attribute)
    with Workbench(pair, job.size, job.resource) as bench:
        runner = pyperf.Runner()
        runner.bench_time_func(job.variant, in_turns(channel, bench.timer(job.variant)))


def in_turns(channel: Channel, timed: Callable[[int], float]) -> Callable[[int], float]:
    """Wait for a turn, time the slice, hand the turn back; the waiting is outside the clock."""
    ready = False

    def slice_s(loops: int) -> float:
        nonlocal ready
        if not ready:
            channel.send({"state": READY})
            ready = True
        message = channel.receive()
        assert message == TURN, message
        elapsed_s = timed(loops)
        channel.send({"elapsed_s": elapsed_s})
        return elapsed_s

    return slice_s


if __name__ == "__main__":
    serve(main)
