"""How a worker's interpreter is called: as the user has called the one that runs the command."""

import os
import subprocess  # nosec B404: only asked for its words
import sys
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parents[2]

USED_BY_WORKERS = tuple(PACKAGE / each for each in ("core", "measure", "suites"))

SAFE_PATH = "-P"
"""A worker does not import from the folder that it happens to be in."""


def interpreter(python: Path | None = None) -> list[str]:
    """The interpreter and its flags: ``-O`` and ``-X dev`` change what is measured.

    The flags are found as ``multiprocessing`` finds them for its own children.
    """
    keep_compiled(USED_BY_WORKERS)
    flags = flags_of_this()
    return [str(python or sys.executable), *flags, *([] if SAFE_PATH in flags else [SAFE_PATH])]


def flags_of_this() -> list[str]:
    """The flags of this interpreter, as they would be written on its command line."""
    return list(subprocess._args_from_interpreter_flags())  # type: ignore[attr-defined]  # noqa: SLF001


@cache
def keep_compiled(folders: tuple[Path, ...]) -> None:
    """Keep the bytecode of these folders of ours beside them, as whoever installs a package does.

    Where nothing is to be written on import (PYTHONDONTWRITEBYTECODE, as in many containers) every
    worker of an editable installation would compile them anew, if it has this interpreter.
    Nothing of the user's is compiled, and a folder that cannot be written to stays as it is.
    """
    if sys.dont_write_bytecode:
        import compileall  # most installations have no use for it

        for each in folders:
            if os.access(each, os.W_OK):
                compileall.compile_dir(each, quiet=2)
