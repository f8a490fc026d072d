"""The child that is timed: a pyperf worker which waits for its turn before every slice.

Started as ``python -m pairbench.measure.timing_worker`` with pyperf's own worker options.
"""

import os
import sys
from collections.abc import Callable

# pyperf imports psutil where it finds it, a fifth of a worker's start, and needs nothing of it
# here: pinning goes through the standard library.
sys.modules["psutil"] = None  # type: ignore[assignment]
import pyperf  # noqa: E402

del sys.modules["psutil"]

from pairbench.measure.protocol import READY, TURN, Channel, Job, serve  # noqa: E402
from pairbench.measure.workbench import Workbench, load_pair  # noqa: E402


def main(channel: Channel) -> None:
    """Answer every turn with one slice, then let pyperf send its benchmark to the parent."""
    job = Job.decode(channel.receive())
    pair = load_pair(job.root, job.file, job.attribute)
    with Workbench(pair, job.size, job.resource) as bench:
        runner = pyperf.Runner()
        runner.bench_time_func(job.variant, in_turns(channel, bench.timer(job.variant)))
    # The result is sent and the resource is closed. Tearing the interpreter down as well would
    # take about as long as the measuring did, and the parent ends what a variant left running.
    sys.stderr.flush()
    os._exit(0)


def in_turns(channel: Channel, timed: Callable[[int], float]) -> Callable[[int], float]:
    """Wait for a turn, time the slice, hand the turn back; the waiting is outside the clock."""
    ready = False

    def slice_s(loops: int) -> float:
        nonlocal ready
        if not ready:
            channel.send({"state": READY})
            ready = True
        if (message := channel.receive()) != TURN:
            raise ValueError(message)
        elapsed_s = timed(loops)
        channel.send({"elapsed_s": elapsed_s})
        return elapsed_s

    return slice_s


if __name__ == "__main__":
    serve(main)
