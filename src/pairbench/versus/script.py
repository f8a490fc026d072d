"""A Python file that is called like a function: what it prints is its result."""

import io
import sys
from contextlib import redirect_stdout
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
    with redirect_stdout(said):
        try:
            exec(_compiled(path), {"__name__": "__main__", "__file__": path})  # noqa: S102 # nosec B102: the user's own file
        except SystemExit as error:
            if error.code not in {None, 0}:
                raise RuntimeError(f"{path} ended with {error.code}") from error
    return said.getvalue()


@cache
def _compiled(path: str) -> CodeType:
    """What is to be executed; the file's neighbours can be imported from then on."""
    folder = str(Path(path).parent)
    if folder not in sys.path:
        sys.path.append(folder)
    return compile(Path(path).read_bytes(), path, "exec")
