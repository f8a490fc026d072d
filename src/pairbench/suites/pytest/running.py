"""A test as a pair: pytest runs it, and stands still where it would be timed."""

import inspect
import unittest
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial, wraps
from pathlib import Path

import pytest

from pairbench.core.authoring.pair import Pair
from pairbench.core.errors import SkippedError, SuiteError, in_one_line
from pairbench.suites.call import Call, Handed, pair_of
from pairbench.suites.inside_out import Give, InsideOut
from pairbench.suites.pytest.fixture import FixtureOfOurs
from pairbench.suites.pytest.names import known_name
from pairbench.suites.pytest.session import last_line, reason_of, run_pytest, takes_fixture

EXPECTED = "its call raises what the test expects, and has no result that is timed"
"""pytest-benchmark has no figures of such a test either."""

UNCALLED = "the test measures nothing: it does not call its benchmark"
"""pytest-benchmark warns, and lets the test pass."""


def pair_for(root: Path, file: str, nodeid: str) -> Pair:
    """The test of this name as a pair; it runs for as long as the pair's resource is open."""
    handed = Handed(known_name(nodeid))
    pair = pair_of(handed)

    @contextmanager
    def running(_size: int) -> Iterator[None]:
        test = _Test(nodeid)
        stopped = InsideOut(partial(test.run, root, root / file))
        with _expected_by(test, stopped), stopped:
            if stopped.call is None:
                raise test.why_not()
            handed.hand(stopped.call, pair)
            yield
        if test.problem is not None:
            raise test.problem

    pair.resource()(running)
    return pair


@contextmanager
def _expected_by(test: "_Test", stopped: InsideOut) -> Iterator[None]:
    """Take what a call has raised, and its test is content with, for a word of the test's."""
    try:
        yield
    except Exception as error:
        if stopped.call is not None and test.is_content:
            raise SkippedError(f"{EXPECTED}: {in_one_line(error)}") from error
        raise


class _Test:
    """The plug-in that runs one test and nothing else, and hears what became of it."""

    def __init__(self, nodeid: str) -> None:
        self._nodeid = nodeid
        self._give: Give | None = None
        self._was_found = False
        self._skipped: str | None = None
        self.has_passed = False
        self.problem: SuiteError | None = None

    @property
    def is_content(self) -> bool:
        """Whether it ended as it was to: it passed, or failed as its mark expects."""
        return self.has_passed or self._skipped is not None

    def run(self, root: Path, file: Path, give: Give) -> None:
        """Let pytest run the test; the call to be measured is given on the way."""
        self._give = give
        trouble = run_pytest(root, file, self)
        if trouble is not None and self.problem is None:
            self.problem = SuiteError(f"pytest cannot begin: {trouble}")

    def why_not(self) -> Exception:
        """Why no call was given."""
        if self._skipped is not None:
            return SkippedError(self._skipped)
        if self.problem is not None:
            return self.problem
        if not self._was_found:
            return SuiteError(f"pytest does not find {self._nodeid} any more")
        if self.has_passed:
            return SkippedError(UNCALLED)
        return SuiteError(UNCALLED)

    @pytest.hookimpl(trylast=True)
    def pytest_sessionstart(self, session: pytest.Session) -> None:
        """Offer our fixture after those of all plug-ins, so that it stands in for theirs."""
        session.config.pluginmanager.register(FixtureOfOurs(self._given), "pairbench-benchmark")

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Keep the one test; of one with the mark and without the fixture, measure the body."""
        items[:] = [each for each in items if each.nodeid == self._nodeid]
        self._was_found = bool(items)
        for each in items:
            if isinstance(each, pytest.Function) and not takes_fixture(each):
                measure = self._measure_method if _is_of_unittest(each) else self._measure_body
                each.runtest = partial(measure, each, each.runtest)  # type: ignore[method-assign]

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Remember whether it has passed, why it was skipped, or how it failed."""
        self.has_passed |= report.passed and report.when == "call"
        if report.skipped and self._nodeid.startswith(report.nodeid):
            self._skipped = reason_of(report)
        elif report.failed and self.problem is None:
            where = "" if report.when == "call" else f" in its {report.when}"
            self.problem = SuiteError(f"the test fails{where}: {last_line(report)}")

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Remember why the file could not be collected, or is skipped as a whole."""
        if report.skipped and self._nodeid.startswith(report.nodeid):
            self._skipped = reason_of(report)
        elif report.failed and self.problem is None:
            self.problem = SuiteError(f"the file cannot be collected: {last_line(report)}")

    def pytest_internalerror(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Remember what broke pytest, or one of the project's plug-ins."""
        self.problem = SuiteError(f"pytest itself fails: {in_one_line(excinfo.value)}")

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """Remember what has stopped pytest before its end: ``pytest.exit``, with whatever code."""
        if self.problem is None:
            self.problem = SuiteError(f"pytest is stopped: {in_one_line(excinfo.value)}")

    def _measure_body(self, item: pytest.Function, run: Callable[[], None]) -> None:
        self._given(_body(item, run))

    def _measure_method(self, item: pytest.Function, run: Callable[[], None]) -> None:
        """A test case sets itself up when it is run: its method is measured from within."""
        method = item.obj

        @wraps(method)
        def measured() -> None:
            self._given(Call(function=method, skips=_SKIPS))

        item.obj = measured
        run()

    def _given(self, call: Call) -> None:
        if self._give is not None:
            self._give(call)


_SKIPS = (pytest.skip.Exception, unittest.SkipTest)


def _is_of_unittest(item: pytest.Function) -> bool:
    """Whether it is a method of a test case, which is not awaited."""
    is_case = isinstance(item.cls, type) and issubclass(item.cls, unittest.TestCase)
    return is_case and not inspect.iscoroutinefunction(item.function)


def _body(item: pytest.Function, run: Callable[[], None]) -> Call:
    """The body of a test; one that is awaited is run by whichever plug-in the project has."""
    code = getattr(item.function, "__code__", None)
    if code is not None and code.co_flags & inspect.CO_COROUTINE:
        return Call(function=run, skips=_SKIPS)
    names = item._fixtureinfo.argnames  # noqa: SLF001 (as pytest itself calls a test)
    arguments = {name: item.funcargs[name] for name in names}
    return Call(
        function=item.obj, kwargs=arguments, skips=_SKIPS, owner=getattr(item, "instance", None)
    )
