"""Reads the files of a stored set: within its folder alone, of a bearable size, as written."""

import os
from collections.abc import Iterator
from pathlib import Path

from pairbench.core.errors import StoreError, in_one_line
from pairbench.store.files import read_bounded
from pairbench.store.seals.checksums import SUMS_FILE, listed, sum_of


class Contents:
    """The files of one folder, each checked against the list of checksums where there is one."""

    def __init__(self, folder: Path) -> None:
        """Open the folder.

        Raises:
            StoreError: its list of checksums cannot be read.
        """
        self._folder = folder
        self._root = folder.resolve()
        try:
            self._sums = listed(folder)
        except OSError as error:
            message = f"{folder / SUMS_FILE} cannot be read: {in_one_line(error)}"
            raise StoreError(message) from error

    @property
    def sealed(self) -> bool:
        """Whether the folder has a list of checksums."""
        return bool(self._sums)

    def read(self, name: str) -> bytes:
        """The content of a file, by its path below the folder.

        Raises:
            StoreError: it leads out of the folder, or is not as it was written.
            OSError: it cannot be read.
        """
        path = self._folder / name
        self._insist_on_inside(path)
        content = read_bounded(path)
        if self._sums and not self._knows(name, content):
            raise StoreError(
                f"{path} was changed after it was written: its checksum is not that in "
                f"{SUMS_FILE}; measure again"
            )
        return content

    def head(self, name: str, length: int) -> bytes:
        """The first bytes of a file, which nothing vouches for.

        Raises:
            StoreError: it is no file.
            OSError: it cannot be read.
        """
        return read_bounded(self._folder / name, length)

    def has(self, name: str) -> bool:
        """Whether there is such a file, or something else of that name."""
        return os.path.lexists(self._folder / name)

    def names(self, under: str) -> Iterator[str]:
        """The paths below the folder of all JSON files in one of its folders, in order.

        Raises:
            StoreError: one of them is a link that leads out of the run set.
        """
        for path in sorted((self._folder / under).rglob("*")):
            if path.is_symlink():
                self._insist_on_inside(path)
            if path.suffix == ".json":
                yield path.relative_to(self._folder).as_posix()

    def missing(self) -> str | None:
        """The first file that was written, and is not there any more."""
        return next((each for each in self._sums if not self.has(each)), None)

    def _insist_on_inside(self, path: Path) -> None:
        try:
            inside = path.resolve().is_relative_to(self._root)
        except (OSError, RuntimeError):  # until 3.12 a link to itself is a RuntimeError
            inside = False
        if not inside:
            raise StoreError(f"{path} leads out of the run set: put the file itself there")

    def _knows(self, name: str, content: bytes) -> bool:
        found = sum_of(content)
        if found in self._sums.get(name, ()):
            return True
        # A run that goes on meanwhile has written the file after the list was read.
        self._sums = listed(self._folder)
        return found in self._sums.get(name, ())
