"""Reads ``[tool.pairbench]`` from a project's pyproject.toml, and says what is wrong with it."""

import codecs
import difflib
import os
import tomllib
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

import tomlkit
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pairbench.core.authoring.dependencies import Chosen
from pairbench.core.errors import UsageError
from pairbench.core.gating.settings import DEFAULTS, Exemption, Settings, Thresholds, Waiver

FILE = "pyproject.toml"

TOOLS_WITH_FILES = ("hatch", "uv", "pixi")
"""Tools whose table may lie in a file of its own beside it, called after the tool."""

MEND = "; mend it"
"""What is to be done about a file that cannot be read."""

BEFORE = ("setup.py", "setup.cfg")
"""What a project has that says in the way of before how it is installed."""

Percent = Annotated[float, Field(ge=0, lt=1_000)]
Bytes = Annotated[int, Field(ge=0)]
Folders = tuple[str, ...]
Names = tuple[str, ...]


class _Table(BaseModel):
    """A table whose keys are all known."""

    model_config = ConfigDict(extra="forbid", strict=True)


class _Threshold(_Table):
    pairs: str
    time_percent: Percent | None = None
    memory_percent: Percent | None = None
    memory_bytes: Bytes | None = None
    reason: str | None = None
    expires: date | None = None


class _Accepted(_Table):
    pairs: str
    reason: str
    expires: date


class _Project(_Table):
    bench: Annotated[Folders, Field(strict=False)] = DEFAULTS.bench
    sources: Annotated[Folders, Field(strict=False)] = DEFAULTS.sources
    suites: Annotated[Folders | None, Field(strict=False)] = DEFAULTS.suites
    sizes: Literal["largest", "all"] = DEFAULTS.sizes
    budget_s: Annotated[float, Field(gt=0, allow_inf_nan=False)] = DEFAULTS.budget_s
    time_percent: Percent = 100 * DEFAULTS.thresholds.time
    memory_percent: Percent = 100 * DEFAULTS.thresholds.memory
    memory_bytes: Bytes = DEFAULTS.thresholds.memory_bytes
    thresholds: Annotated[tuple[_Threshold, ...], Field(strict=False)] = ()
    accepted: Annotated[tuple[_Accepted, ...], Field(strict=False)] = ()
    environment: dict[str, str | Literal[False]] = Field(default_factory=dict)
    extras: Annotated[Names, Field(strict=False)] = ()
    groups: Annotated[Names, Field(strict=False)] | None = None
    requirements: Annotated[Names, Field(strict=False)] = ()
    build: bool | Literal["auto"] = "auto"
    undecided: Literal["skip", "fail"] = DEFAULTS.undecided


TABLES: dict[str, type[_Table]] = {
    "": _Project,
    "thresholds": _Threshold,
    "accepted": _Accepted,
}


def read_pyproject(project: Path) -> dict[str, Any]:
    """The file as it stands; empty where there is none.

    Raises:
        UsageError: it cannot be read, or tool is no table in it.
    """
    return _checked(project / FILE) or {}


def read_tables(project: Path) -> dict[str, Any]:
    """The file with the tables that tools may have in files of their own, which come first.

    Raises:
        UsageError: one cannot be read.
    """
    found = read_pyproject(project)
    for tool in TOOLS_WITH_FILES:
        own = _read(project / f"{tool}.toml")
        if own is not None:
            table = {**found.get("tool", {}).get(tool, {}), **own}
            found = {**found, "tool": {**found.get("tool", {}), tool: table}}
    return found


def unreadable_at(project: Path) -> dict[str, str]:
    """Why nobody can read them, by name: the files with tables that a revision has broken."""
    found = {}
    for name in (FILE, *(f"{tool}.toml" for tool in TOOLS_WITH_FILES)):
        try:
            _checked(project / name)
        except UsageError as error:
            found[name] = str(error).removeprefix(f"{project}{os.sep}").removesuffix(MEND)
    return found


def _checked(path: Path) -> dict[str, Any] | None:
    found = _read(path)
    if found is not None and path.name == FILE and not isinstance(found.get("tool", {}), dict):
        raise UsageError(f"{path}: tool is no table: write [tool.pairbench]")
    return found


def _read(path: Path) -> dict[str, Any] | None:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError) as error:
        raise UsageError(f"{path} cannot be read: {error}{MEND}") from error


def project_of(folder: Path) -> Path:
    """The project that a folder belongs to: the nearest one upwards with settings, else itself.

    Without settings it is the nearest one that is installed in the way of before. What lies outside
    of the folder's repository, as round a submodule, is another project.
    """
    within = list(_up_to_the_repository(folder))
    for names in ((FILE,), BEFORE):
        for each in within:
            if any((each / name).is_file() for name in names):
                return each
    return folder


def _up_to_the_repository(folder: Path) -> Iterator[Path]:
    """The folder and those round it, up to the first that is a repository's; else all of them."""
    for each in (folder, *folder.parents):
        yield each
        if (each / ".git").exists():
            return


def settings_at(revision: Path) -> Settings | None:
    """Those of a revision; None where it has others: an old one need not know those of today."""
    try:
        return read_settings(revision)
    except UsageError:
        return None


def read_settings(project: Path) -> Settings:
    """The settings of a project; the defaults where it says nothing.

    Raises:
        UsageError: the file cannot be read, or says something that is not known.
    """
    table = read_pyproject(project).get("tool", {}).get("pairbench", {})
    if not isinstance(table, dict):
        raise UsageError(f"{project / FILE}: tool.pairbench is no table: write [tool.pairbench]")
    try:
        found = _Project.model_validate(table)
    except ValidationError as error:
        raise UsageError(f"{project / FILE}: {_first_problem(error)}") from error
    return Settings(
        bench=found.bench,
        sources=found.sources,
        suites=found.suites,
        sizes=found.sizes,
        budget_s=found.budget_s,
        thresholds=Thresholds(
            time=found.time_percent / 100,
            memory=found.memory_percent / 100,
            memory_bytes=found.memory_bytes,
        ),
        exemptions=tuple(map(_exemption, found.thresholds)),
        waivers=tuple(
            Waiver(pairs=each.pairs, reason=each.reason, expires=each.expires)
            for each in found.accepted
        ),
        environment={
            name: None if value is False else value for name, value in found.environment.items()
        },
        chosen=Chosen(extras=found.extras, groups=found.groups, files=found.requirements),
        build=None if found.build == "auto" else found.build,
        undecided=found.undecided,
    )


def write_waivers(project: Path, waivers: Sequence[Waiver]) -> Path:
    """Add waivers to the project's file, and leave everything else in it as it is.

    Raises:
        UsageError: there is no such file, or it cannot be read.
    """
    if not (project / FILE).exists():
        raise UsageError(f"{project / FILE} cannot be read: there is none; write it first")
    document = document_of(project)
    table = document.setdefault("tool", tomlkit.table(is_super_table=True))
    table = table.setdefault("pairbench", tomlkit.table())
    accepted = table.setdefault("accepted", tomlkit.aot())
    for each in waivers:
        entry = tomlkit.table()
        entry.update({"pairs": each.pairs, "reason": each.reason, "expires": each.expires})
        accepted.append(entry)
    return write_document(project, document)


def document_of(project: Path) -> tomlkit.TOMLDocument:
    """The project's file to be changed, with its comments; empty where there is none.

    Raises:
        UsageError: it cannot be read.
    """
    path = project / FILE
    try:
        return tomlkit.parse(path.read_bytes().decode("utf-8-sig") if path.exists() else "")
    except (OSError, ValueError) as error:
        raise UsageError(f"{path} cannot be read: {error}{MEND}") from error


def write_document(project: Path, document: tomlkit.TOMLDocument) -> Path:
    """Write the project's file with the ends of lines, and the mark, that it had.

    Other lines stay as they are.

    Raises:
        UsageError: it cannot be written.
    """
    path = project / FILE
    try:
        before = path.read_bytes() if path.exists() else b""
        text = tomlkit.dumps(document)
        if b"\r\n" in before and before.count(b"\r\n") == before.count(b"\n"):
            text = text.replace("\r\n", "\n").replace("\n", "\r\n")
        mark = codecs.BOM_UTF8 if before.startswith(codecs.BOM_UTF8) else b""
        path.write_bytes(mark + text.encode())
    except (OSError, ValueError) as error:
        raise UsageError(f"{path} cannot be written: {error}; mend it") from error
    return path


def _exemption(written: _Threshold) -> Exemption:
    return Exemption(
        pairs=written.pairs,
        time=_share(written.time_percent),
        memory=_share(written.memory_percent),
        memory_bytes=written.memory_bytes,
        reason=written.reason,
        expires=written.expires,
    )


def _share(percent: float | None) -> float | None:
    return None if percent is None else percent / 100


def _first_problem(error: ValidationError) -> str:
    problem = error.errors()[0]
    *where, key = (str(each) for each in problem["loc"])
    name = ".".join(["tool", "pairbench", *(each for each in where if not each.isdigit())])
    if problem["type"] == "extra_forbidden":
        known = list(TABLES[where[0] if where else ""].model_fields)
        near = difflib.get_close_matches(key, known, n=1, cutoff=0.0)
        return f"[{name}] has no key {key}: did you mean {near[0]}?"
    if problem["type"] == "missing":
        return f"[{name}] needs the key {key}"
    if problem["type"] == "tuple_type":
        return f'[{name}] {key}: write a list, {key} = ["…"]'
    return f"[{name}] {key}: {problem['msg']}"
