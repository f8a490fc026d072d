"""Everything that follows from what was recorded of a pair, before any claim is looked at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pairbench.core.comparing.comparison import (
    CallDuration,
    ItemMemory,
    MemoryComparison,
    TimeComparison,
    call_durations,
    compare_memory,
    compare_times,
    item_memory,
)
from pairbench.core.comparing.crossover import Crossover, find_crossover
from pairbench.core.records.record import PairRecord
from pairbench.core.statistics.growth import Growth, fit_growth


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Comparisons at every size, and what they say over the sizes, by variant."""

    times: tuple[TimeComparison, ...]
    durations: tuple[CallDuration, ...]
    memory: tuple[MemoryComparison, ...]
    items: tuple[ItemMemory, ...]
    time_growth: Mapping[str, Growth]
    peak_growth: Mapping[str, Growth]
    crossovers: tuple[Crossover, ...]


def gather(record: PairRecord) -> Evidence:
    """Derive the evidence from the raw values."""
    definition = record.definition
    times = compare_times(definition, record.rounds, record.monitors)
    durations = call_durations(record.rounds)
    crossovers = (
        find_crossover([each for each in times if each.variant == variant])
        for variant in definition.available[1:]
    )
    return Evidence(
        times=times,
        durations=durations,
        memory=compare_memory(definition, record.memory),
        items=item_memory(definition, record.memory),
        time_growth=_time_growth(durations),
        peak_growth=_peak_growth(record),
        crossovers=tuple(each for each in crossovers if each is not None),
    )


def _time_growth(durations: Sequence[CallDuration]) -> dict[str, Growth]:
    samples: dict[str, dict[int, Sequence[float]]] = {}
    for each in durations:
        samples.setdefault(each.variant, {})[each.cell.size] = each.fastest_by_round_s
    return _fit_all(samples, counted=False)


def _peak_growth(record: PairRecord) -> dict[str, Growth]:
    samples: dict[str, dict[int, Sequence[float]]] = {}
    for each in record.memory:
        middle = (each.peak_bytes.low + each.peak_bytes.high) / 2
        samples.setdefault(each.variant, {})[each.cell.size] = (max(1.0, middle),)
    return _fit_all(samples, counted=True)


def _fit_all(
    samples: Mapping[str, Mapping[int, Sequence[float]]], *, counted: bool
) -> dict[str, Growth]:
    fits = {name: fit_growth(by_size, counted=counted) for name, by_size in samples.items()}
    return {variant: growth for variant, growth in fits.items() if growth is not None}
