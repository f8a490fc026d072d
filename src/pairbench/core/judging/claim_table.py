"""Every claim in every run as a flat row, for programs that read what a report says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pairbench.core.authoring.claim import (
    Costs,
    Faster,
    Grows,
    Leaner,
    PeakGrows,
    bound_of,
)
from pairbench.core.judging.ledger import JudgedRun, labels
from pairbench.core.judging.verdict import Findings, Outcome, Verdict

Quantity = Literal["ratio", "exponent"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimEntry:
    """A claim and its verdict in one run.

    ``value`` with its interval from ``low`` to ``high`` at the ``level`` is a ratio, baseline over
    variant, or the exponent of a growth; all are None where no number was measured. ``size`` is
    None for a claim that speaks of no single size, ``bound`` for one that is held against none.
    """

    run: str
    started: str
    python: str
    revision: str | None
    pair: str
    advice: str | None
    kind: str
    variant: str
    baseline: str
    size: int | None
    bound: float | None
    claim: str
    outcome: Outcome
    quantity: Quantity | None
    value: float | None
    low: float | None
    high: float | None
    level: float | None
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeEntry:
    """What is to be known beside the verdicts on a pair in one run.

    It is of every variant where that is None, and of every size.
    """

    run: str
    pair: str
    kind: str
    variant: str | None
    size: int | None
    words: str


def notice_table(runs: Sequence[JudgedRun]) -> Iterator[NoticeEntry]:
    """A row for each notice, run by run."""
    for judged, label in zip(runs, labels(runs), strict=True):
        for findings in judged.findings:
            for notice in findings.record.notices:
                yield NoticeEntry(
                    run=label,
                    pair=findings.record.definition.name,
                    kind=notice.kind,
                    variant=notice.variant,
                    size=notice.size,
                    words=notice.words,
                )


def claim_table(runs: Sequence[JudgedRun]) -> Iterator[ClaimEntry]:
    """A row for each claim, run by run."""
    for judged, label in zip(runs, labels(runs), strict=True):
        for findings in judged.findings:
            for verdict in findings.verdicts:
                yield _entry(judged, label, findings, verdict)


def _entry(judged: JudgedRun, label: str, findings: Findings, verdict: Verdict) -> ClaimEntry:
    environment = judged.run.environment
    definition = findings.record.definition
    claim, estimate = verdict.claim, verdict.estimate
    quantity: Quantity = "exponent" if isinstance(claim, Grows | PeakGrows) else "ratio"
    return ClaimEntry(
        run=label,
        started=judged.run.started,
        python=f"{environment.python_implementation} {environment.python_version}",
        revision=environment.git_revision,
        pair=definition.name,
        advice=definition.advice,
        kind=claim.kind,
        variant=claim.variant,
        baseline=definition.baseline,
        size=claim.size if isinstance(claim, Faster | Costs | Leaner) else None,
        bound=bound_of(claim),
        claim=definition.describe(claim),
        outcome=verdict.outcome,
        quantity=None if estimate is None else quantity,
        value=None if estimate is None else estimate.value,
        low=None if estimate is None else estimate.low,
        high=None if estimate is None else estimate.high,
        level=None if estimate is None else estimate.level,
        reason=verdict.reason,
    )
