"""What a gate says: what changed between two revisions, and the exit code that follows from it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from pairbench.core import words
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
    """What became of it from base to head.

    Lost is what base had and head has not; skipped is what base cannot measure either, for the same
    reason; unchanged is what uses the same files on both sides, byte for byte.
    """

    WORSE = "worse"
    ACCEPTED = "worse, accepted"
    NOT_MEASURED = "not measured"
    UNDECIDED = "undecided"
    LOST = "lost"
    SKIPPED = "skipped"
    BETTER = "better"
    SAME = "same"
    UNCHANGED = "unchanged"
    NEW = "new"


NOT_LOADED_AT_BASE = "base cannot load it"
"""How the reason begins why something is new although base has its file."""

COMPARED = frozenset(
    {
        Change.WORSE,
        Change.ACCEPTED,
        Change.UNDECIDED,
        Change.BETTER,
        Change.SAME,
        Change.UNCHANGED,
    }
)
"""What a line says that has compared something."""


class GateExit(IntEnum):
    """What the exit codes mean."""

    GOOD = 0
    WORSE = 1
    USAGE = 2
    NOT_MEASURED = 3
    NOT_MEASURABLE = 4
    NOTHING_COMPARED = 5
    STRICT = 6
    FAILED = 7
    INTERRUPTED = 130


MOST_DETAILS = 3
"""Lines of a worker's last words, or of the code that holds more, that a line of a gate shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GateLine:
    """One thing that was compared.

    ``base`` and ``head`` are what was measured, in words; the ratio is base over head, below 1
    where head is worse. ``why`` says what the line counts for, ``details`` where to look.
    ``unmeasurable`` is what the machine alone leaves undecided; ``more_s`` is about how much longer
    something else that is undecided would have to be measured, where that would decide it.
    ``machine`` is the name of the one that compared it, where several did.
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
    unmeasurable: bool = False
    more_s: float | None = None
    machine: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineState:
    """What base against itself, and against itself made slower, came out at.

    ``name`` is that of the machine, where several took part.
    """

    placebo: Estimate
    canary: Estimate
    rounds: int
    slowed_by: float
    name: str | None = None

    @property
    def problem(self) -> str | None:
        """Why small differences of time cannot be told on this machine now, if so."""
        if not self.placebo.is_sure:
            return (
                f"base against itself was measured in {words.counted(self.rounds, 'rounds')} only"
            )
        bound = 1 + self.slowed_by
        if self.placebo.low * bound < 1 or self.placebo.high > bound:
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
    made = f"{failure.culprit} " if failure.made else ""
    return GateLine(
        pair=pair,
        kind=Kind.RESULT if failure.trouble is Trouble.WRONG else Kind.PAIR,
        change=Change.NOT_MEASURED,
        variant=failure.variant,
        size=failure.cell.size,
        why=f"{where}{made}{failure.trouble}: {failure.message}",
        details=tuple(failure.stderr.splitlines()[-MOST_DETAILS:]),
    )


def exit_code(lines: Iterable[GateLine], *, strict: bool) -> GateExit:
    """The first of these that holds: worse, not measured, not measurable, nothing compared, strict.

    Where base had no benchmark at all, as before the first pull request that adds some, there was
    nothing to compare, which is good.
    """
    said = tuple(lines)
    changes = {each.change for each in said}
    if Change.WORSE in changes:
        return GateExit.WORSE
    if Change.NOT_MEASURED in changes:
        return GateExit.NOT_MEASURED
    if any(each.unmeasurable for each in said):
        return GateExit.NOT_MEASURABLE
    if not changes & COMPARED and changes & {Change.LOST, Change.SKIPPED}:
        return GateExit.NOTHING_COMPARED
    if strict and changes & {Change.UNDECIDED, Change.LOST}:
        return GateExit.STRICT
    return GateExit.GOOD
