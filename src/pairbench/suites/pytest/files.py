"""Which files pytest takes for tests, and what in them measures, by their text alone.

A project may call its files of tests otherwise, and may wrap the fixture in one of its own.
"""

import ast
import configparser
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

from pairbench.suites.pytest.names import ASKING, FIXTURES
from pairbench.suites.text import tree_of

USUAL = ("test_*.py", "*_test.py")
"""What pytest takes for a file of tests, unless a project says otherwise."""

PLACES = (
    *(("pytest.toml", "pytest"), (".pytest.toml", "pytest")),
    *(("pytest.ini", "pytest"), (".pytest.ini", "pytest")),
    *(("pyproject.toml", "tool.pytest"), ("tox.ini", "pytest"), ("setup.cfg", "tool:pytest")),
)
"""The files of a project that may hold settings for pytest, and where in them, as pytest asks."""

OWN = "pytest."
"""How the files begin that are pytest's own: they are its settings when they are empty as well."""

CONFTEST = "conftest.py"


def is_file_of_tests(path: Path) -> bool:
    """Whether pytest would look for tests in it."""
    return any(
        fnmatchcase(str(path), f"*/{each}") if "/" in each else fnmatchcase(path.name, each)
        for each in _patterns(path.parent)
    )


def is_called_a_benchmark(path: Path) -> bool:
    """Whether its name says what its tests are for, though files of tests are called otherwise."""
    return path.suffix == ".py" and "bench" in path.stem.lower()


def measures(path: Path, *, only_tests: bool) -> bool:
    """Whether a function in it takes the fixture, or the mark is spoken of.

    What takes the fixture may be a fixture of the project's, from which tests have it; with
    ``only_tests`` it must be a test.
    """
    names = FIXTURES if only_tests else (*FIXTURES, *_wrappers(path.parent))
    tree = tree_of(path, any_of=names)
    return tree is not None and any(
        _measures(node, names, only_tests=only_tests) for node in ast.walk(tree)
    )


@cache
def _patterns(folder: Path) -> tuple[str, ...]:
    """How files of tests are called in a folder: the nearest settings upwards say it."""
    for each in (folder, *folder.parents):
        for found in settings_in(each):
            named = found.get("python_files", USUAL)
            return tuple(named.split()) if isinstance(named, str) else tuple(map(str, named))
    return USUAL


def settings_in(folder: Path) -> Iterator[Mapping[str, Any]]:
    """The settings for pytest that a folder has, the first of which count; unreadable are none."""
    for name, section in PLACES:
        with suppress(OSError, ValueError, AttributeError, configparser.Error):
            text = (folder / name).read_text(encoding="utf-8-sig")
            found = _in_toml(text, section) if name.endswith(".toml") else _in_ini(text, section)
            if found or name.lstrip(".").startswith(OWN):
                yield found


def _in_toml(text: str, section: str) -> Mapping[str, Any]:
    table: Mapping[str, Any] = tomllib.loads(text)
    for each in section.split("."):
        table = table.get(each, {})
    # Until pytest 9 all of it was in a table below.
    return {**table, **table.get("ini_options", {})}


class _AsWritten(configparser.ConfigParser):
    """One that leaves names as they are written, as pytest does: plug-ins have some in capitals."""

    def optionxform(self, optionstr: str) -> str:
        return optionstr


def _in_ini(text: str, section: str) -> Mapping[str, Any]:
    parser = _AsWritten(interpolation=None)
    parser.read_string(text)
    return dict(parser[section]) if parser.has_section(section) else {}


@cache
def _wrappers(folder: Path) -> tuple[str, ...]:
    """The fixtures of the files around a folder that have the fixture, maybe from one another."""
    found: tuple[str, ...] = ()
    for each in reversed(_within_its_project(folder)):
        names = (*FIXTURES, *found)
        tree = tree_of(each / CONFTEST, any_of=names)
        while tree is not None:
            taking = (_taking(node, names) for node in ast.walk(tree))
            more = {name for name in taking if name is not None} - {*names}
            if not more:
                break
            found, names = (*found, *more), (*names, *more)
    return found


def _within_its_project(folder: Path) -> list[Path]:
    """A folder and those around it, up to the root of its repository."""
    around = [folder, *folder.parents]
    roots = (number for number, each in enumerate(around) if (each / ".git").exists())
    return around[: next(roots, len(around)) + 1]


def _measures(node: ast.AST, names: tuple[str, ...], *, only_tests: bool) -> bool:
    name = _taking(node, names)
    if name is not None:
        return name.startswith("test") or not only_tests
    match node:
        case ast.Attribute(attr=attr, value=ast.Attribute(attr="mark") | ast.Name(id="mark")):
            return attr in FIXTURES
        case _:
            return False


def _taking(node: ast.AST, names: tuple[str, ...]) -> str | None:
    """The name of a function that takes or asks for one of these; None for whatever else."""
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return None
    args = node.args
    taken: set[object] = {each.arg for each in (*args.posonlyargs, *args.args, *args.kwonlyargs)}
    for each in ast.walk(node):
        taken |= _asked(each)
    return None if taken.isdisjoint(names) else node.name


def _asked(node: ast.AST) -> set[object]:
    """What is asked for by name: ``getfixturevalue("…")``, ``usefixtures("…")``."""
    match node:
        case ast.Call(func=ast.Attribute(attr=attr), args=args) if attr in {ASKING, "usefixtures"}:
            return {each.value for each in args if isinstance(each, ast.Constant)}
        case _:
            return set()
