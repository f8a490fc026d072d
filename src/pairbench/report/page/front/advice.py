"""The ledger of advice: a row for each piece, with a sign, a drawing and a number in each run."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from pairbench.core import words
from pairbench.core.authoring.claim import Bounded, Faster, LeanerPerItem, bound_of
from pairbench.core.comparing.comparison import TimeComparison
from pairbench.core.judging.advice import Standing, standing_everywhere, standing_in
from pairbench.core.judging.ledger import ClaimLine, PairLine
from pairbench.core.judging.sentence import (
    Brief,
    asked_in_brief,
    compared_in_words,
    in_brief,
    in_words,
    ratio_in_brief,
)
from pairbench.core.judging.verdict import Findings, Outcome, Verdict
from pairbench.report.page.front.forest import forest_drawing, forest_row
from pairbench.report.page.markup import anchor, inline

UNCLAIMED = "nothing is claimed"
"""Stands in the place of a standing where a pair only asks which variant is better."""

STANDINGS = (*map(str, Standing), UNCLAIMED)
"""What the rows are grouped by, in this order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceCell:
    """What became of a piece of advice in one run, and the number that shows it best."""

    label: str
    standing: str
    brief: Brief
    drawing: Markup | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A claim in words with its outcome; None where nothing was claimed."""

    outcome: Outcome | None
    text: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviceRow:
    """A piece of advice, what became of it in each run, and the sentences that say why.

    ``shown`` says what the drawings and the numbers are of; ``tally`` how many of its claims are
    confirmed wherever they were asked.
    """

    anchor: str
    name: str
    text: Markup
    standing: str
    shown: str
    tally: str
    cells: Sequence[AdviceCell | None]
    sentences: Sequence[Sentence]


def is_advice(line: PairLine) -> bool:
    """Whether a pair puts advice to the test: a benchmark of which nothing is claimed does not."""
    return bool(line.claims) or not line.definition.is_benchmark


def standing_shown(line: PairLine) -> str:
    """Under which of the standings its row is."""
    return standing_everywhere(line) if line.claims else UNCLAIMED


def advice_row(line: PairLine, labels: Sequence[str]) -> AdviceRow:
    """The advice of a pair, or its question where it gives none."""
    definition = line.definition
    text = definition.advice or definition.question.partition("\n")[0]
    claim = _telling(line)
    cells = _cells_of_claim(claim, line, labels) if claim is not None else _cells(line, labels)
    return AdviceRow(
        anchor=anchor(definition.name),
        name=definition.name,
        text=inline(text),
        standing=standing_shown(line),
        shown=_shown(claim, line),
        tally=_tally(line),
        cells=list(cells),
        sentences=[*_of_claims(line, labels), *_of_comparisons(line, labels)],
    )


_WANTED = {
    Standing.FAILS: Outcome.REFUTED,
    Standing.OPEN: Outcome.INCONCLUSIVE,
    Standing.HOLDS: Outcome.CONFIRMED,
}
"""Which verdicts tell why a piece of advice stands as it does."""


def _telling(line: PairLine) -> ClaimLine | None:
    """The claim that shows best why the advice stands as it does; None where nothing is claimed.

    One that can be drawn comes first, and of several refuted ones that which is furthest off.
    """
    wanted = _WANTED[standing_everywhere(line)]
    telling = [claim for claim in line.claims if wanted in claim.outcomes]
    if wanted is Outcome.REFUTED:
        telling.sort(key=_shortfall, reverse=True)
    drawable = [claim for claim in telling if _drawn_verdict(claim, wanted) is not None]
    return next(iter([*drawable, *telling]), None)


def _drawn_verdict(claim: ClaimLine, wanted: Outcome) -> Verdict | None:
    """The first verdict of this outcome that has a drawing."""
    found = (each for each in claim.verdicts if each is not None and each.outcome is wanted)
    return next((each for each in found if forest_row(each) is not None), None)


def _shortfall(claim: ClaimLine) -> float:
    """How far below its bound a refuted claim is, as the logarithm of a factor."""
    verdict, bound = _drawn_verdict(claim, Outcome.REFUTED), bound_of(claim.claim)
    if verdict is None or verdict.estimate is None or bound is None:
        return -math.inf
    return math.log(bound / verdict.estimate.value)


def _cells_of_claim(
    claim: ClaimLine, line: PairLine, labels: Sequence[str]
) -> Iterator[AdviceCell | None]:
    for run, (label, verdict) in enumerate(zip(labels, claim.verdicts, strict=True)):
        standing = standing_in(line, run)
        if standing is None:
            yield None
            continue
        # Another claim of the pair may have been asked of this run.
        brief = Brief(number="not asked") if verdict is None else in_brief(verdict)
        drawing = None if verdict is None else forest_row(verdict)
        yield AdviceCell(label=label, standing=standing, brief=brief, drawing=drawing)


def _cells(line: PairLine, labels: Sequence[str]) -> Iterator[AdviceCell | None]:
    """Where nothing is claimed, the first alternative against the baseline at the largest size."""
    for label, findings in zip(labels, line.findings, strict=True):
        compared = next(_compared(findings), None)
        if compared is None:
            yield None
            continue
        yield AdviceCell(
            label=label,
            standing=UNCLAIMED,
            brief=ratio_in_brief(_as_claim(compared), compared.ratio),
            drawing=forest_drawing(compared.ratio, bound=1, outcome=None),
        )


def _compared(findings: Findings | None) -> Iterator[TimeComparison]:
    """The comparisons at the largest size that has any."""
    times = () if findings is None else findings.evidence.times
    largest = max((each.cell.size for each in times), default=0)
    return (each for each in times if each.cell.size == largest)


def _as_claim(compared: TimeComparison) -> Faster:
    """What would be claimed of a comparison: it is said in the same words."""
    return Faster(variant=compared.variant, factor=1.0, size=compared.cell.size)


def _shown(claim: ClaimLine | None, line: PairLine) -> str:
    """What the drawings of a row are of, in short."""
    if claim is not None:
        asked = claim.claim
        if not isinstance(asked, Bounded):
            return f"{line.definition.describe(asked)}?"
        return f"{_place(asked, line)}: {asked_in_brief(asked)}?"
    found = (next(_compared(findings), None) for findings in line.findings)
    compared = next((each for each in found if each is not None), None)
    return "" if compared is None else _place(_as_claim(compared), line)


def _tally(line: PairLine) -> str:
    """How many of the claims are confirmed wherever they were asked; empty where there are none."""
    confirmed = sum(claim.outcomes == {Outcome.CONFIRMED} for claim in line.claims)
    count = len(line.claims)
    return f"{confirmed} of {words.counted(count, 'claims')} confirmed" if count else ""


def _place(claim: Bounded, line: PairLine) -> str:
    """The variant that a claim is of, and the size, where there is one."""
    if isinstance(claim, LeanerPerItem):
        return f"{claim.variant} for each item"
    return f"{claim.variant} at {words.counted(claim.size, line.definition.axis)}"


def _of_claims(line: PairLine, labels: Sequence[str]) -> Iterator[Sentence]:
    """A sentence for each claim, those that tell why first, with what other runs say of it."""
    wanted = _WANTED[standing_everywhere(line)]
    for claim in sorted(line.claims, key=lambda each: wanted not in each.outcomes):
        said = [
            (label, verdict)
            for label, verdict in zip(labels, claim.verdicts, strict=True)
            if verdict is not None
        ]
        telling = [each for each in said if each[1].outcome is wanted] or said
        label, verdict = telling[0]
        sentence = in_words(verdict, line.definition, where=label)
        others = [f"{each}: {_short(other)}" for each, other in said if each != label]
        yield Sentence(outcome=verdict.outcome, text=inline("; ".join([sentence, *others])))


def _of_comparisons(line: PairLine, labels: Sequence[str]) -> Iterator[Sentence]:
    """Where nothing is claimed, a sentence for each alternative in each run."""
    if line.claims:
        return
    for label, findings in zip(labels, line.findings, strict=True):
        for each in _compared(findings):
            said = compared_in_words(_as_claim(each), each.ratio, line.definition)
            yield Sentence(outcome=None, text=inline(f"{said}, on {label}; nothing is claimed"))


def _short(verdict: Verdict) -> str:
    return f"{verdict.outcome}, {verdict.measured}"
