"""The pairs of a project: which files may hold some, and what is in them."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import Path

from pairbench.core.authoring.entry import Entry
from pairbench.core.authoring.reading import PairFile, Reader, read_here
from pairbench.core.errors import PairError, UsageError
from pairbench.project.chosen import that_can_be_meant
from pairbench.project.pair_files import BENCH, pair_files
from pairbench.project.suites import SuiteFile

WORKLOADS = Path(__file__).parents[1] / "workloads"


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """What was found: the pairs that can be measured, and what is wrong with the others.

    The errors of files that were not asked for are ``notices``, and ``others`` the names of pairs
    that were found and not asked for.
    """

    entries: tuple[Entry, ...]
    errors: tuple[PairError, ...]
    notices: tuple[PairError, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was found of what was asked for."""
        return not self.entries and not self.errors


def find(
    paths: Sequence[Path],
    *,
    only: str | None = None,
    reader: Reader = read_here,
    benches: Iterable[str] = BENCH,
    ignored: Callable[[Sequence[Path]], set[Path]] | None = None,
    suites: Iterable[SuiteFile] = (),
) -> Catalogue:
    """Load the pairs under the paths; ``only`` keeps the names that match the pattern.

    Raises:
        UsageError: a path does not exist, or nothing was found.
    """
    catalogue = look_for(
        paths, only=only, reader=reader, benches=benches, ignored=ignored, suites=suites
    )
    if catalogue.is_empty:
        for notice in catalogue.notices:
            raise UsageError(
                f"no pair matches --only {only}, and one file cannot be read: {notice}"
            )
        if only is not None:
            near = get_close_matches(only, catalogue.others, 1)
            meant = f"did you mean {near[0]}? " if near else ""
            raise UsageError(
                f"no pair matches --only {only}: {meant}see 'pairbench list' for the names"
            )
        named = ", ".join(map(str, paths))
        raise UsageError(f"no pair file under {named}: write one, or name another folder")
    return catalogue


def look_for(
    paths: Sequence[Path],
    *,
    only: str | None = None,
    reader: Reader = read_here,
    benches: Iterable[str] = BENCH,
    ignored: Callable[[Sequence[Path]], set[Path]] | None = None,
    suites: Iterable[SuiteFile] = (),
) -> Catalogue:
    """The same, where nothing is an answer as well.

    Raises:
        UsageError: a path does not exist.
    """
    suites = tuple(suites)
    of_suites = that_can_be_meant([each.file for each in suites], only)
    files = [*_pair_files(paths, suites, benches, ignored), *of_suites]
    found = list(reader(files))
    entries = list(_told_apart([each for each in found if isinstance(each, Entry)]))
    errors = [each for each in found if isinstance(each, PairError)]
    notices: list[PairError] = []
    others = [name for each in entries if only and not is_meant(name := each.definition.name, only)]
    if only is not None:
        stems = {each.relative: "" if each.suite else each.stem for each in files}
        entries = [each for each in entries if is_meant(each.definition.name, only)]
        notices = [each for each in errors if not _is_asked_for(each, stems, only)]
        errors = [each for each in errors if each not in notices]
    catalogue = _without_duplicates(entries, errors)
    return replace(catalogue, notices=tuple(notices), others=tuple(others))


def is_meant(name: str, only: str) -> bool:
    """Whether a pattern means a pair: all of its name, or what follows the file of a test.

    A bracket may be the one that a test has around its parameters.
    """
    names = (name, name.partition("::")[2])
    patterns = (only, only.replace("[", "[[]"))
    return only in names or any(fnmatchcase(each, one) for each in names for one in patterns)


def _pair_files(
    paths: Sequence[Path],
    suites: Sequence[SuiteFile],
    benches: Iterable[str],
    ignored: Callable[[Sequence[Path]], set[Path]] | None,
) -> Iterator[PairFile]:
    """The files that may hold pairs, without those of suites.

    In a folder that holds a suite, a file that does not speak of pairbench is the suite's. Where
    there are suites and no file speaks of pairbench, all of them are somebody's scripts.
    """
    files = list(pair_files(paths, benches=benches, ignored=ignored))
    named = {each.resolve() for each in paths if each.is_file()}
    homes = {each.file.path.parent for each in suites}
    covered = [place for each in suites for place in each.covers]
    has_pairs = not suites or any(speaks_of_us(each.path) for each in files)
    for file in files:
        path = file.path
        if any(path.is_relative_to(each) for each in covered):
            continue
        is_ours = has_pairs and (homes.isdisjoint(path.parents) or speaks_of_us(path))
        if path in named or is_ours:
            yield file


def speaks_of_us(path: Path) -> bool:
    """Whether a file may hold a pair: without our name in it, it holds none."""
    return "pairbench" in path.read_text(encoding="utf-8", errors="replace")


def standard_workloads() -> tuple[Entry, ...]:
    """The pairs that come with the package, whose true ratios are known, by their file's name."""
    files = [
        PairFile(path=path, bench=WORKLOADS.parent) for path in sorted(WORKLOADS.glob("[!_]*.py"))
    ]
    return tuple(
        replace(entry, definition=replace(entry.definition, name=file.path.stem))
        for file in files
        for entry in read_here([file])
        if isinstance(entry, Entry)
    )


def _is_asked_for(error: PairError, stems: dict[str, str], only: str) -> bool:
    """Whether a pattern can mean the pair, or a pair of the file, that could not be loaded."""
    stem = stems.get(error.file, "")
    if not stem:
        return bool(error.pair) and is_meant(error.pair, only)
    return fnmatchcase(error.pair or stem, only) or only.startswith(f"{stem}.")


def _without_duplicates(entries: list[Entry], errors: list[PairError]) -> Catalogue:
    kept: dict[str, Entry] = {}
    for entry in entries:
        definition = entry.definition
        first = kept.setdefault(definition.name, entry)
        if first is not entry:
            # A suite names its benchmarks itself, whatever its file is called.
            kind, other = ("benchmark", "them") if definition.suite else ("pair", "the files")
            file, of_first = _files_apart(entry, first)
            message = f"has the same name as the {kind} in {of_first}: rename one of {other}"
            errors.append(PairError(file=file, pair=definition.name, message=message))
    return Catalogue(entries=tuple(kept.values()), errors=tuple(errors))


def _files_apart(*entries: Entry) -> Iterator[str]:
    """The files of entries, relative to what they have in common: folders of pairs lie anywhere."""
    common = os.path.commonpath([each.site.root for each in entries])
    return (os.path.relpath(each.site.root / each.definition.file, common) for each in entries)


def _told_apart(entries: list[Entry]) -> Iterator[Entry]:
    """Benchmarks of suites that name several alike have the names of their files before theirs.

    All of them, so that a gate does not take one for another where a revision has only one.
    """
    times = Counter(each.definition.name for each in entries)
    for entry in entries:
        is_told_apart = entry.definition.suite and times[entry.definition.name] > 1
        yield entry.named_by_its_file() if is_told_apart else entry
