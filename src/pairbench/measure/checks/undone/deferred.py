"""What a call leaves for the end of the process, or for whoever reads a name of its file."""

import gc
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from pairbench.measure.checks.undone.noted import PutOff
from pairbench.measure.checks.undone.unread import is_untouched

AT_THE_END = "leaves work to the end of the process, with {}: do it in the variant"
IN_A_NAME = "leaves a generator in {} that nobody reads: read it in the variant"


class Deferred:
    """What was there before a call, held against what is there after it."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self._names: Mapping[str, Any] = getattr(function, "__globals__", {})
        self._known: dict[str, Any] = {}

    def begin(self) -> None:
        """Look at what is there before the call."""
        self._known = dict(self._names)

    def left(self, put_off: Sequence[PutOff]) -> str | None:
        """In words, what there is more of now; something was ``put_off`` by the call."""
        # A library that puts its tidying off is at no work of the variant's.
        own = [each for each in put_off if self._is_own(each.callback)]
        if own:
            gc.collect()  # what waits in a cycle is called as soon as somebody looks for cycles
        for each in own:
            if each.is_due():
                return AT_THE_END.format(each.how)
        for name, value in tuple(self._names.items()):
            if is_untouched(value) and self._known.get(name) is not value:
                return IN_A_NAME.format(name)
        return None

    def _is_own(self, callback: Any) -> bool:
        """Whether it is a function, or a method, of the variant's file."""
        while isinstance(callback, partial):
            callback = callback.func
        function = getattr(callback, "__func__", callback)
        return getattr(function, "__globals__", None) is self._names
