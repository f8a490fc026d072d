"""What the machine calls different when nothing is: the controls of all pairs, pooled.

The rounds of base against itself are about nothing but the machine, whichever pair they are of, so
that they are taken together. A pair that is much noisier than most says little of the machine: its
controls are set apart, and count for that pair alone.
"""

from collections.abc import Mapping, Sequence
from math import inf
from statistics import median

from pairbench.core.comparing.comparison import log_ratios
from pairbench.core.gating.answer import MachineState
from pairbench.core.gating.two_sides import AGAIN, BASE, SLOWED
from pairbench.core.records.measurement import Round
from pairbench.core.statistics.early import stated_interval
from pairbench.core.statistics.estimate import Estimate, exponential
from pairbench.core.statistics.sequential import Monitor, tabulated_cap

CONTROLS_ALPHA = 0.05
"""The chance that an interval of the controls misses what they are about."""

FEWEST_ROUNDS = 6
"""So few rounds that all agree are an interval at this level, without being moved out."""

APART = 5.0
"""A pair is noisier than most when it is off by so many times as much as the typical pair."""

MOST_APART = 3
"""At most one pair in so many is set apart: the others must stay the rule."""


def machine_of(
    rounds: Mapping[str, Sequence[Round]], slowed_by: float, *, pair: str | None = None
) -> MachineState:
    """The machine as it is for most pairs, or for this one; the rounds are those of each pair."""
    apart = noisier(rounds)
    own = pair in apart
    kept = [
        each for name, members in rounds.items() if own or name not in apart for each in members
    ]
    return MachineState(
        placebo=pooled(kept, AGAIN),
        canary=pooled(kept, SLOWED),
        rounds=len(log_ratios(kept, BASE, AGAIN)),
        slowed_by=slowed_by,
    )


def noisier(rounds: Mapping[str, Sequence[Round]]) -> frozenset[str]:
    """The pairs whose controls are much further off than those of the others."""
    off = {
        name: max(abs(each) for each in logs)
        for name, members in rounds.items()
        if (logs := log_ratios(members, BASE, AGAIN))
    }
    if not off:
        return frozenset()
    limit = APART * median(off.values())
    furthest = sorted(off, key=lambda name: off[name], reverse=True)[: len(off) // MOST_APART]
    return frozenset(name for name in furthest if off[name] > limit)


def pooled(rounds: Sequence[Round], variant: str) -> Estimate:
    """Base over a control; anything is possible where there are too few rounds."""
    logs = log_ratios(rounds, BASE, variant)
    cap = tabulated_cap(max(FEWEST_ROUNDS, len(logs)))
    return stated(logs[:cap], Monitor(alpha=CONTROLS_ALPHA, cap=cap))


def stated(logs: Sequence[float], monitor: Monitor) -> Estimate:
    """A ratio with an interval that holds after any number of rounds, however wide it is then."""
    if not logs:
        return Estimate(value=1.0, low=0.0, high=inf, level=1 - monitor.alpha)
    found = stated_interval(logs, monitor, widest=inf)
    if found.level < 1 - monitor.alpha:
        found = Estimate(value=found.value, low=-inf, high=inf, level=1 - monitor.alpha)
    return exponential(found)
