"""``pairbench.compare``: functions as they are, compared in one line."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from pairbench.core.errors import UsageError
from pairbench.notebook.comparison import Comparison, in_python
from pairbench.notebook.keywords import telling_keywords

if TYPE_CHECKING:
    from pairbench.core.planning.effort import Effort
    from pairbench.notebook.functions import Asked, Inputs
    from pairbench.versus.comparing import Compared

ONCE = (1,)
"""The sizes of functions that know no size."""


MISSING = "required positional argument"
"""What Python says of a call with too few arguments."""


@telling_keywords
def compare(
    *functions: Callable[..., Any],
    inputs: "Inputs | Any" = None,
    sizes: Sequence[int] | None = None,
    mutates: bool = False,
    anyway: bool = False,
    budget_s: float | None = None,
    error: float | None = None,
) -> Comparison:
    """Say which of the functions is faster, by how much, and how sure that is.

    Args:
        functions: two or more, the first of them the baseline, or one over several sizes, whose
            growth is told; lambdas and functions of a
            notebook's cells are carried into worker processes.
        inputs: what each is called with: a mapping from sizes to values, or a function of the
            size, which needs ``sizes``. Anything else is the one value. Without it they are called
            with nothing.
        sizes: the problem sizes n, for a function of the size.
        mutates: the functions change what they are given; each call then gets a copy.
        anyway: compare also what gives different results.
        budget_s: seconds for each comparison, and more rounds than the verdict needs.
        error: the chance that any of the answers is wrong, at most; 0.05 without it.

    Raises:
        UsageError: the functions cannot be compared: they give different results, change their
            input, or cannot be carried into a worker.
    """
    from pairbench.versus.comparing import ALPHA, effort_for

    if not functions:
        raise UsageError("there is no function to compare: give two or more")
    asked = asked_for(functions, inputs, sizes, mutates=mutates)
    if len(functions) == 1:
        _insist_on_growth(asked.sizes)
    effort = effort_for(budget_s=budget_s, error=ALPHA if error is None else error)
    return compare_asked(asked, effort, anyway=anyway)


def compare_asked(
    asked: "Asked", effort: "Effort", *, anyway: bool, said: Callable[[str], str] = in_python
) -> Comparison:
    """Measure and judge functions, with the progress shown where somebody watches.

    ``said`` puts options as whoever has asked writes them.

    Raises:
        UsageError: nothing could be compared; the message says why.
    """
    compared = measured(asked, effort, anyway=anyway)
    if not compared.answers.is_measured:
        why = "; ".join(compared.answers.failures) or "nothing could be timed"
        raise UsageError(said(f"{why}{_how_to_call(asked, why)}"))
    return Comparison(compared.answers, compared.findings, said)


def _how_to_call(asked: "Asked", why: str) -> str:
    """What to do where a function got fewer arguments than it takes; empty for anything else."""
    if MISSING not in why:
        return ""
    if asked.inputs is None:
        return "; give what they are called with, inputs=…"
    return "; each is called with one argument: for several write lambda given: f(*given)"


def _insist_on_growth(sizes: Sequence[int]) -> None:
    from pairbench.versus.question import insist_on_growth

    if sizes == ONCE:
        raise UsageError(
            "one function is compared with nothing: give two or more, or inputs of several sizes "
            "to see how it grows"
        )
    insist_on_growth(sizes, "sizes=(100, 1_000, 10_000, 100_000)")


def measured(asked: "Asked", effort: "Effort", *, anyway: bool) -> "Compared":
    """What measuring functions has found, be it that they failed.

    Raises:
        UsageError: they cannot be carried into a worker.
    """
    from pairbench.cli.probes import real_probes
    from pairbench.measure.processes.jobs import Jobs
    from pairbench.notebook.functions import site_of, subject_of
    from pairbench.notebook.progress import display_here
    from pairbench.versus.comparing import compare as compare_subject

    with (
        TemporaryDirectory(prefix="pairbench-") as name,
        Jobs() as jobs,
        display_here() as display,
    ):
        folder = Path(name).resolve()
        subject, site = subject_of(asked, folder), site_of(folder)
        return compare_subject(subject, site, real_probes(jobs), effort, display, anyway=anyway)


def asked_for(
    functions: tuple[Any, ...],
    inputs: "Inputs | Any",
    sizes: Sequence[int] | None,
    *,
    mutates: bool,
) -> "Asked":
    """The functions and their inputs, as a person gives them.

    Raises:
        UsageError: something is no function, or sizes and inputs do not fit.
    """
    from pairbench.notebook.functions import Asked, named

    wrong = next((each for each in functions if not callable(each)), None)
    if isinstance(wrong, str):
        raise UsageError(f"{wrong!r} is text, and no function: write lambda: {wrong}")
    if wrong is not None:
        raise UsageError(f"{wrong!r} is no function: give what can be called")
    by_size = _by_size(inputs)
    given: Inputs | None
    if by_size is not None:
        given, over = by_size, tuple(sorted(by_size))
    elif callable(inputs):
        if not sizes:
            raise UsageError("inputs is a function of the size: give sizes=(10, 100, 1_000) too")
        given, over = inputs, _ascending(sizes)
    elif sizes:
        raise UsageError("sizes need inputs that are a function of the size: give one")
    else:
        given, over = None if inputs is None else {ONCE[0]: inputs}, ONCE
    return Asked(functions=named(functions), inputs=given, sizes=over, mutates=mutates)


def _ascending(sizes: Sequence[Any] | int) -> tuple[int, ...]:
    from pairbench.versus.question import insist_on_ascending

    if isinstance(sizes, int):
        raise UsageError(f"sizes={sizes} is a number: give a tuple, sizes=(10, 100, 1_000)")
    wrong = next((each for each in sizes if not isinstance(each, int) or each < 1), None)
    if wrong is not None:
        raise UsageError(f"the size {wrong!r} is no whole number from 1 up: give those alone")
    insist_on_ascending(sizes)
    return tuple(sizes)


def _by_size(inputs: object) -> dict[int, Any] | None:
    """The inputs where they are values by size; any other mapping is a value itself."""
    if not isinstance(inputs, Mapping):
        return None
    by_size = {size: value for size, value in inputs.items() if isinstance(size, int) and size > 0}
    return by_size if by_size and len(by_size) == len(inputs) else None
