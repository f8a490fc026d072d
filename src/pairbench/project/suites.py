"""Where the suites of other tools are in a project; nothing is executed to find out."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pairbench.core.authoring.reading import PairFile
from pairbench.core.errors import UsageError
from pairbench.project.pair_files import files_below
from pairbench.project.settings import project_of
from pairbench.suites.known import suites

Ignored = Callable[[Sequence[Path]], set[Path]]


@dataclass(frozen=True, slots=True, kw_only=True)
class SuiteFile:
    """A file that is, or describes, a suite.

    ``covers`` are the files and folders that belong to it; the ``notes`` say what of its own
    settings is not followed.
    """

    file: PairFile
    covers: tuple[Path, ...]
    notes: tuple[str, ...]


def suite_files(
    paths: Iterable[Path], root: Path, *, named: bool, ignored: Ignored | None = None
) -> list[SuiteFile]:
    """The suites under the paths, or around them within the project at ``root``.

    What is ``named`` need not be unmistakable. ``ignored`` says which files are no part of the
    project; a file that is named itself is taken as it is.

    Raises:
        UsageError: a path does not exist.
    """
    found: dict[Path, SuiteFile] = {}
    for path in paths:
        if not path.exists():
            raise UsageError(
                f"{path} does not exist: name a file or a folder of benchmarks, or one by --only"
            )
        whole = path.resolve()
        files = [whole] if whole.is_file() else sorted(files_below(whole))
        left_out = ignored(files) if ignored is not None and whole.is_dir() else set()
        for file in (*_around(whole, root), *files):
            if file in found or file in left_out:
                continue
            suite = _recognised(file, root, named=named)
            if suite is not None and any(_touch(whole, each) for each in suite.covers):
                found[file] = suite
    return _without_covered(found.values())


def _around(path: Path, root: Path) -> Iterator[Path]:
    """Files above a path, up to the project's root: one of them may describe the suite in it."""
    for folder in path.parents:
        if not folder.is_relative_to(root.resolve()):
            return
        yield from sorted(each for each in folder.glob("*.json*") if each.is_file())


def _recognised(path: Path, root: Path, *, named: bool) -> SuiteFile | None:
    base = root.resolve()
    home = base if path.is_relative_to(base) else project_of(path.parent)
    for name, suite in suites():
        if suite.recognises(path, named=named):
            return SuiteFile(
                file=PairFile(path=path, bench=home, suite=name),
                covers=suite.covers(path),
                notes=suite.notes(path),
            )
    return None


def _touch(first: Path, second: Path) -> bool:
    return first.is_relative_to(second) or second.is_relative_to(first)


def _without_covered(found: Iterable[SuiteFile]) -> list[SuiteFile]:
    """Without those that lie in what belongs to another."""
    known = list(found)
    return [
        each
        for each in known
        if not any(
            each.file.path.is_relative_to(place)
            for other in known
            if other is not each
            for place in other.covers
        )
    ]
