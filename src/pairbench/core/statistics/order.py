"""The orders of growth that are told apart, and what it takes to tell them."""

from enum import StrEnum

MIN_SIZES_FOR_GROWTH = 4
"""A growth order is fitted over at least this many sizes."""


class Order(StrEnum):
    """An order of growth in the problem size n; the values are what a pair file writes."""

    CONSTANT = "1"
    LOGARITHMIC = "log n"
    LINEAR = "n"
    LINEARITHMIC = "n log n"
    QUADRATIC = "n**2"
    CUBIC = "n**3"
