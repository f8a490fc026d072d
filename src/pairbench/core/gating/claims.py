"""What became of the claims between the sides: those that base confirms and head refutes."""

from collections.abc import Iterator

from pairbench.core.gating.answer import Change, GateLine, Kind
from pairbench.core.judging.verdict import Outcome, Verdict, judge
from pairbench.core.records.record import PairRecord


def claim_lines(base: PairRecord, head: PairRecord) -> Iterator[GateLine]:
    """The claims that base confirms and head refutes."""
    before = {_named(each, base): each for each in judge(base).verdicts}
    for verdict in judge(head).verdicts:
        name = _named(verdict, head)
        old = before.get(name)
        if (
            old is not None
            and old.outcome is Outcome.CONFIRMED
            and verdict.outcome is Outcome.REFUTED
        ):
            yield GateLine(
                pair=head.definition.name,
                kind=Kind.CLAIM,
                change=Change.WORSE,
                variant=verdict.claim.variant,
                base=old.measured,
                head=verdict.measured,
                why=f"base confirms and head refutes: {name}",
            )


def _named(verdict: Verdict, record: PairRecord) -> str:
    return record.definition.describe(verdict.claim)
