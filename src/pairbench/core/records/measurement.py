"""What was measured: raw values only; whatever is said about them is derived elsewhere."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from pairbench.core.records.notice import Notice, NoticeKind

Metadata = Mapping[str, str | int | float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One pair at one size: the place in the table that a round fills."""

    pair: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Warmup:
    """One untimed-for-the-record slice: its loops and its seconds per call."""

    loops: int
    value_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkerRun:
    """What one pyperf worker brought back from one round.

    ``values_s`` holds seconds per call, one value for each block, in the order of the blocks, so
    that values of two variants with the same index are neighbours in time.
    """

    variant: str
    loops: int
    values_s: tuple[float, ...]
    warmups: tuple[Warmup, ...]
    metadata: Metadata


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """How the machine treated a round while its slices ran.

    ``stolen_s`` is what the hypervisor took from each of the round's CPUs, as their mean;
    ``suspended_s`` is how long the whole machine slept or the run was stopped; both are 0 where
    the system does not say.
    """

    wall_s: float = 0.0
    stolen_s: float = 0.0
    suspended_s: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One fresh process for each variant, run in lock-step."""

    cell: Cell
    number: int
    runs: tuple[WorkerRun, ...]
    conditions: Conditions = Conditions()


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """The smallest and the largest value that was seen; equal when the figure is exact."""

    low: int
    high: int

    @property
    def exact(self) -> bool:
        """Whether every process gave the same figure."""
        return self.low == self.high


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryFigures:
    """One traced call of one variant in one process.

    ``children`` counts the child processes that were traced and added up; a child's
    memory is gone when it ends, so it counts for all figures but ``retained_bytes``.
    ``untraced`` says that the call also started processes that could not be followed.
    """

    peak_bytes: int
    retained_bytes: int
    allocated_bytes: int
    allocations: int
    children: int
    untraced: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LineMemory:
    """A line of code, and what it holds of a call's memory at one moment.

    ``file`` is relative to the folders of the pair's own code, or absolute where it is no part of
    them; ``text`` is the line itself, without its indentation.
    """

    file: str
    number: int
    function: str
    text: str
    held_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Stack:
    """Frames from the outermost to the innermost, and what they weigh: bytes, or seconds of a call.

    A frame is written ``function (file:line)``; the file is relative where it belongs to the pair,
    to the standard library or to an installed package.
    """

    frames: tuple[str, ...]
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeProfile:
    """Where the time of a variant's calls goes at one size, sampled in a process of its own.

    The stacks' weights are seconds of one call; they say where, not how long: a sampled call is
    slower than one that is timed.
    """

    cell: Cell
    variant: str
    stacks: tuple[Stack, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryMeasurement:
    """The traced calls of one variant at one size, each in a process of its own.

    ``stacks`` hold the peak; they are kept at the largest size alone. ``unseen_bytes`` is what the
    process grew by beyond what was traced, 0 where that is little: no verdict is made of figures
    that lack as much.
    """

    cell: Cell
    variant: str
    repeats: tuple[MemoryFigures, ...]
    stacks: tuple[Stack, ...] = ()
    unseen_bytes: int = 0

    @property
    def peak_bytes(self) -> Extent:
        """The highest number of bytes alive at once."""
        return _extent([each.peak_bytes for each in self.repeats])

    @property
    def retained_bytes(self) -> Extent:
        """Bytes still alive after the call, its result held."""
        return _extent([each.retained_bytes for each in self.repeats])

    @property
    def allocated_bytes(self) -> Extent:
        """Bytes allocated in all, freed or not."""
        return _extent([each.allocated_bytes for each in self.repeats])

    @property
    def allocations(self) -> Extent:
        """How many times memory was allocated."""
        return _extent([each.allocations for each in self.repeats])

    @property
    def children(self) -> int:
        """The largest number of child processes that was followed."""
        return max(each.children for each in self.repeats)

    @property
    def untraced(self) -> bool:
        """Whether a process was started whose memory is not in the figures."""
        return any(each.untraced for each in self.repeats)


def _extent(values: list[int]) -> Extent:
    return Extent(low=min(values), high=max(values))


class Stage(StrEnum):
    """Where in a run something happened."""

    CHECK = "check"
    TIME = "time"
    MEMORY = "memory"
    BEHAVIOUR = "behaviour"


class Trouble(StrEnum):
    """How a variant failed to be measured, or a pair to be fit for measuring."""

    RAISED = "raised"
    HUNG = "hung"
    DIED = "died"
    WRONG = "wrong"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """What went wrong with one variant at one size, and its last words on standard error.

    A behaviour check fails at the smallest size. WRONG concerns the whole pair: results that are
    not equal, an input that was changed, a result that changes on a second call. ``made`` is what
    was being made for all variants when it happened, the input or the resource; empty where it
    was the variant itself.
    """

    cell: Cell
    variant: str
    stage: Stage
    trouble: Trouble
    message: str
    stderr: str
    made: str = ""

    @property
    def culprit(self) -> str:
        """What it was that failed: the variant, or what was made for it."""
        return f"the {self.made}" if self.made else self.variant

    @property
    def said(self) -> str:
        """What happened to which variant, in one line that does not name the pair.

        What is named after its only function is not named again.
        """
        at = "" if self.stage is Stage.BEHAVIOUR else f" at {self.cell.size:,}"
        pair = self.cell.pair
        is_named = pair == self.culprit or pair.endswith(f"::{self.culprit}")
        who = "" if is_named else f"{self.culprit}{at} "
        return f"{who}{self.trouble} during {self.stage}: {self.message}"


def told_once(failures: Iterable[Failure]) -> Iterator[Failure]:
    """The failures that say something new: what no variant was at fault for stands with each."""
    said = set()
    for each in failures:
        if each.said not in said:
            said.add(each.said)
            yield each


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A cell that a quick run passed over at one stage, because a call there takes long."""

    cell: Cell
    stage: Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class CallTime:
    """About how long one call of a variant takes, in seconds: good enough to choose loops.

    ``start_s`` is what the worker had taken until it could call anything: some pairs import a lot.
    ``first_s`` is what the first call took, 0 where it is not known; ``cached`` says that a cache
    of the pair's file answered a later one, ``kept`` that this gave the very object of the first.
    ``aside_s`` is what is made for each call outside the clock: a copy of the input, a cold start.
    """

    cell: Cell
    variant: str
    call_s: float
    start_s: float = 0.0
    first_s: float = 0.0
    cached: bool = False
    kept: bool = False
    aside_s: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """A behaviour check on one variant: whether it passed, and what was seen."""

    check: str
    variant: str
    passed: bool
    seen: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckReport:
    """All that checking one pair found out."""

    call_times: tuple[CallTime, ...]
    sightings: tuple[Sighting, ...]
    failures: tuple[Failure, ...]
    notices: tuple[Notice, ...] = ()

    def said(self, kind: NoticeKind) -> Iterator[Notice]:
        """The notices of this kind."""
        return (each for each in self.notices if each.kind is kind)
