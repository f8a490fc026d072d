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
from pairbench.core.judging.sentence import (
    SIGN,
    Brief,
    asked_in_brief,
    crossing_in_words,
    in_brief,
    in_words,
)
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


FAST = Faster(variant="a", factor=2.0, size=10)
CHEAP = Costs(variant="a", factor=1.1, size=10)
LEAN = Leaner(variant="a", factor=4.0, size=10)


@pytest.mark.parametrize(
    ("claim", "ratio", "number", "between"),
    [
        (FAST, (11.0, 9.24, 13.1), f"11 {SIGN} faster", f"9.2 to 13 {SIGN}"),
        (FAST, (0.09, 0.08, 0.1), f"11 {SIGN} slower", f"10 to 12 {SIGN}"),
        (CHEAP, (0.909, 0.87, 0.952), "10% slower", "5 to 15%"),
        (CHEAP, (0.735, 0.4, 0.9), "36% slower", "11 to 150%"),
        (CHEAP, (0.98, 0.8, 1.1), "2% slower", "25% slower to 10% faster"),
        (CHEAP, (1.001, 0.99, 1.01), "as fast", "1% slower to 1% faster"),
        (CHEAP, (0.996, 0.99, 0.999), "as fast", "as fast to 1% slower"),
        (CHEAP, (1.0, 0.999, 1.001), "as fast", "as fast"),
        (LEAN, (4.0, 4.0, 4.0), f"4 {SIGN} less", ""),
        (LEAN, (1.25, 1.25, 1.25), "20% less", ""),
        (LEAN, (0.8, 0.8, 0.8), "25% more", ""),
        (LEAN, (1.0, 1.0, 1.0), "as much", ""),
        (FAST, (12_345.0, 9_876.0, 99_999.0), f"12,000 {SIGN} faster", f"9,900 to 100,000 {SIGN}"),
        (FAST, (4.0, 2.0, math.inf), f"4 {SIGN} faster", f"2 to ∞ {SIGN}"),
        (FAST, (math.nan, math.nan, math.nan), "?", ""),
    ],
)
def test_a_ratio_has_two_words(
    claim: Claim, ratio: tuple[float, float, float], number: str, between: str
) -> None:
    """By how much the variant is better or worse, with the interval in the unit of its value."""
    value, low, high = ratio
    estimate = Estimate(value=value, low=low, high=high, level=0.99)
    verdict = Verdict(claim=claim, outcome=Outcome.REFUTED, reason="", estimate=estimate)
    assert in_brief(verdict) == Brief(number=number, between=between)


@pytest.mark.parametrize(
    ("claim", "outcome", "number"),
    [
        (LEAN, Outcome.CONFIRMED, "allocates nothing"),
        (FAST, Outcome.INCONCLUSIVE, "not measured"),
        (Crosses(variant="a"), Outcome.REFUTED, "they do not cross"),
        (Behaves(variant="a", check="c", expected_to_pass=True), Outcome.CONFIRMED, "demonstrated"),
        (Grows(variant="a", order=Order.LINEAR), Outcome.INCONCLUSIVE, "not measured"),
    ],
)
def test_what_is_no_ratio_has_two_words_as_well(
    claim: Claim, outcome: Outcome, number: str
) -> None:
    """Each kind of claim says in short what was found."""
    assert in_brief(Verdict(claim=claim, outcome=outcome, reason="")).number == number


@pytest.mark.parametrize(
    ("claim", "asked"),
    [
        (FAST, f"at least 2 {SIGN} faster"),
        (Faster(variant="a", factor=1.0, size=1), "at least as fast"),
        (CHEAP, "at most 10% slower"),
        (LEAN, f"at least 4 {SIGN} less"),
        (Leaner(variant="a", factor=1.0, size=1), "at most as much"),
        (LeanerPerItem(variant="a", factor=0.95), "at most 5% more"),
    ],
)
def test_what_is_asked_is_said_as_what_is_found(
    claim: Faster | Costs | Leaner | LeanerPerItem, asked: str
) -> None:
    """The bound is in the words of the number that is held against it."""
    assert asked_in_brief(claim) == asked


@pytest.mark.parametrize(
    ("claim", "ratio", "between"),
    [
        (FAST, (2.2, 2.004, 2.4), f"2.004 to 2.4 {SIGN}"),
        (FAST, (1.7, 1.5, 1.996), f"1.5 to 1.996 {SIGN}"),
        (Faster(variant="a", factor=1.0, size=1), (1.06, 1.0004, 1.16), "0.04 to 16%"),
        (CHEAP, (0.95, 0.9094, 0.99), "1 to 9.96%"),
    ],
)
def test_an_end_beside_the_bound_can_be_told_from_it(
    claim: Claim, ratio: tuple[float, float, float], between: str
) -> None:
    """What is refuted does not read as what was asked for, nor what holds as what does not."""
    value, low, high = ratio
    estimate = Estimate(value=value, low=low, high=high, level=0.99)
    verdict = Verdict(claim=claim, outcome=Outcome.CONFIRMED, reason="", estimate=estimate)
    assert in_brief(verdict).between.removesuffix(" faster").removesuffix(" slower") == between


def test_a_sentence_tells_the_bound_from_what_was_measured() -> None:
    """A claim that holds by a hair is not said to hold at its bound."""
    estimate = Estimate(value=1.02, low=1.0004, high=1.04, level=0.99)
    claim = Faster(variant="join", factor=1.0, size=10)
    assert "between 1.0004 and 1.04" in said(claim, Outcome.CONFIRMED, estimate)
