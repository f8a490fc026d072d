"""Draws time and memory over the problem size."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import FixedFormatter, FixedLocator, FuncFormatter, LogLocator, NullLocator

from pairbench.core import words
from pairbench.core.authoring.definition import PairDefinition
from pairbench.core.comparing.crossover import Crossover
from pairbench.core.comparing.evidence import Evidence
from pairbench.core.records.measurement import MemoryMeasurement
from pairbench.core.statistics.growth import Growth
from pairbench.core.statistics.growth_curve import growth_curve
from pairbench.core.statistics.positive import is_positive
from pairbench.report.drawings.canvas import Picture, canvas, tick
from pairbench.report.drawings.style import Look, looks
from pairbench.report.drawings.svg import INK
from pairbench.report.drawings.thinning import thinned

LEAST_HEIGHT = 2.5
"""From its middle the axis reaches at least so many times up and down: 1, 2 or 5 is then in it."""

HEADROOM = 1.15

MANY_DECADES = 30.0
"""Beyond this reach the powers of ten are numbers enough."""

MOST_TICKS = 8
"""More sizes than this are not all written below the axis."""

MOST_POINTS = 200
"""More would lie on top of each other."""

CURVE_POINTS = 40

FURTHEST = 1e150
"""No axis goes further from 1 than this: the ratio of its ends must be a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A value over a size, with its bounds."""

    size: int
    value: float
    low: float
    high: float

    @property
    def drawable(self) -> bool:
        """Whether it has a place on logarithmic axes."""
        numbers = (self.size, self.value, self.low, self.high)
        return all(is_positive(each) and 1 / FURTHEST <= each <= FURTHEST for each in numbers)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Drawing:
    """What is drawn over the sizes: points and growth by variant, and where variants cross."""

    title: str
    unit: Callable[[float], str]
    points: Mapping[str, Sequence[Point]]
    growth: Mapping[str, Growth]
    crossovers: Sequence[Crossover]


def time_plot(definition: PairDefinition, evidence: Evidence, *, name: str) -> str | None:
    """What ``time_picture`` draws, as SVG for a page; its ids begin with ``name``."""
    picture = time_picture(definition, evidence)
    return None if picture is None else picture.as_svg(name)


def time_picture(definition: PairDefinition, evidence: Evidence) -> Picture | None:
    """Time of a call over the size, with the interval as a band; None without measurements.

    A dotted line is the order of growth that was found, a vertical one where two variants cross.
    """
    points = {
        variant: _ordered(
            Point(
                size=each.cell.size,
                value=each.seconds.value,
                low=each.seconds.low,
                high=each.seconds.high,
            )
            for each in evidence.durations
            if each.variant == variant
        )
        for variant in definition.available
    }
    drawing = _Drawing(
        title="time of a call",
        unit=words.seconds,
        points=points,
        growth=evidence.time_growth,
        crossovers=evidence.crossovers,
    )
    return _draw(definition, drawing)


def memory_plot(
    definition: PairDefinition,
    memory: Sequence[MemoryMeasurement],
    growth: Mapping[str, Growth],
    *,
    name: str,
) -> str | None:
    """Peak memory of a call over the size; None without measurements."""
    points = {
        variant: _ordered(
            Point(
                size=each.cell.size,
                value=(each.peak_bytes.low + each.peak_bytes.high) / 2,
                low=each.peak_bytes.low,
                high=each.peak_bytes.high,
            )
            for each in memory
            if each.variant == variant
        )
        for variant in definition.available
    }
    drawing = _Drawing(
        title="peak memory", unit=words.size_bytes, points=points, growth=growth, crossovers=()
    )
    picture = _draw(definition, drawing)
    return None if picture is None else picture.as_svg(name)


def _ordered(points: Iterable[Point]) -> list[Point]:
    ordered = sorted((each for each in points if each.drawable), key=lambda each: each.size)
    return thinned(ordered, MOST_POINTS)


def _draw(definition: PairDefinition, drawing: _Drawing) -> Picture | None:
    shown = {variant: points for variant, points in drawing.points.items() if points}
    if not shown:
        return None
    styles = looks(definition)
    with canvas(5.4, 3.5, left_in=0.81, bottom_in=0.52) as drawn:
        axes = drawn.axes
        axes.set_xscale("log")
        axes.set_yscale("log")
        for variant, points in shown.items():
            _draw_points(axes, variant, points, styles[variant])
            growth = drawing.growth.get(variant)
            if growth is not None and growth.order is not None:
                _draw_growth(axes, growth, points, styles[variant])
        if drawing.crossovers:
            _draw_crossovers(axes, drawing.crossovers)
        axes.set_title(drawing.title)
        axes.xaxis.set_minor_locator(NullLocator())
        if len(definition.sizes) <= MOST_TICKS:
            sizes = [float(size) for size in definition.sizes]
            axes.set_xlim(*_with_all(axes.get_xlim(), sizes))
            axes.xaxis.set_major_locator(FixedLocator(sizes))
            axes.xaxis.set_major_formatter(
                FixedFormatter([f"{each:,}" for each in definition.sizes])
            )
        else:
            axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: drawing.unit(value)))
        axes.yaxis.set_minor_locator(NullLocator())
        _number_the_height(axes, [point for points in shown.values() for point in points])
        axes.legend(fontsize=8.5)
        tick(axes, named=definition.axis)
        return drawn.figure


def _with_all(ends: tuple[float, float], sizes: Sequence[float]) -> tuple[float, float]:
    """The ends of an axis, or further where a size is not between them."""
    return min(*ends, *sizes), max(*ends, *sizes)


def _number_the_height(axes: Axes, points: Sequence[Point]) -> None:
    """Show so much of the axis that a few round numbers stand beside it."""
    low = min(point.low for point in points)
    high = max(point.high for point in points)
    middle, half = math.sqrt(low * high), max(math.sqrt(high / low), LEAST_HEIGHT) * HEADROOM
    axes.set_ylim(middle / half, middle * half)
    steps = (1.0,) if half > MANY_DECADES else (1.0, 2.0, 5.0)
    axes.yaxis.set_major_locator(LogLocator(subs=steps, numticks=12))


def _draw_points(axes: Axes, variant: str, points: Sequence[Point], look: Look) -> None:
    # Whole numbers of more than 64 bits are objects to numpy, which no axis takes.
    sizes = [float(point.size) for point in points]
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


def _draw_growth(axes: Axes, growth: Growth, points: Sequence[Point], look: Look) -> None:
    """The order that was found, as the curve closest to the points."""
    if growth.order is None:
        return
    curve = growth_curve(growth.order, {point.size: point.value for point in points})
    sizes = np.geomspace(float(points[0].size), float(points[-1].size), CURVE_POINTS)
    axes.plot(
        sizes,
        [curve.at(float(size)) for size in sizes],
        color=look.colour,
        linestyle=":",
        linewidth=1.1,
        label=f"grows like {growth.order}",
    )


def _draw_crossovers(axes: Axes, crossovers: Sequence[Crossover]) -> None:
    """Where variants cross, and how far to the left and right that may be.

    The sizes stand in one place: beside their lines they would lie on top of each other.
    """
    for each in crossovers:
        axes.axvline(each.size, color=INK, linewidth=0.9, linestyle=(0, (2, 2)))
        if each.low is not None and each.high is not None:
            axes.axvspan(each.low, each.high, color=INK, alpha=0.07, linewidth=0)
    places = "; ".join(words.number(size) for size in sorted(each.size for each in crossovers))
    axes.set_title(f"cross near {places}", loc="right", fontsize=8.5)
