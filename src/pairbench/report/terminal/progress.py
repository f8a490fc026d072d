"""Shows a run on its way: a bar with the time left on a terminal, plain lines elsewhere."""

import time
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    Progress,
    TaskID,
    TaskProgressColumn,
    TextColumn,
    TimeRemainingColumn,
)

from pairbench.core.records.measurement import Failure
from pairbench.report.terminal.origin import origin

PLAIN_EVERY_S = 10.0
"""Without a terminal, a line is written at most this often, so that a log stays short."""


def display_for(console: Console) -> "BarDisplay | LineDisplay":
    """A bar where somebody watches, lines where nobody does."""
    return BarDisplay(console) if console.is_terminal else LineDisplay(console)


def unobtrusive(console: Console) -> "BarDisplay | SilentDisplay":
    """Bars that are gone at the end where somebody watches, and nothing where nobody does."""
    return BarDisplay(console, transient=True) if console.is_terminal else SilentDisplay()


class BarDisplay:
    """One bar for each step, with what is being measured and the time left."""

    def __init__(self, console: Console, *, transient: bool = False) -> None:
        self._console = console
        self._bars = Progress(
            TextColumn("{task.fields[step]:>6}"),
            BarColumn(bar_width=24),
            TaskProgressColumn(),
            TimeRemainingColumn(),
            TextColumn("{task.description}"),
            console=console,
            transient=transient,
        )
        self._task: TaskID | None = None
        self._total_s = 0.0

    def __enter__(self) -> Self:
        self._bars.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self._complete()
        self._bars.stop()

    def begin(self, step: str, total_s: float) -> None:
        """Finish the bar before, and start another."""
        self._complete()
        self._total_s = total_s
        self._task = self._bars.add_task("", total=total_s, step=str(step))

    def doing(self, what: str) -> None:
        """Write it beside the bar."""
        if self._task is not None:
            self._bars.update(self._task, description=escape(what))

    def advance(self, expected_s: float) -> None:
        """Move the bar."""
        if self._task is not None:
            self._bars.advance(self._task, expected_s)

    def trouble(self, failure: Failure) -> None:
        """Write it above the bars."""
        self._console.print(failure_line(failure), markup=False, highlight=False)

    def _complete(self) -> None:
        """Fill the bar: a variant that failed leaves out what was expected of it."""
        if self._task is not None:
            self._bars.update(self._task, description="", completed=self._total_s)


class SilentDisplay:
    """Shows nothing: what went wrong is part of the answer."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        return None

    def begin(self, step: str, total_s: float) -> None:
        """Nobody watches."""

    def doing(self, what: str) -> None:
        """Nobody watches."""

    def advance(self, expected_s: float) -> None:
        """Nobody watches."""

    def trouble(self, failure: Failure) -> None:
        """Nobody watches."""


class LineDisplay(SilentDisplay):
    """A line at the beginning of each step, and now and then between."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._step = ""
        self._what = ""
        self._total_s = 0.0
        self._done_s = 0.0
        self._began = 0.0
        self._written = 0.0

    def begin(self, step: str, total_s: float) -> None:
        """Announce the step and about how long it takes."""
        self._step, self._total_s, self._done_s = str(step), total_s, 0.0
        self._began = self._written = time.monotonic()
        self._write(f"{self._step}: begins, about {total_s:.0f} s")

    def doing(self, what: str) -> None:
        """Remember it for the next line."""
        self._what = what

    def advance(self, expected_s: float) -> None:
        """Write a line if the last one is old."""
        self._done_s += expected_s
        now = time.monotonic()
        if now - self._written >= PLAIN_EVERY_S:
            self._written = now
            pace = (now - self._began) / self._done_s
            left_s = max(0.0, (self._total_s - self._done_s) * pace)
            share = self._done_s / self._total_s
            self._write(f"{self._step}: {share:4.0%}, about {left_s:.0f} s left; {self._what}")

    def trouble(self, failure: Failure) -> None:
        """Write it at once."""
        self._write(failure_line(failure))

    def _write(self, text: str) -> None:
        self._console.print(text, markup=False, highlight=False, soft_wrap=True)


def failure_line(failure: Failure) -> str:
    """What happened, in one line."""
    return f"{failure.cell.pair}: {failure.said}{origin(failure.stderr)}"
