"""Shows a run on its way: a bar with the time left on a terminal, plain lines elsewhere."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from types import TracebackType
from typing import Any, Self

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TaskProgressColumn,
    TextColumn,
)
from rich.table import Column
from rich.text import Text

from pairbench.core.records.measurement import Failure
from pairbench.report.terminal.origin import origin
from pairbench.report.terminal.steps import LONGEST, in_words, time_in_words

PLAIN_EVERY_S = 10.0
"""Without a terminal, a line is written at most this often, so that a log stays short."""

WIDE = 80
"""From so many columns on a bar is long; in a narrow window the details go before it does."""


def display_for(console: Console) -> "BarDisplay | LineDisplay":
    """A bar where somebody watches, lines where nobody does."""
    return BarDisplay(console) if console.is_terminal else LineDisplay(console)


def unobtrusive(console: Console) -> "BarDisplay | SilentDisplay":
    """Bars that are gone at the end where somebody watches, and nothing where nobody does."""
    return BarDisplay(console, transient=True) if console.is_terminal else SilentDisplay()


def saying(console: Console, step: str) -> AbstractContextManager[Any]:
    """Say what is being done while nobody knows how long it takes, where somebody watches."""
    return console.status(f"{in_words(step)} …") if console.is_terminal else nullcontext()


class _LeftColumn(ProgressColumn):
    """The time that is left: of the whole run where that is known, or else of the step."""

    max_refresh = 0.5

    def __init__(self) -> None:
        super().__init__(Column(no_wrap=True))
        self.end_s: float | None = None

    def render(self, task: Task) -> Text:
        if task.finished:
            return Text("")
        left_s = task.time_remaining if self.end_s is None else self.end_s - time.monotonic()
        return Text("" if left_s is None else time_in_words(left_s), style="cyan")


class BarDisplay:
    """One bar for each step, with what is being measured and the time left."""

    def __init__(self, console: Console, *, transient: bool = False) -> None:
        self._console = console
        self._left = _LeftColumn()
        self._bars = Progress(
            TextColumn("{task.fields[step]}", table_column=Column(min_width=LONGEST, no_wrap=True)),
            BarColumn(bar_width=24 if console.width >= WIDE else 8),
            TaskProgressColumn(),
            self._left,
            TextColumn(
                "{task.description}",
                table_column=Column(ratio=1, no_wrap=True, overflow="ellipsis"),
            ),
            console=console,
            transient=transient,
            expand=True,
        )
        self._step = ""
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
        """Finish the bar before, and start another, unless the same step has more to do.

        What has nothing to do has no bar.
        """
        if step == self._step and self._task is not None:
            self._total_s += total_s
            self._bars.update(self._task, total=self._total_s)
            return
        self._complete()
        self._step, self._total_s, self._task = step, total_s, None
        self._left.end_s = None
        if total_s > 0:
            self._task = self._bars.add_task("", total=total_s, step=in_words(step))

    def doing(self, what: str) -> None:
        """Write it beside the bar."""
        if self._task is not None:
            self._bars.update(self._task, description=escape(what))

    def advance(self, expected_s: float) -> None:
        """Move the bar."""
        if self._task is not None:
            self._bars.advance(self._task, expected_s)

    def expect(self, left_s: float) -> None:
        """Count down from there."""
        self._left.end_s = time.monotonic() + left_s

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

    def expect(self, left_s: float) -> None:
        """Nobody watches."""

    def trouble(self, failure: Failure) -> None:
        """Nobody watches."""


class EachDisplay(SilentDisplay):
    """A line for whatever is told: of a fleet nobody knows when the others will have come back."""

    def __init__(self, console: Console) -> None:
        self._console = console

    def doing(self, what: str) -> None:
        """Write it."""
        self._console.print(what, markup=False, highlight=False, soft_wrap=True)

    def trouble(self, failure: Failure) -> None:
        """Write it."""
        self.doing(failure_line(failure))


class LineDisplay(SilentDisplay):
    """A line at the beginning of each step, and now and then between."""

    def __init__(self, console: Console, clock_s: Callable[[], float] = time.monotonic) -> None:
        self._console = console
        self._clock_s = clock_s
        self._step = ""
        self._what = ""
        self._total_s = 0.0
        self._done_s = 0.0
        self._began = 0.0
        self._written = 0.0
        self._left_s: float | None = None

    def begin(self, step: str, total_s: float) -> None:
        """Announce the step and about how long it takes, unless the same step has more to do."""
        if step == self._step:
            self._total_s += total_s
            return
        self._step, self._total_s, self._done_s = str(step), total_s, 0.0
        self._left_s, self._what = None, ""
        self._began = self._written = self._clock_s()
        self._write(f"{self._step}: begins, about {total_s:.0f} s")

    def doing(self, what: str) -> None:
        """Remember it for the next line."""
        self._what = what

    def advance(self, expected_s: float) -> None:
        """Write a line if the last one is old."""
        self._done_s += expected_s
        now = self._clock_s()
        if now - self._written >= PLAIN_EVERY_S:
            self._written = now
            pace = (now - self._began) / self._done_s
            left_s = max(0.0, (self._total_s - self._done_s) * pace)
            left_s = left_s if self._left_s is None else self._left_s
            share = self._done_s / self._total_s
            what = f"; {self._what}" if self._what else ""
            self._write(f"{self._step}: {share:4.0%}, about {left_s:.0f} s left{what}")

    def expect(self, left_s: float) -> None:
        """Remember it for the next line."""
        self._left_s = left_s

    def trouble(self, failure: Failure) -> None:
        """Write it at once."""
        self._write(failure_line(failure))

    def _write(self, text: str) -> None:
        self._console.print(text, markup=False, highlight=False, soft_wrap=True)


def failure_line(failure: Failure) -> str:
    """What happened, in one line."""
    return f"{failure.cell.pair}: {failure.said}{origin(failure.stderr)}"
