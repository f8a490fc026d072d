"""What a call makes to do its work and never begins: a thread, a process, a context manager."""

import contextlib
import sys
import threading
from collections.abc import Callable
from contextlib import ExitStack
from typing import Any

from pairbench.measure.checks.undone.noted import own_noted
from pairbench.measure.checks.undone.unread import is_untouched

NEVER = (
    "makes {} that nobody {}, so that nothing is done: {} it in the variant, or say "
    "Pair(fresh=...) if only making it is the question"
)

THREAD = NEVER.format("a thread", "starts", "start")
PROCESS = NEVER.format("a process", "starts", "start")
MANAGER = NEVER.format("a context manager ({})", "enters", "enter")


class Unbegun:
    """What the variant's own file makes during a call, and what of it has not begun by its end.

    What a library makes may be for later: whoever calls it has not asked for a thread.
    """

    def __init__(self, function: Callable[..., Any]) -> None:
        self._names = getattr(function, "__globals__", None)
        self._made: list[Any] = []

    def hear(self, stack: ExitStack) -> None:
        """Note what is made as long as the stack is open."""
        kinds: list[Any] = [threading.Thread, contextlib._GeneratorContextManagerBase]  # noqa: SLF001 (there is no other way to hear of one)
        processes: Any = sys.modules.get("multiprocessing.process")
        if processes is not None:
            kinds.append(processes.BaseProcess)
        for kind in kinds:
            stack.enter_context(own_noted(kind, "__init__", self._note))

    def end(self) -> None:
        """Keep alive only what has not begun."""
        # One that decorates a function is made anew, by the same code, whenever that is called.
        begun = {_code(each) for each in self._made if _has_begun(each)} - {None}
        self._made = [each for each in self._made if not (_has_begun(each) or _code(each) in begun)]

    def left(self) -> str | None:
        """In words, the first that has still not begun."""
        for each in self._made:
            if not _has_begun(each):
                return _words(each)
        return None

    def _note(self, made: Any, _: object) -> None:
        # Above this are the replaced method, and what the class and its module do by themselves.
        frame = sys._getframe(2)  # noqa: SLF001 (documented)
        while frame.f_back is not None and (
            frame.f_code.co_name == "__init__"
            or frame.f_globals.get("__name__") in ("contextlib", "multiprocessing.context")
        ):
            frame = frame.f_back
        if frame.f_globals is self._names:
            self._made.append(made)


def _has_begun(made: Any) -> bool:
    if hasattr(made, "gen"):
        return not is_untouched(made.gen)
    try:
        return made.ident is not None
    except ValueError:  # a process that has been closed
        return True


def _code(made: Any) -> Any:
    """That of the generator of a context manager, by which two of one kind are known."""
    generator = getattr(made, "gen", None)
    return getattr(generator, "gi_code", getattr(generator, "ag_code", None))


def _words(made: Any) -> str:
    if hasattr(made, "gen"):
        return MANAGER.format(getattr(made.gen, "__qualname__", "?"))
    return THREAD if isinstance(made, threading.Thread) else PROCESS
