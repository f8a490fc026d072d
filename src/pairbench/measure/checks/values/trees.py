"""The folders of which each side has its own: a text or path in one stands for it in the other."""

import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath
from typing import Any

STAND_IN = "<tree>"


class Trees:
    """Such folders, the longest first, so that one within another is seen."""

    def __init__(self, folders: Iterable[str] = ()) -> None:
        self._folders = sorted(folders, key=len, reverse=True)

    def __bool__(self) -> bool:
        return bool(self._folders)

    def __iter__(self) -> Iterator[str]:
        return iter(self._folders)

    def rootless(self, value: Any) -> str | bytes:
        """The characters or bytes of a text or a path, without what differs from side to side."""
        found = bare(value)
        for each in self._folders:
            if isinstance(found, bytes):
                found = found.replace(os.fsencode(each), STAND_IN.encode())
            else:
                found = found.replace(each, STAND_IN)
        return found


def bare(value: Any) -> str | bytes:
    """The characters or bytes of a text or a path."""
    return bytes(value) if isinstance(value, bytes) else str(value)


def is_path(value: Any) -> bool:
    """Whether it is a path, or a text that names a file which is there or is for the moment."""
    if isinstance(value, PurePath):
        return True
    if not isinstance(value, str) or "\0" in value:
        return False
    path = Path(value)
    is_temporary = path.is_relative_to(tempfile.gettempdir())
    try:
        return path.is_absolute() and (is_temporary or path.exists())
    except OSError:  # it is longer than any path may be
        return False
