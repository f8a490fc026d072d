"""How a worker's interpreter is called: as the user has called the one that runs the command."""

import subprocess  # nosec B404: only asked for its words
import sys
from pathlib import Path

SAFE_PATH = "-P"
"""A worker does not import from the folder that it happens to be in."""


def interpreter(python: Path | None = None) -> list[str]:
    """The interpreter and its flags: ``-O`` and ``-X dev`` change what is measured.

    The flags are found as ``multiprocessing`` finds them for its own children.
    """
    flags = flags_of_this()
    return [str(python or sys.executable), *flags, *([] if SAFE_PATH in flags else [SAFE_PATH])]


def flags_of_this() -> list[str]:
    """The flags of this interpreter, as they would be written on its command line."""
    return list(subprocess._args_from_interpreter_flags())  # type: ignore[attr-defined]  # noqa: SLF001
