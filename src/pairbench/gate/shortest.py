"""The shortest budget that has an answer of a gate, and what is said of one that is shorter."""

import math
from collections.abc import Mapping, Sequence

from pairbench.core import words
from pairbench.core.planning.plan import CellPlan

MARGIN = 1.1
"""A budget that is proposed is so many times as long: what calls take is known roughly."""


def refused_s(plans: Mapping[str, Sequence[CellPlan]], total_s: float) -> dict[str, float]:
    """The shortest budget of each comparison that gets no answer within all of the time.

    Those that take the least come first, so that few go without. What it takes to start the
    processes of a round is not counted: no call is to blame for it.
    """
    least_s = {
        name: sum(each.round_s * each.assured for each in cells) for name, cells in plans.items()
    }
    refused = {}
    left_s = total_s
    for name in sorted(least_s, key=lambda name: least_s[name]):
        if least_s[name] > left_s:
            refused[name] = least_s[name]
        else:
            left_s -= least_s[name]
    return refused


def too_short(budget_s: float, shortest_s: float) -> str:
    """Why such a budget has no answer, and which one would have."""
    return (
        f"a budget of {words.seconds(budget_s)} for each comparison is too short for any answer: "
        f"the calls of the fewest rounds take {words.seconds(shortest_s)}; "
        f"--budget {math.ceil(MARGIN * shortest_s)}s"
    )
