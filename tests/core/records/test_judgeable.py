"""Tests of what is left out of a record before it is judged."""

import math
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from pairbench.core.records.judgeable import LONGEST_S, MOST, SHORTEST_S, judgeable
from pairbench.core.records.measurement import Cell, Conditions, Stack, TimeProfile
from pairbench.core.records.record import PairRecord
from pairbench.core.statistics.sequential import MOST_ROUNDS, Monitor
from tests.builders import QUICK
from tests.records import SIZES, a_record, rounds_of

SPOILT = Conditions(suspended_s=9.0)


def many(rounds: int, monitors: Mapping[int, Monitor] | None = None) -> PairRecord:
    """A pair with so many rounds of each size."""
    record = a_record()
    return replace(
        record, rounds=rounds_of(record.definition, rounds=rounds), monitors=monitors or {}
    )


def numbers(record: PairRecord, size: int = SIZES[0]) -> list[int]:
    """The numbers of the rounds of a size."""
    return [each.number for each in record.rounds if each.cell.size == size]


def test_what_a_run_measured_is_left_alone() -> None:
    """Of a sound record nothing is missing, and nothing is in another order."""
    record = many(12)
    assert sorted(judgeable(record).rounds, key=str) == sorted(record.rounds, key=str)
    assert numbers(judgeable(record)) == list(range(1, 13))


@pytest.mark.parametrize("odd", [math.nan, math.inf, 0.0, -1.0, 1e-320, 1e-300, 1e-16, 1e13, 1e300])
def test_what_is_no_duration_is_left_out_with_its_round(odd: float) -> None:
    """One value of one run is enough; the other rounds stay."""
    record = many(3)
    first, *others = record.rounds
    runs = (replace(first.runs[0], values_s=(*first.runs[0].values_s[1:], odd)), *first.runs[1:])
    changed = replace(record, rounds=(replace(first, runs=runs), *others))
    assert judgeable(changed).rounds == tuple(others)


def test_loops_that_nobody_can_count_to_are_left_out_with_their_round() -> None:
    """They are not even a number that a float can hold."""
    record = many(3)
    first, *others = record.rounds
    runs = (replace(first.runs[0], loops=10**400), *first.runs[1:])
    changed = replace(record, rounds=(replace(first, runs=runs), *others))
    assert judgeable(changed).rounds == tuple(others)


@pytest.mark.parametrize("odd", [-1, 2**64, 10**400])
@pytest.mark.parametrize("figure", ["peak_bytes", "retained_bytes", "allocated_bytes", "children"])
def test_memory_that_is_in_no_machine_is_left_out(figure: str, odd: int) -> None:
    """One figure of one process is enough; that of the others stays."""
    record = a_record()
    first, *others = record.memory
    change: dict[str, Any] = {figure: odd}
    repeats = (replace(first.repeats[0], **change), *first.repeats[1:])
    changed = replace(record, memory=(replace(first, repeats=repeats), *others))
    assert judgeable(changed).memory == tuple(others)


@pytest.mark.parametrize("odd", [{"repeats": ()}, {"unseen_bytes": 10**400}])
def test_memory_without_figures_is_left_out(odd: dict[str, Any]) -> None:
    """So is what grew by more than there is."""
    record = a_record()
    first, *others = record.memory
    changed = replace(record, memory=(replace(first, **odd), *others))
    assert judgeable(changed).memory == tuple(others)


def test_no_more_rounds_are_judged_than_an_error_level_holds_for() -> None:
    """Without a cap it is the largest there is."""
    assert numbers(judgeable(many(MOST_ROUNDS + 5))) == list(range(1, MOST_ROUNDS + 1))


def test_rounds_after_the_cap_say_nothing() -> None:
    """The cap was fixed before the first round; another size has its own."""
    record = many(9, monitors={SIZES[0]: Monitor(alpha=0.01, cap=7)})
    assert numbers(judgeable(record)) == list(range(1, 8))
    assert numbers(judgeable(record), SIZES[1]) == list(range(1, 10))


def test_spoilt_rounds_take_no_place_of_others() -> None:
    """They are kept to be counted, beside as many rounds as the cap allows."""
    record = many(6, monitors={SIZES[0]: Monitor(alpha=0.01, cap=5)})
    rounds = [
        replace(each, conditions=SPOILT) if each.number == 2 else each for each in record.rounds
    ]
    assert numbers(judgeable(replace(record, rounds=tuple(rounds)))) == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    "monitor",
    [
        Monitor(alpha=1e-30, cap=9),
        Monitor(alpha=math.nan, cap=9),
        Monitor(alpha=0.01, cap=0),
        Monitor(alpha=0.01, cap=10**6),
    ],
)
def test_a_level_that_nobody_can_hold_judges_nothing(monitor: Monitor) -> None:
    """Rounds under it are left out; those of the other sizes stay."""
    found = judgeable(many(9, monitors={SIZES[0]: monitor}))
    assert numbers(found) == []
    assert len(numbers(found, SIZES[1])) == 9


@pytest.mark.parametrize("odd", [math.nan, math.inf, 0.0, -1.0])
def test_stacks_without_a_weight_are_left_out(odd: float) -> None:
    """What is drawn as a width must be one."""
    good, bad = (Stack(frames=("f (a.py:1)",), weight=weight) for weight in (1.0, odd))
    record = a_record()
    cell = Cell(pair=record.definition.name, size=SIZES[0])
    changed = replace(
        record,
        memory=tuple(replace(each, stacks=(bad, good)) for each in record.memory),
        profiles=(TimeProfile(cell=cell, variant=QUICK, stacks=(bad, good)),),
    )
    found = judgeable(changed)
    assert {each.stacks for each in found.memory} == {(good,)}
    assert {each.stacks for each in found.profiles} == {(good,)}


def test_the_bounds_themselves_are_sound() -> None:
    """The shortest and the longest call, one loop and the most, and the most bytes."""
    record = many(1)
    first = record.rounds[0]
    values_s = (SHORTEST_S, LONGEST_S)
    runs = tuple(
        replace(run, values_s=values_s, loops=loops)
        for run, loops in zip(first.runs, (1, MOST), strict=True)
    )
    memory = replace(record.memory[0], unseen_bytes=MOST)
    changed = replace(record, rounds=(replace(first, runs=runs),), memory=(memory,))
    found = judgeable(changed)
    assert (found.rounds, found.memory) == (changed.rounds, changed.memory)


def test_a_round_without_loops_is_left_out() -> None:
    """Nothing was called in it."""
    record = many(1)
    first, *others = record.rounds
    runs = (replace(first.runs[0], loops=0), *first.runs[1:])
    changed = replace(record, rounds=(replace(first, runs=runs), *others))
    assert judgeable(changed).rounds == tuple(others)


def test_spoilt_rounds_are_kept_up_to_the_most_there_are() -> None:
    """Good ones come first: beside them as many spoilt ones as make the largest cap."""
    record = many(MOST_ROUNDS + 5)
    rounds = tuple(
        each if each.number <= 3 else replace(each, conditions=SPOILT) for each in record.rounds
    )
    found = judgeable(replace(record, rounds=rounds))
    assert numbers(found) == list(range(1, MOST_ROUNDS + 1))
