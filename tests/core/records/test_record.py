"""Tests of which pairs of a run are not the user's."""

import pytest

from pairbench.core.records.record import CONTROLS, controls_of, is_of_controls


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        (CONTROLS, True),
        (controls_of("machine 2"), True),
        ("strings/join", False),
        (f"{CONTROLS}_of_mine", False),
        (f"strings/{CONTROLS}", False),
    ],
)
def test_controls_are_known_by_their_name(name: str, *, is_one: bool) -> None:
    """Those of a run and of each of its machines, and no pair whose name is like theirs."""
    assert is_of_controls(name) is is_one
