"""A run set that is being written: its writer holds a lock, which the system opens if it dies."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from pairbench.core.errors import StoreError

LOCK_FILE = ".running"


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Hold a run set's folder while it is written.

    Raises:
        StoreError: another process writes it.
        OSError: the folder cannot be written to.
    """
    path = folder / LOCK_FILE
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise StoreError(
                f"{folder} is being measured by another process: wait for it"
            ) from error
        yield
        with suppress(OSError):
            path.unlink()
    finally:
        os.close(descriptor)


def is_held(folder: Path) -> bool:
    """Whether somebody is writing the run set right now."""
    try:
        descriptor = os.open(folder / LOCK_FILE, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(descriptor)
    return False
