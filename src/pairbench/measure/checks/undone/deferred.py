"""What a call leaves for the end of the process, or for whoever reads a name of its file."""

import gc
import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from pairbench.measure.checks.undone.noted import PutOff, plain
from pairbench.measure.checks.undone.unread import is_untouched
from pairbench.measure.processes.clock import Clock

AT_THE_END = "leaves work to the end of the process, with {}: do it in the variant"
IN_A_NAME = "leaves a generator in {} that nobody reads: read it in the variant"

IN_A_BUFFER = "leaves in {} what is not written yet: flush it in the variant"

WRITERS = (io.BufferedWriter, io.BufferedRandom)


class Deferred:
    """What was there before a call, held against what is there after it, and ``put_off`` by it."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self._names: Mapping[str, Any] = getattr(function, "__globals__", {})
        self._known: dict[str, Any] = {}
        self.put_off: list[PutOff] = []

    def begin(self) -> None:
        """Look at what is there before the call."""
        self._known = dict(self._names)
        for _, file in self._files():
            _flush(file)

    def left(self, least_s: float) -> str | None:
        """In words, what there is more of now, and takes longer than this to be written."""
        for name, file in self._files():
            began_s = Clock.now_s()
            _flush(file)
            if Clock.now_s() > began_s + least_s:
                return IN_A_BUFFER.format(name)
        # A library that puts its tidying off is at no work of the variant's.
        own = [each for each in self.put_off if self._is_own(each.callback)]
        if own:
            gc.collect()  # what waits in a cycle is called as soon as somebody looks for cycles
        for each in own:
            if each.is_due():
                return AT_THE_END.format(each.how)
        for name, value in tuple(self._names.items()):
            if is_untouched(value) and self._known.get(name) is not value:
                return IN_A_NAME.format(name)
        return None

    def _files(self) -> Iterator[tuple[str, Any]]:
        """Those that the file keeps open, and that a flush writes as they are."""
        for name, value in tuple(self._names.items()):
            buffer = value.buffer if type(value) is io.TextIOWrapper else value
            if type(buffer) in WRITERS and not buffer.closed:
                yield name, value

    def _is_own(self, callback: Any) -> bool:
        """Whether it is a function, or a method, of the variant's file."""
        called = plain(callback)
        function = getattr(called, "__func__", called)
        return getattr(function, "__globals__", None) is self._names


def _flush(file: Any) -> None:
    with suppress(OSError):  # whoever reads it is gone, or there is no room: it is the file's own
        file.flush()
