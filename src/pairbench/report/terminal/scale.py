"""A ratio drawn on a logarithmic scale, in the places of one line."""

import math

from pairbench.core import words
from pairbench.core.statistics.estimate import Estimate
from pairbench.core.statistics.positive import is_positive

ROUNDING = 1e-9
"""An end of the scale that was made of the ratio itself holds it."""


class Scale:
    """A logarithmic scale from ``low`` to ``high`` over a number of places, with 1 marked on it."""

    def __init__(self, low: float, high: float, places: int) -> None:
        """Both ends are positive, and 1 lies between them."""
        self._low, self._high = math.log(low), math.log(high)
        self._places = max(places, 1)

    def numbers(self) -> str:
        """The numbers above the scale: its ends, and 1."""
        low, high = words.number(math.exp(self._low)), words.number(math.exp(self._high))
        return self.heading(low, "1", high)

    def heading(self, low: str, mark: str, high: str) -> str:
        """Words above the scale, at its ends and at the mark; an end gives way to the mark."""
        line = [" "] * self._places
        begin = max(0, self._place(1.0) - (len(mark) - 1) // 2)
        line[begin : begin + len(mark)] = mark
        if len(low) < begin:
            line[: len(low)] = low
        if begin + len(mark) < self._places - len(high):
            line[self._places - len(high) :] = high
        return "".join(line)

    def drawing(self, ratio: Estimate) -> str:
        """The interval as a line with its ends, the estimate as a dot, and a bar at the mark.

        What lies beyond an end of the scale is an arrow there.
        """
        line = [" "] * self._places
        line[self._place(1.0)] = "│"
        low, high = self._place(ratio.low), self._place(ratio.high)
        line[low : high + 1] = "─" * (high + 1 - low)
        if high > low:
            line[low], line[high] = "├", "┤"
        if self._is_below(ratio.low):
            line[0] = "◂"
        if self._is_above(ratio.high):
            line[-1] = "▸"
        if not self._is_below(ratio.value) and not self._is_above(ratio.value):
            line[self._place(ratio.value)] = "●"
        return "".join(line)

    def _is_below(self, ratio: float) -> bool:
        return ratio <= 0 or (is_positive(ratio) and math.log(ratio) < self._low - ROUNDING)

    def _is_above(self, ratio: float) -> bool:
        return ratio == math.inf or (is_positive(ratio) and math.log(ratio) > self._high + ROUNDING)

    def _place(self, ratio: float) -> int:
        if not is_positive(ratio):
            return self._places - 1 if ratio > 1 else 0
        share = (math.log(ratio) - self._low) / (self._high - self._low)
        return round(max(0.0, min(1.0, share)) * (self._places - 1))
