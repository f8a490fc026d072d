"""Runs pytest in this process, over one file, with a plug-in of ours among the project's own."""

import inspect
import io
import re
import sys
from collections import deque
from contextlib import redirect_stderr
from dataclasses import dataclass
from pathlib import Path
from types import CodeType
from typing import TextIO

import pytest

from pairbench.core.authoring.blame import MEND, MEND_SETTINGS
from pairbench.core.errors import SuiteError, in_one_line
from pairbench.suites.pytest.names import ASKING, FIXTURES
from pairbench.suites.pytest.options import Options

QUIET = (
    *("-q", "--no-header", "--no-summary", "-s"),
    # We are imported by then, and what fails for a warning would fail for that.
    *("-W", "ignore:Module already imported so cannot be rewritten:pytest.PytestWarning"),
)
"""What pytest says goes nowhere; what the tests print goes where a worker's prints go."""

REMEMBERED = 50
"""Lines of what pytest says: its complaints are short."""

ERROR = re.compile(r"[\w.]+(?:Error|Exception|Warning|Exit|Interrupt)\b")

NOT_IMPORTED = "a plug-in of pytest cannot be imported"

INSTALLED = "site-packages"

UPDATE = "update the plug-in, or keep pytest from loading it"

TOLD = re.compile(r"\.py, line \d+\)$")
"""How a complaint ends that names its place."""

PLACE = re.compile(r'File "(.+)", line (\d+)')

OF_A_PLUGIN = "Error while loading plugin"
"""What pytest 9.2 says of an installed plug-in that raises when it is imported."""

USAGE = re.compile(r"^\S.*?: error: (?P<why>.+)$")
"""What argparse says after the line with the usage."""

UNKNOWN = "unrecognized arguments"

OF_NO_PLUGIN = " (is the plug-in of pytest that knows them installed?)"

WITHIN = re.compile(r"(?P<file>\S.*\.py):(?P<line>\d+): in ")
"""A line of the traceback that follows."""

NAMED = "Test name:"
"""What pytest says of one test when it refuses the whole file."""

CUT_SHORT = frozenset(
    {
        pytest.ExitCode.USAGE_ERROR,
        pytest.ExitCode.INTERNAL_ERROR,
        pytest.ExitCode.INTERRUPTED,
    }
)
"""How pytest ends where it may not have come to the tests, or to the end of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Uncollected:
    """What could not be collected: the file, or class, of this name; none where pytest fails.

    ``mend`` is what there is to be mended.
    """

    where: str
    why: str
    mend: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """The tests of a file that measure something, and what could not be collected.

    ``skipped`` says why the file is skipped as a whole, where it is.
    """

    items: tuple[pytest.Function, ...]
    errors: tuple[Uncollected, ...]
    skipped: str | None


def run_pytest(root: Path, file: Path, plugin: object, *options: str) -> str | None:
    """Run pytest over a file, its root the project's; say why it did not come to an end, if so.

    A plug-in may have heard of it, and knows better then.
    """
    arguments = [*QUIET, *options, f"--rootdir={root}", str(file)]
    heard = _Heard(sys.stderr)
    with redirect_stderr(heard):
        code = pytest.main(arguments, plugins=[Options(), plugin])
    return heard.trouble() if code in CUT_SHORT else None


class _Heard(io.TextIOBase):
    """Passes on what is written, and remembers the last of it."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._lines: deque[str] = deque(maxlen=REMEMBERED)

    def write(self, text: str) -> int:
        self._lines.extend(each for each in text.splitlines() if each.strip())
        return self._stream.write(text)

    def flush(self) -> None:
        self._stream.flush()

    def trouble(self) -> str:
        """What pytest complains of."""
        marks = ("E ", "ERROR: ")
        plugin = next((each for each in self._lines if each.startswith(OF_A_PLUGIN)), None)
        said = [each for each in self._lines if each.startswith(marks) or USAGE.match(each)]
        lines = [
            " ".join(each.removeprefix("E ").removeprefix("ERROR: ").split())
            for each in said or self._lines
        ]
        if not lines:
            return "pytest does not understand the options of the project"
        usage = next((found["why"] for each in lines if (found := USAGE.match(each))), None)
        if usage is not None:
            return f"{usage}{OF_NO_PLUGIN if usage.startswith(UNKNOWN) else ''}"
        # What is wrong with a file's syntax comes after the line that has it.
        error = next((each for each in lines if ERROR.match(each)), lines[0])
        if plugin is not None:
            return f"{NOT_IMPORTED}: {error}{self._last_place()}"
        return (
            f"{error} ({where[1]}, line {where[2]})" if (where := PLACE.match(lines[0])) else error
        )

    def _last_place(self) -> str:
        """Where in whose file it was raised, in brackets; empty where that is not said."""
        places = [found for each in self._lines if (found := WITHIN.match(each))]
        if not places:
            return ""
        file = Path(places[-1]["file"])
        return f" ({file.parent.name}/{file.name}, line {places[-1]['line']})"


def collected(root: Path, file: Path) -> Collected:
    """Let pytest collect a file."""
    collector = _Collector(file)
    try:
        trouble = run_pytest(root, file, collector, "--collect-only")
    except Exception as error:  # noqa: BLE001 (its settings may make errors of its own warnings)
        trouble = in_one_line(error)
    if trouble is not None and not collector.errors:
        collector.errors.append(_of_pytest(trouble))
    return Collected(
        items=tuple(collector.items), errors=tuple(collector.errors), skipped=collector.skipped
    )


def _of_pytest(why: str) -> Uncollected:
    """What is wrong with no file of tests, unless a place is told."""
    if why.startswith(NOT_IMPORTED):
        return Uncollected(where="", why=why, mend=UPDATE)
    return Uncollected(where="", why=why, mend=MEND if TOLD.search(why) else MEND_SETTINGS)


def measures(item: pytest.Item) -> bool:
    """Whether the test takes the fixture, or has the mark."""
    return isinstance(item, pytest.Function) and (
        takes_fixture(item) or any(item.get_closest_marker(each) is not None for each in FIXTURES)
    )


def takes_fixture(item: pytest.Function) -> bool:
    """Whether the test, or one of the fixtures that it takes, takes the fixture or asks for it."""
    if not set(FIXTURES).isdisjoint(item.fixturenames):
        return True
    taken = item._fixtureinfo.name2fixturedefs.values()  # noqa: SLF001 (known nowhere else)
    return any(map(_asks, (item.function, *(each[-1].func for each in taken if each))))


def _asks(function: object) -> bool:
    """Whether its code asks for the fixture by its name."""
    code = getattr(inspect.unwrap(function) if callable(function) else None, "__code__", None)
    return (
        isinstance(code, CodeType)
        and ASKING in code.co_names
        and not set(FIXTURES).isdisjoint(code.co_consts)
    )


class _Collector:
    """Keeps what pytest has collected of one file.

    An option of a project may end with a folder, or be unknown and leave its value behind as one:
    pytest then collects that as well, and whoever reads its files has their tests.
    """

    def __init__(self, file: Path) -> None:
        self._file = file.resolve()
        self.items: list[pytest.Function] = []
        self.errors: list[Uncollected] = []
        self.skipped: str | None = None

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.failed:
            one = Uncollected(where=report.nodeid, why=last_line(report), mend=MEND)
            self.errors.append(one)
        elif report.skipped:
            self.skipped = reason_of(report)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self.items = [
            each
            for each in session.items
            if isinstance(each, pytest.Function)
            and each.path.resolve() == self._file
            and measures(each)
        ]

    def pytest_internalerror(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        last = excinfo.traceback[-1]
        path = Path(last.path)
        where = f" ({path.parent.name}/{path.name}, line {last.lineno + 1})"
        mend = UPDATE if INSTALLED in path.parts else MEND
        why = f"{in_one_line(excinfo.value)}{where}"
        self.errors.append(Uncollected(where="", why=why, mend=mend))

    def pytest_keyboard_interrupt(self, excinfo: pytest.ExceptionInfo[BaseException]) -> None:
        """``pytest.exit``, with whatever code; pytest also stops for what was heard of already."""
        if not self.errors:
            self.errors.append(_of_pytest(in_one_line(excinfo.value)))


def last_line(report: pytest.CollectReport | pytest.TestReport) -> str:
    """What failed, in one line."""
    crash = getattr(report.longrepr, "reprcrash", None)
    if crash is not None:
        # Of what we have raised ourselves, pytest puts the name before the message.
        ours = f"{SuiteError.__module__}.{SuiteError.__qualname__}: "
        return " ".join(str(crash.message).removeprefix(ours).split())
    lines = [each.strip() for each in report.longreprtext.splitlines() if each.strip()]
    if not lines:
        return "it failed without a word"
    raised = [each for each in lines if each.startswith("E ")]
    is_traceback = any(each.startswith("Traceback") for each in lines)
    if raised or is_traceback or lines[0].endswith(":"):
        return (raised or lines)[-1].removeprefix("E ").strip()
    # In pytest's own words, which begin with what is wrong and end with an advice.
    why = lines[0].removesuffix(".")
    named = next((each for each in lines if each.startswith(NAMED)), None)
    return why if named is None else f"{named.removeprefix(NAMED).strip()}: {why}"


def reason_of(report: pytest.CollectReport | pytest.TestReport) -> str:
    """Why it was skipped, in its own words."""
    if hasattr(report, "wasxfail"):
        return f"expected to fail: {report.wasxfail or 'it does not say why'}"
    if isinstance(report.longrepr, tuple):
        return report.longrepr[2].removeprefix("Skipped: ")
    return last_line(report)
