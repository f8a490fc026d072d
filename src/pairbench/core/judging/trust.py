"""How far a whole run can be trusted: the chance that any of its statements is wrong."""

from collections.abc import Sequence
from dataclasses import dataclass

from pairbench.core.authoring.claim import Grows
from pairbench.core.judging.verdict import Findings, Outcome
from pairbench.core.planning.question import comparison_sizes
from pairbench.core.records.record import PairRecord
from pairbench.core.statistics.growth import GROWTH_ERROR

MOST_CHANCE = 0.5
"""Where any of the verdicts is as likely wrong as not, how many there may be says more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """The chance of any false statement, by kind, at most (Bonferroni's inequality).

    ``comparisons`` are those of times that claims ask for; each had its own level, which was fixed
    before its first round, and ``comparison_errors`` is their sum: so many of them are wrong on
    average, at most, and any of them with that chance. ``growths`` are the orders of time that
    were stated, each at the error that simulation holds. Memory is counted exactly.
    """

    comparisons: int
    comparison_errors: float
    growths: int
    growth_chance: float


def trust_in(judged: Sequence[Findings]) -> Trust:
    """What the levels of a run's statements add up to."""
    levels = [level for findings in judged for level in _levels(findings.record)]
    growths = sum(
        isinstance(verdict.claim, Grows) and verdict.outcome is not Outcome.INCONCLUSIVE
        for findings in judged
        for verdict in findings.verdicts
    )
    return Trust(
        comparisons=len(levels),
        comparison_errors=sum(levels),
        growths=growths,
        growth_chance=min(1.0, growths * GROWTH_ERROR),
    )


def in_words(trust: Trust) -> str:
    """What a reader should know before believing all of it."""
    parts = []
    if trust.comparison_errors > MOST_CHANCE:
        parts.append(
            f"Of the verdicts on the {trust.comparisons} compared times "
            f"{trust.comparison_errors:.1f} may be wrong by chance on average, at most"
        )
    elif trust.comparisons:
        parts.append(
            f"The chance that {_compared(trust.comparisons)} is wrong is at most "
            f"{trust.comparison_errors:.0%}"
        )
    if trust.growths:
        chance = "that" if parts and trust.comparison_errors <= MOST_CHANCE else "the chance that"
        parts.append(
            f"{chance} {_grown(trust.growths)} is wrong is at most {trust.growth_chance:.0%}"
        )
    memory = "Verdicts on memory rest on exact counts."
    said = "; ".join(parts)
    return f"{said[0].upper()}{said[1:]}. {memory}" if parts else memory


def _compared(count: int) -> str:
    if count == 1:
        return "the verdict on the one compared time"
    return f"any verdict on the {count} compared times"


def _grown(count: int) -> str:
    if count == 1:
        return "the verdict on growth in time"
    return f"any of the {count} verdicts on growth in time"


def _levels(record: PairRecord) -> list[float]:
    return [
        record.monitors[size].alpha
        for size in comparison_sizes(record.definition)
        if size in record.monitors
    ]
