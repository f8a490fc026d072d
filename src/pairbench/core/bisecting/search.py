"""The search for the commit with which something got worse; some commits cannot be told."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from pairbench.core.statistics.estimate import Estimate


class Told(StrEnum):
    """What is known of a commit, held against the good one."""

    GOOD = "good"
    BAD = "bad"
    UNTOLD = "cannot be told"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A commit and what is known of it; ``ratio`` is good over commit, ``why`` is in words.

    ``wants_time`` where it cannot be told, and might be if it were measured for longer.
    """

    commit: str
    told: Told
    why: str
    ratio: Estimate | None = None
    wants_time: bool = False


class Judge(Protocol):
    """Holds a commit against the good one."""

    def __call__(self, commit: str) -> Judged:
        """What can be said of it."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What a search came to: each commit that was judged, in turn, and those that may have done it.

    ``suspects`` are in the order of time. One is the answer; with more of them, all but the last
    cannot be told from it.
    """

    steps: tuple[Judged, ...]
    suspects: tuple[str, ...]

    @property
    def found(self) -> str | None:
        """The commit that did it, if it is known."""
        return self.suspects[0] if len(self.suspects) == 1 else None


def search(commits: Sequence[str], judge: Judge) -> Search:
    """Find the first bad one of ``commits``, the oldest first; the last of them is bad.

    Halves what is left, as ``git bisect`` does. A commit that cannot be told gives way to the
    nearest one that has not been tried yet.
    """
    steps: list[Judged] = []
    untold: set[str] = set()
    good, bad = -1, len(commits) - 1
    while (middle := _next(good, bad, commits, untold)) is not None:
        judged = judge(commits[middle])
        steps.append(judged)
        match judged.told:
            case Told.GOOD:
                good = middle
            case Told.BAD:
                bad = middle
            case Told.UNTOLD:
                untold.add(commits[middle])
    return Search(steps=tuple(steps), suspects=tuple(commits[good + 1 : bad + 1]))


def _next(good: int, bad: int, commits: Sequence[str], untold: set[str]) -> int | None:
    """The place between a good and a bad commit that is nearest to the middle and not tried yet."""
    middle = (good + bad) // 2
    left = (place for place in range(good + 1, bad) if commits[place] not in untold)
    return min(left, key=lambda place: abs(place - middle), default=None)
