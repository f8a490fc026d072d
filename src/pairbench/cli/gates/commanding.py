"""A search whose commits are judged by a command of the user, in their files."""

import re
import shlex
import subprocess  # nosec B404: runs the command that the user gives
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pairbench.core.bisecting.search import Judge, Judged
    from pairbench.core.errors import UsageError

SKIP = 125
"""The exit code with which a command tells ``git bisect run`` that a commit cannot be told."""

MOST_CODES = 127
"""A command that ends with more than this was not there or was ended, as for ``git bisect run``."""

OPERATORS = "[();<>|&]+"
"""What a shell reads as more than a word."""

QUOTED = r"""\\.|'[^']*'|"(?:\\.|[^"\\])*\""""
"""What it reads as part of one."""


def by_command(repository: Path, project: Path, command: str) -> "Judge":
    """A judge that calls the command in the files of a commit, at the place of the project.

    Raises:
        UsageError: it is no command.
    """
    from pairbench.core.bisecting.search import Judged, Told
    from pairbench.core.errors import UsageError
    from pairbench.measure.sides.checkout import check_out

    words = _words(command)
    inside = project.resolve().relative_to(repository.resolve())

    def judge(commit: str) -> "Judged":
        with tempfile.TemporaryDirectory(prefix="pairbench-") as name:
            folder = Path(name) / "tree"
            check_out(repository, commit, folder)
            try:
                code = subprocess.run(words, cwd=folder / inside, check=False).returncode  # noqa: S603 # nosec B603
            except FileNotFoundError as error:
                raise _without_shell(command, f"there is no program {words[0]}") from error
            except OSError as error:
                raise UsageError(f"--run {command}: {error.strerror}") from error
        if not 0 <= code <= MOST_CODES:
            raise UsageError(f"--run {command} ended with {code} at {commit[:12]}: the search ends")
        told = {0: Told.GOOD, SKIP: Told.UNTOLD}.get(code, Told.BAD)
        return Judged(commit=commit, told=told, why=f"the command ended with {code}")

    return judge


def _words(command: str) -> list[str]:
    """The program and what it is called with."""
    from pairbench.core.errors import UsageError

    try:
        words = shlex.split(command)
    except ValueError as error:
        raise UsageError(f"--run {command}: {str(error).lower()}: close the quote") from error
    if not words:
        raise UsageError("--run is empty: give the command that judges a commit")
    operator = _operator_in(command)
    if operator is not None:
        raise _without_shell(command, f"{operator} would be given to {words[0]} as a word")
    return words


def _operator_in(command: str) -> str | None:
    """The first thing that only a shell understands, unless it is quoted."""
    found = re.search(OPERATORS, re.sub(QUOTED, "", command))
    return found and found[0]


def _without_shell(command: str, why: str) -> "UsageError":
    from pairbench.core.errors import UsageError

    line = shlex.quote(f"sh -c {shlex.quote(command)}")
    return UsageError(
        f"--run {command}: {why}: one program is called, without a shell; "
        f"where a shell is meant, write --run {line}"
    )
