"""Imports an instrument without what it imports for uses that a worker never makes of it."""

import importlib
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any


class Deferred(ModuleType):
    """A module's functions, each of which imports the module when it is called."""

    @staticmethod
    def get_terminal_size() -> os.terminal_size:
        """That of ``shutil``: argparse asks for every option how wide its help would be."""
        return os.terminal_size((80, 24))

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)

        def called(*args: Any, **kwargs: Any) -> Any:
            return getattr(importlib.import_module(self.__name__), name)(*args, **kwargs)

        return called


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
