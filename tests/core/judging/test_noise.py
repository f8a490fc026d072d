"""What the controls of a run say of the machine."""

from dataclasses import replace
from pathlib import Path

import pytest

from pairbench.core.authoring.entry import Entry, Site
from pairbench.core.judging.noise import (
    CANARY,
    PLACEBO,
    Noise,
    controls_among,
    in_a_word,
    in_short,
    in_words,
    noise_of,
    worst_of,
)
from pairbench.core.records.measurement import Cell, Conditions, Round
from pairbench.core.records.record import CONTROLS, PairRecord
from pairbench.core.statistics.sequential import Monitor
from tests.builders import SLOW, a_definition, a_round
from tests.records import a_noise

SPREAD = [0.98, 1.02, 1.0, 1.01, 0.99, 1.015, 0.985, 1.005]


def controls(placebo: list[float], canary: list[float]) -> PairRecord:
    """A record of controls whose rounds have these ratios."""
    definition = a_definition(goods=(PLACEBO, CANARY), sizes=(100,))
    rounds = tuple(
        a_round({SLOW: [0.001], PLACEBO: [0.001 / same], CANARY: [0.001 / slower]}, number=number)
        for number, (same, slower) in enumerate(zip(placebo, canary, strict=True), start=1)
    )
    monitors = {100: Monitor(alpha=0.01, cap=len(rounds))}
    return PairRecord(definition=definition, rounds=rounds, monitors=monitors)


def test_a_good_machine_sees_the_canary_and_passes_the_placebo() -> None:
    """Rounds that spread by 1.5 % leave 1 inside the one interval and outside the other."""
    noise = noise_of(controls(SPREAD * 2, [each * 0.97 for each in SPREAD] * 2))
    assert noise is not None
    assert (noise.placebo_differs, noise.canary_seen) == (False, True)
    assert noise.rounds == 16
    assert noise.canary.value == pytest.approx(0.97, rel=0.01)
    assert noise.spread == pytest.approx(0.0186, rel=0.1)


def test_a_noisy_machine_does_not_see_the_canary() -> None:
    """Where rounds spread by a tenth, 3 % drown."""
    wide = [each**8 for each in SPREAD] * 2
    noise = noise_of(controls(wide, [each * 0.97 for each in wide]))
    assert noise is not None
    assert not noise.canary_seen


@pytest.mark.parametrize("factor", [0.95, 1.05])
def test_a_placebo_on_one_side_is_a_false_alarm(factor: float) -> None:
    """Identical code that is called faster or slower says that the machine cannot be trusted."""
    noise = noise_of(controls([each * factor for each in SPREAD] * 2, SPREAD * 2))
    assert noise is not None
    assert noise.placebo_differs
    assert ": a false alarm." in in_words(noise)


def test_spoilt_rounds_of_the_controls_are_left_out() -> None:
    """A round during which the machine slept says nothing of its noise."""
    record = controls(SPREAD, SPREAD)
    asleep = Conditions(wall_s=1.0, suspended_s=3.0)
    rounds = (replace(record.rounds[0], conditions=asleep), *record.rounds[1:])
    noise = noise_of(replace(record, rounds=rounds))
    assert noise is not None
    assert (noise.rounds, noise.spoilt) == (len(SPREAD) - 1, 1)


def test_controls_that_failed_have_no_noise() -> None:
    """Without rounds of both controls there is nothing to say, and the words say that."""
    record = controls(SPREAD, SPREAD)
    alone = Round(cell=Cell(pair="x", size=100), number=1, runs=record.rounds[0].runs[:1])
    assert noise_of(None) is None
    assert noise_of(replace(record, rounds=())) is None
    assert noise_of(replace(record, rounds=(alone,))) is None
    assert in_words(None) == "The machine's noise was not measured."


def test_the_words_tell_what_was_seen() -> None:
    """A reader learns the spread, the placebo and the canary in two sentences."""
    assert in_words(a_noise()) == (
        "A single round was typically off by 1.2%. Over 16 rounds identical code came out at 1.00 "
        "(0.990 to 1.01): no false alarm. A slowdown of 3% put in on purpose, in truth 0.971, came "
        "out at 0.970 (0.960 to 0.980): it was seen."
    )


@pytest.mark.parametrize(
    ("noise", "meaning"),
    [
        (None, "Nobody knows"),
        (a_noise(), "quiet enough"),
        (a_noise(canary_seen=False), "noisy"),
        (a_noise(placebo_differs=True), "misleading"),
        (a_noise(placebo_differs=True, canary_seen=False), "misleading"),
    ],
)
def test_what_the_controls_mean_is_one_sentence(noise: Noise | None, meaning: str) -> None:
    """A reader who knows nothing of the method learns whether small ratios can be trusted."""
    sentence = in_short(noise)
    assert meaning in sentence
    assert sentence.count(". ") == 0


def test_identical_rounds_are_no_false_alarm_and_no_canary() -> None:
    """An interval that is 1 and nothing else lies on no side of it."""
    noise = noise_of(controls([1.0] * 8, [1.0] * 8))
    assert noise is not None
    assert (noise.placebo_differs, noise.canary_seen) == (False, False)


def test_the_noisiest_of_several_machines_speaks_for_all() -> None:
    """A false alarm is worse than a canary that was not seen, and that worse than any spread."""
    quiet, loud = a_noise(), a_noise(spread=0.2)
    blind = a_noise(canary_seen=False, spread=0.01)
    misleading = a_noise(placebo_differs=True, spread=0.001)
    assert worst_of({"a": quiet, "b": loud}) == loud
    assert worst_of({"a": loud, "b": blind}) == blind
    assert worst_of({"a": blind, "b": misleading, "c": loud}) == misleading


def test_a_machine_that_was_not_measured_leaves_the_noise_unknown() -> None:
    """It may be the noisiest; and no machine has none."""
    assert worst_of({"a": a_noise(), "b": None}) is None
    assert worst_of({}) is None


@pytest.mark.parametrize(
    ("noise", "word"),
    [
        (None, "noise unknown"),
        (a_noise(), "a quiet machine"),
        (a_noise(canary_seen=False), "a noisy machine"),
        (a_noise(placebo_differs=True), "a misleading machine"),
    ],
)
def test_the_machine_is_told_in_a_word(noise: Noise | None, word: str) -> None:
    """A false alarm says more than a canary that was seen."""
    assert in_a_word(noise) == word


def test_the_words_tell_what_was_not_seen() -> None:
    """A machine that hid the slowdown is not said to have shown it."""
    assert in_words(a_noise(canary_seen=False)).endswith("(0.960 to 0.980): it was not seen.")


def test_the_controls_are_a_loop_against_itself_and_against_itself_slowed() -> None:
    """Of the workloads, whose other variants and pairs take no part."""
    variants = [replace(a_definition().variants[0], name=name) for name in (PLACEBO, "x", CANARY)]
    definition = a_definition()
    loop = replace(definition, name="loop", variants=(definition.variants[0], *variants))
    site = Site(root=Path("workloads"))
    entries = [Entry(site=site, definition=each) for each in (definition, loop)]
    found = controls_among(entries)
    assert (found.site, found.definition.name) == (site, CONTROLS)
    assert [each.name for each in found.definition.variants] == [SLOW, PLACEBO, CANARY]
    assert replace(found.definition, name="loop", variants=loop.variants) == loop
