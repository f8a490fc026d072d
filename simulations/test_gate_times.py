"""Holds a gate of times to what it promises, where the truth is known and the machine is noisy."""

import math
import sys

import numpy as np
import pytest

from pairbench.core.gating.answer import Change
from simulations.looks import THRESHOLD, gates, share
from simulations.models import Model, Rounds, bimodal, contaminated, correlated, normal, student

pytestmark = pytest.mark.simulation

COUNT = 4_000
SEED = 20_261_125
ERROR = 0.05


def louder(model: Model, times: float) -> Model:
    """The same noise, so many times as far."""

    def draw(rng: np.random.Generator, looks: int, runs: int) -> Rounds:
        return model(rng, looks, runs) * np.float32(times)

    return draw


def cauchy(rng: np.random.Generator, looks: int, runs: int) -> Rounds:
    """Tails so heavy that there is no mean, up to rounds that are off 100 times."""
    return np.clip(rng.standard_cauchy((looks, runs)) * 0.01, -5, 5).astype(np.float32)


def spells(rng: np.random.Generator, looks: int, runs: int) -> Rounds:
    """For about five rounds in a row one side or the other is hit by 20 %, a third of the time."""
    begins = rng.random((looks + 5, runs)) < 0.08
    sides = rng.choice(np.array([-0.2, 0.2]), (looks + 5, runs))
    hit = np.zeros((looks, runs))
    for late in range(5):
        late_begins = begins[late : late + looks]
        hit = np.where(late_begins, sides[late : late + looks], hit)
    return (normal(rng, looks, runs) + hit).astype(np.float32)


SYMMETRIC: dict[str, Model] = {
    "quiet": normal,
    "heavy tails": student,
    "one round in ten is wild": contaminated,
    "two levels": bimodal(0.2),
    "ten times as noisy": louder(normal, 10),
    "heavy tails, ten times as noisy": louder(student, 10),
    "cauchy": cauchy,
}
"""Independent, and symmetric about the truth: what the intervals ask for."""

ALL = {**SYMMETRIC, "drift": correlated(0.6), "spells": spells}


@pytest.mark.parametrize("long", [False, True], ids=["short", "long"])
@pytest.mark.parametrize("name", SYMMETRIC)
def test_a_look_errs_once_in_twenty_at_most(name: str, *, long: bool) -> None:
    """Where head is slower by exactly the threshold: the truth that is hardest to judge."""
    first, last = share(
        gates(SYMMETRIC[name], -math.log1p(THRESHOLD), COUNT, SEED, long=long), Change.WORSE
    )
    sys.stdout.write(f"{name}: worse in one look {first:.2%}, in two {last:.2%}\n")
    assert first <= ERROR + 3 * math.sqrt(ERROR / COUNT)
    assert last <= ERROR**2 + 3 * math.sqrt(ERROR**2 / COUNT)


@pytest.mark.parametrize("long", [False, True], ids=["short", "long"])
@pytest.mark.parametrize("name", ALL)
def test_identical_code_is_not_called_worse(name: str, *, long: bool) -> None:
    """Drift and spells break what the intervals ask for, and two looks err rarely all the same."""
    said = gates(ALL[name], 0.0, COUNT, SEED + 1, long=long)
    first, last = share(said, Change.WORSE)
    better, _ = share(said, Change.BETTER)
    same, _ = share(said, Change.SAME)
    sys.stdout.write(
        f"{name}: worse in one look {first:.2%}, in two {last:.2%}; "
        f"better {better:.2%}, same {same:.2%}\n"
    )
    assert better <= ERROR
    assert last <= 2 * ERROR**2 + 3 * math.sqrt(2 * ERROR**2 / COUNT)
    if name in SYMMETRIC:
        assert first <= ERROR


@pytest.mark.parametrize("name", ["quiet", "heavy tails", "ten times as noisy", "spells", "drift"])
def test_four_times_slower_is_seen_at_any_budget(name: str) -> None:
    """The least rounds that a comparison gets decide it, on a machine as noisy as they come."""
    _, last = share(gates(ALL[name], -math.log(4), COUNT // 4, SEED + 2), Change.WORSE)
    sys.stdout.write(f"{name}: {last:.2%}\n")
    assert last >= 0.95
