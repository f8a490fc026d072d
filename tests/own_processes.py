"""The processes that a test has started, told apart from those of anybody else on the machine.

Whatever a command starts inherits where temporary files go. A folder of the test's own is therefore
a mark that all of them bear, and nobody else's: not even another run of the same test.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

import pytest

from pairbench.measure.sides.janitor import TEMPORARY

PROC = Path("/proc")

VISIBLE = (PROC / "self" / "environ").exists()
"""Whether this system shows environments; where it does not, nothing is found."""

can_be_seen = pytest.mark.skipif(not VISIBLE, reason="this system does not show environments")


def mark_of(root: Path) -> Path:
    """The folder that marks what is started for a project; it is made when it is missing."""
    folder = root / "temporary"
    folder.mkdir(exist_ok=True)
    return folder


def marking(root: Path) -> Mapping[str, str]:
    """The environment for a command that is started for a project."""
    return {**os.environ, TEMPORARY: str(mark_of(root))}


def started_for(root: Path) -> set[int]:
    """Everything that was started for a project and has not ended, by pid."""
    return marked(TEMPORARY, mark_of(root))


def marked(variable: str, folder: Path) -> set[int]:
    """The processes in whose environment a variable names the folder, or a place in it."""
    mark = f"{variable}={folder}".encode()
    return {
        pid for pid, values in _environments() if any(_is_within(value, mark) for value in values)
    }


def _is_within(value: bytes, mark: bytes) -> bool:
    return value == mark or value.startswith(mark + b"/")


def _environments() -> Iterator[tuple[int, list[bytes]]]:
    """Those that may be read; a process that has ended has none, even if nobody has noticed yet."""
    for entry in PROC.glob("[0-9]*"):
        with suppress(OSError):
            yield int(entry.name), (entry / "environ").read_bytes().split(b"\0")
