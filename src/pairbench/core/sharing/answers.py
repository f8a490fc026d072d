"""Where two machines answer a claim differently: it is said beside the pair, and not averaged."""

from collections.abc import Iterator
from itertools import combinations

from pairbench.core.judging.verdict import Findings, Outcome, Verdict, judge
from pairbench.core.records.judgeable import judgeable
from pairbench.core.records.notice import Notice, NoticeKind
from pairbench.core.records.record import PairRecord

OPPOSITE = {Outcome.CONFIRMED, Outcome.REFUTED}


def contradictions(kept: PairRecord, *others: PairRecord) -> tuple[Notice, ...]:
    """A notice for each claim that one machine confirms and another refutes.

    Of ``kept`` the verdict will be; the records say which machine each is of.
    """
    judged = [judge(judgeable(each)) for each in (kept, *others)]
    return tuple(
        notice for one, other in combinations(judged, 2) for notice in _between(one, other)
    )


def _between(one: Findings, other: Findings) -> Iterator[Notice]:
    theirs = {each.claim: each for each in other.verdicts}
    for mine in one.verdicts:
        found = theirs.get(mine.claim)
        if found is not None and {mine.outcome, found.outcome} == OPPOSITE:
            claim = one.record.definition.describe(mine.claim)
            said = f"{_said(mine, one.record)}, {_said(found, other.record)}"
            yield Notice(
                kind=NoticeKind.MACHINES,
                variant=mine.claim.variant,
                words=f"two machines answer differently ({claim}): {said}",
            )


def _said(verdict: Verdict, record: PairRecord) -> str:
    return f"{verdict.outcome} on {record.machine or 'one'} ({verdict.measured})"
