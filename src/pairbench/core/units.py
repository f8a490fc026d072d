"""Lengths of time and amounts of memory as people write them: 10s, 5m, 500MB."""

from collections.abc import Mapping

from pairbench.core.statistics.positive import is_positive

SECONDS = {"s": 1.0, "m": 60.0, "h": 3600.0}

BYTES = {"kB": 10**3, "MB": 10**6, "GB": 10**9}


def duration_s(text: str) -> float:
    """A length of time such as 10s, 5m or 1h, in seconds.

    Raises:
        ValueError: it is none; the message says how one is written.
    """
    value_s = _amount(text, SECONDS)
    if not is_positive(value_s):
        raise ValueError(f"{text or 'nothing'} is no length of time: write 10s, 5m or 1h")
    return value_s


def amount_bytes(text: str) -> int:
    """An amount of memory such as 500MB or 2GB, in bytes.

    Raises:
        ValueError: it is none; the message says how one is written.
    """
    value_bytes = _amount(text, BYTES)
    if not is_positive(value_bytes):
        raise ValueError(f"{text or 'nothing'} is no amount of memory: write 500MB or 2GB")
    return int(value_bytes)


def _amount(text: str, units: Mapping[str, float]) -> float:
    """A number before one of the units; 0 where it is anything else."""
    for unit, factor in units.items():
        if text.endswith(unit):
            try:
                return float(text.removesuffix(unit)) * factor
            except ValueError:
                return 0.0
    return 0.0
