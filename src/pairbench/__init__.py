"""Paired good and bad implementations of the same job, measured and judged.

``Pair`` is what a pair file declares; ``compare`` answers in one line, without a file. Each comes
when it is asked for: a command or a worker that imports one module of the package loads no other.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pairbench.core.authoring.pair import Pair
    from pairbench.notebook.compare import compare
    from pairbench.notebook.magic import load_ipython_extension

__all__ = ["Pair", "__version__", "compare", "load_ipython_extension"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    if name == "Pair":
        from pairbench.core.authoring.pair import Pair

        return Pair
    if name == "compare":
        from pairbench.notebook.compare import compare

        return compare
    if name == "load_ipython_extension":
        from pairbench.notebook.magic import load_ipython_extension

        return load_ipython_extension
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
