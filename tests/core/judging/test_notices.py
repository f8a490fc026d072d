"""What is said beside a pair's verdicts."""

from dataclasses import replace
from typing import Any

import pytest

from pairbench.core.judging.notices import (
    OUTSIDE,
    notices_of_check,
    notices_of_rounds,
    suspects,
)
from pairbench.core.records.measurement import CallTime, Cell, Round
from pairbench.core.records.notice import Notice, NoticeKind
from tests.builders import PAIR, QUICK, SLOW, a_definition, a_round

DEFINITION = a_definition()
FRESH = replace(DEFINITION, fresh=True)
MUTATES = replace(DEFINITION, mutates=True)


def a_call(
    *, size: int = 100, variant: str = QUICK, call_s: float = 0.001, **more: Any
) -> CallTime:
    return CallTime(cell=Cell(pair=PAIR, size=size), variant=variant, call_s=call_s, **more)


def busy(cpus: float | str, number: int = 1, *, alone: bool = False) -> Round:
    """A round in which the worker of ``quick`` used so much while it waited, and the other none."""
    found = a_round({SLOW: [1.0], QUICK: [1.0]}, number=number)
    runs = [
        replace(each, metadata={OUTSIDE: cpus if each.variant == QUICK else 0.0})
        for each in found.runs
        if not alone or each.variant == QUICK
    ]
    return replace(found, runs=tuple(runs))


@pytest.mark.parametrize(
    ("call", "fresh", "told"),
    [
        (a_call(first_s=0.01), False, True),
        (a_call(first_s=0.0099), False, False),
        # What is new to the interpreter takes longer at first, without having been loaded.
        (a_call(call_s=1e-6, first_s=0.000402), False, True),
        (a_call(call_s=1e-6, first_s=0.0004), False, False),
        (a_call(first_s=0.002, cached=True), False, True),
        (a_call(first_s=0.0019, cached=True), False, False),
        # What makes something gives another object each time, and this gave the same one again.
        (a_call(size=100, call_s=1e-6, first_s=0.000052, kept=True), False, True),
        (a_call(size=100, call_s=1e-6, first_s=0.00005, kept=True), False, False),
        # Beyond the smallest size nothing is new to the interpreter any more.
        (a_call(size=1_000, call_s=1e-6, first_s=0.000017, kept=True), False, True),
        (a_call(size=1_000, call_s=1e-6, first_s=0.000015, kept=True), False, False),
        (a_call(call_s=1e-5, first_s=0.000099, kept=True), False, False),
        (a_call(call_s=1e-6, first_s=0.000052, kept=True), True, False),
        # A cache that is cleared before each call may still answer within one.
        (a_call(first_s=0.009, cached=True), True, False),
        (a_call(first_s=0.01, cached=True), True, True),
    ],
)
def test_a_first_call_is_told_where_it_loads_or_fills_a_cache(
    call: CallTime, *, fresh: bool, told: bool
) -> None:
    """A cache that is seen to answer needs less of a difference than a guess does."""
    found = notices_of_check(FRESH if fresh else DEFINITION, [call])
    assert [each.kind for each in found] == [NoticeKind.FIRST_CALL] * told


def test_a_first_call_is_told_once_a_variant_where_it_matters_most() -> None:
    """At the size at which it took longest beyond a later call, with both times."""
    calls = [
        a_call(size=10, first_s=0.02),
        a_call(size=100, first_s=0.5, cached=True),
        a_call(size=1_000, first_s=0.4),
        a_call(size=10, variant=SLOW, first_s=0.03),
    ]
    quick, slow = notices_of_check(DEFINITION, calls)
    assert (quick.variant, quick.size) == (QUICK, 100)
    assert quick.words == (
        "the first call took 500 ms, later ones 1.00 ms: answered from a cache; "
        "Pair(fresh=...) begins each call cold"
    )
    assert (slow.variant, slow.size) == (SLOW, 10)
    assert "a cache, an import, or memory that is new to the process?" in slow.words
    (cold,) = notices_of_check(FRESH, calls[:1])
    assert cold.words.endswith(
        "a cache, an import, or memory that is new to the process? fresh= does not take that back"
    )


def test_a_call_that_may_have_been_held_up_is_looked_at_again() -> None:
    """One that a cache explains was not long by chance, unless the cache was cleared."""
    cached, guessed = a_call(first_s=0.5, cached=True), a_call(first_s=0.5)
    assert list(suspects(DEFINITION, [cached, guessed, a_call()])) == [guessed]
    assert list(suspects(FRESH, [cached, guessed, a_call()])) == [cached, guessed]


def test_what_is_made_for_each_call_is_told_where_it_takes_longest() -> None:
    """Once for the pair: few calls are timed where ten times the call is spent beside it."""
    calls = [
        a_call(size=10, aside_s=0.01),
        a_call(size=100, aside_s=0.05),
        a_call(size=1_000, aside_s=0.0099),
        a_call(size=10_000, call_s=0.01, aside_s=0.2),
        a_call(call_s=0.0, aside_s=1.0),
    ]
    (copying,) = notices_of_check(MUTATES, calls)
    assert copying == Notice(
        kind=NoticeKind.COPYING,
        variant=QUICK,
        size=100,
        words="copying the input takes 50.0 times the call (50.0 ms against 1.00 ms), so few calls "
        "are timed; Pair(copy=...) can name a quicker way, list.copy say",
    )
    (named,) = notices_of_check(replace(MUTATES, copies=True), calls)
    assert named.words.endswith("so few calls are timed")
    (cold,) = notices_of_check(FRESH, calls)
    assert (cold.kind, cold.size) == (NoticeKind.COLD_START, 100)
    assert cold.words.startswith("beginning cold takes 50.0 times the call")
    assert notices_of_check(MUTATES, calls[2:3]) == ()


def test_work_outside_the_calls_is_told_by_its_median() -> None:
    """Of the variant that does it, over all rounds that tell; one odd round says nothing."""
    (found,) = notices_of_rounds([busy(0.1), busy(0.5, 2), busy("unknown", 3)])
    assert (found.kind, found.variant, found.size) == (NoticeKind.WORK_OUTSIDE, QUICK, None)
    assert found.words.startswith("work goes on outside the calls: 0.300 CPUs while the others")
    assert len(notices_of_rounds([busy(0.2)])) == 1
    assert notices_of_rounds([busy(0.1), busy(0.29, 2)]) == ()
    assert notices_of_rounds([busy(0.05), busy(0.9, 2), busy(0.04, 3)]) == ()


def test_a_benchmark_has_no_others_to_disturb() -> None:
    """Between its slices there is next to no time to be busy in."""
    assert notices_of_rounds([busy(0.9, alone=True)]) == ()
