"""Which rounds the machine has spoilt."""

from dataclasses import replace

import pytest

from pairbench.core.records.disturbance import (
    OVERLONG,
    STOLEN_SHARE,
    SUSPENDED_S,
    Disturbances,
    added_up,
    count_disturbances,
    is_spoilt,
    overlong_blocks,
    treatment_of,
)
from pairbench.core.records.measurement import Conditions, Round
from pairbench.core.records.start import START, Start
from tests.builders import QUICK, SLOW, a_round


def treated(**conditions: float) -> Round:
    """A round that the machine treated so."""
    return replace(a_round({SLOW: [1.0], QUICK: [1.0]}), conditions=Conditions(**conditions))


@pytest.mark.parametrize(
    ("conditions", "spoilt"),
    [
        ({}, False),
        ({"wall_s": 1.0, "stolen_s": STOLEN_SHARE}, False),
        ({"wall_s": 1.0, "stolen_s": STOLEN_SHARE * 1.01}, True),
        ({"wall_s": 1.0, "suspended_s": SUSPENDED_S}, False),
        ({"wall_s": 1.0, "suspended_s": SUSPENDED_S * 1.01}, True),
    ],
)
def test_stolen_and_slept_time_spoil_a_round(conditions: dict[str, float], *, spoilt: bool) -> None:
    """What lies beyond the bounds that were fixed beforehand is left out, and nothing else."""
    assert is_spoilt(treated(**conditions)) is spoilt


def test_a_block_that_was_held_up_is_counted() -> None:
    """The slices of a block count together, whoever was held up."""
    held_up = [1.0] * 8 + [2 * OVERLONG]
    usual = [1.0] * 9
    assert overlong_blocks(a_round({SLOW: held_up, QUICK: usual})) == 1
    assert overlong_blocks(a_round({SLOW: usual, QUICK: held_up})) == 1
    assert overlong_blocks(a_round({SLOW: usual, QUICK: usual})) == 0


def test_no_rule_knows_a_side() -> None:
    """Exchanging the variants changes neither what is spoilt nor what is counted."""
    one, other = [1.0, 1.0, 30.0, 1.0], [2.0, 50.0, 2.0, 2.0]
    for stolen_s in (0.1, 0.4):
        conditions = Conditions(wall_s=1.0, stolen_s=stolen_s)
        first = replace(a_round({SLOW: one, QUICK: other}), conditions=conditions)
        second = replace(a_round({SLOW: other, QUICK: one}), conditions=conditions)
        assert is_spoilt(first) == is_spoilt(second)
        assert overlong_blocks(first) == overlong_blocks(second)


def test_a_round_of_one_block_has_no_overlong_one() -> None:
    """A slow cell's only block is its typical one."""
    assert overlong_blocks(a_round({SLOW: [9.0], QUICK: [1.0]})) == 0


def test_disturbances_are_counted_over_rounds() -> None:
    """All rounds, those that were spoilt, and the blocks that were held up."""
    held_up = a_round({SLOW: [1.0, 1.0, 99.0], QUICK: [1.0, 1.0, 1.0]})
    rounds = [held_up, held_up, treated(suspended_s=9.0)]
    assert count_disturbances(rounds) == Disturbances(rounds=3, spoilt=1, overlong_blocks=2)


def test_counts_of_several_pairs_are_added_up() -> None:
    """Each number for itself; of no pair they are zero."""
    one = Disturbances(rounds=3, spoilt=1, overlong_blocks=2)
    other = Disturbances(rounds=10, spoilt=0, overlong_blocks=5)
    assert added_up(iter([one, other])) == Disturbances(rounds=13, spoilt=1, overlong_blocks=7)
    assert added_up([]) == Disturbances(rounds=0, spoilt=0, overlong_blocks=0)


def test_a_round_has_the_start_that_its_workers_say() -> None:
    """Older rounds do not say it, and were started afresh."""
    fresh = a_round({SLOW: [1.0], QUICK: [1.0]})
    forked = replace(
        fresh,
        runs=tuple(replace(run, metadata={START: Start.FORKED.value}) for run in fresh.runs),
    )
    slept = treated(suspended_s=9.0)
    found = treatment_of(iter([fresh, forked, forked, slept]))
    assert found.starts == {Start.FRESH: 2, Start.FORKED: 2}
    assert found.disturbances == Disturbances(rounds=4, spoilt=1, overlong_blocks=0)
