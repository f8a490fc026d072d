"""memray without its bars of progress, whose import is the larger part of starting a worker.

What else a worker needs of memray it imports from here, so that this comes first.
"""

from pairbench.measure.processes.deferred import Deferred, deferring

with deferring(Deferred("rich.progress")):
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
