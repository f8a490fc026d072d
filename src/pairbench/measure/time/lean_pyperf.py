"""pyperf without what a timing worker never uses: starting it is the larger part of a round.

Left out are psutil (pinning goes through the standard library), the search of all installed
packages for pyperf's plug-ins (none is asked for), and the commands ``file`` and ``uname`` by which
the platform module finds the width of a pointer and the kind of processor. Modules of which a
worker calls nothing are imported when it does. pyperf itself, its runner and its metadata are
untouched, and a variant that imports one of these modules gets the real one.

Its metadata have the date and the time since the machine was started. They are read when the
variant has run, which may have set another date for itself; pyperf is given one that went on.
"""

import os
import struct
import time
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING, Any

from pairbench.measure.processes.clock import Clock
from pairbench.measure.processes.deferred import Deferred, deferring, instead

if TYPE_CHECKING:
    import datetime as dt

    import pyperf

NO_PLUGINS = SimpleNamespace(select=lambda **_: ())
"""The entry points of an environment in which nothing is installed."""

NEVER_CALLED = ("shlex", "statistics", "subprocess", "tempfile", "uuid")
"""What pyperf imports for what no worker does: to summarise, and to start other programs."""


def lean_runner() -> "pyperf.Runner":
    """A pyperf runner, imported and made the short way."""
    metadata = ModuleType("importlib.metadata")
    metadata.entry_points = lambda: NO_PLUGINS  # type: ignore[attr-defined]
    with (
        instead("importlib.metadata", metadata),
        instead("psutil", None),
        deferring(_Shutil("shutil"), *map(Deferred, NEVER_CALLED)),
    ):
        import pyperf
        import pyperf._collect_metadata as collecting
        import pyperf._worker as working

        collecting.platform = _Platform(collecting.platform)
        collecting.time = working.time = _Time()
        collecting.datetime = _Dates(collecting.time)
        return pyperf.Runner()


def read_metadata_ahead() -> None:
    """Let pyperf read what it says of the machine: what forked processes do after it is quicker.

    The platform module keeps its answers, some of which it reads from the interpreter's file.
    """
    import pyperf._collect_metadata as collecting

    collecting.collect_metadata()


class _Shutil(Deferred):
    """The module ``shutil``, of which argparse asks for every option how wide its help would be."""

    @staticmethod
    def get_terminal_size() -> os.terminal_size:
        """The width where there is no terminal."""
        return os.terminal_size((80, 24))


class _Platform:
    """The platform module, with answers of our own to the questions that ask other programs."""

    def __init__(self, real: ModuleType) -> None:
        self._real = real

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def architecture(self) -> tuple[str, str]:
        """The width of a pointer, as ``platform.architecture`` words it, and no linkage."""
        return f"{struct.calcsize('P') * 8}bit", ""

    def platform(self, aliased: bool, terse: bool) -> str:  # noqa: FBT001 (as pyperf calls it)
        """The system in words; its kind of processor is taken to be that of the machine."""
        answers = vars(self._real.uname())
        if "processor" in answers:
            return str(self._real.platform(aliased, terse))
        answers["processor"] = self._real.machine()
        try:
            return str(self._real.platform(aliased, terse))
        finally:
            del answers["processor"]


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
