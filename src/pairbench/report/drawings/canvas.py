"""What all drawings have in common: their style, their margins, and how they become SVG."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from pairbench.report.drawings.svg import INK, as_svg
from pairbench.report.drawings.ticks import Ticks

_STYLE: Any = {
    "svg.fonttype": "none",
    "svg.hashsalt": "pairbench",
    "font.family": "sans-serif",
    "font.size": 9.5,
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "axes.titlelocation": "left",
    "axes.titlesize": 10,
    # Left to itself, the title looks for its place around all else, which takes time.
    "axes.titley": 1.0,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "grid.color": INK,
    "grid.alpha": 0.15,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "savefig.transparent": True,
    "legend.frameon": False,
    "text.parse_math": False,
}


class Picture(Figure):
    """A figure that a notebook shows as it is, whatever backend it has chosen."""

    def as_svg(self, name: str) -> str:
        """One element for a page that holds many; its ids begin with ``name``."""
        with mpl.rc_context(_STYLE):
            return as_svg(self, name)

    def _repr_svg_(self) -> str:
        buffer = io.StringIO()
        with mpl.rc_context(_STYLE):
            self.savefig(buffer, format="svg", facecolor="white", transparent=False)
        return buffer.getvalue()


@dataclass(frozen=True, slots=True, kw_only=True)
class Canvas:
    """A figure, and its only axes."""

    figure: Picture
    axes: Axes


@contextmanager
def canvas(
    width_in: float, height_in: float, *, left_in: float, bottom_in: float
) -> Iterator[Canvas]:
    """Axes in a figure of this size, in our style.

    The margins are given, because a layout engine takes longer than the drawing.
    """
    margins = {
        "left": left_in / width_in,
        "right": 1 - 0.25 / width_in,
        "bottom": bottom_in / height_in,
        "top": 1 - 0.32 / height_in,
    }
    with mpl.rc_context(_STYLE):
        figure = Picture(figsize=(width_in, height_in))
        left, bottom = margins["left"], margins["bottom"]
        place = (left, bottom, margins["right"] - left, margins["top"] - bottom)
        yield Canvas(figure=figure, axes=figure.add_axes(place))


def tick(
    axes: Axes, *, named: str = "", rows: bool = False, x_size: float = 9.5, y_size: float = 9.5
) -> None:
    """Number both axes, and name the horizontal one; the scales and locators are known by now.

    Where the vertical one has ``rows``, they have neither a line nor a mark.
    """
    axes.set_axisbelow(True)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_visible(False)
    axes.add_artist(Ticks(axes, horizontal=True, grid=True, marks=True, size=x_size, named=named))
    axes.add_artist(Ticks(axes, horizontal=False, grid=not rows, marks=not rows, size=y_size))
