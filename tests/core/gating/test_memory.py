"""What a gate says of bytes."""

import pytest

from pairbench.core.gating.answer import Change
from pairbench.core.gating.memory import judge_bytes
from pairbench.core.records.measurement import Extent


def extent(low: int, high: int | None = None) -> Extent:
    return Extent(low=low, high=low if high is None else high)


@pytest.mark.parametrize(
    ("base", "head", "change"),
    [
        (extent(1_000), extent(1_010), Change.SAME),
        (extent(1_000), extent(1_011), Change.WORSE),
        (extent(1_000_000_007), extent(1_010_000_007), Change.SAME),
        (extent(1_000_000_007), extent(1_010_000_008), Change.WORSE),
        (extent(1_011), extent(1_000), Change.BETTER),
        (extent(1_000, 1_100), extent(1_050), Change.UNDECIDED),
        (extent(1_000, 1_100), extent(1_112, 1_200), Change.WORSE),
        (extent(0), extent(0), Change.SAME),
        (extent(0), extent(1), Change.WORSE),
    ],
)
def test_memory_is_judged_to_the_byte(base: Extent, head: Extent, change: Change) -> None:
    """Against 1 %: one byte more than that is worse, and rounding plays no part."""
    assert judge_bytes(base, head, 0.01) is change
