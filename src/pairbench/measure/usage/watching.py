"""Whether anybody opens the file of a module, where no hook of Python is heard: Linux tells of it.

An interpreter that heeds no variables cannot be made to keep a diary, but the folders that it would
load a module from can be watched.
"""

import os
import struct
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

OPENED = 0x20
"""What Linux calls that a file is opened (``IN_OPEN``)."""

LOST = 0x4000
"""It had more to tell than it keeps (``IN_Q_OVERFLOW``)."""

EVENT = struct.Struct("iIII")
"""Where, what, and the length of the name that follows."""

ITSELF = ""
"""The name that a folder has in what is told of it."""

CHUNK_BYTES = 1 << 16


@dataclass(frozen=True, slots=True)
class ModuleFile:
    """The file of a module, and the compiled one that an interpreter would read in its place."""

    path: str
    compiled: str | None

    @property
    def folders(self) -> set[str]:
        """Those that are there of the folders that they lie in."""
        files = (each for each in (self.path, self.compiled) if each)
        found = (os.path.dirname(os.path.realpath(each)) for each in files)  # noqa: PTH120
        return {each for each in found if os.path.isdir(each)}  # noqa: PTH112

    @property
    def names(self) -> set[str]:
        """What is called so is opened by whoever loads the module.

        The compiled file, where it can be read, before anything else: the source is opened by
        editors too, and by what reads a whole tree.
        """
        if self.compiled and os.access(self.compiled, os.R_OK):
            return {os.path.basename(self.compiled)}  # noqa: PTH119
        return {os.path.basename(each) for each in (self.path, self.compiled) if each}  # noqa: PTH119


class Watch:
    """Hears of whoever opens the files of modules, from when each is looked at on."""

    def __init__(self) -> None:
        self._handle = -1
        self._libc: Any = None
        self._folders: dict[int, str] = {}
        self._watched: dict[ModuleFile, set[str]] = {}
        self._opened: set[tuple[str, str]] = set()
        self._is_lost = False

    def look_at(self, file: ModuleFile) -> None:
        """Hear of it from now on; one that cannot be watched counts as opened."""
        with suppress(OSError, AttributeError):
            self._begin()
            if file.folders and all(map(self._can_watch, file.folders)):
                self._watched.setdefault(file, file.names)

    def was_opened(self, file: ModuleFile) -> bool:
        """Whether somebody has opened it, or may have: nobody who was heard opened another."""
        self._read()
        opened = {name for folder, name in self._opened if folder in file.folders}
        # Compiled by whoever has loaded it, it has another name by now.
        names = self._watched.get(file)
        return self._is_lost or names is None or not names.isdisjoint(opened)

    def _begin(self) -> None:
        if self._handle < 0:
            import ctypes  # most pairs start nothing

            self._libc = ctypes.CDLL(None, use_errno=True)
            self._handle = self._libc.inotify_init1(os.O_NONBLOCK | os.O_CLOEXEC)

    def _can_watch(self, folder: str) -> bool:
        number = self._libc.inotify_add_watch(self._handle, os.fsencode(folder), OPENED)
        self._folders[number] = folder
        return number >= 0 and self._hears_of(folder)

    def _hears_of(self, folder: str) -> bool:
        """Whether it is told of opening the folder itself: not every file system tells."""
        self._opened.discard((folder, ITSELF))
        os.close(os.open(folder, os.O_RDONLY))
        self._read()
        return (folder, ITSELF) in self._opened

    def _read(self) -> None:
        with suppress(OSError):  # nothing more is there, or there is nobody to tell
            while chunk := os.read(self._handle, CHUNK_BYTES):
                self._take(chunk)

    def _take(self, chunk: bytes) -> None:
        place = 0
        while place < len(chunk):
            number, kind, _, length = EVENT.unpack_from(chunk, place)
            place += EVENT.size
            name = os.fsdecode(chunk[place : place + length].rstrip(b"\0"))
            place += length
            self._is_lost = self._is_lost or bool(kind & LOST)
            if number in self._folders:
                self._opened.add((self._folders[number], name))
