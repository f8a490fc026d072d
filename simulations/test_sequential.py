"""What monitored intervals do on machines whose truth is known, with the error chances measured.

Run by ``pytest simulations -rP``, which shows the figures too. Chances are compared with their
level plus three standard errors of the simulation, so that luck does not fail a test; the seeds are
fixed.
"""

import math
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
import pytest
from numpy.typing import NDArray

from pairbench.core.statistics.boundaries import BOUNDARIES
from pairbench.core.statistics.early import (
    FEWEST,
    LEVELS_APART,
    WIDEST,
    spare_error,
    stated_interval,
    widening,
)
from pairbench.core.statistics.sequential import Monitor, boundary, evidence_against, first_verdict
from simulations.boundaries import crossing, exact, simulated, spread, walk
from simulations.models import (
    Model,
    Rounds,
    bimodal,
    contaminated,
    correlated,
    grouped,
    normal,
    one_sided,
    pseudo_median,
    student,
)

pytestmark = pytest.mark.simulation

RUNS = 50_000
SEED = 20_240_501
CAPS = (60, 120)
LEVELS = (0.05, 0.01)
SAME = math.log(1.02)

MOST_EARLY = 30
"""Before so many rounds every level that is simulated here has its first signed-rank interval."""

SYMMETRIC: dict[str, Model] = {
    "normal": normal,
    "student t3": student,
    "contaminated": contaminated,
    "bimodal 10 %": bimodal(0.1),
    "bimodal 30 %": bimodal(0.3),
    "bimodal 50 %": bimodal(0.5),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcomes:
    """Of many runs: shares in which something happened, and the median round of the stop.

    A run stops at the first verdict. The first three are the verdicts; what is left is undecided.
    ``found`` is the share that would call the variant slower if "same" did not stop it before.
    """

    faster: float
    slower: float
    same: float
    ever_missed: float
    missed_at_stop: float
    rounds: float
    found: float
    found_after: float

    @property
    def undecided(self) -> float:
        """The share that reached the cap without a verdict."""
        return abs(1 - self.faster - self.slower - self.same)

    def show(self, title: str) -> None:
        """One line for whoever quotes the figures."""
        shares = (
            ("faster", self.faster),
            ("slower", self.slower),
            ("same", self.same),
            ("undecided", self.undecided),
            ("ever missed", self.ever_missed),
            ("missed at stop", self.missed_at_stop),
            ("found", self.found),
        )
        text = ", ".join(f"{name} {share:.2%}" for name, share in shares)
        medians = f"median rounds {self.rounds:.0f}, to find {self.found_after:.0f}"
        sys.stdout.write(f"{title}: {text}, {medians}\n")


class Watched:
    """Runs that are looked at after every round, without sorting averages for every look."""

    def __init__(self, rounds: Rounds, truth: float) -> None:
        self.truth = truth
        self.lowest = np.minimum.accumulate(rounds[:MOST_EARLY], axis=0)
        self.highest = np.maximum.accumulate(rounds[:MOST_EARLY], axis=0)
        self.about: Callable[[float], NDArray[np.int32]] = cache(lambda at: walk(rounds, at))

    def left_out(self, bound: float, monitor: Monitor) -> NDArray[np.int8]:
        """1 where the interval lies above ``bound``, -1 where below, 0 where it holds it."""
        highest = [boundary(monitor) * spread(n) - 2e-9 for n in range(1, monitor.cap + 1)]
        critical = np.array(highest)[:, np.newaxis]
        total = self.about(bound)[: monitor.cap]
        side = (total >= critical).astype(np.int8) - (total <= -critical).astype(np.int8)
        first = first_verdict(monitor)
        for n in range(FEWEST, min(first, monitor.cap + 1)):
            low, high = self.lowest[n - 1], self.highest[n - 1]
            chance_of_look = spare_error(monitor) / (first - FEWEST)
            reach = np.maximum(LEVELS_APART, widening(n, chance_of_look) * (high - low))
            stated = reach <= WIDEST
            side[n - 1] = (stated & (low - reach > bound)).astype(np.int8)
            side[n - 1] -= (stated & (high + reach < bound)).astype(np.int8)
        return side

    def outcomes(self, monitor: Monitor) -> Outcomes:
        """What a run says that stops at the first verdict."""
        missed = self.left_out(self.truth, monitor) != 0
        side = self.left_out(0.0, monitor)
        same = (self.left_out(-SAME, monitor) == 1) & (self.left_out(SAME, monitor) == -1)
        decided = (side != 0) | same
        found = decided.any(axis=0)
        stop = np.where(found, decided.argmax(axis=0), monitor.cap - 1)
        runs = np.arange(len(stop))
        final = side[stop, runs]
        slower = side == -1
        ever_slower = slower.any(axis=0)
        return Outcomes(
            faster=float(np.mean(final == 1)),
            slower=float(np.mean(final == -1)),
            same=float(np.mean(found & (final == 0))),
            ever_missed=float(np.mean(missed.any(axis=0))),
            missed_at_stop=float(np.mean(missed[stop, runs])),
            rounds=float(np.median(stop + 1)),
            found=float(np.mean(ever_slower)),
            found_after=float(
                np.median(np.where(ever_slower, slower.argmax(axis=0) + 1, monitor.cap))
            ),
        )


def watched(model: Model, truth: float = 0.0, *, shift: float = 0.0, looks: int = 120) -> Watched:
    """Many runs of a model whose truth is known, moved by ``shift``."""
    rounds = model(np.random.default_rng(SEED), looks, RUNS) + np.float32(shift)
    return Watched(rounds, truth + shift)


@lru_cache(maxsize=1)
def without_difference(name: str) -> Watched:
    """Runs of a variant against itself."""
    return watched(SYMMETRIC[name])


def chance(share: float, runs: int = RUNS) -> float:
    """Three standard errors of a simulated share."""
    return 3 * math.sqrt(share * (1 - share) / runs)


@pytest.mark.parametrize("alpha", LEVELS)
@pytest.mark.parametrize("cap", CAPS)
@pytest.mark.parametrize("name", SYMMETRIC)
def test_the_interval_ever_misses_a_symmetric_truth_no_more_often_than_stated(
    name: str, cap: int, alpha: float
) -> None:
    """At any look up to the cap, whatever the tails, and not so rarely that rounds are wasted."""
    outcomes = without_difference(name).outcomes(Monitor(alpha=alpha, cap=cap))

    outcomes.show(f"A/A {name}, cap {cap}, alpha {alpha}")
    assert 0.8 * alpha - chance(alpha) <= outcomes.ever_missed <= alpha + chance(alpha)


@pytest.mark.parametrize("alpha", LEVELS)
@pytest.mark.parametrize("cap", CAPS)
@pytest.mark.parametrize("name", SYMMETRIC)
def test_the_interval_at_the_stop_holds_the_truth_as_often_as_stated(
    name: str, cap: int, alpha: float
) -> None:
    """Stopping at the first verdict, which picks the lucky looks, leaves the level intact."""
    outcomes = without_difference(name).outcomes(Monitor(alpha=alpha, cap=cap))

    # Runs that hardly ever reach a verdict stop when they miss, so the level is used up.
    assert outcomes.missed_at_stop <= alpha + chance(alpha)


@pytest.mark.parametrize("alpha", [0.1, 0.05, 0.01, 0.001])
@pytest.mark.parametrize("cap", [5, 6, 8, 9, 12, 15, 20, 24])
def test_a_small_cap_keeps_its_level(cap: int, alpha: float) -> None:
    """Few rounds have few patterns of signs, and caps between stored ones take the next larger."""
    runs = 200_000
    rounds = student(np.random.default_rng(SEED), cap, runs)

    missed = Watched(rounds, 0.0).left_out(0.0, Monitor(alpha=alpha, cap=cap)).any(axis=0)

    sys.stdout.write(f"cap {cap}, alpha {alpha}: ever missed {missed.mean():.3%}\n")
    assert missed.mean() <= alpha + chance(alpha, runs)


@pytest.mark.parametrize("cap", CAPS)
@pytest.mark.parametrize("name", ["normal", "contaminated"])
@pytest.mark.parametrize("percent", [1, 2, 3])
def test_a_true_difference_is_never_reported_the_wrong_way_round(
    percent: int, name: str, cap: int
) -> None:
    """A slower variant is called faster less often than the level, and its interval holds."""
    shift = -math.log(1 + percent / 100)
    slower = watched(SYMMETRIC[name], shift=shift)
    for alpha in LEVELS:
        outcomes = slower.outcomes(Monitor(alpha=alpha, cap=cap))

        outcomes.show(f"+{percent} % {name}, cap {cap}, alpha {alpha}")
        assert outcomes.faster <= alpha / 2 + chance(alpha / 2)
        assert outcomes.ever_missed <= alpha + chance(alpha)
        assert outcomes.missed_at_stop <= alpha


@pytest.mark.parametrize(
    ("percent", "least", "most"), [(1, 0.98, 32), (2, 0.995, 15), (3, 0.999, 14)]
)
def test_a_true_difference_is_found(percent: int, least: float, most: int) -> None:
    """At 1 % and cap 60 on a noisy machine, with at least the power and within the rounds here."""
    slower = watched(contaminated, shift=-math.log(1 + percent / 100), looks=60)

    outcomes = slower.outcomes(Monitor(alpha=0.01, cap=60))

    outcomes.show(f"power +{percent} % contaminated, cap 60, alpha 0.01")
    assert outcomes.found >= least
    assert outcomes.found_after <= most


@pytest.mark.parametrize(
    ("share", "found", "undecided"),
    [(0.1, (0.9, 1.0), (0.0, 0.1)), (0.3, (0.4, 0.8), (0.2, 0.6)), (0.5, (0.2, 0.6), (0.4, 0.8))],
)
def test_two_levels_in_both_variants_end_undecided_rather_than_wrong(
    share: float, found: tuple[float, float], undecided: tuple[float, float]
) -> None:
    """The more processes run on another level the fewer true differences of 3 % are found."""
    slower = watched(bimodal(share), shift=-math.log(1.03), looks=60)

    outcomes = slower.outcomes(Monitor(alpha=0.01, cap=60))

    outcomes.show(f"+3 % bimodal {share:.0%}, cap 60, alpha 0.01")
    assert found[0] <= outcomes.slower <= found[1]
    assert undecided[0] <= outcomes.undecided <= undecided[1]
    assert outcomes.faster + outcomes.same <= 0.01


@pytest.mark.parametrize(
    ("share", "slower", "missed"),
    [
        (0.05, (0.001, 0.01), {0.05: 0.055, 0.01: 0.0125}),
        (0.1, (0.01, 0.03), {0.05: 0.06, 0.01: 0.0145}),
        (0.2, (0.1, 0.3), {0.05: 0.07, 0.01: 0.02}),
        (0.4, (0.8, 0.95), {0.05: 0.1, 0.01: 0.04}),
    ],
)
def test_one_sided_delays_are_a_difference_to_the_rule(
    share: float, slower: tuple[float, float], missed: dict[float, float]
) -> None:
    """Delays of one variant move the pseudo-median, and make the rounds lopsided about it.

    Up to one round in ten the interval holds it as often as stated; with more, less often.
    """
    model = one_sided(share)
    truth = pseudo_median(model, np.random.default_rng(SEED + 1))
    hit = watched(model, truth, looks=60)
    for alpha, most in missed.items():
        outcomes = hit.outcomes(Monitor(alpha=alpha, cap=60))
        outcomes.show(f"one-sided {share:.0%} (pseudo-median {truth:+.3%}), alpha {alpha}")
        assert outcomes.ever_missed <= most
        assert outcomes.missed_at_stop <= alpha
        assert outcomes.faster <= alpha / 2

    least, most = slower
    assert least <= hit.outcomes(Monitor(alpha=0.01, cap=60)).slower <= most


@pytest.mark.parametrize("shared", [False, True])
def test_twenty_comparisons_make_a_false_statement_in_few_runs(*, shared: bool) -> None:
    """The level 0.05 / 20 for each holds 0.05 for all, with a baseline of their own or a shared."""
    family, families, chunk = 20, 10_000, 500
    monitor = Monitor(alpha=0.05 / family, cap=60)
    rng = np.random.default_rng(SEED)
    wrong: list[NDArray[np.bool_]] = []
    for _ in range(families // chunk):
        rounds = contaminated(rng, monitor.cap, chunk * family)
        if shared:
            rounds += np.repeat(contaminated(rng, monitor.cap, chunk), family, axis=1)
        missed = Watched(rounds, 0.0).left_out(0.0, monitor).any(axis=0)
        wrong.append(np.asarray(missed.reshape(chunk, family).any(axis=1)))

    share = float(np.mean(wrong))
    sys.stdout.write(f"20 comparisons, shared baseline {shared}: any false {share:.2%}\n")
    assert 0.01 <= share <= 0.05


@pytest.mark.parametrize("cap", CAPS)
@pytest.mark.parametrize(
    ("rho", "alpha", "most"),
    [(0.1, 0.05, 0.1), (0.1, 0.01, 0.03), (0.3, 0.05, 0.25), (0.3, 0.01, 0.1)],
)
def test_rounds_that_remember_raise_the_false_alarms(
    rho: float, alpha: float, most: float, cap: int
) -> None:
    """Independence is asked for: a little memory breaks the level, by no more than stated here."""
    outcomes = watched(correlated(rho)).outcomes(Monitor(alpha=alpha, cap=cap))

    outcomes.show(f"A/A correlation {rho}, cap {cap}, alpha {alpha}")
    assert alpha + chance(alpha) < outcomes.ever_missed <= most


@pytest.mark.parametrize(
    ("rho", "size", "most"), [(0.03, 4, 0.02), (0.05, 4, 0.025), (0.03, 8, 0.03), (0.05, 8, 0.05)]
)
def test_rounds_of_one_root_that_share_luck_raise_the_false_alarms(
    rho: float, size: int, most: float
) -> None:
    """Where the rounds of a root were not independent, it would cost no more than stated here."""
    outcomes = watched(grouped(rho, size)).outcomes(Monitor(alpha=0.01, cap=60))

    outcomes.show(f"A/A correlation {rho} within {size} rounds, cap 60, alpha 0.01")
    assert 0.01 < outcomes.ever_missed <= most


@pytest.mark.parametrize("cap", [5, 6, 7, 8, 10, 12, 16])
def test_the_stored_small_caps_are_those_of_all_patterns(cap: int) -> None:
    """They keep the level exactly, and the table has not gone stale."""
    assert exact(cap) == BOUNDARIES[cap]
    for alpha, bound in BOUNDARIES[cap].items():
        assert crossing(bound, cap) <= alpha + 1e-12


def test_the_stored_large_caps_are_those_of_another_seed() -> None:
    """Fewer runs give the same to within their own error, where those are enough to tell."""
    caps = [25, 60, 120]

    again = simulated(caps, 200_000, SEED + 1)

    for cap in caps:
        for alpha in (0.1, 0.05, 0.02, 0.01, 0.005):
            assert again[cap][alpha] == pytest.approx(BOUNDARIES[cap][alpha], abs=0.04)


def says(values: Sequence[float], monitor: Monitor, bound: float) -> int:
    """Which side of ``bound`` the real interval lies on, as ``left_out`` has it."""
    interval = stated_interval(values, monitor)
    if interval.level < 0.9:
        return 0
    return int(interval.low > bound) - int(interval.high < bound)


@pytest.mark.parametrize("monitor", [Monitor(alpha=0.05, cap=60), Monitor(alpha=0.1, cap=10)])
def test_the_real_interval_agrees_with_the_shortcut_at_every_look(monitor: Monitor) -> None:
    """What is simulated above is what the harness uses."""
    runs, bounds = 300, (0.0, 0.004, 0.3)
    rounds = contaminated(np.random.default_rng(SEED), monitor.cap, runs) + np.float32(0.004)
    shortcut = {bound: Watched(rounds, 0.0).left_out(bound, monitor) for bound in bounds}

    for run in range(runs):
        values = [float(value) for value in rounds[:, run]]
        for n in range(1, monitor.cap + 1):
            for bound in bounds:
                assert says(values[:n], monitor, bound) == shortcut[bound][n - 1, run]


def test_the_evidence_agrees_with_the_shortcut_at_every_look() -> None:
    """The standardised statistic is the walk over its standard deviation."""
    rounds = student(np.random.default_rng(SEED), 60, 20)
    total = walk(rounds, 0.002)

    for run in range(20):
        values = [float(value) for value in rounds[:, run]]
        for n in range(1, 61):
            expected = abs(int(total[n - 1, run])) / spread(n)
            assert evidence_against(values[:n], float(np.float32(0.002))) == pytest.approx(expected)
