"""Imports an instrument without what it imports for uses that a worker never makes of it."""

import importlib
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from types import ModuleType
from typing import Any


class Deferred(ModuleType):
    """A module's functions, each of which imports the module when it is called."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)

        def called(*args: Any, **kwargs: Any) -> Any:
            return getattr(importlib.import_module(self.__name__), name)(*args, **kwargs)

        return called


@contextmanager
def deferring(*modules: Deferred) -> Iterator[None]:
    """Let imports find these modules for a while, but for those that are loaded already."""
    with ExitStack() as stack:
        for each in modules:
            if each.__name__ not in sys.modules:
                stack.enter_context(instead(each.__name__, each))
        yield


@contextmanager
def instead(name: str, module: ModuleType | None) -> Iterator[None]:
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
