"""What a search follows: one line of a gate, and what the same line says of another commit."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pairbench.core import words
from pairbench.core.bisecting.search import Judged, Told
from pairbench.core.gating.answer import Change, GateLine, Kind
from pairbench.core.gating.asked import Focus

FIGURES = frozenset({Kind.TIME, Kind.PEAK, Kind.RETAINED})
"""What has a ratio that can be followed from commit to commit."""

UNTOLD = frozenset({Change.NOT_MEASURED, Change.UNDECIDED, Change.LOST, Change.NEW})

AS_BEFORE = frozenset({Change.SAME, Change.BETTER, Change.UNCHANGED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """The line that is followed, by what it speaks of.

    ``ratio`` is good over bad, below 1, as far as it is known.
    """

    pair: str
    variant: str | None
    size: int | None
    kind: Kind
    ratio: float | None = None

    @property
    def focus(self) -> Focus:
        """All that a commit has to be measured for."""
        return Focus(kinds=frozenset({self.kind}), variant=self.variant)

    @property
    def pattern(self) -> str:
        """What ``--only`` matches the pair with, and no other."""
        return "".join(f"[{each}]" if each in "*?[" else each for each in self.pair)

    def is_of(self, line: GateLine) -> bool:
        """Whether a line speaks of the same."""
        said = (line.pair, line.variant, line.size, line.kind)
        return said == (self.pair, self.variant, self.size, self.kind)

    def __str__(self) -> str:
        """As a person would name it."""
        of = "" if self.variant is None else f" of {self.variant}"
        at = "" if self.size is None else f" at {self.size:,}"
        return f"{self.pair}: {self.kind}{of}{at}"


def worse_of(lines: Iterable[GateLine]) -> tuple[Watched, ...]:
    """What got worse, the most first."""
    worse = [each for each in lines if each.change is Change.WORSE and each.kind in FIGURES]
    return tuple(
        Watched(
            pair=each.pair,
            variant=each.variant,
            size=each.size,
            kind=each.kind,
            ratio=_ratio(each),
        )
        for each in sorted(worse, key=_ratio)
    )


def is_compared(lines: Iterable[GateLine]) -> bool:
    """Whether anything was held against good, or has the same files there."""
    return any(each.kind in FIGURES or each.change is Change.UNCHANGED for each in lines)


def untold_of(lines: Iterable[GateLine]) -> tuple[str, ...]:
    """What could not be compared, is not at both ends, or is undecided, in words."""
    return tuple(
        f"{each.pair}: {each.change}: {each.why}" for each in lines if each.change in UNTOLD
    )


def sureness(said: Judged) -> str:
    """What fresh rounds say of the commit that was found, held against the one before it."""
    ratio = "" if said.ratio is None else f", before ÷ after {words.ratio(said.ratio)}"
    figures = f"Held against the commit before it: {said.why}{ratio}"
    if said.told is not Told.BAD:
        return (
            f"{figures}. That alone is not worse, so the answer is not sure: it may have come in "
            "several steps; a longer --budget tells smaller ones"
        )
    if said.ratio is not None and said.ratio.level == 1:
        return f"{figures}. These figures are exact."
    return f"{figures}. Chance alone says so once in 400 times at most: two looks of fresh rounds."


def judged(commit: str, watched: Watched, lines: Sequence[GateLine]) -> Judged:
    """What a gate of a commit against the good one says of the line that is followed."""
    of_the_pair = [each for each in lines if each.pair == watched.pair]
    line = next((each for each in of_the_pair if watched.is_of(each)), None)
    told = Told.UNTOLD if line is None else _told(line, watched)
    if line is not None and told is not Told.UNTOLD:
        return Judged(commit=commit, told=told, why=_why(line), ratio=line.ratio)
    if line is None and any(each.change is Change.UNCHANGED for each in of_the_pair):
        return Judged(commit=commit, told=Told.GOOD, why="it uses the same files")
    trouble = line or next(
        (each for each in lines if each.change in (Change.NOT_MEASURED, Change.LOST)), None
    )
    why = "the gate says nothing of it" if trouble is None else f"{trouble.change}: {trouble.why}"
    undecided = line is not None and line.change is Change.UNDECIDED
    return Judged(commit=commit, told=Told.UNTOLD, why=why, wants_time=undecided)


def _told(line: GateLine, watched: Watched) -> Told:
    """What the line says; where the gate is undecided, which of the two ends it is nearer to."""
    if line.change in (Change.WORSE, Change.ACCEPTED):
        return Told.BAD
    if line.change in AS_BEFORE:
        return Told.GOOD
    if line.change is not Change.UNDECIDED or line.ratio is None or watched.ratio is None:
        return Told.UNTOLD
    halfway = math.sqrt(watched.ratio)
    if line.ratio.low > halfway:
        return Told.GOOD
    return Told.BAD if line.ratio.high < halfway else Told.UNTOLD


def _why(line: GateLine) -> str:
    if line.base is None or line.head is None:
        return line.why
    return f"{line.base}, now {line.head}"


def _ratio(line: GateLine) -> float:
    return 1.0 if line.ratio is None else line.ratio.value
