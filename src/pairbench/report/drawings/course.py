"""Draws the number of a claim, or of a benchmark, over the revisions of a project."""

import math
from collections.abc import Sequence

from pairbench.core import words
from pairbench.core.judging.history import Course, History
from pairbench.report.drawings.canvas import Canvas, canvas
from pairbench.report.drawings.svg import INK, as_svg

LINE = "#0072b2"
CHANGE = "#d55e00"

MOST_NAMES = 12
"""More revisions than this are not all named below the axis."""


def course_plot(
    history: History, course: Course, changes: Sequence[int], *, name: str
) -> str | None:
    """The number at each revision with its interval, and a line where it changed for good.

    None where there is no number to draw.
    """
    points = [
        (place, number)
        for place, number in enumerate(course.numbers)
        if number is not None and all(map(math.isfinite, (number.low, number.value, number.high)))
    ]
    if not points:
        return None
    places = [place for place, _ in points]
    values = [number.value for _, number in points]
    lows, highs = ([each.low for _, each in points], [each.high for _, each in points])
    with canvas(5.4, 2.4, left_in=0.81, bottom_in=0.75) as drawn:
        axes = drawn.axes
        axes.grid(visible=True)
        axes.fill_between(places, lows, highs, color=LINE, alpha=0.22, linewidth=0)
        axes.plot(places, values, color=LINE, marker="o", markersize=4, linewidth=1.4)
        _mark_changes(drawn, changes)
        step = max(1, math.ceil(len(history.revisions) / MOST_NAMES))
        shown = range(0, len(history.revisions), step)
        axes.set_xticks(list(shown), [history.revisions[place] for place in shown], rotation=30)
        axes.tick_params(axis="x", labelsize=7.5)
        axes.set_title(course.title)
        axes.yaxis.set_major_formatter(lambda value, _: words.number(value))
        axes.axhline(values[0], color=INK, linewidth=0.6, alpha=0.4)
        return as_svg(drawn.figure, name)


def _mark_changes(drawn: Canvas, changes: Sequence[int]) -> None:
    for place in changes:
        drawn.axes.axvline(place - 0.5, color=CHANGE, linewidth=1.4, linestyle="--")
        drawn.axes.annotate(
            "change",
            (place - 0.5, 1.0),
            xycoords=("data", "axes fraction"),
            xytext=(3, 2),
            textcoords="offset points",
            fontsize=8,
            color=CHANGE,
        )
