"""What is wrong with a pair as its file declares it, and what to do about it."""

import inspect
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from types import FunctionType
from typing import Any

from pairbench.core.authoring.pair import Pair, Variant
from pairbench.core.statistics.order import MIN_SIZES_FOR_GROWTH, Order
from pairbench.core.statistics.positive import LARGEST_SIZE, is_positive

MOST_SIZES = 1_000
"""No pair has more sizes; so many already take a day."""

LONGEST_NAME = 10_000
"""No name of a pair or a variant has more characters."""

DECORATORS = 4
"""So many of them, one on top of the other, are looked into."""

SHOWN = 60
"""So much of a name is shown that is too long."""

MIN_SIZES_FOR_SLOPE = 2
"""A slope and a crossing take at least this many."""

AT_A_SIZE = frozenset({"faster", "costs", "leaner"})
"""Claims that hold a ratio against a factor, at the largest size or at those that they name."""

OF_ORDER = frozenset({"grows", "peak_grows"})
"""Claims on how one variant grows, which need no other."""


def problems(pair: Pair, question: str) -> Iterator[str]:
    """Each thing that is wrong with a pair, with what to do about it."""
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


def covered(pair: Pair, attribute: str, names: Mapping[str, object]) -> Iterator[str]:
    """Each variant whose name means something else in its file, which is made of the variant.

    ``attribute`` is the pair's own name there. Decorators work from the function upwards: what
    stands above the pair's own never comes to be measured.
    """
    for variant in pair.variants:
        name, now = variant.function.__name__, names.get(variant.function.__name__)
        if now is not variant.function and _is_made_of(now, variant.function):
            own = f"@{attribute}.{variant.role}"
            yield (
                f"{name} is measured without the decorator that stands above {own}: "
                f"write {own} above all others"
            )


def _is_made_of(value: object, function: object, depth: int = DECORATORS) -> bool:
    """Whether it wraps the function: as an attribute, in a closure, or in a partial."""
    if value is function or not depth:
        return value is function
    cells: Iterable[Any] = getattr(value, "__closure__", None) or ()
    inner = [getattr(value, "func", None), *(getattr(value, "__dict__", None) or {}).values()]
    for cell in cells:
        with suppress(ValueError):  # it is empty yet
            inner.append(cell.cell_contents)
    return any(_is_made_of(each, function, depth - 1) for each in inner if callable(each))


def name_shown(name: str) -> str:
    """A name in a message, which stays one line of a bearable length."""
    return name if len(name) <= LONGEST_NAME else f"{name[:SHOWN]}…"


def problems_of_lengths(names: Iterable[str]) -> Iterator[str]:
    """The names that are too long to be kept, whoever has given them."""
    for name in names:
        if len(name) > LONGEST_NAME:
            yield (
                f"the name {name_shown(name)} has {len(name):,} characters: "
                f"give one of {LONGEST_NAME:,} at most"
            )


def _problems_of_sizes(pair: Pair) -> Iterator[str]:
    if not pair.sizes:
        yield "has no sizes: give sizes=(100, 1_000, …)"
    if len(pair.sizes) > MOST_SIZES:
        yield f"has {len(pair.sizes):,} sizes: give {MOST_SIZES:,} at most"
        return  # what follows would write all of them
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
        yield from problems_of_lengths([name])


def _problems_of_variants(pair: Pair) -> Iterator[str]:
    names = [variant.function.__name__ for variant in pair.variants]
    baselines = [v.function.__name__ for v in pair.variants if v.role == "bad"]
    if not names:
        yield (
            "has no variant: mark one function with @pair.bad and another with @pair.good, "
            "or one without a rival with @pair.good"
        )
    for name in names:
        if names.count(name) > 1:
            made = any(_is_made_within(each.function, name) for each in pair.variants)
            by = " (in a decorator functools.wraps(function) keeps it)" if made else ""
            yield f"has {names.count(name)} variants named {name}: give each a name of its own{by}"
    if not baselines and len(names) > 1:
        yield "has no baseline: mark one variant with @pair.bad"
    if len(baselines) > 1:
        yield (
            f"has {len(baselines)} baselines ({', '.join(baselines)}): "
            "keep @pair.bad on one and mark the others with @pair.good"
        )
    if baselines and len(baselines) == len(names):
        yield (
            "has no alternative: mark at least one variant with @pair.good; what has no rival is "
            "marked with @pair.good alone"
        )


def uncallable(pair: Pair, module: str) -> Iterator[str]:
    """Which functions that the pair's module writes out cannot be called with what they get."""
    for function in (each.function for each in pair.variants):
        name, why = getattr(function, "__name__", ""), _why_not(function, module, 1)
        if why and isinstance(function, type):
            yield (
                f"{name} is a class that cannot be made of the input ({why}): "
                "mark a function that makes one and uses it"
            )
        elif why:
            yield f"{name} cannot be called with the input alone ({why}): give it one parameter"
    opened = len(pair.resources)
    for function in pair.inputs:
        what, wanted = (
            ("the size and what the resource opens", "two parameters")
            if opened
            else ("the size", "one parameter")
        )
        if why := _why_not(function, module, 1 + opened):
            yield f"the input {function.__name__} is called with {what} ({why}): give it {wanted}"
    for resource in pair.resources:
        if why := _why_not(resource.open, module, 1):
            name = getattr(resource.open, "__name__", "")
            yield f"the resource {name} is called with the size ({why}): give it one parameter"


def _why_not(function: Any, module: str, given: int) -> str:
    """Why a function of the module cannot be called with so many values; nothing where it can."""
    if not isinstance(function, type | FunctionType) or hasattr(function, "__signature__"):
        return ""
    if function.__module__ != module:  # it tells for itself when it is called
        return ""
    try:
        # A decorator may give more than it gets.
        inspect.signature(function, follow_wrapped=False).bind(*[None] * given)
    except TypeError as error:
        return " ".join(str(error).split())
    except ValueError:  # a class of C that does not tell
        return ""
    return ""


def _is_made_within(function: Any, name: str) -> bool:
    """Whether a function of this name was made by another one, as a decorator makes it."""
    return function.__name__ == name and "<locals>" in getattr(function, "__qualname__", "")


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
        if kind not in OF_ORDER and len(pair.variants) == 1:
            yield (
                f"{name} claims {kind}, and there is no other variant to hold it against: "
                "add a baseline with @pair.bad, or claim grows or peak_grows"
            )
        if kind in OF_ORDER:
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
    by_size = kind in AT_A_SIZE and isinstance(value, Mapping)
    factors = list(value.values()) if by_size else [value]
    if kind in {*AT_A_SIZE, "leaner_per_item"}:
        for factor in factors:
            if not _is_positive(factor, int, float):
                yield f"{name} claims {kind}={factor!r}: give a number above 0"
    if by_size:
        if not factors:
            yield f"{name} claims {kind} of no size: give {{size: factor}}, or one factor"
        for size in value:
            if size not in pair.sizes:
                yield f"{name} claims {kind} at {size}, which is not among the sizes {pair.sizes}"
