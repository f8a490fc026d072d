"""Finds pair files under the given paths, and loads every pair that can be loaded."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path

from pairbench.core.authoring.definition import define
from pairbench.core.authoring.entry import Entry, Site
from pairbench.core.authoring.loading import load_module, pairs_in
from pairbench.core.authoring.neighbours import imported_by
from pairbench.core.errors import Interrupted, PairError, UsageError, in_one_line

BENCH_FOLDER = "bench"
"""Names are given relative to the nearest folder of this name, or to the path itself."""

WORKLOADS = Path(__file__).parents[1] / "workloads"


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """What was found: the pairs that can be measured, and what is wrong with the others."""

    entries: tuple[Entry, ...]
    errors: tuple[PairError, ...]


def find(paths: Sequence[Path], *, only: str | None = None) -> Catalogue:
    """Load the pairs under the paths; ``only`` keeps the names that match the pattern.

    Raises:
        UsageError: a path does not exist, or nothing was found.
    """
    found = [each for file, bench in _pair_files(paths) for each in _load(file, bench)]
    entries = [each for each in found if isinstance(each, Entry)]
    errors = [each for each in found if isinstance(each, PairError)]
    if only is not None:
        entries = [entry for entry in entries if fnmatchcase(entry.definition.name, only)]
        if not entries and not errors:
            raise UsageError(f"no pair matches --only {only}: see 'pairbench list' for the names")
    if not entries and not errors:
        named = ", ".join(map(str, paths))
        raise UsageError(f"no pair file under {named}: write one, or name another folder")
    return _without_duplicates(entries, errors)


def standard_workloads() -> tuple[Entry, ...]:
    """The pairs that come with the package, whose true ratios are known, by their file's name."""
    return tuple(
        replace(entry, definition=replace(entry.definition, name=file.stem))
        for file in sorted(WORKLOADS.glob("[!_]*.py"))
        for entry in _load(file, WORKLOADS.parent)
        if isinstance(entry, Entry)
    )


def _pair_files(paths: Sequence[Path]) -> Iterator[tuple[Path, Path]]:
    """Each pair file once, with its bench folder; what begins with _ or . is none."""
    seen: set[Path] = set()
    for path in paths:
        if not path.exists():
            raise UsageError(f"{path} does not exist: name a pair file or a folder of them")
        bench = _bench_folder(path.resolve())
        files = [path.resolve()] if path.is_file() else sorted(path.resolve().rglob("*.py"))
        for file in files:
            hidden = any(part.startswith(("_", ".")) for part in file.relative_to(bench).parts)
            if not hidden and file not in seen:
                seen.add(file)
                yield file, bench


def _bench_folder(path: Path) -> Path:
    folder = path if path.is_dir() else path.parent
    return next((each for each in (folder, *folder.parents) if each.name == BENCH_FOLDER), folder)


def _load(file: Path, bench: Path) -> Iterator[Entry | PairError]:
    """Each pair of the file, or what is wrong with it; a faulty one does not hide the others."""
    root = bench.parent
    relative = file.relative_to(root).as_posix()
    try:
        source = file.read_text(encoding="utf-8-sig")
        module = load_module(root, relative)
        neighbours = imported_by(root, relative, source)
    except (KeyboardInterrupt, Interrupted):
        raise
    except BaseException as error:  # noqa: BLE001 (whatever a user's file raises)
        message = f"cannot be imported: {in_one_line(error)}; mend the file"
        yield PairError(file=relative, pair="", message=message)
        return
    pairs = pairs_in(module)
    if not pairs:
        message = "defines no pair: add pair = Pair(...), or begin the file's name with _"
        yield PairError(file=relative, pair="", message=message)
    stem = file.relative_to(bench).with_suffix("").as_posix()
    for attribute, pair in pairs.items():
        try:
            definition = define(
                pair,
                name=stem if attribute == "pair" else f"{stem}.{attribute}",
                file=relative,
                attribute=attribute,
                question=module.__doc__ or "",
                source=source,
                neighbours=neighbours,
            )
        except PairError as error:
            yield error
        else:
            yield Entry(site=Site(root=root), definition=definition)


def _without_duplicates(entries: list[Entry], errors: list[PairError]) -> Catalogue:
    kept: dict[str, Entry] = {}
    for entry in entries:
        definition = entry.definition
        first = kept.setdefault(definition.name, entry)
        if first is not entry:
            message = (
                f"has the same name as the pair in {first.site.root / first.definition.file}: "
                "rename one of the files"
            )
            errors.append(PairError(file=definition.file, pair=definition.name, message=message))
    return Catalogue(entries=tuple(kept.values()), errors=tuple(errors))
