"""What says something about dependencies, and is not what a side is installed from."""

import ast
import hashlib
import json
import os
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from configparser import Error as ConfigError
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pairbench.core.authoring.dependencies import Beside
from pairbench.core.authoring.source import parsed
from pairbench.core.errors import UsageError, in_one_line
from pairbench.project.as_written import ini_in
from pairbench.project.dependencies.files import lines_of
from pairbench.project.dependencies.groups import groups_of
from pairbench.project.dependencies.requirement import as_meant, bare, name_of, usual
from pairbench.suites.asv.settings import FILES as OF_ASV
from pairbench.suites.asv.settings import packages, read_table

FILES = (
    "Pipfile",
    "Pipfile.lock",
    "pdm.lock",
    "environment.yml",
    "environment.yaml",
    "conda-lock.yml",
    "pixi.lock",
)
"""Files that say what is installed, and that nothing here can install from."""

TABLES = ("uv.override-dependencies", "pdm.resolution.overrides", "pixi")
"""Tables of tools that say versions, where no lock says what has come of them."""

OF_WORK = {"tasks", "activation", "workspace", "project", "package"}
"""What stands in the tables of pixi and asks for no package."""

PLACES = ("", "requirements/", "requirement/", "reqs/", "bench*/", "perf*/", "ci/", "tests/")
"""Where a project keeps lists of packages for one purpose each."""

OF_BENCHMARKS = ("bench*/", "perf*/")
"""Where files that are benchmarks may say what they need themselves."""

SCRIPT = re.compile(r"^# /// script\s*$\n((?:^#(?: .*)?$\n)+?)^# ///\s*$", re.MULTILINE)
"""How a file in Python says what it needs when it is run alone."""

NAMES = ("*requirements*.txt", "*requirements*.in", "constraints*.txt", "pylock.*.toml")
"""What such lists are called, wherever they lie."""

PYPROJECT = "pyproject.toml"

OF_TOOLS = ("tox.ini", "tox.toml", "setup.cfg", PYPROJECT, "noxfile.py", *OF_ASV)
"""Files of tools that make environments, which say what is in each."""

PLACES_OF_ASV = ("asv*/", *OF_BENCHMARKS)
"""Folders that a project's benchmarks of asv may have for themselves, with the file of settings."""

UNREADABLE = (
    *(UsageError, OSError, ValueError, TypeError, AttributeError, SyntaxError, ConfigError),
)
"""What reading somebody's list may end in."""

INSTALLING = {"install", "conda_install"}
"""What a session of nox installs packages by."""

READ = {".txt", ".in", ".toml"}
"""The ends of names of lists that the settings can name."""

CONDA = re.compile(r"^\s*- +[\"']?([A-Za-z][\w.-]*)([^:\"'\n]*)[\"']?$", re.MULTILINE)
"""A line of a list of conda that names a package, and the versions it asks for."""


def unread_files(folder: Path) -> dict[str, str]:
    """The files of a project that nothing is installed from, each with a digest of what it says."""
    there = [folder / name for name in FILES if (folder / name).is_file()]
    return {each.name: _digest(each) for each in there}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def unread_tables(pyproject: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The tables that say versions and that nothing is installed by, each with its content."""
    for name in TABLES:
        table: Any = pyproject.get("tool", {})
        for key in name.split("."):
            table = table.get(key, {}) if isinstance(table, Mapping) else {}
        if said := _without_work(table):
            yield f"[tool.{name}]", json.dumps(said, sort_keys=True, default=str)


def _without_work(table: Any) -> Any:
    """A table of packages without what a tool is told to do with them."""
    if not isinstance(table, Mapping):
        return table
    found = {key: _without_work(each) for key, each in table.items() if key not in OF_WORK}
    return {key: each for key, each in found.items() if each not in ({}, [])}


def lists_beside(
    folder: Path,
    tree: Path,
    pyproject: Mapping[str, Any],
    extras: Sequence[str],
    groups: Sequence[str],
) -> Iterator[Beside]:
    """What lists of packages ask for that are no part of what is installed: all but the chosen.

    Those of the folders round a project, in its repository, count as well.
    """
    for path in sorted(path for place in _up_to(tree, folder) for path in _lists(place)):
        name = Path(os.path.relpath(path, folder)).as_posix()
        named = path.suffix in READ and path.name not in OF_TOOLS
        what = "it" if named else "requirement files"
        to_name = f"{what} in [tool.pairbench] requirements"
        try:
            yield Beside(name=name, to_name=to_name, asks=frozenset(_asked(path)))
        except UNREADABLE as error:
            why = in_one_line(error).replace(f"{path.parent}{os.sep}", "")
            nothing, content = frozenset[str](), _digest(path)
            yield Beside(name=name, to_name=to_name, asks=nothing, problem=why, content=content)
    for path in sorted(path for place in OF_BENCHMARKS for path in folder.glob(f"{place}**/*.py")):
        if asks := frozenset(_of_script(path)):
            name = f"the script block of {path.relative_to(folder).as_posix()}"
            yield Beside(name=name, to_name="them in a dependency group called bench", asks=asks)
    chosen = {usual(each) for each in (*extras, *groups)}
    optional = pyproject.get("project", {}).get("optional-dependencies", {})
    for setting, tables in (("extras", optional), ("groups", groups_of(pyproject))):
        for name, listed in tables.items():
            if usual(name) not in chosen:
                lines = frozenset(as_meant(each) for each in listed if isinstance(each, str))
                to_name = f"it in [tool.pairbench] {setting}"
                yield Beside(name=f"the {setting[:-1]} {name}", to_name=to_name, asks=lines)


def _up_to(tree: Path, folder: Path) -> Iterator[Path]:
    """The folder and those round it, up to the one that holds the repository's files."""
    yield folder
    if folder.is_relative_to(tree):
        yield from (each for each in folder.parents if each.is_relative_to(tree))


def packages_differing(base: Beside | None, head: Beside | None) -> list[str]:
    """The names of what two versions of a list ask for in another way."""
    both = (frozenset[str]() if each is None else each.asks for each in (base, head))
    return sorted(differing(*both))


def differing(base: frozenset[str], head: frozenset[str]) -> set[str]:
    """The names in the lines that only one of two revisions has."""
    return {name for each in base ^ head if (name := name_of(each)) is not None}


def _lists(folder: Path) -> set[Path]:
    """The files that a project keeps lists of packages in."""
    own = {place: ("*.txt", "*.in") if place.startswith("req") else () for place in PLACES}
    wanted = [
        f"{place}{name}"
        for place in PLACES
        for name in (*NAMES, "env*.yml", "env*.yaml", *own[place])
    ]
    wanted += [*OF_TOOLS, *(f"{place}{name}" for place in PLACES_OF_ASV for name in OF_ASV)]
    found = {path for each in wanted for path in folder.glob(each) if path.is_file()}
    return found - {folder / each for each in FILES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """The side at which a list cannot be read, and why."""

    side: str
    why: str


def unlike_and_unread(base: Beside | None, head: Beside | None) -> Unread | None:
    """Where a list cannot be read that is not the same at both sides."""
    contents = {"" if each is None else each.content for each in (base, head)}
    if len(contents) > 1:
        for side, each in (("head", head), ("base", base)):
            if each is not None and each.problem:
                return Unread(side=side, why=each.problem)
    return None


def _asked(path: Path) -> Iterator[str]:
    """The requirements of a list.

    Raises:
        Exception: any of those that are UNREADABLE.
    """
    if path.name in {"tox.ini", "setup.cfg"}:
        yield from _of_tox(path.read_text(encoding="utf-8-sig"))
    elif path.name == "tox.toml":
        yield from _of_tox_table(tomllib.loads(path.read_text(encoding="utf-8")))
    elif path.name == PYPROJECT:
        yield from _of_tox_in_pyproject(path)
    elif path.name == "noxfile.py":
        yield from _of_nox(path)
    elif path.name in OF_ASV:
        yield from map(as_meant, packages(read_table(path)))
    elif path.suffix in {".yml", ".yaml"}:
        for name, versions in CONDA.findall(path.read_text(encoding="utf-8")):
            yield f"{name}{re.sub(r'^ *=+ *', '==', versions)}"
    else:
        found = lines_of(path)
        yield from map(as_meant, (*found.requirements, *found.constraints))


def _of_script(path: Path) -> Iterator[str]:
    """What a file in Python says that it needs itself."""
    with suppress(OSError, ValueError, TypeError, AttributeError):
        found = SCRIPT.search(path.read_text(encoding="utf-8"))
        lines = [] if found is None else found[1].splitlines()
        said = tomllib.loads("\n".join(line[2:] for line in lines))
        yield from map(as_meant, said.get("dependencies", []))


def _of_tox_in_pyproject(path: Path) -> Iterator[str]:
    """What the environments of tox ask for in its table there, or in the text that it may hold."""
    table = tomllib.loads(path.read_text(encoding="utf-8-sig")).get("tool", {}).get("tox", {})
    yield from _of_tox_table(table)
    yield from _of_tox(table.get("legacy_tox_ini", ""))


def _of_tox(text: str) -> Iterator[str]:
    """What the environments of tox ask for, without the conditions that they are asked for on."""
    parser = ini_in(text)
    for section in parser.sections():
        for line in parser.get(section, "deps", fallback="").splitlines():
            condition, colon, rest = line.partition(": ")
            text = bare(rest if colon and name_of(condition) is not None else line)
            if text and not text.startswith("-") and "{" not in text:
                yield as_meant(text)


def _of_tox_table(table: Mapping[str, Any]) -> Iterator[str]:
    """What the environments of tox ask for, where they are tables."""
    for key, each in table.items():
        if isinstance(each, Mapping):
            yield from _of_tox_table(each)
        elif key == "deps":
            yield from (as_meant(one) for one in each if isinstance(one, str) and one[:1] != "-")


def _of_nox(path: Path) -> Iterator[str]:
    """What the sessions of nox install that is written out."""
    for node in ast.walk(parsed(path.read_bytes())):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in INSTALLING
        ):
            for each in node.args:
                if isinstance(each, ast.Constant) and isinstance(each.value, str):
                    yield from _package(each.value)


def _package(text: str) -> Iterator[str]:
    """A word of a command, where it names a package: no option, and no folder."""
    if text[:1].isalnum() and name_of(text) is not None:
        yield as_meant(text)
