"""About how long the calls of a comparison take, as its checks found at both revisions."""

import math
from collections.abc import Collection, Mapping

from pairbench.core.authoring.entry import Entry
from pairbench.core.gating.two_sides import BASE, HEAD
from pairbench.core.records.measurement import CallTime, Cell, CheckReport
from pairbench.gate.sides import Checked

FAR_APART = 8.0
"""Sides whose calls take so many times as long as each other's are told apart by any slices. With
the quicker one's number of calls, a round of the other would take minutes."""


class KnownTimes:
    """The checker of what was checked already: it knows about how long the calls take.

    Both sides of a comparison get the shorter time, and with it the same number of calls in a
    slice: nothing but the code may tell them apart. Only where they are far apart each has its own.
    """

    def __init__(self) -> None:
        self._reports: dict[str, CheckReport] = {}
        self._far_apart: set[str] = set()

    def add(self, entry: Entry, checked: Checked, variant: str) -> None:
        """Remember the times of a comparison, or of a pair's controls, which are both base."""
        name = entry.definition.name
        sides = {
            side: {each.cell.size: each for each in report.call_times if each.variant == variant}
            for side, report in ((BASE, checked.base), (HEAD, checked.head))
        }
        found: list[CallTime] = []
        for size in entry.definition.sizes:
            times = {side: each[size] for side, each in sides.items() if size in each}
            if times and _are_far_apart(times.values()):
                self._far_apart.add(name)
            found += (_time_of(lane, name, times) for lane in entry.definition.available if times)
        self._reports[name] = CheckReport(call_times=tuple(found), sightings=(), failures=())

    def are_far_apart(self, name: str) -> bool:
        """Whether the sides of the entry of this name are, at any size: any rounds will show it."""
        return name in self._far_apart

    def check(self, entry: Entry, *, longest_call_s: float = math.inf) -> CheckReport:
        """What is known of an entry; nothing is too long for a gate."""
        del longest_call_s
        return self._reports[entry.definition.name]


def _are_far_apart(times: Collection[CallTime]) -> bool:
    calls_s = [each.call_s for each in times]
    return max(calls_s) >= FAR_APART * min(calls_s)


def _time_of(lane: str, name: str, times: Mapping[str, CallTime]) -> CallTime:
    """About how long a call takes in a lane; the sides' times are of one size."""
    own = times.get(HEAD if lane == HEAD else BASE)
    shortest_s = min(each.call_s for each in times.values())
    is_own = own is not None and _are_far_apart(times.values())
    return CallTime(
        cell=Cell(pair=name, size=next(iter(times.values())).cell.size),
        variant=lane,
        call_s=own.call_s if own is not None and is_own else shortest_s,
        aside_s=max(each.aside_s for each in times.values()),
        start_s=max(each.start_s for each in times.values()),
    )
