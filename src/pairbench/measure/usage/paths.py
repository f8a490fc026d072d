"""What is meant by names under which things are opened: sources, databases, libraries."""

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from pairbench.measure.usage import diary

COMPILED = "__pycache__"

MAPPED = Path("/proc/self/maps")
"""Where Linux lists what is mapped into a process; elsewhere there is nothing like it."""

_PREFIX = None if sys.pycache_prefix is None else Path.cwd() / sys.pycache_prefix
"""Where all compiled files are kept, if that is one place: it may be said relative to here."""

_stat = os.stat
"""As it was before a recorder has wrapped it."""


def is_there(name: str) -> bool:
    """Whether there is a file or folder of this name, which nobody hears being asked."""
    try:
        _stat(name)
    except OSError:
        return False
    return True


def absolute(path: Any) -> str:
    """The path from the root on, for whoever is in another folder, in one way of writing it."""
    return str(Path(diary.absolute(path)))


def source_of(name: str) -> str:
    """The source that a compiled file was made of, which counts in its place."""
    path = Path(name)
    if path.parent.name == COMPILED and path.suffix == ".pyc":
        return str(path.parents[1] / f"{path.name.partition('.')[0]}.py")
    if _PREFIX is not None and path.suffix == ".pyc" and path.is_relative_to(_PREFIX):
        source = Path("/") / path.relative_to(_PREFIX)
        return str(source.with_name(f"{path.name.partition('.')[0]}.py"))
    return name


def file_of_database(name: str) -> str | None:
    """The file of a database that is named so, by an address or not; None where it has none."""
    if name.startswith("file:"):
        address = urlsplit(name)
        in_memory = parse_qs(address.query).get("mode") == ["memory"]
        name = "" if in_memory else unquote(address.path)
    return None if name in {"", ":memory:"} else absolute(name)


def mapped() -> Iterator[str]:
    """The files that are mapped into this process: libraries, and what they brought along."""
    with suppress(OSError):
        for line in MAPPED.read_bytes().splitlines():
            *_, name = line.split(maxsplit=5)
            if name.startswith(b"/") and is_there(found := os.fsdecode(name)):
                yield found
