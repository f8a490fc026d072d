"""What became of the claims between the sides."""

from dataclasses import replace

import pytest

from pairbench.core.authoring.claim import Behaves, Claim, Costs, Faster, Grows
from pairbench.core.authoring.definition import PairDefinition
from pairbench.core.gating.answer import Change, Kind
from pairbench.core.gating.claims import claim_lines, lost_claims
from pairbench.core.statistics.order import Order
from tests.builders import QUICK, a_definition
from tests.records import SIZES, a_record, with_a_slower_baseline

FIFTY = Faster(variant=QUICK, factor=50.0, size=SIZES[0])
"""Refuted in the usual record, and confirmed where the baseline is a thousand times slower."""


def test_a_claim_that_base_confirms_and_head_refutes_is_worse() -> None:
    """The line has both numbers, and names the claim."""
    base, head = with_a_slower_baseline(a_record()), a_record()
    name = head.definition.describe(FIFTY)
    found = {each.why: each for each in claim_lines(base, head)}
    line = found[f"base confirms and head refutes: {name}"]
    assert (line.pair, line.variant) == (head.definition.name, QUICK)
    assert (line.kind, line.change) == (Kind.CLAIM, Change.WORSE)
    assert line.base is not None
    assert line.head is not None
    assert float(line.base.split()[0].replace(",", "")) > 50 > float(line.head.split()[0])


def test_a_claim_that_head_confirms_is_no_line() -> None:
    """Whatever base said of it, or if base said nothing."""
    better = with_a_slower_baseline(a_record())
    named = f": {better.definition.describe(FIFTY)}"
    silent = replace(a_record(), definition=replace(better.definition, claims=()))
    for base in (a_record(), better, silent):
        assert not [each for each in claim_lines(base, better) if each.why.endswith(named)]


def test_a_claim_that_base_did_not_confirm_has_not_become_worse() -> None:
    """It was refuted before, not measured, or not made."""
    head = a_record()
    silent = replace(head, definition=replace(head.definition, claims=()))
    for base in (head, replace(head, rounds=(), memory=(), sightings=()), silent):
        assert not list(claim_lines(base, head))


TWICE = Faster(variant=QUICK, factor=2.0, size=SIZES[-1])


@pytest.mark.parametrize(
    ("claim", "instead", "said"),
    [
        (TWICE, None, "does not"),
        (TWICE, replace(TWICE, factor=1.5), "that quick is at least 1.5 times as fast as slow"),
        (TWICE, Costs(variant=QUICK, factor=2.0, size=SIZES[-1]), "that quick takes at most 2"),
        (TWICE, replace(TWICE, size=SIZES[0]), "does not"),
        (Grows(variant=QUICK, order=Order.LINEAR), Grows(variant=QUICK, order=Order.QUADRATIC), ""),
        (Behaves(variant=QUICK, check="is_safe", expected_to_pass=True), None, "does not"),
    ],
)
def test_a_claim_that_head_does_not_make_or_makes_of_less_is_told(
    claim: Claim, instead: Claim | None, said: str
) -> None:
    """It could not be refuted any more, without a word."""
    base, head = a_definition(claim), a_definition(*([] if instead is None else [instead]))
    (line,) = lost_claims(base, head)
    assert (line.kind, line.change, line.variant) == (Kind.CLAIM, Change.LOST, QUICK)
    assert line.why.startswith(f"base claims that {base.describe(claim)}, and head {said}")


@pytest.mark.parametrize(
    "head",
    [
        a_definition(replace(TWICE, factor=3.0)),
        a_definition(TWICE, Grows(variant=QUICK, order=Order.LINEAR)),
        a_definition(replace(TWICE, size=7), sizes=(1, 7)),
        a_definition(goods=["other"]),
        a_definition(unavailable={QUICK: "no numpy"}),
    ],
)
def test_a_claim_that_is_kept_or_goes_with_its_variant_is_no_line(head: PairDefinition) -> None:
    """It asks for as much or more, or moves with its size; a lost variant has a line of its own."""
    assert not list(lost_claims(a_definition(TWICE), head))
