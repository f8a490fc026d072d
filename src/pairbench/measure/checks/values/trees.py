"""The folders of which each side has its own: a text or path in one stands for it in the other."""

import os
from collections.abc import Iterable, Iterator
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
