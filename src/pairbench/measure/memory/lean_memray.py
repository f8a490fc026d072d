"""memray without its bars of progress, whose import is the larger part of starting a worker.

What else a worker needs of memray it imports from here, so that this comes first.
"""

import sys
from contextlib import ExitStack

from pairbench.measure.processes.deferred import Deferred, instead

NEVER_CALLED = "rich.progress"

with ExitStack() as _stack:
    if NEVER_CALLED not in sys.modules:
        _stack.enter_context(instead(NEVER_CALLED, Deferred(NEVER_CALLED)))
    from memray import AllocationRecord, FileDestination, FileReader, Tracker
    from memray._memray import compute_statistics
    from memray._stats import Stats

__all__ = [
    "AllocationRecord",
    "FileDestination",
    "FileReader",
    "Stats",
    "Tracker",
    "compute_statistics",
]
