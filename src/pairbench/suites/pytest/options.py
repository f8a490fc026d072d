"""Takes out of a project's own options what would time, choose, limit or share out its tests.

Here each test is alone in its process, and timed by us.
"""

import importlib
import re
import tempfile
from collections.abc import Generator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from pairbench.suites.pytest.names import FIXTURES

LEFT_OUT = (
    *("--benchmark", "--codspeed", "--cov", "--no-cov", "--memray", "--timeout", "--forked"),
    *("--session-timeout", "--dist", "--numprocesses", "--maxprocesses"),
    # Of pytest-run-parallel, which calls a test in threads, or without an end.
    *("--parallel-threads", "--skip-thread-unsafe", "--forever"),
    # What failed the last time, or was not reached, is nobody's choice here.
    *("--lf", "--last-failed", "--ff", "--failed-first", "--nf", "--new-first", "--cache-clear"),
    *("--sw", "--stepwise"),
)
"""How options begin that are left out."""

WITH_A_VALUE = frozenset(
    {
        *("-n", "--dist", "--numprocesses", "--maxprocesses"),
        *("--parallel-threads", "--skip-thread-unsafe"),
        *("--cov", "--cov-report", "--cov-config", "--cov-context", "--cov-fail-under"),
        *("--benchmark-columns", "--benchmark-group-by", "--benchmark-histogram"),
        *("--benchmark-max-time", "--benchmark-min-rounds", "--benchmark-min-time"),
        *("--benchmark-name", "--benchmark-netrc", "--benchmark-save", "--benchmark-sort"),
        *("--benchmark-storage", "--benchmark-time-unit", "--benchmark-timer"),
        *("--benchmark-calibration-precision", "--benchmark-precision", "--benchmark-confidence"),
        *("--benchmark-compare", "--benchmark-compare-fail", "--benchmark-json"),
        *("--benchmark-cprofile", "--benchmark-cprofile-dump", "--benchmark-cprofile-loops"),
        *("--benchmark-cprofile-top", "--benchmark-warmup", "--benchmark-warmup-iterations"),
        *("--cov-precision", "--codspeed-mode", "--codspeed-max-time"),
        *("--codspeed-max-rounds", "--codspeed-warmup-time", "--memray-bin-path"),
        "--memray-bin-prefix",
        *("--timeout", "--timeout-method", "--session-timeout"),
        *("--lfnf", "--last-failed-no-failures"),
    }
)
"""Those of them whose value may be the next word."""

CHOOSING = re.compile(r"-[mk].*bench", re.DOTALL)
"""Chooses tests by their marks or names, and speaks of benchmarks: that keeps them out of an
everyday run, or keeps all others out."""

OTHERS = ("benchmark", "codspeed", "timeout", "memray")
"""The plug-ins that would time the tests, stop one that stands still, or trace them."""

NOT_FOLLOWED = "no_cov"
"""Where pytest-cov finds that it follows no line; it asks before options can be taken away. A
project's conftest may speak to its plug-in, so that it is there all the same."""

ASKED_FOR = {"benchmark_only": True, "benchmark_enable": True}
"""What a project's conftest may ask pytest-benchmark's options, to leave benchmarks out if not."""

REMEMBERING = ("lfplugin", "nfplugin", "stepwiseplugin")
"""The plug-ins that choose or order tests by what they remember of earlier runs."""

PROFILE = "hypothesis_profile"
"""An option of hypothesis, whose profiles a conftest makes: that of the tests, which may lie
elsewhere than the benchmarks."""

SEEDING = "randomly"
"""A plug-in that draws the seed of every test from the clock, and their order: both sides of a gate
are to have one input."""

SAME_SEED = ("--randomly-seed=1", "--randomly-dont-reorganize")

MARKS = (*FIXTURES, "timeout", "limit_memory", "limit_leaks")
"""The marks of those plug-ins, which a project that is strict about marks may use."""


REWRITES = "_mark_plugins_for_rewrite"
"""How pytest chooses installed plug-ins, whose assertions it would rewrite."""


class Options:
    """A plug-in that takes options of other plug-ins away before anybody reads them."""

    @pytest.hookimpl
    def pytest_plugin_registered(self, plugin: object) -> None:
        """Leave the assertions of installed plug-ins as they are; those of the tests are rewritten.

        Where nothing may be written beside them (PYTHONDONTWRITEBYTECODE, as in many containers)
        every process would rewrite all of hypothesis anew, which takes longer than all else.
        """
        if isinstance(plugin, pytest.Config) and hasattr(plugin, REWRITES):
            setattr(plugin, REWRITES, partial(_rewrite_no_plugin, plugin.pluginmanager))

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_load_initial_conftests(
        self, early_config: pytest.Config, args: list[str]
    ) -> Generator[None]:
        """Leave options out, and plug-ins that would act on what is left of theirs.

        Around all others, since one that follows lines begins to do so in this very hook.
        """
        args[:] = without_others(args)
        if hasattr(early_config.known_args_namespace, NOT_FOLLOWED):
            setattr(early_config.known_args_namespace, NOT_FOLLOWED, True)
        manager = early_config.pluginmanager
        if manager.hasplugin(SEEDING):
            args += SAME_SEED
        # Their options, and the hooks that a project may implement, are known by now and stay so.
        for name in OTHERS:
            if manager.hasplugin(name):
                manager.unregister(name=name)
        yield

    @pytest.hookimpl(tryfirst=True)
    def pytest_cmdline_main(self, config: pytest.Config) -> None:
        """Say to whoever asks that benchmarks are wanted, before any conftest is configured."""
        for name, value in ASKED_FOR.items():
            if hasattr(config.option, name):
                setattr(config.option, name, value)
        if _is_of_others(getattr(config.option, PROFILE, None)):
            setattr(config.option, PROFILE, None)

    @pytest.hookimpl(trylast=True)
    def pytest_configure(self, config: pytest.Config) -> None:
        """Know the marks of those that were left out, and forget earlier runs."""
        for name in MARKS:
            config.addinivalue_line("markers", f"{name}: of a plug-in that does not time here")
        for name in REMEMBERING:
            if config.pluginmanager.hasplugin(name):
                config.pluginmanager.unregister(name=name)
        if hasattr(config, "cache"):
            # A project's conftest may use it; nothing is written into its folder.
            config.cache = Forgetful()  # type: ignore[assignment]


def _rewrite_no_plugin(
    manager: pytest.PytestPluginManager, hook: object, *_: object, **__: object
) -> None:
    """What pytest asks later: a conftest may name more plug-ins, and has these rewritten."""
    manager.rewrite_hook = hook  # type: ignore[assignment]


def _is_of_others(profile: str | None) -> bool:
    """Whether a profile of hypothesis is asked for that no conftest here has made."""
    if profile is None:
        return False
    hypothesis: Any = importlib.import_module("hypothesis")
    try:
        hypothesis.settings.get_profile(profile)
    except hypothesis.errors.InvalidArgument:
        return True
    return False


class Forgetful:
    """Stands in for pytest's cache, and keeps what it is given for as long as the process lives."""

    def __init__(self) -> None:
        self._values: dict[str, Any] = {}
        self._folders: dict[str, Path] = {}

    def get(self, key: str, default: Any) -> Any:
        """What was set, or the default."""
        return self._values.get(key, default)

    def set(self, key: str, value: object) -> None:
        """Keep a value."""
        self._values[key] = value

    def mkdir(self, name: str) -> Path:
        """A folder whose name ends with this one, the same one each time."""
        if name not in self._folders:
            made = tempfile.mkdtemp(prefix="pairbench-", suffix=f"-{name}")
            self._folders[name] = Path(made)
        return self._folders[name]


def without_others(words: Sequence[str]) -> list[str]:
    """The words of a command line without those that are other plug-ins', or choose benchmarks."""
    kept: list[str] = []
    is_value = False
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if is_value and not word.startswith("-"):
            is_value = False
            continue
        name = word.partition("=")[0]
        chooses = CHOOSING.match(f"{word} {following}" if word in {"-m", "-k"} else word)
        is_value = word in WITH_A_VALUE or (word in {"-m", "-k"} and chooses is not None)
        is_short = name.startswith("-n") and not name.startswith("--")
        if not (is_value or is_short or chooses or name.startswith(LEFT_OUT)):
            kept.append(word)
    return kept
