"""The tests of a pair: its variants agree and leave their input alone, and do what it says."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import pytest

from pairbench.core.errors import PairError
from pairbench.core.records.measurement import Failure, Stage

if TYPE_CHECKING:
    from pairbench.core.authoring.entry import Entry
    from pairbench.pytest_plugin.bench import Bench

RESULTS = "results"
"""What the test of the variants' results is called; behaviours have their own names."""


class BrokenPromiseError(Exception):
    """A pair is not what it promises; the message is all that there is to tell."""


class PromiseItem(pytest.Item):
    """A test of a pair, whose failure has no traceback: it happened in another process."""

    entry: "Entry"
    bench: "Bench"

    @classmethod
    def of(cls, parent: pytest.Collector, name: str, entry: "Entry", bench: "Bench") -> Self:
        """The test of a pair."""
        found = cls.from_parent(parent, name=name)
        found.entry, found.bench = entry, bench
        return found

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The message of a broken promise; anything else as pytest has it."""
        if isinstance(excinfo.value, BrokenPromiseError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, None, str]:
        """The file, and what is tested in it."""
        return self.path, None, f"{self.entry.definition.name}: {self.name}"


class ResultsItem(PromiseItem):
    """The variants agree at every size and on every call, and leave their input alone."""

    def runtest(self) -> None:
        """Check the pair.

        Raises:
            BrokenPromiseError: one of its variants failed.
        """
        failures = self.bench.report_of(self.entry).failures
        insist_on_none(each for each in failures if each.stage is not Stage.BEHAVIOUR)


class BehaviourItem(PromiseItem):
    """A variant does what is said of it: a good one passes the check, and the bad one fails it."""

    check: str
    variant: str

    def runtest(self) -> None:
        """Let the behaviour be demonstrated.

        Raises:
            BrokenPromiseError: it is another one.
        """
        report = self.bench.report_of(self.entry)
        insist_on_none(
            each
            for each in report.failures
            if each.stage is Stage.BEHAVIOUR and each.variant == self.variant
        )
        variants = {each.name: each.role for each in self.entry.definition.variants}
        for each in report.sightings:
            if (each.check, each.variant) == (self.check, self.variant):
                expected = variants[self.variant] == "good"
                if each.passed is not expected:
                    verb, wanted = ("passed", "fail") if each.passed else ("failed", "pass")
                    seen = f": {each.seen}" if each.seen else ""
                    raise BrokenPromiseError(
                        f"{self.variant} {verb} {self.check}, and is to {wanted} it{seen}"
                    )


class FaultyItem(pytest.Item):
    """A pair that is not one: the others of its file go on."""

    error: PairError

    @classmethod
    def of(cls, parent: pytest.Collector, error: PairError) -> Self:
        """The test that says what is wrong with it."""
        found = cls.from_parent(parent, name=error.pair.rpartition("/")[2])
        found.error = error
        return found

    def runtest(self) -> None:
        """Say it.

        Raises:
            PairError: always.
        """
        raise self.error

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The one line that the error is."""
        del style
        return str(excinfo.value)


def insist_on_none(failures: Iterable[Failure]) -> None:
    """Go on only if nothing failed.

    Raises:
        BrokenPromiseError: something did; all of it is told, with the last words of its process.
    """
    told = [part for each in failures for part in (each.said, *_indented(each.stderr.splitlines()))]
    if told:
        raise BrokenPromiseError("\n".join(told))


def _indented(lines: Iterable[str]) -> Iterable[str]:
    return (f"    {each}" for each in lines)
