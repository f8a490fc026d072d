"""The files of a revision in a folder of their own; the repository is only read.

``git worktree`` would leave an entry in the repository when the process is killed; an index of our
own in a temporary folder leaves nothing there, and no lock.
"""

import os
import shutil
import subprocess  # nosec B404: asks git for the files
import tempfile
from pathlib import Path

from pairbench.core.errors import UsageError


def repository_of(folder: Path) -> Path:
    """The top folder of the git repository that a folder belongs to.

    Raises:
        UsageError: it belongs to none, or git is not there.
    """
    return Path(_git(folder, "rev-parse", "--show-toplevel"))


def commit_of(repository: Path, revision: str) -> str:
    """The commit that a revision names.

    Raises:
        UsageError: it names none.
    """
    name = f"{revision}^{{commit}}"
    return _git(repository, "rev-parse", "--verify", "--quiet", "--end-of-options", name)


def check_out(repository: Path, commit: str, folder: Path) -> None:
    """Write the files of a commit into a folder that does not exist yet."""
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory(prefix="pairbench-index-") as index_folder:
        environment = {**os.environ, "GIT_INDEX_FILE": str(Path(index_folder) / "index")}
        _git(repository, "read-tree", commit, environment=environment)
        prefix = f"--prefix={folder}{os.sep}"
        _git(repository, "checkout-index", "--all", prefix, environment=environment)


def copy_working_tree(repository: Path, folder: Path) -> None:
    """Copy the files as they are now, committed or not, without those that git ignores."""
    listed = _git(repository, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    for name in filter(None, listed.split("\0")):
        source, target = repository / name, folder / name
        if source.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(source, target)


def _git(folder: Path, *arguments: str, environment: dict[str, str] | None = None) -> str:
    try:
        done = subprocess.run(  # noqa: S603 # nosec B603 B607: git, without a shell
            ["git", "-C", str(folder), *arguments],  # noqa: S607
            capture_output=True,
            text=True,
            check=False,
            env=environment,
        )
    except FileNotFoundError as error:
        raise UsageError("git is not installed: a gate compares two revisions") from error
    if done.returncode != 0:
        said = " ".join(done.stderr.split()) or "it names no commit"
        raise UsageError(f"git {' '.join(arguments)} failed in {folder}: {said}")
    return done.stdout.strip()
