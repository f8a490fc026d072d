"""Gates with a known truth: rounds as a model draws them, judged look by look as a gate does."""

from dataclasses import dataclass

import numpy as np

from pairbench.core.gating.answer import Change, MachineState
from pairbench.core.gating.noise import CONTROLS_ALPHA, stated
from pairbench.core.gating.times import judge_time
from pairbench.core.statistics.early import FEWEST, stated_interval
from pairbench.core.statistics.estimate import Estimate, exponential
from pairbench.core.statistics.sequential import Monitor, first_verdict
from simulations.models import Model

THRESHOLD = 0.03
LOOK = Monitor(alpha=0.1, cap=40)
"""What a budget of a second makes of a comparison of short calls."""

CONTROLS = Monitor(alpha=CONTROLS_ALPHA, cap=6)
MORE_CONTROLS = Monitor(alpha=CONTROLS_ALPHA, cap=20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a gate said of a time in its first look, and in the end."""

    first: Change
    last: Change


def gates(model: Model, truth: float, count: int, seed: int, *, long: bool = False) -> list[Said]:
    """The answers of so many gates; ``truth`` is the logarithm of base over head.

    A gate with a short budget ends with the first interval, a ``long`` one at the cap.
    """
    rng = np.random.default_rng(seed)
    looks = LOOK.cap if long else first_verdict(LOOK)
    first, second = (np.asarray(model(rng, looks, count), float) + truth for _ in range(2))
    placebo, canary = (np.asarray(model(rng, 18, count), float) for _ in range(2))
    slowed = canary - np.log1p(THRESHOLD)
    return [
        one_gate(first[:, run], second[:, run], placebo[:, run], slowed[:, run])
        for run in range(count)
    ]


def one_gate(
    first: "np.ndarray[tuple[int], np.dtype[np.float64]]",
    second: "np.ndarray[tuple[int], np.dtype[np.float64]]",
    placebo: "np.ndarray[tuple[int], np.dtype[np.float64]]",
    slowed: "np.ndarray[tuple[int], np.dtype[np.float64]]",
) -> Said:
    """A first look, more controls where the answer hangs on them, a second where it is worse."""
    seen = until_decided([float(each) for each in first])
    few, many = (
        MachineState(
            placebo=stated([float(each) for each in placebo[:n]], monitor),
            canary=stated([float(each) for each in slowed[:n]], monitor),
            rounds=n,
            slowed_by=THRESHOLD,
        )
        for n, monitor in ((6, CONTROLS), (18, MORE_CONTROLS))
    )
    machine = many if judge_time(seen, THRESHOLD, few).unmeasurable else few
    change = judge_time(seen, THRESHOLD, machine).change
    if change is not Change.WORSE:
        return Said(first=change, last=change)
    again = until_decided([float(each) for each in second])
    return Said(first=change, last=judge_time(again, THRESHOLD, machine).change)


def until_decided(logs: list[float]) -> Estimate:
    """The interval at which a comparison ends: the first that a run would state as decided."""
    for n in range(FEWEST, len(logs)):
        found = exponential(stated_interval(logs[:n], LOOK))
        if judge_time(found, THRESHOLD, None).change is not Change.UNDECIDED:
            return stated(logs[:n], LOOK)
    return stated(logs, LOOK)


def share(said: list[Said], change: Change) -> tuple[float, float]:
    """How often a first look said so, and how often the gate did."""
    return (
        sum(each.first is change for each in said) / len(said),
        sum(each.last is change for each in said) / len(said),
    )
