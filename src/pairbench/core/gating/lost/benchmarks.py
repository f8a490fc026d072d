"""What base has a benchmark for and head has none: removed, renamed, resized, or not to be run.

A gate compares what both sides have. Whatever else base has would go unseen, and with it what
became slower: so each gets a line, and where it plainly goes by another name now, that name.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from pairbench.core.authoring.definition import PairDefinition, VariantDefinition
from pairbench.core.gating.answer import Change, GateLine, Kind
from pairbench.core.gating.settings import Settings
from pairbench.core.gating.two_sides import sizes_of

ALIKE = 0.75
"""Texts that have so much in common are taken to be one text that was renamed and touched up."""

LONGEST = 1_500
"""Texts of more characters are compared by their lines: by characters it would take seconds."""


def lost_pairs(
    base: Mapping[str, PairDefinition], head: Mapping[str, PairDefinition]
) -> Iterator[GateLine]:
    """A line for each pair that base alone has; those that cannot be loaded are not among them."""
    new = _Texts({name: _text(each) for name, each in head.items() if name not in base})
    lost = {name: _text(definition) for name, definition in base.items() if name not in head}
    for name, known_as in new.matched(lost).items():
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
    new = _Texts({name: _body(each) for name, each in at_head.items() if name not in known})
    renamed = new.matched(
        {each.name: _body(each) for each in base.variants if each.name not in at_head}
    )
    for variant in base.variants:
        if variant.unavailable is not None:
            continue
        found = at_head.get(variant.name)
        if found is None:
            known_as = renamed[variant.name]
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


def _text(definition: PairDefinition) -> str:
    """What makes a pair what it is: its file, or of a suite's many in a file what it measures."""
    if not definition.suite:
        return definition.file_source
    return "".join(each.source for each in definition.variants) or definition.file_source


@dataclass(frozen=True, slots=True)
class _Texts:
    """Texts by name, among which another one is looked for."""

    by_name: Mapping[str, str]
    _known: dict[tuple[str, str], float] = field(default_factory=dict)

    def matched(self, texts: Mapping[str, str]) -> Mapping[str, str | None]:
        """The likest of each, which is that of no other that is less like it."""
        found = {name: self.likest(name, text) for name, text in texts.items()}
        alike = {
            name: self._likeness(texts[name], self.by_name[new])
            for name, new in found.items()
            if new is not None
        }
        most: dict[str | None, float] = {}
        for name, likeness in alike.items():
            most[found[name]] = max(likeness, most.get(found[name], 0.0))
        return {
            name: new if name in alike and alike[name] == most[new] else None
            for name, new in found.items()
        }

    def likest(self, name: str, text: str) -> str | None:
        """The name of the text that is most like this one, if one is plainly alike.

        Of several that are equally alike, as a test has for each of its parameters, it is the one
        whose name says the same behind the file; none where no name does.
        """
        alike = {each: self._likeness(text, other) for each, other in self.by_name.items()}
        most = max(alike.values(), default=0.0)
        if most < ALIKE:
            return None
        found = [each for each in alike if alike[each] == most]
        named = [each for each in found if _behind_file(each) == _behind_file(name)]
        return next(iter(found if len(found) == 1 else named), None)

    def _likeness(self, text: str, other: str) -> float:
        """The same texts come again and again where one function has many benchmarks."""
        if (text, other) not in self._known:
            self._known[text, other] = _likeness(text, other)
        return self._known[text, other]


def _behind_file(name: str) -> str:
    return name.rpartition(".py::")[2]


def _likeness(text: str, other: str) -> float:
    """From 0 to 1: what is the same, or not alike, is soon known."""
    if text == other:
        return 1.0
    is_long = max(len(text), len(other)) > LONGEST
    first, second = (text.splitlines(), other.splitlines()) if is_long else (text, other)
    matcher = SequenceMatcher(None, first, second, autojunk=False)
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
