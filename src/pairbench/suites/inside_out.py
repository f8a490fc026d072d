"""Stops another program in the middle, where it makes a call, and lets it go on afterwards.

A test runner, or a script, holds the call that is to be measured deep within itself, with all that
it has set up around it. The program runs on a stack of its own (a greenlet) in the same thread, so
that what belongs to the thread is there; the call is made on the stack of the worker.
"""

import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

from greenlet import getcurrent, greenlet

from pairbench.core.errors import SuiteError
from pairbench.suites.call import Call

Give = Callable[[Call], None]
"""What the program calls in its middle; it comes back when nothing more is measured."""

IN_ANOTHER_THREAD = (
    "its benchmark is called in another thread than that of its test or script, which cannot stand "
    "still there: call it in that thread, and start the other within the call"
)


class InsideOut:
    """A context manager: within it the program stands still at the call that it has given."""

    def __init__(self, program: Callable[[Give], object]) -> None:
        """Take the program; whatever it raises is raised where it is opened, or closed."""
        self._program = greenlet(program)
        self._context = getcurrent().gr_context
        self._worker = getcurrent()
        self._thread = threading.get_ident()
        self._refused: SuiteError | None = None
        self.call: Call | None = None

    def __enter__(self) -> Self:
        self._program.switch(self._give)
        if self.call is None and self._refused is not None:
            raise self._refused
        if self.call is not None:
            # Context variables that the program has set hold for the call as well.
            self._worker.gr_context = self._program.gr_context
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._worker.gr_context = self._context
        if self._program.dead:
            return
        if error is None:
            self._program.switch()
            return
        try:
            self._program.throw(error)
        except BaseException as raised:
            # Whoever has raised it first will hear of it anyway.
            if raised is not error:
                raise

    def _give(self, call: Call) -> None:
        """Stand still here; a program gives one call, and what it gives later is nobody's.

        Raises:
            SuiteError: it is given in another thread, which has a stack of its own.
        """
        if threading.get_ident() != self._thread:
            # What a thread raises, its program may never hear of.
            self._refused = SuiteError(IN_ANOTHER_THREAD)
            raise self._refused
        if self.call is None:
            self.call = call
            self._worker.switch()
