"""Which rows the front shows where there are more than anybody reads; the others are counted."""

from collections.abc import Sequence
from dataclasses import dataclass

from pairbench.core.judging.ledger import ClaimLine, PairLine
from pairbench.core.judging.verdict import Outcome
from pairbench.report.page.front.advice import (
    STANDINGS,
    AdviceRow,
    advice_row,
    is_advice,
    standing_shown,
)
from pairbench.report.page.front.claims import ClaimRow, claim_row

MOST_ADVICE = 200
"""Pieces of advice that are shown of each standing; a row takes about 3 kB."""

MOST_CLAIMS = 600
"""Claims that are shown; a row takes about 2 kB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The advice of one standing: how much there is, and the rows that are shown."""

    standing: str
    total: int
    rows: Sequence[AdviceRow]


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """How many claims there are, and the rows that are shown."""

    total: int
    rows: Sequence[ClaimRow]


def advice_groups(lines: Sequence[PairLine], labels: Sequence[str]) -> Sequence[Group]:
    """The advice by standing, the first pieces of each as rows."""
    found: dict[str, list[PairLine]] = {standing: [] for standing in STANDINGS}
    for line in lines:
        if is_advice(line):
            found[standing_shown(line)].append(line)
    return [
        Group(
            standing=standing,
            total=len(each),
            rows=[advice_row(line, labels) for line in each[:MOST_ADVICE]],
        )
        for standing, each in found.items()
    ]


def chosen_claims(lines: Sequence[PairLine], labels: Sequence[str]) -> Claims:
    """The claims in their order; of too many, those that say most to whoever looks for trouble."""
    found = [(claim, line) for line in lines for claim in line.claims]
    telling = sorted(range(len(found)), key=lambda each: _urgency(found[each][0]))
    shown = sorted(telling[:MOST_CLAIMS])
    return Claims(total=len(found), rows=[claim_row(*found[each], labels) for each in shown])


def _urgency(claim: ClaimLine) -> int:
    """Runs that contradict each other come first, then what is refuted, then what is open."""
    if claim.contradictory:
        return 0
    urgent = (Outcome.REFUTED, Outcome.INCONCLUSIVE, Outcome.CONFIRMED)
    return 1 + min((urgent.index(each) for each in claim.outcomes), default=len(urgent))
