"""Numbers above 0 that have an end: they have a logarithm, and a ratio to each other."""

import math


def is_positive(number: float) -> bool:
    """Whether a number is above 0 and finite; what is not a number is neither."""
    return 0 < number < math.inf
