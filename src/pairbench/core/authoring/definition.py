"""A pair as a frozen value, made from the pair file's declarations or refused with a reason."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

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
from pairbench.core.authoring.source import SourceText
from pairbench.core.errors import PairError
from pairbench.core.statistics.order import MIN_SIZES_FOR_GROWTH, Order
from pairbench.core.statistics.positive import LARGEST_SIZE, is_positive

MIN_SIZES_FOR_SLOPE = 2
"""A slope and a crossing take at least this many."""


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

    @property
    def baseline(self) -> str:
        """The name of the bad variant; empty where a stored definition has none."""
        return next((variant.name for variant in self.variants if variant.role == "bad"), "")

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
    problem = next(_problems(pair, question), None)
    if problem is not None:
        raise PairError(file=file, pair=name, message=problem)
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


def _problems(pair: Pair, question: str) -> Iterator[str]:
    if not question.strip():
        yield "has no question: begin the file with a docstring that asks it"
    if pair.advice is not None and not _is_text(pair.advice):
        yield f"advice is {pair.advice!r}: say in one sentence what people are told"
    yield from _problems_of_names(pair)
    yield from _problems_of_sizes(pair)
    yield from _problems_of_variants(pair)
    yield from _problems_of_helpers(pair)
    yield from _problems_of_each_call(pair)
    for variant in pair.variants:
        yield from _problems_of_claims(variant, pair)


def _problems_of_sizes(pair: Pair) -> Iterator[str]:
    if not pair.sizes:
        yield "has no sizes: give sizes=(100, 1_000, …)"
    for size in pair.sizes:
        if not _is_positive(size, int):
            yield f"the size {size!r} is not a positive whole number: give sizes from 1 up"
        elif size > LARGEST_SIZE:
            yield f"a size has {len(str(size))} digits: give sizes up to {LARGEST_SIZE:.0e}"
    if list(pair.sizes) != sorted(set(pair.sizes)):
        yield f"the sizes {pair.sizes} are not ascending: write each once, smallest first"
    if not _is_positive(pair.timeout_s, int, float):
        yield f"timeout_s is {pair.timeout_s!r}: give a number of seconds above 0"


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_positive(value: object, *kinds: type) -> bool:
    """Whether it is such a number above 0: a pair file is not always type-checked."""
    return isinstance(value, kinds) and not isinstance(value, bool) and is_positive(value)  # type: ignore[arg-type]


def _problems_of_names(pair: Pair) -> Iterator[str]:
    for function in (*(variant.function for variant in pair.variants), *pair.behaviours):
        name = getattr(function, "__name__", "")
        if not name.isidentifier():
            yield f"{name or function!r} has no name to call it by: write it with def"


def _problems_of_variants(pair: Pair) -> Iterator[str]:
    names = [variant.function.__name__ for variant in pair.variants]
    baselines = [v.function.__name__ for v in pair.variants if v.role == "bad"]
    if not names:
        yield "has no variant: mark one function with @pair.bad and another with @pair.good"
    for name in names:
        if names.count(name) > 1:
            yield f"has {names.count(name)} variants named {name}: give each a name of its own"
    if not baselines:
        yield "has no baseline: mark one variant with @pair.bad"
    if len(baselines) > 1:
        yield (
            f"has {len(baselines)} baselines ({', '.join(baselines)}): "
            "keep @pair.bad on one and mark the others with @pair.good"
        )
    if len(baselines) == len(names):
        yield "has no alternative: mark at least one variant with @pair.good"


def _problems_of_each_call(pair: Pair) -> Iterator[str]:
    for name, function in (("copy", pair.copy), ("fresh", pair.fresh)):
        if function is not None and not callable(function):
            yield f"{name} is {function!r}: give a function"
    if pair.copy is not None and not pair.mutates:
        yield "has copy= and leaves its input alone: say mutates=True, or take copy= away"


def _problems_of_helpers(pair: Pair) -> Iterator[str]:
    helpers: dict[str, list[Any]] = {
        "input": pair.inputs,
        "consumer": pair.consumers,
        "equal": pair.equals,
        "resource": pair.resources,
    }
    for name, given in helpers.items():
        if len(given) > 1:
            yield f"has {len(given)} functions marked @pair.{name}: keep one"
    if not pair.inputs and not pair.resources:
        yield "has neither input nor resource: mark a function of the size with @pair.input"
    checks = [check.__name__ for check in pair.behaviours]
    for check in checks:
        if checks.count(check) > 1:
            yield f"has {checks.count(check)} behaviours named {check}: give each its own name"


def _problems_of_claims(variant: Variant, pair: Pair) -> Iterator[str]:
    name = variant.function.__name__
    for kind, value in variant.claims.items():
        if kind in {"grows", "peak_grows"}:
            known = [order.value for order in Order]
            if value not in known:
                yield f"{name} claims {kind}={value!r}: use one of {', '.join(map(repr, known))}"
            elif len(pair.sizes) < MIN_SIZES_FOR_GROWTH:
                yield (
                    f"{name} claims {kind} over {len(pair.sizes)} sizes: "
                    f"give at least {MIN_SIZES_FOR_GROWTH}"
                )
        elif kind in {"crosses", "leaner_per_item"} and len(pair.sizes) < MIN_SIZES_FOR_SLOPE:
            yield f"{name} claims {kind} over one size: give at least {MIN_SIZES_FOR_SLOPE}"
        yield from _problems_of_factors(name, kind, value, pair)


def _problems_of_factors(name: str, kind: str, value: Any, pair: Pair) -> Iterator[str]:
    by_size = kind in _AT_A_SIZE and isinstance(value, Mapping)
    factors = list(value.values()) if by_size else [value]
    if kind in {*_AT_A_SIZE, "leaner_per_item"}:
        for factor in factors:
            if not _is_positive(factor, int, float):
                yield f"{name} claims {kind}={factor!r}: give a number above 0"
    if by_size:
        if not factors:
            yield f"{name} claims {kind} of no size: give {{size: factor}}, or one factor"
        for size in value:
            if size not in pair.sizes:
                yield f"{name} claims {kind} at {size}, which is not among the sizes {pair.sizes}"
