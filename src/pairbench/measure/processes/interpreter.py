"""How a worker's interpreter is called: as the user has called the one that runs the command."""

import importlib.util
import os
import resource
import shutil
import subprocess  # nosec B404: only asked for its words
import sys
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).parents[2]

OURS = tuple(PACKAGE / each for each in ("core", "measure", "suites"))

INSTRUMENTS = ("pyperf", "memray", "pytest", "_pytest", "pluggy")
"""The packages that workers measure with, and run tests with where they are there."""

ROOM_BYTES = 64_000_000
"""All of the compiled files take a few million bytes."""

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
    Nothing of the user's is compiled, and a folder that has no room, or cannot be written to, stays
    as it is.
    """
    import compileall  # most installations have no use for it

    for each in folders:
        if _takes_files(each):
            compileall.compile_dir(each, quiet=2)


@cache
def _keep_compiled_by(python: Path) -> None:
    """Keep what another interpreter makes of the harness's folders; its packages have theirs."""
    own = [str(each) for each in OURS if _takes_files(each)]
    if own:
        called = [str(python), *flags_of_this(), SAFE_PATH, "-m", "compileall"]
        subprocess.run([*called, "-qq", *own], check=False)  # noqa: S603 # nosec B603: what measures


def _takes_files(folder: Path) -> bool:
    """Whether a folder can be written to, and there is room for whole files.

    CPython 3.11 keeps what fits of a compiled file, and from then on cannot import the module.
    """
    unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)[0] == resource.RLIM_INFINITY
    room = unlimited and shutil.disk_usage(folder).free >= ROOM_BYTES
    return room and os.access(folder, os.W_OK)


@cache
def _instruments() -> tuple[Path, ...]:
    found = [importlib.util.find_spec(name) for name in INSTRUMENTS]
    origins = [each.origin for each in found if each is not None and each.origin is not None]
    return tuple(Path(each).parent for each in origins)
