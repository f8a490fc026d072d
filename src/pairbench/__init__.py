"""Paired good and bad implementations of the same job, measured and judged.

What a pair file needs comes when it is asked for: a command or a worker that imports one module of
the package loads no other.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pairbench.core.authoring.pair import Pair

__all__ = ["Pair", "__version__"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    if name == "Pair":
        from pairbench.core.authoring.pair import Pair

        return Pair
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
