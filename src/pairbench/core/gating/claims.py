"""What became of the claims between the sides: those that head refutes, and those it has not."""

from collections.abc import Iterator

from pairbench.core.authoring.claim import Behaves, Claim, Costs, Faster, Leaner, bound_of
from pairbench.core.authoring.definition import PairDefinition
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


def lost_claims(base: PairDefinition, head: PairDefinition) -> Iterator[GateLine]:
    """A line for each claim of base that head does not make, or makes of less.

    What is claimed of a variant that head lacks is lost with it, which is told of the variant.
    """
    for claim in base.claims:
        if claim in head.claims or claim.variant not in head.available:
            continue
        instead = _instead(claim, head)
        if instead is not None and _is_as_much(instead, claim):
            continue
        now = "does not" if instead is None else f"that {head.describe(instead)}"
        yield GateLine(
            pair=base.name,
            kind=Kind.CLAIM,
            change=Change.LOST,
            variant=claim.variant,
            why=f"base claims that {base.describe(claim)}, and head {now}",
        )


def _instead(claim: Claim, head: PairDefinition) -> Claim | None:
    """What head claims of the same figure, at the same size or for one that it has not any more."""
    found = [
        each
        for each in head.claims
        if each.variant == claim.variant and _figure(each) == _figure(claim)
    ]
    size = _size(claim)
    if size in head.sizes:
        found = [each for each in found if _size(each) == size]
    return found[-1] if found else None


def _is_as_much(claim: Claim, other: Claim) -> bool:
    """Whether whoever confirms a claim confirms the other one as well, but for their sizes."""
    bound, least = bound_of(claim), bound_of(other)
    return bound is not None and least is not None and bound >= least


def _figure(claim: Claim) -> str:
    """What a claim is about: two kinds hold the time against a bound."""
    if isinstance(claim, Behaves):
        return f"{claim.kind} {claim.check}"
    return "faster" if isinstance(claim, Costs) else claim.kind


def _size(claim: Claim) -> int | None:
    return claim.size if isinstance(claim, Faster | Costs | Leaner) else None
