"""Which CPUs the workers of a round share."""

import os


def can_pin() -> bool:
    """Whether this system lets a process choose its CPUs."""
    return hasattr(os, "sched_setaffinity")


def cpus_for(*, parallel: bool) -> tuple[int, ...]:
    """One CPU for all workers of a round, or every allowed CPU for a parallel pair.

    Empty where the system has no affinity; the environment record then carries a warning.
    """
    if not can_pin():
        return ()
    allowed = sorted(os.sched_getaffinity(0))
    return tuple(allowed) if parallel else (allowed[0],)
