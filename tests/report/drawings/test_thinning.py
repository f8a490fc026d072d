"""Tests of what is left of many."""

from itertools import pairwise

import pytest

from pairbench.report.drawings.thinning import thinned


@pytest.mark.parametrize("count", [0, 1, 5])
def test_few_are_left_as_they_are(count: int) -> None:
    """Nothing is lost of what is not too much."""
    assert thinned(range(count), 5) == list(range(count))


@pytest.mark.parametrize("most", [2, 3, 7, 50])
def test_many_are_spread_evenly(most: int) -> None:
    """So many are left, the ends among them, and the gaps differ by one at most."""
    left = thinned(range(1_000), most)
    gaps = {after - before for before, after in pairwise(left)}
    assert (len(left), left[0], left[-1]) == (most, 0, 999)
    assert max(gaps) - min(gaps) <= 1
