"""Numbers as people write them: seconds, bytes and ratios with sensible units."""

import math

from pairbench.core.statistics import Estimate

_TIME_UNITS = ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns"))
_BYTE_UNITS = ((1e9, "GB"), (1e6, "MB"), (1e3, "kB"), (1.0, "B"))


def seconds(value_s: float) -> str:
    """A duration with three digits: ``1.25 ms``."""
    for factor, unit in _TIME_UNITS:
        if abs(value_s) >= factor or unit == "ns":
            return f"{_three_digits(value_s / factor)} {unit}"
    raise AssertionError(value_s)


def size_bytes(value_bytes: float) -> str:
    """An amount of memory in decimal units, with three digits: ``9.65 MB``."""
    for factor, unit in _BYTE_UNITS:
        if abs(value_bytes) >= factor or unit == "B":
            return f"{_three_digits(value_bytes / factor)} {unit}"
    raise AssertionError(value_bytes)


def ratio(estimate: Estimate) -> str:
    """A ratio with its interval: ``1.47 (1.41 to 1.53)``; an exact one stands alone."""
    if estimate.low == estimate.high:
        return _three_digits(estimate.value)
    return (
        f"{_three_digits(estimate.value)} "
        f"({_three_digits(estimate.low)} to {_three_digits(estimate.high)})"
    )


def _three_digits(value: float) -> str:
    """Three significant digits, without an exponent and with thousands set apart."""
    if not math.isfinite(value):
        return "∞" if value > 0 else "-∞" if value < 0 else "?"
    if value == 0:
        return "0"
    places = max(0, 2 - math.floor(math.log10(abs(value))))
    return f"{value:,.{min(places, 6)}f}"
