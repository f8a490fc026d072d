"""The shape of a round: from about how long a call takes to the calls of a slice, and blocks."""

from collections.abc import Mapping
from dataclasses import dataclass

from pairbench.core.authoring.definition import PairDefinition
from pairbench.core.planning.effort import Effort
from pairbench.core.records.measurement import CallTime

ALIKE = 2.0
"""Variants whose rough times are within this factor of each other get the same loops: a rough time
can be off by more than half when the machine changes its speed."""

ASIDE_S = 0.004
"""What is made outside the clock for the calls of a slice, copies or cold starts, takes as long as
this, or as long as it takes for one call: with the loops of a call that needs none, copying alone
would use up the budget."""

DEAR_SHARE = 0.4
"""The share of its start that the slices of a round take at least: where a start takes 0.3 s,
slices of 0.06 s would save little of it, and say less than those of 0.12 s."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """What a round is made of: so many blocks of so many calls, after so many to warm up."""

    loops: Mapping[str, int]
    block_s: float
    blocks: int
    warmups: int

    @property
    def round_s(self) -> float:
        """About how long its calls take together."""
        return self.block_s * (self.blocks + self.warmups)


def ready_s(known: CallTime) -> float:
    """What a worker takes until it has called once, beyond the call itself."""
    return known.start_s + max(0.0, known.first_s - known.call_s)


def together_s(definition: PairDefinition, start_s: float, effort: Effort) -> float:
    """How long all slices of a round should take together, by what it takes to start one.

    Pools of processes and what is opened for a round are not seen in the start of a worker.
    """
    if definition.parallel or definition.resource_scope is not None:
        return effort.dear_round_s
    return min(max(effort.round_s, DEAR_SHARE * start_s), effort.dear_round_s)


def shape_of(
    call_s: Mapping[str, float],
    effort: Effort,
    slices_s: float,
    aside_s: float,
    *,
    is_smallest: bool,
) -> Shape:
    """What fills a round of slices that take so long together; ``call_s`` is one call of each.

    ``aside_s`` is what is made outside the clock for a call.
    """
    loops = {name: _loops(each_s, call_s, effort.slice_s) for name, each_s in call_s.items()}
    if aside_s:
        affordable = max(1, int(ASIDE_S / aside_s))
        loops = {name: min(each, affordable) for name, each in loops.items()}
    block_s = sum(loops[name] * (each_s + aside_s) for name, each_s in call_s.items())
    slow = longest_of(call_s, aside_s) > effort.slow_call_s
    fewest = 1 if slow else effort.min_blocks
    blocks = min(effort.blocks, max(fewest, round(slices_s / block_s)))
    # A short call that comes after a long set-up is a cold one, and no smaller size can warm it.
    cold = is_smallest and max(call_s.values()) <= effort.slow_call_s
    warmups = 1 if cold or not slow else 0
    return Shape(loops=loops, block_s=block_s, blocks=blocks, warmups=warmups)


def _loops(own_s: float, call_s: Mapping[str, float], slice_s: float) -> int:
    """The calls of a slice.

    A variant that is about as fast as the first gets the first one's loops. Rough as it is, the
    calibration would otherwise make a difference that lasts for the whole run: the first calls of
    a slice are slower, and count for more where a slice has fewer.
    """
    first_s = next(iter(call_s.values()))
    alike = 1 / ALIKE <= own_s / first_s <= ALIKE
    return max(1, round(slice_s / (first_s if alike else own_s)))


def longest_of(call_s: Mapping[str, float], aside_s: float) -> float:
    """How long the slowest variant takes, with what is made for its call."""
    return max(call_s.values()) + aside_s
