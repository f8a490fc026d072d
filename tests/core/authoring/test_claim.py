"""Claims in words."""

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
    bound_of,
    describe,
)
from pairbench.core.statistics.order import Order


@pytest.mark.parametrize(
    ("claim", "says"),
    [
        (
            Faster(variant="join", factor=2.5, size=10_000),
            ["join is at least 2.5 times as fast as concat", "10,000", "parts"],
        ),
        (
            Costs(variant="join", factor=1.1, size=10_000),
            ["join takes at most 1.1 times as long as concat", "10,000", "parts"],
        ),
        (
            Crosses(variant="join"),
            ["join is slower than concat at the smallest", "faster at the largest", "parts"],
        ),
        (
            Leaner(variant="join", factor=3, size=10_000),
            ["the peak of concat is at least 3 times that of join", "10,000", "parts"],
        ),
        (
            LeanerPerItem(variant="join", factor=3),
            ["concat keeps at least 3 times the bytes of join for each item"],
        ),
        (Grows(variant="join", order=Order.LINEARITHMIC), ["time of join grows like n log n"]),
        (PeakGrows(variant="join", order=Order.CONSTANT), ["peak memory of join grows like 1"]),
        (
            Behaves(variant="join", check="keeps_order", expected_to_pass=True),
            ["join passes the check keeps_order"],
        ),
        (
            Behaves(variant="concat", check="keeps_order", expected_to_pass=False),
            ["concat fails the check keeps_order"],
        ),
    ],
    ids=lambda value: value.kind if isinstance(value, Claim) else "",
)
def test_a_claim_is_a_sentence(claim: Claim, says: list[str]) -> None:
    """The sentence names who, against whom, by how much and where."""
    sentence = describe(claim, baseline="concat", axis="parts")

    assert [part for part in says if part not in sentence] == []
    assert "\n" not in sentence


@pytest.mark.parametrize(
    ("claim", "bound"),
    [
        (Faster(variant="a", factor=1.5, size=1), 1.5),
        (Costs(variant="a", factor=2.0, size=1), 0.5),
        (Crosses(variant="a"), 1.0),
        (Leaner(variant="a", factor=3.0, size=1), 3.0),
        (LeanerPerItem(variant="a", factor=4.0), 4.0),
        (Grows(variant="a", order=Order.LINEAR), None),
        (PeakGrows(variant="a", order=Order.LINEAR), None),
        (Behaves(variant="a", check="b", expected_to_pass=True), None),
    ],
)
def test_every_bound_is_one_of_a_ratio(claim: Claim, bound: float | None) -> None:
    """Whatever the claim is called, its bound can be drawn beside the ratio."""
    assert bound_of(claim) == bound


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("1", Order.CONSTANT),
        ("log n", Order.LOGARITHMIC),
        ("n", Order.LINEAR),
        ("n log n", Order.LINEARITHMIC),
        ("n**2", Order.QUADRATIC),
        ("n**3", Order.CUBIC),
    ],
)
def test_an_order_is_written_as_in_a_pair_file(text: str, order: Order) -> None:
    """The words of a pair file are the values of the orders."""
    assert Order(text) is order
    assert str(order) == text
