"""Whether the trees differ in files that native code may have read unseen."""

import filecmp
import os
from collections.abc import Iterator
from pathlib import Path

SEEN = (".py", ".pyi", ".pyc")
"""Files of Python are loaded by Python, which tells of it."""

TEXTS = (".md", ".rst")
"""Files for people."""


def other_files_differ(base: Path, head: Path) -> bool:
    """Whether any file that is neither Python nor a text for people differs between two trees."""
    names = [set(_others(each)) for each in (base, head)]
    if names[0] != names[1]:
        return True
    return any(not _same(base / name, head / name) for name in sorted(names[0]))


def _others(tree: Path) -> Iterator[str]:
    for folder, folders, files in os.walk(tree):
        folders[:] = [each for each in folders if each != "__pycache__" and each[:1] != "."]
        for name in files:
            if not name.endswith((*SEEN, *TEXTS)):
                yield str((Path(folder) / name).relative_to(tree))


def _same(first: Path, second: Path) -> bool:
    try:
        return filecmp.cmp(first, second, shallow=False)
    except OSError:
        return False
