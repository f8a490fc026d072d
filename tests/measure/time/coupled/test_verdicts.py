"""Holds both starts to the same verdicts on pairs whose truth is known."""

import random

import pytest

from pairbench.core.authoring.entry import Entry
from pairbench.core.comparing.comparison import SAME_WITHIN, Difference, difference, log_ratios
from pairbench.core.comparing.workload import BASELINE
from pairbench.core.planning.effort import FULL
from pairbench.core.planning.plan import RoundPlan, plan_cell
from pairbench.core.records.measurement import Cell, Round
from pairbench.core.records.start import Starts
from pairbench.core.statistics.estimate import Estimate, exponential
from pairbench.core.statistics.sequential import Monitor, monitored_interval
from pairbench.measure.machine.starts import can_fork
from pairbench.measure.processes.jobs import Jobs
from pairbench.measure.time.coupled.grove import Grove
from pairbench.measure.time.timer import LockStepTimer
from pairbench.project.catalogue import standard_workloads

pytestmark = [
    pytest.mark.slow,
    pytest.mark.alone,
    pytest.mark.once,
    pytest.mark.skipif(not can_fork(), reason="this system cannot fork as it is needed here"),
]

ROUNDS = 24

CALL_S = 0.0001
"""About what a call takes; so exactly it need not be known here."""

DIFFERENT = {Difference.FASTER, Difference.SLOWER}


def ratio_of(entry: Entry, variant: str, starts: Starts) -> Estimate:
    """What rounds with these starts say of a variant against the baseline, at one in a thousand."""
    cell = Cell(pair=entry.definition.name, size=entry.definition.sizes[0])
    plan = plan_cell(entry.definition, {BASELINE: CALL_S, variant: CALL_S}, FULL, cell=cell)
    offs: list[float] = []
    with Jobs() as jobs:
        rng = random.Random(1)
        grove = Grove(jobs, rng) if starts is Starts.COUPLED else None
        timer = LockStepTimer(jobs, rng, grove)
        for number in range(1, ROUNDS + 1):
            found = timer.time(RoundPlan(entry=entry, plan=plan, number=number))
            assert isinstance(found, Round), found
            offs += log_ratios([found], BASELINE, variant)
        timer.stop()
    return exponential(monitored_interval(offs, Monitor(alpha=0.001, cap=ROUNDS)))


@pytest.mark.parametrize("starts", Starts)
@pytest.mark.parametrize("workload", ["objects", "sort"])
def test_a_known_difference_is_found_and_none_is_made_up(workload: str, starts: Starts) -> None:
    """5 % more work is slower by about that, and the same work is not different."""
    (entry,) = (each for each in standard_workloads() if each.definition.name == workload)
    slower = ratio_of(entry, "slower_5", starts)
    assert difference(slower, SAME_WITHIN) is Difference.SLOWER
    assert 1 / 1.08 < slower.value < 1 / 1.02
    assert difference(ratio_of(entry, "same", starts), SAME_WITHIN) not in DIFFERENT


def test_the_intervals_of_both_starts_agree() -> None:
    """Whichever way its workers start, a comparison is about the same truth."""
    entry = next(each for each in standard_workloads() if each.definition.name == "json_dumps")
    fresh, coupled = (ratio_of(entry, "slower_5", each) for each in Starts)
    assert fresh.low <= coupled.high
    assert coupled.low <= fresh.high
