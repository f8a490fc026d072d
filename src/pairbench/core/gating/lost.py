"""What base has a benchmark for and head has none: removed, renamed, resized, or not to be run.

A gate compares what both sides have. Whatever else base has would go unseen, and with it what
became slower: so each gets a line, and where it plainly goes by another name now, that name.
"""

from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher

from pairbench.core.authoring.definition import PairDefinition, VariantDefinition
from pairbench.core.gating.answer import Change, GateLine, Kind
from pairbench.core.gating.settings import Settings
from pairbench.core.gating.two_sides import sizes_of

ALIKE = 0.75
"""Texts that have so much in common are taken to be one text that was renamed and touched up."""


def lost_pairs(
    base: Mapping[str, PairDefinition], head: Mapping[str, PairDefinition]
) -> Iterator[GateLine]:
    """A line for each pair that base alone has; those that cannot be loaded are not among them."""
    new = {name: each.file_source for name, each in head.items() if name not in base}
    for name, definition in base.items():
        if name not in head:
            known_as = _likest(definition.file_source, new)
            why = "head does not have it" if known_as is None else f"it seems to be {known_as} now"
            yield GateLine(pair=name, kind=Kind.PAIR, change=Change.LOST, why=why)


def lost_parts(
    base: PairDefinition, head: PairDefinition, settings: Settings
) -> Iterator[GateLine]:
    """A line for each variant and size of a pair of both that can be compared at base alone."""
    yield from _lost_variants(base, head)
    for size in sizes_of(base, settings):
        if size not in head.sizes:
            sizes = ", ".join(f"{each:,}" for each in head.sizes)
            yield GateLine(
                pair=base.name,
                kind=Kind.PAIR,
                change=Change.LOST,
                size=size,
                why=f"head is not measured at {size:,} {base.axis}, but at {sizes}",
            )


def _lost_variants(base: PairDefinition, head: PairDefinition) -> Iterator[GateLine]:
    at_head = {each.name: each for each in head.variants}
    known = {each.name for each in base.variants}
    new = {name: _body(each) for name, each in at_head.items() if name not in known}
    for variant in base.variants:
        if variant.unavailable is not None:
            continue
        found = at_head.get(variant.name)
        if found is None:
            known_as = _likest(_body(variant), new)
            why = (
                "head does not have it"
                if known_as is None
                else f"{base.name}.{variant.name} seems to be {base.name}.{known_as} now"
            )
        elif found.unavailable is not None:
            why = f"head does not run it here: {found.unavailable}"
        else:
            continue
        yield GateLine(
            pair=base.name, kind=Kind.PAIR, change=Change.LOST, variant=variant.name, why=why
        )


def _body(variant: VariantDefinition) -> str:
    """The text of a variant without its own name, which is what a renaming changes."""
    return variant.source.replace(variant.name, "it")


def _likest(text: str, others: Mapping[str, str]) -> str | None:
    """The name of the text that is most like this one, if it is plainly alike."""
    return max(
        (name for name, other in others.items() if _likeness(text, other) >= ALIKE),
        key=lambda name: _likeness(text, others[name]),
        default=None,
    )


def _likeness(text: str, other: str) -> float:
    """From 0 to 1, by whole lines and then by characters: what is not alike is soon known."""
    matcher = SequenceMatcher(None, text, other, autojunk=False)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    return matcher.ratio()


def unloadable(
    at_head: Mapping[str, str], at_base: Mapping[str, str], names: Mapping[str, Iterable[str]]
) -> Iterator[GateLine]:
    """A line for each pair of a file that head cannot load; by file, its reason at either side.

    ``names`` are the pairs that base has in a file. Head is not blamed for a file that base cannot
    load either.
    """
    for file, reason in at_head.items():
        if file in at_base:
            why = f"neither base nor head can load it: {reason}"
            yield GateLine(pair=file, kind=Kind.PAIR, change=Change.SKIPPED, why=why)
            continue
        for name in names.get(file) or (file,):
            why = f"head cannot load it: {reason}"
            yield GateLine(pair=name, kind=Kind.PAIR, change=Change.NOT_MEASURED, why=why)
