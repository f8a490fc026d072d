"""What the pairs of a gate use at both sides: what is not the side's own, and what is unchanged."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Protocol

from pairbench.core.authoring.entry import Entry
from pairbench.core.gating.answer import Change, GateLine, Kind
from pairbench.core.gating.footprint import is_of_benchmark, same_use, unlike_of_benchmark
from pairbench.core.gating.ignored import compiled_beside, compiled_elsewhere, with_ignored
from pairbench.core.gating.two_sides import BASE, HEAD, common_variants
from pairbench.core.gating.usage import (
    Ground,
    Project,
    Stranger,
    Usage,
    in_words,
    passed_on,
    strangers,
)
from pairbench.core.records.measurement import Failure
from pairbench.gate.sides import Match
from pairbench.run.parallel import in_parallel
from pairbench.run.probes import Progress, Step

USAGE_S = 0.5
"""About what it takes to find out what a pair uses at a side, for the progress."""

FOR_CODE = "name the folder that has it in sources, or let it be built (build = true)"

FOR_EARLY = (
    "the interpreter loads it when it starts, before a side's own can be: take it out of the .pth "
    "file or the sitecustomize that imports it"
)

FOR_DATA = (
    "let the pair find it by a path within the project, from its own file say, for each side's is "
    "called in a folder of its own"
)

FOR_STARTED = (
    "let it be started with the variables that the pair itself has, and without -I or -E: these "
    "variables lead to each side's own"
)

MAKE_IT_ANEW = (
    "let it lie in the project's own folder, of which each side has a copy, or be removed before "
    "each call (Pair(fresh=…))"
)

BUILD_IT = "let each side be built (build = true), or say that it is to do without (build = false)"


class UsageProbe(Protocol):
    """Finds out what a pair uses."""

    def usage(
        self,
        entry: Entry,
        variants: Sequence[str],
        sizes: Sequence[int],
        names: Collection[str],
        /,
    ) -> Usage | Failure:
        """What loading the pair and calling the variants once at each size uses.

        What is started by it is asked where it would find the modules of these names.
        """

    def digest(self, path: Path, /) -> str:
        """The content of a file, in short."""

    def others_differ(self, base: Path, head: Path, /) -> bool:
        """Whether files differ between the trees that native code may have read unseen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """Where the sides lie, what they are revisions of, and what git ignores of it."""

    base: Ground
    head: Ground
    project: Project
    is_ignored: Callable[[Path], bool]

    @property
    def both(self) -> tuple[Ground, Ground]:
        """Base and head."""
        return self.base, self.head


@dataclass(frozen=True, slots=True, kw_only=True)
class SortedOut:
    """The matches that are ``left`` to be compared, and a line for each of the others.

    ``unlike`` are, by pair, the files of the benchmark's own that it uses and that head has
    otherwise than base.
    """

    left: tuple[Match, ...]
    lines: tuple[GateLine, ...]
    unlike: Mapping[str, tuple[str, ...]]


class GateUsage:
    """What a gate asks of the things that pairs use."""

    def __init__(
        self,
        probe: UsageProbe,
        grounds: Grounds,
        folders: Collection[str],
        width: int,
        progress: Progress,
    ) -> None:
        """``folders`` hold pair files, by the settings of the project."""
        self._probe = probe
        self._grounds = grounds
        self._folders = folders
        self._width = width
        self._progress = progress

    def sorted_out(self, matches: Sequence[Match], *, all_pairs: bool) -> SortedOut:
        """What is to be compared, and what is known of it and of the others.

        What uses the same at both sides is compared only if all pairs are asked for.
        """
        asked = [
            (entry, common_variants(each.base.definition, each.head.definition))
            for each in matches
            for entry in (each.base, each.head)
        ]
        if asked:
            self._progress.begin(Step.USAGE, USAGE_S * len(asked))
        used = in_parallel(self._width, self._used, asked)
        left: list[Match] = []
        lines: list[GateLine] = []
        unlike: dict[str, tuple[str, ...]] = {}
        for match in matches:
            self._progress.doing(match.head.definition.name)
            base, head = next(used), next(used)
            line = self._line(match, base, head, all_pairs=all_pairs)
            self._progress.advance(2 * USAGE_S)
            if line is None:
                left.append(match)
                unlike[match.head.definition.name] = tuple(self._unlike(match, base, head))
            else:
                lines.append(line)
        return SortedOut(left=tuple(left), lines=tuple(lines), unlike=unlike)

    def _unlike(self, match: Match, base: Usage | None, head: Usage | None) -> Iterator[str]:
        """The benchmark's own files that head has otherwise than base, its file before others."""
        definition, project = match.head.definition, self._grounds.project
        file = PurePath(project.inside) / definition.file
        if match.base.definition.file_source != definition.file_source:
            yield definition.file
        if base is None or head is None:
            return
        found = unlike_of_benchmark(base, head, self._grounds.both, self._probe.digest)
        for path in sorted(found - {file}):
            if is_of_benchmark(path, file, project, self._folders):
                yield path.as_posix()

    def _used(self, asked: tuple[Entry, tuple[str, ...]]) -> Usage | None:
        """None where nothing can be called, or where it died or hung: others tell of that."""
        entry, variants = asked
        if not variants:
            return None
        names = self._grounds.project.names
        found = self._probe.usage(entry, variants, entry.definition.sizes, names)
        return found if isinstance(found, Usage) else None

    def _line(
        self, match: Match, base: Usage | None, head: Usage | None, *, all_pairs: bool
    ) -> GateLine | None:
        unfit = self._unfit(base, head)
        if unfit is not None:
            return _line(match, Change.NOT_MEASURED, unfit)
        if all_pairs or base is None or head is None:
            return None
        files = same_use(base, head, self._grounds.both, self._probe.digest)
        if files is None or (
            (base.native or head.native)
            and self._probe.others_differ(self._grounds.base.tree, self._grounds.head.tree)
        ):
            return None
        return _line(match, Change.UNCHANGED, f"uses the same {files} files at both sides")

    def _unfit(self, base: Usage | None, head: Usage | None) -> str | None:
        """Why what would be measured is not what each side has of its own, and what to do."""
        strange = dict(self._strange(base, head))
        if strange:
            return f"{'; '.join(strange)}: {' or '.join(dict.fromkeys(strange.values()))}"
        if base is None or head is None:
            return None
        if lacking := "; ".join(self._lacking(base, head)):
            return f"{lacking}: {BUILD_IT}"
        if shared := passed_on(base, head):
            said = f"{shared[0]} is kept from one call to the next, and both sides share it"
            return f"{said}: {MAKE_IT_ANEW}"
        return None

    def _lacking(self, base: Usage, head: Usage) -> Iterator[str]:
        """What a side does without, though the user has it compiled."""
        grounds = self._grounds
        missed = _does_without(base, head)
        yield from compiled_elsewhere(missed, grounds.project, grounds.is_ignored)
        yield from compiled_beside(head, grounds.head, grounds.project, grounds.is_ignored)

    def _strange(self, base: Usage | None, head: Usage | None) -> Iterator[tuple[str, str]]:
        """What comes from outside, said once where both sides are alike in it, and what to do."""
        grounds = self._grounds
        at_base, at_head = (
            () if usage is None else strangers(usage, mine, other, grounds.project)
            for usage, mine, other in (
                (base, grounds.base, grounds.head),
                (head, grounds.head, grounds.base),
            )
        )
        if at_base and at_base == at_head:
            yield f"at both sides {in_words(at_base)}", _advice(at_base)
            return
        for side, found in ((BASE, at_base), (HEAD, at_head)):
            if found:
                yield f"at {side} {in_words(found)}", _advice(found)


def _does_without(base: Usage, head: Usage) -> Mapping[str, str]:
    """The modules that were looked for and that neither side has, each with who does without."""
    loaded = {module.name for used in (base, head) for module in used.modules}
    found = {}
    for name in dict.fromkeys((*base.missed, *head.missed)):
        sides = [side for side, used in ((BASE, base), (HEAD, head)) if name in used.missed]
        if name not in loaded:
            found[name] = f"{sides[0]} does" if len(sides) == 1 else "both sides do"
    return found


def explained(line: GateLine, grounds: Grounds) -> GateLine:
    """The line, which also says so if what was not found is there and is ignored by git."""
    if line.change not in {Change.NOT_MEASURED, Change.SKIPPED, Change.NEW}:
        return line
    why = with_ignored(line.why, grounds.both, grounds.project, grounds.is_ignored)
    return replace(line, why=why)


def _advice(found: Sequence[Stranger]) -> str:
    """What to do about the first, which is the one that is named; a module has no file's name."""
    first = found[0]
    if first.program:
        return FOR_STARTED
    if first.is_early:
        return FOR_EARLY
    return FOR_DATA if first.name == first.path.name else FOR_CODE


def _line(match: Match, change: Change, why: str) -> GateLine:
    return GateLine(pair=match.head.definition.name, kind=Kind.PAIR, change=change, why=why)
