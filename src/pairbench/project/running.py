"""What a revision says otherwise than another of how its benchmarks are run, whoever is told it."""

import ast
import os
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from pairbench.core.authoring.definition import PairDefinition
from pairbench.core.authoring.reading import Follows, RunBy
from pairbench.core.authoring.source import parsed
from pairbench.core.errors import UsageError
from pairbench.project.as_written import ini_of
from pairbench.project.settings import read_tables
from pairbench.project.sources import readable_pyproject
from pairbench.suites.known import suite_named

PYTHON = ".python-version"
"""Which interpreter a project is worked on with, by pyenv and uv."""

NAMES = frozenset(
    {
        *("env", "env-vars", "env_vars", "env_file", "environment"),
        *("setenv", "set_env", "basepython", "base_python", "python"),
    }
)
"""What tools call the variables and the interpreter that they run something with."""

NO_RUNNERS = frozenset({"pairbench", "pytest", "poetry", "cibuildwheel", "mypy", "ruff"})
"""Tables that are told of elsewhere, or where these words mean something else."""

SOURCES = (
    *("uv.index", "uv.index-url", "uv.extra-index-url", "uv.find-links", "uv.no-index"),
    *("poetry.source", "pdm.source"),
)
"""The tables of tools that say where packages come from."""

OF_TOX = ("testenv", "tox", "env")
"""How the sections of tox begin."""


def run_otherwise(base: Path, head: Path, definitions: Iterable[PairDefinition]) -> Iterator[str]:
    """A sentence for each setting of the project at head that says otherwise than at base.

    The settings of another tool's suite count where one of the ``definitions`` is of it.
    """
    files = {(each.suite, each.file) for each in definitions if each.suite}
    before, now = (_placed(root, files) for root in (base, head))
    for place, name in sorted(before.keys() | now.keys()):
        # A file that is at one side alone changes nothing that the other had said.
        if (base / place).exists() and (head / place).exists():
            yield from _told(place, name, before.get((place, name)), now.get((place, name)))


def _told(place: str, name: str, before: RunBy | None, now: RunBy | None) -> Iterator[str]:
    one = now or before
    if one is None or (before is not None and now is not None and before.said == now.said):
        return
    where = " of ".join(each for each in (name, "" if place == "." else place) if each)
    kind = "new" if before is None else "gone" if now is None else "another one"
    yield f"{where} is {kind} at head: {one.follows}"


def _placed(root: Path, files: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], RunBy]:
    """What is said of each setting, by its place relative to the project and its name."""
    return {
        (Path(os.path.relpath(each.file, root)).as_posix(), each.name): each
        for each in _said(root, files)
    }


def _said(root: Path, files: Iterable[tuple[str, str]]) -> Iterator[RunBy]:
    for suite, file in sorted(files):
        yield from suite_named(suite).run_by(root / file)
    with suppress(OSError, ValueError):
        said = (root / PYTHON).read_text(encoding="utf-8").split()
        yield RunBy.of(root / PYTHON, "", said, Follows.OPTIONS)
    tools = readable_pyproject(root).get("tool", {})
    if isinstance(tools, dict):
        own = {name: each for name, each in tools.items() if name not in NO_RUNNERS}
        yield from _in_table(root / "pyproject.toml", own, "tool")
    yield from _of_sources(root)
    for name in ("hatch.toml", "tox.toml"):
        with suppress(OSError, ValueError):
            table = tomllib.loads((root / name).read_text(encoding="utf-8-sig"))
            yield from _in_table(root / name, table, "")
    for name in ("tox.ini", "setup.cfg"):
        yield from _of_tox(root / name)
    yield from _of_nox(root / "noxfile.py")


def _in_table(file: Path, table: Mapping[str, Any], where: str) -> Iterator[RunBy]:
    """The variables and interpreters in a table and in those below it."""
    for name, each in table.items():
        place = f"{where}.{name}".removeprefix(".")
        if name in NAMES and not _holds_environments(name, each):
            called = f"[{where}] {name}" if where else name
            yield RunBy.of(file, called, each, Follows.NEITHER)
        elif isinstance(each, Mapping):
            yield from _in_table(file, each, place)


def _of_sources(root: Path) -> Iterator[RunBy]:
    with suppress(UsageError):
        tables = read_tables(root)
        for place in SOURCES:
            tool, key = place.split(".")
            with suppress(AttributeError, KeyError, TypeError):
                said = tables["tool"][tool][key]
                yield RunBy.of(root / "pyproject.toml", f"[tool.{place}]", said, Follows.SOURCES)


def _holds_environments(name: str, table: Any) -> bool:
    """Whether it is tox's table of its environments: each has a table of its own."""
    return (
        name == "env"
        and isinstance(table, Mapping)
        and any(isinstance(each, Mapping) for each in table.values())
    )


def _of_tox(file: Path) -> Iterator[RunBy]:
    parser = ini_of(file)
    for section in parser.sections():
        if section.startswith(OF_TOX):
            for name in NAMES & parser[section].keys():
                said = parser[section][name].split()
                yield RunBy.of(file, f"[{section}] {name}", said, Follows.NEITHER)


def _of_nox(file: Path) -> Iterator[RunBy]:
    """The variables that sessions are run with, as far as they are written out."""
    with suppress(OSError, ValueError, SyntaxError):
        found = [
            ast.unparse(node.value)
            for node in ast.walk(parsed(file.read_bytes()))
            if isinstance(node, ast.keyword) and node.arg == "env"
        ]
        if found:
            yield RunBy.of(file, "env", found, Follows.NEITHER)
