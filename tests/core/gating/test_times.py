"""What is said of times, from rounds with a known truth."""

import math
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from pairbench.core.authoring.entry import Entry, Site
from pairbench.core.gating.answer import Change, GateLine, MachineState
from pairbench.core.gating.noise import machine_of, noisier, stated
from pairbench.core.gating.settings import Thresholds
from pairbench.core.gating.times import judge_time, time_line
from pairbench.core.gating.two_sides import AGAIN, BASE, HEAD, SLOWED, Comparison, compare
from pairbench.core.records.measurement import Round
from pairbench.core.records.record import PairRecord
from pairbench.core.statistics.early import WIDEST
from pairbench.core.statistics.estimate import Estimate
from pairbench.core.statistics.sequential import Monitor
from simulations.looks import THRESHOLD, gates, share
from simulations.models import Model, Rounds, bimodal, contaminated, correlated, normal, student
from tests.builders import SLOW, a_definition, a_round

MONITOR = Monitor(alpha=0.1, cap=40)

QUIET = MachineState(
    placebo=Estimate(value=1.0, low=0.99, high=1.01, level=0.95),
    canary=Estimate(value=0.97, low=0.96, high=0.98, level=0.95),
    rounds=24,
    slowed_by=THRESHOLD,
)
BUSY = replace(QUIET, placebo=Estimate(value=1.03, low=0.981, high=1.09, level=0.95))


def a_ratio(value: float, low: float, high: float) -> Estimate:
    return Estimate(value=value, low=low, high=high, level=0.9)


def a_comparison() -> Comparison:
    entry = Entry(site=Site(root=Path("base")), definition=a_definition(sizes=(10,)))
    return compare(entry, entry, SLOW, (10,), Thresholds(time=THRESHOLD, memory=0.01))


def a_record(*ratios: float) -> PairRecord:
    """A round for each ratio of base over head."""
    rounds = [
        a_round({BASE: [0.001 * ratio] * 4, HEAD: [0.001] * 4}, number=number, size=10)
        for number, ratio in enumerate(ratios, 1)
    ]
    definition = a_comparison().entry.definition
    return PairRecord(
        definition=definition, sightings=(), rounds=tuple(rounds), monitors={10: MONITOR}
    )


def a_line(
    first: PairRecord, again: PairRecord | None = None, machine: MachineState = QUIET
) -> GateLine:
    return time_line(a_comparison(), 10, first, again, machine=machine, spent_s=7.0)


def control_rounds(*offs: float) -> list[Round]:
    return [
        a_round(
            {BASE: [0.001] * 4, AGAIN: [0.001 * (1 + off)] * 4, SLOWED: [0.00103 * (1 + off)] * 4},
            number=number,
        )
        for number, off in enumerate(offs, 1)
    ]


@pytest.mark.parametrize(
    ("ratio", "change"),
    [
        (a_ratio(3.94, 2.98, 5.21), Change.BETTER),
        (a_ratio(0.25, 0.2, 0.3), Change.WORSE),
        (a_ratio(0.75, 0.6, 0.9), Change.WORSE),
        (a_ratio(1.2, 1.13, 1.3), Change.BETTER),
    ],
)
def test_what_lies_outside_of_the_noise_is_decided(ratio: Estimate, change: Change) -> None:
    """A busy machine hides no difference that is larger than all that it shows of itself."""
    found = judge_time(ratio, THRESHOLD, BUSY)
    assert (found.change, found.unmeasurable) == (change, False)
    assert "base against itself came out at 1.03 (0.981 to 1.09)" in found.why


@pytest.mark.parametrize(
    "ratio",
    [a_ratio(0.96, 0.95, 0.965), a_ratio(1.06, 1.04, 1.08), a_ratio(1.0, 0.99, 1.01)],
)
def test_what_lies_within_the_noise_is_not_measurable(ratio: Estimate) -> None:
    """Nor is that nothing got slower, where the noise may hide it."""
    found = judge_time(ratio, THRESHOLD, BUSY)
    assert (found.change, found.unmeasurable) == (Change.UNDECIDED, True)


BOUND = 1 / (1 + THRESHOLD)


@pytest.mark.parametrize(
    ("low", "high", "change"),
    [
        (0.9, BOUND, Change.UNDECIDED),
        (0.9, math.nextafter(BOUND, 0.0), Change.WORSE),
        (BOUND, 1.0, Change.SAME),
        (math.nextafter(BOUND, 0.0), 1.0, Change.UNDECIDED),
        (1 + THRESHOLD, 1.2, Change.BETTER),
        (math.nextafter(1 + THRESHOLD, 0.0), 1.2, Change.SAME),
    ],
)
def test_the_threshold_itself_is_allowed(low: float, high: float, change: Change) -> None:
    """Worse is beyond it, and better is from it on."""
    found = judge_time(a_ratio(1.0, low, high), THRESHOLD, QUIET)
    assert (found.change, found.unmeasurable) == (change, False)


def test_a_level_below_the_least_decides_nothing() -> None:
    """At 90 % an interval decides, and just below it does not, however far it lies from 1."""
    far = a_ratio(0.25, 0.2, 0.3)
    assert judge_time(far, THRESHOLD, None).change is Change.WORSE
    assert judge_time(replace(far, level=0.899), THRESHOLD, None).change is Change.UNDECIDED


@pytest.mark.parametrize(
    ("placebo", "quiet"),
    [
        (Estimate(value=1.0, low=BOUND, high=1 + THRESHOLD, level=0.9), True),
        (Estimate(value=1.0, low=BOUND - 0.001, high=1.0, level=0.9), False),
        (Estimate(value=1.0, low=1.0, high=1.031, level=0.9), False),
        (Estimate(value=1.0, low=1.0, high=1.0, level=0.89), False),
    ],
)
def test_noise_within_the_threshold_is_not_spoken_of(placebo: Estimate, *, quiet: bool) -> None:
    """At either end, and only where the controls had rounds enough to tell."""
    found = judge_time(a_ratio(1.0, 0.99, 1.0), THRESHOLD, replace(QUIET, placebo=placebo))
    assert ("came out at" in found.why) is not quiet


@pytest.mark.parametrize(
    ("ratio", "change"),
    [
        (a_ratio(0.9, 0.8, 0.952), Change.WORSE),
        (a_ratio(0.9, 0.8, 0.953), Change.UNDECIDED),
        (a_ratio(1.2, 1.123, 1.3), Change.BETTER),
        (a_ratio(1.2, 1.122, 1.3), Change.UNDECIDED),
    ],
)
def test_all_that_the_noise_leaves_room_for_is_taken_off(ratio: Estimate, change: Change) -> None:
    """With 0.981 to 1.09 for identical code, 0.952 is 0.971 at worst, and 1.123 is 1.03."""
    assert judge_time(ratio, THRESHOLD, BUSY).change is change


def test_noise_is_taken_off_what_clears_head_as_well() -> None:
    """Where identical code came out at up to 1.04, 1.012 is 0.973 at worst, and 1.009 is 0.970."""
    noisy = replace(QUIET, placebo=replace(QUIET.placebo, high=1.04))
    assert judge_time(a_ratio(1.02, 1.012, 1.02), THRESHOLD, noisy).change is Change.SAME
    assert judge_time(a_ratio(1.02, 1.009, 1.02), THRESHOLD, noisy).unmeasurable


def test_a_canary_that_was_not_seen_clears_nothing() -> None:
    """What did not show a slowdown cannot say that there is none; what shows one is believed."""
    blind = replace(QUIET, canary=Estimate(value=0.98, low=0.96, high=1.0, level=0.95))
    same = judge_time(a_ratio(1.0, 0.99, 1.01), THRESHOLD, blind)
    assert (same.change, same.unmeasurable) == (Change.UNDECIDED, True)
    assert "3.0% put in on purpose came out at 0.980 (0.960 to 1.00), and was not seen" in same.why
    assert judge_time(a_ratio(0.8, 0.7, 0.9), THRESHOLD, blind).change is Change.WORSE
    sighted = replace(blind, canary=replace(blind.canary, high=0.999))
    assert judge_time(a_ratio(1.0, 0.99, 1.01), THRESHOLD, sighted).change is Change.SAME


@pytest.mark.parametrize("count", range(1, 9))
@pytest.mark.parametrize("ratio", [0.25, 0.5, 0.96, 1.0, 1.02, 4.0])
@pytest.mark.parametrize("spread", [0.001, 0.02, 0.3])
def test_the_sentence_never_contradicts_the_interval(
    count: int, ratio: float, spread: float
) -> None:
    """After any number of rounds: undecided is what lies on both sides of the threshold."""
    offs = np.random.default_rng(count).uniform(-spread, spread, count)
    record = a_record(*(ratio * math.exp(off) for off in offs))
    for line in (a_line(record), a_line(record, record)):
        assert line.ratio is not None
        bound = 1 / (1 + THRESHOLD)
        if line.change is Change.UNDECIDED and "no second" not in line.why:
            assert line.ratio.low < bound <= line.ratio.high
        if line.change is Change.WORSE:
            assert line.ratio.high < bound
        if line.change is Change.SAME:
            assert line.ratio.low >= bound


def test_an_undecided_line_says_what_would_decide_it() -> None:
    """Its figures, the seconds from the spread so far, and the option that gives them."""
    line = a_line(a_record(0.94, 1.02, 0.95, 1.01, 0.96, 1.0, 0.97))
    assert line.change is Change.UNDECIDED
    assert line.ratio is not None
    assert (line.base, line.head) == ("979 µs", "1.00 ms")
    assert line.more_s is not None
    assert line.more_s > 0
    assert "more would tell, --budget " in line.why or "rounds to tell" in line.why


def test_few_rounds_that_agree_say_how_much_longer() -> None:
    """One round more or two are seconds, not minutes."""
    line = a_line(a_record(0.98, 1.0, 0.99))
    assert line.change is Change.UNDECIDED
    assert line.more_s is not None
    assert 1.0 < line.more_s < 60.0
    assert "more would tell, --budget" in line.why


def test_a_second_look_is_shown_with_its_own_figures() -> None:
    """What the first look said is told, and not taken for the answer."""
    slower = a_record(*[0.9, 0.91, 0.9, 0.91, 0.9, 0.91, 0.9])
    equal = a_record(*[1.0, 1.01, 1.0, 1.01, 1.0, 1.01, 1.0])
    assert a_line(slower, slower).change is Change.WORSE
    line = a_line(slower, equal)
    assert line.change is Change.SAME
    assert "does not confirm it: not slower by 3.0%" in line.why
    assert a_line(slower).change is Change.UNDECIDED


def test_three_rounds_far_below_the_threshold_are_worse() -> None:
    """How wide their interval comes out is no reason to wait: on which side it lies is asked."""
    slower = a_record(0.252, 0.247, 0.257)
    line = a_line(slower, slower)
    assert line.change is Change.WORSE
    assert line.ratio is not None
    assert line.ratio.high / line.ratio.value > math.exp(WIDEST)


def test_rounds_that_are_too_few_say_nothing() -> None:
    """Two rounds are no interval: all from nothing to infinity is possible."""
    found = stated([-1.4, -1.41], MONITOR)
    assert (found.low, found.high) == (0.0, math.inf)


def test_a_noisy_pair_says_nothing_of_the_others() -> None:
    """Its controls are set apart, and count for itself; noise that all share is the machine's."""
    quiet = {f"quiet {n}": control_rounds(0.004, -0.003, 0.002) for n in range(5)}
    rounds = {**quiet, "noisy": control_rounds(0.4, -0.3, 0.2)}
    assert noisier(rounds) == {"noisy"}
    assert machine_of(rounds, THRESHOLD, pair="quiet 1").problem is None
    assert machine_of(rounds, THRESHOLD, pair="noisy").problem is not None
    assert machine_of(rounds, THRESHOLD, pair="quiet 1").rounds == 15
    assert machine_of(rounds, THRESHOLD, pair="noisy").rounds == 18
    everywhere = {f"noisy {n}": control_rounds(0.4, -0.3, 0.2) for n in range(5)}
    assert noisier(everywhere) == frozenset()
    assert machine_of(everywhere, THRESHOLD).problem is not None


def test_controls_that_failed_count_for_nothing() -> None:
    """A pair without them is judged by the others; without any, nothing can be said."""
    rounds = {"one": control_rounds(*[0.004, -0.003] * 4), "two": []}
    assert machine_of(rounds, THRESHOLD, pair="two").problem is None
    nothing = machine_of({"two": []}, THRESHOLD)
    assert nothing.problem is not None
    assert judge_time(a_ratio(0.25, 0.2, 0.3), THRESHOLD, nothing).unmeasurable


def loud(rng: np.random.Generator, looks: int, runs: int) -> Rounds:
    return student(rng, looks, runs) * np.float32(10)


@pytest.mark.parametrize(
    "model", [normal, student, contaminated, bimodal(0.2), correlated(0.6), loud]
)
def test_identical_code_is_not_called_worse(model: Model) -> None:
    """A look errs once in twenty at most, two of them hardly ever."""
    first, last = share(gates(model, 0.0, 100, 20_261_125), Change.WORSE)
    assert first <= 0.05
    assert last <= 0.01


@pytest.mark.parametrize("model", [normal, contaminated, loud])
def test_four_times_slower_is_seen_in_the_fewest_rounds(model: Model) -> None:
    """On a quiet machine and on one that is ten times as noisy."""
    _, last = share(gates(model, -math.log(4), 40, 20_261_125), Change.WORSE)
    assert last >= 0.95
