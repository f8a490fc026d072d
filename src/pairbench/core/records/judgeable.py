"""What of a record can be judged: a file may hold numbers that no run has measured.

Whatever is left out here is as if it had not been measured, so that a claim on it is inconclusive.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from pairbench.core.records.disturbance import is_spoilt
from pairbench.core.records.measurement import Round, Stack
from pairbench.core.records.record import PairRecord
from pairbench.core.statistics.positive import is_positive
from pairbench.core.statistics.sequential import MOST_ROUNDS, Monitor, is_tabulated


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
            replace(each, stacks=tuple(_with_weight(each.stacks))) for each in record.memory
        ),
        profiles=tuple(
            replace(each, stacks=tuple(_with_weight(each.stacks))) for each in record.profiles
        ),
    )


def _has_durations(each: Round) -> bool:
    values_s = [value_s for run in each.runs for value_s in run.values_s]
    return bool(values_s) and all(map(is_positive, values_s))


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
