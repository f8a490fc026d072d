"""Which files may hold pairs; nothing is executed to find out."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from pairbench.core.authoring.reading import PairFile
from pairbench.core.errors import UsageError
from pairbench.core.installed import PACKAGES

BENCH = ("bench",)
"""Names are given relative to the nearest folder that has one of these names, or to the path."""

NO_PAIRS = ("conftest.py", "test_*.py", "*_test.py", "setup.py", "noxfile.py")
"""Files that are there for something else: a test runner, an installer."""

OTHERS_FOLDERS = PACKAGES | {"node_modules", "build", "dist", "venv"}
"""Folders whose files somebody else has written, or a program."""

ENVIRONMENT = "pyvenv.cfg"
"""Lies at the top of every environment, whatever that is called."""


def pair_files(
    paths: Sequence[Path],
    *,
    benches: Iterable[str] = BENCH,
    ignored: Callable[[Sequence[Path]], set[Path]] | None = None,
) -> Iterator[PairFile]:
    """Each file once, in the order of the paths.

    What begins with _ or . is passed over, and so is what cannot be a pair file; a file that is
    named itself is taken as it is. ``ignored`` says which files are no part of the project.

    Raises:
        UsageError: a path does not exist.
    """
    names = set(benches)
    seen: set[Path] = set()
    for path in paths:
        if not path.exists():
            raise UsageError(
                f"{path} does not exist: name a pair file or a folder of them, or a pair by --only"
            )
        whole = path.resolve()
        bench = _bench_folder(whole, names)
        files = [whole] if whole.is_file() else sorted(_below(whole))
        left_out = ignored(files) if ignored is not None and whole.is_dir() else set()
        for file in files:
            hidden = any(part.startswith(("_", ".")) for part in file.relative_to(bench).parts)
            if not hidden and file not in seen and file not in left_out:
                seen.add(file)
                yield PairFile(path=file, bench=bench)


def cannot_hold_pairs(name: str) -> bool:
    """Whether a file of this name is there for something else."""
    return any(fnmatchcase(name, each) for each in NO_PAIRS)


def files_below(folder: Path) -> Iterator[Path]:
    """The files of a folder, without those that somebody else has written, or a program."""
    for name, folders, files in os.walk(folder):
        here = Path(name)
        folders[:] = [each for each in folders if not _is_others(here / each)]
        for file in files:
            yield here / file


def _below(folder: Path) -> Iterator[Path]:
    """The Python files of a folder that may hold pairs."""
    for file in files_below(folder):
        if file.suffix == ".py" and not cannot_hold_pairs(file.name):
            yield file


def _is_others(folder: Path) -> bool:
    return (
        folder.name.startswith(("_", "."))
        or folder.name in OTHERS_FOLDERS
        or (folder / ENVIRONMENT).is_file()
    )


def _bench_folder(path: Path, names: set[str]) -> Path:
    """The nearest folder of such a name, within the project that the path belongs to."""
    folder = path if path.is_dir() else path.parent
    for each in (folder, *folder.parents):
        if each.name in names:
            return each
        if (each / "pyproject.toml").is_file() or (each / ".git").exists():
            break
    return folder
