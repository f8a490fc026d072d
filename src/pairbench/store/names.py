"""What the files of a pair are called, whatever its name holds, and in which order they come."""

import hashlib
import re
from pathlib import Path

LONGEST = 200
"""Bytes of a part of a path: file systems take 255, and a file has a longer name while written."""

SHOWN = 60
"""So much of a name that no file can have is in that of its file."""


def file_of(name: str) -> str:
    """What the files of a pair are called below a folder: after it, as far as a path can be.

    The name of a test holds its parameters, and they may hold anything.
    """
    parts = name.split("/")
    usual = all(
        part not in {"", ".", ".."} and part.isprintable() and len(part.encode()) <= LONGEST
        for part in parts
    )
    if usual and ".." not in name:
        return f"{name}.json"
    plain = re.sub(r"[^\w.,()\[\]-]+", "_", name)[:SHOWN].replace("..", "_")
    return f"{plain}-{hashlib.sha256(name.encode(errors='replace')).hexdigest()[:16]}.json"


def in_order(folder: Path) -> list[Path]:
    """The files of a run set's pairs, as they were measured; no more than their heads is read."""
    paths = (folder / "pairs").rglob("*.json")
    return sorted(paths, key=lambda path: (_position(path), path))


def _position(path: Path) -> int:
    with path.open("rb") as file:
        found = POSITION.search(file.read(HEAD_BYTES))
    return int(found[1]) if found else 0


HEAD_BYTES = 200
"""The place of a pair among the others stands within so many."""

POSITION = re.compile(rb'"position":\s*(\d+)')
