"""Draws ratios with their intervals against 1, one line for each alternative."""

import math
from collections.abc import Sequence

from matplotlib.ticker import FuncFormatter, NullLocator

from pairbench.core import words
from pairbench.core.comparing.comparison import Difference
from pairbench.core.judging.answers import Answer
from pairbench.core.statistics.positive import is_positive
from pairbench.report.drawings.canvas import Picture, canvas
from pairbench.report.drawings.svg import INK

MARKERS = {
    Difference.FASTER: ("o", "#007a5a"),
    Difference.SLOWER: ("X", "#b3261e"),
    Difference.SAME: ("s", "#0072b2"),
    Difference.UNDECIDED: ("D", "#9a6700"),
}
"""Verdicts differ in their shape, not only in their colour."""

LEAST_SPAN = 1.25
"""The scale reaches at least so far to both sides of 1."""

LONGEST_LABEL = 40

APART = 0.12
"""Numbers below the axis that are closer than this share of it would run into each other."""


def ratio_picture(answers: Sequence[Answer]) -> Picture | None:
    """Baseline over alternative, above 1 the alternative is faster; None without a ratio."""
    drawn = [
        (each, each.ratio)
        for each in answers
        if each.ratio is not None and is_positive(each.ratio.low)
    ]
    if not drawn:
        return None
    left_in = 0.3 + 0.075 * max(min(len(each.label), LONGEST_LABEL) for each, _ in drawn)
    with canvas(left_in + 4.4, 0.95 + 0.34 * len(drawn), left_in=left_in, bottom_in=0.5) as canvas_:
        axes = canvas_.axes
        axes.grid(visible=True)
        axes.set_xscale("log")
        axes.axvline(1.0, color=INK, linewidth=0.9)
        for place, (answer, ratio) in enumerate(drawn):
            marker, colour = MARKERS[answer.verdict]
            axes.plot([ratio.low, ratio.high], [place, place], color=colour, linewidth=2.2)
            axes.plot([ratio.value], [place], color=colour, marker=marker, markersize=7)
        axes.set_yticks(range(len(drawn)), [each.label[:LONGEST_LABEL] for each, _ in drawn])
        axes.set_ylim(len(drawn) - 0.5, -0.5)
        low = min(1 / LEAST_SPAN, *(ratio.low for _, ratio in drawn))
        high = max(LEAST_SPAN, *(ratio.high for _, ratio in drawn))
        axes.set_xlim(low / 1.05, high * 1.05)
        axes.set_xticks(_ticks(low, high))
        axes.xaxis.set_minor_locator(NullLocator())
        axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: words.number(value)))
        axes.set_xlabel("times as fast")
        axes.set_title(f"against {drawn[0][0].baseline[:LONGEST_LABEL]}")
        return canvas_.figure


def _ticks(low: float, high: float) -> list[float]:
    """1, and the ends of the scale where their numbers have room beside it."""
    span = math.log(high / low)
    return [1.0, *(each for each in (low, high) if abs(math.log(each)) > APART * span)]
