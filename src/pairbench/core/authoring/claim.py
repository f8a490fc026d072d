"""What a pair claims: values that a verdict can confirm or refute."""

from dataclasses import dataclass
from typing import Literal, overload

from pairbench.core import words
from pairbench.core.statistics.order import Order


@dataclass(frozen=True, slots=True, kw_only=True)
class Faster:
    """The variant takes at most 1/factor of the baseline's time at one size."""

    kind: Literal["faster"] = "faster"
    variant: str
    factor: float
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """The variant takes at most factor times the baseline's time at one size."""

    kind: Literal["costs"] = "costs"
    variant: str
    factor: float
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Crosses:
    """The variant is slower than the baseline at the smallest size and faster at the largest."""

    kind: Literal["crosses"] = "crosses"
    variant: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaner:
    """The variant's peak memory is at most 1/factor of the baseline's at one size."""

    kind: Literal["leaner"] = "leaner"
    variant: str
    factor: float
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LeanerPerItem:
    """The variant's result retains at most 1/factor of the baseline's bytes for each item."""

    kind: Literal["leaner_per_item"] = "leaner_per_item"
    variant: str
    factor: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Grows:
    """The variant's time grows like the order."""

    kind: Literal["grows"] = "grows"
    variant: str
    order: Order


@dataclass(frozen=True, slots=True, kw_only=True)
class PeakGrows:
    """The variant's peak memory grows like the order."""

    kind: Literal["peak_grows"] = "peak_grows"
    variant: str
    order: Order


@dataclass(frozen=True, slots=True, kw_only=True)
class Behaves:
    """The check passes on the variant if it is good, and fails on it if it is the baseline."""

    kind: Literal["behaves"] = "behaves"
    variant: str
    check: str
    expected_to_pass: bool


Bounded = Faster | Costs | Leaner | LeanerPerItem
"""The claims that hold one ratio against one bound."""

Claim = Bounded | Crosses | Grows | PeakGrows | Behaves


@overload
def bound_of(claim: Bounded | Crosses) -> float: ...
@overload
def bound_of(claim: Claim) -> float | None: ...
def bound_of(claim: Claim) -> float | None:
    """What a claim's ratio, baseline over variant, is held against; None where there is none."""
    match claim:
        case Faster() | Leaner() | LeanerPerItem():
            return claim.factor
        case Costs():
            return 1 / claim.factor
        case Crosses():
            return 1.0
        case Grows() | PeakGrows() | Behaves():
            return None


def in_short(claim: Claim, *, largest: int) -> str:
    """The claim as it is written in a pair file: ``join faster=2``; its size unless the largest."""
    match claim:
        case Faster() | Costs() | Leaner():
            at = "" if claim.size == largest else f" at {claim.size:,}"
            return f"{claim.variant} {claim.kind}={claim.factor:g}{at}"
        case LeanerPerItem():
            return f"{claim.variant} {claim.kind}={claim.factor:g}"
        case Crosses():
            return f"{claim.variant} {claim.kind}"
        case Grows() | PeakGrows():
            return f"{claim.variant} {claim.kind}={claim.order}"
        case Behaves():
            return (
                f"{claim.variant} {'passes' if claim.expected_to_pass else 'fails'} {claim.check}"
            )


def describe(  # noqa: C901, PLR0911 (a case for each kind of claim)
    claim: Claim, *, baseline: str, axis: str
) -> str:
    """The claim as a sentence for a reader who has the pair's names before them."""
    match claim:
        case Faster():
            return (
                f"{claim.variant} is at least {words.times(claim.factor)}as fast as {baseline} "
                f"at {words.counted(claim.size, axis)}"
            )
        case Costs():
            return (
                f"{claim.variant} takes at most {words.times(claim.factor)}as long as {baseline} "
                f"at {words.counted(claim.size, axis)}"
            )
        case Crosses():
            return (
                f"{claim.variant} is slower than {baseline} at the smallest number of {axis} "
                "and faster at the largest"
            )
        case Leaner():
            return (
                f"the peak of {baseline} is at least {words.times(claim.factor)}that of "
                f"{claim.variant} at {words.counted(claim.size, axis)}"
            )
        case LeanerPerItem():
            return (
                f"{baseline} keeps at least {words.times(claim.factor)}the bytes of "
                f"{claim.variant} for each item"
            )
        case Grows():
            return f"the time of {claim.variant} grows like {claim.order}"
        case PeakGrows():
            return f"the peak memory of {claim.variant} grows like {claim.order}"
        case Behaves():
            verb = "passes" if claim.expected_to_pass else "fails"
            return f"{claim.variant} {verb} the check {claim.check}"
