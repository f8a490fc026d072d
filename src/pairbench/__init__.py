"""Paired good and bad implementations of the same job, measured and judged."""

from pairbench.core.pair import Pair

__all__ = ["Pair", "__version__"]

__version__ = "0.1.0"
