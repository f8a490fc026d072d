"""Draws the ticks of an axis, its grid and its numbers, in a few strokes.

Matplotlib makes three lines and two texts for every tick and lays each of them out, which takes
most of the time of a small drawing. Where the ticks are, and what they say, is the axis's own.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import IdentityTransform

from pairbench.report.drawings.svg import INK

LENGTH_PT = 3.5
PAD_PT = 3.5
WIDTH_PT = 0.8
GRID_ALPHA = 0.15

LINE_HEIGHT = 1.2
"""What a line of text takes, in its own size."""

ASCENT = 0.95
"""How far below the top of its line a text stands, in its own size."""

TOLERANCE = 1e-9
"""A tick at the very end of an axis is on it, whatever was lost in rounding."""


class Ticks(Artist):
    """The ticks of the horizontal or the vertical axis, in place of matplotlib's own.

    ``grid`` has a line through the axes at each tick, ``marks`` a short one beside them;
    ``named`` is what the axis shows, if it has a name.
    """

    def __init__(
        self, axes: Axes, *, horizontal: bool, grid: bool, marks: bool, size: float, named: str = ""
    ) -> None:
        super().__init__()
        self._axes, self._horizontal = axes, horizontal
        self._grid, self._marks = grid, marks
        self._label = Text(fontsize=size, parse_math=False, transform=IdentityTransform())
        self._name = Text(text=named, parse_math=False, transform=IdentityTransform())
        for each in (self._label, self._name):
            each.set_figure(axes.figure)
        self.set_zorder(0.5)

    def draw(self, renderer: Any) -> None:
        """Draw them."""
        axis = self._axes.xaxis if self._horizontal else self._axes.yaxis
        low, high = sorted(axis.get_view_interval())
        found = np.asarray(axis.get_majorticklocs(), dtype=float)
        found = found[(found >= low * (1 - TOLERANCE)) & (found <= high * (1 + TOLERANCE))]
        labels = axis.get_major_formatter().format_ticks([float(each) for each in found])
        point = renderer.points_to_pixels(1.0)
        box = self._axes.bbox
        places = self._places(found)
        if self._grid:
            ends = (box.y0, box.y1) if self._horizontal else (box.x0, box.x1)
            self._stroke(renderer, places, ends, alpha=GRID_ALPHA)
        edge = box.y0 if self._horizontal else box.x0
        length = LENGTH_PT * point if self._marks else 0.0
        if self._marks:
            self._stroke(renderer, places, (edge - length, edge), alpha=1.0)
        self._write(renderer, places, labels, edge - length - PAD_PT * point)
        if self._name.get_text():
            self._write_name(renderer, point)

    def _places(self, found: Any) -> Any:
        """Where ticks are along their axis, in pixels."""
        if self._horizontal:
            points = [(each, 0.0) for each in found]
            return self._axes.get_xaxis_transform().transform(points)[:, 0] if points else []
        points = [(0.0, each) for each in found]
        return self._axes.get_yaxis_transform().transform(points)[:, 1] if points else []

    def _stroke(
        self, renderer: Any, places: Sequence[float], ends: tuple[float, float], *, alpha: float
    ) -> None:
        """A line from one end to the other at each place, all of them in one path."""
        if not len(places):
            return
        across = np.repeat(np.asarray(places, dtype=float), 2)
        along = np.tile(ends, len(places))
        both = (across, along) if self._horizontal else (along, across)
        gc = renderer.new_gc()
        gc.set_foreground(to_rgba(INK, alpha), isRGBA=True)
        gc.set_alpha(alpha)
        gc.set_linewidth(renderer.points_to_pixels(WIDTH_PT))
        codes = np.tile([Path.MOVETO, Path.LINETO], len(places))
        renderer.draw_path(gc, Path(np.column_stack(both), codes), IdentityTransform())
        gc.restore()

    def _write(
        self, renderer: Any, places: Sequence[float], labels: Sequence[str], edge: float
    ) -> None:
        alignment = ("center", "top") if self._horizontal else ("right", "center")
        self._label.set(horizontalalignment=alignment[0], verticalalignment=alignment[1])
        for place, label in zip(places, labels, strict=True):
            if label:
                self._label.set_text(label)
                self._label.set_position((place, edge) if self._horizontal else (edge, place))
                _draw_text(renderer, self._label)

    def _write_name(self, renderer: Any, point: float) -> None:
        """What a horizontal axis shows, below its numbers."""
        box = self._axes.bbox
        below = LENGTH_PT + 2 * PAD_PT + LINE_HEIGHT * float(self._label.get_fontsize())
        self._name.set(horizontalalignment="center", verticalalignment="top")
        self._name.set_position(((box.x0 + box.x1) / 2, box.y0 - below * point))
        _draw_text(renderer, self._name)


def _draw_text(renderer: Any, text: Text) -> None:
    """Draw a text where it is; in an SVG it is aligned by whoever shows it, and needs no layout."""
    if not hasattr(renderer, "writer"):
        text.draw(renderer)
        return
    size = renderer.points_to_pixels(text.get_fontsize())
    x, y = text.get_position()
    lines = text.get_text().split("\n")
    _, height = renderer.get_canvas_width_height()
    top = y if text.get_verticalalignment() == "top" else y + LINE_HEIGHT * size * len(lines) / 2
    gc = renderer.new_gc()
    gc.set_foreground(text.get_color())
    for number, line in enumerate(lines):
        baseline = top - size * (ASCENT + LINE_HEIGHT * number)
        text.set_position((x, baseline))
        renderer.draw_text(
            gc, x, height - baseline, line, text.get_fontproperties(), 0.0, mtext=text
        )
    text.set_position((x, y))
    gc.restore()
