"""Tests of what is counted of a value that a call can reach."""

import io

from pairbench.suites.growing import gauges_of


def test_to_look_at_a_file_in_memory_changes_nothing() -> None:
    """One gets attributes by being asked for them, and would not be what it was any more."""
    file = io.BytesIO(b"text")
    before = file.__reduce_ex__(4)
    assert list(gauges_of(file)) == []
    assert file.__reduce_ex__(4) == before
