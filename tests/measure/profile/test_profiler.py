"""Tests of the sampling of time: real processes under pyinstrument."""

import time
from pathlib import Path

import pyinstrument
import pytest

from pairbench.core.records.measurement import TimeProfile
from pairbench.measure.processes.jobs import Jobs
from pairbench.measure.profile.profiler import SamplingProfiler
from pairbench.measure.profile.worker import call_for_a_while, weights_of_calls
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


def outside() -> None:
    """Take longer than many samples are apart."""
    ends_s = time.perf_counter() + 0.05
    while time.perf_counter() < ends_s:
        pass


def inside(loops: int) -> float:
    """Calls that take about as long."""
    began_s = time.perf_counter()
    for _ in range(loops):
        outside()
    return time.perf_counter() - began_s


def test_what_is_sampled_beside_the_calls_is_none_of_them() -> None:
    """Sampling is started and stopped, and a machine may stand still in just that moment."""
    with pyinstrument.Profiler(interval=0.0005, async_mode="disabled") as profiler:
        outside()
        call_for_a_while(inside)
    session = profiler.last_session
    root = None if session is None else session.root_frame(trim_stem=False)
    assert root is not None
    stacks = [[each.function for each in stack] for stack in weights_of_calls(root)]
    waiting = [each for each in stacks if "outside" in each]
    assert waiting
    assert all("inside" in each for each in waiting)
