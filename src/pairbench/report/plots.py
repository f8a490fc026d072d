"""Draws time and memory over the problem size, as SVG to be put into a page."""

import io
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

from pairbench.core import words
from pairbench.core.definition import PairDefinition
from pairbench.core.evidence import Evidence
from pairbench.core.measurement import MemoryMeasurement
from pairbench.report.style import Look, looks

INK = "#101112"
"""Drawn in this colour, and replaced by the page's own text colour in the SVG."""

SIZE_IN = (5.4, 3.5)

MARGINS = {"left": 0.15, "right": 0.95, "bottom": 0.15, "top": 0.91}
"""Room for the labels, as shares of the drawing; a layout engine would take longer."""

LEAST_HEIGHT = 2.5
"""From its middle the axis reaches at least so many times up and down: 1, 2 or 5 is then in it."""

HEADROOM = 1.15

MANY_DECADES = 30.0
"""Beyond this reach the powers of ten are numbers enough."""

_STYLE: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "pairbench",
    "font.family": "sans-serif",
    "font.size": 9.5,
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "grid.color": INK,
    "grid.alpha": 0.15,
    "axes.grid": True,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "savefig.transparent": True,
    "legend.frameon": False,
    "text.parse_math": False,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A value over a size, with its bounds."""

    size: int
    value: float
    low: float
    high: float


def time_plot(definition: PairDefinition, evidence: Evidence, *, name: str) -> str | None:
    """Time of a call over the size, with the interval as a band; None without measurements."""
    series = {
        variant: [
            Point(
                size=each.cell.size,
                value=each.seconds.value,
                low=each.seconds.low,
                high=each.seconds.high,
            )
            for each in evidence.durations
            if each.variant == variant
        ]
        for variant in definition.available
    }
    return _plot(definition, series, label="time of a call", unit=words.seconds, name=name)


def memory_plot(
    definition: PairDefinition, memory: Sequence[MemoryMeasurement], *, name: str
) -> str | None:
    """Peak memory of a call over the size; None without measurements."""
    series = {
        variant: [
            Point(
                size=each.cell.size,
                value=(each.peak_bytes.low + each.peak_bytes.high) / 2,
                low=each.peak_bytes.low,
                high=each.peak_bytes.high,
            )
            for each in memory
            if each.variant == variant and each.peak_bytes.low > 0
        ]
        for variant in definition.available
    }
    return _plot(definition, series, label="peak memory", unit=words.size_bytes, name=name)


def _plot(
    definition: PairDefinition,
    series: dict[str, list[Point]],
    *,
    label: str,
    unit: Callable[[float], str],
    name: str,
) -> str | None:
    drawn = {variant: points for variant, points in series.items() if points}
    if not drawn:
        return None
    with mpl.rc_context(_STYLE):
        figure = Figure(figsize=SIZE_IN)
        axes = figure.subplots(gridspec_kw=MARGINS)
        for variant, points in drawn.items():
            _draw(axes, variant, sorted(points, key=lambda each: each.size), looks(definition))
        axes.set_xscale("log")
        axes.set_yscale("log")
        axes.set_xlabel(definition.axis)
        axes.set_title(label, loc="left", fontsize=10)
        axes.set_xticks(definition.sizes, [f"{size:,}" for size in definition.sizes])
        axes.xaxis.set_minor_locator(NullLocator())
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: unit(value)))
        axes.yaxis.set_minor_locator(NullLocator())
        _number_the_height(axes, [point for points in drawn.values() for point in points])
        axes.legend(fontsize=8.5)
        return _as_svg(figure, name)


def _number_the_height(axes: Axes, points: Sequence[Point]) -> None:
    """Show so much of the axis that a few round numbers stand beside it."""
    low = min(point.low for point in points)
    high = max(point.high for point in points)
    middle, half = math.sqrt(low * high), max(math.sqrt(high / low), LEAST_HEIGHT) * HEADROOM
    axes.set_ylim(middle / half, middle * half)
    steps = (1.0,) if half > MANY_DECADES else (1.0, 2.0, 5.0)
    axes.yaxis.set_major_locator(LogLocator(subs=steps, numticks=12))


def _draw(axes: Axes, variant: str, points: list[Point], styles: dict[str, Look]) -> None:
    look = styles[variant]
    sizes = [point.size for point in points]
    axes.plot(
        sizes,
        [point.value for point in points],
        color=look.colour,
        marker=look.marker,
        linestyle=look.dash,
        markersize=4.5,
        linewidth=1.6,
        label=variant,
    )
    axes.fill_between(
        sizes,
        [point.low for point in points],
        [point.high for point in points],
        color=look.colour,
        alpha=0.22,
        linewidth=0,
    )


def _as_svg(figure: Figure, name: str) -> str:
    """The drawing without its XML head.

    Its ids begin with ``name``, so that several drawings can share a page.
    """
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None, "Creator": None})
    text = buffer.getvalue()
    svg = text[text.index("<svg") :]
    svg = re.sub(r"<metadata>.*?</metadata>", "", svg, flags=re.DOTALL)
    svg = re.sub(r'\bid="', f'id="{name}-', svg)
    svg = re.sub(r'(xlink:href="|url\()#', rf"\g<1>#{name}-", svg)
    svg = svg.replace(INK, "currentColor")
    return re.sub(r'width="[\d.]+pt" height="[\d.]+pt" ', 'aria-hidden="true" ', svg, count=1)
