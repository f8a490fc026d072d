"""How a worker's interpreter is called: as the user has called the one that runs the command."""

import importlib.util
import os
import subprocess  # nosec B404: only asked for its words
import sys
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parents[2]

OURS = tuple(PACKAGE / each for each in ("core", "measure", "suites"))

INSTRUMENTS = ("pyperf", "memray", "pytest", "_pytest", "pluggy")
"""The packages that workers measure with, and run tests with where they are there."""

SAFE_PATH = "-P"
"""A worker does not import from the folder that it happens to be in."""


def interpreter(python: Path | None = None) -> list[str]:
    """The interpreter and its flags: ``-O`` and ``-X dev`` change what is measured.

    The flags are found as ``multiprocessing`` finds them for its own children.
    """
    if sys.dont_write_bytecode:
        keep_compiled((*OURS, *_instruments()))
        if python is not None:
            _keep_compiled_by(python)
    flags = flags_of_this()
    return [str(python or sys.executable), *flags, *([] if SAFE_PATH in flags else [SAFE_PATH])]


def flags_of_this() -> list[str]:
    """The flags of this interpreter, as they would be written on its command line."""
    return list(subprocess._args_from_interpreter_flags())  # type: ignore[attr-defined]  # noqa: SLF001


@cache
def keep_compiled(folders: tuple[Path, ...]) -> None:
    """Keep the bytecode of these folders beside them, as pip does when it installs a package.

    Where nothing is to be written on import (PYTHONDONTWRITEBYTECODE, as in many containers) every
    worker would compile anew what is installed editable or by uv, if it has this interpreter.
    Nothing of the user's is compiled, and a folder that cannot be written to stays as it is.
    """
    import compileall  # most installations have no use for it

    for each in folders:
        if os.access(each, os.W_OK):
            compileall.compile_dir(each, quiet=2)


@cache
def _keep_compiled_by(python: Path) -> None:
    """Keep what another interpreter makes of the harness's folders; its packages have theirs."""
    own = [str(each) for each in OURS if os.access(each, os.W_OK)]
    if own:
        called = [str(python), *flags_of_this(), SAFE_PATH, "-m", "compileall"]
        subprocess.run([*called, "-qq", *own], check=False)  # noqa: S603 # nosec B603: what measures


@cache
def _instruments() -> tuple[Path, ...]:
    found = [importlib.util.find_spec(name) for name in INSTRUMENTS]
    origins = [each.origin for each in found if each is not None and each.origin is not None]
    return tuple(Path(each).parent for each in origins)
