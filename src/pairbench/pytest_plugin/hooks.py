"""What pytest calls: pair files, and a fixture; what they need is loaded once one is used.

pytest loads this module in every project that has pairbench installed, so that it imports next to
nothing of it.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from pairbench.pytest_plugin.held import HELD, ONLY, WAS_SPREAD

if TYPE_CHECKING:
    from pairbench.pytest_plugin.asserting import Asserting
    from pairbench.pytest_plugin.collecting import PairModule

BENCH = "bench"
"""The folder that is looked into where a project names no other."""

WRITES_A_PAIR = re.compile(
    rb"^\s*(?:from|import)\s+pairbench\b.*?\bPair\b", re.MULTILINE | re.DOTALL
)
"""What the text of a pair file has: anything else is not even imported."""

ALONE = "pairbench: what is timed runs in one process, one after the other: xdist is left out"


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> "PairModule | None":
    """A pair file that pytest would not take for a file of tests."""
    if file_path.suffix != ".py" or _is_taken(file_path, parent):
        return None
    return _collector(file_path, parent)


def pytest_pycollect_makemodule(module_path: Path, parent: pytest.Collector) -> "PairModule | None":
    """A pair file that pytest would take for a file of tests, being named or by its pattern."""
    return _collector(module_path, parent)


@pytest.fixture(name="pairbench")
def asserting(request: pytest.FixtureRequest) -> "Asserting":
    """Assert how fast, how lean and how growing functions are, decided by measuring them."""
    from pairbench.pytest_plugin.asserting import Asserting

    return Asserting(request)


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    """Let what is timed run in one process, where pytest-xdist was to spread it over several.

    pytest-benchmark would refuse to begin. Without a pair among the arguments nothing is changed.
    """
    if config.getoption(ONLY, default=False) and _is_spread(config) and _has_pairs(config):
        config.option.numprocesses = None
        config.option.maxprocesses = None
        config.option.tx = []
        config.option.dist = "no"
        config.stash[WAS_SPREAD] = True


def pytest_report_header(config: pytest.Config) -> str | None:
    """Say that it was so."""
    return ALONE if config.stash.get(WAS_SPREAD, False) else None


def pytest_unconfigure(config: pytest.Config) -> None:
    """Close the resources of all pairs."""
    if HELD in config.stash:
        config.stash[HELD].close()


def _collector(path: Path, parent: pytest.Collector) -> "PairModule | None":
    config = parent.config
    if not _may_hold_pairs(path, config, named=parent.session.isinitpath(path)):
        return None
    from pairbench.pytest_plugin.collecting import pair_module

    return pair_module(path, parent, benches=_benches(config.rootpath))


def _may_hold_pairs(path: Path, config: pytest.Config, *, named: bool) -> bool:
    """Whether a file lies where pairs are, or is named itself, and says that it writes one."""
    root = config.rootpath
    inside = path.parent.relative_to(root) if path.is_relative_to(root) else path.parent
    if not named and _benches(root).isdisjoint(inside.parts):
        return False
    try:
        return WRITES_A_PAIR.search(path.read_bytes()) is not None
    except OSError:
        return False


@cache
def _benches(root: Path) -> frozenset[str]:
    """The names of the folders of pair files."""
    try:
        settings = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8-sig"))
        named = settings.get("tool", {}).get("pairbench", {}).get("bench", ())
        return frozenset({BENCH, *(Path(each).name for each in named)})
    except (OSError, ValueError, TypeError, AttributeError):
        return frozenset({BENCH})


def _is_taken(path: Path, parent: pytest.Collector) -> bool:
    """Whether pytest itself makes a module of a file, for which there is the other hook."""
    patterns = parent.config.getini("python_files")
    return parent.session.isinitpath(path) or any(path.match(each) for each in patterns)


def _is_spread(config: pytest.Config) -> bool:
    """Whether pytest-xdist is asked for more processes."""
    return bool(
        config.getoption("numprocesses", default=None)
        or config.getoption("tx", default=None)
        or config.getoption("dist", default="no") != "no"
    )


def _has_pairs(config: pytest.Config) -> bool:
    """Whether a pair is among what is asked for."""
    return any(_may_hold_pairs(path, config, named=named) for path, named in _asked(config))


def _asked(config: pytest.Config) -> Iterator[tuple[Path, bool]]:
    for each in config.args:
        place = (config.invocation_params.dir / each.partition("::")[0]).resolve()
        if place.is_file():
            yield place, True
        else:
            yield from ((path, False) for path in place.rglob("*.py"))
