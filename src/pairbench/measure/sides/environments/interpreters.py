"""An interpreter of its own for a revision whose dependencies differ from the other's.

It finds what the revision requires first, and then what the interpreter of the harness has: the
harness itself need not be installed again.
"""

import os
import sys
import sysconfig
import tempfile
from functools import partial
from pathlib import Path

from pairbench.core.authoring.dependencies import Dependencies
from pairbench.core.errors import UsageError
from pairbench.measure.sides.environments.installing import Installer, found_uv
from pairbench.measure.sides.environments.kept import content_of, kept

INSTALLED = {"site-packages", "dist-packages"}
"""What folders of installed packages are called, Debian's as well."""

INDEX = ("UV_", "PIP_")
"""Variables that begin like this say where packages come from."""


def interpreter_with(wanted: Dependencies, tree: Path, cache: Path, side: str) -> Path:
    """The interpreter of an environment with these dependencies, from the cache or made now.

    Raises:
        UsageError: they cannot be installed.
    """
    if wanted.refused:
        raise UsageError(f"{side}: {wanted.refused[0]}; the two sides were not compared")
    tool = Installer(uv=found_uv(), side=side, folder=wanted.folder)
    if wanted.lock is not None and tool.uv is None:
        raise UsageError(f"{side}: uv.lock can be installed from by uv alone: install uv")
    place = str(tree.resolve())
    made_of = [content_of(wanted.local.values())]
    if wanted.itself is not None:
        made_of.append(content_of([wanted.folder]))
    key = (
        sys.version,
        sys.prefix,
        tool.uv is None,
        [each.replace(place, "") for each in (*wanted.requirements, *wanted.constraints)],
        wanted.options,
        wanted.lock,
        made_of,
        sorted((name, text) for name, text in os.environ.items() if name.startswith(INDEX)),
    )
    return kept(cache, key, partial(_make, wanted, tool)) / "bin" / "python"


def _make(wanted: Dependencies, tool: Installer, folder: Path) -> None:
    python = tool.environment(folder)
    if wanted.lock is not None:
        _sync(wanted, tool, folder)
    else:
        _install(wanted, tool, python)
    _lend_the_harness(folder)


def _sync(wanted: Dependencies, tool: Installer, folder: Path) -> None:
    """Install what the lock says; one that does not fit what is declared is no answer."""
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
            sys.executable,
            *asked,
        ],
        {"UV_PROJECT_ENVIRONMENT": str(folder)},
    )


def _install(wanted: Dependencies, tool: Installer, python: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="pairbench-") as own:
        arguments = [str(wanted.folder)] if wanted.itself is not None else []
        lines = [*wanted.options, *wanted.requirements]
        for option, name, text in (
            ("-r", "requirements.txt", lines if wanted.requirements else []),
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
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(folder)}))
    places = [each for each in sys.path if Path(each).name in INSTALLED]
    own = str(Path(__file__).parents[4])
    lines = dict.fromkeys([*places, own])
    path = packages / "pairbench-harness.pth"
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
