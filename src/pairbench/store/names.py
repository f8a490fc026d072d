"""What the files of a pair are called, whatever its name holds."""

import hashlib
import re

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
