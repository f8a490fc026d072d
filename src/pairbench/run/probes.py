"""What a run needs of the outside world: ``measure``, ``store`` and ``report`` provide it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from pairbench.core.authoring.entry import Entry
from pairbench.core.judging.calibration import RivalAnswer
from pairbench.core.planning.plan import RoundPlan
from pairbench.core.records.measurement import (
    CheckReport,
    Failure,
    MemoryMeasurement,
    Round,
    TimeProfile,
)
from pairbench.core.records.record import PairRecord


class Checker(Protocol):
    """Finds out whether a pair is fit to be measured."""

    def check(self, entry: Entry, *, longest_call_s: float) -> CheckReport:
        """Compare the results, demonstrate the behaviours, and time a call roughly.

        Sizes beyond the first at which a call takes longer than ``longest_call_s`` are left out.
        """


class Timer(Protocol):
    """Runs rounds."""

    def time(self, asked: RoundPlan, upcoming: Sequence[RoundPlan] = ()) -> Round | Failure:
        """Run one round of a cell, or say which variant could not finish it.

        ``upcoming`` are likely to be asked for next, in this order, and may be prepared meanwhile.
        """

    def stop(self) -> None:
        """Nothing more is asked for: give up what was prepared."""


class MemoryProbe(Protocol):
    """Traces memory."""

    def trace(
        self, entry: Entry, *, variant: str, sizes: Sequence[int], repeats: int, begin: int = 0
    ) -> Iterable[MemoryMeasurement | Failure]:
        """Trace a call at each size, in each of several processes.

        Repeats of the same number, counted from ``begin``, have the same hash seed.
        """


class Profiler(Protocol):
    """Samples where time goes."""

    def profile(self, entry: Entry, *, variant: str, size: int) -> TimeProfile | None:
        """Sample calls at a size; None where they fail."""


class Sink(Protocol):
    """Keeps what was measured."""

    def save_pair(self, record: PairRecord) -> None:
        """Keep all of a pair but its rounds."""

    def save_rounds(self, record: PairRecord) -> None:
        """Keep the rounds of a pair."""


class Step(StrEnum):
    """What a run is doing, or a gate."""

    USAGE = "usage"
    CHECK = "check"
    TIME = "time"
    DECIDE = "decide"
    MEMORY = "memory"
    PROFILE = "profile"
    FIRST_LOOK = "first look"
    CONTROLS = "controls"
    SECOND_LOOK = "second look"
    CLAIMS = "claims"


class Progress(Protocol):
    """Shows how far a run has come."""

    def begin(self, step: Step, total_s: float) -> None:
        """A step begins that is expected to take so many seconds."""

    def doing(self, what: str) -> None:
        """Say what is being measured right now."""

    def advance(self, expected_s: float) -> None:
        """What was expected to take so many seconds is done."""

    def expect(self, left_s: float) -> None:
        """About so many seconds are left of all the steps."""

    def trouble(self, failure: Failure) -> None:
        """A variant failed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Probes:
    """The outside world, as a run sees it.

    ``width`` is how many pairs are checked or traced at the same time.
    """

    checker: Checker
    timer: Timer
    memory: MemoryProbe
    profiler: Profiler
    clock_s: Callable[[], float]
    width: int


class Rival(Protocol):
    """Another tool that can compare two variants of a pair file."""

    @property
    def name(self) -> str:
        """What its users call it."""

    def compare(
        self, file: Path, *, baseline: str, variant: str, size: int, folder: Path
    ) -> RivalAnswer:
        """Let the tool compare the variants, with its files in the folder."""
