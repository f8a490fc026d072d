"""A project built for a side: its compiled and generated files are no part of a revision."""

import shutil
import tempfile
from functools import partial
from pathlib import Path

from pairbench.core.authoring.blame import NO_MODULE
from pairbench.core.errors import UsageError
from pairbench.measure.sides.environments.installing import Installer, found_uv
from pairbench.measure.sides.environments.kept import COMPLETE, content_of, kept
from pairbench.measure.sides.environments.pythons import Python


def built(project: Path, place: Path, cache: Path, side: str, python: Python) -> Path:
    """Build a project for an interpreter, or find it built, and put what came of it into a folder.

    Raises:
        UsageError: it cannot be built.
    """
    fails = "it cannot be built (build = false in [tool.pairbench] leaves it as it is)"
    tool = Installer(uv=found_uv(), side=side, folder=project, fails=fails)
    key = (python.identity, str(python.path), content_of([project]))
    found = kept(cache, key, partial(_build, tool, python.path))
    # Both sides may be built from the same: each imports a copy of its own.
    ignored = shutil.ignore_patterns(COMPLETE, "__pycache__")
    shutil.copytree(found, place, symlinks=True, ignore=ignored)
    return place


def _build(tool: Installer, python: Path, folder: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="pairbench-") as own:
        # The interpreter may have no pip.
        if tool.uv is None:
            python = tool.environment(Path(own, "environment"), python)
        try:
            tool.install(python, ["--no-deps", "--target", str(folder), str(tool.folder)])
        except UsageError as error:
            raise UsageError(f"{error}{_why_it_lacks(str(error), tool.folder)}") from error


def _why_it_lacks(said: str, project: Path) -> str:
    """What to do about a module that a builder lacks, though it may be installed for the user."""
    found = NO_MODULE.search(said)
    if found is None:
        return ""
    lacking = found[1].partition(".")[0]
    if any((*project.glob(f"{lacking}*"), *project.glob(f"src/{lacking}*"))):
        return ""
    return (
        "; a project is built in an environment of its own, with what [build-system] requires in "
        f"pyproject.toml names: name there what has {lacking}"
    )
