"""A stem: one side of a pair, loaded and called once, of which every round forks a leaf.

A bare one has executed the pair's file alone, of which every round forks a worker: an import that
takes long is made once for all of them, and what must not be forked is each worker's own.
"""

import os
import random
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from typing import Any, NoReturn

from pairbench.measure.processes.protocol import LOWEST_FREE_FD, Channel, Job, telling
from pairbench.measure.processes.workbench import Workbench, load_pair
from pairbench.measure.time.coupled.forker import Forker
from pairbench.measure.time.coupled.request import FORKER_FD
from pairbench.measure.time.coupled.shift import shifted
from pairbench.measure.time.worker import (
    Timing,
    bench_for,
    leave,
    take_turns,
    turns_of,
    work,
)

OWN = "/proc/self"


def serve_leaves(channel: Channel, timing: Timing) -> None:
    """Load the pair, say what keeps leaves from being forked, and fork one for every request."""
    forker = Forker(FORKER_FD)
    before = _descriptors()
    job = Job.decode(channel.receive())
    opening = bench_for(channel, job)
    of_the_file = list(bars(before))
    with opening as bench:
        drawn = random.getstate()
        if not bench.awaits(job.variant) and not bench.awaits_consumer:
            # What is loaded or made on the first call is there for every leaf.
            bench.call(job.variant, consumed=True)
            bench.end_calls()
        channel.send({"bars": list(bars(before)), "bare": of_the_file})
        _serve(channel, forker, drawn, partial(_be_leaf, channel, timing, bench, job))
    leave()


def serve_workers(channel: Channel, timing: Timing) -> None:
    """Execute the pair's file, say what keeps workers from being forked, and fork those asked."""
    forker = Forker(FORKER_FD)
    before = _descriptors()
    with channel.loading():
        load_pair(Job.decode(channel.receive()))
    drawn = random.getstate()
    of_the_file = list(bars(before))
    channel.send({"bars": of_the_file, "bare": of_the_file})
    _serve(channel, forker, drawn, partial(work, channel, timing))
    leave()


def _serve(
    channel: Channel, forker: Forker, drawn: tuple[Any, ...], be: Callable[[], None]
) -> None:
    """Fork a child for every request, which is what it is to be; return when nobody asks more.

    A fork seeds random numbers anew; a child goes on with what was drawn on every side.
    """
    request = forker.serve()
    if request is not None:
        random.setstate(drawn)
        channel.take_anew()
        request.take_arguments()
        shifted(request.shift, be)


def _be_leaf(channel: Channel, timing: Timing, bench: Workbench, job: Job) -> NoReturn:
    """Be timed, and leave what the stem has opened as it is: the stem closes it, once."""
    try:
        with telling(channel):
            take_turns(channel, timing, turns_of(channel), bench, job)
            bench.end_calls()
    except SystemExit:
        leave(1)
    leave()


def bars(before: set[str]) -> Iterator[str]:
    """Why a leaf of this process would not be what a process of its own is, in words.

    ``before`` is where descriptors led before anything of the user's was loaded.
    """
    with suppress(OSError):
        if _runs_threads() and not _threads_end_at_a_fork():
            yield "threads are running"
    with suppress(ChildProcessError):
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        yield "it has started processes"
    if _descriptors() - before:
        yield "files or sockets are open"
    if _maps_shared_memory():
        yield "memory is shared with other processes"


def _runs_threads() -> bool:
    return len(os.listdir(f"{OWN}/task")) > 1  # noqa: PTH208 (names are all that is wanted)


def _threads_end_at_a_fork() -> bool:
    """Whether the libraries that have started the threads end them for a fork; one is made to see.

    OpenBLAS, which numpy brings, does so, and starts them anew in the process that needs them.
    """
    with warnings.catch_warnings():
        # That there are threads is known.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    return not _runs_threads()


def _descriptors() -> set[str]:
    """Where what is open leads: a copy of a standard stream does no harm.

    Unless it has a number that a leaf is given another descriptor under. The listing itself is
    open as well.
    """
    found = set()
    for name in os.listdir(f"{OWN}/fd"):  # noqa: PTH208
        with suppress(OSError):
            leads_to = os.readlink(f"{OWN}/fd/{name}")  # noqa: PTH115
            found.add(leads_to if int(name) < LOWEST_FREE_FD else f"{name}: {leads_to}")
    return {each for each in found if not each.endswith(f"/proc/{os.getpid()}/fd")}


def _maps_shared_memory() -> bool:
    with open(f"{OWN}/maps", encoding="utf-8", errors="replace") as maps:  # noqa: PTH123
        return any(line.split()[1].endswith("s") and "w" in line.split()[1] for line in maps)
