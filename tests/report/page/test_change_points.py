"""Tests of the change points that Apache Otava finds."""

import random

import pytest

from pairbench.report.page.change_points import find_changes

pytest.importorskip("otava", reason="Otava is not installed: it is the extra called history")


def series(*levels: float, each: int = 12) -> list[float]:
    """So many numbers at each level, with a little noise."""
    rng = random.Random(1)
    return [level * (1 + rng.gauss(0, 0.01)) for level in levels for _ in range(each)]


def test_a_change_is_found_where_it_is() -> None:
    """A number that is a tenth lower from the thirteenth run on is found there."""
    find = find_changes()
    assert find is not None
    assert find(series(1.0, 0.9)) == [12]


def test_noise_is_no_change() -> None:
    """Numbers about one level have none."""
    find = find_changes()
    assert find is not None
    assert find(series(1.0, 1.0)) == []
