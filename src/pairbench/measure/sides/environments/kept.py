"""Folders that are kept from one gate to the next: made once, by one process, found by a key."""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import platformdirs
from filelock import FileLock

COMPLETE = "pairbench-complete"
"""Written last: a folder without it was not finished, and is made again."""

MOST_KEPT = 20
"""So many folders of a kind are kept; those that were used longest ago go first."""

PASSED_OVER = frozenset({".git", ".hg", "__pycache__", ".mypy_cache", ".pytest_cache", ".venv"})
"""Folders that are no part of what a package is made from."""


def cache_folder(kind: str) -> Path:
    """Where folders of a kind are kept from one gate to the next."""
    return platformdirs.user_cache_path("pairbench") / kind


def kept(cache: Path, key: Sequence[object], make: Callable[[Path], object]) -> Path:
    """The folder of a key, found or made now; whoever else wants it meanwhile waits."""
    name = hashlib.sha256(repr(key).encode()).hexdigest()[:20]
    cache.mkdir(parents=True, exist_ok=True)
    folder = cache / name
    with FileLock(cache / f"{name}.lock"):
        if not (folder / COMPLETE).exists():
            shutil.rmtree(folder, ignore_errors=True)
            make(folder)
        (folder / COMPLETE).touch()
        _prune(cache, folder)
    return folder


def content_of(folders: Iterable[Path]) -> str:
    """A digest of all files in some folders, with their places in them."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in _files(folder):
            digest.update(f"\0{path.relative_to(folder)}\0".encode(errors="surrogateescape"))
            digest.update(path.read_bytes())
    return digest.hexdigest()


def _files(folder: Path) -> Iterator[Path]:
    for root, folders, files in os.walk(folder):
        folders[:] = sorted(set(folders) - PASSED_OVER)
        for name in sorted(files):
            path = Path(root, name)
            if path.is_file():
                yield path


def _prune(cache: Path, used: Path) -> None:
    found = [each.parent for each in cache.glob(f"*/{COMPLETE}") if each.parent != used]
    # What another gate has taken away meanwhile is as good as old.
    by_age = sorted(found, key=_last_used, reverse=True)
    for old in by_age[MOST_KEPT - 1 :]:
        with suppress(OSError):
            shutil.rmtree(old)
            (cache / f"{old.name}.lock").unlink()


def _last_used(folder: Path) -> float:
    try:
        return (folder / COMPLETE).stat().st_mtime
    except OSError:
        return 0.0
