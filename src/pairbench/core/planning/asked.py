"""What the claims of a pair ask to be measured; a quick run measures nothing else.

Where no claim speaks of time or memory, everything is asked.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pairbench.core.authoring.claim import (
    Behaves,
    Claim,
    Costs,
    Crosses,
    Faster,
    Grows,
    Leaner,
    LeanerPerItem,
    PeakGrows,
)
from pairbench.core.authoring.definition import PairDefinition
from pairbench.core.records.measurement import Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One figure: the time or the memory of a variant at a size."""

    stage: Stage
    variant: str
    size: int


def asked_of(definition: PairDefinition) -> frozenset[Asked]:
    """The figures that the claims speak of, those of the baseline among them."""
    figures = {
        Asked(stage=stage, variant=variant, size=size)
        for claim in definition.claims
        for stage, size in _places(claim, definition)
        for variant in (definition.baseline, claim.variant)
    }
    return frozenset(figures) or everything_of(definition)


def everything_of(definition: PairDefinition) -> frozenset[Asked]:
    """Every figure that there is, whoever asks for it."""
    return frozenset(
        Asked(stage=stage, variant=variant, size=size)
        for stage in (Stage.TIME, Stage.MEMORY)
        for variant in definition.available
        for size in definition.sizes
    )


def at_asked_sizes(definition: PairDefinition) -> PairDefinition:
    """The pair without the sizes at which nothing is asked."""
    asked = {each.size for each in asked_of(definition)}
    return replace(definition, sizes=tuple(size for size in definition.sizes if size in asked))


def _places(claim: Claim, definition: PairDefinition) -> Iterator[tuple[Stage, int]]:
    sizes = definition.sizes
    match claim:
        case Faster() | Costs():
            yield Stage.TIME, claim.size
        case Crosses():
            yield from ((Stage.TIME, size) for size in (sizes[0], sizes[-1]))
        case Grows():
            yield from ((Stage.TIME, size) for size in sizes)
        case Leaner():
            yield Stage.MEMORY, claim.size
        case LeanerPerItem() | PeakGrows():
            yield from ((Stage.MEMORY, size) for size in sizes)
        case Behaves():
            return
