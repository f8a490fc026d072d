"""Whether a piece of advice holds: what the claims of its pair say together."""

from collections.abc import Iterable
from enum import StrEnum

from pairbench.core.judging.ledger import PairLine
from pairbench.core.judging.verdict import Outcome


class Standing(StrEnum):
    """What became of a piece of advice."""

    FAILS = "does not hold"
    HOLDS = "holds"
    OPEN = "not settled"


def standing_of(outcomes: Iterable[Outcome]) -> Standing:
    """One refuted claim is enough to fail it; it holds when every claim is confirmed.

    Advice of which nothing is claimed is not settled.
    """
    found = set(outcomes)
    if Outcome.REFUTED in found:
        return Standing.FAILS
    return Standing.HOLDS if found == {Outcome.CONFIRMED} else Standing.OPEN


def standing_in(line: PairLine, run: int) -> Standing | None:
    """What became of a pair's advice in the run of this number; None where it has no such pair."""
    findings = line.findings[run]
    return None if findings is None else standing_of(each.outcome for each in findings.verdicts)


def standing_everywhere(line: PairLine) -> Standing:
    """What became of a pair's advice in all runs together."""
    return standing_of(outcome for claim in line.claims for outcome in claim.outcomes)
