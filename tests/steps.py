"""Steps of a workflow or an action, run in a shell as GitHub's machines run them."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

BASH = ("bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c")


def run_step(
    step: Mapping[str, Any], folder: Path, variables: Mapping[str, str], *programs: Path
) -> subprocess.CompletedProcess[str]:
    """Run its script in the folder; these folders of programs, and our own, come before others."""
    path = (*map(str, programs), str(Path(sys.executable).parent), os.environ["PATH"])
    return subprocess.run(
        [*BASH, step["run"]],
        cwd=folder,
        env={**os.environ, "PATH": os.pathsep.join(path), **variables},
        capture_output=True,
        text=True,
        check=False,
    )
