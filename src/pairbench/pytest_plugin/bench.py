"""The pairs of a project as a session of pytest knows them: read, checked and held open."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pairbench.core.authoring.entry import Entry
from pairbench.core.authoring.reading import PairFile
from pairbench.core.errors import PairError
from pairbench.core.gating.settings import Settings
from pairbench.core.records.measurement import CheckReport
from pairbench.measure.checks.checker import PairChecker
from pairbench.measure.listing.lister import Lister
from pairbench.measure.machine.allowance import cpus_allowed
from pairbench.measure.processes.jobs import Jobs
from pairbench.project.pair_files import pair_files
from pairbench.project.settings import project_of, read_settings
from pairbench.project.sources import site_of
from pairbench.pytest_plugin.held import HELD, Held


class Bench(Held):
    """The pairs of one project."""

    def __init__(self, project: Path) -> None:
        """Read the settings of the project.

        Raises:
            UsageError: they cannot be read.
        """
        settings = self._settings = read_settings(project)
        self._site = site_of(project, settings.sources)
        self._variables = settings.environment
        self._read: dict[Path, tuple[Entry | PairError, ...]] = {}
        self._reports: dict[str, CheckReport] = {}
        self.jobs = Jobs()

    @property
    def settings(self) -> Settings:
        """What the project says of itself."""
        return self._settings

    def close(self) -> None:
        """Close the resources of its pairs."""
        self.jobs.__exit__(None, None, None)

    def pairs_of(self, file: PairFile) -> tuple[Entry | PairError, ...]:
        """What is in a file; the files beside it are read along with it, in as many processes.

        Raises:
            UsageError: no process could be started.
        """
        if file.path not in self._read:
            names = {file.bench.name}
            files = {each.path: each for each in pair_files([file.path.parent], benches=names)}
            beside = [each for path, each in files.items() if path.parent == file.path.parent]
            wanted = beside if file.path in files else [file]
            with self.variables():
                found = list(Lister(self._site, width=cpus_allowed())(wanted))
            for each in wanted:
                own = (one for one in found if _file_of(one) == each.relative)
                self._read[each.path] = tuple(own)
        return self._read[file.path]

    def report_of(self, entry: Entry) -> CheckReport:
        """What checking a pair has found; it is checked once."""
        name = entry.definition.name
        if name not in self._reports:
            with self.variables():
                checker = PairChecker(self.jobs)
                self._reports[name] = checker.check(entry, longest_call_s=math.inf)
        return self._reports[name]

    @contextmanager
    def variables(self) -> Iterator[None]:
        """The variables that the project fixes, for its pairs and nobody else's tests."""
        with pytest.MonkeyPatch.context() as patch:
            for name, value in self._variables.items():
                if value is None:
                    patch.delenv(name, raising=False)
                else:
                    patch.setenv(name, value)
            yield


class Benches(Held):
    """Those of all projects that a session collects from."""

    def __init__(self) -> None:
        self._of: dict[Path, Bench] = {}

    def of(self, project: Path) -> Bench:
        """The pairs of a project.

        Raises:
            UsageError: its settings cannot be read.
        """
        if project not in self._of:
            self._of[project] = Bench(project)
        return self._of[project]

    def close(self) -> None:
        """Close the resources of them all."""
        for each in self._of.values():
            each.close()


def bench_of(config: pytest.Config, path: Path) -> Bench:
    """The pairs of the project around a file.

    Raises:
        UsageError: its settings cannot be read.
    """
    held = config.stash.setdefault(HELD, Benches())
    if not isinstance(held, Benches):
        raise TypeError(held)
    return held.of(project_of(path.parent))


def _file_of(found: Entry | PairError) -> str:
    return found.definition.file if isinstance(found, Entry) else found.file
