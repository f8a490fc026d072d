"""Tests of the sampling of time: real processes under pyinstrument."""

from pathlib import Path

import pytest

from pairbench.core.records.measurement import TimeProfile
from pairbench.measure.processes.jobs import Jobs
from pairbench.measure.profile.profiler import SamplingProfiler
from tests.pair_files import NUMBERS, entry_from

pytestmark = pytest.mark.slow

PARTS = """
import sys
import time

CALLS = []

def busy(numbers):
    return sum(number * number for _ in range(2_000) for number in numbers)

def idle():
    time.sleep(0.001)

@pair.bad
def both(numbers):
    busy(numbers)
    idle()

@pair.good
def slow_when_sampled(numbers):
    CALLS.append(None)
    if sys.getprofile() is not None:
        time.sleep(0.1)
        if len(CALLS) > 50:
            raise ValueError("sampled without end")

@pair.good
async def fails(numbers):
    raise ValueError
"""


def sampled(folder: Path, variant: str) -> TimeProfile | None:
    """Where the time of a variant goes."""
    entry = entry_from(folder, NUMBERS, PARTS)
    with Jobs() as jobs:
        return SamplingProfiler(jobs).profile(entry, variant=variant, size=10)


def test_the_time_is_where_it_was_spent(tmp_path: Path) -> None:
    """Every stack begins with the variant, and both functions that it calls are in some."""
    found = sampled(tmp_path, "both")
    assert found is not None
    assert (found.variant, found.cell.size) == ("both", 10)
    own = [each for each in found.stacks if len(each.frames) > 1]
    assert all(each.frames[0].startswith("both (") for each in own)
    inside = {each.frames[1].partition(" ")[0] for each in own}
    assert {"busy", "idle"} <= inside
    assert all(each.weight > 0 for each in found.stacks)


def test_a_variant_that_fails_has_no_profile(tmp_path: Path) -> None:
    """That it fails is told by those who check and time it."""
    assert sampled(tmp_path, "fails") is None


def test_calls_that_sampling_slows_down_are_soon_enough(tmp_path: Path) -> None:
    """A call of less than a microsecond that takes a tenth of a second when it is looked at."""
    assert sampled(tmp_path, "slow_when_sampled") is not None
