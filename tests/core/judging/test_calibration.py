"""The figures of a calibration."""

import math
from dataclasses import replace

import numpy as np
import pytest

from pairbench.core.comparing.comparison import Difference
from pairbench.core.judging.calibration import ToolTrials, Trial, share, summarise
from pairbench.core.statistics.estimate import Estimate
from tests.records import ENVIRONMENT

CALM = replace(ENVIRONMENT, warnings=())


def a_trial(
    said: Difference,
    *,
    slower_by: float = 0.0,
    workload: str = "loop",
    error: float = 0.0,
    spread: float = 0.01,
    seed: int = 1,
) -> Trial:
    """A trial of forty rounds of a quarter of a second."""
    truth = -math.log1p(slower_by)
    logs = np.random.default_rng(seed).normal(truth, spread, 40)
    value = math.exp(truth + error)
    return Trial(
        workload=workload,
        slower_by=slower_by,
        budget_s=10.0,
        difference=said,
        ratio=Estimate(value=value, low=value, high=value, level=0.99),
        seconds=10.1,
        round_ratios=tuple(float(each) for each in np.exp(logs)),
        elapsed_s=tuple(0.25 * number for number in range(1, 41)),
        spoilt=1,
        stolen_share=0.02,
    )


@pytest.mark.parametrize(
    ("slower_by", "said", "found", "false"),
    [
        (0.0, Difference.SAME, False, False),
        (0.0, Difference.UNDECIDED, False, False),
        (0.0, Difference.SLOWER, False, True),
        (0.0, Difference.FASTER, False, True),
        (0.03, Difference.SLOWER, True, False),
        (0.03, Difference.FASTER, False, True),
        (0.03, Difference.UNDECIDED, False, False),
        (0.03, Difference.SAME, False, False),
    ],
)
def test_only_the_right_direction_is_found(
    slower_by: float, said: Difference, *, found: bool, false: bool
) -> None:
    """A difference in the wrong direction is as false as one where there is none."""
    trial = a_trial(said, slower_by=slower_by)
    assert (trial.found, trial.false) == (found, false)


def test_the_error_is_the_distance_from_the_truth() -> None:
    """Half a percent too slow is half a percent off, whatever the truth was."""
    for slower_by in (0.0, 0.05):
        trial = a_trial(Difference.UNDECIDED, slower_by=slower_by, error=-0.005)
        assert trial.error == pytest.approx(-0.005)


def test_figures_are_made_for_each_difference_and_workload() -> None:
    """Each has its row, and all workloads of a difference together have one before them."""
    trials = [
        a_trial(Difference.SAME, workload=workload, slower_by=slower_by)
        for workload in ("loop", "sort")
        for slower_by in (0.0, 0.03)
    ]
    figures = summarise(CALM, [ToolTrials(tool="pairbench", trials=tuple(trials))]).figures
    assert [(each.slower_by, each.workload, each.found.total) for each in figures] == [
        (0.0, None, 2),
        (0.0, "loop", 1),
        (0.0, "sort", 1),
        (0.03, None, 2),
        (0.03, "loop", 1),
        (0.03, "sort", 1),
    ]


@pytest.mark.parametrize(
    ("count", "total", "low", "high"),
    [(0, 300, 0.0, 0.0126), (95, 100, 0.888, 0.978), (10, 10, 0.722, 1.0)],
)
def test_a_share_has_wilson_s_interval(count: int, total: int, low: float, high: float) -> None:
    """The values are those of published tables."""
    found = share(count, total)
    assert (found.low, found.high) == pytest.approx((low, high), abs=0.001)


def test_the_machine_is_described_by_our_own_rounds() -> None:
    """Its spread, the time of a round and what each time can find come from the trials."""
    trials = tuple(a_trial(Difference.SAME, slower_by=0.03, seed=seed) for seed in range(8))
    machine = summarise(CALM, [ToolTrials(tool="pairbench", trials=trials)]).machine
    assert machine is not None
    assert machine.round_s == 0.25
    assert (machine.rounds, machine.spoilt) == (320, 8)
    assert machine.round_spread == pytest.approx(0.01, rel=0.15)
    slowdowns = [each.slowdown for each in machine.horizons]
    assert [each.seconds for each in machine.horizons] == [5.0, 10.0, 30.0]
    assert slowdowns == sorted(slowdowns, reverse=True)
    assert slowdowns[1] < machine.threshold < 3 * slowdowns[1]


def test_another_tool_says_nothing_of_the_machine() -> None:
    """Its trials have no rounds of ours."""
    theirs = replace(a_trial(Difference.SLOWER), round_ratios=(), elapsed_s=())
    calibration = summarise(CALM, [ToolTrials(tool="pyperf", trials=(theirs,))])
    assert calibration.machine is None
    assert calibration.advice == ()
    assert calibration.figures[0].false.count == 1


def test_advice_names_what_weakens_the_machine() -> None:
    """Neighbours that take much of the time are named, after what the environment warns of."""
    stolen = replace(a_trial(Difference.SAME), stolen_share=0.2)
    environment = replace(ENVIRONMENT, warnings=("turbo is on: switch it off",))
    advice = summarise(environment, [ToolTrials(tool="pairbench", trials=(stolen,))]).advice
    assert advice[0] == "turbo is on: switch it off"
    assert "took 20% of the time" in advice[1]


def test_nothing_measured_has_no_figures() -> None:
    """A calibration that was stopped at once is empty, not an error."""
    calibration = summarise(CALM, [])
    assert (calibration.figures, calibration.machine) == ((), None)
