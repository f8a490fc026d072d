"""What is in the folder of a side: links that lead where they should, and what is not there."""

import os
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pairbench.core.errors import UsageError
from pairbench.core.refused import remedy

POINTER = b"version https://git-lfs.github.com/spec/"
"""How a file begins that stands for one which Git LFS keeps elsewhere."""

POINTER_BYTES = range(100, 1024)
"""How long such a file can be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """What is to be known of the files of a side, by their paths.

    ``absent`` are submodules that no copy at hand has, ``outside`` the links that lead out of the
    repository, where both sides find the same files, ``astray`` those that lead to what is in the
    working tree and not in the revision, and ``pointers`` what Git LFS has not fetched.
    """

    absent: tuple[str, ...]
    outside: tuple[str, ...]
    astray: tuple[str, ...]
    pointers: tuple[str, ...]

    def notes(self) -> Iterator[str]:
        """A sentence for each kind of file that is not as its name promises."""
        if self.absent:
            yield (
                f"submodules that are not here: {_listed(self.absent)}; "
                "'git submodule update --init --recursive' brings them"
            )
        if self.outside:
            yield f"links that lead out of the repository: {_listed(self.outside)}"
        if self.astray:
            yield f"links to what git ignores, which is in no revision: {_listed(self.astray)}"
        if self.pointers:
            yield f"Git LFS has not fetched {_listed(self.pointers)}; 'git lfs pull' does"


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Say in one line what the system refused while files were written into a folder.

    Raises:
        UsageError: it refused something.
    """
    try:
        yield
    except OSError as error:
        name = error.filename
        where = shown(os.fsdecode(name)) if isinstance(name, str | bytes) else folder.name
        raise UsageError(
            f"the files of {folder.name} cannot be copied: {where}: {error.strerror or error}; "
            f"{_remedy(error, folder)}"
        ) from error


def _remedy(error: OSError, folder: Path) -> str:
    """What to do: what cannot be read is the project's, and what is gone was just there."""
    name = error.filename
    is_own = isinstance(name, str | bytes) and Path(os.fsdecode(name)).is_relative_to(folder)
    if not is_own and isinstance(error, PermissionError):
        return "make it readable, or have git ignore it"
    if not is_own and isinstance(error, FileNotFoundError):
        return "it was taken away meanwhile: call the gate again"
    return remedy(error)


def settled(folder: Path, repository: Path, absent: Sequence[str]) -> Files:
    """Let the links within a folder lead where they lead in the repository; say what there is."""
    outside, astray, pointers = [], [], []
    for place, folders, names in os.walk(folder):
        for path in (Path(place, name) for name in (*folders, *names)):
            own = str(path.relative_to(folder))
            if path.is_symlink():
                led = _mended(path, folder, repository)
                if not led.is_relative_to(folder):
                    outside.append(f"{own} -> {led}")
                elif not path.exists() and (repository / own).exists():
                    astray.append(f"{own} -> {led.relative_to(folder)}")
            elif _is_pointer(path):
                pointers.append(own)
    return Files(
        absent=tuple(sorted(absent)),
        outside=tuple(sorted(outside)),
        astray=tuple(sorted(astray)),
        pointers=tuple(sorted(pointers)),
    )


def shown(name: str) -> str:
    """A name as it can be printed, whatever its bytes are."""
    text = os.fsencode(name).decode("utf-8", errors="backslashreplace")
    return "".join(each if each.isprintable() else repr(each)[1:-1] for each in text)


def _listed(names: Sequence[str], most: int = 5) -> str:
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(shown(each) for each in names[:most]) + more


def _mended(link: Path, folder: Path, repository: Path) -> Path:
    """Where a link leads, once it leads there from its new place as it did from the old one.

    One that names a place in the repository outright would have both sides read the same files:
    it leads to the side's own. One that climbs out of the repository leads to where it led.
    """
    target = link.readlink()
    led = _plain(link.parent / target)
    if led.is_relative_to(folder):
        return led
    original = repository / link.relative_to(folder)
    meant = _plain(original.parent / target)
    meant = _own(meant, folder, repository)
    if meant != target:
        link.unlink()
        link.symlink_to(meant)
    return meant


def _own(meant: Path, folder: Path, repository: Path) -> Path:
    """The place in a side's folder that a place in the repository has; any other as it is."""
    for top in (repository, repository.resolve()):
        for place in (meant, meant.parent.resolve() / meant.name):
            if place.is_relative_to(top):
                return folder / place.relative_to(top)
    return meant


def _plain(path: Path) -> Path:
    return Path(os.path.normpath(path))


def _is_pointer(path: Path) -> bool:
    info = path.lstat()
    if not stat.S_ISREG(info.st_mode) or info.st_size not in POINTER_BYTES:
        return False
    with path.open("rb") as file:
        return file.read(len(POINTER)) == POINTER
