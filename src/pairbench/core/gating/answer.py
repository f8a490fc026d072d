"""What a gate says: what changed between two revisions, and the exit code that follows from it."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from pairbench.core import words
from pairbench.core.comparing.comparison import MIN_LEVEL
from pairbench.core.records.measurement import Failure, Trouble
from pairbench.core.statistics.estimate import Estimate


class Kind(StrEnum):
    """What a line speaks of."""

    TIME = "time"
    PEAK = "peak memory"
    RETAINED = "retained memory"
    CLAIM = "claim"
    RESULT = "result"
    PAIR = "pair"


class Change(StrEnum):
    """What became of it from base to head."""

    WORSE = "worse"
    ACCEPTED = "worse, accepted"
    NOT_MEASURED = "not measured"
    UNDECIDED = "undecided"
    BETTER = "better"
    SAME = "same"
    NEW = "new"
    REMOVED = "removed"


class GateExit(IntEnum):
    """What the exit codes mean."""

    GOOD = 0
    WORSE = 1
    USAGE = 2
    NOT_MEASURED = 3
    NOT_MEASURABLE = 4


MOST_DETAILS = 3
"""Lines of a worker's last words, or of the code that holds more, that a line of a gate shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GateLine:
    """One thing that was compared.

    ``base`` and ``head`` are what was measured, in words; the ratio is base over head, below 1
    where head is worse. ``why`` says what the line counts for, ``details`` where to look.
    """

    pair: str
    kind: Kind
    change: Change
    why: str
    variant: str | None = None
    size: int | None = None
    base: str | None = None
    head: str | None = None
    ratio: Estimate | None = None
    spent_s: float = 0.0
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineState:
    """What base against itself, and against itself made slower, came out at."""

    placebo: Estimate
    canary: Estimate
    rounds: int
    slowed_by: float

    @property
    def problem(self) -> str | None:
        """Why nothing can be said of times on this machine now, if so."""
        if self.placebo.level < MIN_LEVEL:
            return f"base against itself was measured in {self.rounds} rounds only"
        widest = max(abs(math.log(self.placebo.low)), abs(math.log(self.placebo.high)))
        if widest > math.log1p(self.slowed_by):
            return (
                f"base against itself came out at {words.ratio(self.placebo)}, which leaves room "
                f"for more than {self.slowed_by:.1%}"
            )
        if self.canary.high >= 1:
            return (
                f"{self.slowed_by:.1%} put in on purpose came out at {words.ratio(self.canary)}, "
                "and was not seen"
            )
        return None


def failure_line(pair: str, failure: Failure, where: str = "") -> GateLine:
    """What kept something from being measured."""
    return GateLine(
        pair=pair,
        kind=Kind.RESULT if failure.trouble is Trouble.WRONG else Kind.PAIR,
        change=Change.NOT_MEASURED,
        variant=failure.variant,
        size=failure.cell.size,
        why=f"{where}{failure.trouble}: {failure.message}",
        details=tuple(failure.stderr.splitlines()[-MOST_DETAILS:]),
    )


def exit_code(lines: Iterable[GateLine], machine: MachineState | None, *, strict: bool) -> GateExit:
    """The first of these that holds: worse, not measured, not measurable, undecided if strict."""
    changes = {each.change for each in lines}
    if Change.WORSE in changes:
        return GateExit.WORSE
    if Change.NOT_MEASURED in changes:
        return GateExit.NOT_MEASURED
    if machine is not None and machine.problem is not None:
        return GateExit.NOT_MEASURABLE
    return GateExit.WORSE if strict and Change.UNDECIDED in changes else GateExit.GOOD
