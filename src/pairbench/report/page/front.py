"""The front of the page: which advice holds, every claim in a line, and how far to trust it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from pairbench.core import words
from pairbench.core.judging import noise as noises
from pairbench.core.judging import trust
from pairbench.core.judging.advice import Standing, standing_everywhere, standing_in
from pairbench.core.judging.ledger import ClaimLine, JudgedRun, PairLine, treatment_in
from pairbench.core.judging.sentence import crossing_in_words, in_words
from pairbench.core.judging.verdict import Findings, Outcome, Verdict
from pairbench.core.records.disturbance import added_up
from pairbench.core.records.record import RunRecord
from pairbench.report.page.forest import forest_row
from pairbench.report.page.markup import anchor, inline


@dataclass(frozen=True, slots=True, kw_only=True)
class RunHead:
    """What the page says of a run as a whole."""

    label: str
    run: RunRecord
    counts: Mapping[Outcome, int]
    trust: str
    noise_in_short: str
    noise: str
    disturbed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceItem:
    """A piece of advice, what became of it in each run, and why where it is not that it holds.

    ``tally`` says how many of its claims are confirmed wherever they were asked.
    """

    anchor: str
    name: str
    text: Markup
    standing: Standing
    in_runs: Sequence[Standing | None]
    tally: str
    reasons: Sequence[Markup]


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


def head_of(judged: JudgedRun, label: str) -> RunHead:
    """What the page says of a run as a whole."""
    return RunHead(
        label=label,
        run=judged.run,
        counts=judged.counts,
        trust=trust.in_words(trust.trust_in(judged.findings)),
        noise_in_short=noises.in_short(judged.noise),
        noise=noises.in_words(judged.noise),
        disturbed=_disturbed(judged.findings),
    )


def is_advice(line: PairLine) -> bool:
    """Whether a pair puts advice to the test: a benchmark of which nothing is claimed does not."""
    return bool(line.claims) or not line.definition.is_benchmark


def advice_item(line: PairLine, labels: Sequence[str]) -> AdviceItem:
    """The advice of a pair, or its question where it gives none."""
    definition = line.definition
    text = definition.advice or definition.question.partition("\n")[0]
    standing = standing_everywhere(line)
    confirmed = sum(claim.outcomes == {Outcome.CONFIRMED} for claim in line.claims)
    return AdviceItem(
        anchor=anchor(definition.name),
        name=definition.name,
        text=inline(text),
        standing=standing,
        in_runs=[standing_in(line, run) for run in range(len(labels))],
        tally=f"{confirmed} of {words.counted(len(line.claims), 'claims')} confirmed",
        reasons=[inline(each) for each in _reasons(line, labels, _WANTED[standing])],
    )


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


def theme_of(name: str) -> str:
    """The folder that a pair is in."""
    return name.rpartition("/")[0] or "other pairs"


_WANTED = {
    Standing.FAILS: Outcome.REFUTED,
    Standing.OPEN: Outcome.INCONCLUSIVE,
    Standing.HOLDS: None,
}
"""Which verdicts tell why a piece of advice stands as it does."""


def _reasons(line: PairLine, labels: Sequence[str], wanted: Outcome | None) -> Iterator[str]:
    """A sentence for each claim with this verdict anywhere, with what other runs say of it."""
    definition = line.definition
    for claim in line.claims:
        said = [
            (label, verdict)
            for label, verdict in zip(labels, claim.verdicts, strict=True)
            if verdict is not None
        ]
        telling = [each for each in said if each[1].outcome is wanted]
        if telling:
            first = telling[0]
            sentence = in_words(first[1], definition, where=first[0])
            others = [f"{label}: {_short(verdict)}" for label, verdict in said if label != first[0]]
            yield "; ".join([sentence, *others])


def _short(verdict: Verdict) -> str:
    return f"{verdict.outcome}, {verdict.measured}"


def _cell(label: str, verdict: Verdict | None) -> ClaimCell | None:
    if verdict is None:
        return None
    return ClaimCell(
        label=label,
        outcome=verdict.outcome,
        measured=verdict.measured,
        drawing=forest_row(verdict),
    )


def _disturbed(judged: Sequence[Findings]) -> str:
    """What the machine did to the rounds, in a sentence."""
    found = added_up(treatment_in(each).disturbances for each in judged)
    spoilt = f"{found.spoilt:,}, left out here" if found.spoilt else "none"
    return (
        f"Of {found.rounds:,} rounds the machine spoilt {spoilt}; it held up "
        f"{found.overlong_blocks:,} single blocks for long."
    )
