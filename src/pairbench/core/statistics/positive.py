"""Numbers above 0 that have an end: they have a logarithm, and a ratio to each other."""

import math

LARGEST_SIZE = 10**60
"""Its cube over the shortest duration is still a number: an order of growth can be fitted to it."""


def is_positive(number: float) -> bool:
    """Whether a number is above 0 and finite; what is not a number is neither."""
    return 0 < number < math.inf
