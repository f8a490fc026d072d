"""Hears of what the children of a process open and start: forks of it, and interpreters."""

import ast
import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pairbench.core.authoring.own_first import bequeath
from pairbench.measure.usage import diary
from pairbench.measure.usage.started import Command


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What the children opened to read it, and what they started themselves."""

    opened: tuple[str, ...]
    started: tuple[Command, ...]


class Family:
    """Lets every child of this process keep a diary, for as long as it is entered."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="pairbench-diaries-")
        self._open = True

    def __enter__(self) -> Self:
        name = self._folder.name
        os.environ[diary.FOLDER] = name
        bequeath(diary.__file__)
        os.register_at_fork(after_in_child=lambda: diary.keep(name) if self._open else None)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open = False
        os.environ.pop(diary.FOLDER, None)
        self._folder.cleanup()

    def heard(self) -> Heard:
        """What stands in the diaries by now."""
        entries = [*self._entries()]
        return Heard(
            opened=tuple(what for kind, what in entries if kind == diary.OPENED),
            started=tuple(Command(**what) for kind, what in entries if kind == diary.STARTED),
        )

    def _entries(self) -> Iterator[list[Any]]:
        for each in sorted(Path(self._folder.name).iterdir()):
            for line in each.read_text(encoding="ascii").splitlines():
                # The last line of one that was killed may be cut off.
                with suppress(ValueError, SyntaxError):
                    yield ast.literal_eval(line)
