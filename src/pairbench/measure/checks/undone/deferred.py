"""What a call leaves for the end of the process, or for whoever reads a name of its file."""

import atexit
import gc
import weakref
from collections.abc import Callable, Mapping
from typing import Any

from pairbench.measure.checks.undone.unread import is_untouched

AT_THE_END = "leaves work to the end of the process, with {}: do it in the variant"
IN_A_NAME = "leaves a generator in {} that nobody reads: read it in the variant"


class Deferred:
    """What was there before a call, held against what is there after it."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self._names: Mapping[str, Any] = getattr(function, "__globals__", {})
        self._known: dict[str, Any] = {}
        self._at_exit = self._finalizers = 0

    def begin(self) -> None:
        """Look at what is there before the call."""
        self._known = dict(self._names)
        self._at_exit, self._finalizers = _at_exit(), _finalizers()

    def left(self) -> str | None:
        """In words, what there is more of now."""
        if _at_exit() > self._at_exit:
            return AT_THE_END.format("atexit")
        # What waits in a cycle is called as soon as somebody looks for cycles.
        if _finalizers() > self._finalizers and (gc.collect(), _finalizers())[1] > self._finalizers:
            return AT_THE_END.format("weakref.finalize")
        for name, value in tuple(self._names.items()):
            if is_untouched(value) and self._known.get(name) is not value:
                return IN_A_NAME.format(name)
        return None


def _at_exit() -> int:
    # There is no public way to ask.
    return int(getattr(atexit, "_ncallbacks", int)())


def _finalizers() -> int:
    return len(getattr(weakref.finalize, "_registry", ()))
