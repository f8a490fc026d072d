"""A variant at two revisions as a pair of its own: base is the baseline, head the alternative."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pairbench.core.authoring.claim import Costs
from pairbench.core.authoring.definition import PairDefinition, VariantDefinition
from pairbench.core.authoring.entry import Entry
from pairbench.core.gating.settings import Settings, Thresholds

BASE = "base"
HEAD = "head"

AGAIN = "again"
"""Base once more: the placebo of a gate."""

SLOWED = "slowed"
"""Base, slowed by the threshold: its canary."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A variant of a pair that both revisions have, to be measured at some sizes.

    ``entry`` has a claim for each size that head takes no longer than the thresholds allow.
    """

    pair: str
    variant: str
    thresholds: Thresholds
    entry: Entry


def common_sizes(base: PairDefinition, head: PairDefinition, settings: Settings) -> tuple[int, ...]:
    """The sizes at which a pair is compared: of those that both have, the largest or all."""
    sizes = tuple(size for size in head.sizes if size in base.sizes)
    return sizes if settings.sizes == "all" else sizes[-1:]


def sizes_of(base: PairDefinition, settings: Settings) -> tuple[int, ...]:
    """The sizes at which a pair would be compared if head had all of its sizes."""
    return common_sizes(base, base, settings)


def common_variants(base: PairDefinition, head: PairDefinition) -> tuple[str, ...]:
    """The variants that both have, and that this interpreter can run."""
    return tuple(name for name in head.available if name in base.available)


def compare(
    base: Entry, head: Entry, variant: str, sizes: Sequence[int], thresholds: Thresholds
) -> Comparison:
    """The comparison of a variant between the revisions."""
    pair = head.definition.name
    sides = (_side(base.definition, variant, BASE), _side(head.definition, variant, HEAD))
    claims = [Costs(variant=HEAD, factor=1 + thresholds.time, size=size) for size in sizes]
    definition = replace(
        head.definition,
        name=f"{pair} {variant}",
        sizes=tuple(sizes),
        variants=sides,
        claims=tuple(claims),
        behaviours=(),
    )
    places = {BASE: base.place(variant), HEAD: head.place(variant)}
    entry = Entry(site=head.site, definition=definition, places=places)
    return Comparison(pair=pair, variant=variant, thresholds=thresholds, entry=entry)


def controls_of(base: Entry, size: int, thresholds: Thresholds, variant: str) -> Entry:
    """A variant at base against itself, and against itself slowed by the threshold."""
    definition = base.definition
    names = (BASE, AGAIN, SLOWED)
    place = base.place(variant)
    return Entry(
        site=base.site,
        definition=replace(
            definition,
            name=f"{definition.name} controls",
            sizes=(size,),
            variants=tuple(_side(definition, variant, name) for name in names),
            claims=(),
            behaviours=(),
        ),
        places={
            BASE: place,
            AGAIN: place,
            SLOWED: replace(place, slowed_by=thresholds.time),
        },
    )


def _side(definition: PairDefinition, variant: str, name: str) -> VariantDefinition:
    found = next(each for each in definition.variants if each.name == variant)
    return replace(found, name=name, role="bad" if name == BASE else "good")
