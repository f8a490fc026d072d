"""Asks git which files are no part of the project."""

import os
import subprocess  # nosec B404: asks git
from collections.abc import Sequence
from pathlib import Path


def ignored_by_git(files: Sequence[Path]) -> set[Path]:
    """Those of the files that git ignores; none where there is no git, or no repository.

    Where their folder is ignored as a whole, somebody keeps a project there, and none is left out.
    """
    if not files:
        return set()
    folder = Path(os.path.commonpath([each.parent for each in files]))
    try:
        done = subprocess.run(  # noqa: S603 # nosec B603 B607: git, without a shell
            ["git", "-C", str(folder), "check-ignore", "--stdin", "-z"],  # noqa: S607
            input=b"\0".join(bytes(each) for each in (folder, *files)),
            capture_output=True,
            check=False,
        )
    except OSError:
        return set()
    if done.returncode != 0:
        return set()
    ignored = {Path(os.fsdecode(each)) for each in done.stdout.split(b"\0") if each}
    return set() if folder in ignored else ignored
