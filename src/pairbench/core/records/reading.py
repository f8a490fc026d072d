"""What another tool has measured of a benchmark: a number to look at, and not one to judge by."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The middle of a benchmark's values, in its unit: ``s``, ``B``, or a word of the tool's own.

    ``low`` and ``high`` are what the tool tells of their spread, mostly the quartiles: how far the
    values of one run lie apart says little of how far those of the next one will. ``count`` is the
    number of the values, 0 where it is not told.
    """

    name: str
    unit: str
    value: float
    low: float
    high: float
    count: int
