"""The files of a revision in a folder of their own; the repository is only read.

``git worktree`` would leave an entry in the repository when the process is killed; an index of our
own in a temporary folder leaves nothing there, and no lock. The folder is git's working tree while
it writes, so that the attributes of the revision hold, not those of another one.
"""

import shutil
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from pairbench.measure.sides.contents import Files, settled, writing
from pairbench.measure.sides.git import Store, said_by_git
from pairbench.measure.sides.submodules import Tracked, git_folder_of, names_of, store_of, tracked

FILTER = "git-lfs"
"""The program that puts large files in the place of their pointers."""


def check_out(repository: Path, commit: str, folder: Path) -> Files:
    """Write the files of a commit into a folder that does not exist yet.

    Submodules are written at the commits that it records, where they are at hand.

    Raises:
        UsageError: they cannot be written.
    """
    with writing(folder):
        folder.mkdir(parents=True)
        absent = list(_write(git_folder_of(repository), commit, folder, repository))
        return settled(folder, repository, absent)


def write_entries(git_folder: Path, entries: bytes, folder: Path) -> None:
    """Write some files of an index, given as ``ls-files --stage -z`` lists them."""
    with tempfile.TemporaryDirectory(prefix="pairbench-index-") as own:
        store = Store(git_folder=git_folder, tree=folder, index=Path(own) / "index")
        said_by_git(store, "update-index", "-z", "--index-info", given=entries)
        _write_index(store)


def _write(git_folder: Path, commit: str, folder: Path, original: Path) -> Iterator[str]:
    """Write the files of a commit and of its submodules; yield the submodules that are not here.

    ``original`` is where the repository has its working tree.
    """
    with tempfile.TemporaryDirectory(prefix="pairbench-index-") as own:
        store = Store(git_folder=git_folder, tree=folder, index=Path(own) / "index")
        said_by_git(store, "read-tree", commit)
        _write_index(store)
        submodules = [each for each in tracked(store) if each.is_submodule]
        names = names_of(store) if submodules else {}
    for each in submodules:
        yield from write_submodule(git_folder, each, names, folder, original)


def write_submodule(
    git_folder: Path, entry: Tracked, names: Mapping[str, str], folder: Path, original: Path
) -> Iterator[str]:
    """Write the files of a submodule at its recorded commit; yield what of it is not at hand.

    ``names`` are those of the submodules by their paths.
    """
    path = entry.path
    (folder / path).mkdir(parents=True, exist_ok=True)
    found = store_of(git_folder, names.get(path, path), original / path, entry.object)
    if found is None:
        yield f"{path} at {entry.object[:12]}"
    else:
        for deeper in _write(found, entry.object, folder / path, original / path):
            yield f"{path}/{deeper}"


def _write_index(store: Store) -> None:
    """Write what an index holds, as git would: with attributes, line ends and filters."""
    # An object that cannot be fetched leaves its pointer, which is named.
    settings = {"lfs.skipdownloaderrors": "true"}
    if shutil.which(FILTER) is None:
        settings |= {
            "filter.lfs.process": "",
            "filter.lfs.smudge": "",
            "filter.lfs.required": "false",
        }
    said_by_git(store, "checkout-index", "--all", settings=settings)
