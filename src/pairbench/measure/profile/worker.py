"""The child whose time is sampled: a warm-up call, then calls for a while under pyinstrument."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pyinstrument import Profiler
from pyinstrument.frame import Frame as Sampled

from pairbench.measure.processes.clock import Clock
from pairbench.measure.processes.protocol import Channel, Job, serve
from pairbench.measure.processes.workbench import Workbench, load_pair
from pairbench.measure.profile.frames import Frame, folded

PROFILE_S = 0.25
"""Calls are repeated until so much time has gone by, of which sampling takes its part: some calls
take a hundred times as long when they are looked at."""

MOST_CALLS = 100_000

INTERVAL_S = 0.0005


def main(channel: Channel) -> None:
    """Sample the calls, and tell the parent where they spent their time."""
    job = Job.decode(channel.receive())
    with channel.loading():
        pair = load_pair(job)
    with Workbench(pair, job.size, job.resource, job.awaited) as bench:
        timed = bench.timer(job.variant)
        timed(1)
        profiler = Profiler(interval=INTERVAL_S, async_mode="disabled")
        profiler.start()
        spent = call_for_a_while(timed)
        profiler.stop()
    session = profiler.last_session
    root = None if session is None else session.root_frame(trim_stem=False)
    weights = {} if root is None else weights_of_calls(root)
    total_s = sum(weights.values())
    per_call = spent.elapsed_s / spent.calls / total_s if total_s else 0.0
    own = [job.root, *job.sources]
    stacks = folded({stack: weight * per_call for stack, weight in weights.items()}, own)
    channel.send({"stacks": stacks})


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """So many calls, and the seconds that they took while they were sampled."""

    calls: int
    elapsed_s: float


def call_for_a_while(timed: Callable[[int], float]) -> Spent:
    """Make calls until the time is up: one, and then as many again as there were, where they fit.

    What a call takes while it is sampled is not known before.
    """
    calls, following = 0, 1
    began_s = Clock.now_s()
    while True:
        timed(following)
        calls += following
        elapsed_s = Clock.now_s() - began_s
        if elapsed_s >= PROFILE_S or calls >= MOST_CALLS:
            return Spent(calls=calls, elapsed_s=elapsed_s)
        fitting = round((PROFILE_S - elapsed_s) * calls / elapsed_s)
        following = max(1, min(calls, fitting, MOST_CALLS - calls))


def weights_of_calls(root: Sampled) -> dict[tuple[Frame, ...], float]:
    """The seconds in each stack of the calls.

    To start and to stop sampling is sampled as well, if the machine stands still at that moment.
    """
    weights: defaultdict[tuple[Frame, ...], float] = defaultdict(float)
    for stack, weight_s in _stacks(root, ()):
        if any((each.function, each.file) == CALLING for each in stack):
            weights[stack] += weight_s
    return weights


CALLING = (call_for_a_while.__name__, __file__)
"""The function within which the calls are made, and its file."""


def _stacks(frame: Sampled, outer: tuple[Frame, ...]) -> Iterator[tuple[tuple[Frame, ...], float]]:
    """Each stack with the seconds that were spent in its innermost frame itself."""
    here = (*outer, Frame(frame.function, frame.file_path or "", frame.line_no or 0))
    real = [each for each in frame.children if not each.is_synthetic]
    own_s = frame.time - sum(each.time for each in real)
    if own_s > 0:
        yield here, own_s
    for each in real:
        yield from _stacks(each, here)


if __name__ == "__main__":
    serve(main)
