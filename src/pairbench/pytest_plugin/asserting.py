"""The fixture ``pairbench``: an ordinary test asserts a claim, and the engine decides it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from types import ModuleType
from typing import TYPE_CHECKING, Any, NoReturn, TypedDict, Unpack

import pytest

from pairbench.core import words
from pairbench.core.errors import PairbenchError, UsageError
from pairbench.core.judging.verdict import Outcome, Verdict
from pairbench.core.statistics.order import MIN_SIZES_FOR_GROWTH, Order
from pairbench.pytest_plugin.bench import Bench, bench_of
from pairbench.pytest_plugin.telling import told

if TYPE_CHECKING:
    from pairbench.core.planning.effort import Effort
    from pairbench.notebook.functions import Asked
    from pairbench.versus.comparing import Compared

ERROR = 0.01
"""The chance that a test says what is not so, where it asks for no other."""

REPEATS = 2
"""Processes in which memory is traced, to see whether it is the same in each."""


class Given(TypedDict, total=False):
    """What the functions of an assertion are called with, and how hard to try.

    ``inputs``, ``sizes``, ``mutates`` and ``anyway`` are those of ``pairbench.compare``;
    ``budget_s`` are seconds, those of the project where there are none, and ``error`` is the chance
    of a wrong verdict.
    """

    inputs: Any
    sizes: Sequence[int] | None
    mutates: bool
    anyway: bool
    budget_s: float
    error: float


class Asserting:
    """What a test can assert of functions: each method returns the verdict that confirms it.

    What is refuted fails the test, and so does what cannot be measured. What is not settled within
    the budget skips it, or fails it where the project says ``undecided = "fail"``.

    Every method takes ``inputs``, ``sizes``, ``mutates`` and ``anyway`` as ``pairbench.compare``
    does, ``budget_s`` in seconds, and ``error``, the chance of a wrong verdict.
    """

    def __init__(self, request: pytest.FixtureRequest) -> None:
        """The test is that which requests the fixture."""
        self._request = request

    def faster(
        self,
        new: Callable[..., Any],
        *,
        than: Callable[..., Any],
        by: float = 1.0,
        **given: Unpack[Given],
    ) -> Verdict:
        """Assert that a function is at least ``by`` times as fast, at the largest size."""
        __tracebackhide__ = True
        return self._decided((than, new), {"faster": by}, given)

    def no_slower(
        self,
        new: Callable[..., Any],
        *,
        than: Callable[..., Any],
        within: float = 0.05,
        **given: Unpack[Given],
    ) -> Verdict:
        """Assert that a function takes at most so much longer, as a share: 0.05 allows 5 %."""
        __tracebackhide__ = True
        return self._decided((than, new), {"costs": 1 + within}, given)

    def leaner(
        self,
        new: Callable[..., Any],
        *,
        than: Callable[..., Any],
        by: float = 1.0,
        **given: Unpack[Given],
    ) -> Verdict:
        """Assert that the other's peak memory is at least ``by`` times as much."""
        __tracebackhide__ = True
        return self._decided((than, new), {"leaner": by}, given)

    def grows(self, order: str, function: Callable[..., Any], **given: Unpack[Given]) -> Verdict:
        """Assert the order in which the time grows: ``"n log n"``, over four sizes at least."""
        __tracebackhide__ = True
        return self._decided((function,), {"grows": order}, given)

    def _decided(
        self, functions: tuple[Any, ...], claims: Mapping[str, float | str], given: Given
    ) -> Verdict:
        __tracebackhide__ = True
        bench = bench_of(self._request.config, self._request.path)
        compared = self._compared(functions, claims, given, bench)
        found = next(iter(compared.findings.verdicts), None)
        # A function that raises, or gives another result, is not asked how fast it does so.
        if found is None or found.outcome is Outcome.REFUTED or compared.failures:
            _fail(told(compared, found))
        if found.outcome is Outcome.INCONCLUSIVE:
            if bench.settings.undecided == "fail":
                _fail(told(compared, found))
            pytest.skip(told(compared, found))
        return found

    def _compared(
        self,
        functions: tuple[Any, ...],
        claims: Mapping[str, float | str],
        given: Given,
        bench: Bench,
    ) -> "Compared":
        """What was found, or the end of the test where it is asked for what cannot be."""
        __tracebackhide__ = True
        from pairbench.notebook.compare import measured

        try:
            asked = self._asked(functions, claims, given)
            effort = _effort(given, bench.settings.budget_s)
            with bench.variables(), _turn(self._request):
                return measured(asked, effort, anyway=given.get("anyway", False))
        except PairbenchError as error:
            raise pytest.fail.Exception(str(error)) from None

    def _asked(
        self, functions: tuple[Any, ...], claims: Mapping[str, float | str], given: Given
    ) -> "Asked":
        from pairbench.notebook.compare import asked_for

        asked = asked_for(
            functions,
            given.get("inputs"),
            given.get("sizes"),
            mutates=given.get("mutates", False),
        )
        if "grows" in claims:
            _insist_on_growth(claims["grows"], asked.sizes)
        *others, claimed = asked.functions
        # The module of a test is no worker's to import: pytest finds it in ways of its own.
        module = self._request.module
        return replace(
            asked,
            functions=(*others, replace(claimed, claims=claims)),
            modules=(module,) if isinstance(module, ModuleType) else (),
        )


def _insist_on_growth(order: object, sizes: Sequence[int]) -> None:
    """Growth is told over a few sizes, among orders that are known.

    Raises:
        UsageError: it is another one, or there are too few.
    """
    known = [each.value for each in Order]
    if order not in known:
        raise UsageError(f"nothing is known to grow like {order!r}: use one of {known}")
    if len(sizes) < MIN_SIZES_FOR_GROWTH:
        raise UsageError(
            f"growth over {words.counted(len(sizes), 'sizes')} cannot be told: give inputs for "
            f"{MIN_SIZES_FOR_GROWTH} or more, as in inputs={{10: …, 100: …, 1_000: …, 10_000: …}}"
        )


def _effort(given: Given, budget_s: float) -> "Effort":
    """As much as decides the claim: nothing is measured that it does not ask for."""
    from pairbench.versus.comparing import effort_for

    return replace(
        effort_for(error=given.get("error", ERROR)),
        budget_s=given.get("budget_s", budget_s),
        only_asked=True,
        memory_repeats=REPEATS,
    )


@contextmanager
def _turn(request: pytest.FixtureRequest) -> Iterator[None]:
    """Where tests run in several processes, those that measure do so one after the other."""
    if not hasattr(request.config, "workerinput"):
        yield
        return
    from filelock import FileLock

    shared = request.getfixturevalue("tmp_path_factory").getbasetemp().parent
    with FileLock(shared / "pairbench.lock"):
        yield


def _fail(message: str) -> NoReturn:
    __tracebackhide__ = True
    pytest.fail(message)
