"""What must be known beside a pair's verdicts: it is no failure, and it bears on what they mean."""

from dataclasses import dataclass
from enum import StrEnum


class NoticeKind(StrEnum):
    """What a notice is about."""

    FIRST_CALL = "first call"
    COPYING = "copying"
    COLD_START = "cold start"
    WORK_OUTSIDE = "work outside"
    UNWATCHED = "unwatched input"
    UNSTABLE = "another in every process"
    UNSTEADY = "another at each call"
    DRIFTING = "another input at each call"
    OTHERWISE = "input left otherwise"
    NOTHING = "nothing to compare"
    SWALLOWED = "swallowed"
    TYPED = "equal of another type"
    GROWN = "more at each call"
    ALIKE = "the same at two sizes"
    TRACED = "traced"
    MACHINES = "machines"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A notice in words, and of which variant and size it speaks; of the whole pair without."""

    kind: NoticeKind
    words: str
    variant: str | None = None
    size: int | None = None

    @property
    def said(self) -> str:
        """The words after the place that they speak of."""
        where = " at ".join(
            each
            for each in (self.variant, None if self.size is None else f"{self.size:,}")
            if each is not None
        )
        return f"{where}: {self.words}" if where else self.words
