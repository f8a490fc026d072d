"""Whether a project must be built before its code can be imported: compiled and generated files."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Any

from pairbench.core.errors import UsageError
from pairbench.project.as_written import SetupPy, literal, setup_cfg
from pairbench.project.dependencies.requirement import usual
from pairbench.project.settings import read_pyproject
from pairbench.project.sources import project_name

COMMANDS = {"console_scripts", "gui_scripts"}
"""Groups of entry points that are commands: nobody looks them up from within a program."""

COMPILING = ("mesonpy", "scikit_build_core", "maturin", "py_build_cmake", "sipbuild", "whey")
"""Build backends that are chosen because something is to be compiled."""

IN_SETUP_PY = re.compile(
    r"ext_modules|cythonize|rust_extensions|cffi_modules|mypycify|cmdclass|use_scm_version"
)
"""What a ``setup.py`` says that makes files."""


def must_be_built(folder: Path) -> bool:
    """Whether a project makes files that it does not have in its revision.

    Raises:
        UsageError: its pyproject.toml cannot be read.
    """
    pyproject = read_pyproject(folder)
    tool = pyproject.get("tool", {})
    backend = str(pyproject.get("build-system", {}).get("build-backend", "")).partition(".")[0]
    if backend in COMPILING:
        return True
    if any(not (folder / each).is_file() for each in _written(tool)):
        return True
    if tool.get("hatch", {}).get("build", {}).get("hooks", {}).keys() - {"vcs", "version"}:
        return True
    if "setuptools-rust" in tool or "script" in _poetry_build(tool) or _asks_setuptools(tool):
        return True
    if _has_a_builder_of_its_own(folder, pyproject):
        return True
    return IN_SETUP_PY.search(_setup_py(folder)) is not None


def announced(folder: Path) -> tuple[str, ...]:
    """The entry points that others find a project by once it is installed, as they are written.

    Raises:
        UsageError: its pyproject.toml cannot be read.
    """
    pyproject = read_pyproject(folder)
    standard = pyproject.get("project", {}).get("entry-points", {})
    poetry = pyproject.get("tool", {}).get("poetry", {}).get("plugins", {})
    parser = setup_cfg(folder)
    section = "options.entry_points"
    of_setup_cfg = dict(parser.items(section)) if parser.has_section(section) else {}
    tables = (_others_find(each) for each in (standard, poetry, of_setup_cfg))
    return (*tables, *_of_setup_py(folder))


def _others_find(groups: object) -> str:
    """Groups of entry points in words that do not hang on their order; without commands."""
    if not isinstance(groups, Mapping):
        return repr(groups)
    return json.dumps(
        {str(name): groups[name] for name in groups if name not in COMMANDS},
        sort_keys=True,
        default=repr,
    )


def _of_setup_py(folder: Path) -> Iterator[str]:
    """What it announces as it stands there, or all of it where that is worked out."""
    with suppress(OSError, SyntaxError, ValueError):
        for each in SetupPy(folder).given("entry_points"):
            try:
                yield _others_find(literal(each))
            except ValueError:
                yield _setup_py(folder)


def has_a_builder(folder: Path) -> bool:
    """Whether anything says how a project is built."""
    return any((folder / each).is_file() for each in ("pyproject.toml", "setup.py"))


def insist_on_a_builder(folder: Path) -> None:
    """Go on only if a project can be built.

    Raises:
        UsageError: nothing says how.
    """
    if not has_a_builder(folder):
        raise UsageError(
            "[tool.pairbench] build = true, but nothing says how: neither pyproject.toml nor "
            "setup.py is there"
        )


def _written(tool: Mapping[str, Any]) -> Iterator[str]:
    """The files that a version is written to."""
    hooks = tool.get("hatch", {}).get("build", {}).get("hooks", {})
    named = (
        tool.get("setuptools_scm", {}).get("version_file"),
        tool.get("setuptools_scm", {}).get("write_to"),
        hooks.get("vcs", {}).get("version-file"),
        hooks.get("version", {}).get("path"),
        tool.get("pdm", {}).get("version", {}).get("write_to"),
        tool.get("versioningit", {}).get("write", {}).get("file"),
    )
    yield from (each for each in named if isinstance(each, str))


def _asks_setuptools(tool: Mapping[str, Any]) -> bool:
    """Whether setuptools compiles something, or has a package from a folder of another name."""
    table = tool.get("setuptools", {})
    renamed = (
        package and PurePosixPath(folder).name != package.rpartition(".")[2]
        for package, folder in table.get("package-dir", {}).items()
    )
    return bool(table.get("ext-modules")) or any(renamed)


def _has_a_builder_of_its_own(folder: Path, pyproject: Mapping[str, Any]) -> bool:
    """Whether a revision brings its builder along, to do more than others do.

    A builder that is the project's own package builds itself, and makes nothing.
    """
    named = pyproject.get("build-system", {})
    if not named.get("backend-path"):
        return False
    project = usual(project_name(folder) or "")
    parts = named.get("build-backend", "").partition(":")[0].split(".")
    return all(usual("-".join(parts[:end])) != project for end in range(1, len(parts) + 1))


def _poetry_build(tool: Mapping[str, Any]) -> Mapping[str, Any]:
    build = tool.get("poetry", {}).get("build", {})
    return build if isinstance(build, Mapping) else {"script": build}


def _setup_py(folder: Path) -> str:
    try:
        return (folder / "setup.py").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
