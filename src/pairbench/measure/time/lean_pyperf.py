"""pyperf without what a timing worker never uses: starting it is the larger part of a round.

Left out are psutil (pinning goes through the standard library), the search of all installed
packages for pyperf's plug-ins (none is asked for), and the ``file`` command by which the platform
module finds the width of a pointer. Modules of which a worker calls nothing are imported when it
does. pyperf itself, its runner and its metadata are untouched, and a variant that imports one of
these modules gets the real one.

Its metadata have the date and the time since the machine was started. They are read when the
variant has run, which may have set another date for itself; pyperf is given one that went on.
"""

import struct
import sys
import time
from contextlib import ExitStack
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING, Any

from pairbench.measure.processes.clock import Clock
from pairbench.measure.processes.deferred import Deferred, instead

if TYPE_CHECKING:
    import datetime as dt

    import pyperf

NO_PLUGINS = SimpleNamespace(select=lambda **_: ())
"""The entry points of an environment in which nothing is installed."""

NEVER_CALLED = ("shlex", "shutil", "statistics", "subprocess", "tempfile", "uuid")
"""What pyperf imports for what no worker does: to summarise, and to start other programs."""


def lean_runner() -> "pyperf.Runner":
    """A pyperf runner, imported and made the short way."""
    metadata = ModuleType("importlib.metadata")
    metadata.entry_points = lambda: NO_PLUGINS  # type: ignore[attr-defined]
    with ExitStack() as stack:
        stack.enter_context(instead("importlib.metadata", metadata))
        stack.enter_context(instead("psutil", None))
        for name in NEVER_CALLED:
            if name not in sys.modules:
                stack.enter_context(instead(name, Deferred(name)))
        import pyperf
        import pyperf._collect_metadata as collecting
        import pyperf._worker as working

        collecting.platform = _Platform(collecting.platform)
        collecting.time = working.time = _Time()
        collecting.datetime = _Dates(collecting.time)
        return pyperf.Runner()


def read_metadata_ahead() -> None:
    """Let pyperf read what it says of the machine: what forked processes do after it is quicker.

    The platform module keeps its answers, some of which it reads from the interpreter's file. Its
    question for the kind of processor is another program's to answer, and nearly always no more
    than the machine's.
    """
    import platform

    import pyperf._collect_metadata as collecting

    answers = vars(platform.uname())
    answers["processor"] = platform.machine()
    try:
        collecting.collect_metadata()
    finally:
        del answers["processor"]


class _Platform:
    """The platform module, with an answer of our own to the one slow question."""

    def __init__(self, real: ModuleType) -> None:
        self._real = real

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def architecture(self) -> tuple[str, str]:
        """The width of a pointer, as ``platform.architecture`` words it, and no linkage."""
        return f"{struct.calcsize('P') * 8}bit", ""


class _Time:
    """The module ``time``, as far as pyperf reads it, as it would have been without the variant."""

    def __init__(self) -> None:
        self.monotonic = Clock.now_s
        self.get_clock_info = time.get_clock_info
        self._began_s = time.time() - Clock.now_s()
        self.earliest_s = 0.0
        """When the machine was started: where the clock was set to before that, it is then."""

    def time(self) -> float:
        """Seconds since the epoch."""
        return max(self.earliest_s, self._began_s + Clock.now_s())


class _Dates:
    """The module ``datetime``, of which pyperf asks for the present and for the machine's start."""

    def __init__(self, clock: _Time) -> None:
        import datetime as dt  # pyperf has loaded it by now

        self._clock = clock
        self._from_epoch = dt.datetime.fromtimestamp
        # The class of that name, of which no more is asked either.
        self.datetime = self

    def now(self) -> "dt.datetime":
        """The local time, without a zone, as pyperf writes it."""
        return self._from_epoch(self._clock.time())

    def fromtimestamp(self, timestamp_s: float) -> "dt.datetime":
        """The same for the time at which the machine was started."""
        self._clock.earliest_s = timestamp_s
        return self._from_epoch(timestamp_s)
