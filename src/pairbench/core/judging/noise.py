"""What the run's own controls say of the machine: its noise, and whether it could have seen 3 %."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pairbench.core import words
from pairbench.core.authoring.entry import Entry
from pairbench.core.comparing.comparison import compare_times
from pairbench.core.comparing.workload import VARIANTS
from pairbench.core.records.record import CONTROLS, PairRecord
from pairbench.core.statistics.estimate import Estimate, robust_spread

PLACEBO = VARIANTS[0.0]
"""The variant that does what the baseline does."""

CANARY_SLOWDOWN = 0.03

CANARY = VARIANTS[CANARY_SLOWDOWN]
"""The variant that does so much more of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise:
    """The controls of a run.

    ``spread`` is how far a single round of identical code is typically off, as a share: the robust
    standard deviation of the placebo's rounds. ``placebo_differs`` says that identical code was
    called different, ``canary_seen`` that the known slowdown was found.
    """

    placebo: Estimate
    canary: Estimate
    rounds: int
    spoilt: int
    spread: float
    placebo_differs: bool
    canary_seen: bool


def controls_among(workloads: Sequence[Entry]) -> Entry:
    """The placebo and the canary: of the standard workloads the noisiest, an interpreter loop."""
    entry = next(each for each in workloads if each.definition.name == "loop")
    wanted = {entry.definition.baseline, PLACEBO, CANARY}
    variants = tuple(each for each in entry.definition.variants if each.name in wanted)
    return replace(entry, definition=replace(entry.definition, name=CONTROLS, variants=variants))


def noise_of(controls: PairRecord | None) -> Noise | None:
    """The controls' findings; None where they were not measured."""
    if controls is None:
        return None
    comparisons = compare_times(controls.definition, controls.rounds, controls.monitors)
    by_variant = {each.variant: each for each in comparisons}
    if not {PLACEBO, CANARY} <= by_variant.keys():
        return None
    placebo, canary = by_variant[PLACEBO], by_variant[CANARY]
    return Noise(
        placebo=placebo.ratio,
        canary=canary.ratio,
        rounds=len(placebo.round_ratios),
        spoilt=placebo.spoilt,
        spread=robust_spread(math.log(each) for each in placebo.round_ratios),
        placebo_differs=placebo.ratio.low > 1 or placebo.ratio.high < 1,
        canary_seen=canary.ratio.high < 1,
    )


def worst_of(machines: Mapping[str, Noise | None]) -> Noise | None:
    """The noise of the noisiest of several machines; None where one was not measured."""
    found = list(machines.values())
    known = [each for each in found if each is not None]
    if not known or len(known) < len(found):
        return None
    return max(known, key=lambda each: (each.placebo_differs, not each.canary_seen, each.spread))


def in_a_word(noise: Noise | None) -> str:
    """How the machine was."""
    if noise is None:
        return "noise unknown"
    if noise.placebo_differs:
        return "a misleading machine"
    return "a quiet machine" if noise.canary_seen else "a noisy machine"


def in_short(noise: Noise | None) -> str:
    """What the controls mean for a reader, in one sentence."""
    if noise is None:
        return "Nobody knows how noisy the machine was."
    if noise.placebo_differs:
        return "The machine was misleading: identical code seemed to differ; mistrust small ratios."
    if not noise.canary_seen:
        return (
            f"The machine was noisy: it did not show a slowdown of {CANARY_SLOWDOWN:.0%} that was "
            "put in on purpose, so differences as small as that may be missing here."
        )
    return (
        "The machine was quiet enough: identical code came out alike, and a slowdown of "
        f"{CANARY_SLOWDOWN:.0%} that was put in on purpose was seen."
    )


def in_words(noise: Noise | None) -> str:
    """The machine's noise in a sentence or two that a reader understands."""
    if noise is None:
        return "The machine's noise was not measured."
    alarm = "a false alarm" if noise.placebo_differs else "no false alarm"
    seen = "it was seen" if noise.canary_seen else "it was not seen"
    truth = words.number(1 / (1 + CANARY_SLOWDOWN))
    return (
        f"A single round was typically off by {noise.spread:.1%}. Over "
        f"{words.counted(noise.rounds, 'rounds')} identical code came out at "
        f"{words.ratio(noise.placebo)}: {alarm}. A slowdown of "
        f"{CANARY_SLOWDOWN:.0%} put in on purpose, in truth {truth}, came out at "
        f"{words.ratio(noise.canary)}: {seen}."
    )
