"""Asks git whether it ignores a file."""

import os
import subprocess  # nosec B404: asks git about a file
from pathlib import Path


def is_ignored(repository: Path, path: Path) -> bool:
    """Whether git ignores what lies at a path that is relative to the repository.

    Where git cannot say, it does not.
    """
    # What a hook says of its own repository must not be taken to be about this one.
    environment = {name: value for name, value in os.environ.items() if name[:4] != "GIT_"}
    command = ["git", "-C", str(repository), "check-ignore", "--quiet", "--", str(path)]
    try:
        done = subprocess.run(  # noqa: S603 # nosec B603: git, without a shell
            command, capture_output=True, check=False, env=environment
        )
    except OSError:
        return False
    return done.returncode == 0
