"""What ``pairbench.compare`` returns: an answer to read, to look at, and to go on with."""

import io
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from pairbench.core.errors import UsageError

if TYPE_CHECKING:
    from pairbench.core.judging.answers import Answer, Answers
    from pairbench.core.judging.verdict import Findings
    from pairbench.core.statistics.estimate import Estimate
    from pairbench.report.drawings.canvas import Picture

WIDTH = 100
"""Columns of the text."""


IN_PYTHON = {
    "--anyway": "anyway=True",
    "--mutates": "mutates=True",
    "--budget 10s": "budget_s=10",
    "--budget 60s": "budget_s=60",
    "--error 0.1%": "error=0.001",
}
"""The options of the command line, as Python writes them."""


def in_python(message: str) -> str:
    """A message that speaks of options, for somebody who has a function before them."""
    for option, keyword in IN_PYTHON.items():
        message = message.replace(option, keyword)
    return message


class Comparison:
    """Alternatives against their baseline.

    ``ratio``, ``interval`` and ``verdict`` are those of the one alternative, at the largest size.
    Of several, ``comparison["name"]`` or ``comparison["name", size]`` is the answer for one.
    Every ratio is baseline over alternative: above 1 the alternative is better.

    Attributes:
        answers: everything that was found, as a value.
    """

    def __init__(
        self, answers: "Answers", findings: "Findings", said: Callable[[str], str] = in_python
    ) -> None:
        """``said`` puts options as whoever has asked writes them."""
        self.answers = answers
        self._findings = findings
        self._said = said

    def __getitem__(self, which: str | tuple[str, int]) -> "Answer":
        """The answer for an alternative, at the largest size or at the one that is given.

        Raises:
            KeyError: there is no such alternative, or no such size.
        """
        label, size = which if isinstance(which, tuple) else (which, self._largest)
        for each in self.answers.answers:
            if label in {each.label, each.variant} and each.size == size:
                return each
        known = ", ".join(dict.fromkeys(each.label for each in self.answers.answers))
        said = f"the alternatives are {known}" if known else "one function has no alternatives"
        raise KeyError(f"{which!r}: {said}")

    @property
    def ratio(self) -> float:
        """How many times as fast as the baseline the alternative is.

        Raises:
            UsageError: there are several alternatives, or it could not be timed.
        """
        return self._estimate.value

    @property
    def interval(self) -> tuple[float, float]:
        """The ends of the interval that holds the true ratio."""
        return self._estimate.low, self._estimate.high

    @property
    def verdict(self) -> str:
        """``faster``, ``slower``, ``same`` or ``undecided``, of the alternative."""
        return str(self._only.verdict)

    @property
    def peak_bytes(self) -> Mapping[str, float]:
        """The most bytes that a call of each function holds at once, at the largest size."""
        return {
            each.label: each.peak_bytes
            for each in self.answers.figures
            if each.size == self._largest and each.peak_bytes is not None
        }

    def plot(self) -> "Picture | None":
        """The times over the sizes where there are several, or else the ratios; for matplotlib."""
        if len(self._findings.record.definition.sizes) > 1:
            from pairbench.report.drawings.sizes import time_picture

            return time_picture(self._findings.record.definition, self._findings.evidence)
        from pairbench.report.drawings.ratios import ratio_picture

        return ratio_picture(self.answers.answers)

    def __repr__(self) -> str:
        """The answer as a terminal shows it."""
        from pairbench.report.terminal.answers import print_answers
        from pairbench.report.terminal.safe import SafeConsole

        out = io.StringIO()
        # A notebook asks programs for colours by their environment; a text has none.
        console = SafeConsole(
            file=out, width=WIDTH, force_jupyter=False, force_terminal=False, color_system=None
        )
        print_answers(console, self.answers)
        return self._said(out.getvalue().rstrip("\n"))

    def _repr_html_(self) -> str:
        """The answer as a notebook shows it, with the picture."""
        from pairbench.report.page.answers import answers_part

        return self._said(answers_part(self.answers, self.plot()))

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:  # noqa: FBT001 (IPython's own)
        """The answer as an interactive console shows it."""
        printer.text("…" if cycle else repr(self))

    @property
    def _estimate(self) -> "Estimate":
        only = self._only
        if only.ratio is None:
            raise UsageError(f"{only.label} was not timed: see comparison.answers.failures")
        return only.ratio

    @property
    def _largest(self) -> int:
        return max(each.size for each in self.answers.figures)

    @property
    def _only(self) -> "Answer":
        found = [each for each in self.answers.answers if each.size == self._largest]
        if len(found) > 1:
            raise UsageError(
                f"there are several alternatives: ask for one, comparison[{found[0].label!r}]"
            )
        if not found:
            raise UsageError("one function has no ratio: see comparison.answers.orders")
        return found[0]
