"""Numbers as people write them: seconds, bytes and ratios with sensible units."""

import math
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pairbench.core.statistics.estimate import Estimate

DIGITS = 3
"""Significant digits of a number: they say all that a measurement knows."""

MOST_DIGITS = 7
"""So many at most tell a number from its bound: what is closer differs by a byte of ten million."""

WIDEST = 1_000.0
"""What reaches so many times its value up and down is no interval that tells anything."""

_TIME_UNITS = ((1.0, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns"))
_PLURALS = (
    ("ies", "y"),
    ("sses", "ss"),
    ("xes", "x"),
    ("ches", "ch"),
    ("shes", "sh"),
    ("ss", "ss"),
    ("s", ""),
)

_BYTE_UNITS = ((1e9, "GB"), (1e6, "MB"), (1e3, "kB"), (1.0, "B"))


def number(value: float, digits: int = DIGITS) -> str:
    """Three significant digits, without an exponent and with thousands set apart."""
    if not math.isfinite(value):
        return "∞" if value > 0 else "-∞" if value < 0 else "?"
    rounded = _rounded(value, digits)
    if rounded == 0:
        return "0"
    places = max(0, digits - 1 - math.floor(math.log10(abs(rounded))))
    return f"{value:,.{places}f}"


def apart(value: float, *bounds: float) -> str:
    """A number with as many digits as tell it from bounds that it is close to and does not equal.

    What lies above a bound of 1 reads ``1.0004``, and not as 1.00, which would deny it.
    """
    return distinct(number, value, *bounds)


def distinct(written: Callable[[float, int], str], value: float, *bounds: float) -> str:
    """A value as it is ``written`` with so many digits, with more where a bound reads the same.

    What differs from a bound by less than the last of the digits is written as that.
    """
    others = [each for each in bounds if each != value]
    for digits in range(DIGITS, MOST_DIGITS):
        text = written(value, digits)
        if all(text != written(each, digits) for each in others):
            return text
    return written(value, MOST_DIGITS)


def seconds(value_s: float) -> str:
    """A duration with three digits: ``1.25 ms``."""
    return _in_units(value_s, _TIME_UNITS)


def size_bytes(value_bytes: float) -> str:
    """An amount of memory in decimal units, with three digits: ``9.65 MB``."""
    return _in_units(value_bytes, _BYTE_UNITS)


def in_unit(value: float, unit: str) -> str:
    """A number of seconds, of bytes, or of anything else that the unit names."""
    if unit == "s":
        return seconds(value)
    return size_bytes(value) if unit == "B" else f"{number(value)} {unit}".strip()


def ratio(estimate: "Estimate", *bounds: float) -> str:
    """A ratio with its interval: ``1.47 (1.41 to 1.53)``; an exact one stands alone.

    Its ends can be told from the ``bounds`` that it is held against, 1 where none is named. Where
    too few rounds are behind it to decide anything, it says so: ``1.47 (1.41 to 1.53 at 75%)``, and
    ``about 1.47`` of one, or where they lie so far apart that their interval tells nothing.
    """
    bounds = bounds or (1.0,)
    value = estimated(estimate, bounds[0])
    if not estimate.level or _tells_nothing(estimate, bounds):
        return f"about {value}"
    if estimate.low == estimate.high:
        return value
    low, high = apart(estimate.low, *bounds), apart(estimate.high, *bounds)
    return f"{value} ({low} to {high}{own_level(estimate)})"


def _tells_nothing(estimate: "Estimate", bounds: tuple[float, ...]) -> bool:
    """Whether it holds all the bounds, and a thousand times its value as well as a thousandth."""
    is_around = all(estimate.low <= each <= estimate.high for each in bounds)
    return is_around and estimate.low * WIDEST < estimate.value < estimate.high / WIDEST


def own_level(estimate: "Estimate") -> str:
    """Behind an interval that is less sure than one that could decide something: how sure it is."""
    return "" if estimate.is_sure else f" at {estimate.level:.0%}"


def estimated(estimate: "Estimate", bound: float = 1.0) -> str:
    """The value of an estimate, which can be told from a bound where its interval can."""
    is_around = estimate.low <= bound <= estimate.high
    return number(estimate.value) if is_around else apart(estimate.value, bound)


def counted(size: int, things: str) -> str:
    """A number of things that are named in the plural: ``1,000 items``, ``1 item``, ``1 entry``."""
    return f"{size:,} {things if size != 1 else _one_of(things)}"


def times(factor: float) -> str:
    """A factor before ``as fast as`` and the like, with a space behind it; once is left out."""
    return "" if factor == 1 else f"{factor:g} times "


def crossing(size: float, low: float | None, high: float | None) -> str:
    """A size with its interval: ``16.2 (12.8 to 19.5)``, an end that is not known left open."""
    if low is None and high is None:
        return number(size)
    if high is None:
        return f"{number(size)} (at least {number(low or 0.0)})"
    if low is None:
        return f"{number(size)} (at most {number(high)})"
    return f"{number(size)} ({number(low)} to {number(high)})"


def printable(text: str, *, keep: str = "") -> str:
    """A text without what a terminal would obey, and what no file can hold, written as escapes.

    That are control characters, those that turn the direction of writing, and halves of characters;
    ``keep`` names the ones that stay.
    """
    if text.isprintable():
        return text
    return "".join(each if each.isprintable() or each in keep else _escape(each) for each in text)


def _escape(character: str) -> str:
    return character.encode("unicode_escape", errors="backslashreplace").decode()


def _one_of(things: str) -> str:
    """The singular of a regular English plural; any other word stays as it is."""
    for plural, singular in _PLURALS:
        if things.endswith(plural):
            return things.removesuffix(plural) + singular
    return things


def _in_units(value: float, units: tuple[tuple[float, str], ...]) -> str:
    """In the largest unit of which there is at least one, once rounded; else in the smallest."""
    factor, unit = next((each for each in units if abs(_rounded(value)) >= each[0]), units[-1])
    return f"{number(value / factor)} {unit}"


def _rounded(value: float, digits: int = DIGITS) -> float:
    return float(f"{value:.{digits}g}")


PLAIN = {
    "µ": "u",
    "÷": "/",
    "…": "...",
    "→": "->",
    "∞": "inf",
    "│": "|",
    "─": "-",
    "━": "-",
    "├": "|",
    "┤": "|",
    "◂": "<",
    "▸": ">",
    "●": "o",
    "✓": "+",
    "✗": "x",
}
"""What stands for the signs that we write where an encoding has only those of ASCII."""


def plainly(error: UnicodeError) -> tuple[str | bytes, int]:
    """Write what an encoding has not in characters that every encoding has: an error handler.

    A microsecond would be a second of some kind, and a drawing nothing but question marks.

    Raises:
        UnicodeError: it is not about writing.
    """
    if not isinstance(error, UnicodeEncodeError):
        raise error
    lost = error.object[error.start : error.end]
    return "".join(PLAIN.get(each, "?") for each in lost), error.end
