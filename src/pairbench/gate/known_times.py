"""About how long the calls of a comparison take, as its checks found at both revisions."""

import math

from pairbench.core.authoring.entry import Entry
from pairbench.core.gating.two_sides import BASE, HEAD
from pairbench.core.planning.shape import ready_s
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
            if not times:
                continue
            own_s = {side: each.call_s for side, each in times.items()}
            shortest_s = min(own_s.values())
            calls_s = {BASE: shortest_s, HEAD: shortest_s}
            if max(own_s.values()) >= FAR_APART * shortest_s:
                self._far_apart.add(name)
                calls_s |= own_s
            found += [
                CallTime(
                    cell=Cell(pair=name, size=size),
                    variant=lane,
                    call_s=calls_s[HEAD if lane == HEAD else BASE],
                    aside_s=max(each.aside_s for each in times.values()),
                    start_s=max(ready_s(each) for each in times.values()),
                )
                for lane in entry.definition.available
            ]
        self._reports[name] = CheckReport(call_times=tuple(found), sightings=(), failures=())

    def are_far_apart(self, name: str) -> bool:
        """Whether the sides of the entry of this name are, at any size: any rounds will show it."""
        return name in self._far_apart

    def check(self, entry: Entry, *, longest_call_s: float = math.inf) -> CheckReport:
        """What is known of an entry; nothing is too long for a gate."""
        del longest_call_s
        return self._reports[entry.definition.name]
