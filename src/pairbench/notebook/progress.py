"""How far a comparison has come: bars in a terminal, one line below a notebook's cell."""

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from pairbench.report.terminal.steps import in_words

if TYPE_CHECKING:
    from pairbench.core.records.measurement import Failure
    from pairbench.report.terminal.progress import BarDisplay, SilentDisplay


def display_here() -> "BarDisplay | SilentDisplay | CellDisplay":
    """A line in a notebook, bars in a terminal, and nothing where nobody watches."""
    if is_notebook():
        return CellDisplay()
    from pairbench.report.terminal.progress import unobtrusive
    from pairbench.report.terminal.safe import SafeConsole

    return unobtrusive(SafeConsole(stderr=True))


def is_notebook() -> bool:
    """Whether this is the kernel of a notebook; IPython is not imported to find out."""
    ipython = sys.modules.get("IPython")
    shell = None if ipython is None else ipython.get_ipython()
    return shell is not None and hasattr(shell, "kernel")


class CellDisplay:
    """One line below the cell, which is gone when the answer is there."""

    def __init__(self) -> None:
        self._handle: Any = None
        self._step = ""
        self._total_s = 0.0
        self._done_s = 0.0

    def __enter__(self) -> Self:
        from IPython.display import HTML, display

        self._handle = display(HTML(""), display_id=True)  # type: ignore[no-untyped-call]
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._write("")

    def begin(self, step: str, total_s: float) -> None:
        """Say what begins."""
        self._step, self._total_s, self._done_s = str(step), total_s, 0.0
        self._show()

    def doing(self, what: str) -> None:
        """A step is told as a whole: the names in it are not the user's."""

    def advance(self, expected_s: float) -> None:
        """Say how far the step has come."""
        self._done_s += expected_s
        self._show()

    def expect(self, left_s: float) -> None:
        """It is over before anybody has read it."""

    def trouble(self, failure: "Failure") -> None:
        """It is part of the answer."""

    def _show(self) -> None:
        share = min(1.0, self._done_s / self._total_s) if self._total_s else 1.0
        self._write(f"<small>{in_words(self._step)}: {share:.0%}</small>")

    def _write(self, text: str) -> None:
        from IPython.display import HTML

        if self._handle is not None:
            self._handle.update(HTML(text))  # type: ignore[no-untyped-call]
