"""Draws every round of a pair's comparisons as a dot: what their intervals are made of."""

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.ticker import FixedFormatter, FixedLocator, FuncFormatter, LogLocator, NullLocator

from pairbench.core.authoring.definition import PairDefinition
from pairbench.core.comparing.comparison import TimeComparison
from pairbench.core.comparing.evidence import Evidence
from pairbench.core.planning.question import compared_times
from pairbench.core.statistics.positive import is_positive
from pairbench.report.drawings.canvas import canvas, tick
from pairbench.report.drawings.style import Look, looks
from pairbench.report.drawings.svg import INK, as_svg

MOST_ROWS = 12

LANES = 5
"""Dots of neighbouring rounds lie in different lanes, so that they do not cover each other."""

FEW_TIMES = 3.0
"""Ratios that lie closer together than this have a linear axis, which is easier to read."""


def round_plot(definition: PairDefinition, evidence: Evidence, *, name: str) -> str | None:
    """A row of dots for each comparison that a claim asks for; None where there is none.

    A pair without such a claim shows its largest size.
    """
    rows = compared(definition, evidence)[:MOST_ROWS]
    if not rows:
        return None
    styles = looks(definition)
    with canvas(5.4, 0.9 + 0.36 * len(rows), left_in=1.6, bottom_in=0.52) as drawn:
        axes = drawn.axes
        for place, row in enumerate(rows):
            _draw_row(axes, row, place, styles[row.variant])
        axes.axvline(1.0, color=INK, linewidth=0.9)
        axes.set_ylim(len(rows) - 0.4, -0.6)
        axes.yaxis.set_major_locator(FixedLocator(range(len(rows))))
        names = [f"{row.variant}\nat {row.cell.size:,}" for row in rows]
        axes.yaxis.set_major_formatter(FixedFormatter(names))
        axes.set_title("every round: baseline ÷ variant")
        _number_the_width(axes, [each for row in rows for each in _shown(row)])
        tick(axes, named="above 1 the variant is faster", rows=True, y_size=8)
        return as_svg(drawn.figure, name)


def compared(definition: PairDefinition, evidence: Evidence) -> list[TimeComparison]:
    """The comparisons that claims ask for, or those at the largest size."""
    asked = {(each.variant, each.size) for each in compared_times(definition)}
    drawable = [each for each in evidence.times if all(map(is_positive, _shown(each)))]
    found = [each for each in drawable if (each.variant, each.cell.size) in asked]
    if found or not drawable:
        return found
    largest = max(each.cell.size for each in drawable)
    return [each for each in drawable if each.cell.size == largest]


def _shown(row: TimeComparison) -> list[float]:
    return [*row.round_ratios, row.ratio.low, row.ratio.high]


def _draw_row(axes: Axes, row: TimeComparison, place: int, look: Look) -> None:
    dots = row.round_ratios
    lanes = [place + 0.3 * ((number % LANES) / (LANES - 1) - 0.5) for number in range(len(dots))]
    axes.plot(
        dots,
        lanes,
        color=look.colour,
        marker=look.marker,
        linestyle="none",
        markersize=3.2,
        alpha=0.55,
        markeredgewidth=0,
    )
    axes.plot([row.ratio.low, row.ratio.high], [place, place], color=INK, linewidth=1.8)
    axes.plot([row.ratio.value], [place], color=INK, marker="|", markersize=11)


def _number_the_width(axes: Axes, ratios: Sequence[float]) -> None:
    """Show all dots and 1, with a few plain numbers below."""
    low, high = min(1.0, *ratios), max(1.0, *ratios)
    formatter = FuncFormatter(lambda value, _: f"{value:,.6g}")
    if high / low > FEW_TIMES:
        margin = (high / low) ** 0.05
        axes.set_xscale("log")
        axes.set_xlim(low / margin, high * margin)
        axes.xaxis.set_major_locator(LogLocator(subs=(1.0, 2.0, 5.0), numticks=8))
        axes.xaxis.set_minor_locator(NullLocator())
    else:
        margin = 0.05 * (high - low) or 0.01
        axes.set_xlim(low - margin, high + margin)
    axes.xaxis.set_major_formatter(formatter)
