"""How much a process grows by a call, held against what was traced of the same call.

An allocator of its own (jemalloc or mimalloc within a library), or memory that a library maps by
the system's call itself, is not seen by memray; the system sees that the process grows.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Self

from pairbench.measure.processes.process import WorkerFailedError, WorkerProcess
from pairbench.measure.processes.protocol import Job

WITNESS = "pairbench.measure.memory.witness"

GIVE_BACK: Mapping[str, str] = MappingProxyType(
    {
        "_RJEM_MALLOC_CONF": "dirty_decay_ms:0,muzzy_decay_ms:0",
        "MALLOC_CONF": "dirty_decay_ms:0,muzzy_decay_ms:0",
        "MIMALLOC_PURGE_DELAY": "0",
    }
)
"""Variables by which known allocators give back at once what was freed: what they keep for later
would serve the next call without the process growing."""

ROUNDED_UP = 1.5
"""A process may grow by so many times what was asked for: allocators round up."""

HELD_BYTES = 32_000
"""By so much beyond that it may grow for each result that is held, and nothing is said."""

PEAK_BYTES = 256_000
"""By so much it may have grown in between: kernels count pages in batches."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """By how much a call made a process grow: at most, and with its result held.

    The latter is the mean over several calls, whose results were all held.
    """

    peak_bytes: int
    held_bytes: int


class Witness:
    """A process that is not traced, and tells how it grows; a context manager."""

    def __init__(self, python: Path | None, variables: Mapping[str, str]) -> None:
        self._worker = WorkerProcess(WITNESS, python=python, variables={**GIVE_BACK, **variables})
        self._is_there = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._worker.close()

    def ask(self, job: Job) -> None:
        """Let it make the calls of a job."""
        try:
            self._worker.send(job.encode())
        except WorkerFailedError:
            self._is_there = False

    def growth(self, timeout_s: float) -> Growth | None:
        """What it saw; None where it failed, or where the system does not tell."""
        try:
            found = self._worker.receive(timeout_s)["growth"] if self._is_there else None
        except WorkerFailedError:
            self._is_there = False
            return None
        return None if found is None else Growth(**found)


def unseen_bytes(growth: Growth, traced_peak_bytes: int) -> int:
    """What the process grew by beyond what was traced; 0 within the tolerance."""
    most_bytes = ROUNDED_UP * traced_peak_bytes
    beyond = [
        found - traced_peak_bytes
        for found, tolerance in (
            (growth.held_bytes, HELD_BYTES),
            (growth.peak_bytes, PEAK_BYTES),
        )
        if found > most_bytes + tolerance
    ]
    return max(beyond, default=0)
