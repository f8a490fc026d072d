"""Tests of what a failure says of itself."""

from dataclasses import replace

import pytest

from pairbench.core.records.measurement import Cell
from tests.builders import a_failure


@pytest.mark.parametrize(
    ("pair", "variant", "named"),
    [
        ("text/join", "join", True),
        ("text/rejoin", "join", True),
        ("text/join", "concat", True),
        ("bench/test_a.py::TestIt::test_x[1]", "test_x[1]", False),
        ("sums.Sums.time_sum(10)", "sums.Sums.time_sum(10)", False),
    ],
)
def test_only_a_benchmark_s_own_function_is_not_named_again(
    pair: str, variant: str, *, named: bool
) -> None:
    """A pair whose name ends like one of its variants still says which of them failed."""
    failure = replace(a_failure(), cell=Cell(pair=pair, size=10), variant=variant)
    assert failure.said.startswith(f"{variant} at 10 ") is named
