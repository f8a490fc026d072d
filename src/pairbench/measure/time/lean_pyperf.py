"""pyperf without what a timing worker never uses: starting it is the larger part of a round.

Left out are psutil (pinning goes through the standard library), the search of all installed
packages for pyperf's plug-ins (none is asked for), and the ``file`` command by which the platform
module finds the width of a pointer. pyperf itself, its runner and its metadata are untouched, and
a variant that imports one of these modules gets the real one.
"""

import importlib
import struct
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType, SimpleNamespace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyperf

NO_PLUGINS = SimpleNamespace(select=lambda **_: ())
"""The entry points of an environment in which nothing is installed."""


def lean_runner() -> "pyperf.Runner":
    """A pyperf runner, imported and made the short way."""
    metadata = ModuleType("importlib.metadata")
    metadata.entry_points = lambda: NO_PLUGINS  # type: ignore[attr-defined]
    with _instead("importlib.metadata", metadata), _instead("psutil", None):
        import pyperf
        import pyperf._collect_metadata as collecting

        collecting.platform = _Platform(collecting.platform)
        return pyperf.Runner()


class _Platform:
    """The platform module, with an answer of our own to the one slow question."""

    def __init__(self, real: ModuleType) -> None:
        self._real = real

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)

    def architecture(self) -> tuple[str, str]:
        """The width of a pointer, as ``platform.architecture`` words it, and no linkage."""
        return f"{struct.calcsize('P') * 8}bit", ""


@contextmanager
def _instead(name: str, module: ModuleType | None) -> Iterator[None]:
    """Let an import of the name find the module, or nothing if that is None, for a while."""
    parent, _, child = name.rpartition(".")
    sys.modules[name] = module  # type: ignore[assignment]
    if parent:
        setattr(importlib.import_module(parent), child, module)
    try:
        yield
    finally:
        del sys.modules[name]
        if parent:
            delattr(importlib.import_module(parent), child)
