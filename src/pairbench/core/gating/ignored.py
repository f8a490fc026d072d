"""What a side did not find because it is no part of a revision, in words."""

import re
from collections.abc import Callable, Iterator, Mapping
from importlib.machinery import EXTENSION_SUFFIXES, SOURCE_SUFFIXES
from itertools import chain
from pathlib import Path, PurePosixPath

from pairbench.core.authoring.blame import NO_MODULE, without_advice
from pairbench.core.gating.usage import Ground, Project, Usage

ADVICE = "commit it, or let it be built (build = true)"

FOR_BUILDING = "commit it, or let the build itself make it"
"""What is advised where it was a build that did not find it."""

NO_NAME = re.compile(
    r"cannot import name '(\w+)' from (?:partially initialized module )?'([\w.]+)'"
)
NO_FILE = re.compile(
    r"(?:No such file or directory|unable to open database file)[^'\"]*['\"](.+?)['\"]"
)
NO_SOURCE = re.compile(r"([^\s:]+): No such file or directory")
"""What compilers say."""

NO_LIBRARY = re.compile(r"(\S+): cannot open shared object file")

ASKS_GIT = re.compile(r"not a git repository|'git',? .*exit status 128")
"""What is said where a pair, or the project, asks git about the folder that it is in."""

NO_REPOSITORY = (
    "the files of a side are no git repository: take what git says from a variable or a file, or "
    "do without where there is none"
)


def with_ignored(
    why: str,
    grounds: tuple[Ground, ...],
    project: Project,
    is_ignored: Callable[[Path], bool],
    advice: str = ADVICE,
) -> str:
    """The sentence, and what it does not say: that what is missing is there, and in no revision.

    ``is_ignored`` is asked for a path relative to the repository, of something in the working tree
    that no side has.
    """
    if ASKS_GIT.search(why):
        return f"{without_advice(why)}; {NO_REPOSITORY}"
    for path in _missing(why, grounds, project):
        there = (project.repository / path).exists()
        if there and not all((each.tree / path).exists() for each in grounds) and is_ignored(path):
            named = PurePosixPath(path)
            return (
                f"{without_advice(why)}; {named} is in the working tree, but git ignores it, "
                f"and ignored files are not part of a revision: {advice}"
            )
    return why


def compiled_elsewhere(
    missed: Mapping[str, str], project: Project, is_ignored: Callable[[Path], bool]
) -> Iterator[str]:
    """A sentence for each module that was looked for in vain, and that the user has compiled.

    With each comes who does without it, in words.

    Code that does without, where there is none, is other code than what the user runs. A module in
    Python that git ignores is none of these: settings of one's own, say, are to be no side's.
    """
    if project.settled:
        return
    for name, who in missed.items():
        if not all(map(str.isidentifier, name.split("."))):
            continue
        files = [f"{name.replace('.', '/')}{suffix}" for suffix in EXTENSION_SUFFIXES]
        beside = (
            path
            for source in (*project.sources, "")
            for file in files
            for path in [project.repository / project.inside / source / file]
            if path.is_file() and is_ignored(path.relative_to(project.repository))
        )
        installed = (each for each in sorted(project.copies) if any(map(each.match, files)))
        if found := next(chain(beside, installed), None):
            yield (
                f"{name} is compiled in {found}, which is no part of a revision, and {who} "
                "without it"
            )


def compiled_beside(
    used: Usage, ground: Ground, project: Project, is_ignored: Callable[[Path], bool]
) -> Iterator[str]:
    """A sentence for each module in Python in whose place the user's own interpreter loads another.

    It lies beside the file in the working tree, compiled, and git ignores it.
    """
    if project.settled:
        return
    for module in used.modules:
        if module.path.suffix not in SOURCE_SUFFIXES or not module.path.is_relative_to(ground.tree):
            continue
        own = module.path.relative_to(ground.tree)
        for suffix in EXTENSION_SUFFIXES:
            compiled = own.with_name(f"{own.stem}{suffix}")
            if (project.repository / compiled).is_file() and is_ignored(compiled):
                yield (
                    f"{module.name} is compiled in {project.repository / compiled}, which is no "
                    "part of a revision, and both sides do without it"
                )


def _missing(why: str, grounds: tuple[Ground, ...], project: Project) -> Iterator[Path]:
    """Where the things would be that a message says are not there, relative to the repository."""
    names = [match[1] for match in NO_MODULE.finditer(why)]
    names += [f"{match[2]}.{match[1]}" for match in NO_NAME.finditer(why)]
    for name in names:
        parts = name.split(".")
        # A package may be missing as a whole, or the module in it.
        for end in range(1, len(parts) + 1):
            for source in (*project.sources, ""):
                yield from _modules(project.inside / source / Path(*parts[:end]), project)
    patterns = (NO_FILE, NO_LIBRARY, NO_SOURCE)
    files = [match for each in patterns for match in each.finditer(why)]
    for text in (match[1] for match in files):
        path = Path(text)
        for each in grounds:
            if path.is_relative_to(each.tree):
                yield path.relative_to(each.tree)
        if not path.is_absolute():
            yield _straight(project.inside / path)


def _modules(path: Path, project: Project) -> Iterator[Path]:
    """The files that a module may be, here without those that only another interpreter loads."""
    for suffix in (*SOURCE_SUFFIXES, *EXTENSION_SUFFIXES):
        yield _straight(path.with_name(path.name + suffix))
        yield _straight(path / f"__init__{suffix}")
    # A generated extension may be built for any interpreter: the name says so, the user knows.
    folder = project.repository / path.parent
    if folder.is_dir():
        for each in sorted(folder.glob(f"{path.name}.*.so")):
            yield _straight(each.relative_to(project.repository))


def _straight(path: Path) -> Path:
    """The path without its detours."""
    parts: list[str] = []
    for part in path.parts:
        if part == ".." and parts:
            parts.pop()
        elif part != ".":
            parts.append(part)
    return Path(*parts)
