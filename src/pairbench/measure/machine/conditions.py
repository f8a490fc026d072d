"""Reads how the machine treats a round: time that was stolen, and time that it slept."""

import os
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pairbench.core.records.measurement import Conditions

STAT = Path("/proc/stat")

STEAL_COLUMN = 8
"""The place of stolen time in a line of /proc/stat, its name being the first; see proc(5)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The clocks at one moment, in seconds; only differences mean something."""

    monotonic_s: float
    asleep_s: float
    stolen_s: float


def read_clocks(cpus: Sequence[int], stat: Path = STAT) -> Reading:
    """The clocks now, that of stolen time as the mean of the given CPUs."""
    monotonic_s = time.monotonic()
    return Reading(
        monotonic_s=monotonic_s,
        asleep_s=_boot_time_s() - monotonic_s,
        stolen_s=_stolen_s(cpus, stat),
    )


def conditions_between(before: Reading, after: Reading, stopped_s: float = 0.0) -> Conditions:
    """What happened between two readings of the same CPUs.

    ``stopped_s`` is how long the command was stopped by somebody, which is as if all had slept.
    """
    return Conditions(
        wall_s=after.monotonic_s - before.monotonic_s,
        # The count goes back when a virtual machine moves.
        stolen_s=max(0.0, after.stolen_s - before.stolen_s),
        suspended_s=stopped_s + max(0.0, after.asleep_s - before.asleep_s),
    )


def _boot_time_s() -> float:
    """Time since the start of the machine, sleep included, where the system knows it."""
    clock = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if clock is None else time.clock_gettime(clock)


def _stolen_s(cpus: Sequence[int], stat: Path) -> float:
    wanted = {f"cpu{cpu}" for cpu in cpus}
    try:
        lines = stat.read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    ticks = sum(
        int(fields[STEAL_COLUMN])
        for fields in (line.split() for line in lines if line.startswith("cpu"))
        if fields[0] in wanted and len(fields) > STEAL_COLUMN
    )
    return ticks / os.sysconf("SC_CLK_TCK") / max(1, len(wanted))
