"""What the claims ask of the times, how sure each answer must be, and how far off it still is."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean, stdev

from pairbench.core.authoring.claim import Claim, Costs, Crosses, Faster, bound_of
from pairbench.core.authoring.definition import PairDefinition
from pairbench.core.comparing.comparison import Standing, log_ratios, standing
from pairbench.core.planning.effort import Effort
from pairbench.core.records.measurement import Round
from pairbench.core.statistics.early import FEWEST, WIDEST, stated_interval
from pairbench.core.statistics.estimate import Estimate, exponential
from pairbench.core.statistics.sequential import (
    Monitor,
    boundary,
    evidence_against,
    first_verdict,
    smallest_alpha,
)

TYPICAL_SPREAD = 0.015
"""How far a round is typically off, for a guess before there are rounds enough to tell."""

LEAST_DISTANCE = 1e-4
"""Nearer than this to a bound, a guess would be of millions of rounds."""

LEAST_EVIDENCE = 0.3
"""Evidence below this is noise, and an estimate of rounds from it would be as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Enough:
    """When a question asks for no more rounds.

    Its interval lies on one side of the bound, or all ``within`` this share of it; and it is as
    ``narrow`` to both sides, as a share of the ratio, where that takes ``most_rounds`` at most.
    """

    within: float = 0.0
    narrow: float = math.inf
    most_rounds: float = math.inf


ANY_ANSWER = Enough()
"""On which side of the bound, however wide the interval is."""


def error_level(definitions: Iterable[PairDefinition], effort: Effort) -> float:
    """The chance of error that each comparison of a run may have (Bonferroni's inequality).

    Where the run's level shared out were too small for the tables, the smallest they have is
    used, and what the comparisons add up to is more than the run's level.
    """
    compared = sum(len(comparison_sizes(each)) for each in definitions)
    shared = effort.run_alpha / max(1, compared)
    return max(smallest_alpha(), min(effort.alpha, shared))


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Whether a variant's ratio at a size is above or below a bound."""

    variant: str
    size: int
    bound: float


def compared_times(definition: PairDefinition) -> tuple[Question, ...]:
    """What the claims of a pair ask of its times, each question once.

    A pair that claims nothing asks which variant is faster, at every size.
    """
    asked = [each for claim in definition.claims for each in _questions(claim, definition)]
    available = set(definition.available)
    if not definition.claims:
        return tuple(
            Question(variant=variant, size=size, bound=1.0)
            for size in definition.sizes
            for variant in definition.available[1:]
        )
    return tuple(each for each in dict.fromkeys(asked) if each.variant in available)


def comparison_sizes(definition: PairDefinition) -> tuple[int, ...]:
    """The size of each comparison that is asked for.

    Two questions on one comparison are answered by one interval, and right or wrong together.
    """
    comparisons = {(each.variant, each.size) for each in compared_times(definition)}
    return tuple(sorted(size for _, size in comparisons))


def _questions(claim: Claim, definition: PairDefinition) -> list[Question]:
    match claim:
        case Faster() | Costs():
            sizes = [claim.size]
        case Crosses():
            sizes = [definition.sizes[0], definition.sizes[-1]]
        case _:
            return []
    bound = bound_of(claim)
    return [Question(variant=claim.variant, size=size, bound=bound) for size in sizes]


def rounds_to_go(
    definition: PairDefinition,
    size: int,
    rounds: Sequence[Round],
    monitor: Monitor,
    enough: Enough = ANY_ANSWER,
) -> float | None:
    """About how many more rounds the question of a cell that is closest to its answer needs.

    None when none is left open.
    """
    asked = [each for each in compared_times(definition) if each.size == size]
    estimates = (_rounds_to_go(definition, each, rounds, monitor, enough) for each in asked)
    return min((each for each in estimates if each is not None), default=None)


def likely_rounds(
    definition: PairDefinition,
    size: int,
    rounds: Sequence[Round],
    monitor: Monitor,
    enough: Enough = ANY_ANSWER,
) -> float:
    """About how many rounds in all it takes to answer every question of a cell.

    A guess for a forecast, by how far the rounds so far lie from the bounds and from each other;
    no answer depends on it.
    """
    guesses = [0.0]
    for each in compared_times(definition):
        logs = log_ratios(rounds, definition.baseline, each.variant)
        if each.size == size and logs:
            guesses.append(_likely(logs, math.log(each.bound), monitor, enough))
    return max(guesses)


def _likely(logs: Sequence[float], bound: float, monitor: Monitor, enough: Enough) -> float:
    """Few rounds do where they lie so far off that a wide interval is all on one side."""
    distance = abs(fmean(logs) - bound)
    off = _spread(logs)
    narrow = _rounds_for_narrow(off, monitor, enough)
    if distance > WIDEST:
        return max(FEWEST, narrow)
    # The middle of few rounds is off itself: it may not look far from a bound by that alone, and
    # an interval that is to lie within both sides has to bear it.
    surely = distance - off / math.sqrt(len(logs)) / 2
    outside = boundary(monitor) * off / max(surely, LEAST_DISTANCE)
    within = math.log1p(enough.within)
    inside = (boundary(monitor) + 1) * off / max(within - distance, LEAST_DISTANCE)
    return max(first_verdict(monitor), min(outside, inside) ** 2, narrow)


def _spread(logs: Sequence[float]) -> float:
    return stdev(logs) if len(logs) >= FEWEST else TYPICAL_SPREAD


def _rounds_for_narrow(off: float, monitor: Monitor, enough: Enough) -> float:
    """About how many rounds in all a narrow interval takes; 0 where none is asked or too many are.

    An interval reaches about its boundary times the standard error to each side, and there is none
    that narrow before the ranks bring one.
    """
    if math.isinf(enough.narrow):
        return 0.0
    rounds = (boundary(monitor) * off / math.log1p(enough.narrow)) ** 2
    needed = max(first_verdict(monitor), rounds)
    return needed if needed <= min(enough.most_rounds, monitor.cap) else 0.0


def _rounds_to_go(
    definition: PairDefinition,
    question: Question,
    rounds: Sequence[Round],
    monitor: Monitor,
    enough: Enough,
) -> float | None:
    """The evidence grows like the number of rounds, what it is held against like its root."""
    logs = log_ratios(rounds, definition.baseline, question.variant)
    if not logs:
        return None
    ratio = exponential(stated_interval(logs, monitor))
    place = standing(ratio, question.bound, enough.within)
    if ratio.is_sure and place is not Standing.OPEN:
        return _rounds_to_narrow(logs, ratio, monitor, enough)
    evidence = max(evidence_against(logs, math.log(question.bound)), LEAST_EVIDENCE)
    return max(1.0, len(logs) * ((boundary(monitor) / evidence) ** 2 - 1))


def _rounds_to_narrow(
    logs: Sequence[float], ratio: Estimate, monitor: Monitor, enough: Enough
) -> float | None:
    """How many more rounds an answer is worth that is known, but not how far apart it is."""
    reach = math.log(ratio.high / ratio.low) / 2
    needed = _rounds_for_narrow(_spread(logs), monitor, enough)
    if reach <= math.log1p(enough.narrow) or not needed or len(logs) >= enough.most_rounds:
        return None
    return max(1.0, needed - len(logs))
