"""Writes a file so that it is there whole or not at all, and reads one of a bearable size."""

import os
import stat
from pathlib import Path

from pairbench.core.errors import StoreError

MOST_BYTES = 2**30
"""A file of a run set is a few megabytes long; one beyond this would fill the memory."""

UNREADABLE = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    OSError,
    RecursionError,
    TypeError,
    ValueError,
)
"""What readers of JSON and of other tools' files raise when a file is not what it should be."""


def read_bounded(path: Path, length: int = -1) -> bytes:
    """The bytes of a file that is one, and not too long; or no more than so many of the first.

    Raises:
        StoreError: it is a device, a pipe or a folder, or longer than any that was written.
        OSError: it cannot be read.
    """
    # A pipe would keep its reader waiting for ever.
    with open(os.open(path, os.O_RDONLY | os.O_NONBLOCK), "rb") as file:  # noqa: PTH123 (of a descriptor)
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise StoreError(f"{path} is no file: remove it, or measure again")
        if found.st_size > MOST_BYTES:
            raise StoreError(f"{path} is too long to be a measurement: measure again")
        return file.read(length)


def write_whole(path: Path, content: bytes) -> None:
    """Put the file in its place whole: a reader sees the old one or the new one, never a part.

    Raises:
        OSError: it cannot be written; the file that it names is this one.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f".{path.name}.part")
    try:
        with temporary.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException as error:
        temporary.unlink(missing_ok=True)
        if isinstance(error, OSError):
            # Of a file that is open the system does not say which; nobody knows the part's name.
            error.filename, error.filename2 = str(path), None
        raise
