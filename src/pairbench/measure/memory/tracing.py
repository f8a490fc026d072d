"""One traced call, of which nothing but what the call itself allocates is counted.

memray needs a trace function in the interpreter to know which code allocates, and that costs
memory of its own: a frame object for every call, as large as the code's local names, and at the
first tracing a copy of the bytecode (CPython 3.11) or its monitoring data (3.12 and later). So
figures come from a tracing with the trace function taken out again, and only the lines of code
from one that has it. What is left of the tracer is the same in every tracing; a call of nothing
shows how much it is.

The trace is copied at two moments while it goes on: when the call returns, and when garbage is
collected after it, its result still held. When the result is dropped, what it held is freed, and
what is then still alive was not the result's but is kept by a cache, or by the interpreter.
"""

import gc
import os
import shutil
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from pairbench.measure.memory.lean_memray import FileDestination, Tracker

MOST_AT_ONCE = 1 << 30
"""Bytes of a trace that are copied by one call of the system."""

_CLEARED = tuple(
    getattr(sys, name)
    for name in ("_clear_type_cache", "_clear_internal_caches")
    if hasattr(sys, name)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moments:
    """The traces of one call: until it returned, with its result held, and with it dropped."""

    returned: Path
    held: Path
    dropped: Path


class Tracing:
    """Traces the call within it, and what follows until it ends; used once.

    Nothing of ours may allocate between the beginning and the call, or before a copy is made:
    what is needed then is made before. A generator's frame would be counted as well; these methods
    have returned when the call begins.
    """

    __slots__ = (
        "_ballast",
        "_ballast_bytes",
        "_by_line",
        "_copies",
        "_enter",
        "_leave",
        "_source",
        "moments",
    )

    def __init__(self, trace: Path, *, by_line: bool = False, ballast_bytes: int = 0) -> None:
        """Write to this file; with the lines of code, and with bytes held on purpose, if asked."""
        self.moments = Moments(
            returned=trace.with_suffix(".returned"),
            held=trace.with_suffix(".held"),
            dropped=trace,
        )
        tracker = Tracker(
            destination=FileDestination(str(trace), overwrite=True, compress_on_exit=False),
            trace_python_allocators=True,
            follow_fork=True,
        )
        self._enter = tracker.__enter__
        self._leave = tracker.__exit__
        self._by_line = by_line
        self._ballast_bytes = ballast_bytes
        self._ballast = b""
        self._source = _Source(trace)
        self._copies = (_Copy(self.moments.returned), _Copy(self.moments.held))

    def __enter__(self) -> None:
        self._enter()
        if not self._by_line:
            without_trace_function()
        self._ballast = bytes(self._ballast_bytes)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._copies[0].make(self._source)
        self._ballast = b""
        # Cycles that the call left behind are garbage, and nothing that its result holds; nor is
        # a name in the cache of attributes, which the next lookup may take out.
        forget()
        self._copies[1].make(self._source)

    def end(self) -> None:
        """End the tracing; the result was dropped before, or the call has failed."""
        forget()
        self._leave(None, None, None)
        for each in (self._source, *self._copies):
            each.close()


class _Source:
    """The trace while it is written."""

    __slots__ = ("number", "path")

    def __init__(self, path: Path) -> None:
        self.path = str(path)
        self.number = os.open(self.path, os.O_RDONLY)

    def close(self) -> None:
        os.close(self.number)


class _Copy:
    """A file that a trace is to be copied to, opened before anything is counted."""

    __slots__ = ("number", "path")

    def __init__(self, path: Path) -> None:
        self.path = str(path)
        self.number = os.open(self.path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)

    def make(self, source: _Source) -> None:
        """Copy what is written so far, by a call that allocates nothing where there is one."""
        if sys.platform == "linux":
            offset = 0
            while copied := os.sendfile(self.number, source.number, offset, MOST_AT_ONCE):
                offset += copied
        else:
            shutil.copyfile(source.path, self.path)

    def close(self) -> None:
        os.close(self.number)


def forget() -> None:
    """Empty what the interpreter keeps of the code that ran before.

    Its lists of spare objects would serve the traced call without an allocation; a full collection
    empties them. Its cache of attributes holds their names, and which of them depends on where in
    memory they lie.
    """
    for clear in _CLEARED:
        clear()
    gc.collect()


def without_trace_function() -> None:
    """Take memray's trace function out again; it goes on counting what is allocated."""
    sys.setprofile(None)
    threading.setprofile(None)
