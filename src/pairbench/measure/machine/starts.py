"""Which start the workers of rounds are to have: what is asked for, as far as it is possible."""

import os
import sys

from pairbench.core.errors import UsageError
from pairbench.core.records.start import Starts

VARIABLE = "PAIRBENCH_START"
"""The environment variable that chooses."""

DEFAULT = Starts.COUPLED


def can_fork() -> bool:
    """Whether this system forks as coupled starts need it, and says how a fork ends."""
    if sys.platform != "linux" or not hasattr(os, "pidfd_open"):
        return False
    try:
        # An old kernel has it not, and a container may refuse it.
        os.close(os.pidfd_open(os.getpid()))
    except OSError:
        return False
    return True


def chosen_starts() -> Starts:
    """What the user has asked for, or what is usual; fresh where nothing else is possible.

    Raises:
        UsageError: the variable names no kind of start.
    """
    named = os.environ.get(VARIABLE) or DEFAULT
    if named not in set(Starts):
        known = " or ".join(Starts)
        raise UsageError(f"{VARIABLE}={named} is no kind of start: set it to {known}")
    return Starts(named) if can_fork() else Starts.FRESH
