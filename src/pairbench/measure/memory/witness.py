"""The child that is not traced: it calls a variant, and sees by how much the process grows."""

import ctypes
import gc
import sys
from contextlib import suppress
from pathlib import Path
from statistics import median
from types import TracebackType
from typing import Any

from pairbench.measure.processes.clock import Clock
from pairbench.measure.processes.protocol import Channel, Job, ParentGoneError, serve
from pairbench.measure.processes.workbench import Workbench, load_pair

MOST_CALLS = 16
"""Calls whose results are held together: what an allocator had kept for one of them is soon used,
and what it sets aside for many is shared."""

MOST_S = 0.5
"""No further call begins after this, but for the second."""

MOST_BYTES = 128_000_000
"""Nor after the process has grown by so much."""

STATUS = Path("/proc/self/status")
ROLLUP = Path("/proc/self/smaps_rollup")
RESET = Path("/proc/self/clear_refs")

RESET_PEAK = "5"
"""Written there it makes the highest size of the process its present one."""

PR_SET_THP_DISABLE = 41
"""Huge pages make a process grow by 2 MB where a byte is asked for."""


def main(channel: Channel) -> None:
    """Tell the growth for each job, until the parent closes the line."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0)
    # Garbage is collected before every call, and nothing that is ours will ever be.
    gc.freeze()
    while True:
        try:
            job = Job.decode(channel.receive())
        except ParentGoneError:
            return
        with channel.loading():
            pair = load_pair(job)
        with Workbench(pair, job.size, job.resource, job.awaited) as bench:
            channel.send({"growth": _growth(bench, job.variant)})


def _growth(bench: Workbench, variant: str) -> dict[str, int] | None:
    """The growth by a call; None where the system does not tell."""
    held: list[Any] = []
    calls: list[_Watch] = []
    began_s = Clock.now_s()
    try:
        for _ in range(1 + MOST_CALLS):
            watch = _Watch()
            held.append(bench.call(variant, before=_give_back, around=watch, consumed=True))
            calls.append(watch)
            grown_bytes = sum(each.held_bytes for each in calls)
            late = Clock.now_s() - began_s > MOST_S or grown_bytes > MOST_BYTES
            if late and len(calls) > 1:
                break
    except (OSError, KeyError):
        return None
    # The first call imports, and fills caches.
    counted = calls[1:]
    return {
        "peak_bytes": round(median(each.peak_bytes for each in counted)),
        "held_bytes": round(sum(each.held_bytes for each in counted) / len(counted)),
    }


class _Watch:
    """Sees by how much the process grows within it, at most and in the end."""

    def __init__(self) -> None:
        self.peak_bytes = 0
        self.held_bytes = 0
        self._before_bytes = 0
        self._highest_bytes = 0

    def __enter__(self) -> None:
        RESET.write_text(RESET_PEAK, encoding="ascii")
        self._highest_bytes = _bytes_in(STATUS, "VmHWM")
        self._before_bytes = _bytes_in(ROLLUP, "Rss")

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.held_bytes = _bytes_in(ROLLUP, "Rss") - self._before_bytes
        self.peak_bytes = _bytes_in(STATUS, "VmHWM") - self._highest_bytes


def _bytes_in(file: Path, name: str) -> int:
    """What a line of the file says in kB."""
    for line in file.read_text(encoding="ascii").splitlines():
        if line.startswith(f"{name}:"):
            return 1024 * int(line.split()[1])
    raise KeyError(name)


def _give_back() -> None:
    """Free what is garbage, and let glibc give back what is free."""
    gc.collect()
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)


if __name__ == "__main__":
    serve(main)
