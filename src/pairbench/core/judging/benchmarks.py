"""What was measured of implementations without a rival: time and memory at each size."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pairbench.core import words
from pairbench.core.judging.ledger import JudgedRun, labels
from pairbench.core.judging.verdict import Findings


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchmarkEntry:
    """A benchmark at one size in one run.

    ``time_s`` is that of a call, with its interval; ``low_s`` and ``high_s`` are at the ``level``.
    The bytes are those of one traced call, the largest that any process had. What was not measured
    is None.
    """

    run: str
    pair: str
    variant: str
    size: int
    axis: str
    time_s: float | None
    low_s: float | None
    high_s: float | None
    level: float | None
    rounds: int
    peak_bytes: int | None
    retained_bytes: int | None

    @property
    def where(self) -> str:
        """The size in words."""
        return words.counted(self.size, self.axis)

    @property
    def time(self) -> str:
        """The time of a call with its interval, in words; empty where it was not measured."""
        if self.time_s is None or self.low_s is None or self.high_s is None:
            return ""
        low, high = words.seconds(self.low_s), words.seconds(self.high_s)
        return f"{words.seconds(self.time_s)} ({low} to {high})"

    @property
    def peak(self) -> str:
        """The peak in words; empty where it was not measured."""
        return "" if self.peak_bytes is None else words.size_bytes(self.peak_bytes)

    @property
    def retained(self) -> str:
        """What the result keeps, in words; empty where it was not measured."""
        return "" if self.retained_bytes is None else words.size_bytes(self.retained_bytes)


def benchmark_table(runs: Sequence[JudgedRun]) -> Iterator[BenchmarkEntry]:
    """A row for each benchmark and size, run by run."""
    for judged, label in zip(runs, labels(runs), strict=True):
        for findings in judged.findings:
            yield from benchmark_rows(findings, label)


def benchmark_rows(findings: Findings, run: str = "") -> Iterator[BenchmarkEntry]:
    """The rows of one pair: none where it compares variants, or nothing was measured."""
    record = findings.record
    definition = record.definition
    if not definition.is_benchmark:
        return
    durations = {each.cell.size: each for each in findings.evidence.durations}
    memory = {each.cell.size: each for each in record.memory}
    for size in definition.sizes:
        duration, traced = durations.get(size), memory.get(size)
        if duration is None and traced is None:
            continue
        seconds = None if duration is None else duration.seconds
        yield BenchmarkEntry(
            run=run,
            pair=definition.name,
            variant=definition.baseline,
            size=size,
            axis=definition.axis,
            time_s=None if seconds is None else seconds.value,
            low_s=None if seconds is None else seconds.low,
            high_s=None if seconds is None else seconds.high,
            level=None if seconds is None else seconds.level,
            rounds=0 if duration is None else len(duration.by_round_s),
            peak_bytes=None if traced is None else traced.peak_bytes.high,
            retained_bytes=None if traced is None else traced.retained_bytes.high,
        )
