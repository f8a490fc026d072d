"""Variants against their baseline: ratios of time and of memory, with intervals.

One direction for every ratio: baseline over variant, so that above 1 the variant is better.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from pairbench.core.authoring.definition import PairDefinition
from pairbench.core.records.disturbance import is_spoilt
from pairbench.core.records.measurement import Cell, Extent, MemoryMeasurement, Round, WorkerRun
from pairbench.core.statistics.early import stated_interval
from pairbench.core.statistics.estimate import ALPHA, Estimate, exponential, trimmed_mean
from pairbench.core.statistics.sequential import Monitor, monitored_interval

SAME_WITHIN = 0.02
"""Two variants are the same when the whole interval of their ratio is this close to 1."""

SAME_WITHIN_PARALLEL = 0.05
"""The same for parallel pairs, whose rounds spread two to three times as far."""


class Difference(StrEnum):
    """How a variant compares with the baseline."""

    FASTER = "faster"
    SLOWER = "slower"
    SAME = "same"
    UNDECIDED = "undecided"


class Standing(StrEnum):
    """Where an interval lies about a bound; too close is so near that more rounds say no more."""

    ABOVE = "above"
    BELOW = "below"
    TOO_CLOSE = "too close"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeComparison:
    """A variant's time against the baseline's at one size, and the rounds behind it.

    ``round_ratios`` has one ratio for each round: what the interval is made of. ``spoilt`` rounds
    were left out.
    """

    cell: Cell
    variant: str
    ratio: Estimate
    difference: Difference
    round_ratios: tuple[float, ...]
    spoilt: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CallDuration:
    """How long a call of a variant took at one size in this run, in seconds.

    ``by_round_s`` is the typical call of each round, ``fastest_by_round_s`` its fastest slice,
    which comes closest to what a call takes when nobody disturbs it.
    """

    cell: Cell
    variant: str
    seconds: Estimate
    by_round_s: tuple[float, ...]
    fastest_by_round_s: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryComparison:
    """A variant's memory against the baseline's at one size; the bounds are exact."""

    cell: Cell
    variant: str
    peak: Estimate
    retained: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemMemory:
    """Bytes for each further item: the slope of the figure from the smallest size to the largest.

    Interpreter and imports cancel in a slope.
    """

    variant: str
    peak_bytes: Estimate
    retained_bytes: Estimate


def compare_times(
    definition: PairDefinition, rounds: Sequence[Round], monitors: Mapping[int, Monitor]
) -> tuple[TimeComparison, ...]:
    """Every alternative against the baseline, at every size at which both were timed.

    ``monitors`` holds what was fixed for a size before its first round. Sizes without one are
    taken as measured with a fixed number of rounds.
    """
    comparisons = []
    for cell, members in _by_cell(rounds).items():
        kept = [each for each in members if not is_spoilt(each)]
        for variant in definition.available[1:]:
            logs = log_ratios(kept, definition.baseline, variant)
            if logs:
                monitor = monitors.get(cell.size, Monitor(alpha=ALPHA, cap=len(logs)))
                ratio = exponential(stated_interval(logs, monitor))
                comparisons.append(
                    TimeComparison(
                        cell=cell,
                        variant=variant,
                        ratio=ratio,
                        difference=difference(ratio, same_within(definition)),
                        round_ratios=tuple(math.exp(each) for each in logs),
                        spoilt=len(members) - len(kept),
                    )
                )
    return tuple(comparisons)


def log_ratios(rounds: Sequence[Round], baseline: str, variant: str) -> list[float]:
    """Each round's number for a variant, from the rounds in which both were timed.

    Neighbours in a block are divided before anything is averaged.
    """
    logs = []
    for each in rounds:
        values = {run.variant: np.asarray(run.values_s) for run in each.runs}
        if baseline in values and variant in values:
            logs.append(trimmed_mean(np.log(values[baseline] / values[variant])))
    return logs


def same_within(definition: PairDefinition) -> float:
    """How far from 1 a ratio of the pair may be and still be called the same."""
    return SAME_WITHIN_PARALLEL if definition.parallel else SAME_WITHIN


def difference(ratio: Estimate, within: float) -> Difference:
    """What an interval of a ratio says, if it says anything."""
    if not ratio.is_sure:
        return Difference.UNDECIDED
    if 1 / (1 + within) <= ratio.low and ratio.high <= 1 + within:
        return Difference.SAME
    if ratio.low > 1:
        return Difference.FASTER
    if ratio.high < 1:
        return Difference.SLOWER
    return Difference.UNDECIDED


def standing(ratio: Estimate, bound: float, within: float) -> Standing:
    """Where an interval lies that is asked whether the ratio reaches the bound."""
    if ratio.low >= bound:
        return Standing.ABOVE
    if ratio.high < bound:
        return Standing.BELOW
    if bound / (1 + within) <= ratio.low and ratio.high <= bound * (1 + within):
        return Standing.TOO_CLOSE
    return Standing.OPEN


def call_durations(rounds: Sequence[Round]) -> tuple[CallDuration, ...]:
    """The time of a call of every variant at every size, over its rounds."""
    durations = []
    for cell, members in _by_cell(rounds).items():
        by_variant: dict[str, list[WorkerRun]] = {}
        for each in members:
            for run in each.runs:
                by_variant.setdefault(run.variant, []).append(run)
        for variant, runs in by_variant.items():
            logs = [trimmed_mean(np.log(np.asarray(run.values_s))) for run in runs]
            durations.append(
                CallDuration(
                    cell=cell,
                    variant=variant,
                    seconds=exponential(
                        monitored_interval(logs, Monitor(alpha=ALPHA, cap=len(logs)))
                    ),
                    by_round_s=tuple(math.exp(each) for each in logs),
                    fastest_by_round_s=tuple(min(run.values_s) for run in runs),
                )
            )
    return tuple(durations)


def compare_memory(
    definition: PairDefinition, memory: Sequence[MemoryMeasurement]
) -> tuple[MemoryComparison, ...]:
    """Every alternative against the baseline, at every size at which both were traced."""
    traced = {(each.cell, each.variant): each for each in memory}
    comparisons = []
    for (cell, variant), mine in traced.items():
        base = traced.get((cell, definition.baseline))
        if base is not None and variant != definition.baseline:
            comparisons.append(
                MemoryComparison(
                    cell=cell,
                    variant=variant,
                    peak=_extent_ratio(base.peak_bytes, mine.peak_bytes),
                    retained=_extent_ratio(base.retained_bytes, mine.retained_bytes),
                )
            )
    return tuple(comparisons)


def item_memory(
    definition: PairDefinition, memory: Sequence[MemoryMeasurement]
) -> tuple[ItemMemory, ...]:
    """Bytes for each item, for every variant that was traced at two sizes or more."""
    found = []
    for variant in definition.available:
        traced = sorted(
            (each for each in memory if each.variant == variant), key=lambda each: each.cell.size
        )
        if len(traced) > 1:
            first, last = traced[0], traced[-1]
            items = last.cell.size - first.cell.size
            found.append(
                ItemMemory(
                    variant=variant,
                    peak_bytes=_slope(first.peak_bytes, last.peak_bytes, items),
                    retained_bytes=_slope(first.retained_bytes, last.retained_bytes, items),
                )
            )
    return tuple(found)


def _by_cell(rounds: Sequence[Round]) -> Mapping[Cell, list[Round]]:
    cells: dict[Cell, list[Round]] = {}
    for each in rounds:
        cells.setdefault(each.cell, []).append(each)
    return cells


def _extent_ratio(base: Extent, mine: Extent) -> Estimate:
    low = _ratio(base.low, mine.high)
    high = _ratio(base.high, mine.low)
    return Estimate(value=_middle(low, high), low=low, high=high, level=1.0)


def _ratio(base: float, mine: float) -> float:
    if mine == 0:
        return 1.0 if base == 0 else math.inf
    return base / mine


def _middle(low: float, high: float) -> float:
    return low if low == high or math.isinf(high) else math.sqrt(low * high)


def _slope(first: Extent, last: Extent, items: int) -> Estimate:
    low = (last.low - first.high) / items
    high = (last.high - first.low) / items
    return Estimate(value=(low + high) / 2, low=low, high=high, level=1.0)
