"""Tests of what a failure says of itself, and of figures that several processes have given."""

from dataclasses import replace

import pytest

from pairbench.core.records.measurement import Cell, Extent
from tests.builders import QUICK, a_failure, a_memory


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


def test_figures_of_several_processes_are_a_range() -> None:
    """From the least to the most; equal ones are exact, and so are their bounds."""
    found = a_memory(QUICK, peaks=(3_000, 1_000), retained=(7, 7))
    assert found.peak_bytes == Extent(low=1_000, high=3_000)
    assert found.retained_bytes == Extent(low=7, high=7)
