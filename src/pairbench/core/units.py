"""Lengths of time and amounts of memory as people write them: 500ms, 10s, 5m, 500MB."""

from collections.abc import Mapping

from pairbench.core.statistics.positive import is_positive

SECONDS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3600.0}

BYTES = {"kB": 10**3, "MB": 10**6, "GB": 10**9}


def duration_s(text: str) -> float:
    """A length of time such as 10s, 5m or 1h, in seconds.

    Raises:
        ValueError: it is none; the message says how one is written.
    """
    return _amount(text, SECONDS, "length of time: write 10s, 5m or 1h")


def amount_bytes(text: str) -> int:
    """An amount of memory such as 500MB or 2GB, in bytes.

    Raises:
        ValueError: it is none; the message says how one is written.
    """
    return int(_amount(text, BYTES, "amount of memory: write 500MB or 2GB"))


def _amount(text: str, units: Mapping[str, float], what: str) -> float:
    """A positive number before one of the units, which is ``what`` the text must be."""
    unit = next((each for each in units if text.endswith(each)), "")
    try:
        value = float(text.removesuffix(unit)) * units.get(unit, 0.0)
    except ValueError:
        value = 0.0
    if not is_positive(value):
        raise ValueError(f"{text or 'nothing'} is no {what}")
    return value
