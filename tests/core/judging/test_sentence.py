"""Tests of verdicts as sentences."""

import math
from dataclasses import replace

import pytest

from pairbench.core.authoring.claim import (
    Behaves,
    Claim,
    Costs,
    Crosses,
    Faster,
    Grows,
    Leaner,
    LeanerPerItem,
    PeakGrows,
)
from pairbench.core.comparing.crossover import Crossover
from pairbench.core.judging.sentence import crossing_in_words, in_words
from pairbench.core.judging.verdict import Outcome, Verdict
from pairbench.core.statistics.estimate import Estimate
from pairbench.core.statistics.order import Order
from tests.builders import a_definition

RATIO = Estimate(value=0.8, low=0.78, high=0.82, level=0.99)

EXACT = Estimate(value=4.0, low=4.0, high=4.0, level=1.0)

_SLOW, _QUICK = a_definition().variants

STRINGS = replace(a_definition(), variants=(replace(_SLOW, name="concat"), _QUICK))
"""A pair whose baseline is ``concat``, over items."""


def said(
    claim: Claim, outcome: Outcome, estimate: Estimate | None, reason: str = "so it is"
) -> str:
    """The verdict in words."""
    verdict = Verdict(claim=claim, outcome=outcome, reason=reason, estimate=estimate)
    return in_words(verdict, STRINGS, where="CPython 3.11")


@pytest.mark.parametrize(
    ("claim", "outcome", "estimate", "sentence"),
    [
        (
            Faster(variant="join", factor=1.2, size=100_000),
            Outcome.REFUTED,
            RATIO,
            (
                "`join` is 0.800 times as fast as `concat` at 100,000 items, "
                "between 0.780 and 0.820: the claim of being at least 1.2 times as fast "
                "does not hold on CPython 3.11"
            ),
        ),
        (
            Costs(variant="join", factor=1.5, size=1),
            Outcome.CONFIRMED,
            RATIO,
            (
                "`join` takes 1.25 times as long as `concat` at 1 item, between 1.22 and 1.28: "
                "the claim of taking at most 1.5 times as long holds on CPython 3.11"
            ),
        ),
        (
            Leaner(variant="join", factor=2.0, size=10),
            Outcome.CONFIRMED,
            EXACT,
            (
                "the peak of `concat` is 4.00 times that of `join` at 10 items: "
                "the claim of at least 2 times as much holds on CPython 3.11"
            ),
        ),
        (
            LeanerPerItem(variant="join", factor=5.0),
            Outcome.REFUTED,
            EXACT,
            (
                "`concat` keeps 4.00 times the bytes of `join` for each item: "
                "the claim of at least 5 times as much does not hold on CPython 3.11"
            ),
        ),
        (
            Faster(variant="join", factor=1.0, size=10),
            Outcome.INCONCLUSIVE,
            RATIO,
            (
                "`join` is 0.800 times as fast as `concat` at 10 items, between 0.780 and 0.820: "
                "the claim of being at least as fast is not settled on CPython 3.11 (so it is)"
            ),
        ),
        (
            Faster(variant="join", factor=1.2, size=10),
            Outcome.INCONCLUSIVE,
            None,
            (
                "join is at least 1.2 times as fast as concat at 10 items: "
                "this is not settled on CPython 3.11 (so it is)"
            ),
        ),
    ],
)
def test_a_verdict_is_a_sentence(
    claim: Claim, outcome: Outcome, estimate: Estimate | None, sentence: str
) -> None:
    """It says what was measured, and whether the claim holds there."""
    assert said(claim, outcome, estimate) == sentence


@pytest.mark.parametrize(
    "claim",
    [
        Crosses(variant="join"),
        Grows(variant="join", order=Order.LINEAR),
        PeakGrows(variant="join", order=Order.LINEAR),
        Behaves(variant="join", check="is_whole", expected_to_pass=True),
    ],
)
@pytest.mark.parametrize("estimate", [None, RATIO])
def test_a_claim_without_a_ratio_gives_its_reason(claim: Claim, estimate: Estimate | None) -> None:
    """What no single ratio answers is answered by the reason."""
    sentence = said(claim, Outcome.CONFIRMED, estimate, reason="they cross near 42")
    assert sentence.endswith("this holds on CPython 3.11 (they cross near 42)")


def test_what_took_no_time_can_be_said() -> None:
    """A cost that has no other way round is infinite."""
    none = Estimate(value=0.0, low=0.0, high=0.5, level=0.99)
    sentence = said(Costs(variant="join", factor=1.0, size=10), Outcome.REFUTED, none)
    assert "takes ∞ times as long as `concat` at 10 items, between 2.00 and ∞" in sentence
    assert "the claim of taking at most as long does not hold" in sentence


def test_what_is_not_finite_can_be_said() -> None:
    """A ratio without an end is no reason to fail."""
    endless = Estimate(value=math.inf, low=1.0, high=math.inf, level=0.99)
    assert "∞ times as fast" in said(
        Faster(variant="join", factor=1.2, size=10), Outcome.CONFIRMED, endless
    )


@pytest.mark.parametrize(
    ("low", "high", "near"),
    [
        (12.8, 19.5, "16.2 (12.8 to 19.5)"),
        (None, 19.5, "16.2 (at most 19.5)"),
        (12.8, None, "16.2 (at least 12.8)"),
        (None, None, "16.2"),
    ],
)
def test_a_crossing_is_a_sentence(low: float | None, high: float | None, near: str) -> None:
    """It names both variants, and the size with as much of its interval as is known."""
    crossover = Crossover(variant="join", size=16.2, low=low, high=high)
    said = crossing_in_words(crossover, STRINGS)
    assert said == f"join and concat cross near {near} items"
