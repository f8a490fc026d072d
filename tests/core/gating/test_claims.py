"""What became of the claims between the sides."""

from dataclasses import replace

from pairbench.core.authoring.claim import Faster
from pairbench.core.gating.answer import Change, Kind
from pairbench.core.gating.claims import claim_lines
from tests.builders import QUICK
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
