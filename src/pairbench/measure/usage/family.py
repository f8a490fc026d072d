"""Hears of what the children of a process open and start: forks of it, and interpreters."""

import ast
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from pairbench.core.authoring.own_first import bequeath
from pairbench.measure.usage import diary
from pairbench.measure.usage.started import Command


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What the children opened to read it, and what they started themselves."""

    opened: tuple[str, ...]
    started: tuple[Command, ...]


@contextmanager
def diaries() -> Iterator[Path]:
    """The folder in which every child of this process keeps a diary, as long as it is entered."""
    with tempfile.TemporaryDirectory(prefix="pairbench-diaries-") as folder:
        os.environ[diary.FOLDER] = folder
        bequeath(diary.__file__)
        # A fork that comes later finds no folder, and writes nothing.
        os.register_at_fork(after_in_child=partial(diary.keep, folder))
        try:
            yield Path(folder)
        finally:
            os.environ.pop(diary.FOLDER, None)


def heard(folder: Path) -> Heard:
    """What stands in the diaries by now."""
    entries = [*_entries(folder)]
    return Heard(
        opened=tuple(what for kind, what in entries if kind == diary.OPENED),
        started=tuple(Command(**what) for kind, what in entries if kind == diary.STARTED),
    )


def _entries(folder: Path) -> Iterator[list[Any]]:
    for each in sorted(folder.iterdir()):
        for line in each.read_text(encoding="ascii").splitlines():
            # The last line of one that was killed may be cut off.
            with suppress(ValueError, SyntaxError):
                yield ast.literal_eval(line)
