"""A Python file that is called like a function: what it prints is its result."""

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from functools import cache
from pathlib import Path
from types import CodeType


def printed(path: str) -> str:
    """Run the file as a program, in this process, and return what it prints.

    Its imports are loaded once, by the first call; the file itself is executed each time.

    Raises:
        RuntimeError: the file ends itself with an exit code that means failure.
    """
    said = io.StringIO()
    # It is called with no arguments; those of this process are none of its business.
    with redirect_stdout(said), _command_line([path]):
        try:
            exec(_compiled(path), {"__name__": "__main__", "__file__": path})  # noqa: S102 # nosec B102: the user's own file
        except SystemExit as error:
            if error.code not in {None, 0}:
                raise RuntimeError(f"{path} ended with {error.code}") from error
    return said.getvalue()


@contextmanager
def _command_line(arguments: list[str]) -> Iterator[None]:
    """What a program reads as its command line, for as long as it runs."""
    before, sys.argv = sys.argv, arguments
    try:
        yield
    finally:
        sys.argv = before


@cache
def _compiled(path: str) -> CodeType:
    """What is to be executed; the file's neighbours can be imported from then on."""
    folder = str(Path(path).parent)
    if folder not in sys.path:
        sys.path.append(folder)
    return compile(Path(path).read_bytes(), path, "exec")
