"""Tests with a ``benchmark`` fixture or mark: recognised by text, listed and run by pytest."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pairbench.core.authoring.blame import with_advice
from pairbench.core.authoring.entry import Entry
from pairbench.core.authoring.pair import Pair
from pairbench.core.authoring.reading import PairFile, RunBy, unreadable
from pairbench.core.errors import PairError
from pairbench.suites.benchmark import Found, Implementation, entry_of
from pairbench.suites.needed import missing_of
from pairbench.suites.pytest.files import is_called_a_benchmark, is_file_of_tests, measures
from pairbench.suites.pytest.names import known_name
from pairbench.suites.pytest.told import run_by
from pairbench.suites.text import source_of, summary_of, text_of, tree_of

if TYPE_CHECKING:
    import pytest

NAME = "pytest"

NEEDED = ("pytest", "greenlet")
"""What must be there to run a test inside out."""


class PytestSuite:
    """The tests of a file that measure something."""

    names_begin_with_file = True

    def recognises(self, path: Path, *, named: bool) -> bool:
        """Whether it is a file of tests that takes the fixture, or speaks of the mark.

        pytest takes any file that is named; it then needs a test that measures. A project names its
        files of benchmarks to pytest where their names are not those of tests.
        """
        if not is_file_of_tests(path):
            return (named or is_called_a_benchmark(path)) and measures(path, only_tests=True)
        return tree_of(path) is not None if named else measures(path, only_tests=False)

    def covers(self, path: Path) -> tuple[Path, ...]:
        """The file alone."""
        return (path,)

    def notes(self, path: Path) -> tuple[str, ...]:
        """Options of other tools' plug-ins say how to time, and are left out without a word."""
        del path
        return ()

    def run_by(self, path: Path) -> Iterator[RunBy]:
        """What pytest and its plug-ins are told in the nearest file that has settings for them."""
        return run_by(path.parent)

    def read(self, file: PairFile) -> Iterator[Entry | PairError]:
        """Let pytest collect the file, and keep the tests that measure."""
        missing = missing_of(NEEDED)
        if missing is not None:
            yield unreadable(file, f"{missing}; it is in 'pip install \"pairbench[pytest]\"'")
            return
        from pairbench.suites.pytest.session import collected

        found = collected(file.root, file.path)
        for each in found.errors:
            message = with_advice(f"cannot be collected: {each.why}", file.root, each.mend)
            yield PairError(file=each.where or file.relative, pair="", message=message)
        source = text_of(file.path)
        for item in found.items:
            yield entry_of(file, NAME, _found(item), source)
        if found.skipped is not None and not found.items and measures(file.path, only_tests=False):
            yield entry_of(file, NAME, _whole(file), source)

    def load(self, root: Path, file: str, attribute: str) -> Pair:
        """A pair whose resource is the running test."""
        from pairbench.suites.pytest.running import pair_for

        return pair_for(root, file, attribute)


def _found(item: "pytest.Function") -> Found:
    name = known_name(item.nodeid)
    function = item.function
    summary = summary_of(function)
    return Found(
        name=item.nodeid,
        attribute=item.nodeid,
        question=summary or f"How long does {name} take?",
        implementations=(Implementation(name=name, summary=summary, source=source_of(function)),),
    )


def _whole(file: PairFile) -> Found:
    """A file that is skipped when it is collected: nobody sees the names of its tests."""
    return Found(
        name=file.relative,
        attribute=file.relative,
        question=f"How long do the tests of {file.path.name} take?",
        implementations=(Implementation(name=file.relative),),
    )


SUITE = PytestSuite()
