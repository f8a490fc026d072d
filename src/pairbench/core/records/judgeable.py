"""What of a record can be judged: a file may hold numbers that no run has measured.

Whatever is left out here is as if it had not been measured, so that a claim on it is inconclusive.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from pairbench.core.records.disturbance import is_spoilt
from pairbench.core.records.measurement import MemoryMeasurement, Round, Stack
from pairbench.core.records.record import PairRecord
from pairbench.core.statistics.positive import is_positive
from pairbench.core.statistics.sequential import MOST_ROUNDS, Monitor, is_tabulated

SHORTEST_S = 1e-15
"""No call of a function is shorter: light goes no further in it than a third of a micrometre."""

LONGEST_S = 1e12
"""No call is longer: so many seconds are thirty thousand years."""

MOST = 2**63
"""More bytes, allocations or loops than this are in no machine."""


def judgeable(record: PairRecord) -> PairRecord:
    """The record without values that are no durations or weights, and without surplus rounds.

    An error level holds up to the cap that was fixed before the first round, and no further.
    """
    sound = sorted(filter(_has_durations, record.rounds), key=lambda each: each.cell.size)
    by_size = groupby(sound, key=lambda each: each.cell.size)
    return replace(
        record,
        rounds=tuple(
            each
            for size, members in by_size
            for each in _allowed(members, record.monitors.get(size))
        ),
        memory=tuple(
            replace(each, stacks=tuple(_with_weight(each.stacks)))
            for each in record.memory
            if _has_figures(each)
        ),
        profiles=tuple(
            replace(each, stacks=tuple(_with_weight(each.stacks))) for each in record.profiles
        ),
    )


def _has_durations(each: Round) -> bool:
    values_s = [value_s for run in each.runs for value_s in run.values_s]
    return (
        bool(values_s)
        and all(SHORTEST_S <= value_s <= LONGEST_S for value_s in values_s)
        and all(0 < run.loops <= MOST for run in each.runs)
    )


def _has_figures(each: MemoryMeasurement) -> bool:
    figures = (
        figure
        for one in each.repeats
        for figure in (
            one.peak_bytes,
            one.retained_bytes,
            one.allocated_bytes,
            one.allocations,
            one.children,
        )
    )
    return bool(each.repeats) and all(
        0 <= figure <= MOST for figure in (each.unseen_bytes, *figures)
    )


def _allowed(rounds: Iterable[Round], monitor: Monitor | None) -> list[Round]:
    """The first rounds, of one size; spoilt ones are only counted, so they come second."""
    ordered = sorted(rounds, key=lambda each: each.number)
    if monitor is not None and not is_tabulated(monitor):
        return []
    most = MOST_ROUNDS if monitor is None else monitor.cap
    good = [each for each in ordered if not is_spoilt(each)][:most]
    spoilt = [each for each in ordered if is_spoilt(each)][: MOST_ROUNDS - len(good)]
    return sorted([*good, *spoilt], key=lambda each: each.number)


def _with_weight(stacks: Iterable[Stack]) -> Iterator[Stack]:
    return (each for each in stacks if is_positive(each.weight))
