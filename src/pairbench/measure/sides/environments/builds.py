"""A project built for a side: its compiled and generated files are no part of a revision."""

import shutil
import sys
import tempfile
from functools import partial
from pathlib import Path

from pairbench.measure.sides.environments.installing import Installer, found_uv
from pairbench.measure.sides.environments.kept import COMPLETE, content_of, kept


def built(project: Path, place: Path, cache: Path, side: str) -> Path:
    """Build a project, or find it built, and put what came of it into a folder of the side.

    Raises:
        UsageError: it cannot be built.
    """
    fails = "it cannot be built (build = false in [tool.pairbench] leaves it as it is)"
    tool = Installer(uv=found_uv(), side=side, folder=project, fails=fails)
    key = (sys.version, sys.prefix, content_of([project]))
    found = kept(cache, key, partial(_build, tool))
    # Both sides may be built from the same: each imports a copy of its own.
    ignored = shutil.ignore_patterns(COMPLETE, "__pycache__")
    shutil.copytree(found, place, symlinks=True, ignore=ignored)
    return place


def _build(tool: Installer, folder: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="pairbench-") as own:
        # The interpreter of the harness may have no pip.
        python = Path(sys.executable) if tool.uv else tool.environment(Path(own, "environment"))
        tool.install(python, ["--no-deps", "--target", str(folder), str(tool.folder)])
