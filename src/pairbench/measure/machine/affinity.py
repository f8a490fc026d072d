"""Which CPUs the workers of a round share, and which ones others may use meanwhile."""

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

SIBLINGS = "/sys/devices/system/cpu/cpu{}/topology/thread_siblings_list"
"""Names the CPUs that share a core with one of them, as in ``0-1`` or ``0,4``."""

TASKS = "/proc/{}/task"
"""Has an entry for each thread of a process."""


def can_pin() -> bool:
    """Whether this system lets a process choose its CPUs; a sandbox may refuse it."""
    if not hasattr(os, "sched_setaffinity"):
        return False
    try:
        os.sched_setaffinity(0, os.sched_getaffinity(0))
    except OSError:
        return False
    return True


def cpus_for(*, parallel: bool) -> tuple[int, ...]:
    """One CPU for all workers of a round, or every allowed CPU for a parallel pair.

    Empty where the system has no affinity; the environment record then carries a warning.
    """
    if not can_pin():
        return ()
    allowed = sorted(os.sched_getaffinity(0))
    return tuple(allowed) if parallel else (allowed[0],)


def cpus_beside(measuring: Sequence[int]) -> tuple[int, ...]:
    """The allowed CPUs that share no core with those that measure; none where nothing can pin."""
    if not can_pin():
        return ()
    taken = {sibling for cpu in measuring for sibling in _siblings(cpu)}
    return tuple(sorted(os.sched_getaffinity(0) - taken))


@contextmanager
def running_on(cpus: Sequence[int]) -> Iterator[None]:
    """What this thread starts in here runs on these CPUs, or on any where none are named."""
    if not cpus:
        yield
        return
    before = os.sched_getaffinity(0)
    _move(0, cpus)
    try:
        yield
    finally:
        _move(0, before)


def _move(task: int, cpus: Iterable[int]) -> None:
    """Let a thread run on these CPUs, as far as the system permits: one may have been taken away.

    A round whose workers did not come to its CPU shows it in pyperf's metadata.
    """
    with suppress(OSError):
        os.sched_setaffinity(task, cpus)


def spread_over(pid: int, cpus: Sequence[int]) -> None:
    """Let every thread of a process run on these CPUs, where there are any; it may have ended."""
    if cpus:
        with suppress(OSError):
            for task in Path(TASKS.format(pid)).iterdir():
                os.sched_setaffinity(int(task.name), cpus)


def _siblings(cpu: int) -> set[int]:
    """The CPUs of a core, itself among them."""
    try:
        text = Path(SIBLINGS.format(cpu)).read_text(encoding="ascii").strip()
    except OSError:
        return {cpu}
    found = {cpu}
    for part in text.split(","):
        first, _, last = part.partition("-")
        found |= set(range(int(first), int(last or first) + 1))
    return found
