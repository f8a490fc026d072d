"""The checksums of a folder's files, in a list that ``sha256sum --check`` reads as well.

A file's checksum is in the list before the file is in its place: whoever is killed between the two
leaves a file that the list still knows. The list so holds more than one checksum of a file that was
written several times, until the run ends and only those of the files as they are remain.
"""

import hashlib
import os
import re
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from pairbench.store.files import read_bounded, write_whole

SUMS_FILE = "SHA256SUMS"

LINE = re.compile(r"([0-9a-f]{64})  (.+)")


def sum_of(content: bytes) -> str:
    """The checksum of a file's content, in hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def listed(folder: Path) -> Mapping[str, tuple[str, ...]]:
    """The checksums of each file, by its path below the folder; none where there is no list.

    A line that somebody was killed over is not there yet.

    Raises:
        OSError: the list is there and cannot be read.
    """
    try:
        text = read_bounded(folder / SUMS_FILE).decode(errors="replace")
    except FileNotFoundError:
        return {}
    found: dict[str, tuple[str, ...]] = defaultdict(tuple)
    for line in text.split("\n")[:-1]:
        if match := LINE.fullmatch(line):
            found[match[2]] += (match[1],)
    return found


class Sealed:
    """Writes the files of a folder, each with its checksum."""

    def __init__(self, folder: Path) -> None:
        """Go on with the list that is there; a folder that is done away with later stays away.

        Raises:
            OSError: there is no folder, and none can be made.
        """
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._sums = dict(listed(folder))
        if self._sums:
            self._write_list()

    def write(self, name: str, content: bytes) -> None:
        """Put a file into its place whole; ``name`` is its path below the folder.

        Raises:
            OSError: there is no room, or the folder cannot be written to; the file is as before.
        """
        found = sum_of(content)
        append(self._folder / SUMS_FILE, f"{found}  {name}\n".encode())
        write_whole(self._folder / name, content)
        self._sums[name] = (found,)

    def remove(self, name: str) -> None:
        """Do away with a file, if it is there; its checksum stays until the list is settled.

        Raises:
            OSError: the folder cannot be written to.
        """
        (self._folder / name).unlink(missing_ok=True)
        self._sums.pop(name, None)

    def settle(self) -> None:
        """Keep the checksums of the files as they are, and no others.

        Raises:
            OSError: there is no room; the list is as before.
        """
        for name, sums in self._sums.items():
            path = self._folder / name
            if len(sums) > 1 and path.is_file():
                # Whoever was killed while it was written has left a choice.
                self._sums[name] = (sum_of(path.read_bytes()),)
        self._write_list()

    def _write_list(self) -> None:
        lines = [f"{each}  {name}\n" for name, sums in self._sums.items() for each in sums]
        write_whole(self._folder / SUMS_FILE, "".join(lines).encode())


def append(path: Path, line: bytes, *, lasting: bool = True) -> None:
    """Add a line whole or not at all: half of one would spoil the next.

    ``lasting`` waits until the disk has it.

    Raises:
        OSError: there is no room, or it cannot be written to; the file is as before.
    """
    with path.open("ab", buffering=0) as file:
        length = os.fstat(file.fileno()).st_size
        try:
            left = line
            while left:  # what found no room says why at the second try
                left = left[file.write(left) :]
            if lasting:
                os.fsync(file.fileno())
        except BaseException as error:
            os.ftruncate(file.fileno(), length)
            if isinstance(error, OSError) and error.errno is not None:
                raise OSError(error.errno, os.strerror(error.errno), str(path)) from error
            raise
