"""What a revision says otherwise than another of how its benchmarks are run, whoever is told it."""

import ast
import os
import re
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
from pairbench.project.settings import FILE, TOOLS_WITH_FILES, read_tables
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


WORKFLOWS = Path(".github/workflows")

GATE = "pairbench"
"""What stands in a workflow that runs it."""

ENV = re.compile(r" *(?:- )?env: *(?:#.*)?")
"""The line of a workflow after which its variables come."""


def run_otherwise(base: Path, head: Path, definitions: Iterable[PairDefinition]) -> Iterator[str]:
    """A sentence for each setting of the project at head that says otherwise than at base.

    The settings of another tool's suite count where one of the ``definitions`` is of it.
    """
    files = {(each.suite, each.file) for each in definitions if each.suite}
    before, now = (_placed(root, files) for root in (base, head))
    if not (any(base.iterdir()) and any(head.iterdir())):
        return
    whole = {file for _, file in files}
    for place in sorted({place for place, _ in (*before, *now)}):
        at_base, at_head = (
            {name: each for (where, name), each in side.items() if where == place}
            for side in (before, now)
        )
        if (base / place).exists() and (head / place).exists():
            for name in sorted(at_base.keys() | at_head.keys()):
                yield from _told(place, name, at_base.get(name), at_head.get(name))
        elif place not in whole and not place.startswith(f"{WORKFLOWS.as_posix()}/"):
            # Of a suite that is at one side alone no benchmark is compared, and a workflow that is
            # has not run the other.
            yield from _told_of_file(place, at_base, at_head)


def _told(place: str, name: str, before: RunBy | None, now: RunBy | None) -> Iterator[str]:
    one = now or before
    if one is None or (before is not None and now is not None and before.said == now.said):
        return
    where = " of ".join(each for each in (name, "" if place == "." else place) if each)
    kind = "new" if before is None else "gone" if now is None else "another one"
    yield f"{where} is {kind} at head: {one.follows}"


def _told_of_file(
    place: str, before: Mapping[str, RunBy], now: Mapping[str, RunBy]
) -> Iterator[str]:
    """One sentence for a file that is at one side alone, whatever it says."""
    first, *others = sorted((now or before).items())
    name, follows = first[0], first[1].follows
    more = f" (and {len(others)} more)" if others else ""
    told = f", with {name}{more}" if name else ""
    yield f"{place} is {'new' if now else 'gone'} at head{told}: {follows}"


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
    yield from _of_tables(root)
    with suppress(OSError, ValueError):
        table = tomllib.loads((root / "tox.toml").read_text(encoding="utf-8-sig"))
        yield from _in_table(root / "tox.toml", table, "")
    for name in ("tox.ini", "setup.cfg"):
        yield from _of_tox(root / name)
    yield from _of_nox(root / "noxfile.py")
    for workflow in sorted((root / WORKFLOWS).glob("*.y*ml")):
        yield from _of_workflow(workflow)


def _in_table(file: Path, table: Mapping[str, Any], where: str) -> Iterator[RunBy]:
    """The variables and interpreters in a table and in those below it."""
    for name, each in table.items():
        place = f"{where}.{name}".removeprefix(".")
        if name in NAMES and not _holds_environments(name, each):
            called = f"[{where}] {name}" if where else name
            yield RunBy.of(file, called, each, Follows.NEITHER)
        elif isinstance(each, Mapping):
            yield from _in_table(file, each, place)


def _of_tables(root: Path) -> Iterator[RunBy]:
    """What pyproject.toml says, and the files that tools may have in the place of their tables."""
    # Whoever installs by one that cannot be read tells of it.
    tables = {}
    with suppress(UsageError):
        tables = read_tables(root)
    if (builder := tables.get("build-system")) is not None:
        yield RunBy.of(root / FILE, "[build-system]", builder, Follows.BUILDER)
    tools = tables.get("tool", {})
    for tool, table in tools.items():
        if tool not in NO_RUNNERS and isinstance(table, Mapping):
            yield from _in_table(_file_of(root, tool), table, f"tool.{tool}")
    for place in SOURCES:
        tool, key = place.split(".")
        with suppress(AttributeError, KeyError, TypeError):
            said = tools[tool][key]
            yield RunBy.of(_file_of(root, tool), f"[tool.{place}]", said, Follows.SOURCES)


def _file_of(root: Path, tool: str) -> Path:
    """Where the table of a tool is, which may have a file of its own."""
    own = root / f"{tool}.toml"
    return own if tool in TOOLS_WITH_FILES and own.is_file() else root / FILE


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
    """The variables and interpreters of sessions, as far as they are written out."""
    with suppress(OSError, ValueError, SyntaxError):
        nodes = tuple(ast.walk(parsed(file.read_bytes())))
        for name in ("env", "python"):
            if found := [each for node in nodes for each in _given(node, name)]:
                texts = [ast.unparse(each) for each in (*found, *_named_in(found, nodes))]
                yield RunBy.of(file, name, texts, Follows.NEITHER)


def _given(node: ast.AST, name: str) -> Iterator[ast.AST]:
    """What a call is given by this name, and what is put into a table that is called so."""
    match node:
        case ast.keyword(arg=arg, value=value) if arg == name:
            yield value
        case ast.Assign(targets=[ast.Subscript(value=ast.Attribute(attr=attr))]) if attr == name:
            yield node
        case ast.Assign(targets=[ast.Subscript(value=ast.Name(id=called))]) if called == name:
            yield node
        case ast.Call(func=ast.Attribute(value=ast.Attribute(attr=attr))) if attr == name:
            yield node


def _named_in(found: Iterable[ast.AST], nodes: Iterable[ast.AST]) -> Iterator[ast.AST]:
    """Where the names are made that stand in what was found, and those in these again."""
    made = [node for node in nodes if isinstance(node, ast.Assign | ast.AnnAssign)]
    names, left = _names(found), made
    while here := [each for each in left if names & _names(_targets(each))]:
        yield from here
        left = [each for each in left if each not in here]
        names |= _names(here)


def _targets(made: ast.Assign | ast.AnnAssign) -> list[ast.expr]:
    return made.targets if isinstance(made, ast.Assign) else [made.target]


def _names(within: Iterable[ast.AST]) -> set[str]:
    return {node.id for each in within for node in ast.walk(each) if isinstance(node, ast.Name)}


def _of_workflow(file: Path) -> Iterator[RunBy]:
    """The variables of a workflow that runs the gate, by how far its lines stand in."""
    with suppress(OSError, ValueError):
        text = file.read_text(encoding="utf-8")
        found: list[str] = []
        within = None
        for line in text.splitlines():
            deep = len(line) - len(line.lstrip(" "))
            if not line.strip() or line.lstrip().startswith("#"):
                continue
            if within is not None and deep > within:
                found.append(line.strip())
            else:
                within = line.index("env") if ENV.fullmatch(line) else None
        if found and GATE in text:
            yield RunBy.of(file, "env", found, Follows.JOB)
