"""The exit codes of all commands but the gate, and which of two comes first."""

from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pairbench.core.judging.ledger import JudgedRun
    from pairbench.core.records.measurement import Failure


class Exit(IntEnum):
    """What the exit codes mean."""

    GOOD = 0
    USAGE = 2
    NOT_MEASURED = 3
    FAILED = 7
    INTERRUPTED = 130


class Bisected(IntEnum):
    """What the exit codes of a search mean."""

    FOUND = 0
    NOT_TOLD = 4
    NOTHING = 5


def code_for(failures: "Iterable[Failure]") -> int:
    """The code of a command that has met these failures; what skips itself is none."""
    from pairbench.core.records.measurement import Trouble

    codes = (
        Exit.USAGE if each.trouble is Trouble.WRONG else Exit.NOT_MEASURED
        for each in failures
        if each.trouble is not Trouble.SKIPPED
    )
    return max(codes, key=severity, default=Exit.GOOD)


def code_of(runs: "Iterable[JudgedRun]", *codes: int) -> int:
    """The code of a command that has judged these runs, and has met others before."""
    failures = (each for run in runs for one in run.findings for each in one.record.failures)
    return max([*codes, code_for(failures)], key=severity)


def severity(code: int) -> int:
    """A pair file that must be mended comes before a variant that could not be measured."""
    return [Exit.GOOD, Exit.NOT_MEASURED, Exit.USAGE].index(Exit(code))
