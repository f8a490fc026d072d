"""A pair as a frozen value, made from the pair file's declarations or refused with a reason."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Literal

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
    describe,
)
from pairbench.core.authoring.neighbours import SourceFile
from pairbench.core.authoring.pair import Bound, Pair, Variant
from pairbench.core.authoring.problems import name_shown, problems, problems_of_lengths
from pairbench.core.authoring.source import SourceText
from pairbench.core.errors import PairError
from pairbench.core.statistics.order import Order


@dataclass(frozen=True, slots=True, kw_only=True)
class VariantDefinition:
    """One implementation; ``source`` is its text with the definitions in its file that it uses."""

    name: str
    role: Literal["bad", "good"]
    summary: str
    source: str
    unavailable: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PairDefinition:
    """A pair as it stood when it was loaded: all that a report needs to know of it.

    ``file`` is relative to the folder that contains the bench folder, ``attribute`` the name that
    the pair has in its module, ``neighbours`` the files of the bench folder that it imports.
    ``fresh`` says that each call begins cold, ``copies`` that the pair has its own way to copy.
    ``suite`` is the kind of suite of another tool that it comes from, empty for a pair file.
    """

    name: str
    file: str
    attribute: str
    question: str
    advice: str | None
    sizes: tuple[int, ...]
    axis: str
    parallel: bool
    mutates: bool
    differs: str | None
    timeout_s: float
    resource_scope: Literal["worker", "run"] | None
    variants: tuple[VariantDefinition, ...]
    claims: tuple[Claim, ...]
    behaviours: tuple[str, ...]
    file_source: str
    neighbours: tuple[SourceFile, ...]
    fresh: bool = False
    copies: bool = False
    suite: str = ""

    @property
    def baseline(self) -> str:
        """The bad variant, or the only one of a benchmark; empty where a stored one has neither."""
        if self.is_benchmark:
            return self.variants[0].name
        return next((variant.name for variant in self.variants if variant.role == "bad"), "")

    @property
    def is_benchmark(self) -> bool:
        """Whether it has a single implementation, which no other is held against."""
        return len(self.variants) == 1

    @property
    def available(self) -> tuple[str, ...]:
        """The names of the variants that this interpreter can run, the baseline first."""
        return tuple(variant.name for variant in self.variants if variant.unavailable is None)

    def describe(self, claim: Claim) -> str:
        """A claim of the pair as a sentence, with the pair's own names."""
        return describe(claim, baseline=self.baseline, axis=self.axis)


def define(
    pair: Pair,
    *,
    name: str,
    file: str,
    attribute: str,
    question: str,
    source: str,
    neighbours: tuple[SourceFile, ...] = (),
) -> PairDefinition:
    """Freeze a pair, or raise PairError with the first thing that is wrong with it."""
    problem = next(chain(problems_of_lengths([name]), problems(pair, question)), None)
    if problem is not None:
        raise PairError(file=file, pair=name_shown(name), message=problem)
    text = SourceText(source)
    ordered = sorted(pair.variants, key=lambda variant: variant.role != "bad")
    claims = [claim for variant in ordered for claim in _claims(variant, pair)]
    behaviours = tuple(check.__name__ for check in pair.behaviours)
    return PairDefinition(
        name=name,
        file=file,
        attribute=attribute,
        question=question.strip(),
        advice=pair.advice,
        sizes=pair.sizes,
        axis=pair.axis,
        parallel=pair.parallel,
        mutates=pair.mutates,
        differs=pair.differs,
        timeout_s=pair.timeout_s,
        resource_scope=pair.resources[0].scope if pair.resources else None,
        variants=tuple(_variant(variant, text) for variant in ordered),
        claims=(*claims, *_behaviour_claims(ordered, behaviours)),
        behaviours=behaviours,
        file_source=source,
        neighbours=neighbours,
        fresh=pair.fresh is not None,
        copies=pair.copy is not None,
    )


def _variant(variant: Variant, text: SourceText) -> VariantDefinition:
    function = variant.function
    return VariantDefinition(
        name=function.__name__,
        role=variant.role,
        summary=(function.__doc__ or "").strip().partition("\n")[0],
        source=text.with_what_it_uses(function.__name__),
        unavailable=variant.unavailable,
    )


def _behaviour_claims(variants: list[Variant], checks: tuple[str, ...]) -> Iterator[Behaves]:
    for check in checks:
        for variant in variants:
            yield Behaves(
                variant=variant.function.__name__,
                check=check,
                expected_to_pass=variant.role == "good",
            )


_AT_A_SIZE: Mapping[str, type[Faster | Costs | Leaner]] = {
    "faster": Faster,
    "costs": Costs,
    "leaner": Leaner,
}
_OF_ORDER: Mapping[str, type[Grows | PeakGrows]] = {"grows": Grows, "peak_grows": PeakGrows}


def _claims(variant: Variant, pair: Pair) -> Iterator[Claim]:
    name = variant.function.__name__
    for kind, value in variant.claims.items():
        if kind in _AT_A_SIZE:
            for size, factor in _bounds(value, pair).items():
                yield _AT_A_SIZE[kind](variant=name, factor=factor, size=size)
        elif kind in _OF_ORDER:
            yield _OF_ORDER[kind](variant=name, order=Order(value))
        elif kind == "crosses":
            yield Crosses(variant=name)
        else:
            yield LeanerPerItem(variant=name, factor=value)


def _bounds(bound: Bound, pair: Pair) -> Mapping[int, float]:
    if isinstance(bound, Mapping):
        return bound
    return {pair.sizes[-1]: bound}
