"""Which rows the front shows where there are more than anybody reads; the others are counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

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

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Most:
    """How many rows are shown at most: pieces of advice of each standing, claims, and lines.

    Lines, of which there is one for each benchmark without a rival at a size and for each crossing,
    have no drawings. A piece of advice takes about 3 kB, a claim about 2 kB.
    """

    advice: int | None = None
    claims: int | None = None
    lines: int | None = None


EVERY = Most()

OF_A_FRONT = Most(advice=200, claims=600, lines=2_000)
"""Where the pairs have pages of their own, the front stays below 10 MB however many there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown(Generic[Row]):
    """How many there are of something, and the rows that are shown."""

    total: int
    rows: Sequence[Row]


def chosen_lines(found: Sequence[Row], most: Most) -> Shown[Row]:
    """The first of them."""
    return Shown(total=len(found), rows=found[: most.lines])


@dataclass(frozen=True, slots=True, kw_only=True)
class Group(Shown[AdviceRow]):
    """The advice of one standing."""

    standing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims(Shown[ClaimRow]):
    """The claims, and in how many of them runs contradict each other."""

    contradictory: int


def advice_groups(lines: Sequence[PairLine], labels: Sequence[str], most: Most) -> Sequence[Group]:
    """The advice by standing, the first pieces of each as rows."""
    found: dict[str, list[PairLine]] = {standing: [] for standing in STANDINGS}
    for line in lines:
        if is_advice(line):
            found[standing_shown(line)].append(line)
    return [
        Group(
            standing=standing,
            total=len(each),
            rows=[advice_row(line, labels) for line in each[: most.advice]],
        )
        for standing, each in found.items()
    ]


def chosen_claims(lines: Sequence[PairLine], labels: Sequence[str], most: Most) -> Claims:
    """The claims in their order; of more than the ``most``, those that tell of trouble."""
    found = [(claim, line) for line in lines for claim in line.claims]
    telling = sorted(range(len(found)), key=lambda each: _urgency(found[each][0]))
    shown = sorted(telling[: most.claims])
    return Claims(
        total=len(found),
        contradictory=sum(claim.contradictory for claim, _ in found),
        rows=[claim_row(*found[each], labels) for each in shown],
    )


def _urgency(claim: ClaimLine) -> int:
    """Runs that contradict each other come first, then what is refuted, then what is open."""
    if claim.contradictory:
        return 0
    urgent = (Outcome.REFUTED, Outcome.INCONCLUSIVE, Outcome.CONFIRMED)
    return 1 + min((urgent.index(each) for each in claim.outcomes), default=len(urgent))
