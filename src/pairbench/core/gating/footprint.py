"""Whether what a pair uses is the same at both sides, byte for byte, and what of its own is not."""

import re
from collections.abc import Callable, Collection, Mapping
from pathlib import Path, PurePath

from pairbench.core.gating.usage import Ground, Project, Usage, is_named, own_path

FILE = "file"
ABSENT = "not there"
FOLDER = "a folder"
COMPILED = "__pycache__"
"""What the interpreter writes beside the code is no part of it."""

OF_BENCHMARKS = frozenset(
    {
        *("asv", "bench", "benches", "benchmark", "benchmarks", "benchmarking"),
        *("perf", "performance", "test", "tests"),
    }
)
"""The words that a folder's name consists of whose files are there for benchmarks and tests."""

SHARED = "conftest.py"
"""What pytest loads for all that lies below it."""

SETTINGS = frozenset({".toml", ".ini", ".cfg", ".lock"})
"""The ends of names of files that tools are told by, which are compared apart."""

Digest = Callable[[Path], str]
"""Tells the content of a file by a short text."""


def same_use(
    base: Usage, head: Usage, grounds: tuple[Ground, Ground], digest: Digest
) -> int | None:
    """How many files of their own both sides use alike, or None where anything may differ.

    Where the use cannot be known, or a side did not come to its end, anything may.
    """
    if any(each.unknown or each.raised is not None for each in (base, head)):
        return None
    if base.interpreter != head.interpreter:
        return None
    first = footprint(base, grounds[0], digest)
    if first != footprint(head, grounds[1], digest):
        return None
    return sum(
        kind == FILE and content not in {"", ABSENT, FOLDER} for (kind, _), content in first.items()
    )


def footprint(usage: Usage, ground: Ground, digest: Digest) -> Mapping[tuple[str, str], str]:
    """Everything that was used, with the content of what is a side's own.

    What lies elsewhere is the same file for both sides, and its path says it all.
    """
    found: dict[tuple[str, str], str] = {}
    for each in usage.modules:
        found["module", each.name] = _place(each.path, ground)
    for path in (*(each.path for each in usage.modules), *usage.files, *usage.looked_at):
        found[FILE, _place(path, ground)] = _content(path, ground, digest)
    for path in usage.folders:
        found["folder", _place(path, ground)] = _listing(path, ground, digest)
    return found


def unlike_of_benchmark(
    base: Usage, head: Usage, grounds: tuple[Ground, Ground], digest: Digest
) -> frozenset[PurePath]:
    """The files of the trees, relative to these, that a side has used and that are not the same."""
    used = {
        path.relative_to(ground.tree)
        for usage, ground in zip((base, head), grounds, strict=True)
        for path in (*(each.path for each in usage.modules), *usage.files)
        if path.is_relative_to(ground.tree)
    }
    return frozenset(
        PurePath(each)
        for each in used
        if len({_content(ground.tree / each, ground, digest) for ground in grounds}) > 1
    )


def is_of_benchmark(
    path: PurePath, file: PurePath, project: Project, folders: Collection[str]
) -> bool:
    """Whether a file is there for the benchmark of this ``file``, and is none of what it measures.

    ``folders`` hold pair files. Paths are relative to the tree.
    """
    if path.name == SHARED or path == file:
        return True
    if not path.is_relative_to(project.inside):
        return False
    path, file = (each.relative_to(project.inside) for each in (path, file))
    if any(path.is_relative_to(each) for each in _homes(file, folders)):
        return True
    if path.suffix in SETTINGS or any(part.startswith(".") for part in path.parts):
        return False
    module = ".".join(path.with_suffix("").parts)
    return not any(
        is_named(module, project.names) if source == "." else path.is_relative_to(source)
        for source in project.sources
    )


def _homes(file: PurePath, folders: Collection[str]) -> list[PurePath]:
    """The folders round a benchmark's file that are there for such files alone."""
    called = (
        each
        for each in file.parents
        if each.name and OF_BENCHMARKS.issuperset(re.split(r"[_\W]+", each.name.strip("_")))
    )
    return [*called, *(PurePath(each) for each in folders if file.is_relative_to(each))]


def _place(path: Path, ground: Ground) -> str:
    own = own_path(path, ground)
    return str(path) if own is None else f"./{own}"


def _content(path: Path, ground: Ground, digest: Digest) -> str:
    if not path.exists():
        return ABSENT
    if path.is_dir():
        return FOLDER
    return "" if own_path(path, ground) is None else digest(path)


def _listing(path: Path, ground: Ground, digest: Digest) -> str:
    if not path.is_dir():
        return ABSENT
    if own_path(path, ground) is None:
        return ""
    lines = (
        f"{each.name!r} {_content(each, ground, digest)}"
        for each in sorted(path.iterdir())
        if each.name != COMPILED
    )
    return "\n".join(lines)
