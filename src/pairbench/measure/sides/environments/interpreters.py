"""An environment of its own for a side: an interpreter, and what the side requires.

It finds what the side requires first, and then what the harness needs. An environment of the very
interpreter that runs the harness finds that where it is installed already; any other one has it
installed once more.
"""

import os
import sys
import tempfile
from collections.abc import Collection
from dataclasses import replace
from functools import partial
from importlib.metadata import PackageNotFoundError, distributions, version
from pathlib import Path

from packaging.utils import canonicalize_name

from pairbench.core.authoring.dependencies import Dependencies
from pairbench.core.errors import UsageError
from pairbench.core.installed import PACKAGES
from pairbench.measure.sides.environments.installing import FAILS, Installer, found_uv
from pairbench.measure.sides.environments.kept import content_of, kept
from pairbench.measure.sides.environments.pythons import Python, this_python

INDEX = ("UV_", "PIP_")
"""Variables that begin like this say where packages come from."""

ALIKE = ("memray", "pyperf")
"""What a worker needs in the version that the harness has, which reads what they write."""

BROUGHT = {"pip", "setuptools"}
"""What an interpreter itself puts into a new environment, in the version that it comes with."""

HARNESS = "harness"
"""The folder of an environment that has what the harness needs; it is searched last."""


def interpreter_with(
    wanted: Dependencies, tree: Path, cache: Path, side: str, base: Python | None = None
) -> Path:
    """The interpreter of an environment with these dependencies, from the cache or made now.

    It is an environment of ``base``, or of the interpreter that runs the harness.

    Raises:
        UsageError: they cannot be installed.
    """
    base = base or this_python()
    if wanted.refused:
        raise UsageError(f"{side}: {wanted.refused[0]}; the two sides were not compared")
    tool = Installer(uv=found_uv(), side=side, folder=wanted.folder, fails=_fails(wanted))
    if wanted.lock is not None and tool.uv is None:
        raise UsageError(f"{side}: uv.lock can be installed from by uv alone: install uv")
    place = str(tree.resolve())
    made_of = [content_of(wanted.local.values())]
    if wanted.itself is not None:
        made_of.append(content_of([wanted.folder]))
    key = (
        base.identity,
        sys.prefix if base.is_this else (str(base.path), _needs(), str(_package())),
        tool.uv is None,
        [each.replace(place, "") for each in (*wanted.requirements, *wanted.constraints)],
        wanted.asked,
        wanted.options,
        wanted.lock,
        made_of,
        sorted((name, text) for name, text in os.environ.items() if name.startswith(INDEX)),
    )
    return kept(cache, key, partial(_make, wanted, tool, base)) / "bin" / "python"


def _fails(wanted: Dependencies) -> str:
    """What is said where an installer does not succeed: a file that was only guessed is named."""
    if not wanted.by_default:
        return FAILS
    guessed = f"it is read from {wanted.by_default} as nothing else declares anything"
    return f"{FAILS} ({guessed}; requirements in [tool.pairbench] names other files)"


def installed_with(python: Path, asked: Collection[str] = ()) -> dict[str, str]:
    """The versions of what an environment has of its own, by name in its usual form.

    What it has by being made is left out, unless it was asked for.
    """
    places = [str(each) for each in python.parents[1].glob("lib/*/site-packages")]
    found = distributions(path=places)
    versions = {str(canonicalize_name(each.metadata["Name"])): each.version for each in found}
    left_out = BROUGHT.difference(asked)
    return {name: each for name, each in versions.items() if name not in left_out}


def is_installed(name: str) -> bool:
    """Whether the interpreter that runs the harness has a package."""
    try:
        version(name)
    except PackageNotFoundError:
        return False
    return True


def _make(wanted: Dependencies, tool: Installer, base: Python, folder: Path) -> None:
    python = tool.environment(folder, base.path)
    _sync(wanted, tool, base, folder)
    _install(wanted, tool, python)
    if base.is_this:
        _lend_the_harness(folder)
    else:
        _bring_the_harness(replace(tool, fails=f"pairbench cannot run on {base.name}"), folder)


def _sync(wanted: Dependencies, tool: Installer, base: Python, folder: Path) -> None:
    """Install what a lock says, if there is one; one that does not fit what is declared fails."""
    lock = wanted.lock
    if lock is None or tool.uv is None:
        return
    asked = [part for each in lock.extras for part in ("--extra", each)]
    asked += [part for each in lock.groups for part in ("--group", each)]
    tool.run(
        [
            tool.uv,
            "sync",
            "--quiet",
            "--locked",
            "--no-editable",
            "--no-install-project",
            "--no-default-groups",
            "--python",
            str(base.path),
            *asked,
        ],
        {"UV_PROJECT_ENVIRONMENT": str(folder)},
    )


def _install(wanted: Dependencies, tool: Installer, python: Path) -> None:
    """Install what is required; beside a lock that is what the lock knows nothing of."""
    with tempfile.TemporaryDirectory(prefix="pairbench-") as own:
        arguments = [str(wanted.folder)] if wanted.itself is not None else []
        required = [*wanted.requirements, *wanted.asked]
        for option, name, text in (
            ("-r", "requirements.txt", [*wanted.options, *required] if required else []),
            ("-c", "constraints.txt", wanted.constraints),
        ):
            if text:
                path = Path(own, name)
                path.write_text("\n".join([*text, ""]), encoding="utf-8")
                arguments += [option, str(path)]
        if arguments:
            tool.install(python, arguments)


def _lend_the_harness(folder: Path) -> None:
    """Let the environment find what the harness has installed, after its own.

    Plain entries: what the path files there would add, a finder of the user's working tree say, is
    no side's.
    """
    places = [each for each in sys.path if Path(each).name in PACKAGES]
    _search(folder, [*places, str(_package().parent)])


def _bring_the_harness(tool: Installer, folder: Path) -> None:
    """Install what the harness needs, and the harness as it is here, after all else."""
    place = folder / HARNESS
    tool.install(folder / "bin" / "python", ["--target", str(place), *_needs()])
    (place / "pairbench").symlink_to(_package())
    _search(folder, [str(place)])


def _search(folder: Path, places: list[str]) -> None:
    """Let an environment look in further places, after its own packages."""
    (packages,) = folder.glob("lib/*/site-packages")
    path = packages / "pairbench-harness.pth"
    path.write_text("\n".join([*dict.fromkeys(places), ""]), encoding="utf-8")


def _needs() -> list[str]:
    return [each for name in ALIKE for each in _pinned(name)]


def _pinned(name: str) -> list[str]:
    try:
        return [f"{name}=={version(name)}"]
    except PackageNotFoundError:
        return [name]


def _package() -> Path:
    """The folder of the harness itself."""
    return Path(__file__).parents[3]
