"""A line of a forest plot: a ratio with its interval against 1 and against a claim's bound.

One small drawing for each claim, all on one scale, so that they stay beside their rows however
those are sorted.
"""

import math
from collections.abc import Mapping

from markupsafe import Markup

from pairbench.core.authoring.claim import bound_of
from pairbench.core.judging.verdict import Outcome, Verdict
from pairbench.core.statistics.estimate import Estimate
from pairbench.core.statistics.positive import is_positive

WIDTH = 240
HEIGHT = 20
MARGIN = 10

REACH = 32.0
"""The scale goes from one part in so many to so many times; what lies beyond ends in an arrow."""

SHOWN = (0.1, 10)
"""The ratios beside 1 that have a line of their own in every drawing."""

_MIDDLE = HEIGHT / 2
_MARKS: Mapping[Outcome | None, str] = {
    Outcome.CONFIRMED: '<circle cx="{x}" cy="{y}" r="4"/>',
    Outcome.REFUTED: '<path d="M{x} {y}m-4-4l8 8m0-8l-8 8"/>',
    Outcome.INCONCLUSIVE: '<path d="M{x} {y}m0-5l5 5l-5 5l-5-5z"/>',
    None: '<path d="M{x} {y}m0-6v12"/>',
}
"""Outcomes differ in their shape, not only in their colour."""


def forest_row(verdict: Verdict) -> Markup | None:
    """The drawing of a verdict; None where its number is no ratio."""
    bound = bound_of(verdict.claim)
    if verdict.estimate is None or bound is None:
        return None
    return forest_drawing(verdict.estimate, bound=bound, outcome=verdict.outcome)


def forest_drawing(estimate: Estimate, *, bound: float, outcome: Outcome | None) -> Markup | None:
    """A ratio with its interval; None where it has no logarithm.

    The side of the bound on which a claim holds is shaded. Where nothing was claimed, the outcome
    is None and the bound is 1.
    """
    if not _is_drawable(estimate):
        return None
    parts = [
        f'<path class="meets" d="M{_x(bound):.1f} 0H{WIDTH}v{HEIGHT}H{_x(bound):.1f}z"/>'
        if outcome is not None
        else "",
        f'<path class="tick" d="{_TICKS}"/><path class="one" d="M{_x(1):g} 0v{HEIGHT}"/>',
    ]
    if bound != 1:
        parts.append(f'<path class="bound" d="M{_x(bound):.1f} 0v{HEIGHT}"/>')
    low, high = _x(estimate.low), _x(estimate.high)
    parts.append(f'<path class="interval" d="M{low:.1f} {_MIDDLE:g}H{high:.1f}"/>')
    if estimate.low < 1 / REACH:
        parts.append(f'<path class="interval" d="M{low + 5:.1f} {_MIDDLE - 4:g}l-5 4l5 4"/>')
    if estimate.high > REACH:
        parts.append(f'<path class="interval" d="M{high - 5:.1f} {_MIDDLE - 4:g}l5 4l-5 4"/>')
    parts.append(_MARKS[outcome].format(x=f"{_x(estimate.value):.1f}", y=f"{_MIDDLE:g}"))
    # Only numbers and our own text are in it.
    return Markup(  # noqa: S704
        f'<svg class="forest {outcome or "unclaimed"}" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'aria-hidden="true">{"".join(parts)}</svg>'
    )


def forest_scale() -> Markup:
    """The scale above all lines, and which of its ends is which."""
    ticks = "".join(f'<text x="{_x(value):.1f}" y="14">{value:g}</text>' for value in (*SHOWN, 1))
    ends = (
        '<text class="worse" y="14">worse</text>'
        f'<text class="better" x="{WIDTH}" y="14">better</text>'
    )
    # Only our own numbers are in it.
    return Markup(  # noqa: S704
        f'<svg class="forest scale" viewBox="0 0 {WIDTH} {HEIGHT}" aria-hidden="true">'
        f"{ticks}{ends}</svg>"
    )


def _is_drawable(estimate: Estimate) -> bool:
    return all(map(is_positive, (estimate.low, estimate.value, estimate.high)))


def _x(ratio: float) -> float:
    """The place of a ratio on the logarithmic scale, its ends included."""
    share = math.log(max(1 / REACH, min(REACH, ratio))) / math.log(REACH)
    return WIDTH / 2 + share * (WIDTH / 2 - MARGIN)


_TICKS = "".join(f"M{_x(value):.1f} 0v{HEIGHT}" for value in SHOWN)
