"""Paths: what does the readable ``pathlib`` cost where ``os.path`` would do?

The first pair takes names apart and touches no file; ``existing`` asks the file system. In both
the names come as text, from a form or a table, so that a ``Path`` has to be made of each.
"""

# os.path is one side of the subject.
# ruff: noqa: PTH110, PTH118, PTH120, PTH122

import os.path
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from pairbench import Pair

ALBUMS = 7

pair = Pair(
    advice="Prefer `pathlib` to `os.path`: it reads better, at no cost worth mentioning.",
    sizes=(100,),
    axis="names",
)
existing = Pair(
    advice="Prefer `pathlib` to `os.path`: beside the file system its cost is nothing.",
    sizes=(100,),
    axis="names",
)


class Uploads(NamedTuple):
    """A folder, and names of files below it."""

    folder: str
    names: list[str]


@pair.input
def uploads(size: int) -> Uploads:
    """Every second file is a photo."""
    names = [
        f"album-{number % ALBUMS}/item-{number}{'.jpeg' if number % 2 else '.txt'}"
        for number in range(size)
    ]
    return Uploads(folder="/srv/uploads", names=names)


@pair.equal
def same_paths(first: Sequence[str | Path], second: Sequence[str | Path]) -> bool:
    return [str(each) for each in first] == [str(each) for each in second]


@pair.bad
def os_path(uploads: Uploads) -> list[str]:
    """``join``, ``splitext`` and ``dirname``: functions from text to text."""
    folders = []
    for name in uploads.names:
        path = os.path.join(uploads.folder, name)
        if os.path.splitext(path)[1] == ".jpeg":
            folders.append(os.path.dirname(path))
    return folders


@pair.good(costs=1.1)
def pathlib_path(uploads: Uploads) -> list[Path]:
    """``/``, ``.suffix`` and ``.parent`` of a ``Path``."""
    root = Path(uploads.folder)
    folders = []
    for name in uploads.names:
        path = root / name
        if path.suffix == ".jpeg":
            folders.append(path.parent)
    return folders


@existing.resource(scope="run")
@contextmanager
def uploaded(size: int) -> Iterator[Uploads]:
    """A real folder, in which every second file is there."""
    with tempfile.TemporaryDirectory(prefix="pairbench-paths-") as folder:
        names = [f"album-{number % ALBUMS}/item-{number}.jpeg" for number in range(size)]
        for name in names[::2]:
            path = Path(folder) / name
            path.parent.mkdir(exist_ok=True)
            path.touch()
        yield Uploads(folder=folder, names=names)


@existing.bad
def os_path_exists(uploads: Uploads) -> list[str]:
    """``os.path.exists`` of what ``os.path.join`` returns."""
    return [
        name for name in uploads.names if not os.path.exists(os.path.join(uploads.folder, name))
    ]


@existing.good(costs=1.1)
def pathlib_exists(uploads: Uploads) -> list[str]:
    """``Path.exists`` of what ``/`` returns."""
    root = Path(uploads.folder)
    return [name for name in uploads.names if not (root / name).exists()]
