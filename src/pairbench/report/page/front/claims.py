"""Claims as rows of one table, and where variants cross."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from pairbench.core.judging.ledger import ClaimLine, PairLine, theme_of
from pairbench.core.judging.sentence import crossing_in_words
from pairbench.core.judging.verdict import Outcome, Verdict
from pairbench.report.page.front.forest import forest_row
from pairbench.report.page.markup import anchor


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimCell:
    """What one run said of a claim."""

    label: str
    outcome: Outcome
    measured: str
    drawing: Markup | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """A claim, with a cell for each run that asked.

    ``ratio`` is what rows can be sorted by, the last run's; None where there is none.
    """

    anchor: str
    pair: str
    theme: str
    text: str
    contradictory: bool
    ratio: float | None
    cells: Sequence[ClaimCell | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossing:
    """Where the faster of two variants changes."""

    anchor: str
    name: str
    text: str


def claim_row(claim: ClaimLine, line: PairLine, labels: Sequence[str]) -> ClaimRow:
    """A claim as the table shows it."""
    definition = line.definition
    estimates = [each.estimate for each in claim.verdicts if each is not None and each.estimate]
    return ClaimRow(
        anchor=anchor(definition.name),
        pair=definition.name,
        theme=theme_of(definition.name),
        text=definition.describe(claim.claim),
        contradictory=claim.contradictory,
        ratio=estimates[-1].value if estimates else None,
        cells=[_cell(*each) for each in zip(labels, claim.verdicts, strict=True)],
    )


def crossings(line: PairLine, labels: Sequence[str]) -> Iterator[Crossing]:
    """Where variants of a pair cross, in each run."""
    definition = line.definition
    for findings, label in zip(line.findings, labels, strict=True):
        for each in () if findings is None else findings.evidence.crossovers:
            yield Crossing(
                anchor=anchor(definition.name),
                name=definition.name,
                text=f"{crossing_in_words(each, definition)} on {label}",
            )


def _cell(label: str, verdict: Verdict | None) -> ClaimCell | None:
    if verdict is None:
        return None
    return ClaimCell(
        label=label,
        outcome=verdict.outcome,
        measured=verdict.measured,
        drawing=forest_row(verdict),
    )
