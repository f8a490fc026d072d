"""Everything that follows from what was recorded of a pair."""

from dataclasses import replace

import pytest

from pairbench.core.comparing.comparison import (
    call_durations,
    compare_memory,
    compare_times,
    item_memory,
)
from pairbench.core.comparing.evidence import gather
from pairbench.core.records.record import PairRecord
from pairbench.core.statistics.order import Order
from pairbench.core.statistics.sequential import Monitor
from tests.builders import QUICK, SLOW, a_definition, a_memory, a_round
from tests.records import a_record

SIZES = (100, 1_000, 10_000, 100_000)


def a_pair(*, alone: bool = False) -> PairRecord:
    """The baseline takes the square of the size, and of memory the size and a little."""
    rounds = tuple(
        a_round(
            {
                SLOW: [1e-9 * size**2 * (1 + number / 1_000)] * 3,
                **({} if alone else {QUICK: [3e-6 * size * (1 + number / 900)] * 3}),
            },
            size=size,
            number=number,
        )
        for size in SIZES
        for number in range(1, 9)
    )
    memory = tuple(
        a_memory(variant, size=size, peaks=(each * size, each * size + 2 * spread))
        for size in SIZES
        for variant, each, spread in ((SLOW, 400, 3), (QUICK, 0, 0))
    )
    definition = a_definition(sizes=SIZES)
    monitors = {100: Monitor(alpha=0.001, cap=8)}
    return replace(
        a_record(), definition=definition, rounds=rounds, memory=memory, monitors=monitors
    )


def test_the_evidence_is_all_that_the_raw_values_give() -> None:
    """Comparisons of time by the monitors, durations, memory and bytes for each item."""
    record = a_pair()
    found = gather(record)
    assert found.times == compare_times(record.definition, record.rounds, record.monitors)
    assert {each.ratio.level for each in found.times if each.cell.size == 100} == {0.999}
    assert found.durations == call_durations(record.rounds)
    assert found.memory == compare_memory(record.definition, record.memory)
    assert found.items == item_memory(record.definition, record.memory)
    assert len(found.times) == len(found.memory) == len(SIZES)


def test_growth_is_told_of_every_variant() -> None:
    """Of its fastest slices, and of the middle of its peaks; a peak of nothing does not grow."""
    found = gather(a_pair())
    assert {name: growth.order for name, growth in found.time_growth.items()} == {
        SLOW: Order.QUADRATIC,
        QUICK: Order.LINEAR,
    }
    assert {name: growth.order for name, growth in found.peak_growth.items()} == {
        SLOW: Order.LINEAR,
        QUICK: Order.CONSTANT,
    }


def test_growth_that_too_few_sizes_tell_is_left_out() -> None:
    """Three sizes fit almost anything."""
    record = a_pair()
    few = replace(
        record,
        rounds=tuple(each for each in record.rounds if each.cell.size in SIZES[:3]),
        memory=tuple(each for each in record.memory if each.cell.size in SIZES[:3]),
    )
    found = gather(few)
    assert (found.time_growth, found.peak_growth) == ({}, {})


def test_a_crossover_is_that_of_a_variant_with_the_baseline() -> None:
    """One that does not cross, or was not timed, has none."""
    (crossover,) = gather(a_pair()).crossovers
    assert crossover.variant == QUICK
    assert crossover.size == pytest.approx(3_000, rel=0.01)
    assert gather(a_pair(alone=True)).crossovers == ()
