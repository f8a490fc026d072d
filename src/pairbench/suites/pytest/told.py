"""What a project tells pytest and its plug-ins of how tests are run, read from its settings."""

import tomllib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from pairbench.core.authoring.reading import Follows, RunBy
from pairbench.suites.pytest.files import settings_in

ABOUT_FINDING = frozenset(
    {
        "testpaths",
        "python_files",
        "python_classes",
        "python_functions",
        "norecursedirs",
        "markers",
        "minversion",
        "required_plugins",
        "ini_options",
    }
)
"""Which tests there are is seen by these."""

ABOUT_REPORTS = ("log_", "junit_", "console_", "cache_dir", "verbosity_", "tmp_path_", "doctest_")
"""How settings begin that say what is written where."""


def run_by(folder: Path) -> Iterator[RunBy]:
    """What the nearest settings upwards say, of all but which tests there are and of reports."""
    for each in (folder, *folder.parents):
        for found in settings_in(each):
            for name, said in found.items():
                if name not in ABOUT_FINDING and not name.startswith(ABOUT_REPORTS):
                    # Which of its files says it may change, as from setup.cfg to pyproject.toml.
                    yield RunBy.of(each, f"pytest's {name}", said, Follows.OWN)
            yield from _variables(each)
            return


def _variables(folder: Path) -> Iterator[RunBy]:
    """The table that pytest-env has of its own."""
    file = folder / "pyproject.toml"
    with suppress(OSError, ValueError, AttributeError, KeyError):
        found = tomllib.loads(file.read_text(encoding="utf-8-sig"))["tool"]["pytest_env"]
        yield RunBy.of(file, "[tool.pytest_env]", found, Follows.OWN)
